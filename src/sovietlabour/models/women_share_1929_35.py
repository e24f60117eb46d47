"""Table 2.3."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import columns_as_rows
from sovietlabour.models._model import TableModel, check

INDUSTRIES = (
    "Large-scale industry", "Electric power stations", "Coal mining", "Oil extraction", "Iron ore mining",
    "Chemicals", "Cement", "Ferrous metallurgy", "Engineering and metalworking", "Woodworking", "Paper",
    "Printing and publishing", "Cotton textiles", "Linen", "Wool", "Leather and fur", "Sewn goods (clothing)",
    "Footwear", "Food and gustatory", "Construction", "Not stated",
)  # fmt: skip
DATES = ("1929-01-01", "1932-07-01", "1933-01-01", "1934-01-01", "1935-07-01")


class WomenShare192935(TableModel, keys=["worker_category", "industry", "date"]):
    """Women as a proportion of workers in selected industries, 1929-1935.

    One row per industry and date; white-collar employees are one more "industry", which the page does not name.

    Dates are 1 January or 1 July, at unequal intervals.
    """

    worker_category: columns.Category = columns.one_of(("manual", "white_collar"), "Category of workers.")
    industry: columns.Category = columns.industry(
        "Industry, in the one spelling used by all tables; `Not stated` for white-collar employees.", codes=INDUSTRIES
    )
    date: Series[columns.Day] = columns.attribute("Day of the count.", isin=[pd.Timestamp(date) for date in DATES])
    women_percent: Series[np.float64] = columns.measured(
        "Women, in per cent of all workers of the category and industry.",
        unit="per cent",
        indicator="women_share",
        decimals=1,
        nullable=True,
        ge=0,
        le=100,
    )

    @check("women_percent must grow, and fall by 1.5 points at most from one date to the next")
    def share_grows(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the growth that the text describes (line 2528); small falls are printed in four rows."""
        given = frame.dropna(subset=["women_percent"])
        change = given.groupby(["worker_category", "industry"], observed=True)["women_percent"].diff()
        return ~(change < -1.5).reindex(frame.index, fill_value=False)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Turn the five date columns into rows."""
    return columns_as_rows(raw, list(DATES), "date", "women_percent")
