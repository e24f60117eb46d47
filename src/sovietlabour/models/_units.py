"""From the unit in which a number is stated to that of its indicator."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import inf, isnan
from operator import mul
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sovietlabour.models._intervals import Interval, reckon

SIZES: Sequence[Mapping[str, float]] = (
    {"number": 1, "persons": 1, "units": 1, "pairs": 1, "thousand units": 1000, "million pairs": 10**6},
    {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080},
    {"months": 1, "years": 12},
    {"kopeks": 1, "rubles": 100, "million rubles of 1926/27": 10**8, "billion rubles, 1926/27 prices": 10**11},
    {"per cent": 1, "ratio": 100},
    {"tons": 1, "million metric tons": 10**6},
    {"metres": 1, "million metres": 10**6, "billion metres": 10**9},
)
"""Units of one kind and their sizes, exact by definition; of a count, the indicator says what is counted."""
ON_AVERAGE: Mapping[str, float] = {"days": 1, "weeks": 7, "months": 30.4375, "years": 365.25}
"""Days of spans of time that differ; what is converted by it is approximate."""
AS_INDICATOR = "the unit of the indicator"
TINY = 1e-9
"""Stands for an open lower bound of a quantity that cannot be negative, so that one can divide by it."""
TRANSFORMS: Mapping[str, tuple[Callable[[float], float], str | None]] = {
    "negative": (lambda x: -x, None),
    "complement": (lambda x: 100 - x, None),
    "plus_100": (lambda x: x + 100, None),
    "times_100": (lambda x: 100 * x, "per cent"),
    "minus_1_times_100": (lambda x: 100 * (x - 1), "per cent"),
    "reciprocal": (lambda x: 1 / x, None),
    "part_of_sum": (lambda x: x / (x + 1), None),
    "halved": (lambda x: x / 2, AS_INDICATOR),
    "working_weeks": (lambda x: 6 * x, AS_INDICATOR),
    "five_day_weeks": (lambda x: 5 * x, AS_INDICATOR),
    "as_stated": (lambda x: x, AS_INDICATOR),
}
"""What makes a stated number that of its indicator, beyond a change of unit, and its unit then; None keeps it."""
OPPOSITE = {"at_least": "at_most", "more_than": "less_than", "at_most": "at_least", "less_than": "more_than"}
"""What a bound becomes where its number turns round."""


class Amount(NamedTuple):
    """A number with its bounds and how exactly it is stated."""

    value: float
    lower: float
    upper: float
    precision: str

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> "Amount":
        """Make the amount of a row with value, low, high and precision."""
        value, precision = _number(row["value"]), str(row["precision"])
        if precision == "range":
            return cls(np.nan, _number(row["low"]), _number(row["high"]), precision)
        lower = np.nan if precision in ("at_most", "less_than") else value
        upper = np.nan if precision in ("at_least", "more_than") else value
        return cls(value, lower, upper, precision)

    def made(self, function: Callable[[float], float]) -> "Amount":
        """Apply a function that only rises or only falls; where it falls, the bounds change places."""
        value, lower, upper = (round(function(number), 6) for number in (self.value, self.lower, self.upper))
        if function(2) > function(1):
            return Amount(value, lower, upper, self.precision)
        return Amount(value, upper, lower, OPPOSITE.get(self.precision, self.precision))


def in_unit(amount: Amount, stated: str, unit: str, transform: str | None) -> Amount:
    """Bring an amount into a unit.

    Raises
    ------
    ValueError
        If nothing leads from the stated unit to the other.
    """
    if transform:
        if transform not in TRANSFORMS:
            raise ValueError(f"transform must be one of {', '.join(TRANSFORMS)}; found {transform!r}")
        function, then = TRANSFORMS[transform]
        amount, stated = amount.made(function), unit if then == AS_INDICATOR else then or stated
    if stated == unit:
        return amount
    for sizes in (*SIZES, ON_AVERAGE):
        if stated in sizes and unit in sizes:
            made = amount.made(partial(mul, sizes[stated] / sizes[unit]))
            about = sizes is ON_AVERAGE and made.precision == "exact"
            return made._replace(precision="approximate") if about else made
    raise ValueError(f"expected a number in {unit}; found one in {stated}")


def following(formula: str, amounts: Mapping[str, Amount]) -> Amount:
    """Reckon what follows from other indicators by definition, to one decimal; bounds go along.

    Raises
    ------
    ValueError
        If the formula is no arithmetic, or divides by 0.
    """

    def within(code: str) -> Interval:
        lower, upper = amounts[code].lower, amounts[code].upper
        return Interval(TINY if isnan(lower) else lower, inf if isnan(upper) else upper)

    def one(code: str) -> Interval:
        return Interval(amounts[code].value, amounts[code].value)

    lower, upper = (round(end, 1) if TINY < end < 1 / TINY else np.nan for end in reckon(formula, within))
    if isnan(lower) or isnan(upper):
        return Amount(round(reckon(formula, one).low, 1), lower, upper, "at_most" if isnan(lower) else "at_least")
    return Amount(lower, lower, upper, "approximate") if lower == upper else Amount(np.nan, lower, upper, "range")


def _number(value: Any) -> float:
    return float(value) if pd.notna(value) else np.nan
