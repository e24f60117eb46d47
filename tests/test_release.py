"""A release: the data archive, the metadata of its deposit, and zips that are the same each time."""

import io
import zipfile
from datetime import date

import yaml

import release
from conftest import PROCESSED, ROOT
from release_check import csv_is_the_table, sums_are_true, under
from sovietlabour import __version__, table_names
from sovietlabour._version import RELEASED

LICENCES = {"CC0-1.0"}
RELATIONS = {"isDerivedFrom", "isSupplementedBy", "isNewVersionOf"}
"""Terms of Zenodo's that we may use."""


def test_the_archive_has_the_published_files_and_every_table_as_csv() -> None:
    """The same bytes, the same numbers, and sums that are true."""
    files = release.archive_files()
    assert under(files, "data/") == {path.name: path.read_bytes() for path in PROCESSED.iterdir()}
    csv_is_the_table(under(files, "csv/"))
    sums_are_true("archive", files)
    assert {"README.txt", "CITATION.cff", "LICENSE", "LICENSE-DATA"} <= set(files)
    says = files["README.txt"].decode()
    assert f"Version {__version__}" in says
    assert f"{len(table_names())} tables" in says


def test_a_zip_is_the_same_whatever_order_the_files_come_in() -> None:
    """Day of the release, sorted names, plain permissions."""
    files = {"b/two.txt": b"2", "a.txt": b"1"}
    one, other = release.zipped("x", files), release.zipped("x", dict(sorted(files.items())))
    assert one == other
    entries = zipfile.ZipFile(io.BytesIO(one)).infolist()
    assert [entry.filename for entry in entries] == ["x/a.txt", "x/b/two.txt"]
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {date(*entry.date_time[:3]).isoformat() for entry in entries} == {RELEASED}


def test_the_deposit_is_described_as_zenodo_asks() -> None:
    """The fields that a data set needs, in Zenodo's own terms, and the facts of CITATION.cff."""
    says = release.deposit_metadata()
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert says["upload_type"] == "dataset"
    assert says["access_right"] == "open"
    assert says["license"] in LICENCES
    assert says["version"] == cited["version"] == __version__
    assert date.fromisoformat(says["publication_date"]).isoformat() == RELEASED
    assert says["creators"] == [{"name": author["name"]} for author in cited["authors"]]
    assert len(says["title"]) > 3
    assert len(says["description"]) > 100
    for related in says["related_identifiers"]:
        assert related["relation"] in RELATIONS
        assert set(related) <= {"identifier", "relation", "resource_type", "scheme"}


def test_a_release_is_published_without_a_token_and_with_pinned_actions() -> None:
    """Only the last job may ask for an identity; actions have the sum of a commit; all our Pythons are tested."""
    folder = ROOT / ".github" / "workflows"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    flows = {name: yaml.safe_load(text) for name, text in texts.items()}
    assert all(flow["permissions"] == {} for flow in flows.values())
    assert not [name for name, text in texts.items() if "secrets." in text]
    jobs = flows["release.yml"]["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "test": {"contents": "read"},
        "audit": {"contents": "read"},
        "build": {"contents": "read"},
        "publish": {"id-token": "write"},
    }
    uses = [line.split("uses: ")[1] for text in texts.values() for line in text.splitlines() if "uses: " in line]
    outside = [use for use in uses if not use.startswith("./")]
    assert outside
    assert all(len(use.split(" # v")[0].partition("@")[2]) == 40 for use in outside)
    tested = flows["tests.yml"]["jobs"]["test"]["strategy"]["matrix"]["python"]
    classifiers = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(f"Programming Language :: Python :: {version}" in classifiers for version in tested)
