"""The build is strict and loud: each kind of bad raw file, and the message it gives."""

import itertools
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from conftest import ROOT, Run, file_of
from sovietlabour import BuildError, _ending
from sovietlabour.pipeline import build, find_root
from sovietlabour.pipeline.assemble import Built, build_tables
from sovietlabour.pipeline.catalog import make_catalog
from sovietlabour.pipeline.codes import read_codes
from sovietlabour.pipeline.files import read_csv
from sovietlabour.pipeline.publish import publish, same_content, write_together
from sovietlabour.pipeline.stubs import readme

TURNOVER = "turnover_1930_36.csv"


def edit(path: Path, old: str, new: str, count: int = 1) -> None:
    """Replace text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def problems(data: Path, *tables: str) -> str:
    """Build some tables (or all) of damaged files and give the report."""
    with pytest.raises(BuildError) as caught:
        build_tables(data, tables or None)
    return str(caught.value)


def test_committed_files_are_what_the_raw_files_give(run: Run) -> None:
    """Nobody edited a product by hand, or forgot to build."""
    done = run("build", "--check")
    assert done.returncode == 0, done.stderr


def test_check_notices_a_changed_product(checkout: Path) -> None:
    """`--check` fails for a changed, a missing and a foreign file, and names each."""
    processed = checkout / "data" / "processed"
    edit(processed / "catalog.json", "Coal mining", "Coal minin")
    (processed / "output_1933_36.parquet").unlink()
    (processed / "old.parquet").write_bytes(b"")
    with pytest.raises(BuildError) as caught:
        build(checkout, check=True)
    for file in ("catalog.json", "output_1933_36.parquet", "old.parquet"):
        assert file in str(caught.value)


def test_same_raw_files_give_the_same_bytes(built: Built) -> None:
    """No date, no order of a set, no randomness in the products."""
    code = (
        "import hashlib, pathlib; from sovietlabour.pipeline.assemble import build_tables;"
        "from sovietlabour.pipeline.catalog import make_catalog;"
        "from sovietlabour.pipeline.publish import publish;"
        f"built = build_tables(pathlib.Path({str(ROOT / 'data')!r})); files = publish(built, make_catalog(built));"
        "print(hashlib.sha256(b''.join(files[name] for name in sorted(files))).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_another_library_version_does_not_rewrite_a_table(built: Built) -> None:
    """Bytes may differ when only the writer does; a changed value, unit or citation is a difference."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    old = publish(built, make_catalog(built))["workers_1928_32.parquet"]
    table = pq.ParquetFile(pa.BufferReader(old)).read()

    def written(changed: pa.Table) -> bytes:
        sink = pa.BufferOutputStream()
        pq.write_table(changed, sink, compression="snappy")
        return bytes(sink.getvalue().to_pybytes())

    assert written(table) != old
    assert same_content(old, written(table), "x.parquet")
    metadata = table.schema.metadata
    assert not same_content(old, written(table.replace_schema_metadata(metadata | {b"citation": b"x"})), "x.parquet")
    assert not same_content(old, written(table.slice(1)), "x.parquet")
    assert not same_content(old, b"not parquet", "x.parquet")


def test_a_missing_column_is_named(data: Path) -> None:
    """A raw CSV without one of its value columns."""
    edit(file_of(data, TURNOVER), ",(3)", ",(4)")
    assert "turnover_1930_36.csv:1: expected columns industry, year" in problems(data, "turnover_1930_36")


def test_a_letter_in_a_number_names_table_row_and_column(data: Path) -> None:
    """Text that is no number after the two rules."""
    edit(file_of(data, TURNOVER), "1 52.4", "1 S2.4")
    assert re.search(
        r"turnover_1930_36\[Large-scale industry \| 1930, \(1\)\]: expected a number; found '1 S2.4' on line 2016",
        problems(data, "turnover_1930_36"),
    )


def test_all_problems_are_in_one_report(data: Path) -> None:
    """Two damaged tables are both named."""
    edit(file_of(data, TURNOVER), "1 52.4", "1 S2.4")
    edit(file_of(data, "workers_1928_32.csv"), '"3,124,000"', '"3,124,00"')
    report = problems(data)
    assert "turnover_1930_36[" in report
    assert "workers_1928_32[Industry, 1928]: expected a number; found '3,124,00'" in report


