"""The SDMX-CSV files hold every observation of their tables, once, with its status."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from sovietlabour import load_table, provenance
from sovietlabour._catalog import catalog, entry
from sovietlabour.pipeline.sdmx import OBS_STATUS, code, time_period

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

PROCESSED = Path(__file__).resolve().parents[1] / "data" / "processed"
FILES = sorted(path.name.removesuffix(".sdmx.csv") for path in PROCESSED.glob("*.sdmx.csv"))


def rows_of(name: str) -> list[dict[str, str]]:
    """Read a file as SDMX tools do."""
    with (PROCESSED / f"{name}.sdmx.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_with_a_time_is_there() -> None:
    """Tables whose rows are of years, days or periods; not those of figures, sources or links."""
    assert set(FILES) == {n for n, t in catalog()["tables"].items() if {"year", "date", "period"} & set(t["keys"])}
    assert len(FILES) == 6


@pytest.mark.parametrize("table", FILES)
def test_values_and_statuses_are_those_of_the_table(table: "TableName") -> None:
    """One observation per cell, in the order of the table; blanks are M and empty."""
    frame = load_table(table)
    measures = [column["name"] for column in entry(table)["columns"] if column["unit"]]
    expected = [frame[measure].iloc[row] for row in range(len(frame)) for measure in measures]
    rows = rows_of(table)
    assert [float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None for row in rows] == [
        None if pd.isna(value) else float(value) for value in expected
    ]
    cells = provenance(table)
    if len(cells):
        of_cell = {(cell.row, cell.column): cell.status for cell in cells.itertuples()}
        statuses = [of_cell[row, measure] for row in range(len(frame)) for measure in measures]
        assert [row["READING_STATUS"] for row in rows] == statuses
    certain = [row for row in rows if row["OBS_VALUE"]]
    assert [row["OBS_STATUS"] for row in certain] == [OBS_STATUS[row["READING_STATUS"]] for row in certain]
    assert all((row["OBS_VALUE"] == "") == (row["OBS_STATUS"] == "M") for row in rows)


@pytest.mark.parametrize("table", FILES)
def test_an_observation_is_told_by_its_dimensions(table: "TableName") -> None:
    """No two observations have the same key, and no two labels the same code."""
    rows = rows_of(table)
    dimensions = list(rows[0])[3 : list(rows[0]).index("OBS_VALUE")]
    assert len({tuple(row[dimension] for dimension in dimensions) for row in rows}) == len(rows)
    frame = load_table(table)
    for column in frame.columns:
        if frame[column].dtype == "category":
            labels = frame[column].dropna().unique()
            assert len({code(str(label)) for label in labels}) == len(labels)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("1929-01-01", "1929-12-31", "1929"),
        ("1925-10-01", "1926-09-30", "1925-10-01/P1Y"),
        ("1933-01-01", "1933-03-31", "1933-01-01/P3M"),
        ("1928-04-01", "1928-04-30", "1928-04-01/P1M"),
        ("1940-07-15", "1940-08-14", "1940-07-15/P1M"),
        ("1940-07-15", "1940-07-24", "1940-07-15/P10D"),
        ("1936-01-01", "1937-12-31", "1936-01-01/P24M"),
    ],
)
def test_a_period_is_written_as_sdmx_asks(start: str, end: str, says: str) -> None:
    """A year, or a first day with a length."""
    assert time_period({"start": pd.Timestamp(start), "end": pd.Timestamp(end)}) == says
