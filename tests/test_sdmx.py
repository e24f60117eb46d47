"""The observations as SDMX: every measurement with a time, once, by codes that the structure knows."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from sovietlabour import load_table
from sovietlabour.pipeline.sdmx import CODED, CODED_ATTRIBUTES, code, time_period

PROCESSED = Path(__file__).resolve().parents[1] / "data" / "processed"


def rows() -> list[dict[str, str]]:
    """Read the data as SDMX tools do."""
    with (PROCESSED / "observations.sdmx.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_dated_measurement_is_there() -> None:
    """Without those that have no first or last day; values and bounds are those of the table."""
    frame = load_table("observations")
    frame = frame[frame["start"].notna() & frame["end"].notna()]
    measured = frame[(frame["role"] == "measurement") & frame["same_as"].isna()]
    assert len(measured) > 1000
    found = {row["OBSERVATION"]: row for row in rows()}
    assert list(found) == measured["observation"].tolist()
    for row in measured.to_dict("records"):
        there = found[row["observation"]]
        for name, column in {"OBS_VALUE": "value", "LOWER": "lower", "UPPER": "upper"}.items():
            assert there[name] == "" if pd.isna(row[column]) else float(there[name]) == row[column]
        assert there["READING_STATUS"] == code(row["status"])


def test_uncertain_numbers_are_of_low_reliability() -> None:
    """A doubtful or inferred reading is U, whatever its nature; a plan is F, an estimate E, an allegation U."""
    for row in rows():
        uncertain = row["READING_STATUS"] in ("INFERRED", "DOUBTFUL") or row["NATURE"] == "ALLEGED"
        assert (row["OBS_STATUS"] == "U") == uncertain
    certain = [row for row in rows() if row["OBS_STATUS"] != "U"]
    assert {row["NATURE"] for row in certain if row["OBS_STATUS"] == "F"} == {"PLAN", "HYPOTHETICAL"}
    assert {row["NATURE"] for row in certain if row["OBS_STATUS"] == "E"} == {"ESTIMATE"}


def test_the_key_tells_observations_apart() -> None:
    """Dimensions and time identify a measurement; no two labels have one code."""
    keys = [tuple(row[name] for name in (*CODED, "TIME_PERIOD")) for row in rows()]
    assert len(set(keys)) == len(keys)


def test_every_code_is_in_the_structure() -> None:
    """The codelists hold each code once, a parent is among them, and every component has its concept."""
    structure = json.loads((PROCESSED / "observations.sdmx.json").read_text(encoding="utf-8"))["data"]
    lists = {of["id"].removeprefix("CL_"): [code["id"] for code in of["codes"]] for of in structure["codelists"]}
    assert set(lists) == {*CODED, *CODED_ATTRIBUTES}
    for name, codes in lists.items():
        assert len(set(codes)) == len(codes), name
        assert {row[name] for row in rows()} <= set(codes), name
    parents = {code["parent"] for of in structure["codelists"] for code in of["codes"] if "parent" in code}
    assert parents <= {code for codes in lists.values() for code in codes}
    concepts = {concept["id"] for concept in structure["conceptSchemes"][0]["concepts"]}
    assert concepts == set(rows()[0]) - {"STRUCTURE", "STRUCTURE_ID", "ACTION"}


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
        ("1940-06-26", "1940-06-26", "1940-06-26"),
    ],
)
def test_a_period_is_written_as_sdmx_asks(start: str, end: str, says: str) -> None:
    """A year, a day, or a first day with a length."""
    assert time_period(pd.Timestamp(start), pd.Timestamp(end)) == says
