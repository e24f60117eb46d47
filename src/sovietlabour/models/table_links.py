"""Statements of the prose that restate, extend, qualify or contradict a cell of a table."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour.models._model import Built, TableModel, cell_of
from sovietlabour.models._model import column as described

MEASURES = ("cell", "ratio", "increase")
RELATIONS = ("confirms", "extends", "qualifies", "contradicts")
BOUNDED = ["confirms", "contradicts"]


class TableLinks(TableModel):
    """Links between the prose and the tables.

    One row per statement and cell it speaks of.

    A statement that confirms a cell gives bounds (both included) between which the cell must lie for the statement to
    be true; the build checks it. A cell that a statement contradicts lies outside. The bounded quantity is the cell
    times `factor`, or the ratio of the cell to the cell of another row, or its increase over that cell in per cent.
    """

    _rows: ClassVar[int] = 69

    figure: Series[str] = described("Key of the statement.", unit=None, refers_to="prose_figures.figure")
    table: Series[str] = described("Name of the table.", unit=None)
    row: Series[str] = described("Row of the table: its keys, joined by ` | `.", unit=None)
    column: Series[str] = described("Column of the table.", unit=None)
    relation: Series[Annotated[pd.CategoricalDtype, RELATIONS, False]] = described(
        "How the statement relates to the cell.", unit=None
    )
    measure: Series[Annotated[pd.CategoricalDtype, MEASURES, False]] = described(
        "The quantity that is bounded.", unit=None
    )
    per_row: Series[str] = described(
        "Row of the cell that a ratio or an increase is taken to.", unit=None, nullable=True
    )
    factor: Series[np.float64] = described(
        "What the cell is multiplied by, to be in the unit of the statement.", unit=None
    )
    low: Series[np.float64] = described("Lower bound, in the unit of the statement.", unit=None, nullable=True)
    high: Series[np.float64] = described("Upper bound, in the unit of the statement.", unit=None, nullable=True)
    cell: Series[np.float64] = described("The bounded quantity, as the table has it.", unit=None, nullable=True)
    explanation: Series[str] = described("The relation, in one sentence of ours.", unit=None)

    class Config(TableModel.Config):
        unique = ["figure", "table", "row", "column"]

    @pa.dataframe_check(error="the cell must lie between the bounds if the statement confirms it, outside if not")
    @classmethod
    def relation_holds(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check every statement that confirms or contradicts a cell."""
        within = frame["cell"].between(frame["low"] - 1e-9, frame["high"] + 1e-9)
        relation = frame["relation"].astype("str")
        return ~relation.isin(BOUNDED) | (within == (relation == "confirms"))

    @pa.dataframe_check(error="bounds belong to a statement that confirms or contradicts, and to no other")
    @classmethod
    def bounds_where_they_belong(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that each relation has what it needs."""
        bounded = frame["low"].notna() & (frame["low"] <= frame["high"])
        unbounded = frame["low"].isna() & frame["high"].isna()
        return (frame["relation"].isin(BOUNDED) & bounded) | (~frame["relation"].isin(BOUNDED) & unbounded)


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Look up the cells that the statements speak of, and the statements themselves.

    Raises
    ------
    BuildError
        If there is no such cell or statement, or the statement's own number lies outside the bounds.
    """
    frame = raw.replace("", None).astype({"factor": "float64", "low": "float64", "high": "float64"})
    stated = tables["prose_figures"].frame.set_index("figure")
    problems: list[str] = []
    frame["cell"] = [_quantity(link, tables, problems) for link in frame.to_dict("records")]
    for link in frame.to_dict("records"):
        if link["figure"] in stated.index and link["relation"] in BOUNDED:
            numbers = stated.loc[link["figure"], ["value", "low", "high"]].dropna()
            if not numbers.between(link["low"] - 1e-9, link["high"] + 1e-9).all():
                problems.append(f"table_links[{link['figure']}]: {list(numbers)} of the statement is out of the bounds")
    if problems:
        raise BuildError(problems)
    return frame[list(TableLinks.to_schema().columns)]


def _quantity(link: dict[Any, Any], tables: Mapping[str, Built], problems: list[str]) -> float | None:
    try:
        value = cell_of(tables, link["table"], link["row"], link["column"])["value"] * link["factor"]
        if link["measure"] == "cell":
            return round(float(value), 4)
        base = cell_of(tables, link["table"], link["per_row"], link["column"])["value"] * link["factor"]
    except LookupError as error:
        problems.append(f"table_links[{link['figure']}]: {error}")
        return None
    return round(float(value / base if link["measure"] == "ratio" else 100 * (value / base - 1)), 4)
