"""Writing what was built: Parquet, catalogue, sums, and the generated Python files. Nothing here carries a date."""

import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sovietlabour._catalog import CATALOG
from sovietlabour._citation import citation
from sovietlabour._data import SUMS
from sovietlabour._frames import PROVENANCE
from sovietlabour._version import RELEASED, __version__
from sovietlabour.build.ledger import STATUSES
from sovietlabour.build.pipeline import Built, BuiltTable
from sovietlabour.build.sdmx import sdmx_files
from sovietlabour.models._model import model_name

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
_PROVENANCE_FIELDS = {
    "table": "Name of the table.",
    "row": "Position of the row in the tidy table, from 0.",
    "column": "Measured column of the tidy table.",
    "value": "The published number; missing where the page is blank.",
    "printed": "Exact characters of the OCR text; empty where the page is blank.",
    "page": "Page of the book; missing in the endnotes whose page numbers are lost.",
    "line": "Line of the OCR text, from 1; on a blank, the line of its row.",
    "status": "printed, closed_up, inferred, doubtful or blank.",
    "evidence": "Argument of the ledger, where the cell was judged; else empty.",
}


def publish(built: Built) -> dict[str, bytes]:
    """Make the published files in memory.

    Returns
    -------
    dict
        Content by file name, without the sums.
    """
    catalog = make_catalog(built)
    files = {f"{t.name}.parquet": _table_file(t, catalog) for t in built.tables.values()}
    files[f"{PROVENANCE}.parquet"] = _provenance_file(built, catalog)
    files |= sdmx_files(catalog, {table.name: (table.frame, table.provenance) for table in built.tables.values()})
    files[CATALOG] = (json.dumps(catalog, indent=1, ensure_ascii=False) + "\n").encode()
    return files


