"""The mutations of `make mutation`, in a sample: the quick way says what the whole build says."""

import pytest

import mutation

CHECKER = mutation.Checker()
SAMPLE = {"turnover_1930_36": 2, "prose_figures": 2, "women_share_1929_35": 1, "norm_rises_1936": 1}
SAMPLE |= {"workers_1928_32": 1, "output_1933_36": 1, "provisions": 1, "checks": 1}
"""Mutations tried in the whole build, too; each of them takes a second."""


@pytest.mark.parametrize("table", SAMPLE)
def test_the_quick_way_agrees_with_the_whole_build(table: str) -> None:
    """What a mutation can touch is judged alone; nothing else notices it, and nothing is noticed too much."""
    raw = CHECKER.judged[table].raw
    of_one_row = list(mutation.mutations(raw, len(raw.rows) // 2, len(raw.rows)))
    some = of_one_row[:: max(1, len(of_one_row) // SAMPLE[table])][: SAMPLE[table]]
    assert len(some) == SAMPLE[table]
    for number, one in enumerate(some):
        follow = bool(number % 2)
        (caught,) = CHECKER.caught_by(table, [one], follow=follow)
        assert bool(caught) == CHECKER.caught_by_the_build(table, one, follow=follow), (one, caught)


def test_a_mutation_that_changes_no_number_is_not_counted() -> None:
    """A moved space is no damage; a moved digit is."""
    assert [text for _, text in mutation._damages("1 5")][-1] == "15 "
    moved = dict.fromkeys(text for kind, text in mutation._damages("12.3") if kind == "point moved")
    assert list(moved) == ["123.", "1.23"]
    turnover = CHECKER.judged["turnover_1930_36"].raw
    first_cell = (m.cells.get((0, "(1)")) for m in mutation.mutations(turnover))
    assert turnover.rows[0]["(1)"] not in first_cell


def test_wrong_numbers_of_the_prose_are_caught() -> None:
    """A number that does not follow from its characters is refused; almost all do not."""
    some = list(mutation.mutations(CHECKER.judged["prose_figures"].raw, 41, 97))
    caught = CHECKER.caught_by("prose_figures", some, follow=False)
    assert len(some) > 300
    assert sum(map(bool, caught)) / len(some) > 0.99
