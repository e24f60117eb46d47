"""Printed numbers with their place and certainty, and tables made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

if TYPE_CHECKING:
    from sovietlabour.models._model import TableModel


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


class Built(Protocol):
    """A table that is built already, as a table that needs it sees it."""

    @property
    def model(self) -> "type[TableModel]":
        """Its model."""

    @property
    def facts(self) -> dict[str, Any]:
        """What its TOML says."""

    @property
    def rows(self) -> list[dict[str, str]]:
        """Its raw rows."""

    @property
    def judged(self) -> pd.DataFrame:
        """The raw table with judged cells."""

    @property
    def tidy(self) -> Callable[..., pd.DataFrame]:
        """What reshapes it."""

    @property
    def checking(self) -> "type[TableModel]":
        """Its model with the exceptions of the ledger."""

    @property
    def frame(self) -> pd.DataFrame:
        """The tidy table."""

    @property
    def cells(self) -> Mapping[tuple[str, str], dict[str, Any]]:
        """Position, value, characters, page, line and status of its cells, by row key and column."""


Tables = Mapping[str, Built]
"""Built tables by name."""


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
