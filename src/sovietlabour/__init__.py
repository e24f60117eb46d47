"""Soviet workers 1922-1941: the statistical tables of Filtzer (1986) as typed, cited DataFrames.

``load_table("turnover_1930_36")`` gives a table, ``tables()`` an overview, ``cite(name)`` the citation,
``describe(name)`` the codebook entry, and ``provenance(name)`` the page, line and characters of every number.
``law_in_force("absenteeism", "1933-05-01")`` gives the law of a day, ``load_enterprise("Putilov")`` all about a
factory, ``define("ORS")`` the meaning of a term.
"""

from sovietlabour._version import __version__ as __version__

_HOMES = {
    "_bibliography": "bibliography",
    "_catalog": "table_names",
    "_citation": "cite",
    "_codebook": "Codebook codes columns describe",
    "_enterprises": "Enterprise load_enterprise",
    "_errors": "ArgumentError BuildError DataIntegrityError ExportError LostTableError SovietLabourError "
    "UnknownTableError",
    "_export": "export",
    "_frames": "load_arrow parquet_path provenance tables",
    "_laws": "law_in_force penalty_timeline",
    "_literals": "CodesName EnterpriseName ExpressedAs IndicatorName IndustryName Nature OffenceName PlaceName "
    "PopulationName Role SeriesName SubjectName TableName TopicName",
    "_load": "load_table",
    "_observations": "load_observations",
    "_plot": "plot",
    "_readings": "Robustness robustness",
    "_references": "Style",
    "_search": "Kind search search_figures",
    "_series": "list_series load_series",
    "_terms": "define",
}
"""All public names by the module that has them; type checkers see them in the stub that the build writes of this."""
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = sorted(["__version__", "models", *_HOME])


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
