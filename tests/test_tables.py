"""The contract that every published table keeps."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sovietlabour
from conftest import CURATED, PROCESSED, RAW
from sovietlabour import models
from sovietlabour._catalog import catalog, entry
from sovietlabour.models import _columns as columns
from sovietlabour.models import declared_tables
from sovietlabour.models._columns import UNITS
from sovietlabour.models._model import model_name
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.catalog import make_catalog

if TYPE_CHECKING:
    from sovietlabour._literals import TableName


def test_one_name_everywhere(name: str) -> None:
    """CSV, TOML, module, model, Parquet."""
    folder = CURATED if (CURATED / f"{name}.toml").is_file() else RAW
    assert (folder / f"{name}.csv").is_file() or (folder / name).is_dir()
    assert (folder / f"{name}.toml").is_file()
    assert (PROCESSED / f"{name}.parquet").is_file()
    assert getattr(models, model_name(name)).table_name() == name


def test_the_table_validates_against_its_model(name: "TableName") -> None:
    """What is published passes the checks that the build made; the model is usable by others."""
    frame = sovietlabour.load_table(name)
    valid = getattr(models, model_name(name)).validate(frame, lazy=True)
    pd.testing.assert_frame_equal(pd.DataFrame(valid), frame)


def test_the_model_refuses_a_changed_table() -> None:
    """Validation is no formality: a wrong number, a lost row and an unknown industry are all found."""
    frame = sovietlabour.load_table("turnover_1930_36")
    wrong = frame.copy()
    wrong.loc[1, "turnover_percent"] = 162.4
    for damaged in (wrong, frame.iloc[1:], frame.assign(year=np.int16(1930)), frame.drop(columns="year")):
        with pytest.raises(Exception, match=r"months_follow_turnover|must be 1200|rows|duplicate|not unique|year"):
            models.Turnover193036.validate(damaged, lazy=True)


def test_types_are_those_of_the_catalogue(name: "TableName") -> None:
    """The codebook does not lie about types, categories and missing cells."""
    frame = sovietlabour.load_table(name)
    columns = entry(name)["columns"]
    assert list(frame.columns) == [column["name"] for column in columns]
    for column in columns:
        series = frame[column["name"]]
        assert str(series.dtype) == column["type"]
        if "categories" in column:
            assert list(series.cat.categories) == column["categories"]
            assert not series.cat.ordered
        assert column["missing_allowed"] or series.notna().all()


def test_measured_columns_end_in_their_unit(name: "TableName") -> None:
    """Units come from the closed list, and the name of a column says which."""
    frame = sovietlabour.load_table(name)
    measured = {column["name"]: column["unit"] for column in entry(name)["columns"] if column["unit"]}
    assert frame.attrs["units"] == measured
    for column, unit in measured.items():
        assert column.endswith(UNITS[unit])


def test_every_field_is_described(name: str) -> None:
    """The Parquet file explains itself: description and unit of each field, citation and licence of the file."""
    schema = pq.read_schema(PROCESSED / f"{name}.parquet")
    for field in schema:
        assert len(field.metadata[b"description"]) > 8
        assert field.metadata[b"unit"]
    for key in (b"table", b"title", b"citation", b"source", b"original_source", b"licence", b"version"):
        assert schema.metadata[key]
    assert b"CC0" in schema.metadata[b"licence"]


def test_titles_and_grain_come_from_the_docstring(name: str) -> None:
    """A model's docstring opens with a title and "One row per ..."."""
    assert entry(name)["grain"].startswith("One row per ")
    assert not entry(name)["title"].endswith(".")


def test_every_module_is_published_and_nothing_else() -> None:
    """No list was edited: the folder of modules is the list."""
    assert set(declared_tables()) == set(sovietlabour.table_names())
    assert {path.stem for path in PROCESSED.glob("*.parquet")} == {*sovietlabour.table_names(), "provenance"}


def test_no_product_carries_a_date_or_a_path() -> None:
    """Building tomorrow or elsewhere gives the same files."""
    for path in PROCESSED.iterdir():
        content = path.read_bytes()
        assert not re.search(rb"/(home|root|tmp|Users)/", content), path
    assert "built" not in catalog()


def test_the_catalogue_is_what_is_built(built: Built) -> None:
    """The committed catalogue equals one made now."""
    assert make_catalog(built) == catalog()


def test_years_are_those_of_the_rows() -> None:
    """`tables()` tells the years that the rows have."""
    for name in ("workers_1928_32", "turnover_1930_36", "output_1933_36"):
        years = sovietlabour.load_table(name)["year"]
        assert [years.min(), years.max()] == entry(name)["years"]
    dates = sovietlabour.load_table("women_share_1929_35")["date"].dt.year
    assert [dates.min(), dates.max()] == entry("women_share_1929_35")["years"]


def test_industries_join() -> None:
    """Every industry of every table stands in `industries`, with the label that the page has."""
    industries = sovietlabour.load_table("industries").set_index("industry")
    for name in sovietlabour.table_names():
        frame, label = sovietlabour.load_table(name), entry(name)["label"]
        if "industry" in frame and label:
            known = industries["labels"].str.contains(f"{label}:", regex=False).fillna(False)
            assert set(frame["industry"]) == set(industries.index[known])
    assert (
        industries.loc["Large-scale industry", "labels"] == "Table 2.2: All industry; Table 2.3: Large-scale industry"
    )


def test_spot_values() -> None:
    """Numbers read once more from the text, one or more for each table."""
    load = sovietlabour.load_table
    turnover = load("turnover_1930_36").set_index(["industry", "year"])
    assert list(turnover.loc[("Coal mining", 1930), :]) == [295.2, 4.1, 13.78]
    assert list(turnover.loc[("Construction", 1935), :]) == [235.1, 5.1, 1.87]
    assert list(turnover.loc[("Construction", 1931), :].isna()) == [True, True, False]
    women = load("women_share_1929_35").set_index(["industry", "date"])["women_percent"]
    assert women["Printing and publishing", "1935-07-01"] == 53.6
    assert women["Not stated", "1929-01-01"] == 12.4
    output = load("output_1933_36").set_index(["product", "year"])
    assert list(output.loc[("Woollen fabrics", 1936), :]) == [101.5, "million metres", "product"]
    unemployed = load("unemployment_1922_28").set_index("period")
    assert unemployed.loc["1926/27", "unemployed_persons"] == 1_241_000
    assert unemployed.loc["1926/27", "period_start"] == pd.Timestamp("1926-10-01")
    norms = load("norm_rises_1936").set_index(["branch", "item"])
    assert list(norms.loc[("Chemicals", "All"), :]) == [24.0, 47.2]
    assert load("stakhanovites_1936").set_index("industry").loc["Paper", "stakhanovites_percent"] == 25.8
    workers = load("workers_1928_32").set_index(["sector", "year"])
    assert list(workers.loc[("Transport", 1932), :]) == [1_474_000, 65.0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"indicator": " "}, "indicator must say what is measured"),
        ({"unit": "per mille"}, "unit must be one of"),
    ],
)
def test_a_measured_column_cannot_leave_out_its_subject(change: dict[str, str], message: str) -> None:
    """A column without indicator would be found by no search."""
    says = {"unit": "per cent", "indicator": "monthly_wage"} | change
    with pytest.raises(ValueError, match=message):
        columns.measured("A column.", **says)  # type: ignore[arg-type]  # texts only
