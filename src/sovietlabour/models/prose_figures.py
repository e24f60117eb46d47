"""The figures of the prose and of the endnotes."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.build.raw import Cell
from sovietlabour.models._model import PAGE, Built, Day, TableModel, column, page_is_known

TOPICS = (
    "unemployment",
    "workforce",
    "recruitment",
    "turnover",
    "absenteeism",
    "discipline_courts",
    "women",
    "youth_training",
    "skills",
    "wages",
    "payment_systems",
    "prices",
    "living_standards",
    "strikes_protest",
    "norms",
    "stakhanovism",
    "output",
    "productivity",
    "work_time",
    "quality",
    "investment_planning",
    "agriculture",
    "unions_party",
)
ENTITY_KINDS = ("national", "industry", "occupation", "group", "enterprise", "region")
UNITS = (
    "per cent",
    "percentage points",
    "ratio",
    "persons",
    "number",
    "rubles",
    "rubles per month",
    "rubles per day",
    "rubles per hour",
    "rubles per year",
    "kopeks",
    "days",
    "hours",
    "minutes",
    "months",
    "weeks",
    "years",
    "tons",
    "kilograms",
    "grams",
    "litres",
    "metres",
    "millimetres",
    "square metres",
    "kilometres",
    "hectares",
    "kWh",
    "index",
    "skill grade",
    "degrees",
)
PRECISIONS = ("exact", "approximate", "at_least", "at_most", "more_than", "less_than", "range")
NATURES = ("statistic", "plan", "legal", "estimate")
STATUSES = ("printed", "closed_up", "inferred", "doubtful")


class ProseFigures(TableModel):
    """Figures of the prose and of the endnotes.

    One row per value stated in the running text.

    Numbers in words and fractions count ("a third" is 33.3 per cent, approximate); scale words are expanded to base
    units (1.5 million persons is 1,500,000). Cells of the numbered tables are not repeated here.
    """

    _rows: ClassVar[int] = 1119

    figure: Series[str] = column("Stable name of the statement: chapter, line of the OCR text, letter.", unit=None)
    chapter: Series[np.int8] = column("Chapter of the book; 0 is the introduction.", unit=None, ge=0, le=10)
    page: Series[pd.Int16Dtype] = column(PAGE, unit=None, nullable=True, ge=5, le=330)
    line: Series[np.int32] = column("Line of the OCR text, from 1.", unit=None, ge=159, le=12476)
    topic: Series[Annotated[pd.CategoricalDtype, TOPICS, False]] = column("Subject, one of a closed list.", unit=None)
    indicator: Series[str] = column("What is measured, in our words.", unit=None)
    entity: Series[str] = column("What the figure is about, as the text names it.", unit=None, nullable=True)
    entity_kind: Series[Annotated[pd.CategoricalDtype, ENTITY_KINDS, False]] = column(
        "Kind of entity, one of a closed list.", unit=None
    )
    enterprise: Series[str] = column(
        "Enterprise that the figure is about, where it is named; several are separated by semicolons.",
        unit=None,
        nullable=True,
        refers_to="enterprises.enterprise",
        several=True,
    )
    industry: Series[str] = column(
        "Industry, in the one spelling used by all tables, where it applies.",
        unit=None,
        nullable=True,
        refers_to="industries.industry",
    )
    place: Series[str] = column("Town, region or republic, where stated.", unit=None, nullable=True)
    period: Series[str] = column("Period as the text states it.", unit=None, nullable=True)
    start: Series[Day] = column("First day of the period, where the text fixes it.", unit=None, nullable=True)
    end: Series[Day] = column("Last day of the period, where the text fixes it.", unit=None, nullable=True)
    value: Series[np.float64] = column(
        "The number, in the unit of the row; missing for a range.", unit="see column `unit`", nullable=True
    )
    low: Series[np.float64] = column("Lower end of a range.", unit="see column `unit`", nullable=True)
    high: Series[np.float64] = column("Upper end of a range.", unit="see column `unit`", nullable=True)
    unit: Series[Annotated[pd.CategoricalDtype, UNITS, False]] = column(
        "Unit of the row; `number` counts things that are no persons.", unit=None
    )
    precision: Series[Annotated[pd.CategoricalDtype, PRECISIONS, False]] = column(
        "How exactly the text states the number.", unit=None
    )
    nature: Series[Annotated[pd.CategoricalDtype, NATURES, False]] = column(
        "Measured, planned, set by law, or estimated.", unit=None
    )
    series: Series[str] = column("Name shared by the rows of one statement's series.", unit=None, nullable=True)
    note: Series[pd.Int16Dtype] = column("Endnote attached to the statement.", unit=None, nullable=True)
    source: Series[str] = column(
        "Keys of the sources that the endnote names, where it survives; several are separated by semicolons.",
        unit=None,
        nullable=True,
        refers_to="sources.source",
        several=True,
    )
    printed: Series[str] = column("Exact characters of the OCR text.", unit=None)
    status: Series[Annotated[pd.CategoricalDtype, STATUSES, False]] = column("Status of the value.", unit=None)
    remark: Series[str] = column("What a careful reader must know, in our words.", unit=None, nullable=True)

    class Config(TableModel.Config):
        unique = ["figure"]

    @pa.dataframe_check(error="a range has a low and a high end in their order, any other row one value")
    @classmethod
    def value_or_range(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that precision and the three numbers agree."""
        is_range = frame["precision"] == "range"
        ends = frame["low"].notna() & frame["high"].notna() & frame["value"].isna() & (frame["low"] <= frame["high"])
        one = frame["value"].notna() & frame["low"].isna() & frame["high"].isna()
        return (is_range & ends) | (~is_range & one)

    @pa.dataframe_check(error="a period must begin before it ends, and have both days or none")
    @classmethod
    def period_is_in_order(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check start and end."""
        none = frame["start"].isna() & frame["end"].isna()
        return none | (frame["start"] <= frame["end"])

    @pa.dataframe_check(error="shares in per cent cannot be above 100, unless they measure growth or fulfilment")
    @classmethod
    def shares_are_shares(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the quantities whose indicator says that they are shares."""
        share = frame["indicator"].str.startswith("share of") & (frame["unit"] == "per cent")
        return ~share | (frame[["value", "high"]].max(axis=1) <= 100)

    @pa.dataframe_check(error="a page must be given, and only in the notes of chapters 3 to 5 it cannot")
    @classmethod
    def page_is_given(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page was forgotten."""
        return page_is_known(frame)


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Give each statement the sources of its note, and the status of its numbers; an empty text is missing."""
    text = ["entity", "enterprise", "industry", "place", "period", "series", "remark"]
    in_order = raw.sort_values("line", key=lambda line: line.astype("int"), kind="stable", ignore_index=True)
    frame = in_order.assign(**{column: in_order[column].replace("", None) for column in text})
    for column_ in ("start", "end"):
        frame[column_] = pd.to_datetime(in_order[column_].replace("", None)).astype("datetime64[s]")
    frame["page"] = pd.to_numeric(in_order["page"].replace("", None)).astype("Int16")
    frame["note"] = pd.to_numeric(in_order["note"].replace("", None)).astype("Int16")
    cited = tables["citations"].frame
    sources = cited.groupby(["chapter", "note"])["source"].agg(lambda keys: "; ".join(dict.fromkeys(keys))).to_dict()
    notes = zip(frame["chapter"].astype("int"), frame["note"], strict=True)
    frame["source"] = [None if pd.isna(note) else sources.get((chapter, note)) for chapter, note in notes]
    frame["status"] = [
        next(cell.status for cell in cells if isinstance(cell, Cell))
        for cells in in_order[["value", "low", "high"]].to_numpy()
    ]
    return frame[list(ProseFigures.to_schema().columns)]
