"""Table 2.1."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Cell, columns_as_rows
from sovietlabour.models._model import TableModel, identity

SECTORS = ("Industry", "Building", "Transport")


class Workers192832(TableModel, keys=["sector", "year"]):
    """Number of workers in industry, building and transport, 1928 and 1932.

    One row per sector and year.

    Workers alone, white-collar employees excluded. The increase is the printed column, not computed here.
    """

    sector: columns.Category = columns.one_of(SECTORS, "Sector of the economy, as printed.", coded=False)
    year: Series[np.int16] = columns.attribute("Calendar year.", isin=[1928, 1932])
    workers_persons: Series[np.int64] = columns.measured(
        "Number of workers, white-collar employees excluded.",
        unit="persons",
        indicator="employed_number",
        population="workers",
        step=1000,
        ge=500_000,
        le=10_000_000,
    )
    increase_since_1928_percent: Series[np.float64] = columns.measured(
        "Increase since 1928, as printed; missing in 1928.",
        unit="per cent",
        indicator="employed_number",
        expressed_as="change_percent",
        base="1928",
        population="workers",
        decimals=0,
        nullable=True,
        ge=0,
        le=400,
    )

    @identity("increase_since_1928_percent must follow from the two numbers of workers")
    def increase_follows_workers(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the printed increase against both years, to the last digit."""
        base = frame.where(frame["year"] == 1928).groupby(frame["sector"], observed=True)["workers_persons"]
        computed = (frame["workers_persons"] / base.transform("max") - 1) * 100
        agrees = (computed - frame["increase_since_1928_percent"]).abs() <= 0.5
        return agrees.where(frame["year"] == 1932, frame["increase_since_1928_percent"].isna())


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Turn the two year columns into rows; the increase belongs to the later year."""
    rows = columns_as_rows(raw, ["1928", "1932"], "year", "workers_persons")
    blank = rows["workers_persons"].map(Cell.blank)
    return rows.assign(increase_since_1928_percent=rows["% increase"].where(rows["year"] == "1932", blank))
