"""The factories, mines and other enterprises that the book names."""

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import Built, TableModel, column


class Enterprises(TableModel):
    """Enterprises.

    One row per enterprise that the text, its notes or the index of enterprises name.

    An enterprise is what employs workers and has a name, or is singled out by its place. The name is harmonised: one
    spelling, the latest name where several are known. Kind, industry and place are what the text says of it anywhere.
    """

    _rows: ClassVar[int] = 183

    enterprise: Series[str] = column("Name, in one spelling for all tables.", unit=None)
    kind: Series[str] = column("What it is, in the words of the text or of the index.", unit=None)
    industry: Series[str] = column(
        "Industry, in the one spelling used by all tables, where it follows from the kind.",
        unit=None,
        nullable=True,
        refers_to="industries.industry",
    )
    town: Series[str] = column("Town, where stated.", unit=None, nullable=True)
    region: Series[str] = column("Region, basin or republic, where stated.", unit=None, nullable=True)
    former_names: Series[str] = column(
        "Earlier names; several are separated by semicolons.", unit=None, nullable=True, several=True
    )
    later_names: Series[str] = column(
        "Names later than the one used here; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    other_names: Series[str] = column(
        "Other names of which the order in time is not told; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    part_of: Series[str] = column(
        "Trust or administration that it belonged to.", unit=None, nullable=True, refers_to="enterprises.enterprise"
    )
    index_pages: Series[str] = column(
        "Pages that the index of enterprises names; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    index_notes: Series[str] = column("Notes that the index names with its pages.", unit=None, nullable=True)
    index_see: Series[str] = column(
        "Entry of the index that refers from another name to this enterprise, or from it to another.",
        unit=None,
        nullable=True,
    )
    pages: Series[str] = column(
        "Pages on which we found it; several are separated by semicolons.", unit=None, nullable=True, several=True
    )
    lines: Series[str] = column(
        "Lines of the OCR text that name it, without the index; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    figures: Series[np.int16] = column("How many rows of `prose_figures` are about it.", unit=None, ge=0)
    remark: Series[str] = column("What a careful reader must know, in our words.", unit=None, nullable=True)

    class Config(TableModel.Config):
        unique = ["enterprise"]

    @pa.dataframe_check(error="an enterprise must be named in the text, in a note or in the index")
    @classmethod
    def is_named_somewhere(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no enterprise lost its place in the book."""
        return frame["lines"].notna() | frame["index_pages"].notna()


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Gather pages, lines and figures of each enterprise; an empty text is missing."""
    frame = raw.replace("", None)
    mentions = tables["enterprise_mentions"].frame
    mentions = mentions[mentions["part"] != "index"].sort_values("line")
    by_enterprise = mentions.groupby("enterprise")
    frame["pages"] = frame["enterprise"].map(by_enterprise["page"].agg(_joined)).replace("", None)
    frame["lines"] = frame["enterprise"].map(by_enterprise["line"].agg(_joined)).replace("", None)
    named = tables["prose_figures"].frame["enterprise"].dropna().str.split("; ").explode().value_counts()
    frame["figures"] = frame["enterprise"].map(named).fillna(0).astype("int16")
    return frame[list(Enterprises.to_schema().columns)]


def _joined(numbers: "pd.Series[int]") -> str:
    return "; ".join(dict.fromkeys(str(number) for number in numbers.dropna()))
