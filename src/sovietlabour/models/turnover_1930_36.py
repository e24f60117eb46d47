"""Table 2.2."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check, identity

INDUSTRIES = (
    "Large-scale industry", "Electric power stations", "Coal mining", "Oil extraction", "Chemicals",
    "Ferrous metallurgy", "Engineering and metalworking", "Cotton textiles", "Construction",
)  # fmt: skip


class Turnover193036(TableModel, keys=["industry", "year"]):
    """Labour turnover and absenteeism by major industry, 1929-1936.

    One row per industry and year.

    The printed title says 1930-1936; the rows begin in 1929. Absenteeism is not given for 1936. Turnover in
    construction is strongly seasonal. The month interval was computed from the turnover by the author, mostly to
    the last digit; where it differs, the ledger says so.
    """

    industry: columns.Category = columns.industry(codes=INDUSTRIES)
    year: Series[np.int16] = columns.attribute("Calendar year.", isin=list(range(1929, 1937)))
    turnover_percent: Series[np.float64] = columns.measured(
        "Workers discharged in the year, in per cent of the average workforce.",
        unit="per cent",
        indicator="labour_turnover_rate",
        population="workers",
        decimals=1,
        nullable=True,
        gt=30,
        lt=330,
    )
    job_change_interval_months: Series[np.float64] = columns.measured(
        "Average number of months between job changes of a worker, computed from the turnover.",
        unit="months",
        indicator="job_change_interval",
        population="workers",
        decimals=1,
        nullable=True,
        gt=3,
        lt=40,
    )
    absence_days: Series[np.float64] = columns.measured(
        "Days absent without permission, average per worker and year.",
        unit="days",
        indicator="unauthorised_absence_days",
        population="workers",
        decimals=2,
        nullable=True,
        gt=0.2,
        lt=20,
    )

    @identity("job_change_interval_months must be 1200 / turnover_percent, both as rounded")
    def months_follow_turnover(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that some turnover rounding to the printed one gives the printed interval."""
        turnover, months = frame["turnover_percent"], frame["job_change_interval_months"]
        slack = 1e-9
        agrees = (1200 / (turnover + 0.05) <= months + 0.05 + slack) & (
            1200 / (turnover - 0.05) >= months - 0.05 - slack
        )
        return agrees | (turnover.isna() & months.isna())

    @check("absence_days must be missing in 1936, when the table gives none")
    def no_absence_in_1936(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no absence figure slipped into the last year."""
        return frame["absence_days"].isna() | (frame["year"] != 1936)

    @check("absence_days must fall from 1932 to 1933, after the law of 15 November 1932")
    def absence_falls_in_1933(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check, industry by industry, the fall that the text reports (line 4677)."""
        days = frame.set_index(["industry", "year"])["absence_days"].unstack("year")
        fell = frame["industry"].map(days[1933] < days[1932]).astype("bool")
        return fell | (frame["year"] != 1933)

    @check("absence_days of coal mining must be above those of every industry but construction")
    def coal_miners_are_absent_most(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check what the text says of all years (line 5807): highest in coal, construction perhaps excepted."""
        coal = frame["year"].map(frame[frame["industry"] == "Coal mining"].set_index("year")["absence_days"])
        return ~(frame["absence_days"] >= coal) | frame["industry"].isin(["Coal mining", "Construction"])

    @check("absence_days of 1934 and 1935 must stay near 1933, between 0.4 and 2.5 times as many")
    def absence_stays_low(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check what the text says of the years after the laws (line 5553): low, and more or less stable."""
        low = frame[frame["year"] == 1933].set_index("industry")["absence_days"]
        ratio = frame["absence_days"] / frame["industry"].map(low).astype("float64")
        return ratio.between(0.4, 2.5) | ~frame["year"].isin([1934, 1935])


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Name the three printed columns."""
    headings = {"(1)": "turnover_percent", "(2)": "job_change_interval_months", "(3)": "absence_days"}
    return raw.rename(columns=headings)
