"""The build in the order it happens; all problems of all tables are collected and reported together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors

from sovietlabour._errors import BuildError
from sovietlabour.models import MEASURED, Table, declared_tables
from sovietlabour.models._cells import BuiltTable, Cell
from sovietlabour.models._model import TableModel
from sovietlabour.pipeline.codes import CODES, AlsoCalled, Codes, code_problems, read_codes, values_of
from sovietlabour.pipeline.files import CURATED, RAW, TEXT, read_toml
from sovietlabour.pipeline.judge import judge
from sovietlabour.pipeline.ledger import Ledger, read_ledger
from sovietlabour.pipeline.pages import PageMap
from sovietlabour.pipeline.raw import LINE, RawTable, read_raw

PAGES = "pages"
NO_TABLES = {"ledger", "book", "codes", "coordinates"}
"""Curated files that are no tables of their own."""
SOURCE: dict[str, Any] = dict.fromkeys(("type", "title", "subtitle?", "publisher", "place", "isbn", "rights"), TEXT)
SOURCE |= {"author": [{"family": TEXT, "given": TEXT}], "year": range(1900, 2000)}
LOST = {"label": TEXT, "line": LINE, "subject": TEXT, "reason": TEXT}
BOOK = {"sources": {"filtzer1986": SOURCE}, "lost": [LOST], "ledger_lines": range(1, 100_000)}
"""What ``book.toml`` says (see `misfits`)."""


@dataclass(frozen=True)
class Built:
    """All there is to publish."""

    tables: dict[str, BuiltTable]
    """In the order in which they are shown."""
    ledger: Ledger
    pages: PageMap
    codes: Codes
    also_called: AlsoCalled
    sources: dict[str, Any]
    lost: list[dict[str, Any]]


def build_tables(data: Path, only: Iterable[str] | None = None) -> Built:
    """Read, judge, reshape and validate the tables.

    Parameters
    ----------
    data
        The folder ``data``.
    only
        Names of tables; they and what they need are built, and no other is looked at. None builds all.

    Raises
    ------
    BuildError
        If anything in `data/raw` or `data/curated` does not fit; the message lists every problem.
    """
    problems: list[str] = []
    ledger = read_ledger(data / CURATED / "ledger.csv", problems)
    wanted = _in_order_of_need(declared_tables(), only)
    raws = {name: raw for name, table in wanted.items() if (raw := read_raw(data, table, problems)) is not None}
    orders: dict[int, str] = {}
    for name, raw in raws.items():
        first = orders.setdefault(raw.facts["order"], name)
        problems += [f"{name}.toml: order {raw.facts['order']} is that of {first}"] if first != name else []
    pages = PageMap.of(raws.get(PAGES))
    tables: dict[str, BuiltTable] = {}
    for name, table in wanted.items():
        needed = _needed(table, wanted)
        if name in raws and needed <= tables.keys():
            built = build_table(table, raws[name], tables, ledger, pages, problems)
            if built is not None:
                tables[name] = built
    problems += _ledger_problems(ledger, wanted, tables, everything=only is None)
    problems += _broken_references(tables)
    codes, also_called, places = read_codes(data / CURATED / CODES, problems)
    whole = tables.keys() == declared_tables().keys()
    problems += code_problems(codes, places, tables.values(), everything=whole) if codes else []
    book, found = read_toml(data / CURATED / "book.toml", BOOK, problems), len(ledger.readings)
    if only is None:
        problems += _orphans(data, wanted)
        problems += _unused_industries(tables) if whole else []
        if found != (told := book.get("ledger_lines", found)):
            problems.append(f"ledger.csv: expected {told} lines, as book.toml says; found {found}")
    if problems:
        raise BuildError(problems)
    shown = sorted(tables.values(), key=lambda table: table.facts["order"])
    named = {table.name: table for table in shown}
    return Built(named, ledger, pages, codes, also_called, book["sources"], book["lost"])


def _needed(table: Table, among: Iterable[str]) -> set[str]:
    """Give the tables that must be built before another."""
    needed = set(table.asks_for) - {MEASURED}
    if MEASURED in table.asks_for:
        needed |= {name for name in among if declared_tables()[name].is_measured}
    return needed


def _in_order_of_need(declared: dict[str, Table], only: Iterable[str] | None) -> dict[str, Table]:
    """Give the wanted tables, and what they need, each after what it needs."""
    graph = {name: _needed(table, declared) for name, table in declared.items()}
    unknown = [
        f"models/{name}.py: tidy asks for {', '.join(sorted(lost))}, which no module declares"
        for name, needed in graph.items()
        if (lost := needed - graph.keys())
    ]
    if unknown:
        raise BuildError(unknown)
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise BuildError([f"models: tables need each other in a circle: {' -> '.join(error.args[1])}"]) from None
    wanted = set(order if only is None else only) | {PAGES}
    for name in reversed(order):
        if name in wanted:
            wanted |= graph[name]
    return {name: declared[name] for name in order if name in wanted}


def build_table(
    table: Table, raw: RawTable, tables: dict[str, BuiltTable], ledger: Ledger, pages: PageMap, problems: list[str]
) -> BuiltTable | None:
    """Judge, reshape and validate one table; what is wrong goes to `problems`."""
    before = len(problems)
    model = table.model.while_building(ledger.exceptions().get(table.name, {}))
    ready = typed(raw, judge(raw, ledger, pages, problems), model)
    if len(problems) > before:
        return None
    measured = {name: built for name, built in tables.items() if declared_tables()[name].is_measured}
    needed = {name: measured if name == MEASURED else tables[name] for name in table.asks_for}
    try:
        tidy = table.tidy(ready, **needed)[model.column_names()].replace("", None)
    except BuildError as error:
        problems += error.problems
        return None
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        what = f"{type(error).__name__}: {error}"
        problems.append(
            f"{table.name}: expected the columns and kinds of value that models/{table.name}.py reshapes; {what}"
        )
        return None
    cells = {str(column): tidy[column] for column in tidy if any(isinstance(item, Cell) for item in tidy[column])}
    if raw.facts["label"]:
        problems += [
            f"{table.name}.toml: values: {name} is measured, but has no printed cells; name its column there"
            for name in model.units()
            if name not in cells
        ]
    problems += _format_problems(model, tidy, cells)
    # Where the page, or the table, has no cell, there is no number.
    numbers = {column: series.map(lambda cell: getattr(cell, "value", None)) for column, series in cells.items()}
    frame = tidy.assign(**numbers)
    problems += [f"{table.name}: there is no {missing}" for missing in model.missing_rows(frame)]
    try:
        valid = pd.DataFrame(model.validate(frame, lazy=True))
    except pandera.errors.SchemaErrors as errors:
        problems += _explain(model, frame, errors.failure_cases)
        return None
    if len(problems) > before:
        return None
    return BuiltTable(table.name, model, raw, ready, table.tidy, valid, _provenance(table.name, cells))


def typed(raw: RawTable, frame: pd.DataFrame, model: type[TableModel]) -> pd.DataFrame:
    """Give attributes the types of the model: an empty text is missing, a day a day, a number a number."""
    made = {}
    for name, column in model.to_schema().columns.items():
        if name in frame and name not in raw.values:
            text, dtype = frame[name].replace("", None), str(column.dtype)
            if dtype.startswith("datetime"):
                text = pd.to_datetime(text, format="%Y-%m-%d").astype("datetime64[s]")
            elif dtype.lower().startswith(("int", "float")):
                text = pd.to_numeric(text).astype("Int64") if dtype.startswith("Int") else pd.to_numeric(text)
            made[name] = text
    return frame.assign(**made)


def _format_problems(model: type[TableModel], tidy: pd.DataFrame, cells: dict[str, "pd.Series[Any]"]) -> list[str]:
    """Check what only the printed text shows, cell by cell."""
    says, keys = model.says(), model.row_keys(tidy)
    return [
        f"{model.table_name()}[{key}, {column}]: {problem}"
        for column, series in cells.items()
        for key, cell in zip(keys, series, strict=True)
        if isinstance(cell, Cell) and (problem := cell.wrong_format(says[column]))
    ]


def _explain(model: type[TableModel], frame: pd.DataFrame, failures: pd.DataFrame) -> list[str]:
    """Turn pandera's failure cases into lines that name table, row, what was expected and what was found."""
    table, named = model.table_name(), model.row_keys(frame)
    numbers = [str(name) for name, dtype in frame.dtypes.items() if dtype.kind == "f" and name != "page"]
    shown = model.units() or [*(["relation"] if "relation" in frame else []), *numbers]
    lines = []
    for case in failures.to_dict("records"):
        index, check, found = case["index"], case["check"], case["failure_case"]
        if pd.isna(index):
            lines.append(f"{table}: {check}; found {found}")
        elif case["schema_context"] != "Column":
            values = ", ".join(f"{name}={frame.at[index, name]!s}" for name in shown)
            lines.append(f"{table}[{named[index]}]: {check}; found {values}")
        else:
            lines.append(f"{table}[{named[index]}, {case['column']}]: expected {check}; found {found!r}")
    return list(dict.fromkeys(lines))


