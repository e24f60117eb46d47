"""The ledger, as its specification: it fits exactly, or the build fails."""

import csv
from pathlib import Path

import pytest

from conftest import CURATED, file_of
from sovietlabour import BuildError
from sovietlabour.pipeline.assemble import Built, build_tables
from sovietlabour.pipeline.ledger import COLUMNS

LINE = {
    "table": "turnover_1930_36",
    "row": "Oil extraction | 1934",
    "column": "(1)",
    "printed": "92. 1",
    "status": "inferred",
    "reading": "",
    "exception": "",
    "argument": "An argument.",
}


def problems(data: Path, *added: dict[str, str], everything: bool = False) -> str:
    """Add lines to the ledger and give the report of the build of its table, empty if there is none."""
    with (file_of(data, "ledger.csv")).open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n").writerows(added)
    try:
        build_tables(data, None if everything else [LINE["table"]])
    except BuildError as error:
        return str(error)
    return ""


def test_a_fitting_line_is_applied(data: Path) -> None:
    """The status of the cell becomes that of the ledger, with its argument."""
    assert problems(data, LINE) == ""
    cells = build_tables(data, [LINE["table"]]).tables["turnover_1930_36"].provenance
    cell = cells[(cells["line"] == 2033) & (cells["printed"] == "92. 1")].iloc[0]
    assert (cell["status"], cell["evidence"], cell["value"]) == ("inferred", "An argument.", 92.1)


def test_a_reading_replaces_what_is_printed(data: Path) -> None:
    """The number used is the ledger's; the printed characters stay."""
    reading = LINE | {"row": "Oil extraction | 1934", "column": "(3)", "printed": "0.3 1", "reading": "0.37"}
    assert problems(data, reading) == ""
    cells = build_tables(data, [LINE["table"]]).tables["turnover_1930_36"].provenance
    cell = cells[cells["evidence"] == "An argument."].iloc[0]
    assert (cell["printed"], cell["value"]) == ("0.3 1", 0.37)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"row": "Oil extraction | 1937"}, "there is no such cell"),
        ({"column": "(4)"}, "there is no such cell"),
        ({"table": "turnover"}, "there is no such cell"),
        ({"printed": "92.1"}, "the line was written for '92.1'; the raw cell is '92. 1'"),
        ({"argument": " "}, "the argument is missing"),
        ({"status": "certain"}, "status must be one of"),
        ({"status": "printed"}, "the line says printed; the cell is closed_up"),
        ({"status": "blank"}, "a blank cell has nothing printed"),
        ({"status": "closed_up", "reading": "92.7"}, "must be inferred or doubtful"),
        ({"status": "doubtful", "reading": "92,7"}, "expected a number"),
        ({"exception": "months_follow_turnover", "status": "closed_up"}, "1200 / turnover_percent"),
        ({"exception": "month_follows_turnover"}, "no check asks for the exception 'month_follows_turnover'"),
        ({"exception": "no_absence_in_1936"}, "no check asks for the exception"),
        ({"exception": "decimals"}, "expected a ledger exception no longer needed"),
    ],
)
def test_a_line_that_does_not_fit_fails(data: Path, change: dict[str, str], message: str) -> None:
    """Each way in which a line can be wrong."""
    assert message in problems(data, LINE | change, everything="table" in change)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sole store,inferred,1,", "sole store,inferred,2,", "the line reads '2'; the row has '1'"),
        ("sole store,inferred,1,", "sole store,inferred,,", "value 1 does not follow from 'sole store'"),
        (
            "115 people,doubtful,",
            "115 people,inferred,",
            "the line is not needed; '115 people' gives the number by rule",
        ),
    ],
)
def test_a_line_about_a_statement_fits_exactly(data: Path, old: str, new: str, message: str) -> None:
    """The ledger repeats the number that no rule gives, and says nothing about one that a rule does."""
    path = file_of(data, "ledger.csv")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        build_tables(data, ["prose_figures"])
    assert message in str(caught.value)


def test_two_lines_for_one_cell_fail(data: Path) -> None:
    """A cell has one judgment."""
    assert "a second line for the same cell" in problems(data, LINE, LINE)


def test_a_ledger_with_other_columns_fails(data: Path) -> None:
    """The columns are fixed."""
    path = file_of(data, "ledger.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("argument", "reason", 1), encoding="utf-8")
    assert "ledger.csv:1: expected columns table, row" in problems(data)


def test_every_judged_cell_has_its_argument(built: Built) -> None:
    """Inferred and doubtful cells carry evidence; printed and closed-up ones need none."""
    for table in built.tables.values():
        for cell in table.provenance.to_dict("records"):
            assert cell["evidence"] or cell["status"] in ("printed", "closed_up", "blank"), cell


def test_every_ledger_line_is_about_one_published_cell(built: Built) -> None:
    """Counted from the other side: all arguments reach the provenance, or a heading that is no row."""
    with (CURATED / "ledger.csv").open(encoding="utf-8") as file:
        arguments = {(line["table"], line["argument"]) for line in csv.DictReader(file) if line["printed"]}
    published = {
        (name, evidence)
        for name, table in built.tables.items()
        if len(table.provenance)
        for evidence in table.provenance["evidence"]
    }
    assert arguments <= published


def test_short_rows_have_no_cell_without_argument(built: Built) -> None:
    """A row with fewer values than columns is argued cell by cell, blanks included."""
    short = {2015, 2022, 2035, 2041, 2042, 2043, 2048}
    cells = built.tables["turnover_1930_36"].provenance
    rows = cells[cells["line"].isin(short)]
    assert len(rows) == len(short) * 9
    assert (rows["evidence"] != "").all()
    assert not rows["status"].isin(["printed", "closed_up"]).any()
