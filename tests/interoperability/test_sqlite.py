"""The data base of SQLite in the hands of its own program, and served by Datasette as it is."""

import asyncio
import csv
import subprocess
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from interoperability.plain_rows import Rows
from sovietlabour import export, load_table, table_names


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file."""
    (path,) = export(None, "sqlite", tmp_path_factory.mktemp("sqlite"))
    return path


def _sqlite3(database: Path, *words: str) -> str:
    done = subprocess.run(["sqlite3", "-readonly", *words[:-1], database, words[-1]], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_sqlite3_prints_a_query_with_its_header(database: Path) -> None:
    """A view and the full-text index, in CSV."""
    asked = """SELECT indicator_name, period, value, unit FROM observations_in_words
        WHERE industry = 'Coal mining' AND period = '1933' AND topic = 'turnover' ORDER BY value"""
    assert _sqlite3(database, "-header", "-csv", asked).splitlines() == [
        "indicator_name,period,value,unit",
        '"Interval between job changes",1933,9.9,months',
        '"Labour turnover rate",1933,120.7,"per cent"',
    ]
    asked = "SELECT id FROM search WHERE search MATCH 'putilov' AND kind = 'enterprise'"
    assert _sqlite3(database, asked) == "Kirov factory, Leningrad\n"


def test_sqlite3_writes_every_table_as_csv(database: Path, name: str, expected: Rows) -> None:
    """Every cell; what is missing is empty."""
    columns = ", ".join(map('"{}"'.format, load_table(name)))  # type: ignore[call-overload]
    rows = csv.reader(_sqlite3(database, "-csv", f"SELECT {columns} FROM {name}").splitlines(keepends=True))
    as_written = [["" if v is None else v if isinstance(v, str) else str(v) for v in row] for row in expected]
    assert list(rows) == as_written


def test_sqlite3_shows_what_columns_mean(database: Path) -> None:
    """Comments stand in the definition, and keys and references beneath."""
    schema = _sqlite3(database, ".schema turnover_1930_36")
    assert "-- Labour turnover and absenteeism by major industry, 1929-1936. One row per industry and year." in schema
    assert "/* Days absent without permission, average per worker and year (days) */" in schema
    assert 'FOREIGN KEY ("industry") REFERENCES "industries" ("industry")' in schema
    assert set(table_names()) < set(_sqlite3(database, ".tables").split())


def _ask(database: Path, *paths: str) -> list[Any]:
    """Ask Datasette, which knows nothing but the file."""

    async def answers() -> list[Any]:
        served = Datasette([str(database)])
        await served.invoke_startup()
        return [(await served.client.get(f"/sovietlabour{path}")).json() for path in paths]

    return asyncio.run(answers())


def test_datasette_serves_tables_and_views(database: Path) -> None:
    """Rows are those of the table; codes lead to what they refer to, and are named."""
    table, view, linked = _ask(
        database,
        "/turnover_1930_36.json?_shape=array&_size=max",
        "/observations_in_words.json?_shape=array&industry=Coal+mining&period=1933&indicator=labour_turnover_rate",
        "/observations.json?_shape=array&observation=ch1-1012a&_labels=on",
    )
    turnover = load_table("turnover_1930_36", with_status=True)
    assert len(table) == len(turnover)
    for row in table:
        published = turnover.loc[row.pop("row")]
        assert row == {column: None if value != value else value for column, value in published.items()}
    assert [(row["indicator_name"], row["value"]) for row in view] == [("Labour turnover rate", 120.7)]
    assert linked[0]["indicator"] == {"value": "job_change_interval", "label": "Interval between job changes"}


def test_datasette_searches_without_being_told_how(database: Path) -> None:
    """The visible table `entries` has a search box; the index itself is hidden, and answers too."""
    about, *found = _ask(
        database, ".json", *(f"/{table}.json?_shape=array&_search=putilov" for table in ("entries", "search"))
    )
    tables = {table["name"]: (table["hidden"], table["fts_table"]) for table in about["tables"]}
    assert (tables["entries"], tables["search"]) == ((False, "search"), (True, "search"))
    for rows in found:
        assert rows[0]["id"] == "Kirov factory, Leningrad"
