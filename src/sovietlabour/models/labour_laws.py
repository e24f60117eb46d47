"""What the law demanded of workers and managers, and when."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import PAGE, Built, Day, TableModel, column, page_is_known
from sovietlabour.models.prose_figures import PRECISIONS, UNITS

SUBJECTS = (
    "absenteeism",
    "lateness",
    "turnover",
    "hiring",
    "labour_books",
    "housing",
    "rations",
    "norms",
    "wages",
    "working_time",
    "training_reserves",
    "women",
    "social_insurance",
    "courts",
    "management",
    "transfers",
    "unions",
    "recruitment",
)
KINDS = (
    "code",
    "decree",
    "edict",
    "resolution",
    "instruction",
    "order",
    "ruling",
    "clarification",
    "regulation",
    "law",
)
OFFENCES = (
    "absence",
    "longer or repeated absence",
    "lateness",
    "quitting",
    "breach of discipline",
    "refusal of work",
    "refusal of orders",
    "poor work",
    "offence of managers",
    "attack on shock workers",
)
PENALTIES = (
    "dismissal",
    "eviction",
    "loss of ration cards",
    "reduced rations",
    "loss of benefits",
    "loss of privileges",
    "loss of pay",
    "wage deduction",
    "exclusion from labour exchange",
    "ban on employment",
    "reprimand",
    "administrative penalty",
    "corrective labour",
    "prison",
    "prosecution",
)
MEASURES = ("threshold", "amount")
FORCE = ("stated", "inferred", "open")
STATUSES = ("told", "doubtful")
OF_THE_LAW = ["dated", "date", "published", "issuer", "kind", "title", "title_russian", "decree"]
"""Columns of the raw table that say something of the law, not of its provision."""
DAYS = ("date", "published", "in_force_from", "in_force_from_latest", "in_force_to_earliest", "in_force_to")
OF_THE_FIGURE = {"quantity": "value", "low": "low", "high": "high", "unit": "unit", "precision": "precision"}
"""Columns taken from the figure of the prose, and their names there."""


class LabourLaws(TableModel):
    """Labour laws, by provision.

    One row per provision of a decree, edict, resolution, ruling or instruction that the book describes.

    A provision told in several places is one row; the other lines are in `also_lines`. Its number is not read a second
    time but taken from the row of `prose_figures` that `figure` names. The first and the last day in force are given
    as a span where the text knows only a month or a year.
    """

    _rows: ClassVar[int] = 245

    law: Series[str] = column("Key of the law: kind or decree, date, issuer.", unit=None)
    number: Series[np.int16] = column("Number of the provision within its law, from 1.", unit=None, ge=1)
    dated: Series[str] = column("Date of the law as the text gives it.", unit=None, nullable=True)
    date: Series[Day] = column(
        "Date of the law; the first day of the month, year or span if the text gives no day.", unit=None, nullable=True
    )
    published: Series[Day] = column("Day of publication, where told.", unit=None, nullable=True)
    issuer: Series[str] = column(
        "Authority, as the text abbreviates it; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    kind: Series[Annotated[pd.CategoricalDtype, KINDS, False]] = column(
        "Kind of act, one of a closed list; `law` and `regulation` where the text says no more.", unit=None
    )
    title: Series[str] = column("What the law is about, in our words.", unit=None)
    title_russian: Series[str] = column(
        "Russian title, transliterated, where a note gives it.", unit=None, nullable=True
    )
    subject: Series[str] = column(
        "Subjects of the provision, of a closed list; several are separated by semicolons.", unit=None, several=True
    )
    provision: Series[str] = column(
        "The rule, in our words; missing where the text only names the law.", unit=None, nullable=True
    )
    quantity: Series[np.float64] = column(
        "The rule's number, in the unit of the row; missing for a range.", unit="see column `unit`", nullable=True
    )
    low: Series[np.float64] = column("Lower end of a range.", unit="see column `unit`", nullable=True)
    high: Series[np.float64] = column("Upper end of a range.", unit="see column `unit`", nullable=True)
    unit: Series[Annotated[pd.CategoricalDtype, UNITS, False]] = column(
        "Unit of the row; `number` counts offences.", unit=None, nullable=True
    )
    precision: Series[Annotated[pd.CategoricalDtype, PRECISIONS, False]] = column(
        "How the text bounds the number.", unit=None, nullable=True
    )
    measure: Series[Annotated[pd.CategoricalDtype, MEASURES, False]] = column(
        "What the number measures: the offence or condition it takes, or the amount that the rule gives or takes.",
        unit=None,
        nullable=True,
    )
    figure: Series[str] = column(
        "Figure of the prose that the number is taken from.",
        unit=None,
        nullable=True,
        refers_to="prose_figures.figure",
    )
    offence: Series[str] = column(
        "What the penalty is for, of a closed list; `absence` is a single one; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    penalty: Series[str] = column(
        "Penalties, of a closed list; several are separated by semicolons.", unit=None, nullable=True, several=True
    )
    applies_to: Series[str] = column("Whom the rule binds or benefits.", unit=None, nullable=True)
    in_force_from: Series[Day] = column("First day in force, at the earliest.", unit=None, nullable=True)
    in_force_from_latest: Series[Day] = column("First day in force, at the latest.", unit=None, nullable=True)
    in_force_to_earliest: Series[Day] = column("Last day in force, at the earliest.", unit=None, nullable=True)
    in_force_to: Series[Day] = column(
        "Last day in force, at the latest; missing where no end is known.", unit=None, nullable=True
    )
    ended_by: Series[str] = column(
        "Law that ended, replaced or changed the rule.", unit=None, nullable=True, refers_to="labour_laws.law"
    )
    in_force_status: Series[Annotated[pd.CategoricalDtype, FORCE, False]] = column(
        "Whether the text states the end, we infer it, or it stays open.", unit=None
    )
    in_force_argument: Series[str] = column("Why we infer the end.", unit=None, nullable=True)
    chapter: Series[np.int8] = column("Chapter of the book.", unit=None, ge=0, le=10)
    page: Series[pd.Int16Dtype] = column(PAGE, unit=None, nullable=True, ge=5, le=330)
    line: Series[np.int32] = column("Line of the OCR text, from 1.", unit=None, ge=159, le=12476)
    printed: Series[str] = column("Exact characters that name the law, its rule or its number.", unit=None)
    also_lines: Series[str] = column(
        "Other lines that tell the same provision; several are separated by semicolons.",
        unit=None,
        nullable=True,
        several=True,
    )
    note: Series[pd.Int16Dtype] = column("Endnote attached to the statement.", unit=None, nullable=True)
    source: Series[str] = column(
        "Keys of the sources: the law itself, and what the note cites; several are separated by semicolons.",
        unit=None,
        nullable=True,
        refers_to="sources.source",
        several=True,
    )
    status: Series[Annotated[pd.CategoricalDtype, STATUSES, False]] = column(
        "Whether the text tells the law and its rule, or leaves a doubt that the remark explains.", unit=None
    )
    remark: Series[str] = column("What a careful reader must know, in our words.", unit=None, nullable=True)

    class Config(TableModel.Config):
        unique = ["law", "number"]

    @pa.dataframe_check(error="a page must be given, and only in the notes of chapters 3 to 5 it cannot")
    @classmethod
    def page_is_given(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no page was forgotten."""
        return page_is_known(frame)

    @pa.check("subject", error=f"subjects must be of {', '.join(SUBJECTS)}")
    @classmethod
    def subjects_are_known(cls, subject: "pd.Series[str]") -> "pd.Series[bool]":
        """Check every subject."""
        return _all_of(subject, SUBJECTS)

    @pa.check("offence", error=f"offences must be of {', '.join(OFFENCES)}")
    @classmethod
    def offences_are_known(cls, offence: "pd.Series[str]") -> "pd.Series[bool]":
        """Check every offence."""
        return _all_of(offence, OFFENCES)

    @pa.check("penalty", error=f"penalties must be of {', '.join(PENALTIES)}")
    @classmethod
    def penalties_are_known(cls, penalty: "pd.Series[str]") -> "pd.Series[bool]":
        """Check every penalty."""
        return _all_of(penalty, PENALTIES)

    @pa.dataframe_check(error="a penalty needs its offence")
    @classmethod
    def penalty_has_its_offence(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that offence and penalty come together."""
        return frame["offence"].notna() == frame["penalty"].notna()

    @pa.dataframe_check(error="the days in force must be in order")
    @classmethod
    def days_are_in_order(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a rule begins before it ends, that spans are spans, and that no rule precedes its law."""
        begins = (frame["in_force_from"] <= frame["in_force_from_latest"]) | frame["in_force_from_latest"].isna()
        dated = frame["in_force_from"].isna() | (frame["in_force_from"] >= frame["date"])
        ends = frame["in_force_to"].isna() | (
            frame["in_force_to_earliest"].isna() | (frame["in_force_to_earliest"] <= frame["in_force_to"])
        )
        lasts = ~(frame["in_force_to"] < frame["in_force_from"])
        return begins & dated & ends & lasts

    @pa.dataframe_check(error="an end that we infer needs its argument, an open one has no day")
    @classmethod
    def end_is_argued(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the three ways in which the end of a rule is known."""
        inferred = frame["in_force_status"] == "inferred"
        is_open = frame["in_force_status"] == "open"
        return (inferred == frame["in_force_argument"].notna()) & (is_open == frame["in_force_to"].isna())

    @pa.dataframe_check(error="a doubtful provision needs a remark")
    @classmethod
    def doubt_is_explained(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no doubt stands without a word."""
        return (frame["status"] != "doubtful") | frame["remark"].notna()

    @pa.dataframe_check(error="a number needs its figure and what it measures")
    @classmethod
    def number_is_explained(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that figure, number and measure come together."""
        number = frame["quantity"].notna() | frame["low"].notna()
        return (number == frame["figure"].notna()) & (number == frame["measure"].notna())

    @pa.dataframe_check(error="a rule ends the day before the law that ended it, or within the same span")
    @classmethod
    def end_meets_the_next_law(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check each end against the date of the law that brought it."""
        first = frame.drop_duplicates("law").set_index("law")
        begins = frame["ended_by"].map(first["in_force_from"])
        latest = frame["ended_by"].map(first["in_force_from_latest"])
        day = np.timedelta64(1, "D")
        meets = (frame["in_force_to"] >= begins - day) & (frame["in_force_to_earliest"].fillna(begins) <= latest)
        return frame["ended_by"].isna() | frame["in_force_to"].isna() | meets

    @pa.dataframe_check(error="all provisions of a law must give it the same date, issuer, kind and titles")
    @classmethod
    def law_is_one(cls, frame: pd.DataFrame) -> bool:
        """Check that what is said of a law is the same in each of its rows."""
        same = [name for name in OF_THE_LAW if name in frame]
        return bool((frame.groupby("law")[same].nunique(dropna=False) == 1).all(axis=None))


def _all_of(column_: "pd.Series[str]", known: tuple[str, ...]) -> "pd.Series[bool]":
    return column_.map(lambda several: set(several.split("; ")) <= set(known)).astype(bool)


def tidy(raw: pd.DataFrame, tables: Mapping[str, Built]) -> pd.DataFrame:
    """Take numbers from the figures of the prose and sources from the notes; an empty text is missing."""
    frame = raw.replace("", None)
    for name in DAYS:
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame["page"] = pd.to_numeric(frame["page"]).astype("Int16")
    frame["note"] = pd.to_numeric(frame["note"]).astype("Int16")
    figures = tables["prose_figures"].frame.set_index("figure")
    for name, there in OF_THE_FIGURE.items():
        frame[name] = frame["figure"].map(figures[there].astype(object)).where(frame["figure"].notna(), None)
    for name in ("quantity", "low", "high"):
        frame[name] = frame[name].astype("float64")
    cited = tables["citations"].frame
    by_note = cited.groupby(["chapter", "note"])["source"].agg(list).to_dict()
    keys = zip(raw["decree"], frame["chapter"].astype("int"), frame["note"], strict=True)
    frame["source"] = [
        "; ".join(
            dict.fromkeys(([decree] if decree else []) + ([] if pd.isna(note) else by_note.get((chapter, note), [])))
        )
        or None
        for decree, chapter, note in keys
    ]
    return frame[list(LabourLaws.to_schema().columns)]
