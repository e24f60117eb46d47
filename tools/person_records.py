"""An example of data that outgrow one machine: person-records joined to labour turnover, with DuckDB and with Spark.

The records are generated: each person worked in one industry in one year. They lie in one folder per industry, as
large data do. The question: how many persons, and how many expected job changes, by industry and year?
"""

from pathlib import Path
from typing import Any

import duckdb

Answer = list[tuple[str, int, int, float | None]]
QUESTION = """
    SELECT turnover.industry, turnover.year, count(*) AS persons,
           round(count(*) * any_value(turnover.turnover_percent) / 100, 1) AS expected_job_changes
    FROM records JOIN turnover ON records.industry = turnover.industry AND records.year = turnover.year
    GROUP BY turnover.industry, turnover.year
    ORDER BY turnover.industry, turnover.year
"""


def write(folder: Path, persons: int) -> None:
    """Generate person-records, always the same, in one folder per industry."""
    from sovietlabour import parquet_path

    turnover = parquet_path("turnover_1930_36")
    duckdb.sql(f"""
        COPY (
            WITH industries AS (
                SELECT industry, row_number() OVER (ORDER BY industry) - 1 AS number
                FROM (SELECT DISTINCT industry::VARCHAR AS industry FROM '{turnover}')
            )
            SELECT person, (1929 + person % 8)::SMALLINT AS year, industry
            FROM range({persons}) AS records(person)
            JOIN industries ON number = hash(person) % (SELECT count(*) FROM industries)
        ) TO '{folder}' (FORMAT parquet, PARTITION_BY (industry))
    """)


def with_duckdb(connection: duckdb.DuckDBPyConnection, folder: Path, turnover: Path) -> Answer:
    """Ask DuckDB."""
    connection.sql(f"CREATE VIEW turnover AS SELECT * FROM '{turnover}'")
    connection.sql(
        f"CREATE VIEW records AS SELECT * FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true)"
    )
    return [tuple(row) for row in connection.sql(QUESTION).fetchall()]


def with_spark(spark: Any, folder: Path, turnover: Path) -> Answer:
    """Ask Spark the same question, word for word."""
    spark.read.parquet(str(turnover)).createOrReplaceTempView("turnover")
    spark.read.parquet(str(folder)).createOrReplaceTempView("records")
    return [tuple(row) for row in spark.sql(QUESTION).collect()]
