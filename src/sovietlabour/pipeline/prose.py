"""Statements of the prose that repeat, round or bound a cell of a table, used as checks of that cell.

A check says between which bounds the cell must lie (both included) for the author's own sentence to be true of it.
With `per_row` the bounded quantity is the ratio of the cell to the cell of that other row of the same column.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sovietlabour.models._model import TableModel
from sovietlabour.pipeline.files import read_csv

COLUMNS = (
    "table",
    "row",
    "column",
    "per_row",
    "low",
    "high",
    "relation",
    "line",
    "printed",
    "explanation",
)
RELATIONS = ("confirms", "contradicts")


@dataclass(frozen=True)
class ProseCheck:
    """One statement about one cell."""

    table: str
    row: str
    column: str
    per_row: str
    low: float
    high: float
    relation: str
    """`confirms`: the cell must lie between the bounds; `contradicts`: it is known not to."""
    line: int
    printed: str
    explanation: str

    def __str__(self) -> str:
        return f"{self.table}[{self.row}, {self.column}]"


def read_prose_checks(path: Path, problems: list[str]) -> list[ProseCheck]:
    """Read the statements; what is wrong with their lines goes to `problems`."""
    checks = []
    for number, row in read_csv(path, COLUMNS, problems):
        where = f"{path.name}:{number}"
        try:
            low, high, line = float(row["low"]), float(row["high"]), int(row["line"])
        except ValueError as error:
            problems.append(f"{where}: low, high and line must be numbers: {error}")
            continue
        if row["relation"] not in RELATIONS or low > high or not row["explanation"].strip():
            problems.append(f"{where}: needs low <= high, an explanation, and a relation of {', '.join(RELATIONS)}")
            continue
        numbers = {"low": low, "high": high, "line": line}
        checks.append(ProseCheck(**{**row, **numbers}))  # type: ignore[arg-type]
    return checks


def failures(checks: list[ProseCheck], tables: dict[str, tuple[type[TableModel], pd.DataFrame]]) -> list[str]:
    """Give one line for each statement that is not true of the built tables."""
    problems = []
    by_key = {name: frame.set_index(pd.Index(model.row_keys(frame))) for name, (model, frame) in tables.items()}
    for check in checks:
        if check.table not in by_key:
            continue
        frame = by_key[check.table]
        rows = [check.row, *([check.per_row] if check.per_row else [])]
        unknown = [row for row in rows if row not in frame.index]
        if unknown or check.column not in frame.columns:
            problems.append(f"prose_checks.csv: {check}: there is no such cell")
            continue
        values = frame[check.column].astype("float64")
        found = values.loc[check.row] / (values.loc[check.per_row] if check.per_row else 1)
        holds = check.low - 1e-9 <= found <= check.high + 1e-9
        if holds != (check.relation == "confirms"):
            per = f" / {check.per_row}" if check.per_row else ""
            expected = f"{'' if check.relation == 'confirms' else 'not '}{check.low:g} to {check.high:g}"
            problems.append(
                f"{check}{per}: expected {expected}, as line {check.line} of the text says "
                f"({check.printed!r}); found {found:g}"
            )
    return problems
