"""What the text says about its own numbers: checks that the build makes, and links between prose and tables."""

from collections.abc import Callable, Mapping
from math import inf, isinf
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._frames import records
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable, Tables, cell_of, made_of
from sovietlabour.models._intervals import REFERENCE, Interval, of_cell, of_statement, reckon
from sovietlabour.models._model import TableModel, check

COMPARED = ("agrees", "contradicts")
RELATIONS = (*COMPARED, "extends", "qualifies")
SEPARATOR = ", "
"""Between table, row and column of a cell in a formula."""


class Checks(TableModel, keys=["figure", "line", "formula"]):
    """Checks: what the text says about numbers that it gives elsewhere.

    One row per statement and the numbers it can be compared with.

    A figure that restates a cell, or follows from other figures, must agree with what the formula gives; a statement
    without a number of its own ("a sizeable minority"), or with a wording that says more, has bounds that we argue.
    Both sides are intervals: each number lies within the rounding of its printed digits or words, the reckoning carries
    that through. What is printed is kept.
    """

    figure: Series[str] = columns.optional(
        "Figure of the prose that is compared; missing for a statement without a number.",
        refers_to="prose_figures.figure",
    )
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.printed()
    formula: Series[str] = columns.attribute(
        "Arithmetic on other numbers: figures by their key in braces, cells as table, row and column in braces."
    )
    figures: Series[str] = columns.several("Figures that the formula uses", "prose_figures.figure")
    tables: Series[str] = columns.several("Tables whose cells the formula uses")
    relation: columns.Category = columns.one_of(RELATIONS, "How the statement relates to the numbers of the formula.")
    stated_low: Series[np.float64] = columns.optional("Least that the statement allows.")
    stated_high: Series[np.float64] = columns.optional("Most that the statement allows.")
    computed_low: Series[np.float64] = columns.optional("Least that the formula can give.")
    computed_high: Series[np.float64] = columns.optional("Most that the formula can give.")
    explanation: Series[str] = columns.attribute("The comparison in words, in one sentence of ours.")

    @check("intervals of a statement that agrees must meet, of one that contradicts must not")
    def relation_holds(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check every statement that is compared."""
        return pd.Series([holds(row) for row in frame.astype({"relation": "str"}).to_dict("records")], frame.index)


def holds(row: dict[Any, Any]) -> bool:
    """Say whether a check says of its two intervals what is true."""
    if row["relation"] not in COMPARED:
        return True
    return meets(row) is (row["relation"] == "agrees")


def meets(row: dict[Any, Any]) -> bool:
    """Say whether the two intervals of a check have numbers in common."""
    return _interval(row, "stated").meets(_interval(row, "computed"))


def _interval(row: dict[Any, Any], side: str) -> Interval:
    low, high = row[f"{side}_low"], row[f"{side}_high"]
    return Interval(-inf if pd.isna(low) else low, inf if pd.isna(high) else high)


def tidy(raw: pd.DataFrame, tables: Tables, prose_figures: BuiltTable) -> pd.DataFrame:
    """Look up the statements and the numbers of the formulas, and reckon both as intervals.

    Raises
    ------
    BuildError
        If a formula leads to no figure or cell, or is no arithmetic; the message lists all.
    """
    figures = prose_figures.by_key
    interval_of = lookup(tables, figures)
    rows = made_of(
        records(raw),
        lambda row: compare(row, figures, interval_of),
        lambda row: f"checks[{row['figure'] or row['line']}]",
    )
    return pd.DataFrame(rows).astype({"line": "int32"})


def compare(
    row: dict[Any, Any], figures: dict[Any, dict[Any, Any]], interval_of: Callable[[str], Interval]
) -> dict[Any, Any]:
    """Reckon one check.

    Raises
    ------
    LookupError, ValueError
        If a reference leads nowhere, or a formula is no arithmetic.
    """
    return row | _place(row, figures) | _compared(row, interval_of)


def lookup(
    tables: Tables, figures: dict[Any, dict[Any, Any]], instead: Mapping[str, float] | None = None
) -> Callable[[str], Interval]:
    """Make the function that gives the interval of a reference: a figure, or table, row and column of a cell.

    Some references may have another number `instead` of the published one.
    """
    others = instead or {}

    def interval_of(reference: str) -> Interval:
        name, comma, rest = reference.partition(SEPARATOR)
        if not comma and reference not in figures:
            raise LookupError(f"there is no figure {reference!r}")
        if pd.isna(others.get(reference, 0)):
            raise LookupError(f"{reference} is blank")
        if not comma:
            figure = figures[reference]
            return of_figure(figure | {"value": others.get(reference, figure["value"])})
        row, _, column = rest.rpartition(SEPARATOR)
        value = others.get(reference, cell_of(tables, name, row, column)["value"])
        if pd.isna(value):
            raise LookupError(f"{name}[{row}, {column}] is blank")
        says = tables[name].model.says()[column]
        return of_cell(float(value), says["decimals"], says["step"])

    return interval_of


def of_figure(row: dict[Any, Any]) -> Interval:
    """Give the interval of a row of `prose_figures`."""
    if row["precision"] == "range":
        return Interval(row["low"], row["high"])
    in_words = not any(sign.isdigit() for sign in row["printed"])
    return of_statement(row["value"], row["precision"], in_words=in_words, counted=row["unit"] == "number")


def _place(row: dict[Any, Any], figures: dict[str, dict[Any, Any]]) -> dict[str, Any]:
    """Give line, characters and page of a statement: its own, or those of its figure."""
    if not row["figure"] and row["line"] and row["printed"]:
        return {}
    if row["figure"] not in figures:
        raise LookupError(f"there is no figure {row['figure']!r}")
    return {name: figures[row["figure"]][name] for name in ("line", "printed", "page")}


def _compared(row: dict[Any, Any], interval_of: Callable[[str], Interval]) -> dict[str, Any]:
    references = REFERENCE.findall(row["formula"])
    cells = [reference for reference in references if SEPARATOR in reference]
    uses = {
        "figures": "; ".join(dict.fromkeys(one for one in references if one not in cells)),
        "tables": "; ".join(dict.fromkeys(cell.partition(SEPARATOR)[0] for cell in cells)),
    }
    computed = reckon(row["formula"], interval_of)
    if row["relation"] not in COMPARED:
        return uses
    if row["low"]:
        stated = Interval(reckon(row["low"], interval_of).low, reckon(row["high"] or "", interval_of).high)
    else:
        stated = interval_of(row["figure"] or "")
    return uses | _ends("stated", stated) | _ends("computed", computed)


def _ends(side: str, interval: Interval) -> dict[str, float | None]:
    """Give both ends as columns; an open one is missing."""
    ends = zip(("low", "high"), interval, strict=True)
    return {f"{side}_{end}": None if isinf(number) else round(number, 6) for end, number in ends}
