"""The descriptors, read by the tools they are written for; and what those tools overlook."""

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import frictionless
import mlcroissant
import pytest
from pysdmx.io import get_datasets, write_sdmx
from pysdmx.io.format import Format

from interoperability.plain_rows import Rows, plain
from sovietlabour import load_table, table_names
from sovietlabour._data import folder

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

PROCESSED = folder()


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


def test_pysdmx_reads_the_observations_by_their_structure(tmp_path: Path) -> None:
    """The structure is valid SDMX-JSON, every code is one of its codelists, and what pysdmx writes says the same."""
    path = PROCESSED / "observations.sdmx.csv"
    (data,) = get_datasets(path, PROCESSED / "observations.sdmx.json")
    published = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(data.data) == len(published)
    assert [component.id for component in data.structure.components] == list(published[0])[3:]
    for component in data.structure.components:
        if component.local_codes:
            assert {row[component.id] for row in published} <= {code.id for code in component.local_codes}
    write_sdmx([data], Format.DATA_SDMX_CSV_2_0_0, str(tmp_path / "again.csv"))
    again = list(csv.DictReader((tmp_path / "again.csv").read_text(encoding="utf-8").splitlines()))
    assert [compared(row) for row in again] == [compared(row) for row in published]


def compared(row: dict[str, str]) -> dict[str, str | float | None]:
    """Give what an observation says: pysdmx may write 46.0 as 46, and names the data structure for the flow."""
    numbers = {name: number(row[name]) for name in ("OBS_VALUE", "LOWER", "UPPER")}
    return {name: value for name, value in row.items() if not name.startswith("STRUCTURE")} | numbers


def number(text: str) -> float | None:
    """Read an observation: pysdmx may write 46.0 as 46."""
    return float(text) if text else None
