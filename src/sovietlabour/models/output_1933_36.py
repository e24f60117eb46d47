"""Table 4.1."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import columns_as_rows
from sovietlabour.models._model import TableModel, check, identity

OF_PRODUCTS = {
    "Gross production": ("output_gross", "Large-scale industry", None),
    "Producer goods": ("output_gross", "Large-scale industry", "producer goods"),
    "Consumer goods": ("output_gross", "Large-scale industry", "consumer goods"),
    "Coal": ("output_coal", "Coal mining", None),
    "Iron ore": ("output_iron_ore", "Iron ore mining", None),
    "Pig iron": ("output_pig_iron", "Ferrous metallurgy", None),
    "Steel ingots and castings": ("output_steel", "Ferrous metallurgy", None),
    "Rolled steel": ("output_rolled_steel", "Ferrous metallurgy", None),
    "Machine tools": ("output_machine_tools", "Engineering and metalworking", None),
    "Tractors": ("output_tractors", "Engineering and metalworking", None),
    "Motor vehicles": ("output_motor_vehicles", "Engineering and metalworking", None),
    "Cotton fabrics": ("output_cotton_fabrics", "Cotton textiles", None),
    "Woollen fabrics": ("output_woollen_fabrics", "Wool", None),
    "Leather shoes": ("output_leather_shoes", "Footwear", None),
}
"""Indicator, industry and condition of each product."""
PRODUCTS = tuple(OF_PRODUCTS)
UNITS = (
    "billion rubles, 1926/27 prices", "million metric tons", "thousand units", "billion metres", "million metres",
    "million pairs",
)  # fmt: skip


class Output193336(TableModel, keys=["product", "year"]):
    """Industrial output, 1933 and 1936.

    One row per product and year.

    The table is numbered 4.1 and stands in chapter 5.
    """

    product: Series[pd.CategoricalDtype] = columns.one_of(
        PRODUCTS, "Product, or aggregate of products, as printed.", coded=False
    )
    year: Series[np.int16] = columns.attribute("Calendar year.", isin=[1933, 1936])
    output_quantity: Series[np.float64] = columns.measured(
        "Output of the year, in the unit of the row.",
        unit="see column `unit`",
        indicator="output_gross",
        decimals=1,
        gt=0,
        lt=200,
    )
    unit: Series[pd.CategoricalDtype] = columns.one_of(UNITS, "Unit of the row.")
    group: Series[pd.CategoricalDtype] = columns.one_of(
        ("total", "of_which", "product"), "How the row relates to the total of industry."
    )

    @classmethod
    def dimensions(cls, row: Mapping[Any, Any], column: str) -> dict[str, Any]:
        """Give each product its indicator and its industry."""
        return dict(zip(("indicator", "industry", "subset"), OF_PRODUCTS[row["product"]], strict=True))

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