def test_a_duplicate_key_is_named(data: Path) -> None:
    """Two rows for the same industry and year."""
    edit(file_of(data, TURNOVER), "Coal mining,1930,", "Coal mining,1931,")
    assert "the key 'Coal mining | 1931' stands already in turnover_1930_36.csv:27" in problems(
        data, "turnover_1930_36"
    )


def test_a_missing_row_is_named(data: Path) -> None:
    """A row that was lost in transcription."""
    lines = file_of(data, TURNOVER).read_text(encoding="utf-8").splitlines(keepends=True)
    file_of(data, TURNOVER).write_text(
        "".join(line for line in lines if "Coal mining,1933" not in line), encoding="utf-8"
    )
    assert "turnover_1930_36: there is no row 'Coal mining | 1933'" in problems(data, "turnover_1930_36")


def test_wrong_encoding_is_named(data: Path) -> None:
    """A file saved in another encoding."""
    path = file_of(data, "industries.csv")
    path.write_bytes(path.read_bytes() + "Détail,,,,,\n".encode("latin-1"))
    assert "industries.csv:39, character 2: expected ASCII" in problems(data, "industries")


def test_windows_line_ends_are_named(data: Path) -> None:
    """A file saved by a spreadsheet on Windows."""
    path = file_of(data, TURNOVER)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "turnover_1930_36.csv:1, character 58: expected ASCII, and LF at the ends of lines" in problems(
        data, "turnover_1930_36"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "industries.csv",
            ",labels",
            ",label",
            "industries.csv:1: expected columns industry, part_of",
        ),
        ("workers_1928_32.toml", '"1928" =', '# "1928" =', "workers_1928_32: expected the columns"),
        ("output_1933_36.toml", "order = 5", "order = 6", "order 6 is that of "),
        (
            "output_1933_36.toml",
            "order = 5",
            'order = "5"',
            "output_1933_36.toml: order: expected a whole number (range(1, 1000)); found '5'",
        ),
        (
            "turnover_1930_36.csv",
            "industry,year,",
            "industries,years,",
            "turnover_1930_36.csv:1: expected columns industry, year",
        ),
    ],
)
def test_a_structural_error_is_a_message(data: Path, file: str, old: str, new: str, expected: str) -> None:
    """Columns, facts and orders that are missing or of another kind: no traceback, and the table is named."""
    edit(file_of(data, file), old, new)
    assert expected in problems(data, *{file.partition(".")[0], "output_1933_36", "norm_rises_1936"})


def test_a_measured_column_needs_cells_of_the_page(data: Path) -> None:
    """Without its line in the TOML a column would be published with no characters, line and status."""
    edit(file_of(data, "stakhanovites_1936.toml"), '"% of workforce" =', '# "% of workforce" =')
    report = problems(data, "stakhanovites_1936")
    assert "stakhanovites_1936.toml: values: stakhanovites_percent is measured, but has no printed cells" in report


def test_a_table_that_cannot_be_built_does_not_hide_the_others(data: Path) -> None:
    """Tables that need a damaged one are left out of the report; the damage, and others of its kind, are in it."""
    file_of(data, "pages.csv").unlink()
    edit(file_of(data, "output_1933_36.csv"), "50.2", "S0.2")
    report = problems(data)
    assert "pages.csv: cannot be read" in report
    assert "output_1933_36[" in report


def test_a_row_of_another_width_is_named(data: Path) -> None:
    """A comma too many."""
    edit(file_of(data, TURNOVER), "1 52.4,7.9,4.49", "1 52.4,7.9,4.49,")
    assert re.search(r"turnover_1930_36\.csv:\d+: expected 9 cells; found 10", problems(data, "turnover_1930_36"))


def test_an_open_quote_is_named(data: Path) -> None:
    """A quotation mark without its end."""
    edit(file_of(data, "workers_1928_32.csv"), '"894,000"', '"894,000')
    assert "workers_1928_32.csv:" in problems(data, "workers_1928_32")


