"""Wheel, sdist and editable install: each loads all tables; nothing is written outside."""

import inspect
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import sovietlabour
from conftest import ROOT, python
from sovietlabour import _literals, load_table, provenance, table_names

LOAD_ALL = (
    "import sys; sys.path.insert(0, {place!r})\n"
    "import sovietlabour\n"
    "assert sovietlabour.__file__.startswith({place!r}), sovietlabour.__file__\n"
    "print([len(sovietlabour.load_table(name)) for name in sovietlabour.table_names()])\n"
    "print(len(sovietlabour.provenance()), sovietlabour.parquet_path('turnover_1930_36').is_file())\n"
    "sovietlabour.models.Turnover193036.validate(sovietlabour.load_table('turnover_1930_36'))\n"
)
EXPECTED = f"{[len(load_table(name)) for name in table_names()]}\n{len(provenance())} True\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network."""
    return build(tmp_path_factory.mktemp("wheel"), "wheel", ROOT)


def build(folder: Path, target: str, root: Path) -> Path:
    """Build a wheel or sdist of a source tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


def test_the_wheel_loads_all_tables(wheel: Path, tmp_path: Path) -> None:
    """The data are inside, and are found there and not in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert python(LOAD_ALL.format(place=str(tmp_path))) == EXPECTED


def test_a_wheel_that_is_not_unpacked_says_so(wheel: Path) -> None:
    """Python imports code from an archive; the data are files."""
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "import sovietlabour\n"
        "try: sovietlabour.table_names()\n"
        "except sovietlabour.DataIntegrityError as error: print(error)\n"
    )
    assert "cannot be read in an archive; unpack or install it" in python(code)


def test_the_wheel_is_small_and_holds_no_raw_file(wheel: Path) -> None:
    """Under 900 kB; tests and raw files stay out, the type marker and stubs are in."""
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.stat().st_size < 900_000
    for needed in ("py.typed", "_load.pyi", "models/__init__.pyi", "_data/catalog.json", "_data/SHA256SUMS"):
        assert f"sovietlabour/{needed}" in names
    assert not [name for name in names if "tests" in name or "raw/" in name]
    assert {f"sovietlabour/_data/{name}.parquet" for name in table_names()} <= set(names)
    assert len([name for name in names if "licenses/LICENSE" in name]) == 2


def test_an_installation_is_never_written_to(wheel: Path, tmp_path: Path) -> None:
    """A read-only installation works, and every file stays as it was; the home folder stays empty."""
    place, home = tmp_path / "site", tmp_path / "home"
    home.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    for path in sorted(place.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    out = python(LOAD_ALL.format(place=str(place)), PYTHONDONTWRITEBYTECODE="1", HOME=str(home))
    assert out == EXPECTED
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before
    assert list(home.iterdir()) == []
    for path in place.rglob("*"):
        path.chmod(0o755)


def test_the_sdist_builds_the_same_data(tmp_path: Path) -> None:
    """From the sdist alone the build can be repeated, and a wheel made of it loads all tables."""
    made = build(tmp_path / "sdist", "sdist", ROOT)
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.glob("sovietlabour-*")
    assert {"data", "src", "tests", "README.md", "uv.lock"} <= {path.name for path in tree.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "sovietlabour", "build", "--check"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    inner = build(tmp_path / "inner", "wheel", tree)
    with zipfile.ZipFile(inner) as archive:
        archive.extractall(tmp_path / "site")
    assert python(LOAD_ALL.format(place=str(tmp_path / "site"))) == EXPECTED


def is_ours(found: Any) -> bool:
    """Whether something is a function that is written here, and no method that `dataclass` makes."""
    return inspect.isfunction(found) and found.__code__.co_filename.endswith(".py")


def callables() -> Iterator[tuple[str, Any]]:
    """All that is public and can be called, with the methods of public classes."""
    for name in sovietlabour.__all__:
        found = getattr(sovietlabour, name)
        if inspect.isfunction(found) or inspect.isclass(found):
            yield name, found
            yield from ((f"{name}.{one}", of) for one, of in vars(found).items() if is_ours(of))


@pytest.mark.parametrize(("called", "found"), list(callables()))
def test_types_are_there_at_run_time(called: str, found: Any) -> None:
    """What reads annotations, such as pandera's `check_types`, can read those of all functions, classes and methods."""
    hints = get_type_hints(found)
    assert inspect.isclass(found) or hints.keys() >= inspect.signature(found).parameters.keys() - {"self"}, called


def test_every_type_of_a_name_is_public() -> None:
    """What the build writes as a type, users can import."""
    written = {name for name in vars(_literals) if name[0].isupper() and name != "Literal"}
    assert written == set(sovietlabour._HOMES["_literals"].split())


def test_the_editable_install_reads_the_checkout() -> None:
    """What this very test run uses."""
    out = python("import sovietlabour; print(sovietlabour.parquet_path('turnover_1930_36'))")
    assert Path(out.strip()) == ROOT / "data" / "processed" / "turnover_1930_36.parquet"
