"""The second readings of `data/readings`, compared with what is published: one way to pair, compare and settle.

Every list of rows of the book was read twice or more, the second time without sight of the first (docs/data.md names
the parts for which this does not hold in full). `Kind` says for one kind of things which rows of two readings are the
same thing, and in which fields the two must agree. Every difference stands in `settled.csv` of its folder: whose
reading it is, where, what differs, whether the row of the reading was left out or what is published was kept, and why.
After three outcomes nothing differs any more: what the second reader alone had was added, what the first alone had was
dropped, or the two agree after all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from sovietlabour.models._model import row_key
from sovietlabour.models.industries import printed_labels
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.files import read_csv

FOLDER = Path(__file__).resolve().parents[1] / "data" / "readings"
Row = dict[str, str]
SETTLED_COLUMNS = ("reader", "line", "printed", "differs", "outcome", "reason")
STANDING = ("left out", "kept")
"""Outcomes that leave a difference between a reading and what is published."""
AGREEING = ("added", "agrees")


def rows_of(path: Path, columns: tuple[str, ...] | None = None) -> list[Row]:
    """Read a CSV, all as text."""
    problems: list[str] = []
    rows = [row for _, row in read_csv(path, columns, problems)]
    if problems:
        raise ValueError("\n".join(problems))
    return rows


def rows_in(folder: Path) -> list[Row]:
    """Read all CSVs of a folder, in order."""
    return [row for path in sorted(folder.glob("*.csv")) for row in rows_of(path)]


# What agrees


def same(one: str, two: str) -> bool:
    """Say whether two readers wrote the same."""
    return one == two


def same_but_for(plain: Callable[[str], str]) -> Callable[[str, str], bool]:
    """Make a comparison of what is left when the liberties of readers are taken away."""
    return lambda one, two: plain(one) == plain(two)


def same_numbers(one: str, two: str) -> bool:
    """Say whether two numbers, or the ends of two ranges, are equal, however many noughts end their decimals."""
    return [Decimal(end) for end in one.split(" to ") if end] == [Decimal(end) for end in two.split(" to ") if end]


def one_in_the_other(one: str, two: str) -> bool:
    """Say whether one reader quotes part of what the other quotes."""
    left, right = (re.sub(r"\W", "", printed.lower()) for printed in (one, two))
    return left in right or right in left


# Pairs


class Near(NamedTuple):
    """How near two rows are to be taken for the same thing."""

    lines: float = float("inf")
    """Lines that they may be apart."""
    fields: tuple[str, ...] = ()
    """Fields to agree in."""
    least: int | None = None
    """How many of these fields, if not all."""


@dataclass(frozen=True)
class Kind:
    """One kind of things read."""

    agree: Mapping[str, Callable[[str, str], bool]]
    """How a field of a published row, or the first reading, is compared with that of a reading."""
    must: tuple[str, ...]
    """Fields in which paired rows are to agree."""
    nearness: tuple[Near, ...] = (Near(),)
    """The closest first."""
    key: str = ""
    """Field that is the same in paired rows."""
    shared: bool = False
    """Whether several rows of a reading can tell the same published one."""

    def near(self, one: Row, two: Row, how: Near) -> bool:
        """Say whether two rows are so near."""
        return (
            one.get(self.key) == two.get(self.key)
            and lines_apart(one, two) <= how.lines
            and sum(self.agree[field](one[field], two[field]) for field in how.fields)
            >= (len(how.fields) if how.least is None else how.least)
        )

    def differences(self, one: Row, two: Row) -> str:
        """Say in what paired rows differ, each field with both readings."""
        wrong = [field for field in self.must if not self.agree[field](one[field], two[field])]
        return "; ".join(f"{field}: {one[field]} / {two[field]}" for field in wrong)


def lines_apart(one: Row, two: Row) -> int:
    """Count the lines between two rows, of which each may stand on several."""
    return min(abs(here - there) for here in _lines(one["line"]) for there in _lines(two["line"]))


@cache
def _lines(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split("; ")))


@dataclass(frozen=True)
class Comparison:
    """Two lists of rows, paired."""

    paired: list[tuple[Row, Row]]
    differing: list[tuple[Row, Row, str]]
    """Those of the pairs that do not agree, and in what."""
    only_first: list[Row]
    only_second: list[Row]

    @property
    def agreeing(self) -> list[Row]:
        """Rows of the second list that agree with those they are paired with."""
        return [two for _, two in self.paired if all(two is not other for _, other, _ in self.differing)]

    @property
    def missed_by_both(self) -> float:
        """Estimate by capture and recapture what neither reader found: n1 x n2 / m, less all that was found."""
        return len(self.only_first) * len(self.only_second) / len(self.paired)


def compare(first: list[Row], second: list[Row], kind: Kind) -> Comparison:
    """Pair the rows of two lists, the nearest first, and compare the pairs field by field."""
    pairs: list[tuple[Row, Row]] = []
    only_first, only_second = list(first), list(second)
    for how in kind.nearness:
        for two in list(only_second):
            one = next((row for row in (first if kind.shared else only_first) if kind.near(row, two, how)), None)
            if one is not None:
                pairs.append((one, two))
                only_second.remove(two)
                if not kind.shared:
                    only_first.remove(one)
    if kind.shared:
        only_first = [
            one for one in first if not any(kind.near(one, two, how) for how in kind.nearness for two in second)
        ]
    differing = [(one, two, says) for one, two in pairs if (says := kind.differences(one, two))]
    return Comparison(pairs, differing, only_first, only_second)


# Settlement


@dataclass(frozen=True)
class Source:
    """What is published of one list of rows, its readings by their readers, and how the differences were settled."""

    kind: Kind
    published: list[Row]
    readings: dict[str, list[Row]]
    settled: list[Row]

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Compare each reading with what is published."""
        return {reader: compare(self.published, rows, self.kind) for reader, rows in self.readings.items()}

    def differences(self) -> list[Row]:
        """List what differs: pairs, rows of one reading that are not published, and published rows of no reading."""
        found = self.comparisons
        alone = [row for row in self.published if all(row in one.only_first for one in found.values())]
        return [
            *(_differs(by, two, says) for by, one in found.items() for _, two, says in one.differing),
            *(_differs(by, two, "only read") for by, one in found.items() for two in one.only_second),
            *(_differs("", row, "only published") for row in alone),
        ]

    def unsettled(self) -> list[Row]:
        """List the differences that nobody settled."""
        return _without(self.differences(), self._settled(*STANDING))

    def settled_in_vain(self) -> list[Row]:
        """List the settlements that fit no difference, or that say of one that it is gone."""
        agreeing = [_differs(by, two, "") for by, one in self.comparisons.items() for two in one.agreeing]
        lines = {row["line"] for rows in (self.published, *self.readings.values()) for row in rows}
        return [
            *_without(self._settled(*STANDING), self.differences()),
            *_without(self._settled(*AGREEING), agreeing),
            *(row for row in self._settled("dropped") if row["line"] in lines),
        ]

    def _settled(self, *outcomes: str) -> list[Row]:
        settled = (row for row in self.settled if row["outcome"] in outcomes)
        return [_differs(row["reader"], row, row["differs"]) for row in settled]


