"""The sources that the surviving notes and the tables name."""

import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable
from sovietlabour.models._model import TableModel, check

KINDS = ("newspaper", "periodical", "book", "article", "decree", "collection", "manuscript")
NAMES = ("resolved", "unresolved")


class Sources(TableModel, keys=["source"]):
    """Sources named by the surviving notes and beneath the tables.

    One row per source: an issue of a newspaper or periodical (or one author's contribution to it), a book, a decree.

    Titles stand as the notes print them, often shortened; the book's bibliography is lost.
    """

    source: Series[str] = columns.attribute("Key of the source.")
    kind: columns.Category = columns.one_of(KINDS, "Kind of source.")
    author: Series[str] = columns.optional(
        "Author as named, or the authority that issued a decree; several are separated by semicolons."
    )
    title: Series[str] = columns.optional("Title as named; Russian titles in transliteration.")
    title_english: Series[str] = columns.optional("English title, where the note gives one.")
    journal: Series[str] = columns.optional("Newspaper or periodical, as the note abbreviates it.")
    journal_title: Series[str] = columns.optional(
        "Full name of the newspaper or periodical, where the text itself gives it."
    )
    journal_status: columns.Category = columns.one_of(
        NAMES, "Whether the name of the newspaper or periodical is resolved.", nullable=True
    )
    number: Series[str] = columns.optional("Number of the issue, volume or article.")
    year: Series[pd.Int16Dtype] = columns.optional("Year of publication.", ge=1800, le=1986)
    date: Series[columns.Day] = columns.optional("Day of publication, or of the decree.")
    publisher_place: Series[str] = columns.optional("Place of publication, where given.")
    pages: Series[str] = columns.optional("Pages cited, over all notes.")
    cited: Series[str] = columns.attribute("Notes and tables that name the source.")

    @check("a newspaper has a name and a day, a periodical a name, a decree an authority")
    def has_what_its_kind_needs(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a source can be found again."""
        kind = frame["kind"].astype("str")
        named = frame["journal"].notna()
        newspaper = (kind != "newspaper") | (named & frame["date"].notna())
        periodical = (kind != "periodical") | named
        decree = (kind != "decree") | frame["author"].notna()
        other = ~kind.isin(["book", "article", "manuscript"]) | frame["author"].notna() | frame["title"].notna()
        return newspaper & periodical & decree & other

    @check("the year must be that of the date")
    def year_is_that_of_the_date(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check year against date."""
        same: pd.Series[bool] = frame["date"].dt.year.eq(frame["year"])
        return frame["date"].isna() | same


def tidy(raw: pd.DataFrame, citations: BuiltTable) -> pd.DataFrame:
    """Gather for each source what the notes cite of it."""
    by_source = citations.frame.groupby("source", sort=False)
    pages = by_source["pages"].agg(lambda pages: "; ".join(dict.fromkeys(pages.dropna())))
    cited = by_source["cited_in"].agg(lambda places: "; ".join(dict.fromkeys(places)))
    named = raw["journal_title"].notna().map({True: "resolved", False: "unresolved"})
    return raw.assign(
        journal_status=named.where(raw["journal"].notna(), None),
        pages=raw["source"].map(pages),
        cited=raw["source"].map(cited),
    )
