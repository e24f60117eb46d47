"""Each tool reads the published Parquet files: values, missing cells, text of categories, types."""

import dask.dataframe as dd
import duckdb
import fastparquet
import polars as pl
import pyarrow.dataset as ds

from interoperability.plain_rows import Rows, kinds, plain, rows_of
from sovietlabour import TableName, load_table, parquet_path


def test_duckdb(name: TableName, expected: Rows) -> None:
    """Types are BIGINT and smaller, DOUBLE, VARCHAR, TIMESTAMP."""
    relation = duckdb.sql(f"SELECT * FROM '{parquet_path(name)}'")
    assert relation is not None
    assert [tuple(plain(v) for v in row) for row in relation.fetchall()] == expected
    letters = {"TINYINT": "i", "SMALLINT": "i", "INTEGER": "i", "BIGINT": "i", "DOUBLE": "f", "VARCHAR": "s"}
    assert [letters.get(str(t), "d" if str(t).startswith("TIMESTAMP") else "?") for t in relation.types] == kinds(name)


def test_polars(name: TableName, expected: Rows) -> None:
    """Categories are `Categorical` or `String`."""
    frame = pl.read_parquet(parquet_path(name))
    assert [tuple(plain(v) for v in row) for row in frame.rows()] == expected
    found = []
    for dtype in frame.dtypes:
        found.append("i" if dtype.is_integer() else "f" if dtype.is_float() else "d" if dtype.is_temporal() else "s")
    assert found == kinds(name)


def test_pyarrow_dataset(name: TableName, expected: Rows) -> None:
    """A dataset of one file, with the citation in its schema."""
    dataset = ds.dataset(parquet_path(name), format="parquet")
    assert b"citation" in dataset.schema.metadata
    columns = dataset.to_table().to_pydict().values()
    assert [tuple(plain(v) for v in row) for row in zip(*columns, strict=True)] == expected


def test_dask(name: TableName, expected: Rows) -> None:
    """A lazy frame that computes to the same."""
    frame = dd.read_parquet(parquet_path(name))
    assert rows_of(frame.compute()) == expected


def test_fastparquet(name: TableName, expected: Rows) -> None:
    """The other Parquet library of pandas."""
    frame = fastparquet.ParquetFile(str(parquet_path(name))).to_pandas()
    assert rows_of(frame) == expected


def test_fastparquet_keeps_categories() -> None:
    """Industries come back as categories, in the order of the page."""
    frame = fastparquet.ParquetFile(str(parquet_path("turnover_1930_36"))).to_pandas()
    assert list(frame["industry"].cat.categories) == list(load_table("turnover_1930_36")["industry"].cat.categories)
