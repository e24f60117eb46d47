"""The terms and abbreviations that the book and these tables use."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check


class Terms(TableModel, keys=["term"]):
    """Terms and abbreviations.

    One row per entry of the book's list.

    The English and the Russian name are the book's; the explanation is ours.
    """

    term: Series[str] = columns.attribute("Term or abbreviation, in transliteration.")
    english: Series[str] = columns.attribute("English name.")
    russian: Series[str] = columns.optional("Russian name in full, in transliteration.")
    see: Series[str] = columns.optional("Entry that this one refers to.", refers_to="terms.term")
    explanation: Series[str] = columns.attribute("What it was, in our words.")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.attribute("Line of the OCR text, from 1.", ge=12477, le=12654)
    printed: Series[str] = columns.attribute("Exact characters of the term in the OCR text.")
    definition_line: Series[np.int32] = columns.attribute(
        "Line of the OCR text on which the definition begins.", ge=12477, le=12654
    )

    @check("terms and definitions stand in the same order on each of the two pages")
    def in_order(cls, frame: pd.DataFrame) -> bool:
        """Check that pairing kept the order of both lists."""
        return bool(frame["line"].is_monotonic_increasing and frame["definition_line"].is_monotonic_increasing)
