"""First and last day of a period in words, at its widest: the rules of docs/coding.md, section 4."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
Day = tuple[int, int]
"""Month and day; 31 is the last day of any month."""
PARTS_OF_MONTHS = {"": (1, 31), "early ": (1, 15), "late ": (16, 31), "mid ": (6, 25), "end of ": (21, 31)}
PARTS_OF_MONTHS |= {f"{day} ": (day, day) for day in range(1, 32)}
PARTS_OF_YEARS: Mapping[str, tuple[Day, Day]] = {
    "": ((1, 1), (12, 31)),
    "early": ((1, 1), (6, 31)),
    "late": ((7, 1), (12, 31)),
    "mid": ((4, 1), (9, 31)),
    "end of": ((10, 1), (12, 31)),
    "first half of": ((1, 1), (6, 31)),
    "second half of": ((7, 1), (12, 31)),
    "first quarter of": ((1, 1), (3, 31)),
    "second quarter of": ((4, 1), (6, 31)),
    "third quarter of": ((7, 1), (9, 31)),
    "fourth quarter of": ((10, 1), (12, 31)),
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 21)),
    **{f"first {word} months of": ((1, 1), (count, 31)) for count, word in enumerate(NUMBERS, 1)},
    **{f"last {word} months of": ((13 - count, 1), (12, 31)) for count, word in enumerate(NUMBERS, 1)},
    **{
        f"{part}{name}": ((month, first), (month, last))
        for month, name in enumerate(MONTHS, 1)
        for part, (first, last) in PARTS_OF_MONTHS.items()
    },
}
"""First and last day of what can be said of one year; seasons are the calendar's and the astronomers' together."""
OF_TWO_YEARS: Mapping[str, tuple[Day, Day]] = {"": ((10, 1), (9, 30)), "winter of": ((12, 1), (3, 21))}
"""The same of two years, such as 1925/26; without a word it is an economic year."""


class Span(NamedTuple):
    """Days from the first to the last; None where a side is open."""

    start: date | None
    end: date | None


def named_periods(periods: Any) -> dict[str, Span]:
    """Give the spans of the table `periods` by name."""
    return {row["period"]: Span(row["start"].date(), row["end"].date()) for row in periods.to_dict("records")}


def span(words: str, named: Mapping[str, Span]) -> Span | None:
    """Give the widest span of a period in words; None if no rule reads it and no named period is called so."""
    if words in named:
        return named[words]
    if found := _by_rule(words):
        return found
    for prefix, side in (("before ", "start"), ("until ", "end"), ("by ", "end"), ("from ", "start")):
        if words.startswith(prefix):
            return _open(prefix.strip(), getattr(span(words.removeprefix(prefix), named), side, None))
    for link in (", by ", " to ", " or ", "-"):
        first, _, last = words.partition(link)
        later = (span(last, named) or span(f"{last} {first}", named)) if last else None
        if later and (earlier := _sharing(first, last, named)):
            return Span(earlier.start, later.end)
    return None


def of_row(row: Mapping[Any, Any], years: list[int]) -> tuple[date, date, str]:
    """Give the days and the words of a row of a printed table: its period, date or year, or else the table's years."""
    if "period_start" in row:
        return row["period_start"], row["period_end"], str(row["period"])
    if "date" in row:
        return row["date"], row["date"], f"{row['date']:%Y-%m-%d}"
    first, last = (int(row["year"]), int(row["year"])) if "year" in row else years
    return date(first, 1, 1), date(last, 12, 31), "-".join(str(year) for year in dict.fromkeys((first, last)))


def _open(side: str, day: date | None) -> Span | None:
    if day is None:
        return None
    if side == "from":
        return Span(day, None)
    return Span(None, day - timedelta(1) if side == "before" else day)


def _sharing(first: str, last: str, named: Mapping[str, Span]) -> Span | None:
    """Read the first of two parts, which may leave month and year to the second: "20-24 January 1936"."""
    words = last.split()
    candidates = (first, *(" ".join([first, *words[from_:]]) for from_ in range(1, len(words))))
    return next((found for one in candidates if (found := span(one, named))), None)


def _by_rule(words: str) -> Span | None:
    """Read a decade, a year or two, and the parts of them that have a name."""
    if decade := re.fullmatch(r"(\d{4})s", words):
        return Span(date(int(decade[1]), 1, 1), date(int(decade[1]) + 9, 12, 31))
    match = re.fullmatch(r"(?:(.+) )?(\d{4})(/\d\d)?", re.sub(r"\b(early|late|mid|end of)-", r"\1 ", words))
    ends = (OF_TWO_YEARS if match[3] else PARTS_OF_YEARS).get(match[1] or "") if match else None
    if not match or not ends:
        return None
    (first, last), year = ends, int(match[2])
    later = year + bool(match[3])
    try:
        start = date(year, *first)
    except ValueError:  # 31 April
        return None
    return Span(start, date(later, last[0], min(last[1], monthrange(later, last[0])[1])))
