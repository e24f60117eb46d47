"""Finding anything by words: tables, indicators, enterprises, laws, terms, sources, series and observations.

How a search matches, plainly. The query is split into words; case, apostrophes, hyphens and a plural s do not count,
Russian letters are read as the book spells them, US spelling as British, and little words are left out. A word is found
in a row as a whole word; with four letters or more as the beginning of a longer one; with seven or more by all but its
last two letters; a year in every row whose time includes it. Rows that have all words come first; among them those of
which one name is the query, then by where the words stand: names 5; name of an observation's indicator, title of a law
4; label, industry, occupation and enterprise of an observation 3; all else 2; remarks and printed characters 1; and 1
more if the title shown has the word, or the row is of that year alone. Each word counts once, at its best place, a
beginning half, another ending a quarter. Equals stand by kind.
"""

import re
import warnings
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from sovietlabour import _data
from sovietlabour._catalog import catalog
from sovietlabour._errors import refused
from sovietlabour._frames import overview, rows
from sovietlabour._lazy import literals, pd
from sovietlabour._names import all_meant, closest, plain
from sovietlabour._observations import CODELISTS, NAMES, amount, caveats_of, load_observations, names_of
from sovietlabour._references import day_in_words
from sovietlabour._series import list_series

Kind = Literal["table", "indicator", "enterprise", "law", "term", "series", "source", "observation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What can be found; of rows that are equally good, the earlier kind comes first."""
NAME, TITLE, LABEL, TEXT, REMARK = 5.0, 4.0, 3.0, 2.0, 1.0
"""What a word counts, by where it stands."""
ENOUGH = 10
"""Rows up to which rows that lack a word are shown, too."""
LITTLE = {
    *("a", "about", "and", "at", "by", "did", "do", "does", "for", "from", "had", "has", "have", "how", "in", "is"),
    *("it", "many", "most", "much", "of", "on", "or", "the", "to", "was", "were"),
    *("what", "when", "where", "which", "who"),
}
BRITISH = {"labor": "labour", "laborer": "labourer", "percent": "cent", "program": "programme", "center": "centre"}
Row = Mapping[Any, Any]
Hits = dict[int, float]
"""Rows, by position, with the best weight of a word in each."""


class Record(NamedTuple):
    """What can be found: how it is shown, the words that find it, and its time.

    The kind is one of `KINDS`, or what else a search of everything, such as that of the site, has besides.
    """

    kind: str
    id: str
    title: str
    text: str = ""
    page: int | None = None
    names: tuple[str, ...] = ()
    words: tuple[tuple[float, str], ...] = ()
    years: tuple[int, int] | None = None


class Index(NamedTuple):
    """All records, the rows that have each word, the words in order, and all names as the words they consist of."""

    records: list[Record]
    hits: dict[str, Hits]
    words: list[str]
    names: dict[frozenset[str], list[int]]


def search(query: str, kind: Kind | Iterable[Kind] | None = None) -> "pd.DataFrame":
    """Find anything that the data set has, by words.

    Parameters
    ----------
    query
        Words such as ``"absenteeism coal 1933"``: everyday words, Russian terms, US spelling, old and new names of
        factories, years.
    kind
        One or several of table, indicator, enterprise, law, term, series, source and observation; None is all.

    Returns
    -------
    pandas.DataFrame
        One row per find, best first: ``kind``; ``id``, under which `load_table`, `load_observations`,
        `load_enterprise`, `define` or `load_series` give the whole; ``title``; ``text``, what it says in short;
        ``page`` of the book, missing where the text does not fix one; ``lacks``, the words of the query that the row
        does not have. If fewer than ten rows have all words, those that lack the fewest follow. A word that is found
        nowhere is in ``.attrs["not_found"]``, with the nearest that would find something, and in a warning.

    Raises
    ------
    ArgumentError
        If the query is no text or has no word, or there is no such kind.

    Examples
    --------
    >>> search("AMO").head(1)[["kind", "id"]].values.tolist()
    [['enterprise', 'Stalin automobile factory, Moscow']]
    >>> search("labor turnover", kind="indicator")["id"].iloc[0]
    'labour_turnover_rate'
    """
    kinds = KINDS if kind is None else all_meant("kind", kind, KINDS)
    wanted = _wanted(query)
    index = _current_index()
    hits = {word: _hits(index, word) for word in wanted}
    rows = [row for row in set(chain(*hits.values())) if index.records[row].kind in kinds]
    lacks = {row: [word for word in wanted if row not in hits[word]] for row in rows}
    named = set(index.names.get(frozenset(wanted), ()))
    scores = {row: sum(of_word.get(row, 0.0) for of_word in hits.values()) for row in rows}
    rows.sort(
        key=lambda row: (len(lacks[row]), row not in named, -scores[row], KINDS.index(index.records[row].kind), row)
    )
    most = len(lacks[rows[ENOUGH - 1]]) if len(rows) >= ENOUGH else len(wanted)
    shown = [row for row in rows if len(lacks[row]) <= most]
    missing = {word: closest(word, index.words) for word in wanted if not hits[word]}
    types = {**dict.fromkeys(("kind", "id", "title", "text"), "str"), "page": "Int64", "lacks": "str"}
    found = pd.DataFrame([index.records[row] for row in shown], columns=Record._fields)
    found = found.assign(lacks=["; ".join(lacks[row]) for row in shown])[list(types)].astype(types)
    if missing:
        warnings.warn("; ".join(nowhere(word, near) for word, near in missing.items()), stacklevel=2)
    return overview(found, f"Found by {query!r}", query=query, not_found=missing)


def search_figures(
    query: str = "",
    *,
    topic: "literals.TopicName | None" = None,
    industry: "literals.IndustryName | None" = None,
    between: "tuple[int | str, int | str] | None" = None,
) -> "pd.DataFrame":
    """Find observations, of the prose and of the tables, by words, topic, industry and years.

    Parameters
    ----------
    query
        Words that must all be found in a row, as `search` finds them; empty finds every row that the other conditions
        leave.
    topic, industry, between
        As in `load_observations`.

    Returns
    -------
    pandas.DataFrame
        Rows of the table `observations`, of every role, best first.

    Raises
    ------
    ArgumentError
        If the query has no word, a topic or an industry is unknown, or `between` is not two years in order.

    Examples
    --------
    >>> found = search_figures("absence Donbass", between=(1938, 1940))
    >>> found[["observation", "value", "unit"]].head(1).values.tolist()
    [['ch5-12028a', 0.93, 'days']]
    """
    found = load_observations(topic=topic, industry=industry, between=between, role=None)
    if isinstance(query, str) and not query:
        return found
    index = _current_index()
    hits = [_hits(index, word) for word in _wanted(query)]
    everywhere = set.intersection(*map(set, hits))
    scores = {index.records[row].id: sum(of_word[row] for of_word in hits) for row in everywhere}
    kept = found[found["observation"].isin(scores)]
    order = kept["observation"].map(scores).sort_values(ascending=False, kind="stable").index
    made: pd.DataFrame = kept.loc[order].reset_index(drop=True)
    made.attrs = found.attrs | {"caveats": caveats_of(made["caveats"])}
    return made


def nowhere(word: str, near: list[str]) -> str:
    """Say that a word is found nowhere, and which near ones are."""
    return f"nothing has the word {word!r}" + (f"; {' or '.join(map(repr, near))} would be found" if near else "")


def _wanted(query: str) -> list[str]:
    """Give the words that count, each once; all of them, if none but little ones are there."""
    words = dict.fromkeys(_tokens(query)) if isinstance(query, str) else {}
    if not words:
        raise refused("query", "text with a word that can be found", query)
    return [word for word in words if word not in LITTLE] or list(words)


@cache
def _tokens(text: str) -> tuple[str, ...]:
    words = re.findall(r"\d{4}/\d\d|\d+\.\d+|[^\W_]+", plain(text))
    return tuple(map(_stem, words))


@cache
def _stem(word: str) -> str:
    word = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return BRITISH.get(word, word).replace("ization", "isation")


def _hits(index: Index, word: str) -> Hits:
    """Give the rows that have a word, and, for less, a longer one that begins with it, or one with another ending."""
    if re.fullmatch(r"19\d\d", word):
        year = int(word)
        timeless = {row: weight for row, weight in index.hits.get(word, {}).items() if not index.records[row].years}
        times = ((row, record.years) for row, record in enumerate(index.records) if record.years)
        return timeless | {row: TEXT + (first == last) for row, (first, last) in times if first <= year <= last}
    whole = index.hits.get(word, {})
    if not word.isalpha() or len(word) < 4:
        return whole
    endings = _beginning(index, word[:-2], 4) if len(word) >= 7 else {}
    return endings | _beginning(index, word, 2) | whole


def _beginning(index: Index, letters: str, divisor: int) -> Hits:
    hits: Hits = {}
    for token in takewhile(lambda token: token.startswith(letters), index.words[bisect_left(index.words, letters) :]):
        for row, weight in index.hits[token].items():
            hits[row] = max(hits.get(row, 0.0), weight / divisor)
    return hits


def _current_index() -> Index:
    sums = _data.folder() / _data.SUMS
    return _index(sums, _data.state(sums))


@cache
def _index(sums: Path, state: tuple[int, int]) -> Index:
    """Read all records once."""
    return index_of(records())


def index_of(everything: list[Record]) -> Index:
    """Note the rows that have each word."""
    rows_of: dict[tuple[float, str], list[int]] = {}
    names: dict[frozenset[str], list[int]] = {}
    for row, record in enumerate(everything):
        for name in record.names:
            names.setdefault(frozenset(_tokens(name)), []).append(row)
        for words in (*((NAME, name) for name in record.names), *record.words):
            rows_of.setdefault(words, []).append(row)
    hits: dict[str, Hits] = {}
    for (weight, text), having in sorted(rows_of.items()):  # the greatest weight comes last and stays
        for token in set(_tokens(text)):
            hits.setdefault(token, {}).update(dict.fromkeys(having, weight))
    for row, record in enumerate(everything):
        for token in set(_tokens(record.title)):
            if row in hits.get(token, {}):
                hits[token][row] += 1
    return Index(everything, hits, sorted(hits), names)


class Shape(NamedTuple):
    """Which columns show a row, which have its names, and what a word counts in each of the others."""

    title: str
    text: str
    names: str
    weights: dict[float, str]


TERM = "term english russian"
SOURCE = "author title title_english journal_title number year"
OF_LAW = "kind issuer rules subject offence penalties applies_to groups reference"
OF_OBSERVATION = {
    TITLE: "indicator",
    LABEL: "label industry enterprise occupation",
    TEXT: "also_called topic population place subset period",
    REMARK: "remark printed",
}
SHAPES: dict[Kind, Shape] = {
    "table": Shape(
        "title", "label grain lost", "spelt title label", {TEXT: "printed_title grain has", REMARK: "notes"}
    ),
    "indicator": Shape("name", "definition", f"indicator {NAMES}", {TEXT: "topic unit counts definition"}),
    "enterprise": Shape(
        "enterprise",
        f"kind place industry {NAMES}",
        f"enterprise {NAMES}",
        {TEXT: "kind place industry", REMARK: "remark"},
    ),
    "law": Shape(
        "called issuer dated",
        "rules",
        "dated kind_and_date",
        {TITLE: "title title_russian", TEXT: OF_LAW, REMARK: "remarks"},
    ),
    "term": Shape(TERM, "explanation", TERM, {TEXT: "explanation"}),
    "series": Shape("series", "note", "series", {TEXT: "note"}),
    "source": Shape(SOURCE, "cited_where", "", {TEXT: f"{SOURCE} journal publisher_place day", REMARK: "kind"}),
    "observation": Shape("label period", "amount", "", OF_OBSERVATION),
}
"""Of each kind, the columns by name, separated by spaces."""


def records() -> list[Record]:
    """Give all that can be found."""
    return [_record(kind, row) for kind in KINDS for row in ROWS[kind]()]


def _record(kind: Kind, row: Row) -> Record:
    shape = SHAPES[kind]
    title, text = ("; ".join(_values(row, columns)) for columns in (shape.title, shape.text))
    names = tuple(name for several in _values(row, shape.names) for name in several.split("; "))
    words = tuple((weight, one) for weight, columns in shape.weights.items() for one in _values(row, columns))
    page = re.search(r"\d+", str(row.get("page") or row.get("pages")))
    first, last = row.get("first"), row.get("last")
    years = (first, last) if first and last else None
    return Record(kind, row[kind], title, text, int(page[0]) if page else None, names, words, years)


def _values(row: Row, columns: str) -> list[str]:
    return [str(row[column]) for column in columns.split() if row.get(column)]


def _names_by_code(column: str) -> dict[str, str]:
    return {row[column]: "; ".join(names_of(row, column)) for row in rows(CODELISTS[column])}


def _tables() -> Iterator[Row]:
    indicators = _names_by_code("indicator")
    for table in catalog()["tables"].values():
        columns = table["columns"]
        yield table | {
            "table": table["name"],
            "spelt": table["name"].replace("_", " "),
            "has": "; ".join(f"{column['name']}; {indicators.get(column['indicator'], '')}" for column in columns),
            "notes": " ".join(table["notes"]),
            "first": min(table["years"], default=None),
            "last": max(table["years"], default=None),
        }
    for lost in catalog()["lost"]:
        yield lost | {"table": lost["label"], "title": lost["subject"], "lost": f"not available: {lost['reason']}"}


def _laws() -> Iterator[Row]:
    groups = {row["name"].lower(): "; ".join(names_of(row, "population")) for row in rows("populations")}
    sources = {row["source"]: "; ".join(_values(row, "title title_english")) for row in rows("sources")}
    provisions: dict[str, list[Row]] = {}
    for row in rows("provisions"):
        provisions.setdefault(row["law"], []).append(row)
    for law in rows("laws"):
        rules = provisions.get(law["law"], [])
        told = {column: [row[column] for row in rules if row[column]] for column in rows("provisions")[0]}
        whom = {one for several in told["applies_to"] for one in several.split("; ")}
        ends = [row["end"].year if row["end"] else 1941 for row in rules]
        yield law | {
            "called": law["title"] or law["kind"],
            "kind_and_date": law["dated"] and f"{law['kind']}; {law['dated']}",
            "rules": " ".join(told["rule"]),
            **{column: "; ".join(told[column]) for column in ("subject", "offence", "applies_to")},
            "penalties": told["penalty"] and "; ".join(["cost, penalty, punishment", *told["penalty"]]),
            "groups": "; ".join(groups.get(one, "") for one in whom),
            "reference": sources.get(law["source"]),
            "remarks": "; ".join(told["remark"]),
            "page": min(told["page"], default=None),
            "first": min(told["begin"]).year if told["begin"] else None,
            "last": max(ends, default=None),
        }


def _sources() -> Iterator[Row]:
    for row in rows("sources"):
        day = row["date"] and day_in_words(row["date"])
        journal = row["journal_title"] or row["journal"]
        yield row | {"pages": None, "journal_title": journal, "day": day, "cited_where": f"cited in {row['cited']}"}


def _observations() -> Iterator[Row]:
    names = {column: _names_by_code(column) for column in CODELISTS}
    indicators = {row["indicator"]: row for row in rows("indicators")}
    for row in rows("observations"):
        indicator = indicators[row["indicator"]]
        row["topic"] = indicator["topic"]
        in_words = {
            column: "; ".join(of_codes.get(code, code) for code in row[column].split("; "))
            for column, of_codes in names.items()
            if row[column]
        }
        shown = {
            "indicator": f"{row['indicator']}; {indicator['name']}",
            "also_called": indicator["also_called"],
            "amount": f"{amount(row)} ({row['table']})",
            "first": row["start"] and row["start"].year,
            "last": row["end"] and row["end"].year,
        }
        yield row | in_words | shown


ROWS: dict[Kind, Callable[[], Iterable[Row]]] = {
    "table": _tables,
    "indicator": lambda: rows("indicators"),
    "enterprise": lambda: rows("enterprises"),
    "law": _laws,
    "term": lambda: rows("terms"),
    "series": lambda: list_series().to_dict("records"),
    "source": _sources,
    "observation": _observations,
}
"""The rows of each kind, with the columns of its shape."""
