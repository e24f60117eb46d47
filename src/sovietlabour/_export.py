"""Writing tables for other programs: all files or none."""

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sovietlabour import _data, _database, _spreadsheet, _statistics
from sovietlabour._catalog import entry, table_names
from sovietlabour._codebook import describe
from sovietlabour._ending import Writer, write_whole
from sovietlabour._errors import ArgumentError, ExportError, SovietLabourError, refused
from sovietlabour._frames import days_as_text, load_frame, parquet_path, statuses_beside
from sovietlabour._lazy import literals, pd
from sovietlabour._names import flag, listed, meant

FORMATS = {one: one for one in ("csv", "parquet", "json")} | {"excel": "xlsx", "stata": "dta", "spss": "sav"}
FORMATS |= {one: one for one in ("sqlite", "duckdb")}
"""Formats and how their files end; either names the format."""
EXTRAS = {"excel": "XlsxWriter", "spss": "pyreadstat", "duckdb": "duckdb"}
"""Formats whose library is an extra of the package by the same name."""
DATABASES: dict[str, Writer] = {"sqlite": _database.write_sqlite, "duckdb": _database.write_duckdb}


def export(
    names: "literals.TableName | Iterable[literals.TableName] | None",
    format: str,
    to: str | Path,
    *,
    overwrite: bool = False,
) -> list[Path]:
    """Write tables as files for other programs; either all of them or none.

    Parameters
    ----------
    names
        Name of a table, or several; None is all. A data base holds all tables: SQLite and DuckDB take None only.
    format
        ``"csv"``, ``"parquet"``, ``"json"``, ``"excel"``, ``"stata"``, ``"spss"``, ``"sqlite"`` or ``"duckdb"``; or
        how the files end, such as ``"xlsx"``.
    to
        A folder; it is made if it is not there.
    overwrite
        Replace files that are there already.

    Returns
    -------
    list of pathlib.Path
        The files written. In all but Parquet, which is the published file, each measured column is followed by
        ``<column>_status``. CSV has a codebook as text beside each table; an Excel workbook has the data, the page,
        line, characters and argument of each number, the codebook and the caveats; Stata and SPSS files have labels
        of variables, with units, and of values, and citation and caveats as notes. A data base is one file with keys,
        what several names in one cell refer to as tables of their own (``observations__source``), the view
        ``observations_in_words``, the tables ``meta_tables``, ``meta_columns`` and ``provenance``, and, in SQLite, the
        full-text index ``search`` of the table ``entries``. In Stata the column ``end`` is ``end_``. In Stata and SPSS
        columns by which tables join are text; other categories are codes with labels, numbered in each file.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    ArgumentError
        If there is no such format, or a data base is asked for some tables only.
    ExportError
        If the folder cannot be made or written to, a file is there already, or the format needs a library that is not
        installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export("turnover_1930_36", "csv", folder)]
    ['turnover_1930_36.csv', 'turnover_1930_36.codebook.txt']
    """
    [form] = meant("format", format, {form: (suffix,) for form, suffix in FORMATS.items()})
    if not isinstance(to, str | Path) or not str(to):
        raise refused("to", "a folder to write to, such as 'exports'", to)
    chosen = list(table_names()) if names is None else listed(names)
    for name in chosen:
        entry(name)
    if not chosen:
        raise ArgumentError("expected the name of a table, several, or None for all; found none")
    if form in DATABASES:
        if names is not None:
            raise ArgumentError(
                f"a data base holds all tables: leave out {', '.join(chosen)}, or choose another format"
            )
        writers = {f"sovietlabour.{FORMATS[form]}": DATABASES[form]}
    else:
        writers = {f"{name}.{FORMATS[form]}": partial(_write, name, form) for name in chosen}
        if form == "csv":
            writers |= {f"{name}.codebook.txt": partial(_write_codebook, name) for name in chosen}
    return _all_or_none(Path(to), writers, form, overwrite=flag("overwrite", overwrite))


def _write(name: "literals.TableName", form: str, target: Path) -> None:
    """Write a table, the status of each number behind its column; or copy its Parquet file."""
    if form == "parquet":
        target.write_bytes(_data.checked_bytes(parquet_path(name)))
    else:
        WRITERS[form](name, statuses_beside(name, load_frame(name, "keep")), target)


def _write_codebook(name: "literals.TableName", target: Path) -> None:
    target.write_text(f"{describe(name)}\n", encoding="utf-8")


def _write_json(_: str, frame: "pd.DataFrame", target: Path) -> None:
    import json

    frame = days_as_text(frame)
    records = json.loads(frame.to_json(orient="records", double_precision=15, force_ascii=False))
    attrs: dict[str, Any] = {str(key): says for key, says in frame.attrs.items()}
    target.write_text(json.dumps(attrs | {"data": records}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


WRITERS: "dict[str, Callable[[literals.TableName, pd.DataFrame, Path], None]]" = {
    "csv": lambda _, frame, target: days_as_text(frame).to_csv(target, index=False, lineterminator="\n"),
    "json": _write_json,
    "excel": _spreadsheet.write_excel,
    "stata": _statistics.write_stata,
    "spss": _statistics.write_spss,
}


def _all_or_none(folder: Path, writers: dict[str, Writer], form: str, *, overwrite: bool) -> list[Path]:
    """Write the files of a folder, and say in one way what keeps them from being written."""
    try:
        _refuse_to_replace(folder, writers, overwrite=overwrite)
        write_whole(folder, folder / f".sovietlabour-{uuid4().hex}", writers)
    except (SovietLabourError, MemoryError):
        raise
    except (FileExistsError, NotADirectoryError):
        raise ExportError(f"{folder}: expected a folder to write to; it is not a folder") from None
    except ImportError:
        raise ExportError(f"{form} files need {EXTRAS[form]}: pip install 'sovietlabour[{form}]'") from None
    except Exception as error:  # each library has errors of its own for a disk that is full
        why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise ExportError(f"{folder}: nothing was written; expected a folder that can be written to; {why}") from error
    return [folder / name for name in writers]


def _refuse_to_replace(folder: Path, names: Iterable[str], *, overwrite: bool) -> None:
    """Refuse to replace what is there; in no case what is neither a file nor a link."""
    there = [path for path in map(folder.joinpath, names) if os.path.lexists(path)]
    if kept := [path.name for path in there if not (overwrite and (path.is_file() or path.is_symlink()))]:
        says = f"{', '.join(kept)} is there already; nothing was written (--overwrite replaces files)"
        raise ExportError(f"{folder}: {says}")
