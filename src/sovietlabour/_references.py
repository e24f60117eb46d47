"""References: each is one item of CSL-JSON, and each style has one writer for a list of them."""

from datetime import date as Date
from typing import Any, Literal, get_args

from sovietlabour._names import meant

Style = Literal["text", "bibtex", "csl-json", "ris"]
STYLES: tuple[Style, ...] = get_args(Style)
Reference = dict[str, Any]

# What CSL calls it: what BibTeX and RIS call it.
_TYPES = {
    "article": ("misc", "GEN"),
    "article-journal": ("article", "JOUR"),
    "article-newspaper": ("article", "NEWS"),
    "book": ("book", "BOOK"),
    "dataset": ("misc", "DATA"),
    "legislation": ("misc", "STAT"),
    "manuscript": ("unpublished", "MANSCPT"),
}
_FIELDS = {
    "container-title": ("journal", "T2"),
    "issue": ("number", "IS"),
    "publisher": ("publisher", "PB"),
    "publisher-place": ("address", "CY"),
    "ISBN": ("isbn", "SN"),
    "version": ("version", "ET"),
}
_TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"})


def write(references: list[Reference], style: str) -> str:
    """Write references in a style; fields without a value are left out."""
    [wanted] = meant("style", style, STYLES)
    known = [{field: value for field, value in reference.items() if value} for reference in references]
    if wanted == "csl-json":
        import json

        return json.dumps(known, indent=2, ensure_ascii=False)
    if wanted == "bibtex":
        return "\n\n".join(map(_bibtex_entry, known))
    if wanted == "ris":
        return "\n".join(f"{tag}  - {value}" for reference in known for tag, value in _ris_lines(reference))
    return _text(known)


def joined(between: str, *parts: str | None) -> str:
    """Put together the parts that say anything."""
    return between.join(part for part in parts if part)


def day_in_words(day: Any) -> str:
    """Write a day: "1 May 1933"."""
    return f"{day.day} {day:%B %Y}"


def in_pages(page: str) -> str:
    """Put p. or pp. before pages, and nothing before what is not a page, such as "chs. 6 and 7"."""
    return f"{'p.' if page.isdigit() else 'pp.'} {page}" if page[:1].isdigit() else page


def between(earliest: int, latest: int) -> str:
    """Say that a page is one of several."""
    return f"between pp. {earliest} and {latest}"


def page_words(table: dict[str, Any]) -> str:
    """Say on which pages of the book a table stands, or between which; nothing if it has no place of its own."""
    if table.get("page_span"):
        return between(*table["page_span"])
    return in_pages("-".join(str(page) for page in table.get("pages", [])))


def in_tex(text: str) -> str:
    """Escape the signs that mean something to TeX."""
    return text.translate(_TEX)


def _bibtex_entry(reference: Reference) -> str:
    date = _date(reference)
    fields = {
        "author": " and ".join(_names(reference, literal="{{{}}}")),
        "title": f"{{{reference['title']}}}" if "title" in reference else "",
        **{name: reference.get(field, "") for field, (name, _) in _FIELDS.items()},
        "year": date[:4],
        "date": date if "-" in date else "",
        "howpublished": reference.get("genre", ""),
        "pages": reference.get("page", "").replace("-", "--"),
        "note": reference.get("note", ""),
    }
    lines = [f"  {name} = {{{in_tex(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_TYPES[reference['type']][0]}{{{reference['id']},", *lines, "}"])


def _ris_lines(reference: Reference) -> list[tuple[str, str]]:
    date = _date(reference)
    lines = [
        ("TY", _TYPES[reference["type"]][1]),
        ("ID", reference["id"]),
        *(("AU", name) for name in _names(reference)),
        ("TI", reference.get("title", "")),
        *((tag, reference.get(field, "")) for field, (_, tag) in _FIELDS.items()),
        ("PY", date[:4]),
        ("DA", date.replace("-", "/") if "-" in date else ""),
        *_ris_pages(reference.get("page", "")),
        ("N1", reference.get("note", "")),
    ]
    return [*((tag, value) for tag, value in lines if value), ("ER", "")]


def _ris_pages(page: str) -> list[tuple[str, str]]:
    """Give first and last page, the last in full ("212-13" ends on 213); a list of pages has no last one."""
    first, _, last = page.partition("-")
    if not (first + last).isdigit():
        return [("SP", page)]
    return [("SP", first), ("EP", first[: -len(last)] + last if last else first)]


def _text(references: list[Reference]) -> str:
    """Write a line for each; a data set stands on the line of the book that it was taken from."""
    before = {"dataset": " Data: "}
    return "".join(before.get(one["type"], "\n") + _sentences(one) for one in references).strip()


def _sentences(reference: Reference) -> str:
    dataset = reference["type"] == "dataset"
    names, date = "; ".join(_names(reference)), _date(reference)
    when = date[:4] if dataset or "-" not in date else day_in_words(Date.fromisoformat(date))
    imprint = joined(": ", reference.get("publisher-place"), reference.get("publisher"))
    issue, title = reference.get("issue", ""), reference.get("title")
    if dataset:
        title = f"{reference['title-short']} {reference['version']}"
    parts = [
        names,
        joined(" ", title, _bracketed(imprint if names else "")),
        reference.get("container-title"),
        f"no. {issue}" if issue[:1].isdigit() else issue,
        reference.get("section") or in_pages(reference.get("page", "")),
    ]
    first, *others = filter(None, parts)
    says = joined(", ", joined(" ", first, _bracketed(joined(", ", "" if names else imprint, when))), *others)
    remark = "" if dataset or "section" in reference else reference.get("note")
    return joined(". ", says.rstrip("."), remark) + "."


def _bracketed(text: str) -> str:
    return text and f"({text})"


def _names(reference: Reference, literal: str = "{}") -> list[str]:
    return [
        literal.format(person["literal"]) if "literal" in person else f"{person['family']}, {person['given']}"
        for person in reference.get("author", [])
    ]


def _date(reference: Reference) -> str:
    """Give the day, or the year alone, in ISO form."""
    return "-".join(f"{part:02}" for part in reference["issued"]["date-parts"][0]) if "issued" in reference else ""
