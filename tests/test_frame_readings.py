"""Laws, enterprises and terms, read twice: the second readings agree with what is published, or it was settled why not.

The second readers had not seen the first readings (docs/data.md names two parts for which this does not hold in full).
Laws: a row of a reading stands for a published provision if it is within two lines of one of its lines and gives the
same month, as far as both give one. Enterprises: rows are paired by line. Terms and the index of enterprises: entry
by entry.
"""

import csv
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sovietlabour import load_table

FOLDER = Path(__file__).parents[1] / "data" / "readings"
Row = dict[str, str]
NEAR = 2
"""Lines between two places that tell the same provision: readers quote different words of a sentence."""


def rows_of(path: Path) -> list[Row]:
    """Read a CSV, all as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_in(folder: str) -> list[Row]:
    """Read all CSVs of a folder of readings."""
    return [row for path in sorted((FOLDER / folder).glob("lines_*.csv")) for row in rows_of(path)]


# Laws


def provisions() -> list[dict[str, Any]]:
    """Give the published provisions with all their lines, that of their figure among them."""
    rows = load_table("labour_laws").astype(object).to_dict("records")
    made = []
    for row in rows:
        also = [int(line) for line in row["also_lines"].split("; ")] if isinstance(row["also_lines"], str) else []
        of_figure = [int(row["figure"].split("-")[1][:-1])] if isinstance(row["figure"], str) else []
        made.append({str(k): v for k, v in row.items()} | {"lines": [row["line"], *also, *of_figure]})
    return made


def distance(line: int, provision: dict[str, Any]) -> int:
    """Say how many lines lie between a place and the nearest line of a provision."""
    return min(abs(line - other) for other in provision["lines"])


def same_month(row: Row, provision: dict[str, Any]) -> bool:
    """Say whether a reading and a provision can be of the same date."""
    if not row["date"] or provision["date"] != provision["date"]:
        return True
    length = min(len(row["date"]), 7)
    first, last = (f"{provision[end]:%Y-%m}"[:length] for end in ("date", "in_force_from_latest"))
    return first <= row["date"][:length] <= last


def stands_for(row: Row, published: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the provisions that a row of a reading can stand for."""
    return [one for one in published if distance(int(row["line"]), one) <= NEAR and same_month(row, one)]


READERS = ("reader_1", "reader_2", "reader_3")


def settled_laws() -> set[tuple[str, str]]:
    """Give line and characters of the rows that were left out, or differ, each with a reason."""
    rows = rows_of(FOLDER / "labour_laws" / "settled.csv")
    assert all(row["reason"] for row in rows)
    return {(row["line"], row["printed"]) for row in rows}


@pytest.mark.parametrize("reader", READERS)
def test_no_provision_of_a_reading_was_lost(reader: str) -> None:
    """Every row is published, or left out with a reason."""
    published, settled = provisions(), settled_laws()
    left = [
        (row["line"], row["printed"], row["provision"])
        for row in rows_in(f"labour_laws/{reader}")
        if not stands_for(row, published) and (row["line"], row["printed"]) not in settled
    ]
    assert left == []


@pytest.mark.parametrize("reader", READERS)
def test_the_numbers_of_the_readings_agree(reader: str) -> None:
    """A number of a reading is that of a provision at its place; the published ones come from another reading still."""
    published, settled = provisions(), settled_laws()

    def is_number(row: Row, provision: dict[str, Any]) -> bool:
        low, _, high = row["quantity"].partition("-")
        if high:
            return bool(provision["low"] == float(low) and provision["high"] == float(high))
        return bool(provision["quantity"] == float(low))

    wrong = [
        (row["line"], row["quantity"], row["provision"])
        for row in rows_in(f"labour_laws/{reader}")
        if row["quantity"] and (row["line"], row["printed"]) not in settled
        if not any(is_number(row, one) for one in published if distance(int(row["line"]), one) <= NEAR)
    ]
    assert wrong == []


def test_every_settled_row_is_needed() -> None:
    """What is settled stands in a reading and differs from what is published."""
    rows = {(row["line"], row["printed"]) for reader in READERS for row in rows_in(f"labour_laws/{reader}")}
    assert settled_laws() <= rows


