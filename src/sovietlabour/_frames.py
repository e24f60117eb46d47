"""Reading the published Parquet files: once from disk, then copies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from sovietlabour import _data
from sovietlabour._catalog import catalog, entry, unknown
from sovietlabour._lazy import literals, pa, pd, typed
from sovietlabour._names import LONG
from sovietlabour._references import page_words

PROVENANCE = "provenance"

_arrow: dict[Path, tuple[tuple[int, int], "pa.Table"]] = {}
_frames: dict[tuple[Path, str], tuple["pa.Table", "typed.DataFrame[Any]"]] = {}


def parquet_path(name: "literals.TableName") -> Path:
    """Give the path of a table's Parquet file, for DuckDB, Polars, Arrow, Spark or R.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`.

    Returns
    -------
    pathlib.Path
        A file whose SHA-256 is the published one, unless it has changed since; do not write to it.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    DataIntegrityError
        If its file is missing or damaged.
    """
    folder = _data.folder()
    if not isinstance(name, str) or not name.isidentifier() or name == PROVENANCE or name[LONG:]:
        raise unknown(name)
    path = folder / f"{name}.parquet"
    if not path.is_file():
        entry(name)
    read_arrow(path)
    return path


def load_arrow(name: "literals.TableName") -> "pa.Table":
    """Load a table as `pyarrow.Table`, without importing pandas.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`.

    Returns
    -------
    pyarrow.Table
        Columns as in `load_table`; categories are dictionaries. The schema's metadata holds title, citation, source,
        original source, licence and version, each field's metadata its description and unit.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    DataIntegrityError
        If its file is missing or damaged.
    """
    return read_arrow(parquet_path(name))


def read_arrow(path: Path) -> "pa.Table":
    """Read a published Parquet file whole, or from memory if it has not changed on disk."""
    state = _data.state(path)
    known = _arrow.get(path)
    if known is not None and known[0] == state:
        return known[1]
    data = _data.checked_bytes(path)

    from pyarrow.parquet import ParquetFile

    table = ParquetFile(pa.BufferReader(data)).read()
    _arrow[path] = (state, table)
    return table


def rows(name: Any, column: str = "", value: object = None) -> list[dict[str, Any]]:
    """Give the rows of a table, or those with a value in a column, without pandas."""
    table = load_arrow(name)
    if column:
        import pyarrow.compute as pc

        table = table.filter(pc.equal(table[column], str(value)))
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def load_frame(name: Any, uncertain: Literal["keep", "mask"]) -> "typed.DataFrame[Any]":
    """Give a fresh frame of a table."""
    return _read_frame(parquet_path(name), uncertain).copy()


def _read_frame(path: Path, uncertain: Literal["keep", "mask"]) -> "typed.DataFrame[Any]":
    """Give the frame of a file, made once as long as the file does not change."""
    table = read_arrow(path)
    known = _frames.get((path, uncertain))
    if known is None or known[0] is not table:
        known = _frames[path, uncertain] = (table, _frame(table, mask=uncertain == "mask"))
    return known[1]


def _frame(table: "pa.Table", *, mask: bool) -> "typed.DataFrame[Any]":
    import json

    frame: typed.DataFrame[Any] = table.to_pandas()
    for column in days_of(frame):  # Parquet knows milliseconds at the coarsest, pandas gives them back as such
        frame[column] = frame[column].astype("datetime64[s]")
    metadata = table.schema.metadata
    frame.attrs = json.loads(metadata[b"PANDAS_ATTRS"])
    if mask:
        uncertain = {column: rows for column, rows in json.loads(metadata[b"uncertain"]).items() if rows}
        for column, rows in uncertain.items():
            if frame[column].dtype == "int64":
                frame[column] = frame[column].astype("Int64")
            frame.loc[rows, column] = None
        frame.attrs["masked"] = {column: len(rows) for column, rows in uncertain.items()}
    return frame


def provenance(name: "literals.TableName | None" = None) -> "pd.DataFrame":
    """Say where every published number comes from.

    Parameters
    ----------
    name
        Name of a table; None gives all tables.

    Returns
    -------
    pandas.DataFrame
        One row per cell of a measured column: ``table``; ``row``, the position in the tidy table; ``column``;
        ``value``, missing where the page is blank; ``printed``, the exact characters of the OCR text; ``page`` of the
        book; ``line`` of the OCR text; ``status`` (printed, closed_up, inferred, doubtful or blank); ``evidence``,
        the argument of the ledger where the cell was judged.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    DataIntegrityError
        If the file is missing or damaged.
    """
    if name is not None:
        entry(name)
    everything = _read_frame(_data.folder() / f"{PROVENANCE}.parquet", "keep")
    if name is None:
        return everything.copy()
    return everything[everything["table"] == name].reset_index(drop=True)


def records(frame: "pd.DataFrame") -> list[dict[Any, Any]]:
    """Give the rows of a table by column; None is missing."""
    return without_gaps(frame).to_dict("records")


def without_gaps(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Give a frame in which whatever is missing is None."""
    return frame.astype(object).where(frame.notna(), None)


def days_of(frame: "pd.DataFrame") -> list[str]:
    """Give the columns of a frame that hold days."""
    return [str(column) for column, dtype in frame.dtypes.items() if dtype.kind == "M"]


def days_as_text(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Give a frame in which days are text in ISO form."""
    return frame.assign(**{column: frame[column].dt.strftime("%Y-%m-%d") for column in days_of(frame)})


def described(frame: "pd.DataFrame", attrs: "Mapping[Any, Any]", **more: Any) -> "pd.DataFrame":
    """Give a frame the attrs of what it is made from: of the units, those of columns that it has."""
    frame.attrs = dict(attrs) | dict(more)
    if "units" in attrs:
        frame.attrs["units"] = {column: unit for column, unit in attrs["units"].items() if column in frame.columns}
    return frame


def overview(frame: "pd.DataFrame", title: str, **more: Any) -> "pd.DataFrame":
    """Give a frame that is made from the catalogue its title, citation and version."""
    from sovietlabour._citation import cite

    return described(frame, {"title": title, "citation": cite(), "version": catalog()["package"]["version"]}, **more)


def statuses_beside(name: "literals.TableName", frame: "pd.DataFrame") -> "pd.DataFrame":
    """Put the status of each number behind its column."""
    cells = provenance(name)
    for column, of_column in cells.groupby("column", observed=True):
        statuses = of_column.set_index("row")["status"].reindex(frame.index)
        frame.insert([*map(str, frame.columns)].index(str(column)) + 1, f"{column}_status", statuses)
    return frame


def tables() -> "pd.DataFrame":
    """Give an overview of all tables.

    Returns
    -------
    pandas.DataFrame
        One row per table: ``name``, ``title``, ``years``, ``rows`` and ``columns`` (their numbers), ``label`` and
        ``page`` in the book (or between which pages, where the text does not fix it), ``uncertain`` (cells whose status
        is inferred or doubtful), ``version``.
    """
    return overview(pd.DataFrame([_overview(table) for table in catalog()["tables"].values()]), "All tables")


def _overview(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": table["name"],
        "title": table["title"],
        "years": "-".join(str(year) for year in dict.fromkeys(table["years"])),
        "rows": table["rows"],
        "columns": len(table["columns"]),
        "label": table["label"],
        "page": "-".join(str(page) for page in table["pages"]) or page_words(table),
        "uncertain": table["statuses"].get("inferred", 0) + table["statuses"].get("doubtful", 0),
        "version": table["version"],
    }
