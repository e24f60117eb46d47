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
Lines = dict[tuple[str, str], int]
"""Line of the file on which a code of a list stands."""


def read_codes(path: Path, problems: list[str]) -> tuple[Codes, AlsoCalled, Lines]:
    """Read all meanings and other names; a code without a meaning is a problem, and a name of two codes of a list."""
    codes: Codes = {}
    also_called: AlsoCalled = {}
    lines: Lines = {}
    named: Lines = {}
    for number, row in read_csv(path, ("list", "code", "meaning", "also_called"), problems):
        of, code, meaning, others = row.values()
        if not (of and code and meaning):
            problems.append(f"{path.name}:{number}: expected a list, a code and its meaning; found {row}")
        names = others.split("; ") if others else []
        for name in (code, *names):
            if (of, spelling(name)) in named:
                line = named[of, spelling(name)]
                problems.append(f"{path.name}:{number}: {name!r} of {of} stands already on line {line}")
            named[of, spelling(name)] = number
        lines[of, code] = number
        codes.setdefault(of, {})[code] = meaning
        if names:
            also_called.setdefault(of, {})[code] = names
    return codes, also_called, lines


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


def code_problems(codes: Codes, lines: Lines, tables: Iterable[BuiltTable], *, everything: bool) -> list[str]:
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
        if (of, code) not in lines
    ]
    idle = {one: line for one, line in lines.items() if everything and one not in used}
    return lost + [f"{CODES}:{line}: no column has the code {code!r} of {of}" for (of, code), line in idle.items()]
