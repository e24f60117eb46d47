"""The catalogue: all that is known about the tables, for the loader, the descriptors and the site."""

import re
from collections import Counter
from typing import Any

import pandas as pd

from sovietlabour._frames import PROVENANCE
from sovietlabour._version import RELEASED, __version__
from sovietlabour._vocabulary import STATUSES
from sovietlabour.models._cells import BuiltTable
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.codes import list_of

LICENCE = "CC0-1.0 for this compilation; the book it is taken from is in copyright and must be cited"
PACKAGE = {
    "name": "sovietlabour",
    "title": "Soviet workers 1922-1941: the tables of Filtzer (1986)",
    "authors": "The sovietlabour contributors",
    "version": __version__,
    "released": RELEASED,
    "licence": {"data": "CC0-1.0", "code": "MIT", "statement": LICENCE},
}
PROVENANCE_TITLE = "Place and certainty of every published number"
PROVENANCE_FIELDS = {
    "table": "Name of the table.",
    "row": "Position of the row in the tidy table, from 0.",
    "column": "Measured column of the tidy table.",
    "value": "The published number; missing where the page is blank.",
    "printed": "Exact characters of the OCR text; empty where the page is blank.",
    "page": "Page of the book; missing in the endnotes whose page numbers are lost.",
    "line": "Line of the OCR text, from 1; on a blank, the line of its row.",
    "status": "How far the reading is certain.",
    "evidence": "Argument of the ledger, where the cell was judged; else empty.",
}


def make_catalog(built: Built) -> dict[str, Any]:
    """Gather all that is known about the tables, in the order of the book."""
    tables = {table.name: _entry(table, built) for table in built.tables.values()}
    return {
        "package": PACKAGE,
        "sources": built.sources,
        "lost": [lost | built.pages.place(lost["line"], lost["line"]) for lost in built.lost],
        "codes": built.codes,
        "also_called": built.also_called,
        "tables": tables,
        "provenance": _provenance_entry(built),
    }


def _provenance_entry(built: Built) -> dict[str, Any]:
    frame = provenance_frame(built)
    columns = []
    for name, meaning in PROVENANCE_FIELDS.items():
        says = {"unit": None, "description": meaning, "refers_to": None, "several": False}
        codes = name if name in built.codes else None
        columns.append(_column(frame[name], says, frame[name].isna().any(), codes))
    return {
        "name": PROVENANCE,
        "title": PROVENANCE_TITLE,
        "grain": "One row per published number, or blank.",
        "notes": [],
        "original_source": "The OCR text of the book.",
        "rows": len(frame),
        "keys": ["table", "row", "column"],
        "columns": columns,
    }


def _entry(table: BuiltTable, built: Built) -> dict[str, Any]:
    facts = table.raw.facts
    title, grain, *notes = re.split(r"\n\s*\n", (table.model.__doc__ or "").strip())
    statuses = Counter(table.provenance["status"]) if len(table.provenance) else Counter()
    return {
        "name": table.name,
        "title": title.rstrip("."),
        "grain": " ".join(grain.split()),
        "notes": [" ".join(note.split()) for note in notes],
        **{fact: facts.get(fact) for fact in ("label", "printed_title", "chapter")},
        **(built.pages.place(*facts["lines"]) if "lines" in facts else {"pages": []}),
        "lines": facts.get("lines", []),
        **{fact: facts[fact] for fact in ("years", "original_source", "footnotes")},
        "caveats": caveats_of(table.name, built),
        "rows": len(table.frame),
        "keys": table.model.keys(),
        "columns": _columns(table, built),
        "statuses": {status: statuses[status] for status in STATUSES if statuses[status]},
        **({"series": facts["series"]} if "series" in facts else {}),
        "exceptions": built.ledger.exceptions().get(table.name, {}),
        "version": __version__,
    }


def caveats_of(name: str, built: Built) -> dict[str, str]:
    """Say what limits a table: what is said of it, and of the numbers that it has of its own."""
    frame = built.tables["caveats"].frame
    observations = built.tables["observations"].frame
    if name == "long_series":
        of_rows = observations["observation"].isin(built.tables[name].frame["observation"])
    else:
        of_rows = (observations["table"] == name) & (name != "prose_figures")
    limiting = set(observations.loc[of_rows, "caveats"].str.split("; ").explode())
    of_table = frame["tables"].fillna("").str.split("; ").map(lambda tables: name in tables)
    holding = frame[of_table | frame["caveat"].isin(limiting)]
    return dict(zip(holding["caveat"], holding["statement"], strict=True))


def _columns(table: BuiltTable, built: Built) -> list[dict[str, Any]]:
    columns, schema = [], table.model.to_schema().columns
    for name, says in table.model.says().items():
        series = table.frame[name]
        told = {fact: says[fact] for fact in ("unit", "description", "decimals", "indicator", "refers_to", "several")}
        column = _column(series, told, schema[name].nullable, list_of(built.codes, table, name))
        if isinstance(series.dtype, pd.CategoricalDtype):
            column["categories"] = list(series.cat.categories)
        columns.append(column)
    return columns


def _column(series: pd.Series, says: dict[str, Any], missing_allowed: object, codes: str | None) -> dict[str, Any]:
    facts = {"name": series.name, "type": str(series.dtype), **says}
    return facts | {"missing_allowed": bool(missing_allowed), "codes": codes}


def provenance_frame(built: Built) -> pd.DataFrame:
    """Put the cells of all tables together."""
    frame = pd.concat([t.provenance for t in built.tables.values() if len(t.provenance)], ignore_index=True)
    frame = frame.astype({"row": "int32", "page": "Int16", "line": "int32", "value": "float64"})
    categories = {"table": list(built.tables), "column": list(frame["column"].unique()), "status": list(STATUSES)}
    frame = frame.astype({column: pd.CategoricalDtype(known) for column, known in categories.items()})
    return frame[list(PROVENANCE_FIELDS)]
