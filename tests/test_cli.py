"""The command line: every command, every clear error, never a traceback."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import sovietlabour
from conftest import ROOT, Run, python, unmeasured
from sovietlabour import cite, load_table, provenance, table_names
from sovietlabour.cli import _parser, main

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

TURNOVER: "TableName" = "turnover_1930_36"


def fails(run: Run, *words: str | Path) -> str:
    """Run a command that must fail with one line and exit status 1; give the line."""
    done = run(*words)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("sovietlabour: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_list_names_all_tables_and_the_lost_one(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*table_names(), "(lost)"]
    assert "Table 1.2" in lines[-1]


def test_show_marks_uncertain_cells_and_ends_with_the_citation(capsys: pytest.CaptureFixture[str]) -> None:
    """An inferred number has a tilde, a doubtful one a question mark, a blank is a dot."""
    assert main(["show", TURNOVER]) == 0
    out = capsys.readouterr().out
    assert "Coal mining                   1929     192.0~         6.2~         19.9?" in out
    assert "Coal mining                   1930     295.2          4.1         13.78" in out
    assert "Construction                  1929         .            .             ." in out
    assert "36 cells inferred" in out
    assert "3 cells doubtful" in out
    assert " ".join(out.split()).endswith(cite(TURNOVER))


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_show_fits_the_terminal(columns: int, name: "TableName", monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, and no number is cut."""
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = _captured(["show", name])
    table = shown.split("\n\n")[1].splitlines()
    widest = max(map(len, table))
    if columns >= 80:
        assert widest <= columns
    numbers = [str(value) for value in load_table(name).select_dtypes("float").stack().dropna()]
    for number in numbers:
        assert number.rstrip("0").rstrip(".") in shown


def _captured(words: list[str]) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(words) == 0
    return out.getvalue()


def test_show_never_adds_digits() -> None:
    """The one absence figure with a single decimal is not shown with two."""
    assert "19.90" not in _captured(["show", TURNOVER])
    assert "4.30~" in _captured(["show", TURNOVER])


def test_show_cells_gives_characters_page_line_and_argument() -> None:
    """The way from a number to the text."""
    out = _captured(["show", TURNOVER, "--cells"])
    assert "Coal mining | 1930, turnover_percent: 295.2  '295.2', p. 52, line 2016, printed" in out
    assert "Coal mining | 1929, absence_days: 19.9  '1 9.9', p. 52, line 2015, doubtful" in out
    assert out.count(", line ") >= len(provenance(TURNOVER))


def test_describe_and_cite_print_what_the_functions_give() -> None:
    """The same text as in Python."""
    assert _captured(["describe", TURNOVER]).strip() == str(sovietlabour.describe(TURNOVER))
    for style in ("text", "bibtex", "csl-json", "ris"):
        assert _captured(["cite", TURNOVER, "--style", style]).strip() == cite(TURNOVER, style=style).strip()
    assert _captured(["cite"]).strip() == cite()


def test_provenance_prints_csv(tmp_path: Path) -> None:
    """A spreadsheet reads it back to the same cells."""
    path = tmp_path / "p.csv"
    path.write_text(_captured(["provenance", TURNOVER]), encoding="utf-8")
    read = pd.read_csv(path, keep_default_na=False)
    assert list(read["printed"]) == list(provenance(TURNOVER)["printed"])
    assert list(read["line"]) == list(provenance(TURNOVER)["line"])


def test_light_commands_never_load_pandas() -> None:
    """list, cite, describe and --help answer at once."""
    for words in (["list"], ["cite", TURNOVER], ["cite", "--style", "ris"], ["describe", TURNOVER], ["--help"]):
        code = (
            "import sys, contextlib, io\nfrom sovietlabour.cli import main\n"
            "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
            f"    main({words!r})\n"
            "print([m for m in ('pandas', 'numpy', 'pyarrow', 'pandera') if m in sys.modules])"
        )
        assert python(code).strip() == "[]", words


