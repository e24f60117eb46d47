"""Table 2.1."""

from typing import Annotated, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.build.raw import Cell
from sovietlabour.models._model import TableModel, column

SECTORS = ("Industry", "Building", "Transport")


class Workers192832(TableModel):
    """Number of workers in industry, building and transport, 1928 and 1932.

    One row per sector and year.

    Workers alone, white-collar employees excluded. The increase is the printed column, not computed here.
    """

    _rows: ClassVar[int] = 6

    sector: Series[Annotated[pd.CategoricalDtype, SECTORS, False]] = column(
        "Sector of the economy, as printed.", unit=None
    )
    year: Series[np.int16] = column("Calendar year.", unit=None, isin=[1928, 1932])
    workers_persons: Series[np.int64] = column(
        "Number of workers, white-collar employees excluded.",
        unit="persons",
        topic="workforce",
        indicator="workers employed",
        step=1000,
        ge=500_000,
        le=10_000_000,
    )
    increase_since_1928_percent: Series[np.float64] = column(
        "Increase since 1928, as printed; missing in 1928.",
        unit="per cent",
        topic="workforce",
        indicator="workers employed, increase since 1928",
        decimals=0,
        nullable=True,
        ge=0,
        le=400,
    )

    class Config(TableModel.Config):
        unique = ["sector", "year"]

    @pa.dataframe_check(error="increase_since_1928_percent must follow from the two numbers of workers")
    @classmethod
    def increase_follows_workers(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the printed increase against both years, to the last digit."""
        base = frame.where(frame["year"] == 1928).groupby(frame["sector"], observed=True)["workers_persons"]
        computed = (frame["workers_persons"] / base.transform("max") - 1) * 100
        agrees = (computed - frame["increase_since_1928_percent"]).abs() <= 0.5
        holds = agrees.where(frame["year"] == 1932, frame["increase_since_1928_percent"].isna())
        return cls.holds_but_for_exceptions("increase_follows_workers", frame, holds)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Turn the two year columns into rows; the increase belongs to the later year."""
    years = [
        raw[["sector", "1928"]]
        .rename(columns={"1928": "workers_persons"})
        .assign(increase_since_1928_percent=raw["1928"].map(Cell.blank), year=1928),
        raw[["sector", "1932", "% increase"]]
        .rename(columns={"1932": "workers_persons", "% increase": "increase_since_1928_percent"})
        .assign(year=1932),
    ]
    both = pd.concat(years).sort_index(kind="stable").reset_index(drop=True)
    return both[["sector", "year", "workers_persons", "increase_since_1928_percent"]]