def test_an_unknown_industry_is_named(data: Path) -> None:
    """A label outside the closed vocabulary."""
    edit(file_of(data, "stakhanovites_1936.csv"), "Paper,7947", "Papers,7947")
    assert "stakhanovites_1936[Papers, industry]: expected" in problems(data, "stakhanovites_1936")


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "observations.csv",
            ",Baku tram depot,",
            ",Baku train depot,",
            "observations, enterprise: 'Baku train depot' is not in enterprises.enterprise",
        ),
        (
            "enterprises.csv",
            ",Artemugol',",
            ",Artemugoll,",
            "enterprises, part_of: 'Artemugoll' is not in enterprises.enterprise",
        ),
        (
            "enterprise_mentions.csv",
            "Shmidt factory,4764,",
            "Shmitt factory,4764,",
            "enterprise_mentions, enterprise: 'Shmitt factory' is not in enterprises.enterprise",
        ),
        (
            "laws.csv",
            ",decree-1940-03-15-vtssps\n",
            ",decree-1940-03-15\n",
            "laws, source: 'decree-1940-03-15' is not in sources.source",
        ),
        ("provisions.csv", ",ch9-9920a,", ",ch9-9920b,", "there is no figure 'ch9-9920b'"),
        ("terms.csv", ",OGPU,", ",OGPV,", "terms, see: 'OGPV' is not in terms.term"),
    ],
)
def test_a_broken_reference_is_named(data: Path, file: str, old: str, new: str, expected: str) -> None:
    """Figures and enterprises, laws and what ended them, provisions and sources, terms: each must be there."""
    edit(file_of(data, file), old, new)
    name = expected.partition(", ")[0]
    there = expected.partition(" is not in ")[2].partition(".")[0]
    assert expected in problems(data, *{name, there, *([] if there else ["provisions"])} - {"", expected})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ch5-5204a,", "ch5-5204z,", "[ch5-5204a]: is not coded"),
        ("ch5-5204a,", "ch5-5204z,", "[ch5-5204z]: there is no such figure"),
        (
            "ch5-5823a,labour_turnover_rate,",
            "ch5-5823a,labour_turnovr_rate,",
            "[ch5-5823a]: there is no indicator 'labour_turnovr_rate'; did you mean 'labour_turnover_rate'",
        ),
        (",change_percent,negative,", ",change_per_cent,negative,", "'change_per_cent'; did you mean 'change_percent'"),
        (",change_percent,negative,", ",change_percent,halve,", "transform must be one of negative, complement"),
        ("ch5-5870a,separations_number,", "ch5-5870a,monthly_wage,", "in rubles per month; found one in persons"),
        (
            "Rostovugol',,,1938,",
            "Rostovugol',Eastern Donbass,,1938,",
            "[ch5-5870a, place]: follows from the enterprise",
        ),
        ("Rostovugol',,,1938,", "Rostovugol',,,1938ish,", "[ch5-5870a, period]: no period by the rules"),
    ],
)
def test_a_wrong_code_is_named(data: Path, old: str, new: str, expected: str) -> None:
    """The figure, what was expected, what was found, and the closest right code."""
    edit(file_of(data, "observations.csv"), old, new)
    assert expected in problems(data, "observations")


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("long_series", ",ch5-5562c,", ",ch5-5562y,", "ch5-5562y]: there is no such observation"),
        (
            "long_series",
            ",ch5-5562c,labour_turnover_rate,",
            ",ch2-1894a,,",
            "expected a period with its first and last",
        ),
        (
            "long_series",
            ",ch5-5562c,labour_turnover_rate,",
            ",ch5-5562c,monthly_wage,",
            "nothing leads from job_change_interval to monthly_wage",
        ),
        ("provisions", "labour-exchanges/1,", "labour-exchanges/9,", "there is no provision 'labour-exchanges/9'"),
        (
            "provisions",
            ",working-day-1928/1,",
            ",working-day-1928/99,",
            "there is no act or provision 'working-day-1928/99'",
        ),
        (
            "alternative_readings",
            "women-leather,placement,women",
            "women-leather,placement,men",
            "no table 'men_share_1929_35'",
        ),
        ("alternative_readings", ",2015,", ",2014,", "turnover_1930_36 has no line 2014"),
        ("alternative_readings", ",2048,", ",,", "ways to place its values, too many to try: name a line, or a value"),
        ("alternative_readings", ",ch2-2162c,", ",ch2-2162x,", "prose_figures has no row 'ch2-2162x'"),
        ("observations", "either,job_change_interval,", "either,norm_rise,", "limits no observation"),
    ],
)
def test_a_curated_line_that_leads_nowhere_is_named(data: Path, table: str, old: str, new: str, expected: str) -> None:
    """Series, ends of laws, readings and caveats are looked up; what is not found is a problem, not a gap."""
    edit(file_of(data, f"{'caveats' if 'either' in old else table}.csv"), old, new)
    assert expected in problems(data, table)


