"""The descriptors beside the published files: what their official profile asks for, and what its tools overlook."""

import hashlib
import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
from json_ld import table_json_ld

from conftest import PROCESSED, ROOT
from sovietlabour import load_table, table_names
from sovietlabour._catalog import catalog

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

PACKAGE = json.loads((PROCESSED / "datapackage.json").read_text(encoding="utf-8"))
CROISSANT = json.loads((PROCESSED / "croissant.json").read_text(encoding="utf-8"))
PROFILE = json.loads((ROOT / "tests" / "profiles" / "datapackage-2.0.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
KINDS = {"i": "integer", "f": "number", "s": "string", "c": "string", "d": "datetime"}


def test_the_data_package_keeps_the_official_profile() -> None:
    """Version 2.0, the profile file as published."""
    jsonschema.Draft7Validator(PROFILE).validate(PACKAGE)


def test_the_profile_can_refuse() -> None:
    """A descriptor that breaks the profile is refused, so that the test above can fail."""
    for broken in (PACKAGE | {"licenses": []}, PACKAGE | {"resources": []}, PACKAGE | {"name": 3}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft7Validator(PROFILE).validate(broken)


def test_every_table_is_described_and_nothing_else() -> None:
    """One resource and one record set per table, and for the provenance."""
    expected = [*table_names(), "provenance"]
    assert list(RESOURCES) == expected
    assert [record_set["name"] for record_set in CROISSANT["recordSet"]] == expected
    assert [file["contentUrl"] for file in CROISSANT["distribution"]] == [f"{name}.parquet" for name in expected]


def test_sums_are_those_of_the_files() -> None:
    """What frictionless overlooks on Parquet: a wrong hash."""
    for file in CROISSANT["distribution"]:
        found = hashlib.sha256((PROCESSED / file["contentUrl"]).read_bytes()).hexdigest()
        assert file["sha256"] == found
    for resource in RESOURCES.values():
        assert resource["hash"] == "sha256:" + hashlib.sha256((PROCESSED / resource["path"]).read_bytes()).hexdigest()
        assert "bytes" not in resource


def test_fields_are_those_of_the_table(name: "TableName") -> None:
    """Names in order, types, what may be missing, categories, keys that are unique."""
    frame, schema = load_table(name), RESOURCES[name]["schema"]
    assert [field["name"] for field in schema["fields"]] == list(frame.columns)
    for field in schema["fields"]:
        series = frame[field["name"]]
        assert field["type"] == KINDS[str(series.dtype).lower()[0]]
        assert field["description"]
        if field["constraints"]["required"]:
            assert series.notna().all()
        if "enum" in field["constraints"]:
            assert set(series.dropna()) <= set(field["constraints"]["enum"])
    assert not frame.duplicated(schema["primaryKey"]).any()


def test_foreign_keys_hold() -> None:
    """Each value is in the table that it refers to; cells with several keys are in no descriptor."""
    found = 0
    for name, resource in RESOURCES.items():
        for key in resource["schema"].get("foreignKeys", []):
            reference = key["reference"]
            known = load_table(reference["resource"])[reference["fields"][0]]
            assert set(load_table(name)[key["fields"][0]].dropna()) <= set(known)
            found += 1
    assert found >= 6


def test_descriptors_have_no_date_but_that_of_the_release_and_no_address_of_a_machine() -> None:
    """The same raw files give the same bytes tomorrow."""
    text = json.dumps(PACKAGE) + json.dumps(CROISSANT)
    assert "created" not in PACKAGE
    assert CROISSANT["datePublished"] == catalog()["package"]["released"]
    for trace in ("localhost", "file://", "/home/", "/root/", "127.0.0.1"):
        assert trace not in text


def test_every_table_has_its_own_json_ld(name: "TableName") -> None:
    """What the codebook pages hold for search engines: at most 5,000 characters of description, a licence, years."""
    says = table_json_ld(catalog(), catalog()["tables"][name])
    assert says["@type"] == "Dataset"
    assert 50 < len(says["description"]) < 5000
    assert says["license"].startswith("https://creativecommons.org/")
    assert len(says["variableMeasured"]) == len(load_table(name).columns)
