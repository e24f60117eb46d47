"""The second readings of `data/readings`, compared with what is published: one way to pair, compare and settle.

Every list of rows of the book was read twice or more, the second time without sight of the first (docs/data.md names
the parts for which this does not hold in full). `Kind` says for one kind of things which rows of two readings are the
same thing, and in which fields the two must agree. Every difference stands in `settled.csv` of its folder: whose
reading it is, where, what differs, whether the row of the reading was left out or what is published was kept, and why.
After three outcomes nothing differs any more: what the second reader alone had was added, what the first alone had was
dropped, or the two agree after all.
"""

import re
from collections.abc import Callable, Mapping
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
Agree = Callable[[str, str], bool]
"""Compares a field of a published row, or of the first reading, with that of another reading."""
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


def same_but_for(plain: Callable[[str], str]) -> Agree:
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
    least: float = float("inf")
    """How many of these fields; all, if there are not so many."""


@dataclass(frozen=True)
class Kind:
    """One kind of things read."""

    must: tuple[str, ...]
    """Fields in which paired rows are to agree."""
    agree: Mapping[str, Agree]
    """How a field is compared, if not character by character."""
    nearness: tuple[Near, ...] = (Near(),)
    """The closest first."""
    key: str = ""
    """Field that is the same in paired rows."""
    shared: bool = False
    """Whether several rows of a reading can tell the same published one."""

    def agrees(self, field: str, one: Row, two: Row) -> bool:
        """Say whether two rows agree in a field."""
        return self.agree.get(field, str.__eq__)(one[field], two[field])

    def near(self, one: Row, two: Row, how: Near) -> bool:
        """Say whether two rows are so near."""
        return (
            one.get(self.key) == two.get(self.key)
            and lines_apart(one, two) <= how.lines
            and sum(self.agrees(field, one, two) for field in how.fields) >= min(how.least, len(how.fields))
        )

    def differences(self, one: Row, two: Row) -> str:
        """Say in what paired rows differ, each field with both readings."""
        return "; ".join(f"{f}: {one[f]} / {two[f]}" for f in self.must if not self.agrees(f, one, two))


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


def in_span(span: str, page: str) -> bool:
    """Say whether a page lies between the first and the last that a line can stand on."""
    first, last = map(int, span.split("-"))
    return first <= int(page) <= last


CELLS = Kind(
    key="cell",
    must=("value", "printed", "page", "line", "certainty"),
    # Of two judgments of certainty the more doubtful one is kept.
    agree={"value": same_numbers, "page": in_span, "certainty": lambda ours, held: DOUBT[ours] >= DOUBT[held]},
)


def cells(built: Built, name: str) -> Source:
    """Give the cells of a printed table; a reading may name an industry as the table prints it."""
    table, keys = built.tables[name], built.tables[name].model.keys()
    names = table.model.row_keys(table.frame).to_numpy()[table.provenance["row"]]
    printed = {("industry", label): industry for industry, label in printed_labels(table.raw.rows)}

    def published(row: Row, named: str) -> Row:
        span = "-".join(map(str, built.pages.span(int(row["line"])) or ()))
        return row | {"cell": f"{named}, {row['column']}", "page": span, "certainty": row["status"]}

    def read(row: Row) -> Row:
        named = row_key(printed.get((key, row[key]), row[key]) for key in keys)
        return row | {"cell": f"{named}, {row['column']}"}

    ours = [published(row, named) for row, named in zip(as_text(table.provenance), names, strict=True)]
    return Source(CELLS, ours, {"2": [read(row) for row in rows_of(FOLDER / f"{name}.csv")]}, [])


# The figures of the prose

