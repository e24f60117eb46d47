"""Count how many wrong numbers the checks of the build catch.

Every number of the raw files is damaged, one mutation at a time. In the printed tables each digit of a value is changed
to each other digit, two neighbouring characters are swapped, a decimal point is moved one place, two values of a row
are exchanged, the values of a row shifted by one column, the values of two neighbouring rows exchanged. In the prose
each digit is changed to each other digit, in the characters and in the number read from them, neighbours are swapped,
points are moved, and a number word is replaced by another. In laws and checks the last digit of every number in a
date, a bound, a formula or a reference is raised by one. A mutation that leaves all published numbers as they are is
not counted.

Then the checks of the build run: the rules of reading, the ledger, formats, models with their identities, and the
statements of the text about its own numbers. No checksum, no committed product, no second reading and no OCR text takes
part: all of these catch every changed character by construction, so that counting them would say nothing.

Many mutations are caught because a fact stands twice: a ledger line repeats the characters of its cell, a row of the
prose has a number beside its characters. So all is counted once more with the copies following the damage, as if a
reader had made the mistake: that is what the identities of the page and the author's own statements catch alone.

Run `make mutation`; it writes docs/mutation.md. What a mutation can touch is judged alone (`caught_by`); the whole
build says the same (`caught_by_the_build`), as a test shows on a sample.
"""

import inspect
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch

import pandas as pd

from sovietlabour import BuildError
from sovietlabour.models import checks, declared_tables
from sovietlabour.models._cells import Cell
from sovietlabour.models._intervals import REFERENCE, Interval, of_cell
from sovietlabour.models._model import TableModel
from sovietlabour.pipeline import assemble
from sovietlabour.pipeline.judge import judge, judge_row
from sovietlabour.pipeline.ledger import Ledger, Reading, read_ledger
from sovietlabour.pipeline.numbers import parse_range
from sovietlabour.pipeline.quantities import ONES, TENS, stands_for
from sovietlabour.pipeline.raw import RawTable, read_raw

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PROSE, LAWS, CHECKS = "prose_figures", "provisions", "checks"
IN_FORCE = ("begin", "begin_latest", "end_earliest", "end")
TYPED: dict[str, tuple[str, ...]] = {LAWS: IN_FORCE, CHECKS: ("low", "high", "formula")}
"""Columns of tables without printed cells whose digits are raised."""
Cells = dict[tuple[int, str], str]
"""New contents of a raw table, by row and column."""


@dataclass(frozen=True)
class Mutation:
    """New contents for some cells of a raw table, and what the copies of these cells say once they follow."""

    kind: str
    cells: Cells
    copies: Cells = field(default_factory=dict)


# What is damaged


def mutations(table: RawTable, part: int = 0, parts: int = 1) -> Iterator[Mutation]:
    """Make every mutation, of the rows of one part, that changes a published number."""
    rows = list(enumerate(table.rows))[part::parts]
    if table.name in TYPED:
        yield from _of_typed(table, rows)
    elif table.quotes:
        yield from _of_statements(table, rows)
    else:
        yield from (one for one in _of_printed(table, rows) if not _changes_nothing(table, one))


Rows = list[tuple[int, dict[str, str]]]


def _of_printed(table: RawTable, rows: Rows) -> Iterator[Mutation]:
    for index, row in rows:
        for column in table.values:
            for kind, text in _damages(row[column]):
                yield Mutation(kind, {(index, column): text})
        for left, right in zip(table.values, table.values[1:], strict=False):
            yield Mutation("cells exchanged", {(index, left): row[right], (index, right): row[left]})
        if len(table.values) > 2:
            shifted = ["", *(row[column] for column in table.values[:-1])]
            yield Mutation("row shifted", {(index, c): t for c, t in zip(table.values, shifted, strict=True)})
        if index + 1 < len(table.rows):
            below = table.rows[index + 1]
            exchanged = {(index, column): below[column] for column in table.values}
            yield Mutation("rows exchanged", exchanged | {(index + 1, column): row[column] for column in table.values})


