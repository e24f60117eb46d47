"""R reads every exported table, and runs the page on R as it stands there."""

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from interoperability.plain_rows import rows_of
from sovietlabour import cite, export, load_table, provenance, table_names
from sovietlabour._statistics import LABEL, short_labels, shortened, stata_name, value_labels

if TYPE_CHECKING:
    import pandas as pd

PAGE = Path(__file__).resolve().parents[2] / "docs" / "r.md"
BLOCK = re.compile(r"^```(r|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "---- block {} ----"
MISSING = "\0"
ESCAPES = {"\\N": MISSING, "\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r"}


def _r(script: Path, folder: Path) -> str:
    """Run a script, and give what it prints."""
    done = subprocess.run(
        ["Rscript", "--vanilla", script],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables in the three formats, where the page has them."""
    folder = tmp_path_factory.mktemp("r")
    for form, to in {"csv": "csv", "stata": "dta", "sqlite": "."}.items():
        export(None, form, folder / to)
    return folder


@pytest.fixture(scope="module")
def read(exported: Path) -> Path:
    """What R made of them."""
    _r(Path(__file__).with_name("every_cell.R"), exported)
    return exported / "read"


def test_the_page_on_r_runs_as_it_stands(exported: Path) -> None:
    """Every block of code prints what stands beneath it, and a block without output prints nothing."""
    shown: list[tuple[str, str]] = []
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "r":
            shown.append((text, ""))
        else:
            shown[-1] = (shown[-1][0], text)
    script = exported / "page.R"
    code = "".join(f'cat("{MARK.format(number)}\\n")\n{code}' for number, (code, _) in enumerate(shown))
    script.write_text(f"options(warn = 2)\n{code}", encoding="utf-8")
    _, *printed = re.split(MARK.format(r"\d+") + "\n", _r(script, exported))
    assert printed == [output for _, output in shown]
    assert (exported / "coal.png").read_bytes().startswith(b"\x89PNG")


def _lines(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8").removesuffix("\n")
    return [
        [re.sub(r"\\.", lambda found: ESCAPES[found[0]], cell) for cell in line.split("\t")]
        for line in text.split("\n")
    ]


def _frame(path: Path) -> tuple[list[str], list[str], list[tuple[Any, ...]]]:
    """Give names, kinds and rows as R has them."""
    names, kinds, *rows = _lines(path)
    return names, kinds, [tuple(map(_value, row, kinds)) for row in rows]


def _value(cell: str, kind: str) -> Any:
    if cell == MISSING:
        return None
    return float(cell) if kind in ("numeric", "integer") else cell


def _expected(frame: "pd.DataFrame") -> list[tuple[Any, ...]]:
    days = {str(c): frame[c].dt.strftime("%Y-%m-%d") for c, dtype in frame.dtypes.items() if dtype.kind == "M"}
    return rows_of(frame.assign(**days))


def _kinds(frame: "pd.DataFrame", **kinds: str) -> list[str]:
    """Say what R has to take each column for."""
    kinds = {"M": "Date", "i": "numeric", "f": "numeric", "category": "character", "empty": ""} | kinds
    found = []
    for column, dtype in frame.dtypes.items():
        kind = "category" if dtype == "category" else dtype.kind
        found.append((frame[column].isna().all() and kinds["empty"]) or kinds.get(kind, "character"))
    return found


def test_readr_reads_every_table(read: Path) -> None:
    """Names, kinds, values and missing cells, without a word on types."""
    for name in table_names():
        frame = load_table(name, with_status=True)
        assert _frame(read / f"{name}.csv") == (list(frame), _kinds(frame, empty="logical"), _expected(frame)), name


def test_rsqlite_reads_every_table(read: Path) -> None:
    """The same; whole numbers are integers."""
    for name in table_names():
        frame = load_table(name, with_status=True)
        if len(provenance(name)):
            frame.insert(0, "row", range(len(frame)))
        assert _frame(read / f"{name}.sqlite") == (
            list(frame),
            _kinds(frame, i="integer", I="integer"),
            _expected(frame),
        ), name


def test_haven_reads_every_table(read: Path) -> None:
    """Values; labels of files, of variables and of values; notes."""
    for name in table_names():
        frame = load_table(name, with_status=True)
        labelled = value_labels(name, frame)
        frame = frame.astype({str(c): "str" for c in frame.select_dtypes("category") if c not in labelled})
        names = [stata_name(str(column)) for column in frame]
        for column in map(str, frame.select_dtypes("str")):  # haven takes spaces off the end of a text
            frame[column] = frame[column].str.rstrip(" ")
        assert _frame(read / f"{name}.dta") == (names, _kinds(frame, category="haven_labelled"), _expected(frame)), name
        title, labels, notes, *values = _lines(read / f"{name}.labels")
        assert title == [shortened(frame.attrs["title"], LABEL)]
        assert labels == list(short_labels(name, frame, LABEL).values())
        assert notes == [cite(name), *frame.attrs["caveats"].values()]
        assert values == [[stata_name(column), *of_column] for column, of_column in labelled.items()]
