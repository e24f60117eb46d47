"""Every check of a model at its bound: what lies just inside passes, what lies just past it is refused."""

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from sovietlabour import load_table
from sovietlabour.models import declared_tables
from sovietlabour.models._intervals import Interval

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

TURNOVER = {"industry": "Large-scale industry", "year": 1930}
INDUSTRY = {"sector": "Industry", "year": 1932}
RANGE = {"figure": "ch2-1328a"}
SHARE = {"figure": "ch9-12340a"}
PAGE = {"first_line": 1817}


def absence(industry: str, year: int) -> dict[str, Any]:
    """Name a row of Table 2.2."""
    return {"industry": industry, "year": year}


@pytest.mark.parametrize(
    ("table", "check", "row", "change", "holds"),
    [
        ("turnover_1930_36", "months_follow_turnover", TURNOVER, {"job_change_interval_months": 7.82}, False),
        ("turnover_1930_36", "months_follow_turnover", TURNOVER, {"job_change_interval_months": 7.83}, True),
        ("turnover_1930_36", "months_follow_turnover", TURNOVER, {"job_change_interval_months": 7.92}, True),
        ("turnover_1930_36", "months_follow_turnover", TURNOVER, {"job_change_interval_months": 7.93}, False),
        ("turnover_1930_36", "no_absence_in_1936", absence("Chemicals", 1936), {"absence_days": 0.4}, False),
        # 1932 has 4.01 days in chemicals, 1933 has 0.62.
        ("turnover_1930_36", "absence_falls_in_1933", absence("Chemicals", 1933), {"absence_days": 4.01}, False),
        ("turnover_1930_36", "absence_falls_in_1933", absence("Chemicals", 1933), {"absence_days": 4.0}, True),
        ("turnover_1930_36", "absence_stays_low", absence("Chemicals", 1934), {"absence_days": 1.56}, False),
        ("turnover_1930_36", "absence_stays_low", absence("Chemicals", 1934), {"absence_days": 1.54}, True),
        ("turnover_1930_36", "absence_stays_low", absence("Chemicals", 1934), {"absence_days": 0.24}, False),
        ("turnover_1930_36", "absence_stays_low", absence("Chemicals", 1934), {"absence_days": 0.25}, True),
        # Coal mining has 1.33 days in 1934.
        ("turnover_1930_36", "coal_miners_are_absent_most", absence("Chemicals", 1934), {"absence_days": 1.33}, False),
        ("turnover_1930_36", "coal_miners_are_absent_most", absence("Chemicals", 1934), {"absence_days": 1.32}, True),
        # 6,007,000 are 92.3 per cent more than 3,124,000.
        ("workers_1928_32", "increase_follows_workers", INDUSTRY, {"increase_since_1928_percent": 91.7}, False),
        ("workers_1928_32", "increase_follows_workers", INDUSTRY, {"increase_since_1928_percent": 92.7}, True),
        ("output_1933_36", "parts_make_the_total", {"product": "Gross production", "year": 1936}, "+0.2", False),
        ("norm_rises_1936", "widest_range_is_chemicals", {"branch": "Oil", "item": "All"}, "+15", True),
        ("norm_rises_1936", "widest_range_is_chemicals", {"branch": "Oil", "item": "All"}, "+20.1", False),
        ("norm_rises_1936", "low_is_not_above_high", {"branch": "Oil", "item": "All"}, "-0.1", False),
        ("prose_figures", "value_or_range", RANGE, {"high": 25.0}, False),
        ("prose_figures", "value_or_range", RANGE, {"value": 25.0}, False),
        ("pages", "pages_rise", PAGE, {"page_latest": 46}, False),
        ("pages", "pages_rise", PAGE, {"page_earliest": 49}, False),
    ],
)
def test_a_check_at_its_bound(
    table: "TableName", check: str, row: dict[str, Any], change: dict[str, Any] | str, holds: bool
) -> None:
    """One row is changed, and the check says of that row whether it still holds."""
    frame = pd.DataFrame(load_table(table))
    mask = (frame[list(row)].astype("str") == pd.Series(row).astype("str")).all(axis=1)
    assert mask.sum() == 1
    if isinstance(change, str):
        # A text adds to the last measured number of the row.
        low, high = frame.select_dtypes("float64").columns[[0, -1]]
        change = {high: frame.loc[mask, low].iloc[0] + float(change)}
    for column, value in change.items():
        frame.loc[mask, column] = value
    assert bool(getattr(declared_tables()[table].model, check)(frame)[mask].iloc[0]) is holds


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("penalty_has_its_offence", {"penalty": None}),
        ("days_are_in_order", {"begin": pd.Timestamp("1945-11-14")}),
        ("days_are_in_order", {"end": pd.Timestamp("1932-11-14")}),
        ("end_is_argued", {"end_basis": "open"}),
        ("number_is_explained", {"figure": None, "measure": "amount"}),
    ],
)
def test_a_law_that_does_not_fit_itself(check: str, change: dict[str, Any]) -> None:
    """Offence and penalty, begin and end, number and figure belong together."""
    frame = pd.DataFrame(load_table("provisions"))
    rows = (frame["begin"] == "1932-11-15") & frame["penalty"].notna() & frame["end"].notna()
    row = frame.index[rows][0]
    holds = getattr(declared_tables()["provisions"].model, check)
    assert bool(holds(frame)[row])
    for column, value in change.items():
        frame.loc[row, column] = value
    assert not bool(holds(frame)[row])


