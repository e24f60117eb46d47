"""The published files in memory, and writing them whole or not at all. Nothing here carries a date."""

import fcntl
import hashlib
import json
import os
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sovietlabour._catalog import CATALOG
from sovietlabour._citation import book_citation, of_table, written
from sovietlabour._ending import take_back, write_whole
from sovietlabour._frames import PROVENANCE
from sovietlabour._version import __version__
from sovietlabour._vocabulary import UNCERTAIN
from sovietlabour.models._cells import BuiltTable
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.catalog import LICENCE, provenance_frame
from sovietlabour.pipeline.sdmx import sdmx_files

READY = ".building"
"""Where files wait for each other, inside the folder ``data``."""


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
    cells = table.provenance if len(table.provenance) else _cells_by_status(table)
    uncertain = cells[cells["status"].isin(UNCERTAIN)].groupby("column", sort=False)["row"]
    rows = json.dumps({column: of_it.tolist() for column, of_it in uncertain})
    citation, source = written(catalog, [of_table(entry)]), book_citation(catalog, entry)
    text = _about(entry, citation, source, original_source=entry["original_source"])
    attrs = text | {"units": table.model.units(), "caveats": entry["caveats"]}
    return _parquet(table.frame, entry, text | {"uncertain": rows}, attrs)


def _cells_by_status(table: BuiltTable) -> pd.DataFrame:
    """Give the cells of a table whose rows carry the status of the cell that they repeat."""
    rows = enumerate(table.frame.get("status", ()))
    cells = [{"column": column, "row": row, "status": status} for row, status in rows for column in table.model.units()]
    return pd.DataFrame(cells, columns=["column", "row", "status"])


def _provenance_file(built: Built, catalog: dict[str, Any]) -> bytes:
    entry = catalog[PROVENANCE]
    text = _about(entry, written(catalog, []), book_citation(catalog))
    return _parquet(provenance_frame(built), entry, text, text)


def _about(entry: dict[str, Any], citation: str, source: str, **more: str) -> dict[str, str]:
    text = {"table": entry["name"], "title": entry["title"], "citation": citation, "source": source}
    return text | more | {"version": __version__}


def _parquet(frame: pd.DataFrame, entry: dict[str, Any], text: dict[str, str], attrs: dict[str, Any]) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [
        field.with_metadata({"description": column["description"], "unit": column["unit"] or "none"})
        for field, column in zip(table.schema, entry["columns"], strict=True)
    ]
    attributes = {"licence": LICENCE, "PANDAS_ATTRS": json.dumps(attrs, ensure_ascii=False)}
    buffer = BytesIO()
    schema = pa.schema(fields, metadata={**table.schema.metadata, **text, **attributes})
    pq.write_table(table.cast(schema), buffer, compression="zstd", write_page_checksum=True)
    return buffer.getvalue()


def differing(files: dict[Path, bytes]) -> list[Path]:
    """Give the files that are not there, or say something else."""
    return [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]


def write_together(root: Path, files: dict[Path, bytes]) -> list[Path]:
    """Write the files of a checkout that differ: all, each whole, or none, whatever else builds or interrupts."""
    stage, lock = root / READY, os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        take_back(root, stage)  # what a killed build left
        different = differing(files)
        writers = {str(path.relative_to(root)): partial(_write, data=files[path]) for path in different}
        write_whole(root, stage, writers)
        return different
    finally:
        os.close(lock)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    path.chmod(0o644)


def same_content(old: bytes, new: bytes, name: str) -> bool:
    """Compare two versions of a published file by what they say, not by which library wrote them."""
    if old == new or not name.endswith(".parquet"):
        return old == new
    try:
        left, right = (_without_pandas(pq.ParquetFile(pa.BufferReader(data)).read()) for data in (old, new))
    except (pa.ArrowInvalid, OSError):
        return False
    return bool(left.equals(right, check_metadata=True))


def _without_pandas(table: pa.Table) -> pa.Table:
    """Leave out what pandas says of itself."""
    metadata = table.schema.metadata or {}
    return table.replace_schema_metadata({key: value for key, value in metadata.items() if key != b"pandas"})
