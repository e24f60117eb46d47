"""Writes the index of the site's search: all that `sovietlabour.search` finds, and the pages with their headings.

The words and what each counts are those of the package, so that both searches find and rank alike. The index is one
JSON file that the browser loads when somebody searches; Sphinx's own, which has the words of pages, is not built.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import shorten
from typing import Any, cast

from addresses import Kind, address
from docutils import nodes
from sphinx.application import Sphinx

from sovietlabour import load_table
from sovietlabour._catalog import catalog
from sovietlabour._names import PLAIN
from sovietlabour._search import BRITISH, KINDS, LITTLE, NAME, TEXT, Index, Record, index_of, records

WORDS = {
    "table": ("Table", "Tables"),
    "indicator": ("Indicator", "Indicators"),
    "enterprise": ("Enterprise", "Enterprises"),
    "law": ("Law", "Laws"),
    "term": ("Term", "Terms"),
    "series": ("Long series", "Long series"),
    "source": ("Source", "Sources"),
    "observation": ("Number", "Numbers"),
    "page": ("Guide", "Guide"),
}
"""Each kind as readers call it: one, and several."""
SHORT = 300
"""Characters of what a record says that are shown."""
BOUNDS = {">= ": "at least ", "<= ": "at most ", "> ": "more than ", "< ": "less than "}
"""Signs of bounds, in words."""
LOST = "tables/open-questions.html#lost"
"""Where it is said what the text has lost."""
NOT_A_GUIDE = ("tables/", "generated/", "changelog", "mutation")
"""Pages that records lead to already, or that nobody searches for."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of Sphinx's search."""
    app.connect("builder-inited", _without_index_of_words)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _without_index_of_words(app: Sphinx) -> None:
    app.builder.search = False


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield (
        "search",
        {"title": "Search", "description": "Search all numbers, laws, enterprises, terms and sources."},
        ("search.html"),
    )


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        made = json.dumps(site_index(list(_pages(app))), ensure_ascii=False, separators=(",", ":"))
        (Path(app.outdir) / "_static" / "search.json").write_text(made, encoding="utf-8")


def site_index(pages: list[Record]) -> dict[str, Any]:
    """Give all that the search in the browser needs: how words are read, and the records with their words."""
    index = index_of([*records(), *pages])
    return {
        "little": sorted(LITTLE),
        "british": BRITISH,
        "letters": {chr(letter): latin or "" for letter, latin in PLAIN.items()},
        "kinds": [WORDS[kind] for kind in (*KINDS, "page")],
        "words": index.words,
        "names": {" ".join(sorted(words)): rows for words, rows in index.names.items()},
        "records": _rows(index),
    }


def _rows(index: Index) -> list[list[Any]]:
    """Give kind, title, text, page, address, years, and the words by what they count, as places in the list."""
    weighed: list[dict[float, list[int]]] = [{} for _ in index.records]
    for place, word in enumerate(index.words):
        for row, weight in index.hits[word].items():
            weighed[row].setdefault(weight, []).append(place)
    order = (*KINDS, "page")
    titles = _titles_of_cells()
    return [
        [
            order.index(record.kind),
            titles.get(record.id, record.title),
            shorten(_where_in_words(record).replace("`", ""), SHORT, placeholder=" ..."),
            record.page,
            _address(record),
            record.years,
            {f"{weight:g}": words for weight, words in of_record.items()},
        ]
        for record, of_record in zip(index.records, weighed, strict=True)
    ]


def _titles_of_cells() -> dict[str, str]:
    """Call a cell of a table by its indicator and its row, since the label of its column is long."""
    names = load_table("indicators").set_index("indicator")["name"]
    cells = load_table("observations").query("table != 'prose_figures'")
    rows = cells["observation"].str.split(", ", n=1).str[1].str.rpartition(", ")[0].str.replace(" | ", ", ")
    return dict(zip(cells["observation"], cells["indicator"].map(names).astype(str) + ": " + rows, strict=True))


def _where_in_words(record: Record) -> str:
    """Say of a number what it is and in which table it stands, as the book calls it."""
    if record.kind != "observation":
        return record.text
    amount, table = re.fullmatch(r"(.*) \((\w+)\)", record.text, re.DOTALL).groups()  # type: ignore[union-attr]
    for sign, words in BOUNDS.items():
        amount = amount.replace(sign, words)
    return f"{amount.removesuffix(' number')}; {catalog()['tables'][table]['label'] or 'text of the book'}"


def _address(record: Record) -> str:
    if record.kind == "page":
        return record.id
    if record.kind == "table" and record.id not in catalog()["tables"]:
        return LOST
    return address("number" if record.kind == "observation" else cast("Kind", record.kind), record.id)


def _pages(app: Sphinx) -> Iterator[Record]:
    """Give each page written by hand, and each of its headings."""
    for name in sorted(app.env.found_docs):
        if name.startswith(NOT_A_GUIDE) and name != "tables/open-questions":
            continue
        page = f"{name}.html"
        title = app.env.titles[name].astext()
        yield Record("page", page, title, _first_words(app, name), names=(title,), words=((TEXT, name),))
        for reference in app.env.tocs[name].findall(nodes.reference):
            if reference["anchorname"] and (heading := reference.astext()) != title:
                words = ((NAME - 1, heading), (TEXT, title))
                yield Record("page", page + reference["anchorname"], heading, title, words=words)


def _first_words(app: Sphinx, name: str) -> str:
    return next((one.astext() for one in app.env.get_doctree(name).findall(nodes.paragraph)), "")