LINES, CHAPTERS, PAGES = (159, 12759), (0, 10), (5, 330)
OF_COLUMNS = dict.fromkeys(("line", "first_line", "last_line", "industry_line", "place_line"), LINES)
OF_COLUMNS |= {"chapter": CHAPTERS, "page": PAGES, "page_earliest": (1, 330), "page_latest": (1, 330)}
OF_TABLES: dict[tuple[str, str], tuple[float, float]] = {
    ("caveats", "step"): (0, float("inf")),
    ("norm_rises_1936", "norm_rise_low_percent"): (10, 60),
    ("norm_rises_1936", "norm_rise_high_percent"): (10, 60),
    ("output_1933_36", "output_quantity"): (0, 200),
    ("pages", "first_line"): (1, 12759),
    ("pages", "last_line"): (1, 12759),
    ("sources", "year"): (1800, 1986),
    ("stakhanovites_1936", "stakhanovites_percent"): (0, 100),
    ("terms", "line"): (12477, 12654),
    ("terms", "definition_line"): (12477, 12654),
    ("turnover_1930_36", "turnover_percent"): (30, 330),
    ("turnover_1930_36", "job_change_interval_months"): (3, 40),
    ("turnover_1930_36", "absence_days"): (0.2, 20),
    ("unemployment_1922_28", "unemployed_persons"): (100_000, 2_000_000),
    ("women_share_1929_35", "women_percent"): (0, 100),
    ("workers_1928_32", "workers_persons"): (500_000, 10_000_000),
    ("workers_1928_32", "increase_since_1928_percent"): (0, 400),
}


def test_the_bounds_of_columns_are_those_of_the_book() -> None:
    """Its lines, chapters and pages; the glossary; and of measured columns what no page could print."""
    for table, declared in declared_tables().items():
        for column, says in declared.model.to_schema().columns.items():
            ends = {end: number for one in says.checks for end, number in (one.statistics or {}).items()}
            found = ends.get("min_value", float("-inf")), ends.get("max_value", float("inf"))
            if found != (float("-inf"), float("inf")):
                assert found == OF_TABLES.get((table, column), OF_COLUMNS.get(column)), (table, column)


@pytest.mark.parametrize(
    ("table", "check", "change"),
    [
        ("terms", "in_order", {"line": 12654}),
        ("terms", "in_order", {"definition_line": 12654}),
        ("enterprises", "says_what_is_ours", {"ours": None}),
        ("enterprises", "says_what_is_ours", {"place_line": None}),
    ],
)
def test_a_list_that_does_not_fit_itself(table: "TableName", check: str, change: dict[str, Any]) -> None:
    """The glossary in its order; what is ours of an enterprise said, and only that."""
    frame = pd.DataFrame(load_table(table))
    holds = getattr(declared_tables()[table].model, check)
    assert np.all(holds(frame))
    first = frame["ours"].notna().idxmax() if "ours" in change else frame[next(iter(change))].notna().idxmax()
    for column, value in change.items():
        frame.loc[first, column] = value
    assert not np.all(holds(frame))


def test_a_restatement_is_of_its_own_indicator() -> None:
    """Not of one that comes before or after it in the alphabet."""
    frame = pd.DataFrame(load_table("observations"))
    holds = getattr(declared_tables()["observations"].model, "restatements_are_linked")  # noqa: B009 -- of the model
    first = (frame["role"] == "restatement").idxmax()
    assert holds(frame).all()
    for other in ("absence_days", "women_share"):
        changed = frame.assign(indicator=frame["indicator"].astype("str"))
        changed.loc[first, "indicator"] = other
        assert not holds(changed)[first]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ((0, inf), (5, 5), True),
        ((0, inf), (5, 6), True),
        ((-inf, 4), (5, inf), False),
        ((-inf, inf), (5, 5), True),
        ((6, inf), (-inf, 5), False),
        ((-inf, 5), (5, inf), False),
        ((1, 2), (2, 2), True),
        ((1, 2), (2, 3), False),
        ((0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3), True),
        ((0, 0.1 + 0.2), (0.3, 1), False),
    ],
)
def test_intervals_meet(one: tuple[float, float], other: tuple[float, float], meets: bool) -> None:
    """In a number, not in an end alone nor in a hair of rounding; open ends are ends."""
    assert Interval(*one).meets(Interval(*other)) is meets
    assert Interval(*other).meets(Interval(*one)) is meets
