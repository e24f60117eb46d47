"""Two independent readings of the text, compared cell by cell."""

import pytest

from conftest import ROOT
from sovietlabour.build.pipeline import Built
from sovietlabour.build.second_reading import differences, read_second_reading

FOLDER = ROOT / "tests" / "second_reading"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def test_every_transcribed_table_was_read_twice(built: Built) -> None:
    """No table escapes the comparison; `industries` is our concordance, not a page."""
    assert set(TABLES) == set(built.tables) - {"industries"}


@pytest.mark.parametrize("table", TABLES)
def test_the_readings_agree_in_every_cell(built: Built, table: str) -> None:
    """Value, characters, page and line."""
    assert differences(built, table, read_second_reading(FOLDER / f"{table}.csv")) == []


@pytest.mark.parametrize("table", TABLES)
def test_doubts_of_the_second_reader_are_known(built: Built, table: str) -> None:
    """Whatever the second reader held for doubtful or argued is marked in what we publish."""
    second = read_second_reading(FOLDER / f"{table}.csv")
    counts = built.tables[table].provenance["status"].value_counts()
    ours = {status: int(counts.get(status, 0)) for status in ("inferred", "doubtful", "blank")}
    theirs = second["certainty"].value_counts()
    assert ours["doubtful"] >= theirs.get("doubtful", 0)
    assert ours["inferred"] + ours["doubtful"] >= theirs.get("placed", 0) + theirs.get("doubtful", 0)


@pytest.mark.parametrize(
    ("column", "wrong"), [("value", "7.8"), ("printed", "7.9 "), ("page", "51"), ("line", "2017"), ("year", "1940")]
)
def test_a_difference_is_found(built: Built, column: str, wrong: str) -> None:
    """The comparison can fail: one changed field of one cell is reported."""
    second = read_second_reading(FOLDER / "turnover_1930_36.csv")
    cell = (second["industry"] == "Large-scale industry") & (second["year"] == "1930") & (second["printed"] == "7.9")
    second.loc[cell, column] = wrong
    assert differences(built, "turnover_1930_36", second)
