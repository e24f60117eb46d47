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
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from sovietlabour import _data
from sovietlabour._catalog import catalog
from sovietlabour._errors import ArgumentError
from sovietlabour._frames import overview, rows
from sovietlabour._names import closest, no_such, plain
from sovietlabour._observations import CODELISTS, amount, caveats_of, load_observations, names_of

if TYPE_CHECKING:
    import pandas as pd

    from sovietlabour._literals import IndustryName, TopicName

Kind = Literal["table", "indicator", "enterprise", "law", "term", "series", "source", "observation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What can be found; of rows that are equally good, the earlier kind comes first."""
WEIGHTS = {
    "indicator": 4.0,
    **dict.fromkeys(("label", "industry", "enterprise", "occupation"), 3.0),
    **dict.fromkeys(("topic", "population", "place", "subset", "period"), 2.0),
    **dict.fromkeys(("remark", "printed"), 1.0),
}
"""What a word counts in an observation, by the column that has it."""
NAME, TITLE, TEXT, REMARK = 5.0, 4.0, 2.0, 1.0
ENOUGH = 10
"""Rows up to which rows that lack a word are shown, too."""
LITTLE = {
    *("a", "about", "and", "at", "by", "did", "do", "does", "for", "from", "how", "in", "is", "it", "many", "much"),
    *(
        "of",
        "on",
        "or",
        "the",
        "to",
        "was",
        "were",
        "what",
        "when",
        "where",
        "who",
        "which",
        "had",
        "has",
        "have",
        "most",
    ),
}
BRITISH = {"labor": "labour", "laborer": "labourer", "percent": "cent", "program": "programme", "center": "centre"}
RUSSIAN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {
        "ё": "e",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
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
    import pandas as pd

    kinds = _kinds(kind)
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
    fewest = [sum(len(lacks[row]) <= lacking for row in rows) for lacking in range(len(wanted))]
    shown = rows[: next((found for found in fewest if found >= ENOUGH), len(rows))]
    missing = {word: closest(word, index.words) for word in wanted if not hits[word]}
    records = [index.records[row] for row in shown]
    found = pd.DataFrame(
        {name: [getattr(record, name) for record in records] for name in ("kind", "id", "title", "text", "page")},
    ).assign(lacks=["; ".join(lacks[row]) for row in shown])
    found = found.astype({"page": "Int64", **dict.fromkeys(("kind", "id", "title", "text", "lacks"), "str")})
    if missing:
        warnings.warn("; ".join(nowhere(word, near) for word, near in missing.items()), stacklevel=2)
    return overview(found, f"Found by {query!r}", query=query, not_found=missing)


def search_figures(
    query: str = "",
    *,
    topic: "TopicName | None" = None,
    industry: "IndustryName | None" = None,
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
    if query == "":
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


def _kinds(kind: Kind | Iterable[Kind] | None) -> tuple[str, ...]:
    kinds = KINDS if kind is None else (kind,) if isinstance(kind, str) else tuple(kind)
    for one in kinds:
        if one not in KINDS:
            raise ArgumentError(no_such("kind", one, KINDS, f"kinds are {', '.join(KINDS)}"))
    return kinds


def nowhere(word: str, near: list[str]) -> str:
    """Say that a word is found nowhere, and which near ones are."""
    return f"nothing has the word {word!r}" + (f"; {' or '.join(map(repr, near))} would be found" if near else "")


def _wanted(query: str) -> list[str]:
    """Give the words that count, each once; all of them, if none but little ones are there."""
    words = dict.fromkeys(_tokens(query)) if isinstance(query, str) else {}
    if not words:
        raise ArgumentError(f"query must be text with a word that can be found; found {query!r}")
    return [word for word in words if word not in LITTLE] or list(words)


@cache
def _tokens(text: str) -> tuple[str, ...]:
    words = re.findall(r"\d{4}/\d\d|\d+\.\d+|[^\W_]+", plain(text).translate(RUSSIAN))
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


def records() -> list[Record]:
    """Give all that can be found."""
    return [
        *_tables(),
        *_indicators(),
        *_enterprises(),
        *_laws(),
        *_terms(),
        *_series(),
        *_sources(),
        *_observations(),
    ]


def _current_index() -> Index:
    folder = _data.folder()
    return _index(folder, (folder / _data.SUMS).stat().st_mtime_ns)


@cache
def _index(folder: Path, written: int) -> Index:
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


def _said(*parts: Any) -> str:
    return "; ".join(str(part) for part in parts if part)


def _tables() -> Iterator[Record]:
    indicators = {row["indicator"]: _said(*names_of(row, "indicator")) for row in rows("indicators")}
    for table in catalog()["tables"].values():
        columns = _said(
            *(column["name"].replace("_", " ") for column in table["columns"]),
            *(indicators[column["indicator"]] for column in table["columns"] if column["indicator"] in indicators),
        )
        yield Record(
            "table",
            table["name"],
            table["title"],
            _said(table["label"], table["grain"]),
            min(table["pages"], default=None),
            (table["name"].replace("_", " "), table["title"], table["label"]),
            ((TEXT, _said(table.get("printed_title"), table["grain"], columns)), (REMARK, " ".join(table["notes"]))),
            (min(table["years"]), max(table["years"])) if table["years"] else None,
        )

    for table in catalog()["lost"]:
        why = f"not available: {table['reason']}"
        yield Record("table", table["label"], table["subject"], why, None, (table["label"], table["subject"]))


def _indicators() -> Iterator[Record]:
    for row in rows("indicators"):
        names = tuple(names_of(row, "indicator"))
        words = _said(row["topic"], row["unit"], row["counts"], row["definition"])
        yield Record("indicator", row["indicator"], row["name"], row["definition"], None, names, ((TEXT, words),))


def _enterprises() -> Iterator[Record]:
    for row in rows("enterprises"):
        names = tuple(names_of(row, "enterprise"))
        text = _said(row["kind"], row["place"], row["industry"], *names[1:])
        words = ((TEXT, text), (REMARK, row["remark"] or ""))
        first = str(row["pages"] or "").partition(";")[0]
        yield Record(
            "enterprise",
            row["enterprise"],
            row["enterprise"],
            text,
            int(first) if first.isdecimal() else None,
            names,
            words,
        )


def _laws() -> Iterator[Record]:
    called = {row["name"].lower(): _said(*names_of(row, "population")) for row in rows("populations")}
    sources = {row["source"]: _said(row["title"], row["title_english"]) for row in rows("sources")}
    provisions: dict[str, list[dict[Any, Any]]] = {}
    for row in rows("provisions"):
        provisions.setdefault(row["law"], []).append(row)
    for law in rows("laws"):
        rules = provisions.get(law["law"], [])
        begins = [row["begin"] for row in rules if row["begin"]]
        ends = [row["end"].year if row["end"] else 1941 for row in rules]
        title = _said(law["title"] or law["kind"], law["issuer"], law["dated"])
        told = " ".join(row["rule"] for row in rules if row["rule"])
        whom = {whom for row in rules for whom in str(row["applies_to"] or "").split("; ")}
        cost = (_said("cost, penalty, punishment", row["penalty"]) for row in rules if row["penalty"])
        about = (_said(row["subject"], row["offence"]).replace("_", " ") for row in rules)
        words = _said(told, *about, *cost, *whom, *(called.get(one) for one in whom), sources.get(law["source"]))
        pages = [row["page"] for row in rules if row["page"]]
        yield Record(
            "law",
            law["law"],
            title,
            told,
            min(pages, default=None),
            tuple(filter(None, (law["dated"], _said(law["kind"], law["dated"])))),
            (
                (TITLE, _said(law["title"], law["title_russian"])),
                (TEXT, _said(title, words)),
                (REMARK, _said(*(row["remark"] for row in rules))),
            ),
            (min(begins).year, max(ends)) if begins else None,
        )


def _terms() -> Iterator[Record]:
    for row in rows("terms"):
        names = tuple(filter(None, (row["term"], row["english"], row["russian"])))
        yield Record(
            "term",
            row["term"],
            _said(*names),
            row["explanation"] or "",
            row["page"],
            names,
            ((TEXT, row["explanation"] or ""),),
        )


def _series() -> Iterator[Record]:
    from sovietlabour._series import list_series

    for row in list_series().to_dict("records"):
        years = (int(row["first"]), int(row["last"]))
        yield Record(
            "series", row["series"], row["series"], row["note"], None, (row["series"],), ((TEXT, row["note"]),), years
        )


def _sources() -> Iterator[Record]:
    for row in rows("sources"):
        title = _said(
            row["author"],
            row["title"],
            row["title_english"],
            row["journal_title"] or row["journal"],
            row["number"],
            row["year"],
        )
        words = _said(title, row["publisher_place"], row["journal"], row["date"] and f"{row['date']:%d %B %Y}")
        yield Record(
            "source", row["source"], title, f"cited in {row['cited']}", None, (), ((TEXT, words), (REMARK, row["kind"]))
        )


def _observations() -> Iterator[Record]:
    topics = {row["indicator"]: row["topic"] for row in rows("indicators")}
    of_codes = {
        column: {row[column]: _said(*names_of(row, column)) for row in rows(codelist)}
        for column, codelist in CODELISTS.items()
    }
    other_names = {row["indicator"]: row["also_called"] or "" for row in rows("indicators")}
    of_codes["indicator"] = {row["indicator"]: _said(row["indicator"], row["name"]) for row in rows("indicators")}
    for row in rows("observations"):
        row["topic"] = topics[row["indicator"]]
        words = [(TEXT, other_names[row["indicator"]])]
        for field, weight in WEIGHTS.items():
            codes = of_codes.get(field, {})
            words += [(weight, codes.get(code, code)) for code in str(row[field] or "").split("; ")]
        times = [row[side].year for side in ("start", "end") if row[side]]
        yield Record(
            "observation",
            row["observation"],
            _said(row["label"], row["period"]),
            f"{amount(row)} ({row['table']})",
            row["page"],
            (),
            tuple(words),
            (times[0], times[-1]) if len(times) == 2 else None,
        )