def test_an_end_that_follows_is_not_typed(data: Path) -> None:
    """What ended a rule has a day; a second one beside it could only differ."""
    path = file_of(data, "provisions.csv")
    header = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert list(frame) == header
    frame.loc[frame["provision"] == "working-day-1917/1", "end"] = "1928-01-01"
    frame.to_csv(path, index=False, lineterminator="\n")
    assert "provisions[working-day-1917/1]: an end that follows from the act that brought it" in problems(
        data, "provisions"
    )


def test_the_months_identity_is_checked(data: Path) -> None:
    """A wrong digit in turnover contradicts the months beside it."""
    edit(file_of(data, TURNOVER), "1 52.4", "1 62.4")
    report = problems(data, "turnover_1930_36")
    assert "turnover_1930_36[Large-scale industry | 1930]: job_change_interval_months must be 1200" in report
    assert "turnover_percent=162.4" in report


def test_an_exception_that_is_not_needed_is_an_error(data: Path) -> None:
    """The pair of cotton textiles 1932 contradicts itself; if it did not, its exception would be stale."""
    edit(file_of(data, TURNOVER), "72.2,16. 1", "74.5,16. 1")
    edit(file_of(data, "ledger.csv"), "Cotton textiles | 1932,(1),72.2", "Cotton textiles | 1932,(1),74.5")
    assert "turnover_1930_36[Cotton textiles | 1932]: job_change_interval_months" in problems(data, "turnover_1930_36")


def test_a_missing_decimal_is_noticed(data: Path) -> None:
    """Absence is printed with two decimals throughout."""
    edit(file_of(data, TURNOVER), ",4.49", ",44.9")
    assert "absence_days]: expected 2 decimals; found '44.9' on line 2016" in problems(data, "turnover_1930_36")


def test_the_printed_increase_is_checked(data: Path) -> None:
    """Table 2.1 prints the increase that follows from its own numbers."""
    edit(file_of(data, "workers_1928_32.csv"), "2,479,000", "2,749,000")
    assert "workers_1928_32[Building | 1932]: increase_since_1928_percent must follow" in problems(
        data, "workers_1928_32"
    )


def test_gross_output_is_the_sum_of_its_parts(data: Path) -> None:
    """Table 4.1: producer goods and consumer goods make gross production."""
    edit(file_of(data, "output_1933_36.csv"), "50.2", "52.0")
    assert "output_1933_36[Gross production | 1936]: gross production must be" in problems(data, "output_1933_36")


def test_low_is_not_above_high(data: Path) -> None:
    """The ends of a range in their order."""
    edit(file_of(data, "norm_rises_1936.csv"), "10.0 - 15.0", "15.0 - 10.0")
    edit(file_of(data, "ledger.csv"), "rise,10.0 - 15.0", "rise,15.0 - 10.0")
    assert "norm_rises_1936[Iron and steel | blast furnaces]" in problems(data, "norm_rises_1936")


def test_a_file_without_module_is_named(data: Path) -> None:
    """A raw table that nothing declares would never be published."""
    (file_of(data, "wages_1935.csv")).write_text("a\n", encoding="utf-8")
    assert "wages_1935.csv: there is no module models/wages_1935.py" in problems(data)


def test_an_empty_or_unreadable_pair_is_named(data: Path) -> None:
    """A CSV without rows, a TOML that is none, a CSV that is not there."""
    file_of(data, TURNOVER).write_text("industry,year,line,heading,heading_line,label,(1),(2),(3)\n", encoding="utf-8")
    (file_of(data, "output_1933_36.toml")).write_text("order =\n", encoding="utf-8")
    (file_of(data, "workers_1928_32.csv")).unlink()
    report = problems(data)
    assert "turnover_1930_36.csv: expected 72 rows, as turnover_1930_36.toml says; found 0" in report
    assert "output_1933_36.toml: cannot be read" in report
    assert "workers_1928_32.csv: cannot be read" in report


def test_missing_facts_and_places_are_named(data: Path) -> None:
    """A TOML without a fact, a row without its page, no bibliography."""
    edit(file_of(data, "output_1933_36.toml"), "order = 5\n", "")
    edit(file_of(data, TURNOVER), "1929,2015,", "1929,,")
    (file_of(data, "book.toml")).unlink()
    report = problems(data)
    assert "output_1933_36.toml: order: is missing" in report
    assert "turnover_1930_36[Large-scale industry | 1929, (1)]: '115.2' has no line" in report
    assert "book.toml: cannot be read" in report


