"""Long series: cells of the tables continued by figures of the prose."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour._period import period_of
from sovietlabour.models._model import PAGE, Built, Day, TableModel, cell_of, page_is_known
from sovietlabour.models._model import column as described
from sovietlabour.models.prose_figures import PRECISIONS, STATUSES


class LongSeries(TableModel):
    """Long series: cells of the tables continued by figures of the prose.

    One row per series and year, or part of a year.

    No number is new here: each row names the cell or the statement that it is taken from, and says how far the two
    are comparable.
    """

    _rows: ClassVar[int] = 117

    series: Series[str] = described("Name of the series.", unit=None)
    period: Series[str] = described("Year or part of a year.", unit=None)
    start: Series[Day] = described("First day of the period.", unit=None)
    end: Series[Day] = described("Last day of the period.", unit=None)
    value: Series[np.float64] = described("The number, in the unit of the row.", unit="see column `unit`")
    unit: Series[str] = described("Unit of the series.", unit=None)
    precision: Series[Annotated[pd.CategoricalDtype, PRECISIONS, False]] = described(
        "How exactly the book states the number.", unit=None
    )
    table: Series[str] = described("Table that the number is taken from.", unit=None)
    row: Series[str] = described(
        "Row of that table: its keys, joined by ` | `; of `prose_figures`, the figure.", unit=None
    )
    column: Series[str] = described("Column of that table.", unit=None)
    page: Series[pd.Int16Dtype] = described(PAGE, unit=None, nullable=True, ge=5, le=330)
    line: Series[np.int32] = described("Line of the OCR text, from 1.", unit=None, ge=159, le=12476)
    printed: Series[str] = described("Exact characters of the OCR text.", unit=None)
    status: Series[Annotated[pd.CategoricalDtype, STATUSES, False]] = described("Status of the number.", unit=None)
    comparability: Series[str] = described(
        "How far the number compares with the rest of its series, in our words.", unit=None
    )

    class Config(TableModel.Config):
        unique = ["series", "period", "table", "row"]

    @pa.dataframe_check(error="a page must be given, and only in the notes of chapters 3 to 5 it cannot")
    @classmethod
    def page_is_given(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page was forgotten."""
        return page_is_known(frame)


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Look up every number where it stands; the raw file holds none.

    Raises
    ------
    BuildError
        If there is no such cell or statement, or it has no period.
    """
    figures = tables["prose_figures"].frame.set_index("figure")
    rows, problems = [], []
    for entry in raw.to_dict("records"):
        where = f"long_series[{entry['series']}, {entry['row']}]"
        try:
            found = _figure(figures, entry) if entry["table"] == "prose_figures" else _cell(tables, entry)
        except LookupError as error:
            problems.append(f"{where}: {error}")
            continue
        days = {day: entry[day] or found[day] for day in ("start", "end")}
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
    return frame[list(LongSeries.to_schema().columns)].reset_index(drop=True)


def _number(found: dict[Any, Any], factor: str) -> dict[str, Any]:
    """Give the number in the unit of the series; ``1200/x`` makes turnover of an interval in months."""
    if factor == "1200/x":
        return {"value": round(1200 / found["value"], 1), "precision": "approximate"}
    return {"value": round(found["value"] * float(factor), 6)}


def _figure(figures: pd.DataFrame, entry: dict[Any, Any]) -> dict[Any, Any]:
    if entry["row"] not in figures.index:
        raise LookupError(f"there is no figure {entry['row']!r}")
    return {str(name): value for name, value in figures.loc[entry["row"]].items()}


def _cell(tables: Mapping[str, Built], entry: dict[Any, Any]) -> dict[Any, Any]:
    cell = cell_of(tables, entry["table"], entry["row"], entry["column"])
    built = tables[entry["table"]]
    start, end, period = period_of(built.frame.iloc[cell["row"]], list(built.facts["years"]))
    return cell | {"start": start, "end": end, "period": period, "precision": "exact"}
