"""The factories, mines and other enterprises that the book names."""

import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable
from sovietlabour.models._model import TableModel, check


class Enterprises(TableModel, keys=["enterprise"]):
    """Enterprises.

    One row per enterprise that the text, its notes or the index of enterprises name.

    An enterprise is what employs workers and has a name, or is singled out by its place. The name is harmonised: one
    spelling, the latest name where several are known. Kind, industry and place are what the text says of it anywhere.
    """

    enterprise: Series[str] = columns.attribute("Name, in one spelling for all tables.")
    kind: Series[str] = columns.attribute("What it is, in the words of the text or of the index.")
    industry: Series[str] = columns.industry(nullable=True)
    place: Series[str] = columns.optional("Town, or region, basin or republic.", refers_to="places.place")
    industry_line: Series[pd.Int32Dtype] = columns.line("Line of the OCR text that tells the industry.", nullable=True)
    place_line: Series[pd.Int32Dtype] = columns.line("Line of the OCR text that tells the place.", nullable=True)
    ours: Series[str] = columns.optional("Why an industry or a place that no line tells is given all the same.")
    former_names: Series[str] = columns.several("Earlier names")
    later_names: Series[str] = columns.several("Names later than the one used here")
    other_names: Series[str] = columns.several("Other names of which the order in time is not told")
    also_called: Series[str] = columns.several("Names that this book does not use and other works do; ours")
    part_of: Series[str] = columns.optional(
        "Trust or administration that it belonged to.", refers_to="enterprises.enterprise"
    )
    index_pages: Series[str] = columns.several("Pages that the index of enterprises names")
    index_notes: Series[str] = columns.optional("Notes that the index names with its pages.")
    index_see: Series[str] = columns.optional(
        "Entry of the index that refers from another name to this enterprise, or from it to another."
    )
    pages: Series[str] = columns.several("Pages on which we found it")
    lines: Series[str] = columns.several("Lines of the OCR text that name it, without the index")
    remark: Series[str] = columns.remark()

    @check("an enterprise must be named in the text, in a note or in the index")
    def is_named_somewhere(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no enterprise lost its place in the book."""
        return frame["lines"].notna() | frame["index_pages"].notna()

    @check("an industry or a place needs the line that tells it, or the reason why we give it")
    def says_what_is_ours(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that nothing is told as the book's that is not."""
        untold = [frame[column].notna() & frame[f"{column}_line"].isna() for column in ("industry", "place")]
        return (untold[0] | untold[1]) == frame["ours"].notna()


def tidy(raw: pd.DataFrame, enterprise_mentions: BuiltTable) -> pd.DataFrame:
    """Gather the pages and lines of each enterprise."""
    mentions = enterprise_mentions.frame
    mentions = mentions[mentions["part"] != "index"].sort_values("line")
    by_enterprise = mentions.groupby("enterprise")
    return raw.assign(
        pages=raw["enterprise"].map(by_enterprise["page"].agg(_joined)),
        lines=raw["enterprise"].map(by_enterprise["line"].agg(_joined)),
    )


def _joined(numbers: "pd.Series[int]") -> str:
    return "; ".join(dict.fromkeys(str(number) for number in numbers.dropna()))
