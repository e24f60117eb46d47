"""What all interoperability tests compare: the tables as rows of plain values."""

import datetime as dt
import math
from typing import Any

from sovietlabour._catalog import entry

Rows = list[tuple[Any, ...]]


def plain(value: Any) -> Any:
    """Reduce a value to what every tool has: None, text, number, day."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("NaT", "<NA>"):
        return None
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.date()
    if hasattr(value, "item"):
        return plain(value.item())
    return value


def rows_of(table: Any) -> Rows:
    """Give the rows of a frame as tuples of plain values."""
    return [tuple(plain(value) for value in row) for row in table.itertuples(index=False)]


def kinds(name: str) -> list[str]:
    """Reduce the types of a table to one letter each: whole number, float, text or category, day."""
    return ["s" if (letter := c["type"].lower()[0]) == "c" else letter for c in entry(name)["columns"]]
