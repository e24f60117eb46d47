"""The ledger: every cell whose reading or place was judged, with its argument.

A line that fits no cell, fits a cell twice, repeats what the page says otherwise, or has no argument is an error:
nothing in the ledger is ever skipped in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sovietlabour._vocabulary import STATUSES, UNCERTAIN
from sovietlabour.pipeline.files import read_csv

COLUMNS = ("table", "row", "column", "printed", "status", "reading", "exception", "argument")


@dataclass(frozen=True)
class Reading:
    """One line of the ledger: what was judged about one cell of a raw table."""

    table: str
    row: str
    """Keys of the row, joined by `` | ``."""
    column: str
    """Column of the raw file."""
    printed: str
    """The raw cell this line was written for; another content makes the line an error."""
    status: str
    reading: str
    """The number to use where the two rules do not give it; usually empty."""
    exception: str
    """The check this cell is known to fail, because the page does."""
    argument: str

    @property
    def cell(self) -> tuple[str, str, str]:
        """Where the cell stands: table, row, column."""
        return self.table, self.row, self.column

    def __str__(self) -> str:
        return f"{self.table}[{self.row}, {self.column}]"


class Ledger:
    """All readings, each to be used exactly once."""

    def __init__(self, readings: list[Reading], problems: list[str]) -> None:
        self.readings = readings
        self._by_cell: dict[tuple[str, str, str], Reading] = {}
        self._used: set[tuple[str, str, str]] = set()
        for reading in readings:
            if reading.cell in self._by_cell:
                problems.append(f"ledger.csv: {reading}: a second line for the same cell")
            self._by_cell[reading.cell] = reading

    def take(self, table: str, row: str, column: str) -> Reading | None:
        """Give the reading of a cell, if it was judged, and note that it was used."""
        cell = (table, row, column)
        self._used.add(cell)
        return self._by_cell.get(cell)

    def unused(self) -> Iterator[Reading]:
        """Give the readings that fitted no cell."""
        return (reading for cell, reading in self._by_cell.items() if cell not in self._used)

    def exceptions(self) -> dict[str, dict[str, list[str]]]:
        """Give, per table and check, the rows that are known to fail it."""
        found: dict[str, dict[str, list[str]]] = {}
        for reading in self.readings:
            if reading.exception:
                rows = found.setdefault(reading.table, {}).setdefault(reading.exception, [])
                if reading.row not in rows:
                    rows.append(reading.row)
        return found


def read_ledger(path: Path, problems: list[str]) -> Ledger:
    """Read the ledger; what is wrong with its lines goes to `problems`."""
    readings = []
    for place, line in read_csv(path, COLUMNS, problems):
        reading = Reading(**line)
        where = f"{place}: {reading}"
        if reading.status not in STATUSES:
            problems.append(f"{where}: status must be one of {', '.join(STATUSES)}; found {reading.status!r}")
        if not reading.argument.strip():
            problems.append(f"{where}: the argument is missing")
        if reading.reading and reading.status not in UNCERTAIN:
            problems.append(f"{where}: a reading other than the printed one must be inferred or doubtful")
        if reading.status == "blank" and reading.printed:
            problems.append(f"{where}: a blank cell has nothing printed; found {reading.printed!r}")
        readings.append(reading)
    return Ledger(readings, problems)
