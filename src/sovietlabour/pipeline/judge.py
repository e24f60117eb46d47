"""From raw cells to numbers with place and certainty: the rules of reading, and the ledger's judgments."""

import pandas as pd

from sovietlabour._vocabulary import UNCERTAIN
from sovietlabour.models._cells import Cell
from sovietlabour.pipeline.ledger import Ledger, Reading
from sovietlabour.pipeline.numbers import NUMBER, parse_range
from sovietlabour.pipeline.pages import PageMap
from sovietlabour.pipeline.quantities import derivation
from sovietlabour.pipeline.raw import RawTable


def judge(table: RawTable, ledger: Ledger, pages: PageMap, problems: list[str]) -> pd.DataFrame:
    """Turn the printed cells into `Cell` objects, with the ledger's judgments.

    Returns
    -------
    pandas.DataFrame
        The raw table with the page of each line; value columns hold `Cell` objects, all others text.
    """
    frame = pd.DataFrame(table.rows, dtype="str")
    cells = [judge_row(table, row, ledger, pages, problems) for row in table.rows]
    for column in table.values:
        frame[column] = pd.Series([of_row[column] for of_row in cells], dtype=object)
    if "line" in frame:
        frame["page"] = [str(pages.page(int(line)) or "") if line else "" for line in frame["line"]]
    return frame


def judge_row(
    table: RawTable, row: dict[str, str], ledger: Ledger, pages: PageMap, problems: list[str]
) -> dict[str, Cell | None]:
    """Judge the numbers of one row, by value column."""
    if table.quotes:
        return _judge_statement(table, row, ledger, pages, problems)
    return {column: _judge_cell(table, row, column, ledger, pages, problems) for column in table.values}


def _judge_cell(
    table: RawTable, row: dict[str, str], column: str, ledger: Ledger, pages: PageMap, problems: list[str]
) -> Cell:
    key, printed = table.row_key(row), row[column]
    where = f"{table.name}[{key}, {column}]"
    reading = _reading(table, key, column, printed, ledger, problems)
    # A label without a value has a line of its own, too.
    own = row["line"] or ("" if printed else row.get("label_line", ""))
    line = int(own) if own else None
    status, text = _read(printed, reading)
    if reading is not None and status != reading.status:
        problems.append(f"ledger.csv: {where}: the line says {reading.status}; the cell is {status}")
    if text is None and printed.strip():
        problems.append(f"{where}: expected a number; found {printed!r} on line {line}")
    if printed and line is None:
        problems.append(f"{where}: {printed!r} has no line")
    argument, exception = (reading.argument, reading.exception) if reading else ("", "")
    return Cell(printed, pages.page(line) if line else None, line, status, text, argument, exception)


def _reading(
    table: RawTable, key: str, column: str, printed: str, ledger: Ledger, problems: list[str]
) -> Reading | None:
    """Take the ledger's line of a cell, which must have been written for these characters."""
    reading = ledger.take(table.name, key, column)
    if reading is not None and reading.printed != printed:
        problems.append(
            f"ledger.csv: {table.name}[{key}, {column}]: the line was written for {reading.printed!r}; "
            f"the raw cell is {printed!r}"
        )
    return reading


def _read(printed: str, reading: Reading | None) -> tuple[str, str | None]:
    """Give status and number text of a cell."""
    if not printed.strip() and not (reading and reading.reading):
        return ("doubtful" if reading and reading.status == "doubtful" else "blank"), None
    ends = parse_range((reading.reading if reading else "") or printed)
    text = None if ends is None else ends[0] if ends[0] == ends[1] else " - ".join(ends)
    if reading is not None and reading.status in UNCERTAIN:
        return reading.status, text
    return ("printed" if text == printed.replace(",", "") else "closed_up"), text


def _judge_statement(
    table: RawTable, row: dict[str, str], ledger: Ledger, pages: PageMap, problems: list[str]
) -> dict[str, Cell | None]:
    """Judge a statement of running text: each value must follow from the printed words by rule, or by the ledger."""
    key, printed = table.row_key(row), row["printed"]
    where = f"{table.name}[{key}, printed]"
    reading = _reading(table, key, "printed", printed, ledger, problems)
    stated = {column: row[column] for column in table.values if row[column]}
    if table.values and not stated:
        problems.append(f"{where}: expected a value, or a lower or an upper bound; found none")
    if reading and reading.reading and reading.reading.split(" - ") != list(stated.values()):
        problems.append(
            f"ledger.csv: {where}: the line reads {reading.reading!r}; the row has {' - '.join(stated.values())!r}"
        )
    cells: dict[str, Cell | None] = dict.fromkeys(table.values)
    by_rule: set[str | None] = set()
    for column, text in stated.items():
        plain = NUMBER.fullmatch(text)
        rule = derivation(printed, float(text)) if plain else None
        by_rule.add(rule)
        if rule is None and not (plain and reading and reading.reading):
            problems.append(f"{where}: {column} {text} does not follow from {printed!r}; it needs a line of the ledger")
        line = int(row["line"])
        status, argument = (reading.status, reading.argument) if reading else (rule or "doubtful", "")
        cells[column] = Cell(printed, pages.page(line), line, status, text, argument)
    if reading and reading.status != "doubtful" and None not in by_rule:
        problems.append(f"ledger.csv: {where}: the line is not needed; {printed!r} gives the number by rule")
    return cells
