"""Citations: always both the book, with table and page, and the data set, with its version."""

from typing import Any

from sovietlabour._catalog import catalog, entry
from sovietlabour._references import Reference, Style, between, in_pages, joined, write


def cite(name: str | None = None, style: Style = "text") -> str:
    """Cite a table, or the package as a whole.

    Parameters
    ----------
    name
        Name of a table; None cites the package.
    style
        ``"text"`` for a footnote, ``"bibtex"``, ``"csl-json"`` or ``"ris"`` for a reference manager.

    Returns
    -------
    str
        Two references: the book, with table and pages, and this data set, with its version. Where the text does not
        fix the page of a table, the pages between which it lies are named instead.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    ArgumentError
        If the style is none of the four.

    Examples
    --------
    >>> from sovietlabour import cite
    >>> print(cite("turnover_1930_36"))  # doctest: +ELLIPSIS
    Filtzer, Donald (1986), Soviet Workers and Stalinist Industrialization: ... Table 2.2, pp. 52-53. Data: ...
    """
    return citation(catalog(), None if name is None else entry(name), style)


def citation(catalog: dict[str, Any], table: dict[str, Any] | None, style: Style) -> str:
    """Write the citation of a table (or of the package) from the catalogue's facts."""
    book = _book(catalog, table or {})
    return write([book, _data_set(catalog, table or {}, book)], style)


def book_citation(catalog: dict[str, Any], table: dict[str, Any] | None = None) -> str:
    """Write the citation of the book alone, as text."""
    return write([_book(catalog, table or {})], "text")


def page_words(table: dict[str, Any]) -> str:
    """Say on which pages of the book a table stands, or between which; nothing if it has no place of its own."""
    if table.get("page_span"):
        return between(*table["page_span"])
    return in_pages(_pages(table))


def _book(catalog: dict[str, Any], table: dict[str, Any]) -> Reference:
    book, pages = catalog["sources"]["filtzer1986"], _pages(table)
    place = joined(", ", table.get("label"), page_words(table))
    return {
        "id": _key("filtzer1986", table),
        "type": "book",
        "author": book["author"],
        "title": f"{book['title']}: {book['subtitle']}",
        "publisher": book["publisher"],
        "publisher-place": book["place"],
        "issued": {"date-parts": [[book["year"]]]},
        "ISBN": book["isbn"],
        "chapter-number": str(table.get("chapter") or ""),
        "section": place,
        "page": pages,
        "note": table["label"] if pages else place,
    }


def _data_set(catalog: dict[str, Any], table: dict[str, Any], book: Reference) -> Reference:
    package = catalog["package"]
    source = f"{book['author'][0]['family']} ({book['issued']['date-parts'][0][0]})"
    section = f"table {table['name']}" if table else ""
    return {
        "id": _key(package["name"], table),
        "type": "dataset",
        "author": [{"literal": package["authors"]}],
        "title": f"{package['title']}: {table['title']} [{section}]" if table else package["title"],
        "title-short": package["name"],
        "genre": "Data set",
        "version": package["version"],
        "issued": {"date-parts": [[int(part) for part in package["released"].split("-")]]},
        "section": section,
        "note": joined(", ", f"Digitised from {source}", book["section"]),
    }


def _key(work: str, table: dict[str, Any]) -> str:
    return f"{work}:{table['name']}" if table else work


def _pages(table: dict[str, Any]) -> str:
    return "-".join(str(page) for page in table.get("pages", []))
