"""Table 1.1."""

from datetime import date

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import made_of
from sovietlabour.models._model import TableModel, check
from sovietlabour.models._periods import span

PERIODS = ("1922", "1923", "1924", "1925/26", "1926/27", "1927/28")


class Unemployment192228(TableModel, keys=["period"]):
    """Number of unemployed, 1922-1927/28.

    One row per period.

    The first three periods are calendar years, the last three economic years (1 October to 30 September); the page
    does not say whether a figure is an average or the state at a date, nor whether all unemployed or only those
    registered at labour exchanges are counted.
    """

    period: columns.Category = columns.one_of(PERIODS, "Year as the table gives it.", coded=False)
    period_basis: columns.Category = columns.one_of(("calendar_year", "economic_year"), "Kind of year.")
    period_start: Series[columns.Day] = columns.attribute("First day of the period.")
    period_end: Series[columns.Day] = columns.attribute("Last day of the period.")
    unemployed_persons: Series[np.int64] = columns.measured(
        "Number of unemployed.",
        unit="persons",
        indicator="unemployed_number",
        population="unemployed",
        step=1000,
        ge=100_000,
        le=2_000_000,
    )

    @check("a period must be twelve months long and begin on 1 January or 1 October")
    def periods_are_years(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check start and end against the kind of year."""
        first_month = frame["period_basis"].map({"calendar_year": 1, "economic_year": 10}).astype("int64")
        begins = (frame["period_start"].dt.month == first_month) & (frame["period_start"].dt.day == 1)
        lasts = frame["period_end"] + pd.Timedelta(days=1) == frame["period_start"] + pd.DateOffset(years=1)
        holds: pd.Series[bool] = begins & lasts
        return holds


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Give every period its kind, first and last day."""
    economic = raw["period"].str.contains("/", regex=False).map({True: "economic_year", False: "calendar_year"})
    days = made_of(raw["period"], _days, "unemployment_1922_28[{}]".format)
    return raw.assign(period_basis=economic, unemployed_persons=raw["Number of unemployed"], **pd.DataFrame(days))


def _days(period: str) -> dict[str, date | None]:
    if (found := span(period, {})) is None:
        raise LookupError(f"expected a year, such as 1925 or 1925/26; found {period!r}")
    return {"period_start": found.start, "period_end": found.end}
