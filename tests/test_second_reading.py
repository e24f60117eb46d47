"""Two independent readings of the text, compared cell by cell."""

import pytest

from conftest import ROOT
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.second_reading import by_cell, differences, read_second_reading, second_by_cell

FOLDER = ROOT / "data" / "readings"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def test_every_transcribed_table_was_read_twice(built: Built) -> None:
    """No table of the book escapes the comparison."""
    assert set(TABLES) == {name for name, table in built.tables.items() if table.facts["label"]}


@pytest.mark.parametrize("table", TABLES)
def test_the_readings_agree_in_every_cell(built: Built, table: str) -> None:
    """Value, characters, page and line."""
    assert differences(built, table, read_second_reading(FOLDER / f"{table}.csv")) == []


CERTAINTY = {"sure": 0, "blank": 0, "placed": 1, "doubtful": 2}
STATUS = {"printed": 0, "closed_up": 0, "blank": 0, "inferred": 1, "doubtful": 2}


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_is_published_as_more_certain_than_the_second_reader_held_it(built: Built, table: str) -> None:
    """Of two judgments of certainty the more doubtful one is kept."""
    second = second_by_cell(built, table, read_second_reading(FOLDER / f"{table}.csv"))
    for place, cell in by_cell(built, table).items():
        assert STATUS[cell["status"]] >= CERTAINTY[second[place]["certainty"]], cell


@pytest.mark.parametrize(
    ("column", "wrong"), [("value", "7.8"), ("printed", "7.9 "), ("page", "51"), ("line", "2017"), ("year", "1940")]
)
def test_a_difference_is_found(built: Built, column: str, wrong: str) -> None:
    """The comparison can fail: one changed field of one cell is reported."""
    second = read_second_reading(FOLDER / "turnover_1930_36.csv")
    cell = (second["industry"] == "Large-scale industry") & (second["year"] == "1930") & (second["printed"] == "7.9")
    second.loc[cell, column] = wrong
    assert differences(built, "turnover_1930_36", second)
