"""Table 4.1."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import columns_as_rows
from sovietlabour.models._model import TableModel, check, identity

PRODUCTS = (
    "Gross production", "Producer goods", "Consumer goods", "Coal", "Iron ore", "Pig iron", "Steel ingots and castings",
    "Rolled steel", "Machine tools", "Tractors", "Motor vehicles", "Cotton fabrics", "Woollen fabrics", "Leather shoes",
)  # fmt: skip
UNITS = (
    "billion rubles, 1926/27 prices", "million metric tons", "thousand units", "billion metres", "million metres",
    "million pairs",
)  # fmt: skip


class Output193336(TableModel, keys=["product", "year"]):
    """Industrial output, 1933 and 1936.

    One row per product and year.

    The table is numbered 4.1 and stands in chapter 5.
    """

    product: columns.Category = columns.one_of(PRODUCTS, "Product, or aggregate of products, as printed.", coded=False)
    year: Series[np.int16] = columns.attribute("Calendar year.", isin=[1933, 1936])
    output_quantity: Series[np.float64] = columns.measured(
        "Output of the year, in the unit of the row.",
        unit="see column `unit`",
        indicator="output_gross",
        decimals=1,
        gt=0,
        lt=200,
    )
    unit: columns.Category = columns.one_of(UNITS, "Unit of the row.")
    group: columns.Category = columns.one_of(
        ("total", "of_which", "product"), "How the row relates to the total of industry."
    )

    @identity("gross production must be producer goods and consumer goods together")
    def parts_make_the_total(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the printed total against its two parts, each rounded to one decimal."""
        by_group = frame.groupby([frame["year"], frame["group"].astype("str")])["output_quantity"].sum().unstack()
        agrees = (by_group["total"] - by_group["of_which"]).abs() <= 0.1 + 1e-9
        return frame["year"].map(agrees).astype("bool") | (frame["group"] != "total")

    @check("output must grow from 1933 to 1936")
    def output_grows(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check what the author says of these years for every row."""
        years = frame.set_index(["product", "year"])["output_quantity"].unstack("year")
        return frame["product"].map(years[1936] > years[1933]).astype("bool")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Turn the two year columns into rows."""
    return columns_as_rows(raw, ["1933", "1936"], "year", "output_quantity")
