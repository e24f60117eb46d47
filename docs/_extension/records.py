"""The records of the site in plain words: what a number is, of whom, when, how sure, and what speaks of it."""

import re
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from addresses import address

from sovietlabour import provenance
from sovietlabour._bibliography import reference_of
from sovietlabour._catalog import catalog
from sovietlabour._citation import _cited, written
from sovietlabour._frames import load_frame, rows
from sovietlabour._observations import unit_of
from sovietlabour._pages import place_of
from sovietlabour._points import _keys
from sovietlabour._references import STYLES, day_in_words, in_pages, write
from sovietlabour._vocabulary import MARKS
from sovietlabour.models._intervals import REFERENCE

Row = dict[str, Any]

BOUNDS = {
    "approximate": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
}
STATUSES = {
    "printed": "Read as printed",
    "closed_up": "Read by rule",
    "inferred": "Inferred",
    "doubtful": "Doubtful",
    "blank": "Blank",
}
ROLES = {
    "restatement": "said again",
    "class bound": "bound of a group",
    "denominator": "size of a whole",
    "rule": "condition of a rule",
    "example": "one case",
    "none reported": "none reported",
}
NATURES = {
    "plan": "planned",
    "legal": "set by law",
    "estimate": "estimate",
    "alleged": "alleged",
    "hypothetical": "would be",
}
NO_WORD = ("number", "ratio")
"""Units that a number needs no word for."""
FALLS = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}
"""A fall is negative: what is less, fell by more."""
ON_A_PAGE = {
    ("status", "doubtful"): "The reading, the place or the blank itself stays open.",
    ("unit", "per cent"): "Parts of a hundred.",
    ("observations.role", "restatement"): "Repeats another number of the book; counting both counts one fact twice.",
    ("attestation", "doubtful"): "In doubt is whether it was a rule, of which act, or in this form.",
    ("offence", "absence"): "A single absence of a day or, where the law counts it so, of less.",
}
"""What codes mean where the codebook speaks of columns and tables."""
STYLE_NAMES = {"text": "Text", "bibtex": "BibTeX", "csl-json": "CSL-JSON", "ris": "RIS"}


@cache
def all_rows(table: str) -> list[Row]:
    """Give the rows of a table, read once."""
    return rows(table)


@cache
def by_id(table: str, column: str) -> dict[str, Row]:
    """Give the rows of a table by their id."""
    return {row[column]: row for row in all_rows(table)}


def observation(name: str) -> Row:
    """Give a number of the book."""
    return by_id("observations", "observation")[name]


def several(cell: str | None) -> list[str]:
    """Take a cell with several things apart."""
    return cell.split("; ") if cell else []


@cache
def _codes() -> Row:
    codes: Row = catalog()["codes"]
    return codes


def meaning(codelist: str, code: str) -> str:
    """Say what a code means."""
    return ON_A_PAGE.get((codelist, code)) or str(_codes()[codelist][code]).replace("`", "")


def spaced(code: str | None) -> str:
    """Write a code that is a word as words."""
    return (code or "").replace("_", " ")


def date_words(day: datetime | None) -> str:
    """Write a day as people do."""
    return day_in_words(day) if day else ""


def year_of(law: Row) -> str:
    """Give the year of an act."""
    return str(law["date"].year) if law["date"] else "Undated"


def kind_and_date(law: Row) -> str:
    """Say what kind of act something is, and of when."""
    return f"{law['kind']} of {law['dated']}" if law["dated"] else f"undated {law['kind']}"


page_of = cache(place_of)


def place(row: Row) -> str:
    """Say on which page and line something stands."""
    return f"p. {row['page']}" if row.get("page") else page_of(row["line"])


def figure(value: float | None) -> str:
    """Write a number without a tail of zeros."""
    return "" if value is None else f"{value:,.10g}".replace("-", "−")


def amount(row: Row) -> str:
    """Write a number with its bound, its unit and what it is compared with."""
    ends = sorted((row["lower"], row["upper"])) if row["precision"] == "range" else [row["value"]]
    bound, change = row["precision"], row["expressed_as"].startswith("change")
    falls = change and ends[-1] <= 0
    if falls:
        ends, bound = [-end for end in reversed(ends)], FALLS.get(bound, bound)
    number = " to ".join(map(figure, ends))
    unit = "" if row["unit"] in NO_WORD or row["expressed_as"] == "multiple" else unit_of(ends[-1], row["unit"])
    told = BOUNDS.get(bound, "") + " ".join(filter(None, (number, unit)))
    if row["expressed_as"] == "index":
        return f"{told} ({row['base']} = 100)"
    if row["expressed_as"] == "multiple":
        return f"{told} times that of {row['base']}"
    if not change:
        return told
    direction = "a fall of " if falls else "a rise of " if ends[0] >= 0 else "a change of "
    return f"{direction}{told}, against {row['base']}"


