"""The build in the order it happens; all problems of all tables are collected and reported together."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors

from sovietlabour._errors import BuildError
from sovietlabour.build import numbers, prose
from sovietlabour.build.ledger import Ledger, read_ledger
from sovietlabour.build.raw import Cell, RawTable, judge, read_raw
from sovietlabour.models import Table, declared_tables
from sovietlabour.models._model import TableModel, known_exceptions

LABEL_TABLES = {
    "label_2_2": ("turnover_1930_36", "heading"),
    "label_2_3": ("women_share_1929_35", "label"),
    "label_7_2": ("stakhanovites_1936", "label"),
}
"""Where each column of printed labels in `industries` comes from: raw table and its column."""


@dataclass(frozen=True)
class BuiltTable:
    """A valid table with the place and certainty of each of its cells."""

    name: str
    model: type[TableModel]
    raw: RawTable
    frame: pd.DataFrame
    provenance: pd.DataFrame

    @property
    def facts(self) -> dict[str, Any]:
        """What the TOML of the table says."""
        return self.raw.facts


@dataclass(frozen=True)
class Built:
    """All there is to publish."""

    tables: dict[str, BuiltTable]
    ledger: Ledger
    prose_checks: list[prose.ProseCheck]
    sources: dict[str, Any]
    lost: list[dict[str, Any]]


def build_tables(raw_folder: Path) -> Built:
    """Read, judge, reshape and validate all tables.

    Raises
    ------
    BuildError
        If anything in the raw folder does not fit; the message lists every problem.
    """
    problems: list[str] = []
    ledger = read_ledger(raw_folder / "readings.csv", problems)
    tables: dict[str, BuiltTable] = {}
    raws: dict[str, RawTable] = {}
    with known_exceptions(ledger.exceptions()) as asked:
        for table in declared_tables():
            raw = read_raw(raw_folder, table.name, problems)
            if raw is not None:
                raws[table.name] = raw
        in_order = sorted((t for t in declared_tables() if t.name in raws), key=lambda t: raws[t.name].facts["order"])
        for table in in_order:
            built = _build_table(table, raws[table.name], tables, ledger, problems)
            if built is not None:
                tables[table.name] = built
    problems += [f"readings.csv: {reading}: there is no such cell" for reading in ledger.unused()]
    problems += [
        f"readings.csv: {reading}: no check asks for the exception {reading.exception!r}"
        for reading in ledger.readings
        if reading.exception not in ("", "decimals") and (reading.table, reading.exception) not in asked
        if reading.table in tables
    ]
    problems += _orphans(raw_folder, set(raws) | {table.name for table in declared_tables()})
    problems += _label_problems(raws)
    problems += _broken_references(tables)
    checks = prose.read_prose_checks(raw_folder / "prose_checks.csv", problems)
    problems += prose.failures(checks, {name: (t.model, t.frame) for name, t in tables.items()})
    book: dict[str, Any] = {}
    try:
        book = tomllib.loads((raw_folder / "book.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"book.toml: cannot be read: {error}")
    if problems:
        raise BuildError(problems)
    return Built(tables, ledger, checks, book["sources"], book["lost"])


def _build_table(
    table: Table, raw: RawTable, tables: dict[str, BuiltTable], ledger: Ledger, problems: list[str]
) -> BuiltTable | None:
    before = len(problems)
    judged = judge(raw, ledger, problems)
    derived = raw.facts.get("derived", False)
    if len(problems) > (0 if derived else before):
        return None  # what a derived table needs may not be there; why is reported already
    try:
        tidy = table.tidy(judged, tables) if derived else table.tidy(judged)
    except BuildError as error:
        problems += error.problems
        return None
    cells = {str(column): tidy[column] for column in tidy if _holds_cells(tidy[column])}
    problems += _format_problems(table, tidy, cells)
    frame = tidy.assign(**{column: series.map(_value) for column, series in cells.items()})
    try:
        valid = table.model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        problems += _explain(table, frame, errors.failure_cases)
        return None
    return BuiltTable(table.name, table.model, raw, pd.DataFrame(valid), _provenance(table.name, cells))


def _holds_cells(column: "pd.Series[Any]") -> bool:
    return any(isinstance(item, Cell) for item in column)


def _value(cell: object) -> float | None:
    return cell.value if isinstance(cell, Cell) else None


def _format_problems(table: Table, tidy: pd.DataFrame, cells: dict[str, "pd.Series[Any]"]) -> list[str]:
    """Check what only the printed text shows: the decimals of a column, and thousands printed in full."""
    problems = []
    schema = table.model.to_schema().columns
    keys = table.model.row_keys(tidy)
    for column, series in cells.items():
        metadata = schema[column].metadata or {}
        for key, cell in zip(keys, series, strict=True):
            if not isinstance(cell, Cell) or cell.text is None:
                continue
            where = f"{table.name}[{key}, {column}]"
            places = metadata.get("decimals")
            excused = cell.exception == "decimals"
            if places is not None and (numbers.decimals(cell.text) != places) != excused:
                expected = "a ledger exception no longer needed" if excused else f"{places} decimals"
                problems.append(f"{where}: expected {expected}; found {cell.printed!r} on line {cell.line}")
            step = metadata.get("step")
            if step is not None and float(cell.text) % step:
                problems.append(f"{where}: expected a multiple of {step}; found {cell.printed!r}")
    return problems


def _explain(table: Table, frame: pd.DataFrame, failures: pd.DataFrame) -> list[str]:
    """Turn pandera's failure cases into lines that name table, row, what was expected and what was found."""
    named = table.model.row_keys(frame)
    lines: dict[str, None] = {}
    for case in failures.to_dict("records"):
        index, column, check = case["index"], case["column"], str(case["check"])
        if pd.notna(index) and case["schema_context"] != "DataFrameSchema":
            found = f"found {case['failure_case']!r}"
            lines[f"{table.name}[{named[int(index)]}, {column}]: expected {check}; {found}"] = None
        elif pd.notna(index):
            row = frame.loc[int(index)]
            values = ", ".join(f"{name}={row[name]}" for name in table.model.units())
            lines[f"{table.name}[{named[int(index)]}]: {check}; found {values}"] = None
        else:
            lines[f"{table.name}: {check}; found {case['failure_case']}"] = None
    return list(lines)


