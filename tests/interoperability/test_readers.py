"""Each tool reads the published Parquet files: values, missing cells, text of categories, types."""

from typing import Any

import dask.dataframe as dd
import duckdb
import fastparquet
import polars as pl
import pyarrow.dataset as ds
import pytest

from interoperability.plain_rows import Rows, kinds, plain, rows_of
from sovietlabour import load_table, parquet_path
from sovietlabour._catalog import entry


def test_duckdb(name: str, expected: Rows) -> None:
    """Types are BIGINT and smaller, DOUBLE, VARCHAR, TIMESTAMP."""
    relation = duckdb.sql(f"SELECT * FROM '{parquet_path(name)}'")
    assert relation is not None
    assert [tuple(plain(v) for v in row) for row in relation.fetchall()] == expected
    letters = {"TINYINT": "i", "SMALLINT": "i", "INTEGER": "i", "BIGINT": "i", "DOUBLE": "f", "VARCHAR": "s"}
    assert [letters.get(str(t), "d" if str(t).startswith("TIMESTAMP") else "?") for t in relation.types] == kinds(name)


def test_polars(name: str, expected: Rows) -> None:
    """Categories are `Categorical` or `String`."""
    frame = pl.read_parquet(parquet_path(name))
    assert [tuple(plain(v) for v in row) for row in frame.rows()] == expected
    found = []
    for dtype in frame.dtypes:
        found.append("i" if dtype.is_integer() else "f" if dtype.is_float() else "d" if dtype.is_temporal() else "s")
    assert found == kinds(name)


def test_pyarrow_dataset(name: str, expected: Rows) -> None:
    """A dataset of one file, with the citation in its schema."""
    dataset = ds.dataset(parquet_path(name), format="parquet")
    assert b"citation" in dataset.schema.metadata
    columns = dataset.to_table().to_pydict().values()
    assert [tuple(plain(v) for v in row) for row in zip(*columns, strict=True)] == expected


def test_dask(name: str, expected: Rows) -> None:
    """A lazy frame that computes to the same."""
    frame = dd.read_parquet(parquet_path(name))
    assert rows_of(frame.compute()) == expected


def test_fastparquet(name: str, expected: Rows) -> None:
    """The other Parquet library of pandas."""
    frame = fastparquet.ParquetFile(str(parquet_path(name))).to_pandas()
    assert rows_of(frame) == expected


def test_fastparquet_keeps_categories() -> None:
    """Industries come back as categories, in the order of the page."""
    frame = fastparquet.ParquetFile(str(parquet_path("turnover_1930_36"))).to_pandas()
    assert list(frame["industry"].cat.categories) == list(load_table("turnover_1930_36")["industry"].cat.categories)


def trimmed(rows: Rows) -> Rows:
    """Take spaces off the end of each text; empty text is missing."""
    return [tuple(v.rstrip(" ") or None if isinstance(v, str) else v for v in row) for row in rows]


@pytest.mark.parametrize("form", ["dta", "sav"])
def test_stata_and_spss(name: str, form: str, expected: Rows, tmp_path: Any) -> None:
    """Exports read back by pyreadstat: values and labels.

    In both formats missing text is empty text; the reader takes spaces off the end of a text.
    """
    import pyreadstat

    from sovietlabour._export import export

    (path,) = export([name], form, tmp_path)
    frame, about = (pyreadstat.read_dta if form == "dta" else pyreadstat.read_sav)(str(path))
    assert trimmed(rows_of(frame)) == trimmed(expected)
    described = [column["description"] for column in entry(name)["columns"]]
    for label, says in zip(about.column_labels, described, strict=True):
        assert label
        assert label.startswith(says[: len(label)]) or says.startswith(label) or label.startswith(says)
