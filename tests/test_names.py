"""Names that users type: the closest right ones, in the order of likeness."""

import pytest

from sovietlabour._names import closest, no_such, plain

KNOWN = ["turnover_1930_36", "workers_1928_32", "women_share_1929_35", "prose_figures"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("turnover_1930_37", "turnover_1930_36"),
        ("turnover", "turnover_1930_36"),
        ("women", "women_share_1929_35"),
        ("figures prose", "prose_figures"),
        ("Workers 1928-32", "workers_1928_32"),
    ],
)
def test_the_closest_name_comes_first(typed: str, first: str) -> None:
    """Misspelt, shortened, one word of it, other case and signs."""
    assert closest(typed, KNOWN)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "_", "zzzz", None])
def test_nothing_is_close_to_nothing(typed: object) -> None:
    """An empty name is like none, and no guess is better than a wild one."""
    assert closest(typed, ["alpha", "beta"]) == []


def test_other_spellings_lead_to_the_right_name() -> None:
    """A spelling that is known leads to the name that it stands for, once."""
    assert closest("Putilof", {"Putilov": "Kirov factory", "Putilov works": "Kirov factory"}) == ["Kirov factory"]


def test_the_message_has_hint_or_list() -> None:
    """What is close, or else where all are."""
    assert no_such("topic", "wage", ["wages"], "they are wages") == "there is no topic 'wage'; did you mean 'wages'?"
    assert no_such("topic", "zzz", ["wages"], "they are wages") == "there is no topic 'zzz'; they are wages"
    assert plain("  Gor’kii's ") == "gorkiis"
