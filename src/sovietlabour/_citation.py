"""Citations: always both the book, with table and page, and the data set, with its version."""

from typing import Any, Literal, get_args

from sovietlabour._catalog import catalog, entry
from sovietlabour._errors import ArgumentError

Style = Literal["text", "bibtex", "csl-json", "ris"]
STYLES: tuple[Style, ...] = get_args(Style)


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
        Two references: the book, with table and pages, and this data set, with its version.

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
    if style not in STYLES:
        raise ArgumentError(f"style must be one of {', '.join(STYLES)}; found {style!r}")
    return citation(catalog(), None if name is None else entry(name), style)


def citation(catalog: dict[str, Any], table: dict[str, Any] | None, style: Style) -> str:
    """Write the citation of a table (or of the package) from the catalogue's facts."""
    facts = _facts(catalog, table)
    return {"text": _text, "bibtex": _bibtex, "csl-json": _csl_json, "ris": _ris}[style](facts)


def _facts(catalog: dict[str, Any], table: dict[str, Any] | None) -> dict[str, Any]:
    book, package = catalog["sources"]["filtzer1986"], catalog["package"]
    pages = [str(page) for page in (table or {}).get("pages", [])]
    name = (table or {}).get("name", "")
    return {
        "book": book,
        "author": book["author"][0],
        "book_title": f"{book['title']}: {book['subtitle']}",
        "label": (table or {}).get("label", ""),
        "pages": pages,
        "chapter": (table or {}).get("chapter"),
        "package": package,
        "table": name,
        "data_title": f"{package['title']}: {table['title']} [table {name}]" if table else package["title"],
    }


def _place(facts: dict[str, Any]) -> str:
    pages = f"{'pp.' if len(facts['pages']) > 1 else 'p.'} {'-'.join(facts['pages'])}" if facts["pages"] else ""
    return ", ".join(part for part in (facts["label"], pages) if part)


def _text(facts: dict[str, Any]) -> str:
    book, package, author = facts["book"], facts["package"], facts["author"]
    place = _place(facts)
    return (
        f"{author['family']}, {author['given']} ({book['year']}), {facts['book_title']} "
        f"({book['place']}: {book['publisher']}){', ' + place if place else ''}. "
        f"Data: {package['authors']} ({package['released'][:4]}), {package['name']} {package['version']}"
        f"{', table ' + facts['table'] if facts['table'] else ''}."
    )


def _bibtex(facts: dict[str, Any]) -> str:
    book, package, author = facts["book"], facts["package"], facts["author"]
    suffix = f":{facts['table']}" if facts["table"] else ""
    book_fields = {
        "author": f"{author['family']}, {author['given']}",
        "title": f"{{{facts['book_title']}}}",
        "publisher": book["publisher"],
        "address": book["place"],
        "year": book["year"],
        "isbn": book["isbn"],
        "chapter": facts["chapter"],
        "pages": "--".join(facts["pages"]),
        "note": facts["label"],
    }
    data_fields = {
        "author": f"{{{package['authors']}}}",
        "title": f"{{{facts['data_title']}}}",
        "year": package["released"][:4],
        "howpublished": f"Data set, {package['name']} {package['version']}",
        "version": package["version"],
        "note": f"Digitised from {author['family']} ({book['year']})" + (f", {_place(facts)}" if _place(facts) else ""),
    }
    kind = "inbook" if facts["pages"] else "book"
    return "\n\n".join(
        [
            bibtex_entry(kind, f"filtzer1986{suffix}", book_fields),
            bibtex_entry("misc", f"sovietlabour{suffix}", data_fields),
        ]
    )


def bibtex_entry(kind: str, key: str, fields: dict[str, Any]) -> str:
    lines = [f"  {name} = {{{_escape(str(value))}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _escape(text: str) -> str:
    for sign in "&%#_":
        text = text.replace(sign, f"\\{sign}")
    return text


def _csl_json(facts: dict[str, Any]) -> str:
    import json

    book, package = facts["book"], facts["package"]
    suffix = f":{facts['table']}" if facts["table"] else ""
    the_book = {
        "id": f"filtzer1986{suffix}",
        "type": "book",
        "author": book["author"],
        "title": facts["book_title"],
        "publisher": book["publisher"],
        "publisher-place": book["place"],
        "issued": {"date-parts": [[book["year"]]]},
        "ISBN": book["isbn"],
    }
    if facts["pages"]:
        the_book |= {"page": "-".join(facts["pages"]), "note": facts["label"]}
    the_data = {
        "id": f"sovietlabour{suffix}",
        "type": "dataset",
        "author": [{"literal": package["authors"]}],
        "title": facts["data_title"],
        "version": package["version"],
        "issued": {"date-parts": [[int(part) for part in package["released"].split("-")]]},
    }
    return json.dumps([the_book, the_data], indent=2, ensure_ascii=False)


def _ris(facts: dict[str, Any]) -> str:
    book, package, author = facts["book"], facts["package"], facts["author"]
    the_book = [
        ("TY", "BOOK"),
        ("AU", f"{author['family']}, {author['given']}"),
        ("TI", facts["book_title"]),
        ("PB", book["publisher"]),
        ("CY", book["place"]),
        ("PY", book["year"]),
        ("SN", book["isbn"]),
        ("SP", facts["pages"][0] if facts["pages"] else ""),
        ("EP", facts["pages"][-1] if facts["pages"] else ""),
        ("N1", facts["label"]),
    ]
    the_data = [
        ("TY", "DATA"),
        ("AU", package["authors"]),
        ("TI", facts["data_title"]),
        ("PY", package["released"][:4]),
        ("ET", package["version"]),
        ("N1", f"Digitised from {author['family']} ({book['year']})"),
    ]
    return "\n".join(
        f"{tag}  - {value}"
        for reference in (the_book, the_data)
        for tag, value in [*((t, v) for t, v in reference if v), ("ER", "")]
    )