@pytest.mark.parametrize("command", ["show", "describe", "cite", "provenance"])
def test_an_unknown_table_is_one_clear_line(run: Run, command: str) -> None:
    """Misspelt, numbered, lost, empty."""
    assert "'turnover_1930_36'" in fails(run, command, "turnover_1930")
    assert "'turnover_1930_36'" in fails(run, command, "Table 2.2")
    assert "missing from the OCR text" in fails(run, command, "Table 1.2")
    assert "the tables are" in fails(run, command, "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show"], "NAME"),
        ([], "COMMAND"),
        (["shw", TURNOVER], "invalid choice"),
        (["cite", TURNOVER, "--style", "apa"], "invalid choice: 'apa'"),
        (["export", "--to", "."], "name tables, or export --all"),
        (["export"], "--to"),
    ],
)
def test_wrong_words_are_one_clear_line(run: Run, words: list[str], says: str) -> None:
    """Complaints about the command line itself are as short as all others, with an exit status of their own."""
    done = run(*words)
    assert done.returncode == (1 if says.startswith("name tables") else 2)
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert "--help" in done.stderr


def test_an_unexpected_failure_of_a_file_is_one_line(checkout: Path, run: Run) -> None:
    """A folder where the build wants to write a file."""
    path = checkout / "data" / "processed" / "catalog.json"
    path.unlink()
    path.mkdir()
    done = run("build", cwd=checkout)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_for_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself."""
    (commands,) = (action.choices for action in _parser()._actions if isinstance(action.choices, dict))
    words = "list show describe cite provenance search figures observations series law timeline enterprise define"
    assert list(commands) == [*words.split(), "bibliography", "export", "build"]
    for command in commands:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert command in capsys.readouterr().out


def test_module_and_version(run: Run) -> None:
    """`python -m sovietlabour --version`."""
    assert run("--version").stdout.strip() == f"sovietlabour {sovietlabour.__version__}"


def _shell(words: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    command = f"{sys.executable} -m sovietlabour {words}; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", command], capture_output=True, env=os.environ | more, check=False)


@pytest.mark.parametrize("words", [f"show {TURNOVER} --cells | head -1", "list | true", "--help | true"])
def test_a_closed_pipe_is_no_error(words: str) -> None:
    """`sovietlabour provenance NAME | head` ends quietly."""
    done = _shell(words)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ("list >&-", 1, b"sovietlabour: standard output: Bad file descriptor\n"),
        ("list >/dev/full", 1, b"sovietlabour: standard output: No space left on device\n"),
        ("--help >/dev/full", 1, b"sovietlabour: standard output: No space left on device\n"),
        ("show nothing 2>&-", 1, b""),
        ("show nothing 2>/dev/full", 1, b""),
        ("nothing 2>/dev/full", 2, b""),
        ("list >&- 2>&-", 1, b""),
    ],
)
def test_a_stream_that_takes_nothing_is_told_once(words: str, status: int, says: bytes) -> None:
    """On standard error, if that is there; what belongs there is never printed elsewhere."""
    done = _shell(words)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", says)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r", "utf-16"])
def test_any_encoding_will_do(encoding: str) -> None:
    """A sign that it lacks is written by its number."""
    shown = _shell("search Ordzhonikidze --most 3", PYTHONIOENCODING=encoding)
    assert (shown.stderr, shown.returncode) == (b"", 0)
    plain = _captured(["search", "Ordzhonikidze", "--most", "3"])
    assert shown.stdout.decode(encoding).split() == plain.encode(encoding, "backslashreplace").decode(encoding).split()


@pytest.mark.parametrize("columns", [1, 2, 4, 5, 9])
@pytest.mark.parametrize(
    "words",
    [["show", TURNOVER], ["show", "laws"], ["search", "coal"], ["law", "absenteeism", "1933-05-01"], ["series"]],
)
def test_no_terminal_is_too_narrow(columns: int, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No number is broken, and none is left out."""
    monkeypatch.setenv("COLUMNS", "500")
    wide = _captured(words)
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = _captured(words)
    if words[0] != "search":  # which shows three lines of each find
        assert sorted(re.findall(r"[\d.,]*\d", narrow)) == sorted(re.findall(r"[\d.,]*\d", wide))


