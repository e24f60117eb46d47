"""The figures of the prose and of the endnotes."""

from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._vocabulary import PRECISIONS
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable, Cell
from sovietlabour.models._model import TableModel, check

UNITS = (
    "per cent", "percentage points", "ratio", "persons", "number", "rubles", "rubles per month", "rubles per day",
    "rubles per hour", "rubles per year", "kopeks", "days", "hours", "minutes", "months", "weeks", "years", "tons",
    "kilograms", "grams", "litres", "metres", "millimetres", "square metres", "kilometres", "hectares", "kWh",
    "index", "skill grade", "labour-days", "degrees",
)  # fmt: skip


class ProseFigures(TableModel, keys=["figure"]):
    """Figures of the prose and of the endnotes.

    One row per value stated in the running text.

    Numbers in words and fractions count ("a third" is 33.3 per cent, approximate); scale words are expanded to base
    units (1.5 million persons is 1,500,000). Cells of the numbered tables are not repeated here. What a number
    measures, of whom, where and when, says its row of `observations`, which has the same name.
    """

    figure: Series[str] = columns.attribute("Stable name of the statement: chapter, line of the OCR text, letter.")
    chapter: Series[np.int8] = columns.chapter()
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    label: Series[str] = columns.attribute("What the number says, and of whom, in our words.")
    value: Series[np.float64] = columns.stated("The number, in the unit of the row; missing for a range.")
    low: Series[np.float64] = columns.stated("Lower end of a range.")
    high: Series[np.float64] = columns.stated("Upper end of a range.")
    unit: columns.Category = columns.one_of(UNITS, "Unit of the row.")
    precision: columns.Category = columns.one_of(PRECISIONS, "How exactly the text states the number.")
    note: Series[pd.Int16Dtype] = columns.note()
    source: Series[str] = columns.source("Keys of the sources that the endnote names, where it survives")
    printed: Series[str] = columns.printed()
    status: columns.Category = columns.status("Status of the value.")
    remark: Series[str] = columns.remark()

    @check("figure must be named after its chapter and line")
    def is_named_after_its_place(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a figure did not move."""
        chapters = "ch" + frame["chapter"].astype("str")
        places = chapters.replace("ch0", "intro") + "-" + frame["line"].astype("str")
        return frame["figure"].str.rstrip("abcdefghijklmnopqrstuvwxyz") == places

    @check("a range has a low and a high end in their order, any other row one value")
    def value_or_range(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that precision and the three numbers agree."""
        is_range = frame["precision"] == "range"
        ends = frame["low"].notna() & frame["high"].notna() & frame["value"].isna() & (frame["low"] < frame["high"])
        one = frame["value"].notna() & frame["low"].isna() & frame["high"].isna()
        return (is_range & ends) | (~is_range & one)


def tidy(raw: pd.DataFrame, citations: BuiltTable) -> pd.DataFrame:
    """Give each statement the sources of its note, and the status of its numbers."""
    frame = raw.sort_values("line", kind="stable", ignore_index=True)
    sources = sources_of_notes(citations)
    notes = zip(frame["chapter"].astype("int"), frame["note"], strict=True)
    frame["source"] = ["; ".join(sources.get(note, [])) for note in notes]
    frame["status"] = [
        next(cell.status for cell in cells if isinstance(cell, Cell))
        for cells in frame[["value", "low", "high"]].to_numpy()
    ]
    return frame


def sources_of_notes(citations: BuiltTable) -> dict[tuple[int, int], list[str]]:
    """Give the sources that each note names, by chapter and note."""
    cited = citations.frame.dropna(subset=["note"])
    by_note: Any = cited.groupby(["chapter", "note"])["source"]
    return {note: list(sources.unique()) for note, sources in by_note}
