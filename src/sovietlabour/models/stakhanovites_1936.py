"""Table 7.2."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel

INDUSTRIES = (
    "Iron ore mining", "Ferrous metallurgy", "Engineering and metalworking", "Basic chemicals", "Textiles", "Paper",
)  # fmt: skip
DATE = pd.Timestamp("1936-08-01")


class Stakhanovites1936(TableModel, keys=["industry"]):
    """Stakhanovites as a share of the workforce, 1 August 1936.

    One row per industry.

    Coal mining is missing in the original. The author holds such figures to be of little value, since what made a
    Stakhanovite differed between factories and from month to month.
    """

    industry: columns.Category = columns.industry(codes=INDUSTRIES)
    date: Series[columns.Day] = columns.attribute("Day of the count: 1 August 1936.", isin=[DATE])
    stakhanovites_percent: Series[np.float64] = columns.measured(
        "Stakhanovites, in per cent of the workforce.",
        unit="per cent",
        indicator="stakhanovites_share",
        population="workers",
        decimals=1,
        ge=0,
        le=100,
    )


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Add the date, which the printed title gives."""
    return raw.assign(date=DATE).rename(columns={"% of workforce": "stakhanovites_percent"})
