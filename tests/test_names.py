"""Names that users type: the closest right ones, in the order of likeness."""

from collections.abc import Callable
from typing import Any

import pytest

from sovietlabour import (
    ArgumentError,
    codes,
    define,
    law_in_force,
    load_enterprise,
    load_observations,
    load_series,
    load_table,
    penalty_timeline,
    robustness,
    search,
    search_figures,
)
from sovietlabour._names import all_meant, closest, meant, no_such, plain

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


def test_what_bears_a_name_itself_comes_before_what_is_also_called_so() -> None:
    """Otherwise all that are called so; a part only where it is asked for."""
    known = {"norms": ["quotas"], "quotas": [], "plans": ["norms", "targets"], "limits": ["targets"]}
    assert meant("word", "Norms", known) == ["norms"]
    assert meant("word", "targets", known) == ["plans", "limits"]
    assert meant("word", "target", known, part=True) == ["plans", "limits"]
    assert all_meant("word", ["targets", "plans"], known) == ["plans", "limits"]
    with pytest.raises(ArgumentError, match="there is no word 'xyz'; they are norms, quotas, plans, limits"):
        meant("word", "xyz", known)


TAKING: dict[str, tuple[Callable[[Any], Any], str, str | None]] = {
    "load_observations, indicator": (load_observations, "labour_turnover_rate", "labor turnover"),
    "load_observations, topic": (lambda name: load_observations(topic=name), "living_standards", None),
    "load_observations, population": (lambda name: load_observations(population=name), "unskilled_workers", None),
    "load_observations, industry": (lambda name: load_observations(industry=name), "Coal mining", None),
    "load_observations, enterprise": (lambda name: load_observations(enterprise=name), "Elektrozavod", None),
    "load_observations, place": (lambda name: load_observations(place=name), "Eastern Donbass", None),
    "load_observations, nature": (lambda name: load_observations(nature=name), "hypothetical", None),
    "load_observations, role": (lambda name: load_observations(role=name), "class bound", None),
    "search, kind": (lambda name: search("absence", name), "observation", None),
    "search_figures, topic": (lambda name: search_figures(topic=name), "living_standards", None),
    "law_in_force, subject": (lambda name: law_in_force(name, "1933-05-01"), "labour_books", "трудовая книжка"),
    "law_in_force, offence": (lambda name: law_in_force("courts", "1940-07-01", offence=name), "quitting", "flitting"),
    "penalty_timeline": (penalty_timeline, "longer or repeated absence", "Repeated truancy"),
    "load_enterprise": (lambda name: load_enterprise(name).figures, "Kirov factory, Leningrad", "красный путиловец"),
    "define": (define, "ORS", "Otdel Rabochego Snabzheniya"),
    "load_series": (load_series, "output, coal", None),
    "codes": (codes, "observations.role", None),
    "load_table, reading": (lambda name: load_table("turnover_1930_36", reading=name), "turnover-2015:2", None),
    "robustness, groups": (lambda name: robustness("turnover_1930_36", len, groups=name), "turnover-2015", None),
}
"""What takes a name, a right one, and another that leads to the same."""


@pytest.mark.parametrize("taking", TAKING)
def test_every_function_understands_names_in_one_way(taking: str) -> None:
    """No case, no signs; other names; the closest to a wrong one."""
    function, right, other = TAKING[taking]
    expected = str(function(right))
    for typed in (right.upper(), f" {right.replace('_', ' ').replace('-', ' ')} ", other):
        assert typed is None or str(function(typed)) == expected, typed
    wrong = f"{right[:4]}x{right[4:]}"
    with pytest.raises(ArgumentError, match=f"there is no .*{wrong}'; did you mean .*'{right}'"):
        function(wrong)
    for nothing in ("", "zzzzz", 3):
        with pytest.raises(ArgumentError, match=f"there is no .* {nothing!r}; "):
            function(nothing)
