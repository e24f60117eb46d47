"""Long series: cells of the tables continued by figures of the prose."""

from typing import Annotated, Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour._period import period_of
from sovietlabour._vocabulary import PRECISIONS, STATED
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Built, Tables, cell_of
from sovietlabour.models._model import TableModel


class LongSeries(TableModel):
    """Long series: cells of the tables continued by figures of the prose.

    One row per series and year, or part of a year.

    No number is new here: each row names the cell or the statement that it is taken from, and says how far the two
    are comparable.
    """

    series: Series[str] = columns.attribute("Name of the series.")
    period: Series[str] = columns.attribute("Year or part of a year.")
    start: Series[columns.Day] = columns.attribute("First day of the period.")
    end: Series[columns.Day] = columns.attribute("Last day of the period.")
    value: Series[np.float64] = columns.stated("The number, in the unit of the row.")
    unit: Series[str] = columns.attribute("Unit of the series.")
    precision: Series[Annotated[pd.CategoricalDtype, PRECISIONS, False]] = columns.attribute(
        "How exactly the book states the number."
    )
    table: Series[str] = columns.attribute("Table that the number is taken from.")
    row: Series[str] = columns.attribute(
        "Row of that table: its keys, joined by ` | `; of `prose_figures`, the figure."
    )
    column: Series[str] = columns.attribute("Column of that table.")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.printed()
    status: Series[Annotated[pd.CategoricalDtype, STATED, False]] = columns.attribute("Status of the number.")
    comparability: Series[str] = columns.attribute(
        "How far the number compares with the rest of its series, in our words."
    )

    class Config(TableModel.Config):
        unique = ["series", "period", "table", "row"]


def tidy(raw: pd.DataFrame, tables: Tables, prose_figures: Built) -> pd.DataFrame:
    """Look up every number where it stands; the raw file holds none.

    Raises
    ------
    BuildError
        If there is no such cell or statement, or it has no period.
    """
    figures = prose_figures.frame.set_index("figure")
    rows, problems = [], []
    for entry in raw.to_dict("records"):
        where = f"long_series[{entry['series']}, {entry['row']}]"
        try:
            found = _figure(figures, entry) if entry["table"] == "prose_figures" else _cell(tables, entry)
        except LookupError as error:
            problems.append(f"{where}: {error}")
            continue
        days = {day: found[day] if pd.isna(entry[day]) else entry[day] for day in ("start", "end")}
        if any(pd.isna(day) for day in days.values()):
            problems.append(f"{where}: expected a period with its first and last day; found {found['period']!r}")
            continue
        rows.append(found | entry | days | _number(found, entry["factor"]))
    if problems:
        raise BuildError(problems)
    frame = pd.DataFrame(rows)
    for day in ("start", "end"):
        frame[day] = pd.to_datetime(frame[day]).astype("datetime64[s]")
    order = {name: position for position, name in enumerate(raw["series"].unique())}
    frame = frame.sort_values(
        ["series", "start", "end"], key=lambda c: c.map(order) if c.name == "series" else c, kind="stable"
    )
    return frame.reset_index(drop=True)


def _number(found: dict[Any, Any], factor: str) -> dict[str, Any]:
    """Give the number in the unit of the series; ``1200/x`` makes turnover of an interval in months."""
    if factor == "1200/x":
        return {"value": round(1200 / found["value"], 1), "precision": "approximate"}
    return {"value": round(found["value"] * float(factor), 6)}


def _figure(figures: pd.DataFrame, entry: dict[Any, Any]) -> dict[Any, Any]:
    if entry["row"] not in figures.index:
        raise LookupError(f"there is no figure {entry['row']!r}")
    return {str(name): value for name, value in figures.loc[entry["row"]].items()}


def _cell(tables: Tables, entry: dict[Any, Any]) -> dict[Any, Any]:
    cell = cell_of(tables, entry["table"], entry["row"], entry["column"])
    built = tables[entry["table"]]
    start, end, period = period_of(built.frame.iloc[cell["row"]], list(built.facts["years"]))
    return cell | {"start": start, "end": end, "period": period, "precision": "exact"}
