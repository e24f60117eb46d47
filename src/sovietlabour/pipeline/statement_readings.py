"""The two readings of the prose and the notes: what each found, and what both are likely to have missed.

Every part of the text was read twice for its figures, the second time without sight of the first. Rows of the two
readings are paired if they give the same number on the same line, or the next. What only one reader found, and pairs
that differ in the number, were settled by a third look at the text: they stand in the published table, or in
``dropped.csv`` with the reason.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]
NUMBERS = ("value", "low", "high")
SMALLER_UNITS = {"hours": ("minutes", 60), "years": ("months", 12)}
"""One reader may write an hour where the other writes 60 minutes."""
NEAR = 1
"""Lines that two rows of one statement may be apart: a number can run over the end of its line."""


@dataclass(frozen=True)
class Comparison:
    """Two readings of one part of the text, paired."""

    first: list[Row]
    second: list[Row]
    same: list[tuple[Row, Row]]
    differing: list[tuple[Row, Row]]
    only_first: list[Row]
    only_second: list[Row]

    @property
    def missed_by_both(self) -> float:
        """Estimate by capture and recapture what neither reader found: n1 x n2 / m statements less those found."""
        paired = len(self.same) + len(self.differing)
        found = paired + len(self.only_first) + len(self.only_second)
        return len(self.first) * len(self.second) / paired - found


def read_rows(path: Path) -> list[Row]:
    """Read a CSV, all as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(row: Row) -> list[float]:
    """Give the numbers of a row in order of size."""
    return sorted(float(row[name]) for name in NUMBERS if row[name])


def unit(row: Row) -> str:
    """Give the unit that the numbers are compared in."""
    return SMALLER_UNITS.get(row["unit"], (row["unit"], 1))[0]


def factor(row: Row) -> int:
    """Give what the numbers of a row are multiplied with to be in that unit."""
    return SMALLER_UNITS.get(row["unit"], ("", 1))[1]


def agree(one: Row, two: Row) -> bool:
    """Say whether two rows give the same number, to the rounding of fractions (a third is 33.3 or 33.33)."""
    left, right = numbers(one), numbers(two)
    if one["unit"] != two["unit"] and unit(one) == unit(two):
        left, right = ([number * factor(row) for number in numbers(row)] for row in (one, two))
    return len(left) == len(right) and all(
        abs(a - b) <= (0.06 if a != int(a) else 1e-9 * abs(a)) for a, b in zip(left, right, strict=True)
    )


def compare(first: list[Row], second: list[Row]) -> Comparison:
    """Pair the rows of two readings, the closest first."""

    def near(one: Row, two: Row, lines: int) -> bool:
        return abs(int(one["line"]) - int(two["line"])) <= lines

    def overlap(one: Row, two: Row) -> bool:
        left, right = (re.sub(r"\W", "", row["printed"].lower()) for row in (one, two))
        return one["line"] == two["line"] and (left in right or right in left)

    tests: tuple[Callable[[Row, Row], bool], ...] = (
        lambda one, two: near(one, two, 0) and agree(one, two) and unit(one) == unit(two) and overlap(one, two),
        lambda one, two: near(one, two, 0) and agree(one, two) and unit(one) == unit(two),
        lambda one, two: near(one, two, NEAR) and agree(one, two) and unit(one) == unit(two),
        lambda one, two: near(one, two, NEAR) and agree(one, two),
    )
    left, free = list(first), list(second)
    same: list[tuple[Row, Row]] = []
    for test in tests:
        left, found = _pair(left, free, test)
        same += found
    left, differing = _pair(left, free, overlap)
    return Comparison(first, second, same, differing, left, free)


def _pair(
    rows: list[Row], free: list[Row], test: Callable[[Row, Row], bool]
) -> tuple[list[Row], list[tuple[Row, Row]]]:
    unpaired, pairs = [], []
    for row in rows:
        match = next((other for other in free if test(row, other)), None)
        if match is None:
            unpaired.append(row)
        else:
            free.remove(match)
            pairs.append((row, match))
    return unpaired, pairs


def unaccounted(
    published: Iterable[Row], reading: Iterable[Row], dropped: Iterable[Row]
) -> tuple[list[Row], list[Row]]:
    """Compare one reading with the published table.

    Parameters
    ----------
    published
        Rows of the raw table.
    reading
        Rows of one reading.
    dropped
        Rows of that reading that were left out, with the reason.

    Returns
    -------
    tuple of list
        Rows of the reading that are neither published nor dropped, and dropped rows that fit no row of the reading.
    """
    by_line: dict[int, list[Row]] = defaultdict(list)
    for row in published:
        by_line[int(row["line"])].append(row)
    left_out = {_key(row) for row in dropped}
    missing = []
    for row in reading:
        if _key(row) in left_out:
            left_out.remove(_key(row))
            continue
        line = int(row["line"])
        near = [other for at in range(line - NEAR, line + NEAR + 1) for other in by_line[at]]
        match = next((other for other in near if agree(row, other)), None)
        if match is None:
            missing.append(row)
        else:
            by_line[int(match["line"])].remove(match)
    return missing, [row for row in dropped if _key(row) in left_out]


def _key(row: Row) -> tuple[str, ...]:
    return (row["line"], row["printed"], *(row[name] for name in NUMBERS))