def _differs(reader: str, row: Row, says: str) -> Row:
    return {"reader": reader, "line": row["line"].split("; ")[0], "printed": row["printed"], "differs": says}


def _without(rows: list[Row], others: list[Row]) -> list[Row]:
    """Take from some rows as many of each as there are in others."""
    left = list(rows)
    for row in others:
        if row in left:
            left.remove(row)
    return left


def readings_of(name: str) -> dict[str, list[Row]]:
    """Read the readings of a folder by their readers."""
    return {path.name[-1]: rows_in(path) for path in sorted((FOLDER / name).glob("reader_*"))}


def settlement_of(name: str) -> list[Row]:
    """Read how the differences of a folder were settled; without a file there are none."""
    path = FOLDER / name / "settled.csv"
    return rows_of(path, SETTLED_COLUMNS) if path.exists() else []


def as_text(frame: pd.DataFrame) -> list[Row]:
    """Give the rows of a table as a reader would write them."""
    texts = frame.astype(object).where(frame.notna(), "")
    return [{str(name): row_key([value]) for name, value in row.items()} for row in texts.to_dict("records")]


# The cells of the printed tables

DOUBT = {"printed": 0, "closed_up": 0, "sure": 0, "blank": 0, "inferred": 1, "placed": 1, "doubtful": 2}


