"""What else the page allows where place or digits of a number are in doubt."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, combinations, pairwise
from math import comb, inf, log
from statistics import NormalDist, fmean
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._frames import records
from sovietlabour._readings import with_cells
from sovietlabour._vocabulary import UNCERTAIN
from sovietlabour.models import _columns as columns
from sovietlabour.models import checks as statements
from sovietlabour.models._cells import BuiltTable, Cell, Tables, cell_of, made_of
from sovietlabour.models._intervals import REFERENCE
from sovietlabour.models._model import TIMES, TableModel

KINDS = ("placement", "pairing", "digit")
SCALES = ("score", "score_untransformed")
ENOUGH = 5
"""Steps from which on those between the same two times tell what is usual."""
MANY = 1_000
"""Placements of a line or list that are still tried."""
Numbers = dict[tuple[str, str], float]
"""Numbers of a reading by row and column; NaN is a blank."""


class AlternativeReadings(TableModel, keys=["reading", "table", "row", "column"]):
    """Alternative readings: what else the page allows where the place or a digit of a number is in doubt.

    One row per reading and cell whose number it changes; the published reading has all cells of its group.

    Cells that can only move together are a group, and one reading of each group is published. Placements put the values
    of a short line, pairings those of a list, into the cells in every way that keeps their order, the decimals of each
    column and what the table says of itself (months are 1200 / turnover); docs/doubt.md tells how they are scored.
    """

    group: Series[str] = columns.attribute("Cells that move together.")
    reading: Series[str] = columns.attribute("Name of the reading: its group and a number; 1 is published.")
    kind: columns.Category = columns.one_of(KINDS, "What it changes.")
    table: Series[str] = columns.attribute("Table of the cell.")
    row: Series[str] = columns.attribute("Its row, by the keys of the table.")
    column: Series[str] = columns.attribute("Its column.")
    value: Series[np.float64] = columns.optional("Number that it has in this reading; missing is blank.")
    score: Series[np.float64] = columns.optional(
        "How usual the steps in time are that the reading implies, on a log scale, or for shares in log-odds."
    )
    score_untransformed: Series[np.float64] = columns.optional("The same of the numbers themselves.")
    agrees_with: Series[str] = columns.several("Lines of the text whose statements it bears out")
    contradicts: Series[str] = columns.several("Lines of the text whose statements it contradicts")
    argument: Series[str] = columns.optional(
        "What speaks for and against, in our words: of the published readings all that the ledger says."
    )


def tidy(raw: pd.DataFrame, tables: Tables, prose_figures: BuiltTable, checks: BuiltTable) -> pd.DataFrame:
    """Find every reading of each group.

    Raises
    ------
    BuildError
        If a group names no line or cell, or the published reading is not among those that the page allows.
    """
    known = {**tables, "prose_figures": prose_figures}
    groups = raw.groupby(raw["reading"].str.partition(":")[0], sort=False)
    made = made_of(
        groups,
        lambda group: list(_readings(str(group[0]), records(group[1]), known, checks)),
        lambda group: f"alternative_readings[{group[0]}]",
    )
    return pd.DataFrame(chain.from_iterable(made)).astype({"value": "float64"})


def _readings(group: str, entries: list[dict[Any, Any]], known: Tables, checks: BuiltTable) -> Iterator[dict[Any, Any]]:
    """Give the rows of all readings of a group."""
    first = entries[0]
    if first["table"] not in known:
        raise LookupError(f"there is no table {first['table']!r}")
    table = known[first["table"]]
    published: Numbers = {}
    for number, reading in enumerate(_typed(entries, known) if first["value"] else _enumerated(table, first), start=1):
        cells = reading.pop("numbers")
        reading |= _lines(table.name, cells, known, checks) | {"group": group, "reading": f"{group}:{number}"}
        if number == 1:
            published = cells
            arguments = dict.fromkeys(table.cells[place]["evidence"] for place in cells)
            reading["argument"] = " ".join(filter(None, arguments))
        else:
            cells = _changed_cells(cells, published)
        yield from (first | reading | {"row": row, "column": name, "value": n} for (row, name), n in cells.items())


def _typed(entries: list[dict[Any, Any]], tables: Tables) -> Iterator[dict[Any, Any]]:
    """Give the published numbers, and each other reading that is argued."""
    cells = {(one["row"], one["column"]): cell_of(tables, one["table"], one["row"], one["column"]) for one in entries}
    published: Numbers = {place: cell["value"] for place, cell in cells.items()}
    yield {"numbers": published}
    for reading in dict.fromkeys(one["reading"] for one in entries):
        of_it = [one for one in entries if one["reading"] == reading]
        changed: Numbers = {(one["row"], one["column"]): float(one["value"]) for one in of_it}
        yield {"numbers": published | changed, "argument": of_it[0]["argument"]}


def _enumerated(table: BuiltTable, group: Mapping[Any, Any]) -> list[dict[Any, Any]]:
    """Put the values of a line, or of a list, into its cells in every way that the page allows; the best first."""
    names = [name for name in table.facts["values"] if name in table.judged]
    scope = [
        (position, name)
        for position, row in enumerate(table.raw.rows)
        if group["line"] in ("", row["line"])
        for name in names
    ]
    if not scope:
        raise LookupError(f"{table.name} has no line {group['line']}")
    cells: Any = table.judged.at
    values = [cell for position, name in scope if (cell := cells[position, name]).text is not None]
    if (ways := comb(len(scope), len(values))) > MANY:
        raise LookupError(f"{table.name} has {ways} ways to place its values, too many to try: name a line, or a value")
    places = _places(table, scope)
    scores = _scorer(table, places)
    found: list[dict[str, Any]] = []
    for chosen in combinations(scope, len(values)):
        placed = dict(zip(chosen, values, strict=True))
        numbers = _placed(table, places, placed)
        if numbers is not None:
            changed = {(table.cells[place]["row"], place[1]): number for place, number in numbers.items()}
            frame = with_cells(table.frame, changed)
            if table.model.holds(frame):
                found.append({"numbers": numbers} | scores(frame))
    published = {place: table.cells[place]["value"] for place in places}
    # The published one first, then from the most to the least usual; those that cannot be scored last.
    found.sort(
        key=lambda one: (bool(_changed_cells(one["numbers"], published)), -np.nan_to_num(one["score"], nan=-inf))
    )
    if not found or _changed_cells(found[0]["numbers"], published):
        raise LookupError(f"the published reading of line {group['line']} is none that the page allows")
    return found


def _changed_cells(numbers: Numbers, published: Numbers) -> Numbers:
    """Give the cells that a reading changes."""
    return {place: n for place, n in numbers.items() if not np.array_equal(n, published[place], equal_nan=True)}


Scope = list[tuple[int, str]]
Places = dict[tuple[str, str], tuple[tuple[int, str], bool]]
"""For each published cell the raw cell that it comes from, and whether it is the upper end of its range."""


def _places(table: BuiltTable, scope: Scope) -> Places:
    """Find where the table puts raw cells, by putting numbers there and looking where they come out."""
    marked: Any = table.judged.copy()
    for number, (position, name) in enumerate(scope):
        marked.at[position, name] = Cell("", None, None, f"{number}", f"{number}")
    tidy = table.tidy(marked)
    keys = list(table.model.row_keys(tidy))
    declared = table.model.says()
    return {
        (keys[row], name): (scope[int(cell.status)], bool(declared[name]["upper_end_of"]))
        for name in table.model.units()
        for row, cell in enumerate(tidy[name])
        if cell.status.isdigit()
    }


def _placed(table: BuiltTable, places: Places, placed: Mapping[tuple[int, str], Cell]) -> Numbers | None:
    """Give the number of each cell once values are placed; None where one has not the decimals of its column."""
    declared = table.model.says()
    numbers: Numbers = {}
    for (row, name), (raw, upper) in places.items():
        cell = placed.get(raw)
        if cell is None:
            numbers[row, name] = np.nan
            continue
        end = cell.high() if upper else cell.low()
        if end.wrong_format(declared[name]):
            return None
        numbers[row, name] = float(end.text or "nan")
    return numbers


def _scorer(table: BuiltTable, places: Places) -> Callable[[pd.DataFrame], dict[str, float]]:
    """Give what says how usual the steps in time are that touch the cells, in the scale of the numbers and as such."""
    *others, time = table.model.keys()
    if time not in TIMES:
        return lambda frame: dict.fromkeys(SCALES, np.nan)
    rows = table.frame.assign(all="", position=range(len(table.frame)))
    wide = rows.pivot(index=["all", *others], columns=time, values="position")
    series, groups = wide.to_numpy(), np.array([str(key[:-1]) for key in wide.index])
    names = dict.fromkeys(name for _, name in places)
    touched, unsure = ({name: np.zeros(len(rows), bool) for name in names} for _ in range(2))
    for (key, name), cell in table.cells.items():
        if name in names:
            touched[name][cell["row"]] = (key, name) in places
            unsure[name][cell["row"]] = cell["status"] in UNCERTAIN

    def log_odds(percent: Any) -> Any:
        return np.log(percent / (100 - percent))

    def scores(frame: pd.DataFrame) -> dict[str, float]:
        likely: dict[str, list[float]] = {name: [] for name in SCALES}
        for column in names:
            numbers = frame[column].to_numpy("float64")
            certain = np.where(unsure[column], np.nan, numbers)
            share = str(table.model.says()[column]["indicator"]).endswith("_share")
            for name, scale in zip(SCALES, (log_odds if share else np.log, np.asarray), strict=True):
                values = scale(numbers[series]), scale(certain[series])
                likely[name] += _likelihoods(*values, touched[column][series], groups)
        return {name: round(fmean(found), 3) if found else np.nan for name, found in likely.items()}

    return scores


def _likelihoods(series: Any, certain: Any, touched: Any, groups: Any) -> Iterator[float]:
    """Give the log density of each step that touches a cell in question, among the certain steps of its group."""
    for values, marks, group in zip(series, touched, groups, strict=True):
        alike = certain[groups == group]
        for one, two in pairwise(np.flatnonzero(~np.isnan(values))):
            usual = alike[:, two] - alike[:, one]
            if np.count_nonzero(~np.isnan(usual)) < ENOUGH:
                usual = np.diff(alike, axis=1)
            known = usual[~np.isnan(usual)]
            if (marks[one] or marks[two]) and len(known) >= ENOUGH:
                yield log(NormalDist.from_samples(known.tolist()).pdf(values[two] - values[one]))


def _lines(table: str, numbers: Numbers, tables: Tables, checks: BuiltTable) -> dict[str, str]:
    """Say which statements of the text the numbers of a reading bear out, and which they contradict."""
    instead = {statements.SEPARATOR.join((table, *place)): number for place, number in numbers.items()}
    instead |= {row: number for (row, _), number in numbers.items() if table == "prose_figures"}
    figures = tables["prose_figures"].by_key
    interval_of = statements.lookup(tables, figures, instead)
    says: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for row in checks.raw.rows:
        references = REFERENCE.findall(row["formula"] + row["low"] + row["high"])
        if row["relation"] not in statements.COMPARED or instead.keys().isdisjoint([*references, row["figure"]]):
            continue
        try:
            made = statements.compare(row, figures, interval_of)
        except LookupError:  # the reading leaves a cell blank that the statement speaks of
            continue
        says[statements.meets(made)][str(made["line"])] = None
    return {"agrees_with": "; ".join(says[True]), "contradicts": "; ".join(says[False])}
