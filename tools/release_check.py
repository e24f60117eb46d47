"""Before a release: the wheel works alone, and wheel, sdist, site and `data/processed` hold the same data."""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from sovietlabour import load_table, table_names

ROOT = Path(__file__).resolve().parents[1]
PROCESSED, SITE, DIST = ROOT / "data" / "processed", ROOT / "site", ROOT / "dist"
LOAD_ALL = """
import hashlib
import sovietlabour as sl
for name in sl.table_names():
    csv = sl.load_table(name).to_csv(index=False)
    print(name, hashlib.sha256(csv.encode()).hexdigest())
"""


def main() -> None:
    """Run all checks; the first that fails stops."""
    published = {path.name: path.read_bytes() for path in sorted(PROCESSED.iterdir())}
    sums_are_true(published)
    wheel, sdist = build()
    same_files("wheel", published, in_wheel(wheel))
    same_files("sdist", published, in_sdist(sdist))
    wheel_alone(wheel)
    same_files("site", published, {path.name: path.read_bytes() for path in (SITE / "data").iterdir()})
    pages_state_the_sums(published)
    print("release check passed")


def sums_are_true(published: dict[str, bytes]) -> None:
    """Compare SHA256SUMS with the files."""
    lines = published["SHA256SUMS"].decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    found = {name: hashlib.sha256(data).hexdigest() for name, data in published.items() if name != "SHA256SUMS"}
    expect(listed == found, f"SHA256SUMS: expected the sums of all {len(found)} files")
    say(f"SHA256SUMS: {len(found)} files")


def build() -> tuple[Path, Path]:
    """Build wheel and sdist into dist/."""
    for old in DIST.glob("sovietlabour-*"):
        old.unlink()
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(DIST)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    say(f"built {wheel.name} ({wheel.stat().st_size:,} bytes) and {sdist.name} ({sdist.stat().st_size:,} bytes)")
    return wheel, sdist


def in_wheel(wheel: Path) -> dict[str, bytes]:
    """Give the data files of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        inside = [name for name in archive.namelist() if name.startswith("sovietlabour/_data/")]
        return {name.rpartition("/")[2]: archive.read(name) for name in inside}


def in_sdist(sdist: Path) -> dict[str, bytes]:
    """Give the data files of the sdist."""
    with tarfile.open(sdist) as archive:
        inside = [member for member in archive.getmembers() if "/data/processed/" in member.name and member.isfile()]
        return {member.name.rpartition("/")[2]: archive.extractfile(member).read() for member in inside}  # type: ignore[union-attr]


def same_files(place: str, expected: dict[str, bytes], found: dict[str, bytes]) -> None:
    """Compare two sets of files, byte by byte."""
    expect(set(found) == set(expected), f"{place}: expected the files of data/processed, found {sorted(found)}")
    for name, data in expected.items():
        expect(found[name] == data, f"{place}: {name} is not that of data/processed")
    say(f"{place}: {len(found)} files, byte for byte those of data/processed")


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
    csv = {name: load_table(name).to_csv(index=False).encode() for name in table_names()}
    expected = [f"{name} {hashlib.sha256(text).hexdigest()}" for name, text in csv.items()]
    expect(done.stdout.splitlines() == expected, f"wheel: expected {expected}, found {done.stdout}{done.stderr}")
    expect(all(name in listed for name in table_names()), f"wheel: `sovietlabour list` gives {listed}")
    say(f"wheel alone: {len(expected)} tables loaded in an empty environment")


def pages_state_the_sums(published: dict[str, bytes]) -> None:
    """Look for the sum of each table's file on its codebook page."""
    for name in table_names():
        page = (SITE / "tables" / f"{name}.html").read_text(encoding="utf-8")
        digest = hashlib.sha256(published[f"{name}.parquet"]).hexdigest()
        expect(digest in page, f"site: the page of {name} does not state the SHA-256 of {name}.parquet")
    say(f"site: {len(table_names())} codebook pages state the sums of the published files")


def expect(holds: bool, says: str) -> None:
    """Stop with a message if something does not hold."""
    if not holds:
        raise SystemExit(f"release check failed: {says}")


def say(text: str) -> None:
    """Report a step."""
    print(f"- {text}")


if __name__ == "__main__":
    main()
