"""Soviet workers 1922-1941: the statistical tables of Filtzer (1986) as typed, cited DataFrames.

``load_table("turnover_1930_36")`` gives a table, ``tables()`` an overview, ``cite(name)`` the citation,
``describe(name)`` the codebook entry, and ``provenance(name)`` the page, line and characters of every number.
"""

from typing import TYPE_CHECKING

from sovietlabour._catalog import table_names
from sovietlabour._citation import cite
from sovietlabour._codebook import describe
from sovietlabour._errors import (
    ArgumentError,
    BuildError,
    DataIntegrityError,
    ExportError,
    LostTableError,
    SovietLabourError,
    UnknownTableError,
)
from sovietlabour._frames import load_arrow, parquet_path, provenance, tables
from sovietlabour._load import load_table
from sovietlabour._version import __version__

if TYPE_CHECKING:
    from sovietlabour import models

__all__ = [
    "ArgumentError",
    "BuildError",
    "DataIntegrityError",
    "ExportError",
    "LostTableError",
    "SovietLabourError",
    "UnknownTableError",
    "__version__",
    "cite",
    "describe",
    "load_arrow",
    "load_table",
    "models",
    "parquet_path",
    "provenance",
    "table_names",
    "tables",
]


def __getattr__(name: str) -> object:
    """Import `models`, and with it pandera, only when it is asked for."""
    if name == "models":
        import importlib

        return importlib.import_module("sovietlabour.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
