"""What the codes of the tables mean: ``codes.csv`` has every code of every closed list, and no other."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from sovietlabour._names import no_such, spelling
from sovietlabour._vocabulary import STATUSES
from sovietlabour.models._cells import BuiltTable
from sovietlabour.pipeline.files import read_csv

CODES = "codes.csv"
Codes = dict[str, dict[str, str]]
"""Meaning of each code, by list."""
AlsoCalled = dict[str, dict[str, list[str]]]
"""Other names of each code, by list; of those that have any."""
Places = dict[tuple[str, str], str]
"""File and line where a code of a list stands."""


def read_codes(path: Path, problems: list[str]) -> tuple[Codes, AlsoCalled, Places]:
    """Read all meanings and other names; a code without a meaning is a problem, and a name of two codes of a list."""
    codes: Codes = {}
    also_called: AlsoCalled = {}
    places: Places = {}
    named: Places = {}
    for place, row in read_csv(path, ("list", "code", "meaning", "also_called"), problems):
        of, code, meaning, others = row.values()
        if not (of and code and meaning):
            problems.append(f"{place}: expected a list, a code and its meaning; found {row}")
        names = others.split("; ") if others else []
        for name in (code, *names):
            if (of, spelling(name)) in named:
                problems.append(f"{place}: {name!r} of {of} stands already in {named[of, spelling(name)]}")
            named[of, spelling(name)] = place
        places[of, code] = place
        codes.setdefault(of, {})[code] = meaning
        if names:
            also_called.setdefault(of, {})[code] = names
    return codes, also_called, places


def list_of(codes: Codes, table: BuiltTable, column: str) -> str | None:
    """Name the list of a column that holds codes: by its table too, unless columns of that name share one list."""
    says = table.model.says()[column]
    closed = isinstance(table.frame[column].dtype, pd.CategoricalDtype) and not says["refers_to"]
    own = f"{table.name}.{column}"
    return (own if own in codes else column) if (closed if says["coded"] is None else says["coded"]) else None


def values_of(table: BuiltTable, column: str) -> list[str]:
    """Give the values that a column has, each of several in one cell; of a closed list all that it can have."""
    values = table.frame[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return list(values.cat.categories)
    several = table.model.says()[column]["several"]
    text = values.dropna().astype("str")
    return list((text.str.split("; ").explode() if several else text).unique())


def code_problems(codes: Codes, places: Places, tables: Iterable[BuiltTable], *, everything: bool) -> list[str]:
    """Find codes without a meaning and, among all tables, meanings without a code."""
    columns = [(table, str(column)) for table in tables for column in table.frame]
    used = {
        (of, code): f"{table.name}, {column}"
        for table, column in columns
        if (of := list_of(codes, table, column))
        for code in values_of(table, column)
    } | {("status", status): "provenance, status" for status in STATUSES}
    lost = [
        f"{where}: {no_such(f'code in {of}', code, list(codes.get(of, {})), f'{CODES} has none like it')}"
        for (of, code), where in used.items()
        if (of, code) not in places
    ]
    idle = {one: place for one, place in places.items() if everything and one not in used}
    return lost + [f"{place}: no column has the code {code!r} of {of}" for (of, code), place in idle.items()]
