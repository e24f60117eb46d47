"""Citations: always both the book, with its page, and the data set, with its version, each one entry."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from sovietlabour._bibliography import reference_of
from sovietlabour._catalog import catalog, unknown
from sovietlabour._errors import ArgumentError, LostTableError
from sovietlabour._frames import rows
from sovietlabour._names import listed, meant, no_such
from sovietlabour._observations import names_of
from sovietlabour._pages import place_of
from sovietlabour._references import STYLES, Reference, Style, in_pages, in_tex, joined, page_words, write

_IDS = "observation law provision enterprise source indicator term caveat"
TABLES = {one: f"{one}s" for one in _IDS.split()} | {"series": "long_series"}
"""What can be cited beside tables: the column that names it, and its table."""


class Cited(NamedTuple):
    """Something cited: its name in the data set, its place in the book, and the sources named there, with pages."""

    name: str
    place: str
    sources: tuple[tuple[str, str], ...] = ()


def cite(name: "str | Iterable[str] | None" = None, style: Style = "text") -> str:
    r"""Cite a table, a number, a law, a factory, a source, several of them together, or the package as a whole.

    Parameters
    ----------
    name
        Name of a table or of a long series, or the id of an observation, law, provision, enterprise, source,
        indicator, term or caveat, as tables and `search` give it; or several; None cites the package.
    style
        ``"text"`` for a footnote, ``"bibtex"``, ``"csl-json"`` or ``"ris"`` for a reference manager.

    Returns
    -------
    str
        The book, this data set with its version, and the sources that the book's note names for what is cited. Each is
        one entry, however many things are cited, so that a style with author and year gives one "Filtzer 1986". Pages
        go into the citing sentence: the first lines of the BibTeX, which BibTeX and biber pass over, have the
        commands; in CSL-JSON and RIS they are a note. Where the text does not fix a page, the pages between which it
        lies are named instead.

    Raises
    ------
    ArgumentError
        If nothing has that name (the message gives the closest), or the style is none of the four.
    LostTableError
        If it is a table that is lost from the text.

    Examples
    --------
    >>> from sovietlabour import cite
    >>> print(cite("turnover_1930_36"))  # doctest: +ELLIPSIS
    Filtzer, Donald (1986), Soviet Workers and Stalinist Industrialization: ... Table 2.2, pp. 52-53. Data: ...
    >>> print(cite(["turnover_1930_36", "ch2-2514a"], "bibtex").split("\n@")[0])
    % table turnover_1930_36: \cite[Table 2.2, pp.~52--53]{filtzer1986}, \cite[table turnover\_1930\_36]{sovietlabour}
    % observation ch2-2514a: \cite[p.~63]{filtzer1986}, \cite[observation ch2-2514a]{sovietlabour}
    """
    names = [] if name is None else listed(name)
    [wanted] = meant("style", style, STYLES)
    return written(catalog(), list(dict.fromkeys(map(_cited, names))), wanted)


def written(catalog: dict[str, Any], cited: "list[Cited]", style: str = "text") -> str:
    """Write citations in a style."""
    book, data = _book(catalog), _data_set(catalog)
    named = joined("; ", *(one.name for one in cited))
    if style == "text":
        places = joined("; ", *dict.fromkeys(joined(", citing ", one.place, _in_words(one)) for one in cited))
        return write([book | {"section": places}, data | {"section": named}], style)
    keys = dict.fromkeys(key for one in cited for key, _ in one.sources)
    references = [book, data, *(reference_of(row) for key in keys for row in rows("sources", "source", key))]
    if style == "bibtex":
        return "\n".join([*map(_in_sentence, cited), write(references, style)])
    book["note"] = joined("; ", *dict.fromkeys(one.place for one in cited))
    data["note"] = joined("; ", data["note"], named)
    return write(references, style)


def of_table(table: dict[str, Any]) -> Cited:
    """Say how a table is cited."""
    return Cited(f"table {table['name']}", joined(", ", table["label"], page_words(table)))


def book_citation(catalog: dict[str, Any], table: dict[str, Any] | None = None) -> str:
    """Write the citation of the book alone, as text."""
    return write([_book(catalog) | {"section": of_table(table).place if table else ""}], "text")


def _cited(named: object) -> Cited:
    """Find what a name cites: a table first, then what has it for its id."""
    tables, name = catalog()["tables"], named if isinstance(named, str) and named.isprintable() else ""
    if name in tables:
        return of_table(tables[name])
    for column, table in TABLES.items():
        if found := rows(table, column, name):
            told = rows("provisions", "law", name) or found if column == "law" else found
            of_tables = {row.get("table", table) for row in found}
            label = tables[of_tables.pop()]["label"] if len(of_tables) == 1 else None
            sources = [name] if column == "source" else _several(row.get("source") for row in [*found, *told])
            return Cited(
                f"{column} {name}",
                joined(", ", label, _place(told)) or joined(", ", *(row.get("cited") for row in found)),
                tuple((key, _pages_cited(key, label, found[0].get("note"))) for key in sources),
            )
    lost = unknown(name)
    if isinstance(lost, LostTableError):
        raise lost
    known = {spelling: table for table, facts in tables.items() for spelling in (table, facts["label"])} | {
        other: row[column] for column, table in TABLES.items() for row in rows(table) for other in names_of(row, column)
    }
    others = f"search(words) finds ids; the tables are {', '.join(tables)}"
    raise ArgumentError(no_such("table, observation, law, enterprise, source or other id", named, known, others))


def _several(cells: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(one for cell in cells if cell for one in cell.split("; ")))


def _place(rows: list[dict[str, Any]]) -> str:
    """Say on which pages rows stand; a line whose page is not certain gives the pages between which it lies."""
    pages = _several(str(row.get("pages") or row.get("page") or "") for row in rows)
    unsure = [place_of(row["line"]) for row in rows if row.get("line") and not row.get("page")]
    pages.sort(key=lambda cited: int(re.split(r"\D", cited)[0] or 0))
    return joined(", ", in_pages(", ".join(pages)), *dict.fromkeys(unsure))


def _pages_cited(source: str, label: str | None, note: int | None) -> str:
    """Give the pages of a source that a note, or the foot of a table, names; nothing if notes of one number differ."""
    if not label and note is None:  # a law is told in several notes
        return ""
    citations = rows("citations", "source", source)
    pages = {one["pages"] for one in citations if (one["cited_in"] == label if label else one["note"] == note)}
    return pages.pop() or "" if len(pages) == 1 else ""


def _in_words(cited: Cited) -> str:
    sources = ((row, pages) for key, pages in cited.sources for row in rows("sources", "source", key))
    references = [reference_of(row) | {"note": "", "page": pages} for row, pages in sources]
    return " and ".join(write([reference], "text").rstrip(".") for reference in references)


def _in_sentence(cited: Cited) -> str:
    """Write the commands that cite something within a text, as a comment of BibTeX."""
    places = (("filtzer1986", cited.place), *cited.sources)
    book, *sources = (_command(key, place.replace("-", "--").replace("p. ", "p.~")) for key, place in places)
    return f"% {cited.name}: {', '.join([book, _command('sovietlabour', cited.name), *sources])}"


def _command(key: str, note: str) -> str:
    return f"\\cite{note and f'[{in_tex(note)}]'}{{{key}}}"


def _book(catalog: dict[str, Any]) -> Reference:
    book = catalog["sources"]["filtzer1986"]
    return {
        "id": "filtzer1986",
        "type": "book",
        "author": book["author"],
        "title": f"{book['title']}: {book['subtitle']}",
        "publisher": book["publisher"],
        "publisher-place": book["place"],
        "issued": {"date-parts": [[book["year"]]]},
        "ISBN": book["isbn"],
    }


def _data_set(catalog: dict[str, Any]) -> Reference:
    package, book = catalog["package"], catalog["sources"]["filtzer1986"]
    return {
        "id": package["name"],
        "type": "dataset",
        "author": [{"literal": package["authors"]}],
        "title": package["title"],
        "title-short": package["name"],
        "genre": f"Data set, {package['name']} {package['version']}",
        "version": package["version"],
        "issued": {"date-parts": [[int(part) for part in package["released"].split("-")]]},
        "note": f"Digitised from {book['author'][0]['family']} ({book['year']})",
    }
