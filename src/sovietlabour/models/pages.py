"""The page map."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check

KNOWN = ("running head", "index", "counted", "span")


class Pages(TableModel, keys=["first_line"]):
    """Page map: which lines of the OCR text stand on which page of the book.

    One row per page of the book that the text has.

    Every page of every table follows from its line by this map. Where the text fixes only between which pages a
    stretch lies, `page` is missing, and nothing gives one of them as certain.
    """

    first_line: Series[np.int32] = columns.line("First line of the page in the OCR text, from 1.", ge=1)
    last_line: Series[np.int32] = columns.line("Last line of the page in the OCR text.", ge=1)
    page: Series[pd.Int16Dtype] = columns.page()
    page_earliest: Series[np.int16] = columns.attribute("Lowest number that the page can have.", ge=1, le=330)
    page_latest: Series[np.int16] = columns.attribute("Highest number that the page can have.", ge=1, le=330)
    known: columns.Category = columns.one_of(KNOWN, "How the number is known.")
    argument: Series[str] = columns.attribute("Why, in our words.")

    @check("each page must begin on the line after the last of the page before, and end after it")
    def lines_have_no_gap(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that every line of the text lies on one page."""
        follows = frame["first_line"].shift(-1, fill_value=int(frame["last_line"].max()) + 1) == frame["last_line"] + 1
        return follows & (frame["first_line"] <= frame["last_line"])

    @check("page numbers must rise from page to page, and the ends of a span must not fall")
    def pages_rise(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a certain page is above all before it, and that spans move up with the lines."""
        earliest, latest = frame["page_earliest"], frame["page_latest"]
        never_falls = (earliest.diff().fillna(0) >= 0) & (latest.diff().fillna(0) >= 0)
        above = frame["page"].isna() | (earliest > earliest.shift(fill_value=0))
        return never_falls & above & (earliest <= latest)

    @check("a page must be given where it can have one number only, and nowhere else")
    def page_is_certain_or_missing(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page of a span is given as certain."""
        one = frame["page_earliest"] == frame["page_latest"]
        span = frame["known"].astype("str") == "span"
        return (frame["page"].isna() & ~one & span) | (
            (frame["page"] == frame["page_earliest"]).fillna(False) & one & ~span
        )


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Give the number of each page that can have one only."""
    certain = raw["page_earliest"] == raw["page_latest"]
    return raw.assign(page=raw["page_earliest"].where(certain).astype("Int16"))
