"""Build a release into dist/: wheel, sdist, the data archive with its deposit metadata, and the site.

Building twice gives the same bytes: every entry has the day of the release, one order and one set of permissions.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from sovietlabour import cite, export, table_names
from sovietlabour._catalog import catalog
from sovietlabour._version import RELEASED, __version__

ROOT = Path(__file__).resolve().parents[1]
PROCESSED, SITE, DIST = ROOT / "data" / "processed", ROOT / "site", ROOT / "dist"
ARCHIVE, SITE_ARCHIVE = f"sovietlabour-data-{__version__}", f"sovietlabour-site-{__version__}"
DEPOSIT = ".zenodo.json"
RELEASE_DAY = datetime.fromisoformat(RELEASED).replace(tzinfo=UTC)
EXPORTED = ("csv", "sqlite")
"""Formats of `export` that the data archive has besides data/processed, each in a folder of its name: one that is added
to `export` is added here."""
README = """\
{title}
Version {version}, {released}

What this is
    {tables} tables from Donald Filtzer's book of 1986 on Soviet workers, 1922-1941: its statistical tables,
    the figures of its prose and notes, and the laws, enterprises and terms around them. Every number has
    its page, its line and its status.

What is in it
    data/         the published files: Parquet, one for each table; provenance.parquet, one row per
                  number, with characters, page, line, status and argument; catalog.json, the codebook;
                  datapackage.json (Data Package 2.0); croissant.json (Croissant 1.1);
                  observations.sdmx.csv and .json (SDMX 2.0)
    csv/          each table as CSV: UTF-8, comma, a missing value is empty, days as YYYY-MM-DD; each number
                  is followed by its status; beside each table its codebook as text
    sqlite/       all tables as one data base: keys, views, codebook, full-text search
    SHA256SUMS    the sums of all files; check them with: sha256sum --check SHA256SUMS

How to read it
    Python        pandas.read_parquet("data/turnover_1930_36.parquet"), or: pip install sovietlabour
    R             arrow::read_parquet("data/turnover_1930_36.parquet"), or read.csv("csv/turnover_1930_36.csv")
    DuckDB        SELECT * FROM 'data/turnover_1930_36.parquet'
    Stata, Excel  import delimited "csv/turnover_1930_36.csv"; with labels and notes, from the package:
                  sovietlabour export --all --format stata --to folder
    A number whose status is inferred or doubtful stands in provenance with the argument.

How to cite it
    The book, with table and page, and this data set, with its version:
    {citation}

Licence
    The data, as a compilation, are CC0 1.0 (LICENSE-DATA); code is MIT (LICENSE). The book is in
    copyright: its figures are facts and are here, its text is not.
"""


def main() -> None:
    """Build everything into dist/."""
    DIST.mkdir(exist_ok=True)
    for old in [*DIST.glob("sovietlabour-*"), DIST / DEPOSIT]:
        old.unlink(missing_ok=True)
    for path in build(DIST):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name} ({path.stat().st_size:,} bytes)")


def build(folder: Path) -> list[Path]:
    """Build into a folder; the site must be built already."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(int(RELEASE_DAY.timestamp()))},
        check=True,
        capture_output=True,
    )
    site = {path.relative_to(SITE).as_posix(): path.read_bytes() for path in SITE.rglob("*") if path.is_file()}
    deposit = json.dumps(deposit_metadata(), indent=1, ensure_ascii=False) + "\n"
    (folder / f"{ARCHIVE}.zip").write_bytes(zipped(ARCHIVE, archive_files()))
    (folder / f"{SITE_ARCHIVE}.zip").write_bytes(zipped(SITE_ARCHIVE, site))
    (folder / DEPOSIT).write_text(deposit, encoding="utf-8")
    return sorted(path for path in folder.iterdir() if path.is_file())


def archive_files() -> dict[str, bytes]:
    """Give the files of the data archive."""
    files = {f"data/{path.name}": path.read_bytes() for path in PROCESSED.iterdir()}
    for form in EXPORTED:
        with tempfile.TemporaryDirectory() as folder:
            written = export(None, form, folder)
            files |= {f"{form}/{path.name}": path.read_bytes() for path in written}
    files |= {name: (ROOT / name).read_bytes() for name in ("CITATION.cff", "LICENSE", "LICENSE-DATA")}
    package = catalog()["package"]
    files["README.txt"] = README.format(**package, tables=len(table_names()), citation=cite()).encode()
    files["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()
    return files


def zipped(folder: str, files: dict[str, bytes]) -> bytes:
    """Zip files into a folder of the archive, the same bytes each time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", RELEASE_DAY.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def deposit_metadata() -> dict[str, Any]:
    """Describe the data archive as Zenodo's deposits are described, from CITATION.cff and the catalogue."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    book = catalog()["sources"]["filtzer1986"]
    return {
        "upload_type": cited["type"],
        "title": cited["title"],
        "description": (
            f"<p>{len(table_names())} tables from Donald Filtzer, <em>{book['title']}: {book['subtitle']}</em> "
            f"({book['place']}: {book['publisher']}, {book['year']}): its statistical tables, the figures of its "
            "prose and notes, and the labour laws, enterprises and terms around them. Every number is followed to its "
            "page, its line and the characters that it was read from; what is uncertain is marked, and argued.</p>"
            "<p>Parquet and CSV, with codebook, Data Package, Croissant and SDMX descriptors.</p>"
        ),
        "creators": [{"name": author["name"]} for author in cited["authors"]],
        "access_right": "open",
        "license": cited["license"],
        "keywords": cited["keywords"],
        "language": "eng",
        "version": cited["version"],
        "publication_date": str(cited["date-released"]),
        "notes": catalog()["package"]["licence"]["statement"],
        "related_identifiers": [
            {
                "identifier": book["isbn"],
                "scheme": "isbn",
                "relation": "isDerivedFrom",
                "resource_type": "publication-book",
            }
        ],
    }


if __name__ == "__main__":
    main()
