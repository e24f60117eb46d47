"""What the text says about its own numbers: intervals, and the relations that follow from them."""

from math import inf

import pytest

from sovietlabour import load_table, models
from sovietlabour.models._intervals import Interval, of_cell, of_statement, reckon
from sovietlabour.models.checks import lookup
from sovietlabour.pipeline.assemble import Built


@pytest.mark.parametrize(
    ("value", "precision", "in_words", "counted", "interval"),
    [
        (43.2, "exact", False, False, (43.15, 43.25)),
        (9, "exact", False, False, (8.5, 9.5)),
        (42_800, "exact", False, False, (42_750, 42_850)),
        (1000, "exact", False, False, (500, 1500)),
        (990, "exact", False, False, (989.5, 990.5)),
        (1_500_000, "exact", False, False, (1_450_000, 1_550_000)),
        (151, "exact", False, True, (151, 151)),
        (3_340, "exact", False, True, (3_335, 3_345)),
        (68, "approximate", False, False, (67, 69)),
        (60, "approximate", False, False, (50, 70)),
        (4, "exact", True, False, (3.5, 4.5)),
        (2.5, "exact", True, False, (2.25, 2.75)),
        (50, "approximate", True, False, (42.5, 57.5)),
        (50, "more_than", False, False, (50, inf)),
        (24, "less_than", False, False, (-inf, 24)),
    ],
)
def test_the_interval_of_a_statement(
    value: float, precision: str, in_words: bool, counted: bool, interval: tuple[float, float]
) -> None:
    """Digits, words and precision give the bounds, and nothing else does."""
    assert of_statement(value, precision, in_words=in_words, counted=counted) == pytest.approx(interval)


def test_the_interval_of_a_cell() -> None:
    """Printed decimals, or printed thousands."""
    assert of_cell(7.9, 1, None) == pytest.approx((7.85, 7.95))
    assert of_cell(3_124_000, None, 1000) == (3_123_500, 3_124_500)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((1, 2), (2, 3), False),
        ((1, 2), (1.9, 3), True),
        ((1, 2), (2, 2), True),
        ((1, 2), (2.1, inf), False),
        ((50, inf), (49, 51), True),
        ((-inf, 24), (24, 25), False),
    ],
)
def test_intervals_meet(one: tuple[float, float], other: tuple[float, float], meet: bool) -> None:
    """An end in common is nothing in common, unless one side is a single number."""
    assert Interval(*one).meets(Interval(*other)) is meet
    assert Interval(*other).meets(Interval(*one)) is meet


def test_rounding_is_carried_through() -> None:
    """Every operation takes the ends that give the least and the most."""
    numbers = {"a": Interval(1, 2), "b": Interval(-3, 4), "c": Interval(2, 4)}
    expected = {"{a} + {b}": (-2, 6), "{a} - {b}": (-3, 5), "{a} * {b}": (-6, 8), "100 * {a} / {c}": (25, 100)}
    for formula, ends in expected.items():
        assert reckon(formula, numbers.__getitem__) == ends
    numbers["zero"] = Interval(0, 1)
    for formula in ("{a} / {b}", "{a} / {zero}", "{a} ** 2", "abs({a})", "{a} +"):
        with pytest.raises(ValueError, match=r"holds 0|are known|no arithmetic"):
            reckon(formula, numbers.__getitem__)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("turnover, Coal mining | 1930, absence_days", "there is no table 'turnover'"),
        ("turnover_1930_36, Coal mining | 1940, absence_days", "turnover_1930_36 has no row 'Coal mining | 1940'"),
        ("turnover_1930_36, Coal mining | 1930, absence", "turnover_1930_36 has no measured column 'absence'"),
        ("turnover_1930_36, Coal mining | 1936, absence_days", r"absence_days\] is blank"),
        ("industries, Coal mining, isic_rev4", "industries has no cells of the book"),
        ("ch2-1981z", "there is no figure 'ch2-1981z'"),
    ],
)
def test_a_reference_that_leads_nowhere_says_what_is_missing(built: Built, cell: str, message: str) -> None:
    """Table, row, column, number or figure: each by its name."""
    with pytest.raises(LookupError, match=message):
        lookup(built.tables, {})(cell)


def test_contradictions_are_those_of_the_text() -> None:
    """Those that vanish once the rounding is carried through, and the ones that stay."""
    checks = load_table("checks").astype({"relation": "str"}).dropna(subset=["figure"]).set_index("figure")
    wrong = set(checks.index[checks["relation"] == "contradicts"])
    from_figures = {"ch1-861a", "ch1-942a", "ch2-2162c", "ch6-6560a", "ch10-11373a", "intro-237a"}
    assert wrong == from_figures | {"ch5-5569a"}
    for figure in ("ch9-12288a", "ch3-2994a", "ch5-12029a", "ch5-12084a"):
        assert (checks.loc[[figure], "relation"] != "contradicts").all()


def test_the_place_of_a_value_in_a_short_row_is_checked() -> None:
    """87.5 of 1936: by the interval of 14 months, and by dismissals as a share of all departures."""
    checks = load_table("checks").astype({"relation": "str"})
    used = checks[checks["formula"].str.contains("Large-scale industry | 1936", regex=False)]
    assert {"ch5-5562b", "ch5-5611b"} <= set(used.loc[used["relation"] == "agrees", "figure"])


def test_the_model_refuses_what_does_not_hold() -> None:
    """A statement that agrees must meet, one that contradicts must not."""
    for relation in ("agrees", "contradicts"):
        checks = load_table("checks")
        row = checks.index[checks["relation"] == relation][0]
        checks.loc[row, ["stated_low", "stated_high"]] = (
            [1e12, 2e12] if relation == "agrees" else checks.loc[row, ["computed_low", "computed_high"]].to_list()
        )
        with pytest.raises(Exception, match="must meet"):
            models.Checks.validate(checks)
