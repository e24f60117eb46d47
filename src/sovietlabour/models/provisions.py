"""What the laws demanded, of whom, and from when until when."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._frames import records
from sovietlabour._names import no_such
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable, made_of
from sovietlabour.models._model import TableModel, check
from sovietlabour.models.prose_figures import UNITS, sources_of_notes

EFFECTS = ("rule", "repeal", "one-off")
RANKS = ("main", "further")
MEASURES = ("threshold", "amount")
BOUNDS = ("exactly", "at least", "at most", "more than", "less than", "range")
BASES = ("stated", "inferred", "open")
ATTESTATIONS = ("told", "doubtful")
DAY = np.timedelta64(1, "D")


class Provisions(TableModel, keys=["provision"]):
    """Provisions: what the laws demanded, forbade, allowed or punished, and when.

    One row per provision of an act.

    The days follow: a rule ends with the act or provision that `ended_by` names, and at the latest with what it
    `depends_on`. A day of which the text knows only the month or the year is a span from earliest to latest. The
    number of a rule is that of the `figure` of the prose, within the bound of the rule itself.
    """

    provision: Series[str] = columns.attribute("Key of the provision: its act, and its number there.")
    law: Series[str] = columns.attribute("Act that it belongs to.", refers_to="laws.law")
    effect: columns.Category = columns.one_of(EFFECTS, "What it does.")
    rank: columns.Category = columns.one_of(RANKS, "How it ranks among the rules on its subject.")
    subject: Series[str] = columns.attribute("Subjects; several are separated by semicolons.", several=True, coded=True)
    rule: Series[str] = columns.optional("What it says, in our words.")
    amount: Series[np.float64] = columns.stated("Number of an exact rule.")
    lower: Series[np.float64] = columns.stated("Least that the rule asks, gives or takes.")
    upper: Series[np.float64] = columns.stated("Most that the rule asks, gives or takes.")
    unit: columns.Category = columns.one_of(UNITS, "Unit of the three.", nullable=True)
    bound: columns.Category = columns.one_of(BOUNDS, "How the rule itself bounds its number.", nullable=True)
    measure: columns.Category = columns.one_of(MEASURES, "What the number measures.", nullable=True)
    figure: Series[str] = columns.optional("Figure of the prose that has the number.", refers_to="prose_figures.figure")
    status: columns.Category = columns.status(nullable=True)
    offence: Series[str] = columns.several("What is punished", coded=True)
    penalty: Series[str] = columns.several("Penalties, the lightest first", coded=True)
    applies_to: Series[str] = columns.optional("Whom the rule binds or benefits.")
    depends_on: Series[str] = columns.several("Rules that it cannot outlive", "provisions.provision")
    begin: Series[columns.Day] = columns.optional("First day in force, at the earliest.")
    begin_latest: Series[columns.Day] = columns.optional("First day in force, at the latest.")
    begin_basis: columns.Category = columns.one_of(BASES, "How the begin is known.")
    end_earliest: Series[columns.Day] = columns.optional("Last day in force, at the earliest.")
    end: Series[columns.Day] = columns.optional("Last day in force, at the latest; missing where no end is known.")
    end_basis: columns.Category = columns.one_of(BASES, "How the end is known.")
    end_argument: Series[str] = columns.optional("Why we infer the end.")
    ended_by: Series[str] = columns.optional("Act, or provision, that ended it.")
    restated_by: Series[str] = columns.several("Later acts that repeat it", "laws.law")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.printed("Exact characters that name the act, its rule or its number.")
    also_lines: Series[str] = columns.several("Other lines that tell it")
    note: Series[pd.Int16Dtype] = columns.note()
    source: Series[str] = columns.source("Keys of the act and of the sources that the note cites")
    attestation: columns.Category = columns.one_of(ATTESTATIONS, "How surely the text tells it.")
    remark: Series[str] = columns.remark()

    @check("a penalty needs its offence")
    def penalty_has_its_offence(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that offence and penalty come together."""
        return frame["offence"].notna() == frame["penalty"].notna()

    @check("the days in force must be in order")
    def days_are_in_order(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a rule begins before it ends, and that spans are spans."""
        begins = frame["begin"].isna() == frame["begin_latest"].isna()
        spans = ~(frame["begin"] > frame["begin_latest"]) & ~(frame["end_earliest"] > frame["end"])
        return begins & spans & ~(frame["end"] < frame["begin"])

    @check("an end that we infer needs its argument, an open one has no day, any other has one")
    def end_is_argued(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the three ways in which the end of a rule is known."""
        inferred, is_open = frame["end_basis"] == "inferred", frame["end_basis"] == "open"
        ended = is_open == frame["end"].isna()
        return (inferred == frame["end_argument"].notna()) & (ended | (frame["effect"] != "rule"))

    @check("a begin is open if and only if it has no day")
    def begin_is_known(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the three ways in which the begin of a rule is known."""
        return (frame["begin_basis"] == "open") == frame["begin"].isna()

    @check("a doubtful provision needs a remark")
    def doubt_is_explained(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no doubt stands without a word."""
        return (frame["attestation"] != "doubtful") | frame["remark"].notna()

    @check("a number needs its figure, its bound and what it measures")
    def number_is_explained(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that figure, number, bound and measure come together."""
        number = frame["lower"].notna() | frame["upper"].notna()
        return (number == frame["figure"].notna()) & (number == frame["measure"].notna())


class Days(NamedTuple):
    """The last day in force at the earliest and at the latest, or the first; None where it is not known."""

    earliest: Any
    latest: Any


def tidy(raw: pd.DataFrame, laws: BuiltTable, prose_figures: BuiltTable, citations: BuiltTable) -> pd.DataFrame:
    """Reckon the numbers from the figures, the ends from what ended a rule and from what it depends on.

    Raises
    ------
    BuildError
        If an end, a dependency or a bound leads nowhere; the message lists all.
    """
    rows = {row["provision"]: row for row in records(raw.replace("", None))}
    for key, row in rows.items():
        row["law"] = key.rpartition("/")[0]
    of_notes = sources_of_notes(citations)
    force = Force(rows, laws.by_key)

    def made(row: dict[Any, Any]) -> dict[Any, Any]:
        end, rests = force.end(row["provision"])
        act = laws.by_key.get(row["law"], {})
        sources = [act.get("source"), *of_notes.get((int(row["chapter"]), row["note"]), [])]
        rank, source = "main" if row["main"] else "further", "; ".join(dict.fromkeys(filter(None, sources)))
        follows = {"rank": rank, "end_earliest": end.earliest, "end": end.latest, "source": source}
        follows |= {"end_basis": "inferred", "end_argument": f"It rests on {rests}."} if rests else {}
        return row | _number(row, prose_figures.by_key) | follows

    return pd.DataFrame(made_of(rows.values(), made, lambda row: f"provisions[{row['provision']}]"))


class Force:
    """When rules end: with what ended them, and with what they rest on."""

    def __init__(self, rows: Mapping[Any, dict[Any, Any]], acts: Mapping[Any, dict[Any, Any]]) -> None:
        self.rows, self.acts = rows, acts

    def begin(self, name: str) -> Days:
        """Give the first day of a provision, or of an act: that of its first provision, or its date."""
        if name in self.rows:
            row = self.rows[name]
            return Days(row["begin"], row["begin_latest"])
        if name not in self.acts:
            raise LookupError(no_such("act or provision", name, [*self.acts, *self.rows], "laws.csv has all acts"))
        days = [
            Days(row["begin"], row["begin_latest"]) for row in self.rows.values() if row["law"] == name and row["begin"]
        ]
        date = self.acts[name]["date"]
        return min(days, key=lambda one: one.earliest) if days else Days(date, date)

    def end(self, key: str, seen: tuple[str, ...] = ()) -> tuple[Days, str]:
        """Give the last day of a rule, and what brought it if that is another rule it rests on."""
        if key in seen:
            raise ValueError(f"rests on itself: {' -> '.join((*seen, key))}")
        if key not in self.rows:
            raise LookupError(no_such("provision", key, list(self.rows), "provisions.csv has all"))
        row = self.rows[key]
        found, rests = Days(row["end_earliest"] or row["end"], row["end"]), ""
        if row["ended_by"]:
            if row["end"]:
                raise ValueError("an end that follows from the act that brought it is typed; take it out")
            begin = self.begin(row["ended_by"])
            if begin.earliest is None:
                raise ValueError(f"{row['ended_by']} has no day")
            found = Days(begin.earliest - DAY, begin.latest - DAY)
        for other in (row["depends_on"] or "").split("; "):
            if other:
                end, _ = self.end(other, (*seen, key))
                if end.latest is not None and (found.latest is None or end.latest < found.latest):
                    found, rests = end, other
        return found, rests


def _number(row: Mapping[Any, Any], figures: Mapping[Any, dict[Any, Any]]) -> dict[str, Any]:
    """Give the number of a rule within the rule's own bound."""
    if not row["figure"]:
        return {}
    if row["figure"] not in figures:
        raise LookupError(no_such("figure", row["figure"], list(figures), "prose_figures has all"))
    figure = figures[row["figure"]]
    value, bound = figure["value"], row["bound"]
    if bound not in BOUNDS or (bound == "range") != bool(pd.isna(value)):
        raise ValueError(f"expected a bound for {figure['printed']!r}, one of {', '.join(BOUNDS)}; found {bound!r}")
    exact, least, most = bound == "exactly", bound in ("at least", "more than"), bound in ("at most", "less than")
    return {
        "amount": value if exact else np.nan,
        "lower": figure["low"] if bound == "range" else value if exact or least else np.nan,
        "upper": figure["high"] if bound == "range" else value if exact or most else np.nan,
        "unit": figure["unit"],
        "status": figure["status"],
    }
