"""Where the notes name their sources."""

from typing import Annotated, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import PAGE, TableModel, column, page_is_known

ROLES = ("cited", "printed_in", "cited_through")


class Citations(TableModel):
    """Citations: which note names which source.

    One row per source named in a note, or beneath a table.
    """

    _rows: ClassVar[int] = 479

    citation: Series[str] = column("Key of the citation: chapter, note, position in the note.", unit=None)
    chapter: Series[np.int8] = column("Chapter of the book.", unit=None, ge=0, le=10)
    note: Series[pd.Int16Dtype] = column("Number of the endnote; missing for a table.", unit=None, nullable=True)
    cited_in: Series[str] = column("The note or the table, in words.", unit=None)
    source: Series[str] = column("Key of the source.", unit=None, refers_to="sources.source")
    pages: Series[str] = column("Pages cited.", unit=None, nullable=True)
    role: Series[Annotated[pd.CategoricalDtype, ROLES, False]] = column(
        "Cited itself, or the place where the decree before it is printed, or known through the source beside it.",
        unit=None,
    )
    page: Series[pd.Int16Dtype] = column(PAGE, unit=None, nullable=True, ge=5, le=330)
    line: Series[np.int32] = column("Line of the OCR text, from 1.", unit=None, ge=159, le=12476)
    printed: Series[str] = column("First characters of the citation in the OCR text.", unit=None)
    remark: Series[str] = column("What a careful reader must know, in our words.", unit=None, nullable=True)

    class Config(TableModel.Config):
        unique = ["citation"]

    @pa.dataframe_check(error="a page must be given, and only in the notes of chapters 3 to 5 it cannot")
    @classmethod
    def page_is_given(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page was forgotten."""
        return page_is_known(frame)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Say in words where a source is cited; an empty text is missing."""
    frame = raw.replace("", None)
    frame["page"] = pd.to_numeric(frame["page"]).astype("Int16")
    frame["note"] = pd.to_numeric(frame["note"]).astype("Int16")
    frame["cited_in"] = [row["table"] or f"ch. {row['chapter']} n. {row['note']}" for row in raw.to_dict("records")]
    return frame[list(Citations.to_schema().columns)]
