"""The published files in memory, and writing them whole or not at all. Nothing here carries a date."""

import hashlib
import json
import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sovietlabour._catalog import CATALOG
from sovietlabour._citation import book_citation, of_table, written
from sovietlabour._frames import PROVENANCE
from sovietlabour._version import __version__
from sovietlabour._vocabulary import UNCERTAIN
from sovietlabour.models._cells import BuiltTable
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.catalog import LICENCE, PROVENANCE_FIELDS, PROVENANCE_TITLE, provenance_frame
from sovietlabour.pipeline.sdmx import sdmx_files


def publish(built: Built, catalog: dict[str, Any]) -> dict[str, bytes]:
    """Make the published files in memory.

    Returns
    -------
    dict
        Content by file name, without the sums.
    """
    files = {f"{t.name}.parquet": _table_file(t, catalog) for t in built.tables.values()}
    files[f"{PROVENANCE}.parquet"] = _provenance_file(built, catalog)
    files |= sdmx_files(catalog, {table.name: table.frame for table in built.tables.values()})
    files[CATALOG] = (json.dumps(catalog, indent=1, ensure_ascii=False) + "\n").encode()
    return files


def sums(files: dict[str, bytes]) -> bytes:
    """Write the SHA-256 of every file, in the form that ``sha256sum --check`` reads."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()


def _table_file(table: BuiltTable, catalog: dict[str, Any]) -> bytes:
    entry = catalog["tables"][table.name]
    uncertain = (
        table.provenance[table.provenance["status"].isin(UNCERTAIN)]
        if len(table.provenance)
        else _uncertain_by_status(table)
    )
    text = {
        "table": table.name,
        "title": entry["title"],
        "citation": written(catalog, [of_table(entry)]),
        "source": book_citation(catalog, entry),
        "original_source": entry["original_source"],
        "version": __version__,
    }
    attrs = text | {"units": table.model.units(), "caveats": entry["caveats"]}
    rows = {column: cells.tolist() for column, cells in uncertain.groupby("column", sort=False)["row"]}
    fields = {column["name"]: column for column in entry["columns"]}
    return _parquet(table.frame, text | {"licence": LICENCE}, attrs, fields, {"uncertain": json.dumps(rows)})


def _uncertain_by_status(table: BuiltTable) -> pd.DataFrame:
    """Find the uncertain numbers of a table whose rows carry the status of the cell that they repeat."""
    if "status" not in table.frame:
        return pd.DataFrame(columns=["column", "row"])
    rows = [row for row, status in enumerate(table.frame["status"]) if status in UNCERTAIN]
    return pd.DataFrame([{"column": column, "row": row} for column in table.model.units() for row in rows])


def _provenance_file(built: Built, catalog: dict[str, Any]) -> bytes:
    text = {
        "table": PROVENANCE,
        "title": PROVENANCE_TITLE,
        "citation": written(catalog, []),
        "source": book_citation(catalog),
        "version": __version__,
    }
    fields = {name: {"description": meaning, "unit": None} for name, meaning in PROVENANCE_FIELDS.items()}
    return _parquet(provenance_frame(built), text | {"licence": LICENCE}, text, fields, {})


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
