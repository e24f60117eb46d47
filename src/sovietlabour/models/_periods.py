"""First and last day of a period in words, at its widest: the rules of docs/coding.md, section 4."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_MONTH = "|".join(MONTHS)
_NUMBER = "|".join(NUMBERS)
PARTS_OF_YEARS: Mapping[str, tuple[int, int]] = {
    "early": (1, 6),
    "late": (7, 12),
    "mid": (4, 9),
    "end of": (10, 12),
    "first half of": (1, 6),
    "second half of": (7, 12),
    "first quarter of": (1, 3),
    "second quarter of": (4, 6),
    "third quarter of": (7, 9),
    "fourth quarter of": (10, 12),
}
"""First and last month of the parts of a year."""
SEASONS: Mapping[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 21)),
}
"""Calendar and astronomical season together, as month and day; winter has two years and its own rule."""
PARTS_OF_MONTHS: Mapping[str, tuple[int, int]] = {
    "early": (1, 15),
    "late": (16, 31),
    "mid": (6, 25),
    "end of": (21, 31),
}


@dataclass(frozen=True)
class Span:
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
    if found := _of_days(words) or _of_months(words) or _of_years(words):
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


def _of_days(words: str) -> Span | None:
    if match := re.fullmatch(rf"(\d\d?) ({_MONTH}) (\d{{4}})", words):
        year, month, number = int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])
        if not 1 <= number <= monthrange(year, month)[1]:
            return None
        return Span(date(year, month, number), date(year, month, number))
    if match := re.fullmatch(rf"(early|late|mid|end of)[ -]({_MONTH}) (\d{{4}})", words):
        year, month = int(match[3]), MONTHS.index(match[2]) + 1
        first, last = PARTS_OF_MONTHS[match[1]]
        return Span(date(year, month, first), date(year, month, min(last, monthrange(year, month)[1])))
    return None


def _of_months(words: str) -> Span | None:
    if match := re.fullmatch(rf"({_MONTH}) (\d{{4}})", words):
        return _months(int(match[2]), MONTHS.index(match[1]) + 1, MONTHS.index(match[1]) + 1)
    if match := re.fullmatch(rf"({'|'.join(PARTS_OF_YEARS)})[ -](\d{{4}})", words):
        return _months(int(match[2]), *PARTS_OF_YEARS[match[1]])
    if match := re.fullmatch(rf"(first|last) ({_NUMBER}) months of (\d{{4}})", words):
        count = NUMBERS.index(match[2]) + 1
        return _months(int(match[3]), *((1, count) if match[1] == "first" else (13 - count, 12)))
    return None


def _of_years(words: str) -> Span | None:
    if match := re.fullmatch(r"(\d{4})(s?)", words):
        return Span(date(int(match[1]), 1, 1), date(int(match[1]) + 9 * bool(match[2]), 12, 31))
    if match := re.fullmatch(r"(\d{4})/(\d\d)", words):  # an economic year
        return Span(date(int(match[1]), 10, 1), date(int(match[1]) + 1, 9, 30))
    if match := re.fullmatch(r"winter of (\d{4})/(\d\d)", words):
        return Span(date(int(match[1]), 12, 1), date(int(match[1]) + 1, 3, 21))
    if match := re.fullmatch(rf"({'|'.join(SEASONS)}) (\d{{4}})", words):
        first, last = (date(int(match[2]), *day) for day in SEASONS[match[1]])
        return Span(first, last)
    return None


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
