"""What the law demanded of workers and managers, and when."""

from typing import Annotated

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour._vocabulary import PRECISIONS, STATED
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Built
from sovietlabour.models._model import TableModel
from sovietlabour.models.prose_figures import UNITS, sources_of_notes

SUBJECTS = (
    "absenteeism", "lateness", "turnover", "hiring", "labour_books", "housing", "rations", "norms", "wages",
    "working_time", "training_reserves", "women", "social_insurance", "courts", "management", "transfers", "unions",
    "recruitment",
)  # fmt: skip
KINDS = (
    "code", "decree", "edict", "resolution", "instruction", "order", "ruling", "clarification", "regulation", "law",
)  # fmt: skip
OFFENCES = (
    "absence", "longer or repeated absence", "lateness", "quitting", "breach of discipline", "refusal of work",
    "refusal of orders", "poor work", "offence of managers", "attack on shock workers",
)  # fmt: skip
PENALTIES = (
    "dismissal", "eviction", "loss of ration cards", "reduced rations", "loss of benefits", "loss of privileges",
    "loss of pay", "wage deduction", "exclusion from labour exchange", "ban on employment", "reprimand",
    "administrative penalty", "corrective labour", "prison", "prosecution",
)  # fmt: skip
MEASURES = ("threshold", "amount")
FORCE = ("stated", "inferred", "open")
ATTESTATIONS = ("told", "doubtful")
OF_THE_LAW = ["dated", "date", "published", "issuer", "kind", "title", "title_russian", "decree"]
"""Columns of the raw table that say something of the law, not of its provision."""
OF_THE_FIGURE = {
    "quantity": "value",
    "low": "low",
    "high": "high",
    "unit": "unit",
    "precision": "precision",
    "status": "status",
}
"""Columns taken from the figure of the prose, and their names there."""


class LabourLaws(TableModel):
    """Labour laws, by provision.

    One row per provision of a decree, edict, resolution, ruling or instruction that the book describes.

    A provision told in several places is one row; the other lines are in `also_lines`. Its number is not read a second
    time but taken from the row of `prose_figures` that `figure` names. The first and the last day in force are given
    as a span where the text knows only a month or a year.
    """

    law: Series[str] = columns.attribute("Key of the law: kind or decree, date, issuer.")
    number: Series[np.int16] = columns.attribute("Number of the provision within its law, from 1.", ge=1)
    dated: Series[str] = columns.attribute("Date of the law as the text gives it.", nullable=True)
    date: Series[columns.Day] = columns.attribute(
        "Date of the law; the first day of the month, year or span if the text gives no day.", nullable=True
    )
    published: Series[columns.Day] = columns.attribute("Day of publication, where told.", nullable=True)
    issuer: Series[str] = columns.attribute(
        "Authority, as the text abbreviates it; several are separated by semicolons.",
        nullable=True,
        several=True,
    )
    kind: Series[Annotated[pd.CategoricalDtype, KINDS, False]] = columns.attribute(
        "Kind of act, one of a closed list; `law` and `regulation` where the text says no more."
    )
    title: Series[str] = columns.attribute("What the law is about, in our words.")
    title_russian: Series[str] = columns.attribute(
        "Russian title, transliterated, where a note gives it.", nullable=True
    )
    subject: Series[str] = columns.attribute(
        "Subjects of the provision, of a closed list; several are separated by semicolons.", several=True
    )
    provision: Series[str] = columns.attribute(
        "The rule, in our words; missing where the text only names the law.", nullable=True
    )
    quantity: Series[np.float64] = columns.stated(
        "The rule's number, in the unit of the row; missing for a range.", nullable=True
    )
    low: Series[np.float64] = columns.stated("Lower end of a range.", nullable=True)
    high: Series[np.float64] = columns.stated("Upper end of a range.", nullable=True)
    unit: Series[Annotated[pd.CategoricalDtype, UNITS, False]] = columns.attribute(
        "Unit of the row; `number` counts offences.", nullable=True
    )
    precision: Series[Annotated[pd.CategoricalDtype, PRECISIONS, False]] = columns.attribute(
        "How the text bounds the number.", nullable=True
    )
    measure: Series[Annotated[pd.CategoricalDtype, MEASURES, False]] = columns.attribute(
        "What the number measures: the offence or condition it takes, or the amount that the rule gives or takes.",
        nullable=True,
    )
    figure: Series[str] = columns.attribute(
        "Figure of the prose that the number is taken from.",
        nullable=True,
        refers_to="prose_figures.figure",
    )
    status: Series[Annotated[pd.CategoricalDtype, STATED, False]] = columns.status(nullable=True)
    offence: Series[str] = columns.attribute(
        "What the penalty is for, of a closed list; `absence` is a single one; several are separated by semicolons.",
        nullable=True,
        several=True,
    )
    penalty: Series[str] = columns.attribute(
        "Penalties, of a closed list; several are separated by semicolons.", nullable=True, several=True
    )
    applies_to: Series[str] = columns.attribute("Whom the rule binds or benefits.", nullable=True)
    in_force_from: Series[columns.Day] = columns.attribute("First day in force, at the earliest.", nullable=True)
    in_force_from_latest: Series[columns.Day] = columns.attribute("First day in force, at the latest.", nullable=True)
    in_force_to_earliest: Series[columns.Day] = columns.attribute("Last day in force, at the earliest.", nullable=True)
    in_force_to: Series[columns.Day] = columns.attribute(
        "Last day in force, at the latest; missing where no end is known.", nullable=True
    )
    ended_by: Series[str] = columns.attribute(
        "Law that ended, replaced or changed the rule.", nullable=True, refers_to="labour_laws.law"
    )
    in_force_status: Series[Annotated[pd.CategoricalDtype, FORCE, False]] = columns.attribute(
        "Whether the text states the end, we infer it, or it stays open."
    )
    in_force_argument: Series[str] = columns.attribute("Why we infer the end.", nullable=True)
    chapter: Series[np.int8] = columns.chapter()
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.attribute("Exact characters that name the law, its rule or its number.")
    also_lines: Series[str] = columns.attribute(
        "Other lines that tell the same provision; several are separated by semicolons.",
        nullable=True,
        several=True,
    )
    note: Series[pd.Int16Dtype] = columns.note()
    source: Series[str] = columns.attribute(
        "Keys of the sources: the law itself, and what the note cites; several are separated by semicolons.",
        nullable=True,
        refers_to="sources.source",
        several=True,
    )
    attestation: Series[Annotated[pd.CategoricalDtype, ATTESTATIONS, False]] = columns.attribute(
        "Whether the text tells the law and its rule, or leaves a doubt that the remark explains."
    )
    remark: Series[str] = columns.remark()

    class Config(TableModel.Config):
        unique = ["law", "number"]

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
        return (frame["attestation"] != "doubtful") | frame["remark"].notna()

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


def tidy(raw: pd.DataFrame, prose_figures: Built, citations: Built) -> pd.DataFrame:
    """Take numbers from the figures of the prose and sources from the notes."""
    figures = prose_figures.frame.set_index("figure")
    numbers = {name: raw["figure"].map(figures[there].astype(object)) for name, there in OF_THE_FIGURE.items()}
    of_notes = sources_of_notes(citations)
    keys = zip(raw["decree"], raw["chapter"].astype("int"), raw["note"], strict=True)
    sources = [[decree] * bool(decree) + of_notes.get((chapter, note), []) for decree, chapter, note in keys]
    return raw.assign(**numbers, source=["; ".join(dict.fromkeys(several)) for several in sources])
