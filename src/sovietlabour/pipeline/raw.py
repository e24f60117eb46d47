"""The raw tables: one CSV of verbatim cells and one TOML of page facts for each table.

The CSV holds, in this order: the keys of a row (our reading of its labels), ``line`` of its numbers, the printed
``label`` and ``heading`` with ``label_line`` and ``heading_line`` where they stand on other lines, further attributes,
and the value columns that the TOML lists. Empty means: nothing is printed there.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sovietlabour.models import Table
from sovietlabour.pipeline.files import Lines, folder_of, read_csv, read_toml

KEY_SEPARATOR = " | "
FACTS = {"order": int, "label": str, "printed_title": str, "years": list, "original_source": str, "footnotes": list}
"""What the TOML of every table must say, and in which form."""
OTHER_FACTS = {"values": dict, "other_lines": dict, "chapter": int, "note": int}
OTHER_FACTS |= dict.fromkeys(("lines", "headings", "series"), list)
"""What it may say."""
WHOLE_NUMBERS = ("line", "label_line", "heading_line", "definition_line", "first_line", "last_line")
NEVER_TYPED = ("page",)
"""Columns that follow from others."""


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
    before, name, folder = len(problems), table.name, folder_of(data, table.name)
    facts = read_toml(folder / f"{name}.toml", problems)
    if facts or len(problems) == before:
        problems += _wrong_facts(name, facts)
    lines = _read_parts(folder, name, problems)
    if len(problems) > before:
        return None
    if not lines:
        problems.append(f"{name}.csv: holds no rows")
        return None
    header = list(lines[0][1])
    named_by = table.model.keys()
    keys = [key for key in named_by if key in header]
    values = list(facts.get("values", {}))
    missing = [column for column in (*(["line"] if values else []), *values) if column not in header]
    if missing or not keys:
        problems.append(f"{name}.csv: missing columns: {', '.join(missing or named_by)}")
    problems += [f"{name}.csv: column {c!r} follows from others; take it out" for c in NEVER_TYPED if c in header]
    if len(problems) > before:
        return None
    raw = RawTable(name, facts, keys, values, [row for _, row in lines])
    problems += _wrong_rows(raw, lines)
    return raw if len(problems) == before else None


def _wrong_facts(name: str, facts: dict[str, Any]) -> list[str]:
    missing = [fact for fact in FACTS if fact not in facts]
    return [f"{name}.toml: missing facts: {', '.join(missing)}" for _ in missing[:1]] + [
        f"{name}.toml: {fact}: expected {_KINDS[kind]}; found {facts[fact]!r}"
        for fact, kind in (FACTS | OTHER_FACTS).items()
        if fact in facts and type(facts[fact]) is not kind
    ]


_KINDS = {int: "a whole number", str: "a text", list: "a list", dict: "a table"}


def _wrong_rows(raw: RawTable, lines: Lines) -> list[str]:
    problems = []
    seen: dict[str, int] = {}
    for number, row in lines:
        key = raw.row_key(row)
        if key in seen:
            problems.append(f"{raw.name}.csv:{number}: the key {key!r} stands already on line {seen[key]}")
        seen[key] = number
        for column in WHOLE_NUMBERS:
            text = row.get(column, "")
            needed = column == "line" and raw.quotes and row["printed"]
            if (text or needed) and not (text.isascii() and text.isdecimal()):
                problems.append(f"{raw.name}[{key}, {column}]: expected a whole number; found {text!r}")
        first, last = raw.facts.get("lines", (0, 0)) if raw.values else (0, 0)
        if last and row["line"].isdecimal() and not first <= int(row["line"]) <= last:
            problems.append(f"{raw.name}[{key}, line]: expected a line from {first} to {last}; found {row['line']}")
    return problems


def _read_parts(folder: Path, name: str, problems: list[str]) -> Lines:
    """Read the CSV of a table, or all CSVs of the folder of that name, which must have the same columns."""
    if not (folder / name).is_dir():
        return read_csv(folder / f"{name}.csv", None, problems)
    lines: Lines = []
    for path in sorted((folder / name).glob("*.csv")):
        part = read_csv(path, None, problems)
        if lines and part and list(part[0][1]) != list(lines[0][1]):
            problems.append(f"{name}/{path.name}: the columns are not those of the other files of the folder")
        lines += part
    return lines
