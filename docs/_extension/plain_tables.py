"""Writes the tables that pages reckon as people read them: dashes for what is missing, words for codes, and links."""

import re
from html import escape
from typing import Any

from addresses import address
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from records import by_id, formula
from sphinx.application import Sphinx

from sovietlabour._catalog import catalog

MISSING = ("NaN", "NaT", "None", "<NA>", "")
DASH = "–"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
DECIMALS = 3
LARGE = 10_000
"""From here on thousands are set off; years never are, nor lines of the text."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Rewrite tables when all pages are read."""
    app.connect("doctree-resolved", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _rewrite(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for one in list(doctree.findall(nodes.raw)):
        if one.get("format") == "html" and 'class="dataframe"' in one.astext():
            written = plain(one.astext(), "../" * docname.count("/"))
            one.replace_self(nodes.raw("", written, format="html", classes=one["classes"]))


def plain(html: str, root: str) -> str:
    """Write a table of pandas in words."""
    table = BeautifulSoup(html, "html.parser").find("table")
    del table["border"]
    counted = len(table.thead.find_all("tr")) == 1
    names = _one_head(table)
    body = [row.find_all(["th", "td"]) for row in table.tbody.find_all("tr")]
    if counted and all(row[0].get_text().isdigit() for row in body):
        for cell in (names.pop(0), *(row.pop(0) for row in body)):
            cell.decompose()
    for name, *column in zip(names, *body, strict=True):
        _column(name, column, root)
        name.string = in_words(name.get_text())
        name["scope"] = "col"
    return f'<div class="reckoned">{table}</div>'


def in_words(name: str) -> str:
    """Write the name of a column in words."""
    return name.replace("_percent_", ", ").replace("_percent", ", per cent").replace("_", " ")


def _one_head(table: Tag) -> list[Tag]:
    """Put the names of the rows beside those of the columns, where pandas gives them a line of their own."""
    first, *others = table.thead.find_all("tr")
    del first["style"]
    names: list[Tag] = first.find_all("th")
    for row in others:
        names[0].string = row.find("th").get_text()
        row.decompose()
    return names


def _column(head: Tag, cells: list[Tag], root: str) -> None:
    name, texts = head.get_text(), [cell.get_text() for cell in cells]
    told = [text for text in texts if text not in MISSING]
    numbers = bool(told) and all(map(NUMBER.fullmatch, told))
    decimals = max((len(text.partition(".")[2].rstrip("0")) for text in told), default=0)
    comma = "," if numbers and name != "line" and max(abs(float(text)) for text in told) >= LARGE else ""
    for cell, text in zip(cells, texts, strict=True):
        if text in MISSING:
            cell.string = DASH if text else ""
        elif numbers:
            written = f"{float(text):{comma}.{min(decimals, DECIMALS)}f}"
            cell.string = written.replace("-", "−")
        elif name == "formula":
            _fill(cell, formula(text, root))
        elif place := _place(text):
            _fill(cell, f'<a href="{root}{place[1]}">{escape(place[0])}</a>')
        elif CODE.fullmatch(text):
            cell.string = text.replace("_", " ")
    for cell in (head, *cells) if numbers else ():
        cell["class"] = "number"


def _fill(cell: Tag, html: str) -> None:
    cell.clear()
    cell.append(BeautifulSoup(html, "html.parser"))


def _place(text: str) -> tuple[str, str] | None:
    """Give what is shown for the id of a record, and its page."""
    if text in by_id("indicators", "indicator"):
        return str(by_id("indicators", "indicator")[text]["name"]), address("indicator", text)
    if text in by_id("observations", "observation"):
        return text, address("number", text)
    if text in by_id("enterprises", "enterprise"):
        return text, address("enterprise", text)
    if text in catalog()["tables"]:
        table = catalog()["tables"][text]
        return ("text" if text == "prose_figures" else table["label"] or text), f"tables/{text}.html"
    return None
