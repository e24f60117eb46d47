"""Every reading of the book agrees with what is published, or it was settled why not; and the comparison can fail."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

import agreement
import recall
from conftest import ROOT
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
    same_numbers,
    source,
)
from sovietlabour.pipeline.assemble import Built


@pytest.fixture(scope="module", params=NAMES)
def whole(request: pytest.FixtureRequest, built: Built) -> Source:
    """Each list in turn, with its readings."""
    return source(built, request.param)


def in_docs(sentence: str) -> list[str]:
    """Give what a sentence of docs/data.md counts."""
    found = re.search(sentence, " ".join((ROOT / "docs" / "data.md").read_text(encoding="utf-8").split()))
    assert found, sentence
    return list(found.groups())


# What is proved


def test_every_difference_is_settled(whole: Source) -> None:
    """No row of any reading is lost or changed in silence, and no published row stands in no reading."""
    assert whole.unsettled() == []


def test_nothing_is_settled_that_does_not_differ(whole: Source) -> None:
    """A settlement cannot outlive its difference, or excuse another one; and each says why."""
    assert whole.settled_in_vain() == []
    assert {row["outcome"] for row in whole.settled} <= {*STANDING, *AGREEING, "dropped"}
    assert all(len(row["reason"]) > 10 for row in whole.settled)


def test_everything_was_read_twice(built: Built, whole: Source) -> None:
    """No table of the book, no folder and no reader escapes the comparison."""
    assert set(TABLES) == {name for name, table in built.tables.items() if table.facts["label"]}
    assert set(OF_FOLDERS) == {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert "2" in whole.readings
    assert all(whole.readings.values())


@pytest.mark.parametrize("folder", ["enterprise_mentions/reader_2", "provisions/reader_1", "provisions/reader_2"])
def test_the_text_was_read_without_a_gap(folder: str) -> None:
    """A lost file of a reading is noticed: its files cover all lines from the introduction to the last note."""
    spans = sorted(path.stem.split("_")[1:] for path in (FOLDER / folder).glob("lines_*.csv"))
    assert (spans[0][0], spans[-1][1]) == ("00159", "12476")
    assert all(int(one[1]) + 1 == int(two[0]) for one, two in pairwise(spans))


def test_every_part_of_the_text_was_read_twice_for_its_figures() -> None:
    """A lost file of a reading is noticed: the introduction, ten chapters and the endnotes."""
    assert len(recall.parts(1)) == 12
    assert recall.parts(2) == recall.parts(1)


def test_both_readers_found_sources_in_the_same_notes(built: Built) -> None:
    """A note whose citations are settled one by one is not thereby lost."""
    citations = source(built, "citations")
    assert {row["place"] for row in citations.published} == {row["place"] for row in citations.readings["2"]}


def test_the_provisions_of_both_readings_are_counted_in_the_docs(built: Built) -> None:
    """The count in docs/data.md cannot fall behind the table."""
    laws = source(built, "provisions")
    both = [row for row in laws.published if all(row not in laws.comparisons[by].only_first for by in "12")]
    assert in_docs(r"Of the (\d+) provisions (\d+) stand in both") == [str(len(laws.published)), str(len(both))]


def test_the_mentions_of_one_reader_are_counted_in_the_docs(built: Built) -> None:
    """How many lines name an enterprise, and how many of them one reader alone had."""
    mentions = source(built, "enterprise_mentions")
    outcomes = ["later" if "third reader" in row["reason"] else row["outcome"] for row in mentions.settled]
    words = dict(enumerate(("no", "one", "two", "three", "four", "five", "six")))
    stated = in_docs(
        r"the (\d+) lines that name one, the first reader alone had (\w+), the second alone (\w+), "
        r"and a third found (\w+)"
    )
    lines = str(len({row["line"] for row in mentions.published}))
    assert stated == [lines, *(words[outcomes.count(outcome)] for outcome in ("kept", "added", "later"))]


def test_the_page_on_recall_is_that_of_the_readings() -> None:
    """docs/recall.md is written by tools/recall.py and cannot fall behind the readings."""
    assert (ROOT / "docs" / "recall.md").read_text(encoding="utf-8") == recall.page()


def test_the_page_on_agreement_is_that_of_the_codings() -> None:
    """docs/agreement.md is written by its tool; on the indicator nine in ten agree, with and without examples."""
    page = agreement.page()
    assert (ROOT / "docs" / "agreement.md").read_text(encoding="utf-8") == page
    shares = {column: float(share) for column, share in re.findall(r"\| (\w+) \| ([\d.]+) \|", page)}
    assert shares["indicator"] > 90
    assert min(map(float, re.findall(r"([\d.]+) per\s+cent of the", page))) > 90


# That it can fail


def test_a_wrong_field_is_found(whole: Source) -> None:
    """A comparison that forgets a field is caught: each one, changed in one row of a reading, is a difference."""
    reader, comparison = next(iter(whole.comparisons.items()))
    for field in {*whole.kind.must, whole.kind.key or "line"}:
        wrong = {field: "doubtful" if field == "certainty" else "77"}
        pairs = ((one, two) for one, two in comparison.paired if two[field])
        row = next(two for one, two in pairs if not whole.kind.agrees(field, one, two | wrong))
        changed = [two | wrong if two is row else two for two in whole.readings[reader]]
        assert replace(whole, readings=whole.readings | {reader: changed}).unsettled(), field


def test_a_lost_row_is_found(whole: Source) -> None:
    """A comparison that looks one way only is caught: rows taken from either side are missed on the other."""
    published, read = next(iter(whole.comparisons.values())).paired[0]

    def without(lost: Row, rows: list[Row]) -> list[Row]:
        return [row for row in rows if lines_apart(row, lost) > 2]

    assert replace(whole, published=without(read, whole.published)).unsettled()
    assert replace(whole, readings={by: without(published, rows) for by, rows in whole.readings.items()}).unsettled()


def test_a_settlement_too_few_or_too_many_is_found(whole: Source) -> None:
    """Settling is no way to hide: what is not settled stays open, and what settles nothing is named."""
    one = next((row for row in whole.settled if row["outcome"] in STANDING), None)
    if one is not None:
        assert replace(whole, settled=[row for row in whole.settled if row is not one]).unsettled()
    _, read = next(iter(whole.comparisons.values())).paired[0]
    idle = [
        {"reader": "2", "line": read["line"], "printed": "of no row", "differs": "only read", "outcome": outcome}
        for outcome in (*STANDING, *AGREEING, "dropped")
    ]
    twice = [one] if one else []
    assert len(replace(whole, settled=[*whole.settled, *idle, *twice]).settled_in_vain()) == len(idle + twice)


def test_rows_pair_by_line_and_number() -> None:
    """The same number a line apart is the same statement; another number on the same words is a difference."""

    def row(line: int, printed: str, value: str) -> Row:
        return figure({"line": str(line), "printed": printed, "value": value, "low": "", "high": "", "unit": "persons"})

    first = [row(10, "1 74", "174"), row(20, "about 30", "30"), row(30, "40", "40")]
    second = [row(11, "174", "174"), row(20, "30", "3"), row(50, "60", "60")]
    found = compare(first, second, FIGURES)
    assert [len(rows) for rows in (found.agreeing, found.differing, found.only_first, found.only_second)] == [1] * 4
    assert found.differing[0][2] == "number: 30 / 3"
    assert found.missed_by_both == pytest.approx(3 * 3 / 2 - 4)


def test_numbers_agree_exactly() -> None:
    """A tolerance would let 33.3 pass for 33.33; only noughts and units may differ."""
    assert same_numbers("40 to 50.5", "40.0 to 50.50")
    assert not same_numbers("33.3", "33.33")
    assert not same_numbers("40 to 50", "40")
    half_an_hour = figure({"value": "0.5", "low": "", "high": "", "unit": "hours"})
    assert same_numbers(half_an_hour["number"], "30")
