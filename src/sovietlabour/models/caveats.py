"""What limits the numbers."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable
from sovietlabour.models._model import TableModel, check
from sovietlabour.models._periods import named_periods, span

KINDS = ("accuracy", "definition", "coverage", "comparability", "source", "reckoning", "precision", "transcription")
BY = ("author", "source", "ours")
DIRECTIONS = ("too high", "too low", "either")
LIMITED = {
    "indicators": "indicator",
    "tables": "table",
    "observations": "observation",
    "industries": "industry",
    "places": "place",
}
"""Columns of observations by which a caveat names those that it limits."""


class Caveats(TableModel, keys=["caveat"]):
    """Caveats: what limits a table, an indicator or some of its numbers.

    One row per caveat.

    Most are the author's own verdicts on his figures and sources. A caveat holds for the observations that have one of
    its indicators, tables, industries and places, named as there, in its period; what is missing is no restriction. The
    column `caveats` of `observations` names them, but for those of kind `transcription`, which are of a whole table.
    """

    caveat: Series[str] = columns.attribute("Short name.")
    kind: columns.Category = columns.one_of(KINDS, "What is in doubt.")
    asserted_by: columns.Category = columns.one_of(BY, "Who says it.")
    direction: columns.Category = columns.one_of(DIRECTIONS, "In which direction the numbers err.", nullable=True)
    indicators: Series[str] = columns.several("Indicators that it limits", "indicators.indicator")
    tables: Series[str] = columns.several("Tables that it limits")
    observations: Series[str] = columns.several(
        "Observations that it is limited to, where no other column tells them apart"
    )
    industries: Series[str] = columns.several("Industries that it is limited to", "industries.industry")
    places: Series[str] = columns.several("Places that it is limited to", "places.place")
    period: Series[str] = columns.optional("When the numbers are of, in the words of docs/coding.md.")
    start: Series[columns.Day] = columns.optional("First day of the period.")
    end: Series[columns.Day] = columns.optional("Last day of the period.")
    step: Series[np.float64] = columns.optional(
        "Multiples of it among the levels are known to half of it only; `observations` has them within these bounds.",
        gt=0,
    )
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[pd.Int32Dtype] = columns.line(nullable=True)
    printed: Series[str] = columns.optional("Exact characters of the OCR text, where the text says it.")
    statement: Series[str] = columns.attribute("What to beware of, in our words.")

    @check("a caveat must name the indicators or the tables that it limits")
    def limits_something(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no caveat is about everything, and so about nothing."""
        return frame["indicators"].notna() | frame["tables"].notna()

    @check("what the author or a source says needs its line; what we say needs none")
    def stands_in_the_text(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a verdict can be found on the page."""
        return frame["line"].notna() & frame["printed"].notna() | (frame["asserted_by"] == "ours")


def tidy(raw: pd.DataFrame, periods: BuiltTable) -> pd.DataFrame:
    """Add the days of each period.

    Raises
    ------
    BuildError
        If a period is none by the rules.
    """
    named = named_periods(periods.frame)
    days = {period: span(period, named) for period in raw["period"].dropna()}
    given = raw[["caveat", "period"]].dropna().itertuples(index=False)
    unknown = [f"caveats[{one}, period]: no period by the rules: {of!r}" for one, of in given if days[of] is None]
    if unknown:
        raise BuildError(unknown)
    ends = pd.DataFrame.from_dict(days, orient="index", columns=["start", "end"]).reindex(raw["period"])
    return raw.assign(**ends.set_index(raw.index))


def limited_by(caveat: Mapping[Any, Any], observations: pd.DataFrame) -> "pd.Series[bool]":
    """Say which observations a caveat holds for."""
    holds = pd.Series(data=True, index=observations.index)
    for column, dimension in LIMITED.items():
        if isinstance(caveat[column], str):
            holds &= observations[dimension].isin(caveat[column].split("; "))
    if pd.notna(caveat["start"]):
        holds &= observations["end"].isna() | (observations["end"] >= caveat["start"])
    if pd.notna(caveat["end"]):
        holds &= observations["start"].isna() | (observations["start"] <= caveat["end"])
    return holds