@pytest.mark.parametrize("stopped", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.2, 0.5])
def test_a_signal_ends_a_command_without_a_word(stopped: signal.Signals, after: float) -> None:
    """With its own status, wherever it comes."""
    command = [sys.executable, "-m", "sovietlabour", "observations"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unmeasured()) as process:
        time.sleep(after)  # its output is larger than a pipe holds, so that it cannot end before
        process.send_signal(stopped)
        _, errors = process.communicate()
    assert (process.returncode, errors) == (-stopped, b"")


def test_export_prints_the_files_and_the_citation(tmp_path: Path) -> None:
    """One path a line."""
    out = _captured(["export", TURNOVER, "--to", str(tmp_path / "new")])
    assert out.splitlines()[:2] == [str(tmp_path / "new" / f"{TURNOVER}{end}") for end in (".csv", ".codebook.txt")]
    assert "Please cite: Filtzer" in out


def test_export_says_what_is_wrong_in_one_line(tmp_path: Path, run: Run) -> None:
    """Unknown format, a file that is there."""
    assert "'excel'" in fails(run, "export", TURNOVER, "--to", tmp_path, "--format", "exel")
    (tmp_path / f"{TURNOVER}.csv").write_text("mine", encoding="utf-8")
    assert "--overwrite replaces" in fails(run, "export", "--all", "--to", tmp_path)


def test_a_damaged_installation_is_one_clear_line(tmp_path: Path, run: Run) -> None:
    """A copy of the package with a flipped bit: the command line says which file."""
    package = shutil.copytree(ROOT / "src" / "sovietlabour", tmp_path / "sovietlabour")
    data = shutil.copytree(ROOT / "data" / "processed", package / "_data")
    path = data / f"{TURNOVER}.parquet"
    content = bytearray(path.read_bytes())
    content[300] ^= 4
    path.write_bytes(content)
    done = run("show", TURNOVER, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"sovietlabour: {path}: expected the published file")
    assert done.stderr.count("\n") == 1


def test_a_build_with_problems_lists_them(checkout: Path, run: Run) -> None:
    """The report goes to standard error, one line for each problem, and no traceback."""
    path = checkout / "data" / "raw" / "turnover_1930_36.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1 52.4", "1 S2.4"), encoding="utf-8")
    done = run("build", cwd=checkout)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "turnover_1930_36[Large-scale industry | 1930, (1)]: expected a number; found '1 S2.4'" in done.stderr


def test_a_figure_of_a_note_without_a_page_is_shown() -> None:
    """The pages of some notes are lost; the line is given all the same."""
    out = " ".join(_captured(["figures", "purchases", "weights", "urban"]).split())
    assert "between pp. 288 and 292, line 11759" in out


@pytest.mark.parametrize("command", ["search", "figures"])
@pytest.mark.parametrize("most", ["-1", "1.5", "few"])
def test_a_number_of_rows_that_is_none(command: str, most: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, and not all rows but the last."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "absence", f"--most={most}"])
    assert stopped.value.code == 2
    assert f"0 or more; found '{most}'" in capsys.readouterr().err


def test_marks_are_explained_where_there_are_any(capsys: pytest.CaptureFixture[str]) -> None:
    """Under a grid with uncertain cells; under single cells, which say it themselves, never."""
    for words, says in (
        (["turnover_1930_36"], True),
        (["output_1933_36"], False),
        (["turnover_1930_36", "--cells"], False),
    ):
        main(["show", *words])
        assert ("cells inferred: which column" in capsys.readouterr().out) is says


def test_a_line_never_ends_in_a_hyphen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Words with hyphens and spans of pages stay whole, at every width."""
    for columns in range(30, 60):
        monkeypatch.setenv("COLUMNS", str(columns))
        main(["cite", "decree-1932-11-15-tsik"])
        assert "-\n" not in capsys.readouterr().out
