"""The descriptors, read by the tools they are written for; and what those tools overlook."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import frictionless
import mlcroissant
import pytest
from pysdmx.io import read_sdmx, write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Component, Components, Concept, Role, Schema

from interoperability.plain_rows import Rows, plain
from sovietlabour import load_table, table_names
from sovietlabour._data import folder

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

PROCESSED = folder()
LEVELS = {Role.ATTRIBUTE: "O"}


def test_frictionless_finds_the_package_valid() -> None:
    """Descriptor and data: types, constraints, keys, foreign keys."""
    report = frictionless.validate(str(PROCESSED / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(table_names()) + 1


def test_frictionless_finds_a_wrong_category(tmp_path: Path) -> None:
    """The validation can fail: a category that is not in the list."""
    copy = shutil.copytree(PROCESSED, tmp_path / "processed")
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (r for r in package["resources"] if r["name"] == "stakhanovites_1936")
    (field,) = (f for f in resource["schema"]["fields"] if f["name"] == "industry")
    field["constraints"]["enum"].remove("Paper")
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert not frictionless.validate(str(copy / "datapackage.json")).valid


@pytest.fixture(scope="module")
def croissant() -> mlcroissant.Dataset:
    """The data set as mlcroissant sees it."""
    return mlcroissant.Dataset(str(PROCESSED / "croissant.json"))


def test_mlcroissant_has_no_complaint(croissant: mlcroissant.Dataset) -> None:
    """No error and no warning."""
    issues = croissant.metadata.ctx.issues
    assert not issues.errors
    assert not issues.warnings


def test_mlcroissant_loads_every_table_with_its_values(
    croissant: mlcroissant.Dataset, name: "TableName", expected: Rows
) -> None:
    """Field by field."""
    columns = [f"{name}/{column}" for column in load_table(name).columns]
    found = [tuple(plain(record[column]) for column in columns) for record in croissant.records(name)]
    assert found == expected


def test_mlcroissant_refuses_a_changed_file(tmp_path: Path) -> None:
    """The sums of the descriptor are checked when it loads."""
    copy = shutil.copytree(PROCESSED, tmp_path / "processed")
    shutil.copy(copy / "workers_1928_32.parquet", copy / "turnover_1930_36.parquet")
    changed = mlcroissant.Dataset(str(copy / "croissant.json"))
    with pytest.raises(Exception, match="turnover_1930_36"):
        list(changed.records("turnover_1930_36"))


@pytest.mark.parametrize("path", sorted(PROCESSED.glob("*.sdmx.csv")), ids=lambda path: path.name)
def test_pysdmx_reads_and_rewrites_the_time_series(path: Path, tmp_path: Path) -> None:
    """SDMX-CSV 2.0: one data set, with all observations; written again by pysdmx it says the same."""
    (data,) = read_sdmx(path).data
    assert str(data.structure).startswith("Dataflow=SOVIETLABOUR:")
    published = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(data.data) == len(published)
    data.structure = schema(published[0])
    write_sdmx([data], Format.DATA_SDMX_CSV_2_0_0, str(tmp_path / "again.csv"))
    again = list(csv.DictReader((tmp_path / "again.csv").read_text(encoding="utf-8").splitlines()))
    assert [{**row, "OBS_VALUE": number(row["OBS_VALUE"])} for row in again] == [
        {**row, "OBS_VALUE": number(row["OBS_VALUE"])} for row in published
    ]


def schema(row: dict[str, str]) -> Schema:
    """Say which columns are dimensions, the measure and attributes."""
    agency, name, version = re.split(r"[:()]", row["STRUCTURE_ID"])[:3]
    columns = list(row)[3:]
    at = columns.index("OBS_VALUE")
    roles = [Role.DIMENSION] * at + [Role.MEASURE] + [Role.ATTRIBUTE] * (len(columns) - at - 1)
    components = [
        Component(
            column,
            role is Role.DIMENSION,
            role,
            Concept(column),
            attachment_level="O" if role is Role.ATTRIBUTE else None,
        )
        for column, role in zip(columns, roles, strict=True)
    ]
    return Schema("dataflow", agency, name, Components(components), version)


def number(text: str) -> float | None:
    """Read an observation: pysdmx may write 46.0 as 46."""
    return float(text) if text else None