def _damages(text: str) -> Iterator[tuple[str, str]]:
    for position, sign in enumerate(text):
        if sign.isdigit():
            for digit in "0123456789":
                yield "digit changed", text[:position] + digit + text[position + 1 :]
    for position in range(len(text) - 1):
        yield "neighbours swapped", text[:position] + text[position + 1] + text[position] + text[position + 2 :]
    for match in re.finditer(r"\.", text):
        before, after = text[: match.start()], text[match.end() :]
        if right := re.match(r"\s*\d", after):
            yield "point moved", f"{before}{right[0]}.{after[right.end() :]}"
        if left := re.search(r"\d\s*$", before):
            yield "point moved", f"{before[: left.start()]}.{left[0]}{after}"


def _of_statements(table: RawTable, rows: Rows) -> Iterator[Mutation]:
    for index, row in rows:
        for column in table.values:
            for kind, text in _damages(row[column]):
                if kind == "digit changed" and float(text) != float(row[column]):
                    yield Mutation("number changed", {(index, column): text}, {(index, column): text})
        before = stands_for(row["printed"])
        stated = {(index, column): row[column] for column in table.values if row[column]}
        for kind, text in (*_damages(row["printed"]), *_other_words(row["printed"])):
            after = stands_for(text)
            if text == row["printed"] or all(float(number) in after for number in stated.values()):
                continue
            read = {cell: _new_number(number, before, after) for cell, number in stated.items()}
            yield Mutation(kind, {(index, "printed"): text}, {(index, "printed"): text} | read)


def _other_words(printed: str) -> Iterator[tuple[str, str]]:
    """Put another number word in the place of each."""
    for words in (ONES, TENS):
        for word in words:
            for match in re.finditer(rf"\b{word}\b", printed, re.IGNORECASE):
                others = (other for other in words if other != word)
                yield from (("word changed", printed[: match.start()] + o + printed[match.end() :]) for o in others)


def _new_number(text: str, before: frozenset[float], after: frozenset[float]) -> str:
    """Give what a reader of the damaged characters would have written for a number, if they leave one choice."""
    if float(text) in after or len(after - before) != 1:
        return text
    (number,) = after - before
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _of_typed(table: RawTable, rows: Rows) -> Iterator[Mutation]:
    for index, row in rows:
        for column in TYPED[table.name]:
            for match in re.finditer(r"\d(?!\d)", row[column]):
                raised = str((int(match[0]) + 1) % 10)
                text = row[column][: match.start()] + raised + row[column][match.end() :]
                yield Mutation("last digit raised", {(index, column): text})


def _changes_nothing(table: RawTable, mutation: Mutation) -> bool:
    """Say whether every mutated cell still gives the number it gave."""
    return all(
        parse_range(table.rows[index][column]) == parse_range(text) and bool(table.rows[index][column]) == bool(text)
        for (index, column), text in mutation.cells.items()
    ) and any(parse_range(text) or not text for text in mutation.cells.values())


def damaged(table: RawTable, cells: Cells) -> RawTable:
    """Put new contents into a copy of a table."""
    rows = list(table.rows)
    for (index, column), text in cells.items():
        rows[index] = rows[index] | {column: text}
    return replace(table, rows=rows)


# What catches it


