"""Before a release: what `tools/release.py` built holds the data of `data/processed`, and the wheel works alone."""

import base64
import csv
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

from release import ARCHIVE, DIST, PROCESSED, SITE_ARCHIVE, build
from sovietlabour import load_table, table_names

LOAD_ALL = """
import hashlib
import sovietlabour as sl
for name in sl.table_names():
    csv = sl.load_table(name).to_csv(index=False)
    print(name, hashlib.sha256(csv.encode()).hexdigest())
"""
Files = dict[str, bytes]
"""Content by name."""


def main() -> None:
    """Run all checks; the first that fails stops."""
    published = {path.name: path.read_bytes() for path in sorted(PROCESSED.iterdir())}
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    archive = unzipped(DIST / f"{ARCHIVE}.zip", f"{ARCHIVE}/")
    site = unzipped(DIST / f"{SITE_ARCHIVE}.zip", f"{SITE_ARCHIVE}/")
    sums_are_true("data/processed", published)
    sums_are_true("archive", archive)
    record_is_true(wheel)
    same_files("wheel", published, unzipped(wheel, "sovietlabour/_data/"))
    same_files("sdist", published, in_sdist(sdist))
    same_files("archive", published, under(archive, "data/"))
    same_files("site", published, under(site, "data/"))
    csv_is_the_table(under(archive, "csv/"))
    pages_state_the_sums(published, site)
    wheel_alone(wheel)
    built_again_is_the_same()
    subprocess.run([sys.executable, "-m", "twine", "--no-color", "check", "--strict", wheel, sdist], check=True)
    print("release check passed")


def unzipped(path: Path, folder: str) -> Files:
    """Give the files of a folder of a wheel or zip."""
    with zipfile.ZipFile(path) as archive:
        return under({name: archive.read(name) for name in archive.namelist()}, folder)


def under(files: Files, folder: str) -> Files:
    """Give the files of a folder."""
    return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}


def in_sdist(sdist: Path) -> Files:
    """Give the data files of the sdist."""
    with tarfile.open(sdist) as archive:
        inside = [member for member in archive.getmembers() if "/data/processed/" in member.name and member.isfile()]
        return {member.name.rpartition("/")[2]: archive.extractfile(member).read() for member in inside}  # type: ignore[union-attr]


def sums_are_true(place: str, files: Files) -> None:
    """Compare SHA256SUMS with the files."""
    lines = files["SHA256SUMS"].decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "SHA256SUMS"}
    expect(listed == found, f"{place}: expected SHA256SUMS to have the sums of all {len(found)} files")
    say(f"{place}: SHA256SUMS is true of {len(found)} files")


def record_is_true(wheel: Path) -> None:
    """Compare every file of the wheel with the hash that its RECORD gives."""
    files = unzipped(wheel, "")
    (name,) = (name for name in files if name.endswith(".dist-info/RECORD"))
    listed = {path: digest for path, digest, _ in csv.reader(files[name].decode().splitlines())}
    found = {path: f"sha256={_base64(hashlib.sha256(data).digest())}" for path, data in files.items()} | {name: ""}
    expect(listed == found, f"wheel: expected RECORD to have the hashes of all {len(found)} files")
    say(f"wheel: RECORD is true of {len(found)} files")


def _base64(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def same_files(place: str, expected: Files, found: Files) -> None:
    """Compare two sets of files, byte by byte."""
    expect(set(found) == set(expected), f"{place}: expected the files of data/processed, found {sorted(found)}")
    for name, data in expected.items():
        expect(found[name] == data, f"{place}: {name} is not that of data/processed")
    say(f"{place}: {len(found)} files, byte for byte those of data/processed")


def csv_is_the_table(files: Files) -> None:
    """Read each CSV of the archive, and compare it with what `load_table` gives."""
    expected = {f"{name}{end}" for name in table_names() for end in (".csv", ".codebook.txt")}
    expect(set(files) == expected, f"archive: expected all CSV with codebooks, found {sorted(files)}")
    for name in table_names():
        table = load_table(name, with_status=True)
        days = [str(column) for column, dtype in table.dtypes.items() if dtype.kind == "M"]
        read = pd.read_csv(io.BytesIO(files[f"{name}.csv"]), dtype=dict.fromkeys(table.columns, "str"), na_values=[""])
        read[days] = read[days].apply(pd.to_datetime)
        plain = read.astype({column: dtype for column, dtype in table.dtypes.items() if dtype.kind != "M"})
        pd.testing.assert_frame_equal(plain.astype(table.dtypes.to_dict()), pd.DataFrame(table), obj=name)
    say(f"archive: {len(files)} CSV files are what load_table gives")


def wheel_alone(wheel: Path) -> None:
    """Install the wheel into an empty environment and load every table there."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, wheel], check=True)
        done = subprocess.run([python, "-I", "-c", LOAD_ALL], cwd=folder, check=True, capture_output=True, text=True)
        listed = subprocess.run(
            [python.with_name("sovietlabour"), "list"], cwd=folder, check=True, capture_output=True, text=True
        ).stdout
    texts = {name: load_table(name).to_csv(index=False).encode() for name in table_names()}
    expected = [f"{name} {hashlib.sha256(text).hexdigest()}" for name, text in texts.items()]
    expect(done.stdout.splitlines() == expected, f"wheel: expected {expected}, found {done.stdout}{done.stderr}")
    expect(all(name in listed for name in table_names()), f"wheel: `sovietlabour list` gives {listed}")
    say(f"wheel alone: {len(expected)} tables loaded in an empty environment")


def pages_state_the_sums(published: Files, site: Files) -> None:
    """Look for the sum of each table's file on its codebook page."""
    for name in table_names():
        digest = hashlib.sha256(published[f"{name}.parquet"]).hexdigest()
        page = site[f"tables/{name}.html"].decode()
        expect(digest in page, f"site: the page of {name} does not state the SHA-256 of {name}.parquet")
    say(f"site: {len(table_names())} codebook pages state the sums of the published files")


def built_again_is_the_same() -> None:
    """Build once more, and compare every file."""
    with tempfile.TemporaryDirectory() as folder:
        again = {path.name: path.read_bytes() for path in build(Path(folder))}
    for name, data in again.items():
        expect(data == (DIST / name).read_bytes(), f"{name}: expected the same bytes when built again")
    say(f"built again: {', '.join(again)} are the same, byte for byte")


def expect(holds: bool, says: str) -> None:
    """Stop with a message if something does not hold."""
    if not holds:
        raise SystemExit(f"release check failed: {says}")


def say(text: str) -> None:
    """Report a step."""
    print(f"- {text}")


if __name__ == "__main__":
    main()
