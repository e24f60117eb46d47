"""Other readings that the page allows: a table in one of them, a statistic in all of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import product
from typing import Any

from sovietlabour._catalog import entry
from sovietlabour._errors import ArgumentError, refused
from sovietlabour._frames import load_frame, rows
from sovietlabour._lazy import literals, pd
from sovietlabour._names import all_meant

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
        The statistic of the published table; None where it is missing.
    least, greatest : float or None
        Its least and greatest value; None where it gives no numbers.
    same : float
        Share of the combinations in which it is the same. All count alike, however likely they are.
    same_sign : float or None
        Share in which it has the same sign; None where the published one is no number.
    readings, of : int
        Combinations of readings gone through, and how many there are.
    least_from, greatest_from : tuple of str
        The fewest readings, other than the published ones, that gave the least and the greatest value.
    shares : dict
        Share of the combinations by what the statistic gives, the most frequent first.
    """

    published: Any
    least: float | None
    greatest: float | None
    same: float
    same_sign: float | None
    readings: int
    of: int
    least_from: tuple[str, ...]
    greatest_from: tuple[str, ...]
    shares: dict[Any, float] = field(repr=False, hash=False)

    def __str__(self) -> str:
        if self.of == 1:
            return f"published: {_shown(self.published)}; nothing to vary, the table has no other readings"
        parts = [f"published: {_shown(self.published)}"]
        extremes = {"least": (self.least, self.least_from), "greatest": (self.greatest, self.greatest_from)}
        for name, (value, readings) in extremes.items():
            if value is not None:
                parts.append(f"{name}: {_shown(value)} ({', '.join(readings) or 'as published'})")
        sign = "" if self.same_sign is None else f", the same sign in {self.same_sign:.1%}"
        of = f"all {self.of:,}" if self.of == self.readings else f"{self.readings:,} of {self.of:,}"
        return f"{'; '.join(parts)}; the same in {self.same:.1%}{sign} of {of} readings"

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(part)}</p>" for part in str(self).split("; "))


def _shown(value: Any) -> str:
    return "missing" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def robustness(
    name: "literals.TableName",
    statistic: "Callable[[pd.DataFrame], Any]",
    *,
    groups: Iterable[str] | None = None,
    seed: int = 0,
) -> Robustness:
    """Ask whether a result survives every reading that the page allows.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`; readings are of the cells of the book's tables, and of a few figures.
    statistic
        Function of the table's frame; it gives a number, or anything else that can be compared.
    groups
        Groups of `alternative_readings` to vary; None varies all of the table.
    seed
        Of the sample of 10,000 that is drawn where there are more combinations. Combinations that change one cell twice
        contradict themselves and are left out.

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
    >>> found = robustness("women_share_1929_35", rise)
    >>> found.published, found.least, found.greatest, found.same, found.readings
    (12.4, 12.4, 12.4, 1.0, 1250)
    """
    if not callable(statistic):
        raise refused("statistic", "a function of the table's frame", statistic)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise refused("seed", "a whole number, not below 0", seed)
    frame = load_frame(name, "keep")
    frame.attrs = {}  # pandas copies them deeply, ten thousand times
    by_group: dict[str, list[tuple[str, Cells]]] = {}
    for reading, cells in _readings(name, frame).items():
        by_group.setdefault(_group(reading), []).append((reading, cells))
    if groups is not None:
        wanted = all_meant("group of readings", groups, by_group, f"load_table({TABLE!r}) has those of {name}")
        by_group = {group: by_group[group] for group in wanted}
    combinations = [one for one in product(*by_group.values()) if _is_possible(one)]
    found: list[tuple[Any, tuple[str, ...]]] = []
    for combination in _chosen(combinations, seed):
        changed: Cells = {cell: number for _, of_reading in combination for cell, number in of_reading.items()}
        names = tuple(reading for reading, of_reading in combination if of_reading)
        try:
            value = statistic(with_cells(frame, changed))
        except Exception as error:
            error.add_note(f"in the reading {', '.join(names) or 'that is published'} of {name}")
            raise
        try:
            hash(value)
        except TypeError:
            raise ArgumentError(f"statistic must give one value; found {type(value).__name__}") from None
        found.append((_plain(value), names))
    return _summary(found, len(combinations))