def test_a_line_number_must_be_a_number(data: Path) -> None:
    """The place of a cell is data too."""
    edit(file_of(data, TURNOVER), ",2016,", ",20l6,")
    assert "turnover_1930_36.csv:3, line: expected a whole number from 2001 to 2057; found '20l6'" in problems(
        data, "turnover_1930_36"
    )


def test_labels_agree_with_the_concordance(data: Path) -> None:
    """The printed label of an industry stands in `industries` as the raw table has it."""
    edit(file_of(data, "industries.csv"), "All industry;", "Whole industry;")
    report = problems(data, "industries")
    assert "industries[Large-scale industry, labels]: 'All industry' of Table 2.2 is not among them" in report
    assert "no table prints 'Whole industry'" in report


def test_a_prose_check_that_fails_names_its_line(data: Path) -> None:
    """A table that contradicts the author's own sentence."""
    edit(file_of(data, "stakhanovites_1936.csv"), "2 1 . 6", "6 1 . 6")
    edit(file_of(data, "ledger.csv"), "2 1 . 6", "6 1 . 6")
    report = problems(data)
    assert "| 7954 | {stakhanovites_1936, Iron ore mining, stakhanovites_percent}]: intervals of a statement" in report
    assert "relation=agrees, stated_low=10.0, stated_high=50.0, computed_low=61.55, computed_high=61.65" in report


def test_a_cell_that_the_prose_restates_is_checked(data: Path) -> None:
    """A number that the author repeats in words cannot be changed unseen."""
    edit(file_of(data, TURNOVER), "295.2,4. 1", "152.9,7.8")
    assert "checks[ch2-1982a | 1982 | {turnover_1930_36, Coal mining | 1930, job_change" in problems(data)


def test_building_twice_writes_nothing(checkout: Path) -> None:
    """A build of unchanged raw files leaves every file alone."""
    build(checkout)
    assert build(checkout) == []


def test_a_failed_build_changes_nothing(checkout: Path) -> None:
    """Bad raw files lose nothing: the products stay as they were."""
    processed = checkout / "data" / "processed"
    before = {path: path.read_bytes() for path in processed.iterdir()}
    edit(file_of(checkout / "data", TURNOVER), "1 52.4", "1 S2.4")
    with pytest.raises(BuildError):
        build(checkout)
    assert {path: path.read_bytes() for path in processed.iterdir()} == before


