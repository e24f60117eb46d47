"""Where the book names an enterprise."""

from typing import Annotated, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import PAGE, TableModel, column, page_is_known

PARTS = ("text", "notes", "index")


class EnterpriseMentions(TableModel):
    """Mentions of enterprises.

    One row per line of the book that names an enterprise.

    A name broken over two lines has the line on which it begins; a name repeated on one line has one row.
    """

    _rows: ClassVar[int] = 358

    enterprise: Series[str] = column("Enterprise, in its one spelling.", unit=None, refers_to="enterprises.enterprise")
    part: Series[Annotated[pd.CategoricalDtype, PARTS, False]] = column(
        "Part of the book: running text, endnotes, or index of enterprises.", unit=None
    )
    chapter: Series[pd.Int8Dtype] = column(
        "Chapter of the text or of the note; 0 is the introduction; missing in the index.",
        unit=None,
        nullable=True,
        ge=0,
        le=10,
    )
    page: Series[pd.Int16Dtype] = column(PAGE, unit=None, nullable=True, ge=5, le=330)
    line: Series[np.int32] = column("Line of the OCR text, from 1.", unit=None, ge=159, le=12755)
    printed: Series[str] = column("Exact characters of the name, as far as it stands on the line.", unit=None)

    class Config(TableModel.Config):
        unique = ["enterprise", "line"]

    @pa.dataframe_check(error="a page must be given, and only in the notes of chapters 3 to 5 it cannot")
    @classmethod
    def page_is_given(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page was forgotten."""
        return page_is_known(frame)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Make an empty number missing."""
    frame = raw.assign(
        chapter=pd.to_numeric(raw["chapter"].replace("", None)).astype("Int8"),
        page=pd.to_numeric(raw["page"].replace("", None)).astype("Int16"),
    )
    return frame[list(EnterpriseMentions.to_schema().columns)]
