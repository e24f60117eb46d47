"""The terms and abbreviations that the book and these tables use."""

from typing import ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import TableModel, column


class Terms(TableModel):
    """Terms and abbreviations.

    One row per entry of the book's list.

    The English and the Russian name are the book's; the explanation is ours.
    """

    _rows: ClassVar[int] = 38

    term: Series[str] = column("Term or abbreviation, in transliteration.", unit=None)
    english: Series[str] = column("English name.", unit=None)
    russian: Series[str] = column("Russian name in full, in transliteration.", unit=None, nullable=True)
    see: Series[str] = column("Entry that this one refers to.", unit=None, nullable=True, refers_to="terms.term")
    explanation: Series[str] = column("What it was, in our words.", unit=None)
    page: Series[np.int16] = column("Page of the book.", unit=None, ge=316, le=317)
    line: Series[np.int32] = column("Line of the OCR text, from 1.", unit=None, ge=12477, le=12654)
    printed: Series[str] = column("Exact characters of the term in the OCR text.", unit=None)
    definition_line: Series[np.int32] = column(
        "Line of the OCR text on which the definition begins.", unit=None, ge=12477, le=12654
    )

    class Config(TableModel.Config):
        unique = ["term"]

    @pa.dataframe_check(error="terms and definitions stand in the same order on each of the two pages")
    @classmethod
    def in_order(cls, frame: pd.DataFrame) -> bool:
        """Check that pairing kept the order of both lists."""
        return bool(frame["line"].is_monotonic_increasing and frame["definition_line"].is_monotonic_increasing)


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Make an empty text missing."""
    return raw.replace("", None)[list(Terms.to_schema().columns)]
