"""Every number of the book as an observation of an indicator."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour._frames import records
from sovietlabour._names import no_such
from sovietlabour._vocabulary import PRECISIONS
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable, Tables
from sovietlabour.models._model import TableModel, check
from sovietlabour.models._periods import Span, named_periods, of_row, span
from sovietlabour.models._units import Amount, in_unit
from sovietlabour.models.caveats import limited_by
from sovietlabour.models.checks import SEPARATOR

EXPRESSIONS = {
    "level": None,
    "change_percent": "per cent",
    "change_points": "percentage points",
    "change_absolute": None,
    "multiple": "ratio",
    "index": "per cent",
}
"""How a number speaks of its indicator, and its unit where that is not the indicator's."""
BASES = ("stated", "note", "context", "none")
NATURES = ("statistic", "plan", "legal", "estimate", "alleged", "hypothetical")
ROLES = ("measurement", "restatement", "class bound", "denominator", "rule", "example", "none reported")
DIMENSIONS = ("population", "industry", "occupation", "enterprise", "place", "subset")
KEY = ["indicator", "expressed_as", "base", *DIMENSIONS, "start", "end", "nature"]
"""What two measurements may not have in common."""


class Observations(TableModel, keys=["observation"]):
    """Observations: every number of the book, of its tables, its prose and its notes.

    One row per number: a figure of the prose, or a cell of a table (a printed range is one).

    A dimension that is missing is no restriction. `value` is in the indicator's unit, or, where the number is no level,
    in the unit of its expression; a fall is negative. `lower` and `upper` are the bounds that the text gives: a range
    has both and no value, "over half" a lower one, an exact or approximate number its value at both ends, unless a
    caveat shows that it is known less exactly.
    """

    observation: Series[str] = columns.attribute(
        "Stable name: the figure, or table, row and column of a cell, as formulas of `checks` name them."
    )
    indicator: Series[str] = columns.attribute("What is measured.", refers_to="indicators.indicator")
    expressed_as: columns.Category = columns.one_of(tuple(EXPRESSIONS), "How the number speaks of its indicator.")
    base: Series[str] = columns.optional("What a number that is no level is compared with.")
    population: Series[str] = columns.optional("Of whom the number speaks.", refers_to="populations.population")
    industry: Series[str] = columns.industry(nullable=True)
    occupation: Series[str] = columns.optional("Trade or post.")
    enterprise: Series[str] = columns.several("Enterprise", "enterprises.enterprise")
    place: Series[str] = columns.optional("Where it was so.", refers_to="places.place")
    subset: Series[str] = columns.optional("Any further condition of the number, in our words.")
    period: Series[str] = columns.optional("When, in the words of docs/coding.md.")
    start: Series[columns.Day] = columns.optional("First day of the period, at the widest.")
    end: Series[columns.Day] = columns.optional("Last day of the period, at the widest.")
    period_basis: columns.Category = columns.one_of(BASES, "How the period is known.")
    value: Series[np.float64] = columns.stated("The number; missing for a range.")
    lower: Series[np.float64] = columns.optional("Lower bound; missing where there is none.")
    upper: Series[np.float64] = columns.optional("Upper bound; missing where there is none.")
    unit: Series[str] = columns.attribute("Unit of the three numbers.", coded=True)
    precision: columns.Category = columns.one_of(PRECISIONS, "How exactly the book states the number.")
    nature: columns.Category = columns.one_of(NATURES, "Kind of statement that the number is.")
    status: columns.Category = columns.status()
    role: columns.Category = columns.one_of(ROLES, "What part the number plays.")
    same_as: Series[str] = columns.optional(
        "Observation that a restatement restates, or that a measurement contradicts.",
        refers_to="observations.observation",
    )
    label: Series[str] = columns.attribute("What the number says, in our words.")
    table: Series[str] = columns.attribute("Table that has the number.")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.printed()
    note: Series[pd.Int16Dtype] = columns.note()
    source: Series[str] = columns.source("Keys of the sources that the note names, where it survives")
    caveats: Series[str] = columns.several("Caveats that limit the number", "caveats.caveat")
    remark: Series[str] = columns.remark()

    @check("two measurements may not agree in everything but their number, unless they are linked")
    def key_is_strict(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that a collision is a wrong code or a missing condition, and never there."""
        measured = frame[(frame["role"] == "measurement") & frame["same_as"].isna()]
        alike = measured.duplicated(KEY, keep=False).reindex(frame.index, fill_value=False)
        return ~alike

    @check("a number that is no level needs its base, and a level has none")
    def base_where_it_belongs(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check base against expression."""
        return frame["base"].notna() == (frame["expressed_as"] != "level")

    @check("bounds must be in order, and around the value")
    def bounds_are_in_order(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check lower, value and upper."""
        ends = ~(frame["lower"] > frame["upper"]) & frame[["lower", "upper"]].notna().any(axis=1)
        return ends & ~(frame["value"] < frame["lower"]) & ~(frame["value"] > frame["upper"])

    @check("a period must begin before it ends")
    def period_is_in_order(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check first and last day."""
        return ~(frame["start"] > frame["end"]) & (frame["period"].isna() == (frame["period_basis"] == "none"))

    @check("a restatement must name another observation, of the same indicator, that is none itself")
    def restatements_are_linked(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the link of each restatement and contradiction."""
        known = frame.set_index("observation")[["indicator", "role"]].astype("str")
        originals = known.reindex(frame["same_as"]).set_index(frame.index)
        linked = (originals["indicator"] == frame["indicator"]) & (originals["role"] != "restatement")
        return linked | (frame["same_as"].isna() & (frame["role"] != "restatement"))

    @check("a share cannot be below 0 or above 100 per cent")
    def shares_are_shares(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the levels of indicators that are parts of a whole."""
        share = frame["indicator"].str.endswith("_share") & (frame["expressed_as"] == "level")
        amounts = frame[["value", "lower", "upper"]]
        return ~share | ((amounts.max(axis=1) <= 100) & (amounts.min(axis=1) >= 0))

    @check("all levels of an indicator must have one unit")
    def one_unit_for_each_indicator(cls, frame: pd.DataFrame) -> bool:
        """Check that what can be compared is comparable."""
        levels = frame[frame["expressed_as"] == "level"]
        return bool((levels.groupby("indicator")["unit"].nunique() == 1).all())


def tidy(
    raw: pd.DataFrame,
    tables: Tables,
    prose_figures: BuiltTable,
    indicators: BuiltTable,
    periods: BuiltTable,
    enterprises: BuiltTable,
    citations: BuiltTable,
    caveats: BuiltTable,
) -> pd.DataFrame:
    """Bring the coded figures and the cells of the tables together, each in the unit of its indicator.

    Raises
    ------
    BuildError
        If a figure is not coded, or coded twice, or its unit cannot become that of the indicator; all are listed.
    """
    units = dict(zip(indicators.frame["indicator"], indicators.frame["unit"], strict=True))
    figures = prose_figures.by_key
    codes = {row["observation"]: row for row in records(raw)}
    problems = [f"observations[{figure}]: is not coded" for figure in figures.keys() - codes.keys()]
    problems += [f"observations[{figure}]: there is no such figure" for figure in codes.keys() - figures.keys()]
    named = named_periods(periods.frame)
    coded = [_figure(figures[figure], codes[figure]) for figure in figures.keys() & codes.keys()]
    for row in coded:
        problems += [f"observations[{row['observation']}, {what}" for what in _derive(row, named, enterprises.by_key)]
    rows = []
    for row in (*(cell for table in tables.values() for cell in _cells(table, citations.frame)), *coded):
        try:
            rows.append(row | _amount(row, units))
        except ValueError as error:
            problems.append(f"observations[{row['observation']}]: {error}")
    if problems:
        raise BuildError(sorted(problems))
    frame = pd.DataFrame(rows).astype({"start": "datetime64[s]", "end": "datetime64[s]"})
    frame = frame.sort_values(["line", "observation"], kind="stable", ignore_index=True)
    return _with_caveats(frame, caveats.frame)


def _amount(row: Mapping[Any, Any], units: Mapping[str, str]) -> dict[str, Any]:
    """Give the number of an observation, in the unit of its indicator or of its expression."""
    expression, indicator = row["expressed_as"], row["indicator"]
    if expression not in EXPRESSIONS:
        raise ValueError(no_such("expression", expression, list(EXPRESSIONS), f"they are {', '.join(EXPRESSIONS)}"))
    target = EXPRESSIONS[expression] or units.get(indicator)
    if target is None:
        raise ValueError(no_such("indicator", indicator, list(units), "indicators.csv has all"))
    return in_unit(Amount.of(row), row["unit"], target, row.get("transform"))._asdict() | {"unit": target}


def _with_caveats(frame: pd.DataFrame, caveats: pd.DataFrame) -> pd.DataFrame:
    """Name the caveats of each observation, and widen its bounds where one says that it is known less exactly."""
    names: list[list[str]] = [[] for _ in frame.index]
    idle = []
    for caveat in caveats.to_dict("records"):
        if caveat["kind"] == "transcription":  # of a table as a whole
            continue
        holds = limited_by(caveat, frame)
        if not holds.any() and isinstance(caveat["indicators"], str):
            idle.append(f"caveats[{caveat['caveat']}]: limits no observation")
        for position in np.flatnonzero(holds):
            names[position].append(caveat["caveat"])
        if caveat["step"] > 0:
            steps = frame["value"] / caveat["step"]
            widened = holds & (frame["expressed_as"] == "level") & ((steps - steps.round()).abs() < 1e-6)
            frame.loc[widened, "lower"] = (frame["lower"] - caveat["step"] / 2).round(9)
            frame.loc[widened, "upper"] = (frame["upper"] + caveat["step"] / 2).round(9)
    if idle:
        raise BuildError(idle)
    return frame.assign(caveats=["; ".join(several) for several in names])


def _figure(figure: dict[Any, Any], codes: dict[Any, Any]) -> dict[Any, Any]:
    """Give the observation of a figure of the prose."""
    remarks = (remark for row in (figure, codes) if isinstance(remark := row["remark"], str))
    sentences = (f"{remark[:1].upper()}{remark[1:].rstrip('.')}." for remark in remarks)
    return figure | codes | {"table": "prose_figures", "remark": " ".join(sentences)}


def _derive(row: dict[Any, Any], named: Mapping[str, Span], enterprises: Mapping[Any, dict[Any, Any]]) -> Iterator[str]:
    """Add what need not be typed: the days of the period, industry and place of the enterprise; say what is wrong."""
    if row["period"] is not None:
        days = span(row["period"], named)
        if days is None:
            yield f"period]: no period by the rules, and not named in periods: {row['period']!r}"
        else:
            row |= {"start": days.start, "end": days.end}
    if row["enterprise"] in enterprises:
        for column in ("industry", "place"):
            found = enterprises[row["enterprise"]][column]
            if found and row[column] == found:
                yield f"{column}]: follows from the enterprise; take it out"
            row[column] = row[column] or found


def _cells(table: BuiltTable, citations: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    """Give the observations of a table of the book; two columns of one range are one."""
    model, facts = table.model, table.facts
    declared = model.says()
    frame = table.frame.astype(object)
    of_note = (citations["chapter"] == facts.get("chapter")) & (citations["note"] == facts.get("note", 0))
    cited = citations.loc[of_note | (citations["cited_in"] == facts["label"]), "source"]
    sources = "; ".join(dict.fromkeys(cited)) or None
    for (key, name), cell in table.cells.items():
        says = declared[name]
        if pd.isna(cell["value"]) or says["upper_end_of"]:
            continue
        row: Mapping[Any, Any] = frame.iloc[cell["row"]].to_dict()
        high = next((row[other] for other, column in declared.items() if column["upper_end_of"] == name), cell["value"])
        start, end, period = of_row(row, list(facts["years"]))
        one = high == cell["value"]
        of_keys = [codes[row[column]] for column, codes in facts.get("codes", {}).items()]
        yield {
            "observation": SEPARATOR.join((model.table_name(), key, name)),
            **{fact: says[fact] for fact in ("indicator", "expressed_as", "base", "population")},
            "industry": row.get("industry"),
            "period": period,
            "start": start,
            "end": end,
            "period_basis": "stated",
            "value": cell["value"] if one else np.nan,
            "low": np.nan if one else cell["value"],
            "high": np.nan if one else high,
            "unit": row["unit"] if says["unit"] == columns.IN_THE_ROW else says["unit"],
            "precision": "exact" if one else "range",
            "nature": "statistic",
            "role": "measurement",
            "label": f"{says['description'].rstrip('.')}: {key}",
            "table": model.table_name(),
            "note": facts.get("note"),
            "source": sources,
            **{fact: cell[fact] for fact in ("page", "line", "printed", "status")},
            **{fact: code or None for one in of_keys for fact, code in one.items()},
        }
