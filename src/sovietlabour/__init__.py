"""Soviet workers 1922-1941: the statistical tables of Filtzer (1986) as typed, cited DataFrames.

``load_table("turnover_1930_36")`` gives a table, ``tables()`` an overview, ``cite(name)`` the citation,
``describe(name)`` the codebook entry, and ``provenance(name)`` the page, line and characters of every number.
``law_in_force("absenteeism", "1933-05-01")`` gives the law of a day, ``load_enterprise("Putilov")`` all about a
factory, ``define("ORS")`` the meaning of a term.
"""

from sovietlabour._version import __version__

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is; importing typing would cost more than all the rest

if TYPE_CHECKING:
    from sovietlabour import models
    from sovietlabour._bibliography import bibliography
    from sovietlabour._catalog import table_names
    from sovietlabour._citation import cite
    from sovietlabour._codebook import describe
    from sovietlabour._enterprises import Enterprise, load_enterprise
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
    from sovietlabour._laws import law_in_force
    from sovietlabour._load import load_table
    from sovietlabour._search import search_figures
    from sovietlabour._series import list_series, load_series
    from sovietlabour._terms import define

__all__ = [
    "ArgumentError",
    "BuildError",
    "DataIntegrityError",
    "Enterprise",
    "ExportError",
    "LostTableError",
    "SovietLabourError",
    "UnknownTableError",
    "__version__",
    "bibliography",
    "cite",
    "define",
    "describe",
    "law_in_force",
    "list_series",
    "load_arrow",
    "load_enterprise",
    "load_series",
    "load_table",
    "models",
    "parquet_path",
    "provenance",
    "search_figures",
    "table_names",
    "tables",
]

_HOMES = {
    "_catalog": ["table_names"],
    "_citation": ["cite"],
    "_codebook": ["describe"],
    "_errors": [name for name in __all__ if name.endswith("Error")],
    "_frames": ["load_arrow", "parquet_path", "provenance", "tables"],
    "_load": ["load_table"],
    "_search": ["search_figures"],
    "_series": ["list_series", "load_series"],
    "_bibliography": ["bibliography"],
    "_laws": ["law_in_force"],
    "_enterprises": ["Enterprise", "load_enterprise"],
    "_terms": ["define"],
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that importing the package costs nothing."""
    import importlib

    if name == "models":
        return importlib.import_module("sovietlabour.models")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
