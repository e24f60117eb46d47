"""Exports: every format read back by the library that users have for it, all files or none."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial, partialmethod
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from conftest import unmeasured
from sovietlabour import (
    ArgumentError,
    DataIntegrityError,
    ExportError,
    UnknownTableError,
    cite,
    codes,
    columns,
    describe,
    export,
    load_table,
    provenance,
    table_names,
)
from sovietlabour._catalog import entry
from sovietlabour._codebook import as_text
from sovietlabour._export import FORMATS
from sovietlabour._vocabulary import UNCERTAIN

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

TURNOVER: Final = "turnover_1930_36"
MEASURED = [name for name in table_names() if len(provenance(name))]


def _read(path: Path, form: str, frame: pd.DataFrame) -> pd.DataFrame:
    if form == "csv":
        dates = [str(c) for c, d in frame.dtypes.items() if d.kind == "M"]
        return pd.read_csv(path, keep_default_na=False, na_values=[""], parse_dates=dates)
    if form == "json":
        return pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))["data"])
    if form == "stata":
        read = pd.read_stata(path).replace("", None)
        return read.rename(columns=lambda name: re.sub("_st$", "_status", "end" if name == "end_" else name))
    if form == "spss":
        read, _ = pyreadstat.read_sav(str(path), apply_value_formats=True)
        return read.replace("", None)
    return pd.read_excel(path, sheet_name="data", keep_default_na=False, na_values=[""])


@pytest.mark.parametrize("form", ["csv", "json", "excel", "stata", "spss"])
def test_values_and_statuses_come_back(tmp_path: Path, name: "TableName", form: str) -> None:
    """Each column as it is loaded; each number with its status behind it."""
    frame = load_table(name, with_status=True)
    path = export(name, form, tmp_path)[0]
    read = _read(path, form, frame)
    assert list(read.columns) == list(frame.columns)
    for column in map(str, frame.columns):
        kind = "str" if frame[column].dtype == "category" else frame[column].dtype.kind
        if kind == "M":
            assert list(pd.to_datetime(read[column])) == list(frame[column])
        elif kind in "if":
            assert read[column].astype("float64").equals(frame[column].astype("float64"))
        else:
            text = [None if pd.isna(v) else str(v) for v in frame[column]]
            if form == "spss":  # it takes spaces off the end of a text
                text = [v and v.rstrip(" ") for v in text]
            assert [None if pd.isna(v) else str(v) for v in read[column]] == text


def test_parquet_is_the_published_file(tmp_path: Path, name: "TableName") -> None:
    """With its attrs."""
    (path,) = export(name, "parquet", tmp_path)
    assert pd.read_parquet(path).attrs == load_table(name).attrs


def test_a_codebook_stands_beside_the_csv(tmp_path: Path, name: "TableName") -> None:
    """As `describe` prints it, with citation and caveats."""
    _, codebook = export(name, "csv", tmp_path)
    assert codebook.read_text(encoding="utf-8") == f"{describe(name)}\n"


def test_json_has_what_the_frame_says(tmp_path: Path, name: "TableName") -> None:
    """Citation, units and caveats."""
    (path,) = export(name, "json", tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["data"]
    assert content == load_table(name).attrs


def test_a_workbook_tells_everything(tmp_path: Path, name: "TableName") -> None:
    """Sheets for data, evidence, codebook, caveats and citation; heads stay, filters are set; nothing is a formula."""
    (path,) = export(name, "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    attrs = load_table(name).attrs
    cells = provenance(name)
    coded = any(column["codes"] for column in entry(name)["columns"])
    sheets = {"evidence": len(cells), "codes": coded, "caveats": attrs["caveats"]}
    for_all = ["data", "evidence", "codebook", "codes", "caveats", "about"]
    assert book.sheetnames == [sheet for sheet in for_all if sheets.get(sheet, True)]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
        assert all(6 < width.width < 70 for width in sheet.column_dimensions.values())
    about = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert (about["citation"], about["table"]) == (cite(name), name)
    assert [row[0].value for row in book["codebook"].iter_rows(min_row=2)] == [
        c["name"] for c in entry(name)["columns"]
    ]
    if attrs["caveats"]:
        assert {row[0].value: row[1].value for row in book["caveats"].iter_rows(min_row=2)} == attrs["caveats"]
    if len(cells):
        assert book["evidence"].max_row == len(cells) + 1
        shaded = sum(cell.fill.fgColor.rgb == "FFFFE8B3" for row in book["data"].iter_rows() for cell in row)
        uncertain = cells[cells["status"].isin(UNCERTAIN) & cells["value"].notna()]
        assert shaded == len(uncertain)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """Whatever it begins with."""
    from sovietlabour import _spreadsheet

    frame = load_table("terms").head(5)
    signs = ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.org"]
    frame["explanation"] = signs
    _spreadsheet.write_excel("terms", frame, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["data"]
    at = list(frame.columns).index("explanation") + 1
    cells = [sheet.cell(row, at) for row in range(2, 7)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(sign, "s", None) for sign in signs]


def test_no_published_text_begins_like_a_formula(name: "TableName") -> None:
    """A program that opens the CSV would reckon it; nor has it signs that break a file, as a lone return breaks CSV."""
    frame = load_table(name)
    for column in frame.select_dtypes(["str", "category"]):
        assert not frame[column].astype("str").str.contains(r"^[=+\-@\t]|[\x00-\x08\x0b-\x1f]", na=False).any()


def test_stata_has_labels_values_and_notes(tmp_path: Path, name: "TableName") -> None:
    """Units are never cut from a label; the whole meaning, citation and caveats are notes; no macro begins in them."""
    (path,) = export(name, "dta", tmp_path)
    content = path.read_bytes()
    for column in entry(name)["columns"]:
        assert as_text(column["description"]).encode() + b"\0" in content
    _, about = pyreadstat.read_dta(str(path))
    attrs = load_table(name).attrs
    _labels_hold(name, about.column_labels)
    assert "`" not in "".join(map(str, about.column_labels))
    assert attrs["title"].startswith(str(about.file_label).removesuffix("..."))
    assert about.notes[: 1 + len(attrs["caveats"])] == [cite(name), *attrs["caveats"].values()]
    with pd.read_stata(path, iterator=True) as reader:
        assert {*chain(*(labels.values() for labels in reader.value_labels().values()))} == _categories(name)


def _labels_hold(which: "TableName", labels: list[str | None]) -> None:
    facts = {c["name"]: c for c in entry(which)["columns"]}
    for column, label in zip(map(str, load_table(which, with_status=True)), labels, strict=True):
        assert label
        if column in facts:
            meaning, unit = (as_text(str(facts[column][fact])) for fact in ("description", "unit"))
            assert label.endswith(f" ({unit})" if facts[column]["unit"] else "")
            short = label.removesuffix(f" ({unit})")
            assert meaning.startswith(short.removesuffix(" ..."))
            assert short.endswith(" ...") or meaning.removeprefix(short)[:1] in ".;"
        else:
            assert label == f"Status of {column.removesuffix('_status')}"


@pytest.mark.parametrize("form", ["stata", "spss"])
def test_tables_join_by_text(tmp_path: Path, form: str) -> None:
    """What has one number in each file is no code: by number, coal mining of one would meet oil of another."""
    for which in ("turnover_1930_36", "women_share_1929_35", "stakhanovites_1936"):
        (path,) = export(which, form, tmp_path)
        read = pd.read_stata(path, convert_categoricals=False) if form == "stata" else pyreadstat.read_sav(str(path))[0]
        assert set(read["industry"]) == set(load_table(which)["industry"])


@pytest.mark.parametrize("form", ["stata", "spss"])
def test_a_code_has_one_number_in_all_files(tmp_path: Path, form: str) -> None:
    """A table that has no blank numbers the statuses as one that has."""
    for which in ("unemployment_1922_28", "turnover_1930_36", "observations"):
        (path,) = export(which, form, tmp_path)
        read = pd.read_stata(path, convert_categoricals=False) if form == "stata" else pyreadstat.read_sav(str(path))[0]
        column = next(c for c in read if str(c).endswith("status"))
        statuses = load_table(which, with_status=True)[column].astype("str")
        numbers = {says: {*read[column][statuses == says]} for says in statuses.unique()}
        assert numbers == {says: {list(codes("status")["code"]).index(says)} for says in numbers}


def _categories(which: "TableName") -> set[str]:
    frame = load_table(which, with_status=True)
    coded = {c["name"]: c["codes"] for c in entry(which)["columns"]}
    lists = {coded.get(str(c), "status") for c in frame.select_dtypes("category")} - {None}
    return {code for one in lists for code in codes(one)["code"]}


def test_spss_has_labels_values_and_notes(tmp_path: Path, name: "TableName") -> None:
    """As for Stata."""
    (path,) = export(name, "sav", tmp_path)
    _, about = pyreadstat.read_sav(str(path))
    _labels_hold(name, about.column_labels)
    says = " ".join([cite(name), *load_table(name).attrs["caveats"].values()])
    assert "".join(about.notes).replace(" ", "") == says.replace(" ", "")
    assert {*chain(*(labels.values() for labels in about.variable_value_labels.values()))} == _categories(name)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The data base of SQLite."""
    (path,) = export(None, "sqlite", tmp_path_factory.mktemp("sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture(scope="module")
def duck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The data base of DuckDB."""
    (path,) = export(None, "duckdb", tmp_path_factory.mktemp("duckdb"))
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else value


def _expected(which: "TableName") -> list[tuple[Any, ...]]:
    frame = load_table(which, with_status=True)
    if which in MEASURED:
        frame.insert(0, "row", range(len(frame)))
    return [tuple(map(_plain, row)) for row in frame.astype(object).itertuples(index=False, name=None)]


def test_sqlite_has_every_row(sqlite: sqlite3.Connection, name: "TableName") -> None:
    """Values, statuses and days."""
    assert sqlite.execute(f'SELECT * FROM "{name}"').fetchall() == _expected(name)


def test_duckdb_has_every_row(duck: duckdb.DuckDBPyConnection, name: "TableName") -> None:
    """Values, statuses and days."""
    found = duck.execute(f'SELECT * FROM "{name}"').fetchall()
    assert [tuple(map(_plain, row)) for row in found] == _expected(name)


def test_sqlite_holds_its_references(sqlite: sqlite3.Connection) -> None:
    """Keys are unique, and what a cell refers to is there: one by one where it names several."""
    assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = sqlite.execute("PRAGMA foreign_key_list('observations__source')").fetchall()
    assert {(key[2], key[3], key[4]) for key in keys} == {
        ("observations", "observation", "observation"),
        ("sources", "source", "source"),
    }
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        sqlite.execute("INSERT INTO laws SELECT * FROM laws")
    of_one = "SELECT source FROM observations__source WHERE observation = 'ch5-5609a' ORDER BY source"
    assert sqlite.execute(of_one).fetchall() == [("plan-1937-08-kats",), ("trud-v-sssr-1936",)]


def test_both_have_views_that_say_codes_in_words(sqlite: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    """No observation or provision is lost on the way."""
    for view, table in {"observations_in_words": "observations", "provisions_in_words": "provisions"}.items():
        for connection in (sqlite, duck):
            count = connection.execute(f"SELECT count(*) FROM {view}").fetchone()
            assert count == (len(load_table(table)),)  # type: ignore[call-overload]
    asked = (
        "SELECT indicator_name, value FROM observations_in_words "
        "WHERE topic = 'turnover' AND industry = 'Coal mining' AND period = '1933' AND role = 'measurement'"
    )
    assert ("Labour turnover rate", 120.7) in sqlite.execute(asked).fetchall()
    assert sorted(sqlite.execute(asked).fetchall()) == sorted(duck.execute(asked).fetchall())


def test_both_say_what_they_are(sqlite: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    """Citation, meanings of all columns, page and argument of every number; comments in the definitions."""
    for connection in (sqlite, duck):
        (citation,) = connection.execute("SELECT says FROM meta WHERE what = 'citation'").fetchone()  # type: ignore[misc]
        assert citation == cite()
        assert connection.execute("SELECT count(*) FROM meta_columns").fetchone() == (len(columns()),)
        assert connection.execute("SELECT count(*) FROM provenance").fetchone() == (len(provenance()),)
    (sql,) = sqlite.execute(f"SELECT sql FROM sqlite_master WHERE name = '{TURNOVER}'").fetchone()
    assert sql.startswith(f'CREATE TABLE "{TURNOVER}" ( -- Labour turnover and absenteeism')
    assert "/* Days absent without permission" in sql
    asked = f"SELECT comment FROM duckdb_columns() WHERE table_name = '{TURNOVER}' AND column_name = 'absence_days'"
    assert "(days)" in duck.execute(asked).fetchone()[0]  # type: ignore[index]


def test_sqlite_finds_by_words(sqlite: sqlite3.Connection) -> None:
    """Other names find, too."""
    asked = "SELECT id FROM search WHERE search MATCH ? ORDER BY rank LIMIT 3"
    assert ("Stalin automobile factory, Moscow",) in sqlite.execute(asked, ("AMO",)).fetchall()
    assert ("turnover, coal mining",) in sqlite.execute(asked, ("turnover coal",)).fetchall()
    sqlite.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")  # index and entries agree


def test_sqlite_is_the_same_each_time(tmp_path: Path) -> None:
    """Byte for byte."""
    first, second = (export(None, "sqlite", tmp_path / folder)[0].read_bytes() for folder in "ab")
    assert first == second


def test_a_data_base_holds_all_tables(tmp_path: Path) -> None:
    """Part of it would refer to what is not there."""
    with pytest.raises(ArgumentError, match="leave out turnover_1930_36"):
        export(TURNOVER, "sqlite", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_all_tables_are_written(tmp_path: Path) -> None:
    """One file each, and a codebook, and nothing else."""
    export(None, "csv", str(tmp_path / "new" / "folder"))
    expected = [f"{name}{end}" for name in table_names() for end in (".csv", ".codebook.txt")]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(expected)


@pytest.mark.parametrize(
    ("wrong", "right"), [("exel", "'excel'"), (".xls", "'excel'"), ("", "they are csv"), (None, "they are csv")]
)
def test_an_unknown_format_gets_the_closest(tmp_path: Path, wrong: Any, right: str) -> None:
    """The endings of files are understood, too."""
    with pytest.raises(ArgumentError, match=right):
        export(TURNOVER, wrong, tmp_path)
    assert [path.suffix for path in export(TURNOVER, "XLSX", tmp_path)] == [".xlsx"]


@pytest.mark.parametrize("folder", [None, "", 3])
def test_a_folder_must_be_named(folder: Any) -> None:
    """Nothing is written where the user happens to be."""
    with pytest.raises(ArgumentError, match="to must be a folder"):
        export(TURNOVER, "csv", folder)


def test_nothing_to_write_is_an_error(tmp_path: Path) -> None:
    """An empty selection is a slip; a name that no folder can have, too."""
    with pytest.raises(ArgumentError, match="found none"):
        export([], "csv", tmp_path)
    with pytest.raises(ExportError, match="null"):
        export(TURNOVER, "csv", f"{tmp_path}/a\0b")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """And stays as it is."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="it is not a folder"):
        export(TURNOVER, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Of all tables nothing is written if one file would be replaced."""
    path = tmp_path / f"{TURNOVER}.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=f"{TURNOVER}.csv is there already"):
        export(None, "csv", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == "mine"
    export(TURNOVER, "csv", tmp_path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("industry,year")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Root may write anywhere but in /proc."""
    folder = Path("/proc/no")
    if os.geteuid() != 0:
        folder = tmp_path / "locked"
        folder.mkdir(mode=0o555)
    with pytest.raises(ExportError, match="expected a folder that can be written to"):
        export(TURNOVER, "csv", folder)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_no_half_export(tmp_path: Path, form: str) -> None:
    """No library passes a file that is cut short as written, or says more than one line of it."""
    names = ["--all"] if form in ("sqlite", "duckdb") else [TURNOVER, "unemployment_1922_28"]
    words = ["export", *names, "--format", form, "--to", str(tmp_path)]
    code = (
        "import resource, signal, sys; from sovietlabour import cli\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2500, resource.RLIM_INFINITY))\n"
        f"sys.exit(cli.main({words!r}))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=unmeasured(), check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert "nothing was written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fails", range(1, 7))
def test_an_overwriting_that_fails_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    """Whichever of its moves it is; a folder that was made goes, too."""
    (tmp_path / f"{TURNOVER}.csv").write_text("mine", encoding="utf-8")
    count = iter(range(1, 99))

    def failing(move: Callable[[Path, Path], Path], path: Path, to: Path) -> Path:
        if next(count) == fails:
            raise OSError(28, "No space left on device")
        return move(path, to)

    monkeypatch.setattr(Path, "rename", partialmethod(partial(failing, Path.rename)))
    monkeypatch.setattr(Path, "replace", partialmethod(partial(failing, Path.replace)))
    for folder in (tmp_path, tmp_path / "new" / "folder"):
        with pytest.raises(ExportError, match="No space left on device"):
            export([TURNOVER, "unemployment_1922_28"], "csv", folder, overwrite=True)
        assert [path.name for path in tmp_path.iterdir()] == [f"{TURNOVER}.csv"]
        assert (tmp_path / f"{TURNOVER}.csv").read_text(encoding="utf-8") == "mine"
        count = iter(range(1, 99))


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """A folder stays; a link to nowhere is there, and where it is replaced, what it leads to is not."""
    other, link = tmp_path / f"{TURNOVER}.codebook.txt", tmp_path / f"{TURNOVER}.csv"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ExportError, match="is there already"):
        export(TURNOVER, "csv", tmp_path)
    other.mkdir()
    with pytest.raises(ExportError, match=other.name):
        export(TURNOVER, "csv", tmp_path, overwrite=True)
    assert link.is_symlink()
    other.rmdir()
    export(TURNOVER, "csv", tmp_path, overwrite=True)
    assert not link.is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {link.name, other.name}


def test_a_damaged_file_is_not_copied(tmp_path: Path, processed: Path) -> None:
    """Parquet is checked like all others."""
    path = processed / f"{TURNOVER}.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DataIntegrityError, match="expected the published file"):
        export(["unemployment_1922_28", TURNOVER], "parquet", tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_a_text_longer_than_a_cell_is_not_cut(tmp_path: Path) -> None:
    """Excel takes 32,767 characters."""
    from sovietlabour import _spreadsheet

    frame = load_table("terms").head(1)
    frame["explanation"] = "x" * 32768
    with pytest.raises(ValueError, match="no room"):
        _spreadsheet.write_excel("terms", frame, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("overwrite", [None, "no", 1, float("nan"), pd.NA, []])
def test_overwriting_is_yes_or_no(tmp_path: Path, overwrite: Any) -> None:
    """The word "no" is not a yes."""
    with pytest.raises(ArgumentError, match="overwrite must be True or False"):
        export(TURNOVER, "csv", tmp_path, overwrite=overwrite)


@pytest.mark.parametrize("names", [3, float("nan"), pd.NA, b"terms", [None], [["terms"]], Path("terms")])
def test_names_are_names(tmp_path: Path, names: Any) -> None:
    """What is none gets the message of a wrong name."""
    with pytest.raises(UnknownTableError):
        export(names, "csv", tmp_path)


@pytest.mark.parametrize("form", ["csv", "sqlite"])
@pytest.mark.parametrize("stopped", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_an_export_without_a_trace(tmp_path: Path, form: str, stopped: str) -> None:
    """Its own status, no word, no file."""
    code = (
        "import os, signal, sys; from pathlib import Path; from sovietlabour import _ending\n"
        "rename = Path.rename\n"
        "def late(self, to):\n"
        "    rename(self, to)\n"
        f"    os.kill(os.getpid(), signal.{stopped})\n"
        "Path.rename = late\n"
        f"sys.argv[1:] = {['export', '--all', '--format', form, '--to', str(tmp_path / 'new')]!r}\n"
        "_ending.command()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-getattr(signal, stopped), "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "library"), [("excel", "xlsxwriter"), ("spss", "pyreadstat"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named_with_what_installs_it(tmp_path: Path, form: str, library: str) -> None:
    """An extra by the name of the format."""
    code = (
        f"import sys; sys.modules['{library}'] = None; from sovietlabour.cli import main\n"
        f"print(main(['export', '--all', '--format', '{form}', '--to', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert f"pip install 'sovietlabour[{form}]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_says_that_cells_are_shaded_if_any_is(tmp_path: Path) -> None:
    """Table 2.2 has uncertain cells, Table 4.1 none."""
    told: dict[TableName, bool] = {TURNOVER: True, "output_1933_36": False}
    for name, shaded in told.items():
        (path,) = export(name, "xlsx", tmp_path)
        about = {row[0] for row in openpyxl.load_workbook(path)["about"].iter_rows(values_only=True)}
        assert ("shaded" in about) is shaded
