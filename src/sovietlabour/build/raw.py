"""The raw tables: one CSV of verbatim cells and one TOML of page facts for each table.

The CSV holds, in this order: the keys of a row (our reading of its labels), ``page`` and ``line`` of its numbers,
the printed ``label`` and ``heading`` with ``label_line`` and ``heading_line`` where they stand on other lines, further
attributes, and the value columns that the TOML lists. Empty means: nothing is printed there.
"""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from sovietlabour.build.ledger import Ledger, Reading, read_csv
from sovietlabour.build.numbers import NUMBER, parse_range
from sovietlabour.build.quantities import derivation

KEY_SEPARATOR = " | "
FACTS = ("order", "label", "printed_title", "pages", "years", "original_source", "known_issues", "footnotes")
"""What the TOML of every table must say."""


@dataclass(frozen=True)
class Cell:
    """One printed number (or blank), its place on the page, and how far its reading is certain."""

    printed: str
    page: int | None
    """Page of the book; None where the text has lost it."""
    line: int | None
    status: str
    text: str | None
    """Plain decimal text of the number; None where the page is blank."""
    evidence: str = ""
    exception: str = ""

    @property
    def value(self) -> float | None:
        """The number; None where the page is blank."""
        return None if self.text is None else float(self.text)

    def blank(self) -> "Cell":
        """Give a blank beside this cell, for a column that the page does not have in this row."""
        return Cell("", self.page, self.line, "blank", None)

    def low(self) -> "Cell":
        """Give the lower end of a range, as a cell of the same place."""
        return replace(self, text=self.text and self.text.partition(" - ")[0])

    def high(self) -> "Cell":
        """Give the upper end of a range, as a cell of the same place."""
        return replace(self, text=self.text and self.text.rpartition(" - ")[2])


@dataclass(frozen=True)
class RawTable:
    """A table as it stands on the page."""

    name: str
    facts: dict[str, Any]
    keys: list[str]
    values: list[str]
    rows: list[dict[str, str]] = field(repr=False)

    def row_key(self, row: dict[str, str]) -> str:
        """Name a row by its keys, as ledger and messages do."""
        return KEY_SEPARATOR.join(row[key] for key in self.keys)


def read_raw(folder: Path, name: str, problems: list[str]) -> RawTable | None:
    """Read the raw pair of a table; what is wrong with it goes to `problems`."""
    before = len(problems)
    try:
        facts = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{name}.toml: cannot be read: {error}")
        return None
    unstated = [fact for fact in FACTS if fact not in facts]
    if unstated:
        problems.append(f"{name}.toml: missing facts: {', '.join(unstated)}")
    lines = _read_parts(folder, name, problems)
    if len(problems) > before:
        return None
    if not lines:
        problems.append(f"{name}.csv: holds no rows")
        return None
    header = list(lines[0][1])
    keys = header[: header.index("page")] if "page" in header else list(facts.get("keys", []))
    values = list(facts.get("values", {}))
    needed = [*keys, *(["page", "line"] if values else []), *values]
    missing = [column for column in needed if column not in header]
    if missing or not keys:
        problems.append(f"{name}.csv: missing columns: {', '.join(missing or ['page'])}")
        return None
    table = RawTable(name, facts, keys, values, [row for _, row in lines])
    seen: dict[str, int] = {}
    for number, row in lines:
        key = table.row_key(row)
        if key in seen:
            problems.append(f"{name}.csv:{number}: the key {key!r} stands already on line {seen[key]}")
        seen[key] = number
        for column in ("page", "line", "label_line", "heading_line"):
            needed_here = column == "page" and bool(values) and not facts.get("quotes")
            if (row.get(column) or needed_here) and not row[column].isdecimal():
                problems.append(f"{name}[{key}, {column}]: expected a whole number; found {row[column]!r}")
    return table if len(problems) == before else None


