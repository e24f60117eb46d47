"""Spark in local mode: the same types and values, and a join with ten million records, which DuckDB repeats."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from interoperability.plain_rows import Rows, kinds, plain
from sovietlabour import TableName, load_table, parquet_path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

LETTERS = {"tinyint": "i", "smallint": "i", "int": "i", "bigint": "i", "double": "f", "string": "s"}


@pytest.fixture(scope="module")
def spark() -> Iterator[object]:
    """One local session, with as little memory as will do."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_spark_reads_every_table(spark: object, name: TableName, expected: Rows) -> None:
    """Values, missing cells and types; days are timestamps at midnight UTC."""
    frame = spark.read.parquet(str(parquet_path(name)))  # type: ignore[attr-defined]
    types = [LETTERS.get(kind, "d" if kind.startswith("timestamp") else kind) for _, kind in frame.dtypes]
    assert types == kinds(name)
    assert [tuple(plain(v) for v in row) for row in frame.collect()] == expected


def test_the_example_of_the_guide_gives_the_same_in_spark_and_duckdb(spark: object, tmp_path: Path) -> None:
    """Ten million person-records, partitioned by industry, joined to turnover_1930_36."""
    import person_records

    folder = tmp_path / "records"
    person_records.write(folder, 10_000_000)
    assert len(list(folder.iterdir())) == load_table("turnover_1930_36")["industry"].nunique()
    by_spark = person_records.with_spark(spark, folder, parquet_path("turnover_1930_36"))
    by_duckdb = person_records.with_duckdb(duckdb.connect(), folder, parquet_path("turnover_1930_36"))
    assert by_spark == by_duckdb
    assert len(by_duckdb) == 72
    assert sum(persons for _, _, persons, _ in by_duckdb) == 10_000_000
