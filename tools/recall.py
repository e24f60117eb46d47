"""Write docs/recall.md: how far the two readings of the prose agree, and what both are likely to have missed."""

from pathlib import Path

from readings import FIGURES, FOLDER, Comparison, Row, compare, figure, rows_in, rows_of, settlement_of

ROOT = Path(__file__).resolve().parents[1]
READINGS = FOLDER / "prose_figures"
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
went over all lines with a figure or a number word that no row claims. *Settled* are the rows of either reading that
differ from what is published; they stand in `settled.csv`, each with its reason.

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
    "settled",
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


def read(reader: int, part: str) -> list[Row]:
    """Give what a reader found in a part of the text."""
    return [figure(row) for row in rows_of(READINGS / f"reader_{reader}" / f"{part}.csv")]


def parts(reader: int) -> list[str]:
    """Give the parts of the text that a reader read, in order."""
    return sorted(path.stem for path in (READINGS / f"reader_{reader}").glob("*.csv"))


def page() -> str:
    """Write the page."""
    settled = [int(row["line"]) for row in settlement_of("prose_figures") if row["reader"] != "3"]
    published = [int(row["line"]) for row in rows_in(ROOT / "data" / "raw" / "prose_figures")]
    lines, sums = [], [0.0] * 9
    for part in parts(1):
        first, second = read(1, part), read(2, part)
        found = compare(first, second, FIGURES)
        spans = {int(row["line"]) for row in first + second}
        inside = range(min(spans) - 1, max(spans) + 2)
        numbers = [
            len(first),
            len(second),
            len(found.paired),
            len(found.differing),
            len(found.only_first),
            len(found.only_second),
            found.missed_by_both,
            sum(line in inside for line in settled),
            sum(line in inside for line in published),
        ]
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        lines.append(_line(part.replace("_", " "), numbers))
    head = [f"| {' | '.join(COLUMNS)} |", f"|---|{'---:|' * (len(COLUMNS) - 1)}"]
    return HEAD + "\n".join([*head, *lines, _line("**all**", sums), ""]) + third_reading()


def new_in(found: Comparison) -> list[Row]:
    """Give the rows of the second list whose number is not in the first."""
    return found.only_second + [two for _, two, _ in found.differing]


def third_reading() -> str:
    """Write what a third reader found that the first two had not."""
    left_out = {(row["line"], row["printed"]) for row in settlement_of("prose_figures") if row["reader"] == "3"}
    lines, sums = [], [0.0] * 3
    for part in parts(3):
        rows = new = read(3, part)
        for reader in (1, 2):
            new = new_in(compare(read(reader, part), new, FIGURES))
        statements = [row for row in new if (row["line"], row["printed"]) not in left_out]
        numbers = [float(len(some)) for some in (rows, new, statements)]
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        lines.append(_line(part.replace("_", " "), numbers))
    return THIRD + "\n".join([*lines, _line("**all**", sums), ""])


def _line(name: str, numbers: list[float]) -> str:
    cells = [f"{number:.1f}" if position == 6 else f"{number:.0f}" for position, number in enumerate(numbers)]
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