def _read_parts(folder: Path, name: str, problems: list[str]) -> list[tuple[int, dict[str, str]]]:
    """Read the CSV of a table, or all CSVs of the folder of that name, which must have the same columns."""
    if not (folder / name).is_dir():
        return read_csv(folder / f"{name}.csv", None, problems)
    lines: list[tuple[int, dict[str, str]]] = []
    for path in sorted((folder / name).glob("*.csv")):
        part = read_csv(path, None, problems)
        if lines and part and list(part[0][1]) != list(lines[0][1]):
            problems.append(f"{name}/{path.name}: the columns are not those of the other files of the folder")
        lines += part
    return lines


def judge(table: RawTable, ledger: Ledger, problems: list[str]) -> pd.DataFrame:
    """Turn the printed cells into `Cell` objects, with the ledger's judgments.

    Returns
    -------
    pandas.DataFrame
        The raw table; value columns hold `Cell` objects, all others text.
    """
    frame = pd.DataFrame(table.rows, dtype="str")
    if table.facts.get("kind") == "statements":
        return _judge_statements(table, frame, ledger, problems)
    for column in table.values:
        frame[column] = pd.Series(
            [_judge_cell(table, row, column, ledger, problems) for row in table.rows], dtype=object
        )
    return frame


def _judge_cell(table: RawTable, row: dict[str, str], column: str, ledger: Ledger, problems: list[str]) -> Cell:
    key, printed = table.row_key(row), row[column]
    where = f"{table.name}[{key}, {column}]"
    reading = ledger.take(table.name, key, column)
    if reading is not None and reading.printed != printed:
        problems.append(
            f"readings.csv: {where}: the line was written for {reading.printed!r}; the raw cell is {printed!r}"
        )
    line = int(row["line"]) if row["line"] else None
    status, text = _read(printed, reading)
    if reading is not None and status != reading.status:
        problems.append(f"readings.csv: {where}: the line says {reading.status}; the cell is {status}")
    if text is None and printed.strip():
        problems.append(f"{where}: expected a number; found {printed!r} on line {line}")
    if printed and line is None:
        problems.append(f"{where}: {printed!r} has no line")
    argument, exception = (reading.argument, reading.exception) if reading else ("", "")
    return Cell(printed, int(row["page"]), line, status, text, argument, exception)


def _read(printed: str, reading: Reading | None) -> tuple[str, str | None]:
    """Give status and number text of a cell."""
    if not printed.strip() and not (reading and reading.reading):
        return ("doubtful" if reading and reading.status == "doubtful" else "blank"), None
    ends = parse_range((reading.reading if reading else "") or printed)
    text = None if ends is None else ends[0] if ends[0] == ends[1] else " - ".join(ends)
    if reading is not None and reading.status in ("inferred", "doubtful"):
        return reading.status, text
    return ("printed" if text == printed.replace(",", "") else "closed_up"), text


def _judge_statements(table: RawTable, frame: pd.DataFrame, ledger: Ledger, problems: list[str]) -> pd.DataFrame:
    """Judge statements of running text: each value must follow from the printed words by rule, or by the ledger."""
    cells: dict[str, list[Cell | None]] = {column: [] for column in table.values}
    for row in table.rows:
        key, printed = table.row_key(row), row["printed"]
        where = f"{table.name}[{key}, printed]"
        reading = ledger.take(table.name, key, "printed")
        if reading is not None and reading.printed != printed:
            problems.append(
                f"readings.csv: {where}: the line was written for {reading.printed!r}; the raw cell is {printed!r}"
            )
        if not any(row[column] for column in table.values):
            problems.append(f"{where}: expected a value, or a lower or an upper bound; found none")
        for column in table.values:
            cells[column].append(_statement_cell(row, column, where, reading, problems))
    return frame.assign(**{column: pd.Series(found, dtype=object) for column, found in cells.items()})


def _statement_cell(
    row: dict[str, str], column: str, where: str, reading: Reading | None, problems: list[str]
) -> Cell | None:
    text, printed = row[column], row["printed"]
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        problems.append(f"{where}: expected a plain number as {column}; found {text!r}")
        return None
    status = reading.status if reading else derivation(printed, float(text))
    if status is None:
        problems.append(f"{where}: {column} {text} does not follow from {printed!r}; it needs a line of the ledger")
        return None
    page = int(row["page"]) if row["page"] else None
    return Cell(printed, page, int(row["line"]), status, text, reading.argument if reading else "")