SMALLER_UNITS = {"hours": ("minutes", 60), "years": ("months", 12)}
"""One reader may write an hour where the other writes 60 minutes."""
FIGURES = Kind(
    must=("number",),
    agree={"number": same_numbers, "printed": one_in_the_other},
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


def figures(built: Built) -> list[Row]:
    """Give the published figures."""
    return [figure(row) for row in built.tables["prose_figures"].raw.rows]


# The citations of the notes


def plain(text: str) -> str:
    """Reduce what readers write otherwise: punctuation, and `no.` before a number."""
    return re.sub(r"^no|\W", "", text.lower())


CITED = ("kind", "journal", "number", "date", "pages")
CITATIONS = Kind(
    key="place",
    must=CITED,
    agree=dict.fromkeys(("journal", "number", "pages"), same_but_for(plain))
    | {"kind": same_but_for(lambda kind: "article" if kind == "chapter" else kind)},
    nearness=(Near(fields=CITED), Near(1, CITED, least=3)),
)


def placed(row: Row) -> Row:
    """Give a citation with its note; a table has no notes."""
    return row | {"place": f"chapter {row['chapter']}, note {row['note']}" if row["note"] else "table"}


def citations(built: Built) -> list[Row]:
    """Give the citations with what their sources say."""
    sources = {row["source"]: row for row in as_text(built.tables["sources"].frame)}
    return [placed(sources[row["source"]] | row) for row in as_text(built.tables["citations"].frame)]


# Laws


def same_month(span: str, date: str) -> bool:
    """Say whether a reading and a provision can be of the same date, as far as both tell one."""
    if not span or not date:
        return True
    first, last = (month[: len(date)] for month in span.split(" to "))
    return first <= date[:7] <= last


LAWS = Kind(
    shared=True,
    must=("date", "number"),
    # Not every reader took the number of a rule out of its words.
    agree={"date": same_month, "number": lambda ours, read: not read or same_numbers(ours, read)},
    # Readers quote different words of a sentence.
    nearness=(Near(2, ("date", "number")), Near(2, ("number",)), Near(2, ("date",)), Near(2)),
)


def law(row: Row) -> Row:
    """Give a row of a reading with its number as in other readings."""
    return row | {"number": row["quantity"].replace("-", " to ")}


def laws(built: Built) -> list[Row]:
    """Give the provisions with all their lines, that of their figure among them."""

    def provision(row: Row) -> Row:
        lines = (row["line"], row["also_lines"], row["figure"] and row["figure"].split("-")[1][:-1])
        date = acts[row["law"]]["date"]
        ends = [row["lower"], row["upper"]] if row["bound"] == "range" else [row["lower"] or row["upper"]]
        return row | {
            "line": "; ".join(filter(None, lines)),
            "date": date and f"{date[:7]} to {max(date[:7], row['begin_latest'][:7])}",
            "number": " to ".join(filter(None, ends)),
        }

    acts = {row["law"]: row for row in as_text(built.tables["laws"].frame)}
    return [provision(row) for row in as_text(built.tables["provisions"].frame)]


# Enterprises and terms

MENTIONS = Kind(
    must=(),
    agree={"printed": one_in_the_other},
    # A broken name may be quoted from either line.
    nearness=(Near(0, ("printed",)), Near(0), Near(1)),
)


def mentions(built: Built, *, in_index: bool = False) -> list[Row]:
    """Give the mentions of enterprises in the text, or in the book's index of them."""
    return [row for row in as_text(built.tables["enterprise_mentions"].frame) if (row["part"] == "index") == in_index]


INDEX = Kind(
    key="line",
    must=("printed", "pages", "notes", "see"),
    agree={
        "printed": lambda one, two: one.startswith(two) or two.startswith(one),
        "see": lambda ours, read: read in ours,
    },
)


def entry(row: Row) -> Row:
    """Give an entry of the index with its pages, and the notes among them."""
    pages = re.findall(r"\d+", row["pages"]) + re.findall(r"(\d+)n", row["notes"])
    return row | {"pages": in_order(pages), "notes": in_order(re.findall(r"n(\d+)", row["notes"]))}


def index(built: Built) -> list[Row]:
    """Give the entries of the book's own index of enterprises."""
    of = {row["enterprise"]: row for row in as_text(built.tables["enterprises"].frame)}
    return [
        row
        | {
            "pages": in_order(re.findall(r"\d+", of[row["enterprise"]]["index_pages"])),
            "notes": in_order(re.findall(r"\d+", re.sub(r"\d+ \(", "(", of[row["enterprise"]]["index_notes"]))),
            "see": of[row["enterprise"]]["index_see"],
        }
        for row in mentions(built, in_index=True)
    ]


def in_order(numbers: list[str]) -> str:
    """Join numbers, each once."""
    return " ".join(sorted(set(numbers), key=int))


TERMS = Kind(
    key="line",
    must=("term", "line", "printed", "definition_line", "see", "russian"),
    # The page closes a bracket that it never opened; the second reader wrote square brackets throughout.
    agree={"russian": same_but_for(lambda text: text.translate(str.maketrans("[]", "()")))},
)


def terms(built: Built) -> list[Row]:
    """Give the list of terms."""
    return as_text(built.tables["terms"].frame)


# The codings of the figures

WORDS = ("base", "occupation", "subset", "period")
"""Columns in our own words: two coders agree where both write something, or neither."""
CODED = (
    *("indicator", "expressed_as", "population", "industry", "enterprise", "place"),
    *("start", "end", "period_basis", "nature", "role", "same_as"),
    *(f"has {column}" for column in WORDS),
)
CODINGS = Kind(key="figure", must=CODED, agree={})
TOWNS_TWICE_NAMED = {"Nizhnii Novgorod": "Gor'kii"}


@cache
def _enterprises() -> dict[str, Row]:
    return {row["enterprise"]: row for row in rows_of(FOLDER.parent / "curated" / "enterprises.csv")}


def coding(row: Row) -> Row:
    """Give a coding with one spelling for a place, and what follows from the enterprise filled in."""
    place = row["place"].replace("oblast'", "region")
    of = _enterprises().get(row["enterprise"], {"industry": "", "place": ""})
    return with_words(quoted(row)) | {
        "place": TOWNS_TWICE_NAMED.get(place, place) or of["place"],
        "industry": row["industry"] or of["industry"],
    }


BLIND = Kind(key="figure", must=("indicator", "expressed_as"), agree={})


def with_words(row: Row) -> Row:
    """Say of each column in our own words whether it has any."""
    return row | {f"has {column}": "yes" if row[column] else "" for column in WORDS}


def quoted(row: Row) -> Row:
    """Give a coding that names its figure where a reading has its characters."""
    return row | {"printed": row["figure"]}


def codings(built: Built) -> list[Row]:
    """Give the published codes of the figures of the prose."""
    rows = as_text(built.tables["observations"].frame)
    return [with_words(row | {"figure": row["observation"]}) for row in rows if row["table"] == "prose_figures"]


def blind(built: Built) -> list[Row]:
    """Give those of which another coder chose the indicator alone."""
    given = {row["figure"] for path in (FOLDER / "indicators").glob("reader_*") for row in rows_in(path)}
    return [row for row in codings(built) if row["figure"] in given]


# All of them

OF_FOLDERS: dict[str, tuple[Kind, Callable[[Built], list[Row]], Callable[[Row], Row]]] = {
    "citations": (CITATIONS, citations, placed),
    "enterprise_mentions": (MENTIONS, mentions, dict),
    "enterprises": (INDEX, index, entry),
    "provisions": (LAWS, laws, law),
    "indicators": (BLIND, blind, quoted),
    "observations": (CODINGS, codings, coding),
    "prose_figures": (FIGURES, figures, figure),
    "terms": (TERMS, terms, dict),
}
"""What a folder of readings holds: its kind, what is published of it, and how a row of a reading is made comparable."""
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
"""A file is the reading of the printed table of its name."""
NAMES = [*TABLES, *OF_FOLDERS]


def source(built: Built, name: str) -> Source:
    """Give what is published of a table together with its readings."""
    if name in TABLES:
        return cells(built, name)
    kind, published, comparable = OF_FOLDERS[name]
    readings = {
        path.name.removeprefix("reader_"): [comparable(row) for row in rows_in(path)]
        for path in sorted((FOLDER / name).glob("reader_*"))
    }
    return Source(kind, published(built), readings, settlement_of(name))