def mark(row: Row) -> str:
    """Give the mark of an uncertain reading."""
    return MARKS.get(row["status"], "")


def indicator_name(row: Row) -> str:
    """Name what a number measures."""
    return str(by_id("indicators", "indicator")[row["indicator"]]["name"])


def of_whom(row: Row) -> list[Row]:
    """Say of whom or what a number is, the widest first, each part with its code and its page."""
    parts = []
    if row["population"]:
        name = by_id("populations", "population")[row["population"]]["name"]
        parts.append({"text": name, "code": row["population"], "href": ""})
    for column in ("industry", "occupation", "enterprise", "place", "subset"):
        for one in several(row[column]) if column in ("enterprise", "place") else filter(None, [row[column]]):
            if column == "place" and re.search(rf"\b{re.escape(one)}(?!\w)", row["enterprise"] or ""):
                continue  # the enterprise is called after it: "Kirov factory, Leningrad"
            href = address("enterprise", one) if column == "enterprise" else ""
            parts.append({"text": one, "code": "", "href": href})
    return parts


def title(row: Row) -> str:
    """Name a number by what it measures, of whom and when."""
    whom = ", ".join(part["text"] for part in of_whom(row))
    return f"{indicator_name(row)}: " + ", ".join(filter(None, (whom, row["period"])))


def kinds(row: Row) -> list[str]:
    """Say in words what is no plain measurement about a number."""
    return list(filter(None, (NATURES.get(row["nature"]), ROLES.get(row["role"]))))


def sources_of(row: Row) -> list[Row]:
    """Give the sources that are named for something, as references with the pages cited there."""
    table = catalog()["tables"].get(row.get("table", ""), {})
    found = []
    for key in several(row["source"]):
        pages = _pages_cited(key, table.get("label") or "", row)
        reference = reference_of(by_id("sources", "source")[key]) | {"note": "", "page": pages}
        found.append({"text": write([reference], "text"), "short": short_source(key), "href": address("source", key)})
    return found


def _pages_cited(key: str, label: str, row: Row) -> str:
    pages = {
        one["pages"]
        for one in all_rows("citations")
        if one["source"] == key and (one["cited_in"] == label if label else one["note"] == row["note"])
    }
    return pages.pop() or "" if len(pages) == 1 else ""


def reference(key: str) -> str:
    """Write a source as a reference."""
    return write([reference_of(by_id("sources", "source")[key]) | {"note": ""}], "text")


def short_source(key: str) -> str:
    """Name a source in a few words: who or which periodical, and when."""
    row = by_id("sources", "source")[key]
    who = row["author"] or row["journal_title"] or row["journal"] or row["title"] or key
    when = date_words(row["date"]) or row["year"]
    return f"{who}, {when}" if when else str(who)


def original_source(row: Row) -> str:
    """Say what the book names as the source of a table, where a number is a cell of one."""
    return str(catalog()["tables"][row["table"]]["original_source"]) if row["table"] != "prose_figures" else ""


@cache
def _cells() -> dict[str, Row]:
    """Give page, characters and argument of every number, by the name of its observation."""
    tables = {row["table"] for row in all_rows("observations")}
    keys = {name: _keys(load_frame(name, "keep")) for name in tables}
    found: dict[str, Row] = {}
    cells: list[dict[Any, Any]] = provenance().to_dict("records")
    for cell in cells:
        if cell["table"] in keys:
            key = keys[cell["table"]][cell["row"]]
            name = key if cell["table"] == "prose_figures" else f"{cell['table']}, {key}, {cell['column']}"
            known = found.setdefault(name, cell)
            if cell["evidence"] and not known["evidence"]:
                found[name] = cell
    return found


def argument(name: str) -> str:
    """Give the argument of the ledger, where a number was judged."""
    return str(_cells().get(name, {}).get("evidence") or "")


@cache
def _readings() -> dict[tuple[str, str, str], list[Row]]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in all_rows("alternative_readings"):
        found.setdefault((row["table"], row["row"], row["column"]), []).append(row)
    return found


def alternatives(name: str) -> list[Row]:
    """Give what else the page allows for a number: the other values, those for which the same is said together."""
    cell = re.fullmatch(r"(\w+), (.*), (\w+)", name)
    key = (cell[1], cell[2], cell[3]) if cell else ("prose_figures", name, "value")
    readings = _readings().get(key, [])
    published = {one["value"] for one in readings if one["reading"].endswith(":1")}
    others: dict[tuple[str, float | None], dict[str, None]] = {}
    for one in readings:
        if one["value"] not in published:
            arguments = others.setdefault((one["kind"], one["value"]), {})
            arguments |= {one["argument"]: None} if one["argument"] else {}
    found: dict[tuple[str, ...], list[str]] = {}
    for (kind, value), arguments in others.items():
        found.setdefault((kind, *arguments), []).append(figure(value) or "blank")
    return [{"kind": said[0], "arguments": said[1:], "numbers": numbers} for said, numbers in found.items()]


