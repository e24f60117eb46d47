"""What several tests need: copies of the data that may be damaged, the OCR text if it is there, the command line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sovietlabour import _data, table_names
from sovietlabour.pipeline.assemble import Built, build_tables

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
RAW = DATA / "raw"
CURATED = DATA / "curated"
PROCESSED = ROOT / "data" / "processed"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `name` once for every table."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", table_names())


@pytest.fixture(scope="session")
def built() -> Built:
    """All tables, built in memory from the raw files."""
    return build_tables(DATA)


def file_of(data: Path, name: str) -> Path:
    """Give a raw or a curated file by its name."""
    folder = "curated" if (CURATED / name).exists() else "raw"
    return data / folder / name


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the raw and the curated files."""
    for folder in (RAW, CURATED):
        shutil.copytree(folder, tmp_path / "data" / folder.name)
    return tmp_path / "data"


@pytest.fixture
def processed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published files, which the loader then reads."""
    copy = shutil.copytree(PROCESSED, tmp_path / "processed")
    monkeypatch.setattr(_data, "folder", lambda: copy)
    return copy


def copy_checkout(root: Path, *more: str) -> Path:
    """Copy all that `sovietlabour build` reads and writes, and what else is named."""
    for name in ("data", "src", *more):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of all that `sovietlabour build` reads and writes."""
    return copy_checkout(tmp_path / "checkout")


@pytest.fixture(scope="session")
def ocr_text() -> Path:
    """The OCR text, which is in copyright and no part of the project; SOVIETLABOUR_SOURCE may say where it is."""
    places = [os.environ.get("SOVIETLABOUR_SOURCE"), *sorted((ROOT.parent / "shared" / "source").glob("*.txt"))]
    for place in places:
        if place and Path(place).is_file():
            return Path(place)
    pytest.skip("the OCR text is not here: the raw cells were NOT compared with it")


@pytest.fixture
def run() -> Run:
    """Run the command line in a process of its own."""

    def call(*words: str | Path, cwd: Path = ROOT, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "sovietlabour", *map(str, words)],
            capture_output=True,
            text=True,
            cwd=cwd,
            env=os.environ | more,
            check=False,
        )

    return call


def unmeasured() -> dict[str, str]:
    """Give the environment of a process without coverage, which starts late and writes a file of its own."""
    return {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE_")}


def python(code: str, **more: str) -> str:
    """Run Python code in a fresh process and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | more, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
