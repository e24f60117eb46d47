"""Where the notes name their sources."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check

ROLES = ("cited", "printed_in", "cited_through")


class Citations(TableModel, keys=["citation"]):
    """Citations: which note names which source.

    One row per source named in a note, or beneath a table.
    """

    citation: Series[str] = columns.attribute("Key of the citation: chapter, note, position in the note.")
    chapter: Series[np.int8] = columns.chapter()
    note: Series[pd.Int16Dtype] = columns.optional("Number of the endnote; missing for a table.")
    cited_in: Series[str] = columns.attribute("The note or the table, in words.")
    source: Series[str] = columns.attribute("Key of the source.", refers_to="sources.source")
    pages: Series[str] = columns.optional("Pages cited.")
    role: columns.Category = columns.one_of(ROLES, "What the source is to the note.")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.attribute("First characters of the citation in the OCR text.")
    remark: Series[str] = columns.remark()

    @check("citation must be named after its chapter and note")
    def is_named_after_its_place(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a citation did not move to another note."""
        notes = "ch" + frame["chapter"].astype("str") + "-n" + frame["note"].astype("str")
        return (frame["citation"].str.rpartition("-")[0] == notes) | frame["note"].isna()


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Say in words where a source is cited."""
    notes = "ch. " + raw["chapter"].astype("str") + " n. " + raw["note"].astype("str")
    return raw.assign(cited_in=raw["table"].where(raw["table"] != "", notes))
