"""Long series over tables and prose, the links between them, and the sources."""

import json

import pandas as pd
import pytest
from pybtex.database import parse_string

from conftest import CURATED
from sovietlabour import ArgumentError, bibliography, list_series, load_series, load_table, models
from sovietlabour.models import declared_tables
from sovietlabour.pipeline.statement_readings import read_rows

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
def test_every_number_of_a_series_stands_where_it_says(series: str) -> None:
    """A series holds no number of its own: each is a cell or a statement, times a factor."""
    frame = load_series(series)
    factors = {
        (row["series"], row["table"], row["row"]): row["factor"] for row in read_rows(CURATED / "long_series.csv")
    }
    assert frame["start"].is_monotonic_increasing
    for row in frame.to_dict("records"):
        table = load_table(row["table"])
        model = models.ProseFigures if row["table"] == "prose_figures" else None
        keys = table["figure"] if model else _keys(row["table"], table)
        (value,) = table.loc[keys == row["row"], row["column"]]
        factor = factors[series, row["table"], row["row"]]
        expected = 1200 / value if factor == "1200/x" else value * float(factor)
        assert row["value"] == pytest.approx(expected, abs=0.05 if factor == "1200/x" else 1e-6)
        assert row["comparability"]


def _keys(name: str, table: pd.DataFrame) -> "pd.Series[str]":
    return declared_tables()[name].model.row_keys(table)


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
        load_series("turnover coal")


def test_uncertain_numbers_of_a_series_can_be_masked() -> None:
    """The status of a cell goes with it."""
    masked = load_table("long_series", uncertain="mask")
    doubtful = masked["status"].isin(["inferred", "doubtful"])
    assert doubtful.any()
    assert masked.loc[doubtful, "value"].isna().all()
    assert masked.loc[~doubtful, "value"].notna().all()


def test_links_name_the_contradictions() -> None:
    """What the text says against its own tables is kept and linked."""
    links = load_table("table_links")
    contradicted = set(links.loc[links["relation"] == "contradicts", "table"])
    assert {"output_1933_36", "workers_1928_32", "turnover_1930_36"} <= contradicted


def test_reckonings_that_fail_are_named() -> None:
    """The text's own contradictions: 718 less 663 is not 115."""
    checks = load_table("figure_checks").set_index("figure")
    wrong = checks[checks["relation"] == "contradicts"]
    assert list(wrong.loc["ch2-2162c", ["computed", "stated"]]) == [55, 115]
    assert len(wrong) < len(checks) / 4


def test_models_refuse_what_does_not_hold() -> None:
    """A link and a reckoning that no longer hold are refused by their models."""
    links = load_table("table_links")
    confirmed = links.index[links["relation"] == "confirms"][0]
    links.loc[confirmed, "cell"] = 1e9
    with pytest.raises(Exception, match="between the bounds"):
        models.TableLinks.validate(links)
    checks = load_table("figure_checks")
    checks.loc[checks.index[checks["relation"] == "agrees"][0], "stated"] = 1e9
    with pytest.raises(Exception, match="within the tolerance"):
        models.FigureChecks.validate(checks)


def test_every_source_is_cited_and_every_citation_has_its_source() -> None:
    """No source without a note, no note without a source."""
    assert set(load_table("sources")["source"]) == set(load_table("citations")["source"])


def test_bibtex_is_read_by_a_bibtex_reader() -> None:
    """All sources, under their keys."""
    sources = load_table("sources")
    parsed = parse_string(bibliography("bibtex"), "bibtex")
    assert set(parsed.entries) == set(sources["source"])
    entry = parsed.entries["sz-1940-09-volin"]
    assert entry.type == "article"
    assert entry.fields["journal"] == "SZ"
    assert entry.fields["year"] == "1940"


def test_csl_json_has_a_type_a_date_and_a_note_for_each() -> None:
    """All sources, under their keys."""
    items = json.loads(bibliography("csl-json"))
    assert {item["id"] for item in items} == set(load_table("sources")["source"])
    for item in items:
        assert item["type"]
        assert item["note"].startswith("Cited in Filtzer (1986), ")
    (trud,) = (item for item in items if item["id"] == "trud-1939-01-11")
    assert trud["issued"] == {"date-parts": [[1939, 1, 11]]}
    assert trud["container-title"] == "Trud"


def test_an_unknown_style_is_an_error() -> None:
    """The message names the styles."""
    with pytest.raises(ArgumentError, match="bibtex, csl-json"):
        bibliography("ris")  # type: ignore[arg-type]
