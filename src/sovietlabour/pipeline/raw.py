"""The raw tables: one CSV of verbatim cells and one TOML of page facts for each table.

The CSV holds the columns that the TOML lists, in this order: the keys of a row (our reading of its labels), ``line`` of
its numbers, the printed ``label`` and ``heading`` with ``label_line`` and ``heading_line`` where they stand on other
lines, further attributes, and the value columns. Empty means: nothing is printed there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sovietlabour.models import Table
from sovietlabour.models._columns import FIRST_LINE, LAST_LINE
from sovietlabour.models._model import TableModel
from sovietlabour.pipeline.files import CURATED, RAW, TEXT, Lines, misfits, read_csv, read_toml, shown
from sovietlabour.pipeline.numbers import NUMBER

KEY_SEPARATOR = " | "
LINES = FIRST_LINE, LAST_LINE
LINE = range(FIRST_LINE, LAST_LINE + 1)
DAY = re.compile("1[89][0-9]{2}-[0-9]{2}-[0-9]{2}")
"""Of the two centuries of which the book speaks."""
WHOLE = re.compile("0|[1-9][0-9]{0,9}")
OF_A_CELL = [f"{code}?" for code in ("indicator", "population", "industry", "occupation", "subset", "nature")]
"""Codes of `observations` that a value of a key may have, and none of which a page prints."""
_OF_A_PAGE = {"chapter": range(11), "lines": (LINE,), "values": {"*": TEXT}, "other_lines": {"*": [LINE]}}
_FOOTNOTE = {"marker": TEXT, "line": LINE, "applies_to": TEXT, "text": TEXT}
FACTS: dict[str, Any] = {"label": re.compile(r"(?:Table [0-9]+\.[0-9]+)?"), "order": range(1, 1000)}
FACTS |= {"printed_title": re.compile(rf"(?:{TEXT.pattern})?"), "years": (range(1800, 2000),), "original_source": TEXT}
FACTS |= {"footnotes": [_FOOTNOTE], "columns": [TEXT], "rows": range(1, 100_000), "note?": range(1, 1000)}
FACTS |= {"codes?": {"*": {"*": dict.fromkeys(OF_A_CELL, re.compile(f"(?:{TEXT.pattern})?"))}}}
FACTS |= {"headings?": [{"line": LINE, "printed": [TEXT]}], "series?": [{"name": TEXT, "note": TEXT}]}
FACTS |= {f"{fact}?": shape for fact, shape in _OF_A_PAGE.items()}
"""What the TOML of a table says, and may say (see `misfits`)."""


@dataclass(frozen=True)
class RawTable:
    """A table as it stands on the page."""

    name: str
    facts: dict[str, Any]
    keys: list[str]
    values: list[str]
    rows: list[dict[str, str]] = field(repr=False)

    @property
    def quotes(self) -> bool:
        """Whether its rows quote running text, and are no cells of a printed table."""
        return "printed" in self.rows[0]

    def row_key(self, row: dict[str, str]) -> str:
        """Name a row by its keys, as ledger and messages do."""
        return KEY_SEPARATOR.join(row[key] for key in self.keys)


def read_raw(data: Path, table: Table, problems: list[str]) -> RawTable | None:
    """Read the raw pair of a table; what is wrong with it goes to `problems`."""
    before, name = len(problems), table.name
    folder = data / (CURATED if (data / CURATED / f"{name}.toml").is_file() else RAW)
    facts = read_toml(folder / f"{name}.toml", FACTS, problems)
    if facts.get("label"):  # a printed table has a place on the page, and cells
        problems += misfits(f"{name}.toml", {f: facts[f] for f in _OF_A_PAGE if f in facts}, _OF_A_PAGE)
    header, values, named_by = facts.get("columns", []), list(facts.get("values", {})), table.model.keys()
    keys = [key for key in named_by if key in header]
    lost = [column for column in ("line", *values) if values and column not in header]
    if facts and (lost or not keys):
        problems.append(f"{name}.toml: columns: {', '.join(lost or named_by)}: is missing")
    folded = (folder / name).is_dir()
    parts = sorted((folder / name).glob("*.csv")) if folded else [folder / f"{name}.csv"]
    lines = [line for part in parts for line in read_csv(part, header or None, problems)]
    if len(problems) > before:
        return None
    raw = RawTable(name, facts, keys, values, [row for _, row in lines])
    problems += [
        f"{name}.toml: codes: {column}: expected codes of each of its values, and of no other"
        for column, codes in facts.get("codes", {}).items()
        if {row.get(column) for row in raw.rows} != codes.keys() or not all(codes.values())
    ]
    problems += _wrong_rows(raw, lines, table.model)
    readable = lines and len(problems) == before
    if len(lines) != facts["rows"]:  # which of them is missing, the model may know
        problems.append(f"{name}.csv: expected {facts['rows']} rows, as {name}.toml says; found {len(lines)}")
    return raw if readable else None


def _wrong_rows(raw: RawTable, lines: Lines, model: type[TableModel]) -> Iterator[str]:
    seen: dict[str, str] = {}
    declared = model.to_schema().columns
    own = raw.facts.get("lines", LINES) if raw.values else LINES
    for place, row in lines:
        key = raw.row_key(row)
        if key in seen:
            yield f"{place}: the key {key!r} stands already in {seen[key]}"
        seen[key] = place
        for column, text in row.items():
            needed = column == "line" and raw.quotes and row["printed"] and not text
            expected = "a line" if needed else _expected(column, text, declared.get(column), own)
            if expected and (raw.quotes or column not in raw.values):
                yield f"{place}, {column}: expected {expected}; found {shown(text)}"


def _expected(column: str, text: str, declared: Any, own: Sequence[int]) -> str | None:
    """Say what a cell must be, if it is not."""
    dtype = "text" if declared is None else str(declared.dtype).lower()
    items = text.split("; ") if declared is not None and declared.metadata["several"] else [text]
    if not text:
        needed = dtype.startswith(("int", "float", "datetime")) and column != "line" and not declared.nullable
        return "a value" if needed else None
    if len(items) > len(set(items)) or (items != [text] and any(";" in item or not item for item in items)):
        return "different values with '; ' between them"
    if dtype.startswith("int") or column == "chapter" or column.endswith(("line", "lines")):
        last = 10 if column == "chapter" else np.iinfo(dtype).max if dtype.startswith("int") else 0
        first, last = own if column == "line" else LINES if "line" in column else (0, last)
        fits = all(WHOLE.fullmatch(item) and first <= int(item) <= last for item in items)
        return None if fits else f"a whole number from {first} to {last}"
    if dtype.startswith("float"):
        return None if NUMBER.fullmatch(text) and len(text) < 20 else "a plain number"
    is_day = DAY.fullmatch(text) and pd.notna(pd.to_datetime(text, format="%Y-%m-%d", errors="coerce"))
    return "a day, such as 1933-05-01" if dtype.startswith("datetime") and not is_day else None