def _in_span(span: str, page: str) -> bool:
    first, last = map(int, span.split("-"))
    return first <= int(page) <= last


CELLS = Kind(
    key="cell",
    must=("value", "printed", "page", "line", "certainty"),
    agree={
        "value": same_numbers,
        "printed": same,
        "page": _in_span,
        "line": same,
        # Of two judgments the more doubtful one is kept.
        "certainty": lambda published, held: DOUBT[published] >= DOUBT[held],
    },
)


def cells(built: Built, name: str) -> Source:
    """Give the cells of a printed table; a reading may name an industry as the table prints it."""
    table = built.tables[name]
    keys = table.model.keys()
    names = table.model.row_keys(table.frame).to_numpy()[table.provenance["row"]]
    published = [
        row
        | {
            "cell": f"{cell}, {row['column']}",
            "page": "-".join(map(str, built.pages.span(int(row["line"])) or ())),
            "certainty": row["status"],
        }
        for cell, row in zip(names, as_text(table.provenance), strict=True)
    ]
    industry = {label: industry for industry, label in printed_labels(table.rows)}

    def named(row: Row) -> Row:
        row = row | {"industry": industry.get(row.get("industry", ""), row.get("industry", ""))}
        return row | {"cell": f"{row_key(row[key] for key in keys)}, {row['column']}"}

    return Source(CELLS, published, {"2": [named(row) for row in rows_of(FOLDER / f"{name}.csv")]}, [])


# The figures of the prose

SMALLER_UNITS = {"hours": ("minutes", 60), "years": ("months", 12)}
"""One reader may write an hour where the other writes 60 minutes."""
FIGURES = Kind(
    must=("number",),
    agree={"number": same_numbers, "unit": same, "printed": one_in_the_other},
    nearness=(
        Near(0, ("number", "unit", "printed")),
        Near(0, ("number", "unit")),
        # A number can run over the end of its line.
        Near(1, ("number", "unit")),
        Near(1, ("number",)),
        Near(0, ("printed",)),
    ),
)


def figure(row: Row) -> Row:
    """Give a row with its number, or both ends of its range, in the smaller unit."""
    unit, factor = SMALLER_UNITS.get(row["unit"], (row["unit"], 1))
    ends = (f"{Decimal(row[end]) * factor:f}" for end in ("value", "low", "high") if row[end])
    return row | {"number": " to ".join(ends), "unit": unit}


def figures(built: Built, name: str) -> Source:
    """Give the figures of the prose."""
    readings = {reader: [figure(row) for row in rows] for reader, rows in readings_of(name).items()}
    return Source(FIGURES, [figure(row) for row in built.tables[name].rows], readings, settlement_of(name))


# The citations of the notes


def _plain(text: str) -> str:
    """Reduce what readers write otherwise: punctuation, and `no.` before a number."""
    return re.sub(r"^no|\W", "", text.lower())


CITED = ("kind", "journal", "number", "date", "pages")
CITATIONS = Kind(
    key="place",
    must=CITED,
    agree={
        "kind": same_but_for(lambda kind: {"chapter": "article"}.get(kind, kind)),
        "journal": same_but_for(_plain),
        "number": same_but_for(_plain),
        "date": same,
        "pages": same_but_for(_plain),
    },
    nearness=(Near(fields=CITED), Near(1, CITED, least=3)),
)


def citations(built: Built, name: str) -> Source:
    """Give the citations with what their sources say."""

    def placed(row: Row) -> Row:
        return row | {"place": f"chapter {row['chapter']}, note {row['note']}" if row["note"] else "table"}

    sources = {row["source"]: row for row in as_text(built.tables["sources"].frame)}
    published = [placed(sources[row["source"]] | row) for row in as_text(built.tables[name].frame)]
    readings = {reader: [placed(row) for row in rows] for reader, rows in readings_of(name).items()}
    return Source(CITATIONS, published, readings, settlement_of(name))


# Laws


def _same_month(span: str, date: str) -> bool:
    """Say whether a reading and a provision can be of the same date, as far as both tell one."""
    if not span or not date:
        return True
    first, last = (month[: len(date)] for month in span.split(" to "))
    return first <= date[:7] <= last


