"""A sample of the mutations of `make mutation`: the second reading catches each, the checks most."""

import sys

import pytest

from conftest import ROOT


@pytest.fixture(scope="module")
def mutation() -> object:
    """The script, which is no part of the package."""
    sys.path.insert(0, str(ROOT / "tools"))
    import mutation

    return mutation


def test_no_sampled_mutation_escapes_the_second_reading(mutation: object) -> None:
    """One mutation in 300 of every table; the whole takes minutes."""
    results = mutation.run(every=300)  # type: ignore[attr-defined]
    tried = sum(sum(counts["tried"].values()) for counts in results.values())
    caught = sum(sum(counts["caught"].values()) for counts in results.values())
    with_second = sum(sum(counts["caught with second reading"].values()) for counts in results.values())
    assert tried > 30
    assert with_second == tried
    assert 0.5 < caught / tried < 1  # all would mean that the checks compare with a copy


def test_a_mutation_that_changes_no_number_is_not_counted(mutation: object) -> None:
    """A moved space is no damage; a moved digit is."""
    assert [text for _, text in mutation._cell_mutations("1 5")][-1] == "15 "  # type: ignore[attr-defined]
    moved = dict.fromkeys(text for kind, text in mutation._cell_mutations("12.3") if kind == "point moved")  # type: ignore[attr-defined]
    assert list(moved) == ["123.", "1.23"]
