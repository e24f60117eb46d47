"""What all table models share: columns that must be described, and checks that know the page's own exceptions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Protocol

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera import dtypes
from pandera.engines import pandas_engine

UNITS: Mapping[str | None, str] = {
    "persons": "_persons",
    "per cent": "_percent",
    "months": "_months",
    "days": "_days",
    "see column `unit`": "",
    None: "",
}
"""The closed list of units, each with the ending that a column of that unit has."""

NOTES_WITHOUT_PAGE = range(11538, 12128)
"""Lines of the endnotes of chapters 3 to 5: pages are lost among them, and nothing tells the numbers of the others."""
PAGE = "Page of the book; missing in the endnotes of chapters 3 to 5, whose page numbers are lost."

Exceptions = Mapping[str, Mapping[str, list[str]]]
"""By table and check, the rows that are known to fail the check."""

_exceptions: ContextVar[tuple[Exceptions, set[tuple[str, str]]] | None] = ContextVar("exceptions", default=None)


@pandas_engine.Engine.register_dtype
@dtypes.immutable
class Day(pandas_engine.DataType):
    """A column of days, ``datetime64[s]``; pandera's own type for dates knows nanoseconds only."""

    type = np.dtype("datetime64[s]")

    def check(self, pandera_dtype: dtypes.DataType, data_container: Any = None) -> bool:
        """Say whether a column has this type."""
        return getattr(data_container, "dtype", None) == self.type

    def __str__(self) -> str:
        return str(self.type)


def column(
    description: str,
    *,
    unit: str | None,
    decimals: int | None = None,
    step: int | None = None,
    topic: str | None = None,
    indicator: str | None = None,
    refers_to: str | None = None,
    several: bool = False,
    **field: Any,
) -> Any:
    """Declare a column of a model; it cannot be declared without a description and a unit.

    Parameters
    ----------
    description
        What the column says, in one sentence.
    unit
        Unit of a measured column, one of `UNITS`; None for a key or an attribute.
    decimals
        Digits after the point that the page prints throughout the column.
    step
        Number of which every value is a multiple (the page prints thousands).
    topic, indicator
        What a measured column is about, in the words of the prose figures, so that a search finds both.
    refers_to
        Table and column that must know every value, such as ``"industries.industry"``.
    several
        Whether a cell holds several such values, separated by semicolons.
    **field
        Bounds and the like, passed to `pandera.Field`.
    """
    if unit not in UNITS:
        raise ValueError(f"unknown unit {unit!r}; known: {', '.join(map(repr, UNITS))}")
    metadata = {
        "unit": unit,
        "decimals": decimals,
        "step": step,
        "topic": topic,
        "indicator": indicator,
        "refers_to": refers_to,
        "several": several,
    }
    return pa.Field(description=description, metadata=metadata, **field)


@contextmanager
def known_exceptions(exceptions: Exceptions) -> Iterator[set[tuple[str, str]]]:
    """Let the checks use these exceptions (of a ledger being built) and not those of the catalogue.

    Yields
    ------
    set of tuple
        Table and check of all exceptions that were asked for; what was never asked for excuses nothing.
    """
    asked: set[tuple[str, str]] = set()
    token = _exceptions.set((exceptions, asked))
    try:
        yield asked
    finally:
        _exceptions.reset(token)


def page_is_known(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Say where a page is given, or lost with those of the notes around it."""
    return frame["page"].notna() ^ frame["line"].isin(NOTES_WITHOUT_PAGE)


class TableModel(pa.DataFrameModel):
    """Base of all tables: strict columns in order, coerced types, complete rows."""

    _rows: ClassVar[int]
    """How many rows the table has."""

    class Config:
        strict = True
        coerce = True
        ordered = True

    @classmethod
    def table_name(cls) -> str:
        """Give the name of the table, which is the name of its module."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def keys(cls) -> list[str]:
        """Give the columns that identify a row."""
        return list(cls.to_schema().unique or [])

    @classmethod
    def units(cls) -> dict[str, str]:
        """Give the unit of every measured column."""
        metadata = cls.to_schema().columns.items()
        return {name: str(c.metadata["unit"]) for name, c in metadata if c.metadata and c.metadata["unit"]}

    @classmethod
    def row_keys(cls, frame: pd.DataFrame) -> "pd.Series[str]":
        """Name every row by its keys, as the ledger does."""
        return pd.Series([row_key(values) for values in frame[cls.keys()].itertuples(index=False)], frame.index)

    @classmethod
    def holds_but_for_exceptions(cls, check: str, frame: pd.DataFrame, holds: "pd.Series[bool]") -> "pd.Series[bool]":
        """Say where an identity holds, or is known to fail; an exception that is not needed is a failure too."""
        return holds ^ cls.row_keys(frame).isin(cls._known_exceptions(check))

    @classmethod
    def _known_exceptions(cls, check: str) -> list[str]:
        """Give the rows that the ledger says fail a check: the ledger being built, or that of the catalogue."""
        building = _exceptions.get()
        if building is None:
            from sovietlabour._catalog import entry

            published: Mapping[str, list[str]] = entry(cls.table_name())["exceptions"]
            return published.get(check, [])
        exceptions, asked = building
        asked.add((cls.table_name(), check))
        return exceptions.get(cls.table_name(), {}).get(check, [])

    @pa.dataframe_check(error="the table must have all its rows")
    @classmethod
    def has_all_rows(cls, frame: pd.DataFrame) -> bool:
        """Check that no row is missing and none was added."""
        return len(frame) == cls._rows


class Built(Protocol):
    """A table that is built already, as a derived table sees it."""

    @property
    def model(self) -> type[TableModel]:
        """Its model."""

    @property
    def facts(self) -> dict[str, Any]:
        """What its TOML says."""

    @property
    def frame(self) -> pd.DataFrame:
        """The tidy table."""

    @property
    def provenance(self) -> pd.DataFrame:
        """Place and status of its cells."""


def cell_of(tables: Mapping[str, Built], table: str, row: str, column: str) -> dict[str, Any]:
    """Find a published cell: its position, value, printed characters, page, line and status.

    Raises
    ------
    LookupError
        If there is no such cell.
    """
    if table not in tables:
        raise LookupError(f"there is no table {table!r}")
    built = tables[table]
    keys = list(built.model.row_keys(built.frame))
    if row not in keys:
        raise LookupError(f"{table} has no row {row!r}")
    cells = built.provenance
    found = cells[(cells["row"] == keys.index(row)) & (cells["column"] == column)]
    if found.empty:
        raise LookupError(f"{table} has no measured column {column!r}")
    return {str(name): value for name, value in found.iloc[0].items()}


def row_key(values: Any) -> str:
    """Join key values as the raw files write them; dates in ISO form."""
    return " | ".join(f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else str(v) for v in values)


def model_name(table: str) -> str:
    """Give the name of a table's model: its own name in CamelCase."""
    return "".join(word.capitalize() for word in table.split("_"))