class Judged:
    """One table judged once, as it is, and what is needed to judge single rows of it again."""

    def __init__(self, built: assemble.Built, name: str) -> None:
        self.built = built
        self.table = built.tables[name]
        self.raw = self.table.raw
        self.declared = declared_tables()[name]
        self.readings: dict[str, list[Reading]] = defaultdict(list)
        for reading in built.ledger.readings:
            if reading.table == name:
                self.readings[reading.row].append(reading)
        self.model: type[TableModel] = self.table.model.while_building(built.ledger.exceptions().get(name, {}))
        schema = self.model.to_schema()
        self.columns = schema.columns
        checks_of_model = [getattr(self.model, str(check.name)) for check in schema.checks]
        self.statements: list[tuple[str, Callable[[pd.DataFrame], Any], set[str]]] = [
            (check.__name__.replace("_", " "), check, set(_words_of(check)) & {*self.columns})
            for check in checks_of_model
        ]
        self.known: dict[Any, str] = {}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The judged raw table, typed as `tidy` takes it."""
        judged = judge(self.raw, Ledger(self.built.ledger.readings, []), self.built.pages, [])
        return assemble.typed(self.raw, judged, self.model)

    @cached_property
    def tidy(self) -> pd.DataFrame:
        """The tidy table, with cells."""
        return self.declared.tidy(self.frame)

    @cached_property
    def places(self) -> dict[int, tuple[int, str]] | None:
        """Where each raw cell stands in the tidy table; None if tidy cells are made anew of raw ones."""
        raw = {id(cell) for column in self.raw.values for cell in self.frame[column]}
        tidy = {
            id(cell): (row, column)
            for column in self.model.units()
            for row, cell in enumerate(self.tidy[column])
            if isinstance(cell, Cell)
        }
        return tidy if tidy.keys() == raw else None

    @cached_property
    def keys(self) -> list[str]:
        """The keys of the tidy rows."""
        return list(self.model.row_keys(self.table.frame))

    def cells(self, bad: RawTable, rows: set[int], *, follow: bool) -> tuple[dict[int, dict[str, Cell | None]], str]:
        """Judge some rows of a damaged table again; name the rule that they break, if any."""
        made, problems = {}, list[str]()
        for index in rows:
            readings = self.readings.get(bad.row_key(bad.rows[index]), [])
            if follow:
                readings = [_follow(reading, bad.rows[index], bad) for reading in readings]
            made[index] = judge_row(bad, bad.rows[index], Ledger(readings, []), self.built.pages, problems)
        return made, ("ledger" if "ledger.csv" in problems[0] else "rules of reading") if problems else ""

    def changed(self, made: dict[int, dict[str, Cell | None]]) -> dict[tuple[int, str], Cell] | None:
        """Give the tidy cells that damaged raw cells change; None if the tidy table gets other rows."""
        new = [(row, column, cell) for row, cells in made.items() for column, cell in cells.items() if cell]
        if self.places is not None:
            old = ((self.frame[column][row], cell) for row, column, cell in new)
            return {self.places[id(before)]: cell for before, cell in old if before != cell}
        raw = self.frame.copy()
        for row, column, cell in new:
            raw.at[row, column] = cell  # type: ignore[assignment]  # pandas takes any object
        tidy, keys = self.declared.tidy(raw), self.model.keys()
        if len(tidy) != len(self.tidy) or not tidy[keys].equals(self.tidy[keys]):
            return None
        return {
            (row, column): cell
            for column in self.model.units()
            for row, (cell, before) in enumerate(zip(tidy[column], self.tidy[column], strict=True))
            if isinstance(cell, Cell) and cell != before
        }

    def broken(self, frame: pd.DataFrame, changed: list[str]) -> str:
        """Name the first check of the model that a damaged table fails."""
        for column in changed:
            declared = self.columns[column]
            numbers = frame[column].dropna()
            if (len(numbers) < len(frame) and not declared.nullable) or not all(
                check._check_fn(numbers, **check._check_kwargs).all() for check in declared.checks
            ):
                return "range or missing cell"
        for name, holds, reads in self.statements:
            if reads.isdisjoint(changed):
                continue
            held = holds(frame)
            if not (held if isinstance(held, bool) else held.all()):
                return name
        return ""

    def broken_rows(self, frame: pd.DataFrame) -> list[str]:
        """Name the first check that each row fails, of a table whose checks look at one row at a time."""
        first = pd.Series("", frame.index)
        for name, holds, _ in self.statements:
            first[(first == "") & ~pd.Series(holds(frame), frame.index).astype("bool")] = name
        return list(first)


def _words_of(function: Any) -> Iterator[str]:
    """Give the strings that a function names, itself or by a constant of its module: the columns it reads are there."""
    code = inspect.unwrap(getattr(function, "__func__", function)).__code__
    stated: list[Any] = [code]
    while stated:
        one = stated.pop()
        if isinstance(one, CodeType):
            stated += one.co_consts
            module = sys.modules[inspect.getmodule(code).__name__]  # type: ignore[union-attr]
            stated += [getattr(module, name) for name in one.co_names if isinstance(getattr(module, name, 0), Iterable)]
        elif isinstance(one, str):
            yield one
        elif isinstance(one, tuple | list | dict | set | frozenset):
            stated += one


class Checker:
    """The checks of the build on one damaged table, with all others as they are."""

    def __init__(self) -> None:
        self.built = assemble.build_tables(DATA)
        self.judged = {name: Judged(self.built, name) for name in damaged_tables(self.built)}
        rows = self.built.tables[PROSE].frame.astype(object).to_dict("records")
        self.figures: dict[Any, dict[Any, Any]] = {row["figure"]: row for row in rows}
        self.interval_of = checks.lookup(self.built.tables, self.figures)
        self.intervals: dict[str, Interval] = {}
        self.by_reference: dict[str, list[dict[Any, Any]]] = defaultdict(list)
        for row in self.built.tables[CHECKS].raw.rows:
            references = REFERENCE.findall(row["formula"] + row["low"] + row["high"])
            for reference in {*references, row["figure"]}:
                self.by_reference[reference].append(row)

    def caught_by(self, name: str, damage: list[Mutation], *, follow: bool) -> list[str]:
        """Say of each mutation of a table which check catches it first; "" if none does."""
        if name == PROSE:
            return self._statements(damage, follow=follow)
        one = {CHECKS: self._formula, LAWS: self._law}.get(name)
        return [one(mutation) if one else self._printed(name, mutation, follow=follow) for mutation in damage]

    def _printed(self, name: str, mutation: Mutation, *, follow: bool) -> str:
        judged = self.judged[name]
        bad = damaged(judged.raw, mutation.cells)
        made, problem = judged.cells(bad, {index for index, _ in mutation.cells}, follow=follow)
        if problem:
            return problem
        what = tuple(
            (index, c, cell.text, cell.exception) for index, of in made.items() for c, cell in of.items() if cell
        )
        if what not in judged.known:
            judged.known[what] = self._table(judged, made)
        return judged.known[what]

    def _table(self, judged: Judged, made: dict[int, dict[str, Cell | None]]) -> str:
        changed = judged.changed(made)
        if changed is None:
            return "range or missing cell"
        for (_, column), cell in changed.items():
            if wrong := cell.wrong_format(judged.columns[column].metadata or {}):
                return "thousands" if "multiple of" in wrong else "decimals"
        columns = list(dict.fromkeys(column for _, column in changed))
        frame = judged.table.frame
        frame = frame.assign(**{column: frame[column].astype("float64") for column in columns})
        for (row, column), cell in changed.items():
            frame.at[row, column] = float("nan") if cell.value is None else cell.value
        return judged.broken(frame, columns) or self._about(judged, changed)

    def _about(self, judged: Judged, changed: dict[tuple[int, str], Cell]) -> str:
        """Ask the statements of the text that speak of changed cells."""
        new: dict[str, Interval | None] = {}
        for (row, column), cell in changed.items():
            says = judged.columns[column].metadata or {}
            interval = None if cell.value is None else of_cell(cell.value, says["decimals"], says["step"])
            new[checks.SEPARATOR.join((judged.table.name, judged.keys[row], column))] = interval
        rows = {id(row): row for reference in new for row in self.by_reference[reference]}
        return next((caught for row in rows.values() if (caught := self._check(row, new))), "")

    def _check(self, row: dict[str, str], new: dict[str, Interval | None]) -> str:
        """Say whether a check notices new intervals of some references; None stands for a blank cell."""

        def interval_of(reference: str) -> Interval:
            interval = new[reference] if reference in new else self._interval(reference)
            if interval is None:
                raise LookupError(f"{reference} is blank")
            return interval

        check = {name: text or None for name, text in row.items()}
        try:
            return "" if checks.holds(checks.compare(check, self.figures, interval_of)) else "statements of the text"
        except (LookupError, ValueError):
            return "references"

    def _interval(self, reference: str) -> Interval:
        if reference not in self.intervals:
            self.intervals[reference] = self.interval_of(reference)
        return self.intervals[reference]

    def _formula(self, mutation: Mutation) -> str:
        ((index, _),) = mutation.cells
        return self._check(damaged(self.judged[CHECKS].raw, mutation.cells).rows[index], {})

    def _statements(self, damage: list[Mutation], *, follow: bool) -> list[str]:
        judged = self.judged[PROSE]
        caught, left = [""] * len(damage), dict[int, dict[Any, Any]]()
        for place, mutation in enumerate(damage):
            cells = mutation.cells | mutation.copies if follow else mutation.cells
            bad = damaged(judged.raw, cells)
            index = min(cells)[0]
            made, caught[place] = judged.cells(bad, {index}, follow=follow)
            if not caught[place]:
                row = bad.rows[index]
                numbers = {c: float("nan") if cell is None else cell.value for c, cell in made[index].items()}
                left[place] = self.figures[row["figure"]] | numbers | {"printed": row["printed"]}
        if not left:
            return caught
        # The checks of this model look at one row at a time, so that many damaged rows can stand in one frame.
        frame = pd.DataFrame(list(left.values())).astype(judged.table.frame.dtypes.to_dict())
        for (place, row), broken in zip(left.items(), judged.broken_rows(frame), strict=True):
            caught[place] = broken or self._about_figure(row)
        return caught

    def _about_figure(self, row: dict[Any, Any]) -> str:
        new: dict[str, Interval | None] = {row["figure"]: checks.of_figure(row)}
        return next((c for check in self.by_reference[row["figure"]] if (c := self._check(check, new))), "")

    def _law(self, mutation: Mutation) -> str:
        judged = self.judged[LAWS]
        frame = judged.table.frame.copy()
        ((index, column), text) = next(iter(mutation.cells.items()))
        day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
        if pd.isna(day):
            return "days of the calendar"
        frame.loc[index, column] = day
        return judged.broken(frame, [column])

    def caught_by_the_build(self, name: str, mutation: Mutation, *, follow: bool) -> bool:
        """Say whether the whole build refuses a mutation: slow, and what `caught_by` must agree with."""
        bad = damaged(self.judged[name].raw, mutation.cells | mutation.copies if follow else mutation.cells)

        def raw_table(data: Path, table: Any, problems: list[str]) -> RawTable | None:
            return bad if table.name == name else read_raw(data, table, problems)

        def ledger(path: Path, problems: list[str]) -> Ledger:
            readings = read_ledger(path, problems).readings
            rows = {bad.row_key(row): row for row in bad.rows}
            if follow:
                readings = [_follow(r, rows[r.row], bad) if r.table == name else r for r in readings]
            return Ledger(readings, problems)

        with patch.object(assemble, "read_raw", raw_table), patch.object(assemble, "read_ledger", ledger):
            try:
                assemble.build_tables(DATA)
            except BuildError:
                return True
        return False


def _follow(reading: Reading, row: dict[str, str], table: RawTable) -> Reading:
    """Let a line of the ledger repeat what the damaged cell says."""
    printed = row[reading.column]
    if table.quotes:
        stated = " - ".join(row[column] for column in table.values if row[column])
        return replace(reading, printed=printed, reading=stated if reading.reading else "")
    status = reading.status
    if not printed.strip():
        status = "blank"
    elif status == "blank":
        status = "inferred"
    elif status in ("printed", "closed_up"):
        ends = parse_range(printed)
        status = "printed" if ends and ends[0] == printed.replace(",", "") else "closed_up"
    return replace(reading, printed=printed, status=status)


def damaged_tables(built: assemble.Built) -> list[str]:
    """Give the tables whose numbers are damaged: those of the book, the prose, the laws, the checks."""
    return [*(name for name, table in built.tables.items() if table.facts["label"]), PROSE, LAWS, CHECKS]


# Counting


Counts = dict[str, dict[str, Counter[str]]]
"""By table, then by what was counted, the counts."""
SHARES = 8
"""Parts of the work for each processor, so that progress can be told."""
CHUNK = 2000
"""Mutations judged together: the phrases that they damage are read once."""


def run(every: int = 1, *, progress: bool = False) -> Counts:
    """Try all mutations, or every n-th, on all processors."""
    workers = os.cpu_count() or 1
    parts = workers * SHARES
    results: Counts = {}
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(_share, part, parts, every) for part in range(parts)]
        for done, share in enumerate(as_completed(shares), start=1):
            if progress:
                print(f"\rmutations: {done} of {parts} parts", end="", file=sys.stderr, flush=True)
            for name, counts in share.result().items():
                for what, counter in counts.items():
                    results.setdefault(name, defaultdict(Counter))[what].update(counter)
    if progress:
        print(file=sys.stderr)
    return {name: results[name] for name in damaged_tables(_checker().built)}


_checkers: list[Checker] = []


def _checker() -> Checker:
    """Give the checker of this process."""
    if not _checkers:
        _checkers.append(Checker())
    return _checkers[0]


def _share(part: int, parts: int, every: int) -> Counts:
    checker = _checker()
    results: Counts = {}
    for name, judged in checker.judged.items():
        counts = results[name] = defaultdict(Counter)
        damage = islice(mutations(judged.raw, part, parts), None, None, every)
        while some := list(islice(damage, CHUNK)):
            caught = checker.caught_by(name, some, follow=False)
            alone = caught if name in TYPED else checker.caught_by(name, some, follow=True)
            for mutation, by, by_alone in zip(some, caught, alone, strict=True):
                counts["tried"][mutation.kind] += 1
                counts["caught"][mutation.kind] += bool(by)
                counts["caught alone"][mutation.kind] += bool(by_alone)
                counts["by"][by_alone or "nothing"] += 1
    return results


# The page


HEAD = f"""# Mutation figures