def _provenance(name: str, cells: dict[str, "pd.Series[Any]"]) -> pd.DataFrame:
    rows = [
        {
            "table": name,
            "row": position,
            "column": column,
            "value": cell.value,
            "printed": cell.printed,
            "page": cell.page,
            "line": cell.line,
            "status": cell.status,
            "evidence": cell.evidence,
        }
        for column, series in cells.items()
        for position, cell in enumerate(series)
        if isinstance(cell, Cell)
    ]
    return pd.DataFrame(rows)


def _broken_references(tables: dict[str, BuiltTable]) -> list[str]:
    """Check the columns that refer to another table, and that every industry is used."""
    problems = []
    used: dict[tuple[str, str], set[str]] = {}
    for table in tables.values():
        for name, column in table.model.to_schema().columns.items():
            there, _, key = ((column.metadata or {}).get("refers_to") or "").partition(".")
            if there not in tables:
                continue
            known = set(tables[there].frame[key])
            found = table.frame[name].dropna().astype("str")
            found = (found.str.split("; ").explode() if column.metadata["several"] else found).unique()
            used.setdefault((there, key), set()).update(found)
            problems += [f"{table.name}, {name}: {v!r} is not in {there}.{key}" for v in found if v not in known]
    if all((name in tables) for name in ("industries", "prose_figures")):
        industries = tables["industries"].frame["industry"]
        left_over = set(industries) - used.get(("industries", "industry"), set())
        problems += [f"industries[{industry}]: no table has it" for industry in sorted(left_over)]
    return problems


def _orphans(folder: Path, known: set[str]) -> list[str]:
    """Find raw files that no module declares."""
    other = {"readings", "prose_checks", "book"}
    files = [p for p in folder.iterdir() if p.suffix in (".csv", ".toml") and p.stem not in known | other]
    return [f"{path.name}: there is no module models/{path.stem}.py" for path in sorted(files)]


def _label_problems(raws: dict[str, RawTable]) -> list[str]:
    """Compare the concordance of labels with the labels in the raw tables, in both directions."""
    problems = []
    if "industries" not in raws:
        return []
    for column, (name, label) in LABEL_TABLES.items():
        if name not in raws:
            continue
        stated = {row["industry"]: row[column] for row in raws["industries"].rows if row[column]}
        printed = {
            row["industry"]: row[label].replace("\n", " ").rstrip("*")
            for row in raws[name].rows
            if row["industry"] != "Not stated"
        }
        for industry in sorted(stated.keys() | printed.keys()):
            if stated.get(industry) != printed.get(industry):
                problems.append(
                    f"industries[{industry}, {column}]: expected {printed.get(industry)!r}, "
                    f"as in {name}; found {stated.get(industry)!r}"
                )
    return problems
