"""Certainty beside the numbers: statuses as columns, masks that say so, and the data dictionary."""

import pandas as pd
import pytest

from sovietlabour import ArgumentError, UnknownTableError, columns, load_table, provenance, table_names
from sovietlabour._catalog import entry
from sovietlabour._literals import TableName

MEASURED = sorted(set(provenance()["table"].astype(str)))


@pytest.mark.parametrize("measured", MEASURED)
def test_statuses_are_those_of_the_provenance(measured: TableName) -> None:
    """Each measured column is followed by the status of each of its cells; all else stays as it is."""
    frame, without = load_table(measured, with_status=True), load_table(measured)
    cells = provenance(measured)
    for cell in cells.to_dict("records"):
        assert frame[f"{cell['column']}_status"].iloc[cell["row"]] == cell["status"]
    in_order = [[column, f"{column}_status"] if column in set(cells["column"]) else [column] for column in without]
    assert list(frame.columns) == [column for pair in in_order for column in pair]
    assert frame[list(without.columns)].equals(without)
    assert frame.attrs == without.attrs


def test_a_status_can_be_asked_without_a_merge() -> None:
    """The question of a user is which turnover figures of coal are not sure."""
    frame = load_table("turnover_1930_36", with_status=True)
    coal = frame[(frame["industry"] == "Coal mining") & frame["turnover_percent_status"].isin(["inferred", "doubtful"])]
    asked = provenance("turnover_1930_36")
    asked = asked[(asked["column"] == "turnover_percent") & asked["status"].isin(["inferred", "doubtful"])]
    industry = load_table("turnover_1930_36")["industry"]
    assert set(coal.index) == {row for row in asked["row"] if industry[row] == "Coal mining"}


def test_a_table_without_measures_stays_as_it_is() -> None:
    """Laws have no cells; nothing is added."""
    assert load_table("laws", with_status=True).equals(load_table("laws"))


def test_statuses_of_another_reading_are_refused() -> None:
    """A value moved to another cell would carry the status of that cell."""
    reading = load_table("alternative_readings").query("table == 'turnover_1930_36'")["reading"].iloc[0]
    with pytest.raises(ArgumentError, match="statuses are those of the published reading"):
        load_table("turnover_1930_36", with_status=True, reading=reading)


def test_a_masked_frame_says_what_is_masked() -> None:
    """As many cells of each column as have become missing."""
    masked, whole = load_table("turnover_1930_36", "mask"), load_table("turnover_1930_36")
    for column, count in masked.attrs["masked"].items():
        assert masked[column].isna().sum() - whole[column].isna().sum() == count
    assert sum(masked.attrs["masked"].values()) == 39
    assert "masked" not in whole.attrs


def test_an_emptied_column_is_a_warning() -> None:
    """All six numbers of unemployed are inferred: who masks them has nothing left, and is told."""
    with pytest.warns(UserWarning, match="every number of unemployed_persons is uncertain"):
        masked = load_table("unemployment_1922_28", "mask")
    assert masked["unemployed_persons"].isna().all()


def test_the_data_dictionary_has_every_column_of_every_table() -> None:
    """In the order of the tables, with type, unit and closed values as the frames have them."""
    dictionary = columns()
    named = [(name, str(column)) for name in table_names() for column in load_table(name).columns]
    assert list(zip(dictionary["table"], dictionary["column"], strict=True)) == named
    for name in table_names():
        frame = load_table(name)
        for row in columns(name).to_dict("records"):
            closed = frame[row["column"]].dtype
            if isinstance(closed, pd.CategoricalDtype):
                assert row["values"] == "; ".join(closed.categories)
            else:
                assert pd.isna(row["values"]) == (row["column"] not in ("unit", "subject", "offence", "penalty"))
            assert (row["unit"] == row["unit"]) == bool(
                entry(name)["columns"][list(frame).index(row["column"])]["unit"]
            )


def test_an_unknown_table_has_no_columns() -> None:
    """With the closest name."""
    with pytest.raises(UnknownTableError, match="did you mean 'turnover_1930_36'"):
        columns("turnover_1930")  # type: ignore[arg-type]