<!-- Written by `make mutation`. Do not edit. -->

{(__doc__ or "").partition("Run `make mutation`")[0].partition("catch.")[2].strip()}
"""
COUNTED = ("tried", "caught", "caught alone")


def report(results: Counts) -> str:
    """Write the figures as a page of the documentation."""
    lines = [HEAD, "## By table", ""]
    lines += [*_head("table"), *(_row(f"`{name}`", counts) for name, counts in results.items())]
    lines += [_row("**all**", _sum(list(results.values()))), ""]
    for title, of_prose in (("By kind of mutation: tables of the book", False), ("Prose, laws and checks", True)):
        part = [counts for name, counts in results.items() if (name in (PROSE, *TYPED)) == of_prose]
        kinds = sorted({kind for counts in part for kind in counts["tried"]})
        lines += [f"## {title}", "", *_head("mutation"), *(_row(kind, _sum(part, kind)) for kind in kinds), ""]
    lines += ["## By kind of check", "", "What caught a mutation first, the copies following.", ""]
    caught = _sum(list(results.values()))["by"]
    names = list(results)
    lines += [f"| check | {' | '.join(f'`{name}`' for name in names)} | all |", f"|---|{'---:|' * (len(names) + 1)}"]
    for check, count in sorted(caught.items(), key=lambda one: (-one[1], one[0])):
        cells = [str(results[name]["by"][check]) for name in names]
        lines.append(f"| {check} | {' | '.join(cells)} | {count} |")
    return "\n".join([*lines, ""])


def _sum(parts: list[dict[str, Counter[str]]], kind: str | None = None) -> dict[str, Counter[str]]:
    """Add up counts, of one kind of mutation or of all."""
    made: dict[str, Counter[str]] = defaultdict(Counter)
    for counts in parts:
        for what, counter in counts.items():
            made[what].update(counter if kind is None else {kind: counter[kind]})
    return made


def _head(first: str) -> list[str]:
    return [f"| {first} | mutations | caught by the build | caught without copies |", "|---|---:|---:|---:|"]


def _row(label: str, counts: dict[str, Counter[str]]) -> str:
    tried, *caught = (counts[what].total() for what in COUNTED)
    shares = [f"{100 * share / tried:.1f} %" if tried else "" for share in caught]
    return f"| {label} | {tried} | {' | '.join(shares)} |"


def main() -> None:
    """Run all mutations and write the page."""
    page = report(run(progress=True))
    (ROOT / "docs" / "mutation.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
