"""Printed numbers with their place and certainty, and tables made of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from sovietlabour._errors import BuildError
from sovietlabour._frames import records

if TYPE_CHECKING:
    from sovietlabour.models._model import TableModel
    from sovietlabour.pipeline.raw import RawTable


@dataclass(frozen=True)
class Cell:
    """One printed number (or blank), its place on the page, and how far its reading is certain."""

    printed: str
    page: int | None
    """Page of the book; None where the text fixes only a span."""
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

    def wrong_format(self, says: Mapping[str, Any]) -> str:
        """Say what is wrong with the printed form: its decimals, or thousands that are not printed in full."""
        places, step, excused = says["decimals"], says["step"], self.exception == "decimals"
        if self.text is None:
            return ""
        if places is not None and (len(self.text.partition(".")[2]) != places) != excused:
            expected = "a ledger exception no longer needed" if excused else f"{places} decimals"
            return f"expected {expected}; found {self.printed!r} on line {self.line}"
        return f"expected a multiple of {step}; found {self.printed!r}" if step and float(self.text) % step else ""

    def blank(self) -> "Cell":
        """Give a blank beside this cell, for a column that the page does not have in this row."""
        return Cell("", self.page, self.line, "blank", None)

    def low(self) -> "Cell":
        """Give the lower end of a range, as a cell of the same place."""
        return replace(self, text=self.text and self.text.partition(" - ")[0])

    def high(self) -> "Cell":
        """Give the upper end of a range, as a cell of the same place."""
        return replace(self, text=self.text and self.text.rpartition(" - ")[2])


def columns_as_rows(raw: pd.DataFrame, columns: list[str], name: str, value: str) -> pd.DataFrame:
    """Turn printed columns, one for each year or day, into rows below each other, row by row."""
    others = [column for column in raw if column not in columns]
    rows = raw.melt(others, columns, var_name=name, value_name=value, ignore_index=False)
    return rows.sort_index(kind="stable").reset_index(drop=True)


@dataclass(frozen=True)
class BuiltTable:
    """A valid table with the place and certainty of each of its cells."""

    name: str
    model: "type[TableModel]"
    """Its model, with the exceptions of the ledger."""
    raw: "RawTable"
    judged: pd.DataFrame
    """The raw table with judged cells."""
    tidy: Callable[..., pd.DataFrame]
    """What reshapes it."""
    frame: pd.DataFrame
    provenance: pd.DataFrame

    @property
    def facts(self) -> dict[str, Any]:
        """What the TOML of the table says."""
        return self.raw.facts

    @cached_property
    def by_key(self) -> dict[Any, dict[Any, Any]]:
        """Its rows by their first key."""
        return {row[self.model.keys()[0]]: row for row in records(self.frame)}

    @cached_property
    def cells(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Position, value, characters, page, line and status of its cells, by row key and column."""
        keys = list(self.model.row_keys(self.frame))
        cells = ({str(name): value for name, value in cell.items()} for cell in self.provenance.to_dict("records"))
        return {(keys[cell["row"]], cell["column"]): cell for cell in cells}


Tables = Mapping[str, BuiltTable]
"""Built tables by name."""
Row = TypeVar("Row")
Made = TypeVar("Made")


def made_of(rows: Iterable[Row], make: Callable[[Row], Made], where: Callable[[Row], str]) -> list[Made]:
    """Make something of each row.

    Raises
    ------
    BuildError
        If it cannot be made of some; the message lists all, by the names that `where` gives.
    """
    made, problems = [], []
    for row in rows:
        try:
            made.append(make(row))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            problems.append(f"{where(row)}: {error.args[0]}")
    if problems:
        raise BuildError(problems)
    return made


def cell_of(tables: Tables, table: str, row: str, column: str) -> dict[str, Any]:
    """Find a published cell: its position, value, printed characters, page, line and status.

    Raises
    ------
    LookupError
        If there is no such cell.
    """
    if table not in tables:
        raise LookupError(f"there is no table {table!r}")
    cells = tables[table].cells
    if not cells:
        raise LookupError(f"{table} has no cells of the book")
    if (row, column) in cells:
        return cells[row, column]
    if row not in {key for key, _ in cells}:
        raise LookupError(f"{table} has no row {row!r}")
    raise LookupError(f"{table} has no measured column {column!r}")
