"""The sources of the book as a bibliography for reference managers."""

from typing import Any, Literal, get_args

from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame

BibliographyStyle = Literal["bibtex", "csl-json"]
BIBLIOGRAPHY_STYLES: tuple[BibliographyStyle, ...] = get_args(BibliographyStyle)
_BIBTEX_KINDS = {
    "newspaper": "article",
    "periodical": "article",
    "book": "book",
    "article": "misc",
    "decree": "misc",
    "collection": "book",
    "manuscript": "unpublished",
}
_CSL_KINDS = {
    "newspaper": "article-newspaper",
    "periodical": "article-journal",
    "book": "book",
    "article": "article",
    "decree": "legislation",
    "collection": "book",
    "manuscript": "manuscript",
}


def bibliography(style: BibliographyStyle = "bibtex") -> str:
    """Write all sources that the book's surviving notes name, for a reference manager.

    Parameters
    ----------
    style
        ``"bibtex"`` or ``"csl-json"``.

    Returns
    -------
    str
        One entry per row of the table `sources`, under its key. Nothing is added to what the notes say: an issue of a
        newspaper has no title, a short title stays short.

    Raises
    ------
    ArgumentError
        If the style is neither.
    """
    if style not in BIBLIOGRAPHY_STYLES:
        raise ArgumentError(f"style must be one of {', '.join(BIBLIOGRAPHY_STYLES)}; found {style!r}")
    frame = load_frame("sources", "keep").astype(object)
    rows = frame.where(frame.notna(), None).to_dict("records")
    return {"bibtex": _bibtex, "csl-json": _csl_json}[style]([{str(k): v for k, v in row.items()} for row in rows])


def _bibtex(rows: list[dict[str, Any]]) -> str:
    from sovietlabour._citation import bibtex_entry

    entries = []
    for row in rows:
        people = " and ".join(_people(row, "{{{}}}"))
        fields = {
            "author": people,
            "title": f"{{{_title(row)}}}" if _title(row) else None,
            "journal": row["journal_title"] or row["journal"],
            "number": row["number"],
            "year": row["year"],
            "date": f"{row['date']:%Y-%m-%d}" if row["date"] else None,
            "address": row["publisher_place"],
            "pages": (row["pages"] or "").replace("-", "--"),
            "note": f"Cited in Filtzer (1986), {row['cited']}",
        }
        entries.append(bibtex_entry(_BIBTEX_KINDS[row["kind"]], row["source"], fields))
    return "\n\n".join(entries)


def _csl_json(rows: list[dict[str, Any]]) -> str:
    import json

    items = []
    for row in rows:
        day = row["date"]
        issued = [day.year, day.month, day.day] if day else [int(row["year"])] if row["year"] else None
        item = {
            "id": row["source"],
            "type": _CSL_KINDS[row["kind"]],
            "author": [{"literal": person} for person in _people(row, "{}")],
            "title": _title(row),
            "container-title": row["journal_title"] or row["journal"],
            "issue": row["number"],
            "issued": {"date-parts": [issued]} if issued else None,
            "publisher-place": row["publisher_place"],
            "page": row["pages"],
            "note": f"Cited in Filtzer (1986), {row['cited']}",
        }
        items.append({field: value for field, value in item.items() if value})
    return json.dumps(items, indent=2, ensure_ascii=False)


def _people(row: dict[str, Any], form: str) -> list[str]:
    return [form.format(person) for person in (row["author"] or "").split("; ") if person]


def _title(row: dict[str, Any]) -> str:
    english = f" [{row['title_english']}]" if row["title_english"] else ""
    return f"{row['title'] or ''}{english}".strip()
