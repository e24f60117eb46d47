"""The sources of the notes, read twice: the second reading agrees with the first, or it was settled why not.

The second reader had not seen the first. Rows are paired within a note; kind, journal, number, date and pages are
compared. `settled.csv` names every difference, and every citation that one reader alone has, with the reason.
"""

import csv
import re
from pathlib import Path

import pytest

from sovietlabour import load_table

FOLDER = Path(__file__).parents[1] / "data" / "readings" / "citations"
FIELDS = ("kind", "journal", "number", "date", "pages")
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """Read a CSV, all as text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published() -> list[Row]:
    """Give the citations with what their sources say."""
    citations, sources = load_table("citations"), load_table("sources")
    joined = citations.merge(sources, on="source", suffixes=("", "_all"), validate="many_to_one")
    joined["date"] = joined["date"].dt.strftime("%Y-%m-%d")
    text = joined.astype(object).where(joined.notna(), "").astype(str)
    return [dict(row) for row in text.to_dict("records")]


def plain(field: str, value: str) -> str:
    """Reduce what two readers may write otherwise: punctuation, `no.`, the name of a chapter in a book."""
    value = {"chapter": "article"}.get(value, value) if field == "kind" else value
    return re.sub(r"^no|\W", "", value.lower()) if field in ("number", "pages", "journal") else value


def same(one: Row, two: Row) -> bool:
    """Say whether two citations are the same."""
    return all(plain(field, one[field]) == plain(field, two[field]) for field in FIELDS)


def near(one: Row, two: Row) -> bool:
    """Say whether two citations stand at the same place and name the same work, paper or day."""
    close = abs(int(one["line"]) - int(two["line"])) <= 1
    return close and sum(plain(field, one[field]) == plain(field, two[field]) for field in FIELDS) >= 3


def key(row: Row) -> tuple[str, str]:
    """Name the note, or the table, of a citation."""
    note = row["note"].removesuffix(".0")
    return (row["chapter"], note) if note else ("table", "")


def compare(first: list[Row], second: list[Row]) -> list[Row]:
    """List the differences: those of pairs, and what one reader alone has."""
    differences: list[Row] = []
    free = list(second)
    left = []
    for test in (same, near):
        left = []
        for row in first:
            match = next((two for two in free if key(row) == key(two) and test(row, two)), None)
            if match is None:
                left.append(row)
                continue
            free.remove(match)
            if test is near:
                says = {f"{f}: {row[f]} / {match[f]}" for f in FIELDS if plain(f, row[f]) != plain(f, match[f])}
                differences.append({"line": row["line"], "printed": match["printed"], "what": "; ".join(sorted(says))})
        first = left
    differences += [{"line": row["line"], "printed": row["printed"], "what": "only reader 1"} for row in left]
    differences += [{"line": row["line"], "printed": row["printed"], "what": "only reader 2"} for row in free]
    return sorted(differences, key=lambda row: (int(row["line"]), row["what"]))


def test_every_difference_of_the_two_readings_is_settled() -> None:
    """No citation is lost or changed in silence, and nothing is settled that does not differ."""
    settled = rows_of("settled.csv")
    assert all(len(row["reason"]) > 10 for row in settled)
    assert [{k: v for k, v in row.items() if k != "reason"} for row in settled] == compare(
        published(), rows_of("reader_2.csv")
    )


@pytest.mark.parametrize("field", ["date", "pages", "number"])
def test_a_wrong_citation_is_found(field: str) -> None:
    """The comparison can fail: one changed field is one more difference."""
    first = published()
    before = compare(first, rows_of("reader_2.csv"))
    row = next(row for row in first if row["kind"] == "periodical" and row["pages"] and row["number"])
    row[field] = "1901-01-01" if field == "date" else "999"
    assert len(compare(first, rows_of("reader_2.csv"))) > len(before)


def test_the_notes_are_read_to_the_last() -> None:
    """Every note that one reader found a source in is a note of the other."""
    first, second = ({key(row) for row in rows} for rows in (published(), rows_of("reader_2.csv")))
    assert first - second == set()
    assert second - first == set()