def test_two_builds_at_once_leave_whole_files(checkout: Path, run: Run) -> None:
    """Every file appears whole under its name, whoever writes last."""
    for path in (checkout / "data" / "processed").iterdir():
        path.unlink()
    command = [sys.executable, "-m", "sovietlabour", "build"]
    both = [subprocess.Popen(command, cwd=checkout, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    assert build(checkout, check=True)
    assert not list((checkout / "data" / "processed").glob(".*"))


NEW = 30
"""Files of the set that the tests of writing write."""


def old_set(folder: Path) -> dict[Path, bytes]:
    """Put an old set into a folder; give the new one."""
    (folder / "processed").mkdir()
    files = {folder / "processed" / str(number): b"new" for number in range(NEW)}
    for path in files:
        path.write_bytes(b"old")
    return files


def found_in(folder: Path) -> list[tuple[str, bytes]]:
    """Give the name and content of every file of a folder, once each, and of what is beside it."""
    return sorted({(path.parent.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()})


def test_a_write_that_fails_leaves_the_old_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of a write: all old files stay, and no half of a new one."""
    files, write = old_set(tmp_path), Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "20" and "new" in path.parts:
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_together(tmp_path, files)
    assert found_in(tmp_path) == [("processed", b"old")]
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


MOVES = (1, NEW // 2, NEW, NEW + 1)
"""Before which move a process is ended; the last is beyond those of the new files."""


def ended_at(files: dict[Path, bytes], root: Path, move: int, number: signal.Signals) -> int:
    """Write the new set in a process that a signal ends before a move; give how it ended."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, _ending._end)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
        count, replace = itertools.count(1), Path.replace

        def interrupted(path: Path, target: Path) -> Path:
            if next(count) == move:
                os.kill(os.getpid(), number)
            return replace(path, target)

        Path.replace = interrupted  # type: ignore[method-assign,assignment]
        try:
            write_together(root, files)
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_signal_between_two_moves_leaves_the_old_set(
    tmp_path: Path, move: int, number: signal.Signals, status: int
) -> None:
    """What is moved already comes back, and nothing is left over; after the last move the set is the new one."""
    done = move > NEW
    assert ended_at(old_set(tmp_path), tmp_path, move, number) == (0 if done else status)
    assert found_in(tmp_path) == [("processed", b"new" if done else b"old")]
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


@pytest.mark.parametrize("move", MOVES[:-1])
def test_a_killed_build_is_mended_by_the_next(tmp_path: Path, move: int) -> None:
    """Even in the midst of the moves: the old set comes back before anything is compared; nothing is left over."""
    files = old_set(tmp_path)
    assert ended_at(files, tmp_path, move, signal.SIGKILL) == -signal.SIGKILL
    assert write_together(tmp_path, dict.fromkeys(files, b"old")) == []
    assert found_in(tmp_path) == [("processed", b"old")]
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


def test_of_two_sets_at_once_one_is_whole(tmp_path: Path) -> None:
    """What differs is found while no other build writes."""
    files = old_set(tmp_path)
    for sign in (b"a", b"b") * 10:
        if not os.fork():
            write_together(tmp_path, dict.fromkeys(files, sign * 1000))
            os._exit(0)
    assert {os.wait()[1] for _ in range(20)} == {0}
    assert len(found_in(tmp_path)) == 1


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_published_files_have_ordinary_modes(tmp_path: Path, mask: int) -> None:
    """Whatever the umask of who builds."""
    files, before = old_set(tmp_path), os.umask(mask)
    try:
        write_together(tmp_path, files)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o644}


def test_build_outside_a_checkout_says_so(tmp_path: Path, run: Run) -> None:
    """An installed package has no raw files."""
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "expected a checkout of sovietlabour" in done.stderr
    assert find_root(ROOT / "src") == ROOT


def test_problems_are_counted() -> None:
    """One problem, two problems."""
    assert str(BuildError(["a"])) == "1 problem in the raw files:\n  a"
    assert str(BuildError(["a", "b"])) == "2 problems in the raw files:\n  a\n  b"


def test_all_that_is_wrong_with_a_file_is_told(tmp_path: Path) -> None:
    """A row that is too short does not hide the next; each cell is named for its own row."""
    path, found = tmp_path / "some.csv", list[str]()
    path.write_text("one,two\na\nb,c  d\ne,f\ng, h\n", encoding="utf-8")
    assert [row for _, row in read_csv(path, ("one", "two"), found)][-1] == {"one": "g", "two": " h"}
    assert [problem.partition(":")[2].partition(":")[0] for problem in found] == ["2", "3, two", "5, two"]


@pytest.mark.parametrize("line", ["list,,A meaning.,", ",code,A meaning.,", "list,code,,"])
def test_a_code_needs_a_list_and_a_meaning(tmp_path: Path, line: str) -> None:
    """Each of the three."""
    path, found = tmp_path / "codes.csv", list[str]()
    path.write_text(f"list,code,meaning,also_called\n{line}\n", encoding="utf-8")
    read_codes(path, found)
    assert len(found) == 1
    assert "expected a list, a code and its meaning" in found[0]


def test_a_name_of_two_codes_is_a_problem(tmp_path: Path) -> None:
    """The code itself too; but not in another list."""
    path, found = tmp_path / "codes.csv", list[str]()
    lines = (
        "list,code,meaning,also_called",
        "one,a,First.,b",
        "one,c,Second.,d; B",
        "two,a,Third.,b",
        "one,d,Fourth.,",
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes, also_called, _ = read_codes(path, found)
    assert [problem.partition(" stands")[0] for problem in found] == [
        "codes.csv:3: 'B' of one",
        "codes.csv:5: 'd' of one",
    ]
    assert codes == {"one": {"a": "First.", "c": "Second.", "d": "Fourth."}, "two": {"a": "Third."}}
    assert also_called == {"one": {"a": ["b"], "c": ["d", "B"]}, "two": {"a": ["b"]}}


def test_the_list_of_tables_in_the_readme_is_written_anew(built: Built) -> None:
    """Between its marks; a text without them stays as it is."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    catalog = make_catalog(built)
    assert readme(text.replace("| `terms` |", "| `words` |"), catalog) == text
    assert readme("No marks.", catalog) == "No marks."