def _provenance(name: str, cells: dict[str, "pd.Series[Any]"]) -> pd.DataFrame:
    of_cell = ("value", "printed", "page", "line", "status", "evidence")
    rows = [
        {"table": name, "row": position, "column": column} | {fact: getattr(cell, fact) for fact in of_cell}
        for column, series in cells.items()
        for position, cell in enumerate(series)
        if isinstance(cell, Cell)
    ]
    return pd.DataFrame(rows)


def _ledger_problems(
    ledger: Ledger, tables: dict[str, Table], built: dict[str, BuiltTable], *, everything: bool
) -> list[str]:
    """Find lines of the ledger that fit no cell, and exceptions that no check can make."""
    # Why a table is not built is reported already.
    of_tables = [r for r in ledger.readings if r.table in built or (everything and r.table not in tables)]
    unused = {reading.cell for reading in ledger.unused()}
    problems = [f"ledger.csv: {reading}: there is no such cell" for reading in of_tables if reading.cell in unused]
    for reading in of_tables:
        known = {"", "decimals"} | (tables[reading.table].model.identities() if reading.table in tables else set())
        if reading.exception not in known and reading.table in tables:
            problems.append(f"ledger.csv: {reading}: no check asks for the exception {reading.exception!r}")
    return problems


def _broken_references(tables: dict[str, BuiltTable]) -> Iterator[str]:
    """Check the columns that refer to another table, or to rows of their own, of which none may lead back to itself."""
    for name, column, there, values in _references(tables):
        table, _, key = there.partition(".")
        if table in tables:
            lost = sorted(values - set(tables[table].frame[key]))
            yield from (f"{name}, {column}: {value!r} is not in {there}" for value in lost)
        if table == name:
            rows = tables[name].frame[[key, column]].dropna().itertuples(index=False)
            try:
                TopologicalSorter({row: others.split("; ") for row, others in rows}).prepare()
            except CycleError as error:
                yield f"{name}, {column}: {' -> '.join(error.args[1])!r} leads back to itself"


def _references(tables: dict[str, BuiltTable]) -> Iterator[tuple[str, str, str, set[str]]]:
    """Give each column that refers to another: its table, its name, the other, and the values that it has."""
    for table in tables.values():
        for name, says in table.model.says().items():
            if there := says["refers_to"]:
                yield table.name, name, there, set(values_of(table, name))


def _unused_industries(tables: dict[str, BuiltTable]) -> list[str]:
    """Find industries that no table has."""
    used = set[str]().union(*(found for *_, there, found in _references(tables) if there == "industries.industry"))
    left_over = set(tables["industries"].frame["industry"]) - used
    return [f"industries[{industry}]: no table has it" for industry in sorted(left_over)]


def _orphans(data: Path, known: Iterable[str]) -> list[str]:
    """Find raw files that no module declares."""
    files = sorted(path for folder in (RAW, CURATED) for path in (data / folder).iterdir())
    strays = [path for path in files if path.suffix in (".csv", ".toml") and path.stem not in {*known, *NO_TABLES}]
    return [f"{path.name}: there is no module models/{path.stem}.py" for path in strays]
