"""Where every record has its page. An address is made from the id alone, so that it never changes."""

import re
import unicodedata
from functools import cache
from typing import Literal

from sovietlabour import table_names
from sovietlabour._frames import load_frame

Kind = Literal["indicator", "enterprise", "law", "provision", "term", "source", "number", "series", "table"]

PATTERNS: dict[Kind, str] = {
    "indicator": "indicator/{}.html",
    "enterprise": "enterprise/{}.html",
    "law": "law/{}.html",
    "provision": "law/{}",
    "term": "terms.html#{}",
    "source": "sources.html#{}",
    "number": "number/{}.html",
    "series": "series/{}.html",
    "table": "tables/{}.html",
}
TABLES: dict[Kind, tuple[str, str]] = {
    "indicator": ("indicators", "indicator"),
    "enterprise": ("enterprises", "enterprise"),
    "law": ("laws", "law"),
    "provision": ("provisions", "provision"),
    "term": ("terms", "term"),
    "source": ("sources", "source"),
    "number": ("observations", "observation"),
    "series": ("long_series", "series"),
}
"""Where the ids of a kind stand."""


def address(kind: Kind, name: str) -> str:
    """Give the address of a record, from the root of the site; fails if there is none, or two would share one."""
    known = addresses(kind)
    if name not in known:
        raise ValueError(f"there is no {kind} {name!r} to link to")
    return known[name]


@cache
def addresses(kind: Kind) -> dict[str, str]:
    """Give the addresses of all records of a kind, by their ids."""
    if kind == "table":
        return {name: PATTERNS[kind].format(name) for name in table_names()}
    table, column = TABLES[kind]
    names = dict.fromkeys(load_frame(table, "keep")[column])
    found: dict[str, str] = {}
    for name in names:
        place = PATTERNS[kind].format(_within(kind, name))
        if place in found:
            raise ValueError(f"the {kind}s {found[place]!r} and {name!r} would share the address {place}")
        found[place] = name
    return {name: place for place, name in found.items()}


def slug(text: str) -> str:
    """Write a text in lower case ASCII, everything but letters, digits and the underscore as a hyphen."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", ascii_text.lower()).strip("-")


def _within(kind: Kind, name: str) -> str:
    if kind == "provision":
        law, number = name.rsplit("/", 1)
        return f"{slug(law)}.html#{number}"
    if kind == "number" and (cell := re.fullmatch(r"(\w+), (.*), (\w+)", name)):
        table, row, column = cell.groups()
        return f"{table}--{slug(row)}--{column}"
    return slug(name)
