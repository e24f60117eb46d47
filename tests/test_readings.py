"""Every reading of the book agrees with what is published, or it was settled why not; and the comparison can fail."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

import recall
from conftest import DATA, ROOT
from readings import (
    AGREEING,
    FIGURES,
    FOLDER,
    NAMES,
    OF_FOLDERS,
    STANDING,
    TABLES,
    Row,
    Source,
    compare,
    figure,
    lines_apart,
    readings_of,
    same,
    same_numbers,
    source,
)
from sovietlabour.pipeline.assemble import Built, build_tables


@cache
def source_of(table: str) -> Source:
    """Read and prepare each list once."""
    return source(everything(), table)


@cache
def everything() -> Built:
    """All tables, built from the raw files."""
    return build_tables(DATA)


def in_docs(sentence: str) -> list[str]:
    """Give the numbers of a sentence of docs/data.md."""
    found = re.search(sentence, " ".join((ROOT / "docs" / "data.md").read_text(encoding="utf-8").split()))
    assert found, sentence
    return list(found.groups())


# What is proved


@pytest.mark.parametrize("table", NAMES)
def test_every_difference_is_settled(table: str) -> None:
    """No row of any reading is lost or changed in silence, and no published row stands in no reading."""
    assert source_of(table).unsettled() == []


@pytest.mark.parametrize("table", NAMES)
def test_nothing_is_settled_that_does_not_differ(table: str) -> None:
    """A settlement cannot outlive its difference, or excuse another one."""
    assert source_of(table).settled_in_vain() == []


@pytest.mark.parametrize("table", OF_FOLDERS)
def test_every_settlement_has_its_reason(table: str) -> None:
    """A row that only says that it is settled is caught, and an outcome that no check knows."""
    for row in source_of(table).settled:
        assert row["outcome"] in (*STANDING, *AGREEING, "dropped"), row
        assert row["reader"] in source_of(table).readings or row["differs"] == "only published", row
        assert len(row["reason"]) > 10, row


def test_every_transcribed_table_was_read_twice() -> None:
    """No table of the book, and no folder of readings, escapes the comparison."""
    assert set(TABLES) == {name for name, table in everything().tables.items() if table.facts["label"]}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(OF_FOLDERS)
    assert all(rows for table in NAMES for rows in source_of(table).readings.values())


@pytest.mark.parametrize("folder", ["enterprise_mentions/reader_2", "labour_laws/reader_1", "labour_laws/reader_2"])
def test_the_text_was_read_without_a_gap(folder: str) -> None:
    """A lost file of a reading is noticed: its files cover all lines from the introduction to the last note."""
    spans = sorted(path.stem.split("_")[1:] for path in (FOLDER / folder).glob("lines_*.csv"))
    assert (spans[0][0], spans[-1][1]) == ("00159", "12476")
    assert all(int(one[1]) + 1 == int(two[0]) for one, two in pairwise(spans))


def test_every_part_of_the_text_was_read_twice_for_its_figures() -> None:
    """A lost file of a reading is noticed: the introduction, ten chapters and the endnotes."""
    first, second = ({path.name for path in (FOLDER / f"prose_figures/reader_{n}").glob("*.csv")} for n in (1, 2))
    assert len(first) == 12
    assert second == first


def test_both_readers_found_sources_in_the_same_notes() -> None:
    """A note whose citations are settled one by one is not thereby lost."""
    citations = source_of("citations")
    assert {row["place"] for row in citations.published} == {row["place"] for row in citations.readings["2"]}


def test_the_provisions_of_both_readings_are_counted_in_the_docs() -> None:
    """The count in docs/data.md cannot fall behind the table."""
    provisions = source_of("labour_laws")
    found = provisions.comparisons
    both = [row for row in provisions.published if all(row not in found[reader].only_first for reader in "12")]
    stated = in_docs(r"Of the (\d+) provisions (\d+) stand in both")
    assert [int(number) for number in stated] == [len(provisions.published), len(both)]


def test_the_mentions_of_one_reader_are_counted_in_the_docs() -> None:
    """How many lines name an enterprise, and how many of them one reader alone had."""
    mentions = source_of("enterprise_mentions")
    lines, first, second = in_docs(
        r"the (\d+) lines that name one, the first reader alone had (\w+), the second alone (\w+)"
    )
    outcomes = [row["outcome"] for row in mentions.settled]
    numbers = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    assert int(lines) == len({row["line"] for row in mentions.published})
    assert [numbers[first], numbers[second]] == [outcomes.count("kept"), outcomes.count("added")]


def test_the_page_on_recall_is_that_of_the_readings() -> None:
    """docs/recall.md is written by tools/recall.py and cannot fall behind the readings."""
    assert (ROOT / "docs" / "recall.md").read_text(encoding="utf-8") == recall.page()


# That it can fail


@pytest.mark.parametrize("table", NAMES)
def test_a_wrong_field_is_found(table: str) -> None:
    """A comparison that forgets a field is caught: each one, changed in one row of a reading, is a difference."""
    whole = source_of(table)
    reader, comparison = next(iter(whole.comparisons.items()))
    for field in {*whole.kind.must, whole.kind.key or "line"}:
        wrong = "doubtful" if field == "certainty" else "77"
        agree = whole.kind.agree.get(field, same)
        row = next(two for one, two in comparison.paired if two[field] and not agree(one[field], wrong))
        changed = [two | {field: wrong} if two is row else two for two in whole.readings[reader]]
        assert replace(whole, readings=whole.readings | {reader: changed}).unsettled(), field


@pytest.mark.parametrize("table", NAMES)
def test_a_lost_row_is_found(table: str) -> None:
    """A comparison that looks one way only is caught: rows taken from either side are missed on the other."""
    whole = source_of(table)
    published, read = next(iter(whole.comparisons.values())).paired[0]

    def without(lost: Row, rows: list[Row]) -> list[Row]:
        return [row for row in rows if lines_apart(row, lost) > 2]

    assert replace(whole, published=without(read, whole.published)).unsettled()
    assert replace(whole, readings={by: without(published, rows) for by, rows in whole.readings.items()}).unsettled()


@pytest.mark.parametrize("table", [table for table in OF_FOLDERS if (FOLDER / table / "settled.csv").exists()])
def test_a_settlement_too_few_or_too_many_is_found(table: str) -> None:
    """Settling is no way to hide: what is not settled stays open, and what settles nothing is named."""
    whole = source_of(table)
    one = next(row for row in whole.settled if row["outcome"] in STANDING)
    assert replace(whole, settled=[row for row in whole.settled if row is not one]).unsettled()
    idle = [one | {"printed": "nothing of the kind", "outcome": outcome} for outcome in (*STANDING, *AGREEING)]
    idle += [one, one | {"outcome": "dropped"}]
    assert len(replace(whole, settled=[*whole.settled, *idle]).settled_in_vain()) == len(idle)


def test_rows_pair_by_line_and_number() -> None:
    """The same number a line apart is the same statement; another number on the same words is a difference."""

    def row(line: int, printed: str, value: str, unit: str = "persons") -> Row:
        return figure({"line": str(line), "printed": printed, "value": value, "low": "", "high": "", "unit": unit})

    first = [row(10, "1 74", "174"), row(20, "about 30", "30"), row(30, "40", "40")]
    second = [row(11, "174", "174"), row(20, "30", "3"), row(50, "60", "60")]
    found = compare(first, second, FIGURES)
    assert [len(rows) for rows in (found.agreeing, found.differing, found.only_first, found.only_second)] == [1] * 4
    assert found.differing[0][2] == "number: 30 / 3"
    assert found.missed_by_both == pytest.approx(3 * 3 / 2 - 4)


def test_numbers_agree_exactly() -> None:
    """A tolerance would let 33.3 pass for 33.33, or 0.5 for 0.55; only noughts and units may differ."""
    assert same_numbers("33.3", "33.30")
    assert same_numbers("40 to 50", "40.0 to 50")
    assert not same_numbers("33.3", "33.33")
    assert not same_numbers("40 to 50", "40")
    half = {"line": "1", "printed": "half", "value": "0.5", "low": "", "high": ""}
    assert figure(half | {"unit": "hours"})["number"] == "30.0"


def test_the_readings_of_a_folder_are_told_apart() -> None:
    """Readings that fell together would hide what one reader missed."""
    assert {table: list(readings_of(table)) for table in OF_FOLDERS} == {
        "citations": ["2"],
        "enterprise_mentions": ["2"],
        "enterprises": ["2"],
        "labour_laws": ["1", "2", "3"],
        "prose_figures": ["1", "2", "3"],
        "terms": ["2"],
    }
