"""Table 7.1."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Cell
from sovietlabour.models._model import TableModel, check

ITEMS = (
    "All", "pneumatic pick operators", "conveyor shifters", "open hearth furnaces", "rolling mills",
    "blast furnaces", "housing and communal construction", "capital construction in heavy industry",
    "automobile and tractor industry", "river transport", "wood working", "light engineering",
    "transport machinery", "electrical engineering", "mining equipment", "aviation industry",
)  # fmt: skip

BRANCHES = ("Coal mining", "Oil", "Chemicals", "Iron and steel", "Construction", "Engineering")


class NormRises1936(TableModel, keys=["branch", "item"]):
    """Rises of output norms in major industry, spring 1936.

    One row per printed label, with a value or without.

    Averages; the author warns of very large differences between plants and trades. Labels and values are two
    separate lists in the text we work from: which value belongs to which label is argued in the ledger.
    """

    branch: columns.Category = columns.one_of(BRANCHES, "Branch of industry: the numbered headings.", coded=False)
    item: columns.Category = columns.one_of(
        ITEMS, "Trade or sub-branch, as printed; `All` on a numbered heading.", coded=False
    )
    norm_rise_low_percent: Series[np.float64] = columns.measured(
        "Rise of output norms, lower end of the printed range.",
        unit="per cent",
        indicator="norm_rise",
        population="workers",
        decimals=1,
        nullable=True,
        ge=10,
        le=60,
    )
    norm_rise_high_percent: Series[np.float64] = columns.measured(
        "Rise of output norms, upper end of the printed range; the lower end again where one value is printed.",
        unit="per cent",
        indicator="norm_rise",
        population="workers",
        upper_end_of="norm_rise_low_percent",
        decimals=1,
        nullable=True,
        ge=10,
        le=60,
    )

    @check("norm_rise_low_percent must not be above norm_rise_high_percent")
    def low_is_not_above_high(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the order of the two ends."""
        low, high = frame["norm_rise_low_percent"], frame["norm_rise_high_percent"]
        return (low <= high) | (low.isna() & high.isna())

    @check("only chemicals, whose label says the rise depends on occupation, spans 20 points")
    def widest_range_is_chemicals(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the anchor of the pairing: the label that announces a wide range has it."""
        wide = frame["norm_rise_high_percent"] - frame["norm_rise_low_percent"] > 20
        return wide == (frame["branch"] == "Chemicals")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Split the printed ranges."""
    ends = {"norm_rise_low_percent": raw["rise"].map(Cell.low), "norm_rise_high_percent": raw["rise"].map(Cell.high)}
    return raw.assign(**ends)
