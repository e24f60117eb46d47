"""Write docs/recall.md: how far the two readings of the prose agree, and what both are likely to have missed."""

from pathlib import Path

from sovietlabour.pipeline.statement_readings import Comparison, compare, read_rows, unaccounted

ROOT = Path(__file__).resolve().parents[1]
READINGS = ROOT / "data" / "readings" / "prose_figures"
PAGE = ROOT / "docs" / "recall.md"
HEAD = """# Recall of the figures of the prose

<!-- Written by `python tools/recall.py`. Do not edit. -->

The introduction, the ten chapters and the surviving endnotes are read twice for their figures, line by line, the second
time without sight of the first; the readings stand in `data/readings/prose_figures` as they were made. Two
reservations: the first reader of chapter 2 had seen some 28 rows of the other reading of it, so that chapter was read a
third time without sight of either; and the second reading of chapter 9 was made by the first reader, in another sitting
and without the first reading at hand; its second half (from line 10311) was then read a third time by another reader.
Two rows are paired if they give the same number on the same line, or the next. *Number differs*: the two quote the same
characters and give another number. *Missed by both* is estimated by capture and recapture: with n1 and n2 rows, m of
them in both readings, the text holds about n1 x n2 / m statements. The estimate takes the readers to be independent;
where a kind of statement is easily overlooked by anyone, it is too low.

What only one reader found, and every pair whose numbers differ, was settled by a third look at the text; a last pass
went over all lines with a figure or a number word that no row claims. Rows of a reading that were left out stand in
`dropped.csv`, each with its reason.

"""
COLUMNS = (
    "part of the text",
    "reader 1",
    "reader 2",
    "in both",
    "number differs",
    "only 1",
    "only 2",
    "missed by both, estimate",
    "left out",
    "published",
)


THIRD = """
## A third reading

Some parts were read a third time, without sight of the other two: a test of what they had found. *New* are the rows
with a number that neither reader has on that line or the next; *statements* are those of them that are published now,
the rest was left out with a reason, as above.

| part of the text | reader 3 | new | statements |
|---|---:|---:|---:|
"""


def parts() -> list[str]:
    """Give the parts of the text, in order."""
    return sorted(path.stem for path in (READINGS / "reader_1").glob("*.csv"))


def comparison(part: str) -> Comparison:
    """Compare the two readings of a part."""
    first, second = (READINGS / reader / f"{part}.csv" for reader in ("reader_1", "reader_2"))
    return compare(read_rows(first), read_rows(second))


def page() -> str:
    """Write the page."""
    dropped = read_rows(READINGS / "dropped.csv")
    published = {row["figure"]: row for p in (ROOT / "data/raw/prose_figures").glob("*.csv") for row in read_rows(p)}
    lines, sums = [], [0.0] * 9
    for part in parts():
        found = comparison(part)
        spans = {int(row["line"]) for row in found.first + found.second}
        inside = range(min(spans) - 1, max(spans) + 2)
        numbers = [
            len(found.first),
            len(found.second),
            len(found.same) + len(found.differing),
            len(found.differing),
            len(found.only_first),
            len(found.only_second),
            found.missed_by_both,
            sum(int(row["line"]) in inside for row in dropped if row["reader"] != "3"),
            sum(int(row["line"]) in inside for row in published.values()),
        ]
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        lines.append(_line(part.replace("_", " "), numbers))
    head = [f"| {' | '.join(COLUMNS)} |", f"|---|{'---:|' * (len(COLUMNS) - 1)}"]
    return HEAD + "\n".join([*head, *lines, _line("**all**", sums), ""]) + third_reading()


def third_reading() -> str:
    """Write what a third reader found that the first two had not."""
    lines, sums = [], [0, 0, 0]
    dropped = {(row["line"], row["printed"]) for row in read_rows(READINGS / "dropped.csv") if row["reader"] == "3"}
    for path in sorted((READINGS / "reader_3").glob("*.csv")):
        rows = read_rows(path)
        seen = [read_rows(READINGS / reader / path.name) for reader in ("reader_1", "reader_2")]
        new, _ = unaccounted(seen[0], rows, [])
        new, _ = unaccounted(seen[1], new, [])
        statements = [row for row in new if (row["line"], row["printed"]) not in dropped]
        numbers = [len(rows), len(new), len(statements)]
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        lines.append(_line(path.stem.replace("_", " "), [float(number) for number in numbers]))
    return THIRD + "\n".join([*lines, _line("**all**", [float(number) for number in sums]), ""])


def _line(name: str, numbers: list[float]) -> str:
    cells = [f"{number:.1f}" if position == 6 else f"{number:.0f}" for position, number in enumerate(numbers)]
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
