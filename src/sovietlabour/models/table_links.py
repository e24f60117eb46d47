"""Statements of the prose that restate, extend, qualify or contradict a cell of a table."""

from typing import Annotated, Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Built, Tables, cell_of
from sovietlabour.models._model import TableModel

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

    figure: Series[str] = columns.attribute("Key of the statement.", refers_to="prose_figures.figure")
    table: Series[str] = columns.attribute("Name of the table.")
    row: Series[str] = columns.attribute("Row of the table: its keys, joined by ` | `.")
    column: Series[str] = columns.attribute("Column of the table.")
    relation: Series[Annotated[pd.CategoricalDtype, RELATIONS, False]] = columns.attribute(
        "How the statement relates to the cell."
    )
    measure: Series[Annotated[pd.CategoricalDtype, MEASURES, False]] = columns.attribute(
        "The quantity that is bounded."
    )
    per_row: Series[str] = columns.attribute("Row of the cell that a ratio or an increase is taken to.", nullable=True)
    factor: Series[np.float64] = columns.attribute(
        "What the cell is multiplied by, to be in the unit of the statement."
    )
    low: Series[np.float64] = columns.attribute("Lower bound, in the unit of the statement.", nullable=True)
    high: Series[np.float64] = columns.attribute("Upper bound, in the unit of the statement.", nullable=True)
    cell: Series[np.float64] = columns.attribute("The bounded quantity, as the table has it.", nullable=True)
    explanation: Series[str] = columns.attribute("The relation, in one sentence of ours.")

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


def tidy(raw: pd.DataFrame, tables: Tables, prose_figures: Built) -> pd.DataFrame:
    """Look up the cells that the statements speak of, and the statements themselves.

    Raises
    ------
    BuildError
        If there is no such cell or statement, or the statement's own number lies outside the bounds.
    """
    frame = raw.copy()
    stated = prose_figures.frame.set_index("figure")
    problems: list[str] = []
    frame["cell"] = [_quantity(link, tables, problems) for link in frame.to_dict("records")]
    for link in frame.to_dict("records"):
        if link["figure"] in stated.index and link["relation"] in BOUNDED:
            numbers = stated.loc[link["figure"], ["value", "low", "high"]].dropna()
            if not numbers.between(link["low"] - 1e-9, link["high"] + 1e-9).all():
                problems.append(f"table_links[{link['figure']}]: {list(numbers)} of the statement is out of the bounds")
    if problems:
        raise BuildError(problems)
    return frame


def _quantity(link: dict[Any, Any], tables: Tables, problems: list[str]) -> float | None:
    try:
        value = cell_of(tables, link["table"], link["row"], link["column"])["value"] * link["factor"]
        if link["measure"] == "cell":
            return round(float(value), 4)
        base = cell_of(tables, link["table"], link["per_row"], link["column"])["value"] * link["factor"]
    except LookupError as error:
        problems.append(f"table_links[{link['figure']}]: {error}")
        return None
    return round(float(value / base if link["measure"] == "ratio" else 100 * (value / base - 1)), 4)