@cache
def _said_again() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows("observations"):
        if row["same_as"]:
            found.setdefault(row["same_as"], []).append(row)
    return found


def said_again(name: str) -> list[Row]:
    """Give the numbers that restate or contradict a number."""
    return _said_again().get(name, [])


@cache
def _checks() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows("checks"):
        for name in dict.fromkeys([*REFERENCE.findall(row["formula"]), *filter(None, [row["figure"]])]):
            found.setdefault(name, []).append(row)
    return found


def checks(name: str) -> list[Row]:
    """Give the comparisons of a number with what the text says elsewhere."""
    return _checks().get(name, [])


def formula(text: str, root: str) -> str:
    """Write arithmetic on numbers of the book with a link to each."""

    def linked(found: "re.Match[str]") -> str:
        name = found.group(1)
        if name in by_id("indicators", "indicator"):
            shown, place = by_id("indicators", "indicator")[name]["name"], address("indicator", name)
        elif name in by_id("observations", "observation"):
            shown, place = figure(observation(name)["value"]) or name, address("number", name)
        else:
            return escape(name)
        return f'<a href="{root}{place}" title="{escape(name)}">{escape(shown)}</a>'

    return REFERENCE.sub(linked, escape(text, quote=False))


_NAMES = re.compile(r"\b(?:[a-z]+(?:_[a-z0-9]+)+|(?:intro|ch\d+)-\d+[a-z]+)\b")


def linked(text: str | None, root: str) -> str:
    """Write a text with its code marked, and links where it names an indicator or a number by its code."""

    def link(found: "re.Match[str]") -> str:
        name = found[0]
        if name in by_id("indicators", "indicator"):
            shown = f"“{by_id('indicators', 'indicator')[name]['name']}”"
            return f'<a href="{root}{address("indicator", name)}">{escape(shown)}</a>'
        if name in by_id("observations", "observation"):
            return f'<a href="{root}{address("number", name)}" title="{name}">{escape(amount(observation(name)))}</a>'
        return name

    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text or "", quote=False))
    return _NAMES.sub(link, marked)


@cache
def _series() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows("long_series"):
        found.setdefault(row["observation"], []).append(row)
    return found


def series_of(name: str) -> list[Row]:
    """Give the rows of long series that a number is."""
    return _series().get(name, [])


def caveats(row: Row) -> list[Row]:
    """Give the caveats that limit a number."""
    return [by_id("caveats", "caveat")[one] for one in several(row["caveats"])]


def asserted_by(caveat: Row) -> str:
    """Say who limits a number, and where."""
    where = f", {place(caveat)}" if caveat["line"] else ""
    return {"author": "the author", "source": "a source", "ours": "ours"}[caveat["asserted_by"]] + where


@cache
def _provisions() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows("provisions"):
        found.setdefault(row["law"], []).append(row)
        if row["figure"]:
            found.setdefault(row["figure"], []).append(row)
    return found


def provisions(name: str) -> list[Row]:
    """Give the provisions of an act, or those whose number a figure is."""
    return _provisions().get(name, [])


def rule_number(row: Row) -> str:
    """Write the number of a rule within its bound."""
    if row["lower"] is None and row["upper"] is None:
        return ""
    bound = "" if row["bound"] in ("exactly", "range") else f"{row['bound']} "
    low, high = figure(row["lower"]), figure(row["upper"])
    number = f"{low} to {high}" if row["bound"] == "range" else low or high
    return f"{bound}{number} {'' if row['unit'] == 'number' else row['unit']}".strip()


def _day_between(first: datetime | None, last: datetime | None) -> str:
    if first and last and first != last:
        return f"between {date_words(first)} and {date_words(last)}"
    return date_words(first or last)


def begin_words(row: Row) -> str:
    """Say when a rule began."""
    return _day_between(row["begin"], row["begin_latest"]) or "not told"


def end_words(row: Row) -> str:
    """Say when a rule ended."""
    if row["effect"] != "rule":
        return "done on its day"
    return _day_between(row["end_earliest"], row["end"]) if row["end"] else "not told"


def citations(name: str) -> list[tuple[str, str]]:
    """Cite something in all styles."""
    cited = [_cited(name)]
    return [(STYLE_NAMES[style], written(catalog(), cited, style)) for style in STYLES]


def pages_words(pages: str | None) -> str:
    """Write pages with p. or pp. before them."""
    return in_pages(pages.replace("; ", ", ")) if pages else ""
