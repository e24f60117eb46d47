"""Long series over tables and prose, and the sources."""

import pandas as pd
import pytest

from sovietlabour import ArgumentError, SeriesName, list_series, load_series, load_table

SERIES = list(list_series()["series"])


def test_the_obvious_series_are_there() -> None:
    """Those that the documentation promises."""
    names = " ".join(SERIES)
    for words in ("turnover, all industry", "coal", "absence", "unemployment", "industrial workers", "women", "steel"):
        assert words in names
    for words in ("machine tools", "oil", "tractors", "vehicles", "strikes", "real wages"):
        assert words in names
    assert list_series()["note"].str.len().gt(10).all()


@pytest.mark.parametrize("series", SERIES)
def test_every_number_of_a_series_stands_where_it_says(series: SeriesName) -> None:
    """A series holds no number of its own: each is an observation, or follows from one by definition."""
    frame = load_series(series)
    observations = load_table("observations").set_index("observation")
    assert frame["start"].is_monotonic_increasing
    assert frame["comparability"].str.len().gt(0).all()
    for row in frame.to_dict("records"):
        found = observations.loc[row["observation"]]
        if isinstance(row["indicator"], str):
            assert row["value"] == pytest.approx(1200 / found["value"], abs=0.05)
            assert row["precision"] == "approximate"
        else:
            same = ["value", "lower", "upper", "unit", "precision", "line", "printed", "start", "end"]
            assert pd.Series(row)[same].astype("str").equals(found[same].astype("str"))


def test_turnover_goes_on_after_the_table() -> None:
    """Table 2.2's 1929-36 with the prose's 1937-39, one row per year or part of a year."""
    frame = load_series("turnover, all industry")
    years = frame["start"].dt.year
    assert set(range(1929, 1940)) <= set(years)
    assert (frame.loc[years <= 1936, "table"] == "turnover_1930_36").all()
    assert (frame.loc[years > 1936, "table"] == "prose_figures").all()
    assert frame.attrs["unit"] == "per cent"


def test_an_unknown_series_is_named_with_the_closest() -> None:
    """A misspelt name gets a hint."""
    with pytest.raises(ArgumentError, match="did you mean 'turnover, coal mining'"):
        load_series("turnover coal")  # type: ignore[arg-type]  # misspelt on purpose


def test_uncertain_numbers_of_a_series_can_be_masked() -> None:
    """The status of a cell goes with it."""
    masked = load_table("long_series", uncertain="mask")
    doubtful = masked["status"].isin(["inferred", "doubtful"])
    assert doubtful.any()
    assert masked.loc[doubtful, "value"].isna().all()
    assert masked.loc[~doubtful, "value"].notna().all()


def test_every_source_is_cited_and_every_citation_has_its_source() -> None:
    """No source without a note, no note without a source."""
    assert set(load_table("sources")["source"]) == set(load_table("citations")["source"])


def test_series_stand_in_the_order_of_the_table_with_their_own_notes() -> None:
    """The list and each series: in the order in which they are told, numbered from 0, and none has another's note."""
    assert list(dict.fromkeys(load_table("long_series")["series"])) == SERIES
    notes = list_series().set_index("series")["note"]
    for series in SERIES:
        frame = load_series(series)
        assert frame.attrs["note"] == notes[series]
        assert frame["unit"].nunique() == 1 if "unit" in frame else frame.attrs["unit"]
        assert list(frame.index) == list(range(len(frame)))
        assert "index" not in frame
