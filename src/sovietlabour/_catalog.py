"""The catalogue: all that is known about the tables, read once from ``catalog.json``."""

from functools import cache
from pathlib import Path
from typing import Any

from sovietlabour import _data
from sovietlabour._errors import LostTableError, SovietLabourError, UnknownTableError, shown
from sovietlabour._lazy import literals
from sovietlabour._names import no_such

CATALOG = "catalog.json"


def catalog() -> dict[str, Any]:
    """Give the catalogue; it is read and checked once, and again if it has changed on disk."""
    path = _data.folder() / CATALOG
    return _read(path, _data.state(path))


@cache
def _read(path: Path, _: tuple[int, int]) -> dict[str, Any]:
    import json

    content: dict[str, Any] = json.loads(_data.checked_bytes(path))
    return content


def table_names() -> "tuple[literals.TableName, ...]":
    """Give the names of all tables, in the order of the book.

    Returns
    -------
    tuple of str
        Each is an argument of `load_table`.
    """
    return tuple(catalog()["tables"])


def entry(name: str) -> dict[str, Any]:
    """Give the catalogue's entry of a table.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    """
    tables = catalog()["tables"]
    if not isinstance(name, str) or name not in tables:
        raise unknown(name)
    found: dict[str, Any] = tables[name]
    return found


def codes_of(column: dict[str, Any], catalog: dict[str, Any]) -> dict[str, str]:
    """Give the codes that a column of the catalogue can have, with their meanings; none where it has no codes."""
    known: dict[str, str] = catalog["codes"].get(column["codes"], {})
    return {code: known[code] for code in column.get("categories", known) if known}


def unknown(name: object) -> SovietLabourError:
    """Make the error for a name that is no table: the closest names, or why the table is lost."""
    if not isinstance(name, str):
        return UnknownTableError(
            f"expected the name of a table as a string, such as 'turnover_1930_36'; "
            f"found {shown(name)} of type {type(name).__name__}"
        )
    tables, lost = catalog()["tables"], catalog()["lost"]
    number = name.strip().lower().removeprefix("table").strip(" ._")
    for table in lost:
        if number == table["label"].removeprefix("Table "):
            return LostTableError(f"{table['label']} ({table['subject']}) is not available. {table['reason']}")
    for right, table in tables.items():
        if number and number == table["label"].removeprefix("Table "):
            return UnknownTableError(f"there is no table {shown(name)}; {table['label']} of the book is {right!r}")
    return UnknownTableError(no_such("table", name, list(tables), f"the tables are {', '.join(tables)}"))