LAWS = Kind(
    shared=True,
    must=("date", "number"),
    agree={"date": _same_month, "number": lambda one, two: not two or same_numbers(one, two)},
    # Readers quote different words of a sentence.
    nearness=(Near(2, ("date", "number")), Near(2, ("number",)), Near(2, ("date",)), Near(2)),
)


def laws(built: Built, name: str) -> Source:
    """Give the provisions with all their lines, that of their figure among them."""

    def provision(row: Row) -> Row:
        lines = [row["line"], *filter(None, [row["also_lines"]])]
        of_figure = [row["figure"].split("-")[1][:-1]] if row["figure"] else []
        return row | {
            "line": "; ".join([*lines, *of_figure]),
            "date": f"{row['date'][:7]} to {row['in_force_from_latest'][:7]}" if row["date"] else "",
            "number": row["quantity"] or f"{row['low']} to {row['high']}".strip("to "),
        }

    def read(row: Row) -> Row:
        return row | {"number": row["quantity"].replace("-", " to ")}

    readings = {reader: [read(row) for row in rows] for reader, rows in readings_of(name).items()}
    return Source(LAWS, [provision(row) for row in as_text(built.tables[name].frame)], readings, settlement_of(name))


# Enterprises and terms

MENTIONS = Kind(
    must=(),
    agree={"printed": one_in_the_other},
    # A broken name may be quoted from either line.
    nearness=(Near(0, ("printed",)), Near(0), Near(1)),
)


def mentions(built: Built, name: str) -> Source:
    """Give the mentions of enterprises in the text."""
    published = [row for row in as_text(built.tables[name].frame) if row["part"] != "index"]
    return Source(MENTIONS, published, readings_of(name), settlement_of(name))


def _begins_alike(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


INDEX = Kind(
    key="line",
    must=("printed", "pages", "notes", "see"),
    agree={"printed": _begins_alike, "pages": same, "notes": same, "see": lambda one, two: two in one},
)


def index_of_enterprises(built: Built, name: str) -> Source:
    """Give the entries of the book's own index of enterprises."""
    ours = {row["enterprise"]: row for row in as_text(built.tables[name].frame)}

    def entry(row: Row) -> Row:
        of = ours[row["enterprise"]]
        return row | {
            "pages": _in_order(re.findall(r"\d+", of["index_pages"])),
            "notes": _in_order(re.findall(r"\d+", re.sub(r"\d+ \(", "(", of["index_notes"]))),
            "see": of["index_see"],
        }

    def read(row: Row) -> Row:
        pages = re.findall(r"\d+", row["pages"]) + re.findall(r"(\d+)n", row["notes"])
        return row | {"pages": _in_order(pages), "notes": _in_order(re.findall(r"n(\d+)", row["notes"]))}

    published = [entry(row) for row in as_text(built.tables["enterprise_mentions"].frame) if row["part"] == "index"]
    readings = {reader: [read(row) for row in rows] for reader, rows in readings_of(name).items()}
    return Source(INDEX, published, readings, settlement_of(name))


def _in_order(numbers: Iterable[str]) -> str:
    return " ".join(sorted(set(numbers), key=int))


TERM = ("term", "line", "printed", "definition_line", "see")
TERMS = Kind(
    key="line",
    must=(*TERM, "russian"),
    # The page closes a bracket that it never opened; the second reader wrote square brackets throughout.
    agree=dict.fromkeys(TERM, same) | {"russian": same_but_for(lambda text: text.translate(str.maketrans("[]", "()")))},
)


def terms(built: Built, name: str) -> Source:
    """Give the list of terms."""
    return Source(TERMS, as_text(built.tables[name].frame), readings_of(name), settlement_of(name))


OF_FOLDERS: dict[str, Callable[[Built, str], Source]] = {
    "citations": citations,
    "enterprise_mentions": mentions,
    "enterprises": index_of_enterprises,
    "labour_laws": laws,
    "prose_figures": figures,
    "terms": terms,
}
"""What a folder of readings holds; a file is that of a printed table of its name."""
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
NAMES = [*TABLES, *OF_FOLDERS]


def source(built: Built, name: str) -> Source:
    """Give what is published of a table together with its readings."""
    return OF_FOLDERS.get(name, cells)(built, name)
