"""The sources that the surviving notes and the tables name."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import Built, Day, TableModel, column

KINDS = ("newspaper", "periodical", "book", "article", "decree", "collection", "manuscript")
NAMES = ("resolved", "unresolved")


class Sources(TableModel):
    """Sources named by the surviving notes and beneath the tables.

    One row per source: an issue of a newspaper or periodical (or one author's contribution to it), a book, a decree.

    Titles stand as the notes print them, often shortened; the book's bibliography is lost.
    """

    _rows: ClassVar[int] = 342

    source: Series[str] = column("Key of the source.", unit=None)
    kind: Series[Annotated[pd.CategoricalDtype, KINDS, False]] = column("Kind of source.", unit=None)
    author: Series[str] = column(
        "Author as named, or the authority that issued a decree; several are separated by semicolons.",
        unit=None,
        nullable=True,
    )
    title: Series[str] = column("Title as named; Russian titles in transliteration.", unit=None, nullable=True)
    title_english: Series[str] = column("English title, where the note gives one.", unit=None, nullable=True)
    journal: Series[str] = column("Newspaper or periodical, as the note abbreviates it.", unit=None, nullable=True)
    journal_title: Series[str] = column(
        "Full name of the newspaper or periodical, where the text itself gives it.", unit=None, nullable=True
    )
    journal_status: Series[Annotated[pd.CategoricalDtype, NAMES, False]] = column(
        "Whether the text gives the full name of the newspaper or periodical.", unit=None, nullable=True
    )
    number: Series[str] = column("Number of the issue, volume or article.", unit=None, nullable=True)
    year: Series[pd.Int16Dtype] = column("Year of publication.", unit=None, nullable=True, ge=1800, le=1986)
    date: Series[Day] = column("Day of publication, or of the decree.", unit=None, nullable=True)
    publisher_place: Series[str] = column("Place of publication, where given.", unit=None, nullable=True)
    pages: Series[str] = column("Pages cited, over all notes.", unit=None, nullable=True)
    cited: Series[str] = column("Notes and tables that name the source.", unit=None)

    class Config(TableModel.Config):
        unique = ["source"]

    @pa.dataframe_check(error="a newspaper has a name and a day, a periodical a name, a decree an authority")
    @classmethod
    def has_what_its_kind_needs(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a source can be found again."""
        kind = frame["kind"].astype("str")
        named = frame["journal"].notna()
        newspaper = (kind != "newspaper") | (named & frame["date"].notna())
        periodical = (kind != "periodical") | named
        decree = (kind != "decree") | frame["author"].notna()
        other = ~kind.isin(["book", "article", "manuscript"]) | frame["author"].notna() | frame["title"].notna()
        return newspaper & periodical & decree & other

    @pa.dataframe_check(error="the year must be that of the date")
    @classmethod
    def year_is_that_of_the_date(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check year against date."""
        same: pd.Series[bool] = frame["date"].dt.year.eq(frame["year"])
        return frame["date"].isna() | same


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Gather for each source what the notes cite of it; an empty text is missing."""
    citations = tables["citations"].frame
    frame = raw.replace("", None)
    frame["year"] = pd.to_numeric(frame["year"]).astype("Int16")
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[s]")
    frame["journal_status"] = [
        None if not row["journal"] else "resolved" if row["journal_title"] else "unresolved"
        for row in raw.to_dict("records")
    ]
    by_source = citations.groupby("source", sort=False)
    pages = by_source["pages"].agg(lambda pages: "; ".join(dict.fromkeys(pages.dropna()))).replace("", None)
    cited = by_source["cited_in"].agg(lambda places: "; ".join(dict.fromkeys(places)))
    frame["pages"] = frame["source"].map(pages)
    frame["cited"] = frame["source"].map(cited)
    return frame[list(Sources.to_schema().columns)]