def test_what_one_reader_alone_found() -> None:
    """Each provision stands in a reading, or was found in the third look; docs/data.md counts them."""

    def has(rows: list[Row], provision: dict[str, Any]) -> bool:
        return any(distance(int(row["line"]), provision) <= NEAR for row in rows)

    readings = [rows_in(f"labour_laws/{reader}") for reader in READERS]
    published = provisions()
    found = [[has(rows, one) for rows in readings] for one in published]
    nowhere = {str(one["line"]) for one, by in zip(published, found, strict=True) if not any(by)}
    assert nowhere == {row["line"] for row in rows_of(FOLDER / "labour_laws" / "third_look.csv")}
    both = sum(in_first and in_second for in_first, in_second, _ in found)
    text = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    stated = re.search(r"Of the (\d+) provisions (\d+) stand in\s+both", text)
    assert stated
    assert [int(number) for number in stated.groups()] == [len(published), both]


# Enterprises


def settled_mentions(outcome: str) -> set[int]:
    """Give the lines that one reader alone had and that were kept, added or dropped, each with a reason."""
    rows = rows_of(FOLDER / "enterprises" / "settled.csv")
    assert all(row["reason"] for row in rows)
    return {int(row["line"]) for row in rows if row["outcome"] == outcome}


def test_the_text_was_read_twice_without_a_gap() -> None:
    """The second readings cover all lines from the introduction to the last note."""
    for folder in ("enterprises", "labour_laws/reader_1", "labour_laws/reader_2"):
        spans = sorted(path.stem.split("_")[1:] for path in (FOLDER / folder).glob("lines_*.csv"))
        assert (spans[0][0], spans[-1][1]) == ("00159", "12476")
        assert all(int(one[1]) + 1 == int(two[0]) for one, two in pairwise(spans))


def test_the_mentions_of_both_readings_agree() -> None:
    """Every mention of one reading stands in the other, on the same line or, for a broken name, the next one."""
    in_text = load_table("enterprise_mentions").query("part != 'index'")
    published, second = set(in_text["line"]), {int(row["line"]) for row in rows_in("enterprises")}

    def alone(lines: set[int], others: set[int]) -> set[int]:
        return {line for line in lines if not {line - 1, line, line + 1} & others}

    assert alone(second, published) == set()
    assert alone(published, second) == settled_mentions("kept")
    assert settled_mentions("added") <= published & second
    assert not settled_mentions("dropped") & (published | second)


def test_the_mentions_are_counted_in_the_docs() -> None:
    """How many lines name an enterprise, and how many of them one reader alone had."""
    text = (Path(__file__).parents[1] / "docs" / "data.md").read_text(encoding="utf-8")
    sentence = r"the (\d+) lines that name one, the first reader alone had (\w+), the second alone (\w+)"
    stated = re.search(sentence, " ".join(text.split()))
    assert stated
    numbers = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    lines = load_table("enterprise_mentions").query("part != 'index'")["line"].nunique()
    alone = [len(settled_mentions("kept")), len(settled_mentions("added"))]
    assert [int(stated[1]), numbers[stated[2]], numbers[stated[3]]] == [lines, *alone]


def test_the_index_of_enterprises_was_read_twice() -> None:
    """Entries, pages and notes of the index, in order."""
    enterprises = load_table("enterprises").set_index("enterprise")
    in_index = load_table("enterprise_mentions").query("part == 'index'").sort_values("line")
    second = rows_of(FOLDER / "enterprises" / "index.csv")
    assert [int(row["line"]) for row in second] == in_index["line"].tolist()
    for row, name, printed in zip(second, in_index["enterprise"], in_index["printed"], strict=True):
        assert printed.startswith(row["printed"][: len(printed)]) or row["printed"].startswith(printed)
        ours = enterprises.loc[name]
        if row["see"]:
            assert row["see"] in ours["index_see"]
            continue
        of_notes = re.findall(r"(\d+)n", row["notes"])
        pages = [*re.findall(r"\d+", row["pages"]), *of_notes]
        assert sorted(set(pages)) == sorted(ours["index_pages"].split("; "))
        if of_notes:
            notes = re.findall(r"n(\d+)", row["notes"])
            assert re.findall(r"\d+", re.sub(r"\d+ \(", "(", ours["index_notes"])) == notes


# Terms


def test_the_terms_were_read_twice() -> None:
    """Term, line, characters, place of the definition, Russian name and reference, entry by entry."""
    second = rows_of(FOLDER / "terms" / "list.csv")
    first = load_table("terms").astype(object).where(lambda frame: frame.notna(), "").to_dict("records")
    assert len(first) == len(second)
    for ours, row in zip(first, second, strict=True):
        for field in ("term", "line", "printed", "definition_line", "see"):
            assert str(ours[field]) == row[field]
        # The page closes a bracket that it never opened; the second reader wrote square brackets throughout.
        assert ours["russian"] == row["russian"].replace("[", "(").replace("]", ")")