def sums(files: dict[str, bytes]) -> bytes:
    """Write the SHA-256 of every file, in the form that ``sha256sum --check`` reads."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()


def make_catalog(built: Built) -> dict[str, Any]:
    """Gather all that is known about the tables, in the order of the book."""
    tables = {table.name: _entry(table, built) for table in built.tables.values()}
    return {
        "package": PACKAGE,
        "sources": built.sources,
        "lost": built.lost,
        "tables": tables,
        "provenance": _provenance_entry(built),
    }


def _provenance_entry(built: Built) -> dict[str, Any]:
    frame = _provenance_frame(built)
    columns = [
        {
            "name": name,
            "type": str(frame[name].dtype),
            "unit": None,
            "description": meaning,
            "refers_to": None,
            "several": False,
            "missing_allowed": bool(frame[name].isna().any()),
        }
        for name, meaning in _PROVENANCE_FIELDS.items()
    ]
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
        "label": facts["label"],
        "printed_title": facts["printed_title"],
        "chapter": facts.get("chapter"),
        "pages": facts["pages"],
        "lines": facts.get("lines", []),
        "years": facts["years"],
        "original_source": facts["original_source"],
        "footnotes": facts["footnotes"],
        "known_issues": facts["known_issues"],
        "rows": len(table.frame),
        "keys": table.model.keys(),
        "columns": _columns(table),
        "statuses": {status: statuses[status] for status in STATUSES if statuses[status]},
        **({"series": facts["series"]} if "series" in facts else {}),
        "exceptions": built.ledger.exceptions().get(table.name, {}),
        "version": __version__,
    }


def _columns(table: BuiltTable) -> list[dict[str, Any]]:
    columns = []
    for name, column in table.model.to_schema().columns.items():
        series = table.frame[name]
        entry: dict[str, Any] = {
            "name": name,
            "type": str(series.dtype),
            "unit": column.metadata["unit"],
            "description": column.description,
            "decimals": column.metadata["decimals"],
            "topic": column.metadata["topic"],
            "indicator": column.metadata["indicator"],
            "refers_to": column.metadata["refers_to"],
            "several": column.metadata["several"],
            "missing_allowed": bool(column.nullable),
        }
        if isinstance(series.dtype, pd.CategoricalDtype):
            entry["categories"] = list(series.cat.categories)
        columns.append(entry)
    return columns


def _table_file(table: BuiltTable, catalog: dict[str, Any]) -> bytes:
    entry = catalog["tables"][table.name]
    uncertain = (
        table.provenance[table.provenance["status"].isin(["inferred", "doubtful"])]
        if len(table.provenance)
        else _uncertain_by_status(table)
    )
    text = {
        "table": table.name,
        "title": entry["title"],
        "citation": citation(catalog, entry, "text"),
        "source": _source(catalog, entry),
        "original_source": entry["original_source"],
        "version": __version__,
    }
    attrs = text | {"units": table.model.units()}
    rows = {column: cells.tolist() for column, cells in uncertain.groupby("column", sort=False)["row"]}
    fields = {column["name"]: column for column in entry["columns"]}
    return _parquet(table.frame, text | {"licence": LICENCE}, attrs, fields, {"uncertain": json.dumps(rows)})


def _uncertain_by_status(table: BuiltTable) -> pd.DataFrame:
    """Find the uncertain numbers of a table whose rows carry the status of the cell that they repeat."""
    if "status" not in table.frame:
        return pd.DataFrame(columns=["column", "row"])
    rows = [row for row, status in enumerate(table.frame["status"]) if status in ("inferred", "doubtful")]
    return pd.DataFrame([{"column": column, "row": row} for column in table.model.units() for row in rows])


def _source(catalog: dict[str, Any], entry: dict[str, Any]) -> str:
    return citation(catalog, entry, "text").partition(" Data: ")[0]


def _provenance_frame(built: Built) -> pd.DataFrame:
    frame = pd.concat([t.provenance for t in built.tables.values() if len(t.provenance)], ignore_index=True)
    frame = frame.astype({"row": "int32", "page": "Int16", "line": "int32", "value": "float64"})
    for column, categories in (
        ("table", list(built.tables)),
        ("column", list(frame["column"].unique())),
        ("status", list(STATUSES)),
    ):
        frame[column] = pd.Categorical(frame[column], categories=categories)
    return frame[list(_PROVENANCE_FIELDS)]


def _provenance_file(built: Built, catalog: dict[str, Any]) -> bytes:
    text = {
        "table": PROVENANCE,
        "title": PROVENANCE_TITLE,
        "citation": citation(catalog, None, "text"),
        "source": _source(catalog, {}),
        "version": __version__,
    }
    fields = {name: {"description": meaning, "unit": None} for name, meaning in _PROVENANCE_FIELDS.items()}
    return _parquet(_provenance_frame(built), text | {"licence": LICENCE}, text, fields, {})


def _parquet(
    frame: pd.DataFrame,
    text: dict[str, str],
    attrs: dict[str, Any],
    fields: dict[str, dict[str, Any]],
    more: dict[str, str],
) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    schema = pa.schema(
        [
            field.with_metadata(
                {
                    "description": fields[field.name]["description"],
                    "unit": fields[field.name]["unit"] or "none",
                }
            )
            for field in table.schema
        ],
        metadata={
            **table.schema.metadata,
            **text,
            **more,
            "PANDAS_ATTRS": json.dumps(attrs, ensure_ascii=False),
        },
    )
    buffer = BytesIO()
    pq.write_table(table.cast(schema), buffer, compression="zstd", write_page_checksum=True)
    return buffer.getvalue()


def stub(built: Built) -> str:
    """Write the type of `load_table`: one overload per table, so that a wrong name is a type error."""
    names = list(built.tables)
    overloads = [
        f"@overload\ndef load_table(\n"
        f'    name: Literal["{name}"], uncertain: Literal["keep", "mask"] = "keep"\n'
        f") -> DataFrame[models.{model_name(name)}]:\n"
        f'    """{table.model.__doc__}"""\n'
        for name, table in built.tables.items()
    ]
    return "\n".join(
        [
            "# Written by `sovietlabour build`. Do not edit.",
            "from typing import Literal, TypeAlias, overload\n",
            "from pandera.typing import DataFrame\n",
            "from sovietlabour import models\n",
            "TableName: TypeAlias = Literal[",
            *(f'    "{name}",' for name in names),
            "]\n",
            *overloads,
        ]
    )


def models_stub(built: Built) -> str:
    """Write the type of the package of models, whose modules are found at run time."""
    return "\n".join(
        [
            "# Written by `sovietlabour build`. Do not edit.",
            "from collections.abc import Callable",
            "from dataclasses import dataclass\n",
            "import pandas as pd\n",
            "from sovietlabour.models._model import TableModel as TableModel",
            *(
                f"from sovietlabour.models.{name} import {model_name(name)} as {model_name(name)}"
                for name in sorted(built.tables)
            ),
            "\n@dataclass(frozen=True)",
            "class Table:",
            "    name: str",
            "    model: type[TableModel]",
            "    tidy: Callable[..., pd.DataFrame]\n",
            "def declared_tables() -> list[Table]: ...\n",
        ]
    )


def readme(text: str, catalog: dict[str, Any]) -> str:
    """Put the list of tables between its two marks in the README."""
    rows = [
        f"| `{t['name']}` | {t['label'] or '–'} | {t['title']} | {t['rows']} × {len(t['columns'])} |"
        for t in catalog["tables"].values()
    ]
    table = "\n".join(["| name | book | what | rows × columns |", "|---|---|---|---:|", *rows])
    start, end = "<!-- tables: written by `sovietlabour build` -->", "<!-- end of tables -->"
    before, found, rest = text.partition(start)
    return f"{before}{start}\n{table}\n{end}{rest.partition(end)[2]}" if found else text


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, under its final name only when it is complete."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def same_content(old: bytes, new: bytes, name: str) -> bool:
    """Compare two versions of a published file by what they say, not by which library wrote them."""
    if old == new:
        return True
    if not name.endswith(".parquet"):
        return False
    try:
        left, right = (pq.ParquetFile(pa.BufferReader(data)).read() for data in (old, new))
    except (pa.ArrowInvalid, OSError):
        return False
    return left.schema.equals(right.schema) and left.equals(right) and _meaning(left) == _meaning(right)


def _meaning(table: pa.Table) -> tuple[dict[bytes, bytes], list[Any]]:
    metadata = {key: value for key, value in (table.schema.metadata or {}).items() if key != b"pandas"}
    return metadata, [field.metadata for field in table.schema]


__all__ = [
    "SUMS",
    "make_catalog",
    "models_stub",
    "publish",
    "readme",
    "same_content",
    "stub",
    "sums",
    "write_atomically",
]