Combination = tuple[tuple[str, Cells], ...]


def _is_possible(combination: Combination) -> bool:
    cells = [cell for _, of_reading in combination for cell in of_reading]
    return len(set(cells)) == len(cells)


def _chosen(combinations: list[Combination], seed: int) -> list[Combination]:
    """Give all combinations, or those with one change at most and others at random."""
    if len(combinations) <= MOST:
        return combinations
    import numpy as np

    few = [one for one in combinations if sum(bool(of_reading) for _, of_reading in one) <= 1]
    many = [one for one in combinations if sum(bool(of_reading) for _, of_reading in one) > 1]
    drawn = np.random.default_rng(seed).choice(len(many), MOST - len(few), replace=False)
    return few + [many[number] for number in sorted(drawn)]


def _plain(value: Any) -> Any:
    """Give a value as it is compared: a missing one as None, a number without the noise of its last digits."""
    from numbers import Real

    import numpy as np

    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if pd.isna(value):
        return None
    return round(float(f"{float(value):.12g}"), 9) if isinstance(value, Real) else value


def _summary(found: list[tuple[Any, tuple[str, ...]]], of: int) -> Robustness:
    published, size = found[0][0], len(found)
    numbers = [(value, names) for value, names in found if isinstance(value, float)]
    # The same extreme from fewer changes says more.
    least = min(numbers, key=lambda one: (one[0], len(one[1])), default=(None, ()))
    greatest = max(numbers, key=lambda one: (one[0], -len(one[1])), default=(None, ()))
    sign = None
    if isinstance(published, float):
        sign = sum((value > 0, value < 0) == (published > 0, published < 0) for value, _ in numbers) / size
    shares = {value: count / size for value, count in Counter(value for value, _ in found).most_common()}
    same = shares[published]
    return Robustness(published, least[0], greatest[0], same, sign, size, of, least[1], greatest[1], shares)


def in_reading(name: str, frame: "pd.DataFrame", readings: Iterable[str] | str) -> "pd.DataFrame":
    """Give a table in other readings than the published ones.

    Raises
    ------
    ArgumentError
        If the table has no such reading, two readings are of one group, or two change one cell.
    """
    known = _readings(name, frame)
    wanted = all_meant("reading", readings, known, f"load_table({TABLE!r}) has those of {name}")
    groups = [_group(reading) for reading in wanted]
    combination = tuple((reading, known[reading]) for reading in wanted)
    if len(set(groups)) < len(groups) or not _is_possible(combination):
        raise ArgumentError(f"{', '.join(wanted)}: two readings of one group, or of one cell, contradict each other")
    made = with_cells(frame, {cell: number for _, cells in combination for cell, number in cells.items()})
    made.attrs = frame.attrs | {"reading": wanted}
    return made


def _group(reading: str) -> str:
    return reading.partition(":")[0]


def _readings(name: str, frame: "pd.DataFrame") -> dict[str, Cells]:
    """Give the cells that each reading changes; the published ones change none."""
    listed = rows(TABLE, "table", name)
    if not listed:
        return {}
    named = frame[entry(name)["keys"]].astype("str").agg(" | ".join, axis=1)
    position = {key: place for place, key in enumerate(named)}
    known: dict[str, Cells] = {}
    for one in listed:
        cells = known.setdefault(one["reading"], {})
        if not one["reading"].endswith(":1"):
            cells[position[one["row"]], one["column"]] = float("nan") if one["value"] is None else one["value"]
    return known


def with_cells(frame: "pd.DataFrame", cells: Cells) -> "pd.DataFrame":
    """Give a frame with other numbers in some cells."""
    columns = {column: frame[column].to_numpy(copy=True) for column in dict.fromkeys(c for _, c in cells)}
    for (row, column), value in cells.items():
        columns[column][row] = value
    return frame.assign(**columns)
