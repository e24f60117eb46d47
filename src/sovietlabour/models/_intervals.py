"""Between which bounds a stated number lies, and arithmetic that carries the bounds through.

An interval follows from the digits, the words and the precision of a number alone. A number in figures lies within half
a unit of its last digit; from a thousand on, of its last digit other than 0. Things that were counted, and printed to
the last one, are exact. "About" makes it a whole unit of the last digit other than 0 ("about 60" is 50 to 70). In words
a whole number lies within a half, one with a half within a quarter; about, or as a fraction ("a third"), within 15 per
cent of itself. A bound is open to one side, a range is what it says.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import inf, isfinite
from typing import NamedTuple

BY_WORD = 0.15
WHOLE = 1000
"""From here on the zeros at the end of a number are not taken as stated."""
_HAIR = 1e-9
"""Binary fractions of decimal bounds differ by less."""
REFERENCE = re.compile(r"\{([^{}]*)\}")


class Interval(NamedTuple):
    """All numbers from `low` to `high`."""

    low: float
    high: float

    def meets(self, other: "Interval") -> bool:
        """Say whether the two have numbers in common; one end in common is none, unless one is a single number."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        hair = _HAIR * max(abs(low), abs(high), 1.0) if isfinite(low) and isfinite(high) else 0.0
        return low <= high + hair if self.low == self.high or other.low == other.high else low < high - hair

    def combine(self, other: "Interval", operation: Callable[[float, float], float]) -> "Interval":
        """Give all results of an operation on a number of each."""
        results = [operation(left, right) for left in self for right in other]
        return Interval(min(results), max(results))


def last_digit(value: float, *, from_zeros: bool) -> float:
    """Give what the last digit of a number stands for; with `from_zeros`, its last one other than 0."""
    digits = Decimal(str(value)).normalize() if from_zeros or value != int(value) else Decimal(int(value))
    return float(Decimal(1).scaleb(int(digits.as_tuple().exponent)))


def of_cell(value: float, decimals: int | None, step: int | None) -> Interval:
    """Give the interval of a cell from the decimals that its column prints, or the step of its numbers."""
    unit = step or (10.0**-decimals if decimals is not None else last_digit(value, from_zeros=False))
    return Interval(value - unit / 2, value + unit / 2)


def of_statement(value: float, precision: str, *, in_words: bool, counted: bool) -> Interval:
    """Give the interval of a figure of the prose that is no range, from its digits and its precision."""
    if precision in ("at_least", "more_than"):
        return Interval(value, inf)
    if precision in ("at_most", "less_than"):
        return Interval(-inf, value)
    about = precision == "approximate"
    if in_words:
        width = BY_WORD * value if about else 0.5 if value == int(value) else 0.25
    else:
        unit = last_digit(value, from_zeros=about or value >= WHOLE)
        width = unit if about else 0.0 if counted and unit == 1 else unit / 2
    return Interval(value - width, value + width)


_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def reckon(formula: str, interval_of: Callable[[str], Interval]) -> Interval:
    """Reckon with intervals: numbers, ``+ - * /``, and references in braces.

    Raises
    ------
    ValueError
        If the formula is more than arithmetic, or divides by an interval that holds 0.
    LookupError
        If a reference leads nowhere; raised by `interval_of`.
    """
    named = [interval_of(reference) for reference in REFERENCE.findall(formula)]
    names = iter(f"_{number}" for number in range(len(named)))
    try:
        tree = ast.parse(REFERENCE.sub(lambda _: next(names), formula), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{formula!r} is no arithmetic: {error.msg}") from None
    return _reckon(tree, {f"_{number}": interval for number, interval in enumerate(named)})


def _reckon(node: ast.expr, named: dict[str, Interval]) -> Interval:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Interval(float(number), float(number))
        case ast.Name(id=name) if name in named:
            return named[name]
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            left, right = _reckon(node.left, named), _reckon(node.right, named)
            if isinstance(node.op, ast.Div) and right.low <= 0 <= right.high:
                raise ValueError("divides by an interval that holds 0")
            return left.combine(right, _OPERATIONS[type(node.op)])
        case _:
            raise ValueError("only numbers, references and + - * / are known")
