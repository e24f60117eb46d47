"""Other readings that the page allows: a table in one of them, a statistic in all of them."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, Any

from sovietlabour._catalog import entry
from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame
from sovietlabour._names import no_such

if TYPE_CHECKING:
    import pandas as pd

    from sovietlabour._literals import TableName

TABLE = "alternative_readings"
MOST = 10_000
"""Combinations up to which all are gone through."""
Cells = dict[tuple[int, str], float]
"""Numbers by position of the row, and column."""


@dataclass(frozen=True)
class Robustness:
    """What a statistic gives in every reading that the page allows; printing it gives a sentence.

    Attributes
    ----------
    published : Any
        The statistic of the published table.
    least, greatest : float or None
        Its least and greatest value; None where it gives no numbers.
    same : float
        Share of the combinations in which it has the sign of the published one, or is the same if it is no number.
    readings : int
        Combinations of readings gone through.
    exact : bool
        Whether these are all; else they are a sample.
    least_from, greatest_from : tuple of str
        The readings that give the least and the greatest value, other than the published ones.
    shares : dict
        Share of the combinations by what the statistic gives, the most frequent first.
    """

    published: Any
    least: float | None
    greatest: float | None
    same: float
    readings: int
    exact: bool
    least_from: tuple[str, ...]
    greatest_from: tuple[str, ...]
    shares: dict[Any, float] = field(repr=False)

    def __str__(self) -> str:
        of = f"all {self.readings:,}" if self.exact else f"a sample of {self.readings:,}"
        parts = [f"published: {_shown(self.published)}"]
        for name, value, readings in (
            ("least", self.least, self.least_from),
            ("greatest", self.greatest, self.greatest_from),
        ):
            if value is not None:
                parts.append(f"{name}: {_shown(value)} ({', '.join(readings) or 'as published'})")
        return f"{'; '.join(parts)}; the same in {self.same:.1%} of {of} readings"


def _shown(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def robustness(
    name: "TableName", statistic: "Callable[[pd.DataFrame], Any]", *, groups: Iterable[str] | None = None, seed: int = 0
) -> Robustness:
    """Ask whether a result survives every reading that the page allows.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`.
    statistic
        Function of the table's frame; it gives a number, or anything else that can be compared.
    groups
        Groups of `alternative_readings` to vary; None varies all of the table.
    seed
        Of the sample that is drawn where there are more than 10,000 combinations. Combinations that change one cell
        twice contradict themselves and are left out.

    Returns
    -------
    Robustness
        Published, least and greatest value, the share of readings that agree, and the readings responsible.

    Raises
    ------
    UnknownTableError, DataIntegrityError
        As in `load_table`.
    ArgumentError
        If there is no such group of readings of the table, or the statistic gives more than one value.

    Examples
    --------
    >>> def rise(table):
    ...     women = table[table["industry"] == "Construction"]["women_percent"].dropna()
    ...     return women.iloc[-1] - women.iloc[0]
    >>> print(robustness("women_share_1929_35", rise))
    published: 12.4; least: 12.4 (as published); greatest: 12.4 (as published); the same in 100.0% of all 1,250 readings
    """
    frame = load_frame(name, "keep")
    frame.attrs = {}  # pandas copies them deeply, ten thousand times
    by_group: dict[str, list[tuple[str, Cells]]] = {}
    for reading, cells in _readings(name, frame).items():
        by_group.setdefault(reading.partition(":")[0], []).append((reading, cells))
    if groups is not None:
        wanted = [groups] if isinstance(groups, str) else list(groups)
        for group in wanted:
            if group not in by_group:
                raise ArgumentError(
                    no_such("group of readings", group, list(by_group), f"load_table({TABLE!r}) has all")
                )
        by_group = {group: by_group[group] for group in wanted}
    choices = [by_group[group] for group in by_group]
    exact = prod(map(len, choices)) <= MOST
    found: list[tuple[Any, tuple[str, ...]]] = []
    for combination in product(*choices) if exact else _sample(choices, seed):
        changed: Cells = {cell: number for _, of_reading in combination for cell, number in of_reading.items()}
        if len(changed) < sum(len(of_reading) for _, of_reading in combination):
            continue
        names = tuple(reading for reading, of_reading in combination if of_reading)
        try:
            value = statistic(_changed(frame, changed))
        except Exception as error:
            error.add_note(f"in the reading {', '.join(names) or 'as published'} of {name}")
            raise
        if not isinstance(value, Hashable):
            raise ArgumentError(f"statistic must give one value; found {type(value).__name__}")
        found.append((value, names))
    return _summary(found, exact=exact)


def _sample(choices: list[list[tuple[str, Cells]]], seed: int) -> Iterator[tuple[tuple[str, Cells], ...]]:
    """Give the published combination, each single change of it, and combinations at random."""
    import numpy as np

    draw: np.random.Generator = np.random.default_rng(seed)
    published = tuple(of_group[0] for of_group in choices)
    single = (
        (*published[:place], reading, *published[place + 1 :])
        for place, of_group in enumerate(choices)
        for reading in of_group[1:]
    )
    given = [published, *single]
    yield from given
    for numbers in islice(zip(*(draw.integers(len(c), size=MOST) for c in choices), strict=True), MOST - len(given)):
        yield tuple(of_group[number] for of_group, number in zip(choices, numbers, strict=True))


def _summary(found: list[tuple[Any, tuple[str, ...]]], *, exact: bool) -> Robustness:
    from collections import Counter
    from numbers import Real

    import numpy as np
    import pandas as pd

    published = found[0][0]
    found = [("missing" if pd.isna(value) else value, names) for value, names in found]
    counts = Counter(value for value, _ in found)
    # The same extreme from fewer changes says more.
    numbers = sorted(
        ((float(value), names) for value, names in found if isinstance(value, Real)), key=lambda one: len(one[1])
    )
    signs = [np.sign(float(value)) if isinstance(value, Real) else value for value, _ in found]
    least = min(numbers, key=lambda one: one[0], default=(None, ()))
    greatest = max(numbers, key=lambda one: one[0], default=(None, ()))
    return Robustness(
        published=published,
        least=least[0],
        greatest=greatest[0],
        same=float(np.mean([sign == signs[0] for sign in signs])),
        readings=len(found),
        exact=exact,
        least_from=least[1],
        greatest_from=greatest[1],
        shares={value: count / len(found) for value, count in counts.most_common()},
    )


def in_reading(name: str, frame: "pd.DataFrame", readings: Iterable[str] | str) -> "pd.DataFrame":
    """Give a table in other readings than the published ones.

    Raises
    ------
    ArgumentError
        If the table has no such reading, or two readings change one cell.
    """
    known = _readings(name, frame)
    wanted = [readings] if isinstance(readings, str) else list(readings)
    changed: Cells = {}
    for reading in wanted:
        if reading not in known:
            raise ArgumentError(no_such(f"reading of {name}", reading, list(known), f"load_table({TABLE!r}) has all"))
        twice = changed.keys() & known[reading].keys()
        if twice:
            raise ArgumentError(f"readings {', '.join(wanted)}: two of them change {', '.join(c for _, c in twice)}")
        changed |= known[reading]
    made = _changed(frame, changed)
    made.attrs = frame.attrs | {"reading": wanted}
    return made


def _readings(name: str, frame: "pd.DataFrame") -> dict[str, Cells]:
    """Give the cells that each reading changes; the published ones change none."""
    listed = load_frame(TABLE, "keep")
    listed = listed[listed["table"] == name]
    if listed.empty:
        return {}
    named = frame[entry(name)["keys"]].astype("str").agg(" | ".join, axis=1)
    position = {key: place for place, key in enumerate(named)}
    known: dict[str, Cells] = {}
    for reading, row, column, value in zip(*(listed[c] for c in ("reading", "row", "column", "value")), strict=True):
        cells = known.setdefault(reading, {})
        if not reading.endswith(":1"):
            cells[position[row], column] = value
    return known


def _changed(frame: "pd.DataFrame", cells: Cells) -> "pd.DataFrame":
    columns = {column: frame[column].to_numpy(copy=True) for column in dict.fromkeys(c for _, c in cells)}
    for (row, column), value in cells.items():
        columns[column][row] = value
    return frame.assign(**columns)
