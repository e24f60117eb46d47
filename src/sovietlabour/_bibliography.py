"""The sources of the book as a bibliography."""

from typing import Any

from sovietlabour._frames import rows
from sovietlabour._references import Reference, Style, joined, write

# Where CSL has another word for a kind.
_CSL_TYPES = {
    "newspaper": "article-newspaper",
    "periodical": "article-journal",
    "decree": "legislation",
    "collection": "book",
}


def bibliography(style: Style = "bibtex") -> str:
    """Write all sources that the book's surviving notes name, for a reader or a reference manager.

    Parameters
    ----------
    style
        ``"text"`` for one line per source, ``"bibtex"``, ``"csl-json"`` or ``"ris"`` for a reference manager.

    Returns
    -------
    str
        One entry per row of the table `sources`, under its key. Nothing is added to what the notes say: an issue of a
        newspaper has no title, a short title stays short.

    Raises
    ------
    ArgumentError
        If the style is none of the four.
    """
    return write([reference_of(row) for row in rows("sources")], style)


def reference_of(row: dict[str, Any]) -> Reference:
    """Give a row of `sources` as a reference."""
    day, year, english = row["date"], row["year"], row["title_english"]
    issued = [day.year, day.month, day.day] if day else [year] if year else None
    return {
        "id": row["source"],
        "type": _CSL_TYPES.get(row["kind"], row["kind"]),
        "author": [{"literal": person} for person in (row["author"] or "").split("; ") if person],
        "title": joined(" ", row["title"], english and f"[{english}]"),
        "container-title": row["journal_title"] or row["journal"],
        "issue": row["number"],
        "issued": {"date-parts": [issued]} if issued else None,
        "publisher-place": row["publisher_place"],
        "page": row["pages"],
        "note": f"Cited in Filtzer (1986), {row['cited']}",
    }
