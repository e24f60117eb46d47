"""Count how many wrong cells the checks catch.

Every raw table is damaged, one mutation at a time: each digit of each value changed to each other digit, two
neighbouring characters of a value swapped, its decimal point moved one place, two values of a row exchanged, the
values of a row shifted by one column, the values of two neighbouring rows exchanged. A mutation that leaves all
published numbers as they are is not counted. Then the checks run: the ledger, the rules of reading, formats, models
with their identities, and the statements of the prose; no checksum, no committed product, no OCR text. Once more with
the second reading.

Run `make mutation`; it writes docs/mutation.md. A mutated cell that stands in the ledger is caught by the ledger line,
which repeats the printed characters: that is double entry, not insight. So the report says, too, what is caught when
the ledger follows the mutation.
"""

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from sovietlabour.models import Table, declared_tables, table_links
from sovietlabour.models._model import known_exceptions
from sovietlabour.pipeline import assemble, prose
from sovietlabour.pipeline.ledger import Ledger, Reading, read_ledger
from sovietlabour.pipeline.numbers import parse_range
from sovietlabour.pipeline.raw import RawTable, judge
from sovietlabour.pipeline.second_reading import differences, read_second_reading

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
Results = dict[str, dict[str, Counter[str]]]
KINDS = ("digit changed", "neighbours swapped", "point moved", "cells exchanged", "row shifted", "rows exchanged")


@dataclass(frozen=True)
class Mutation:
    """New contents for some cells of a raw table: (row, column) to text."""

    kind: str
    cells: dict[tuple[int, str], str]


def mutations(table: RawTable) -> Iterator[Mutation]:
    """Make every mutation of a table."""
    for index, row in enumerate(table.rows):
        for column in table.values:
            for kind, text in _cell_mutations(row[column]):
                yield Mutation(kind, {(index, column): text})
        for left, right in zip(table.values, table.values[1:], strict=False):
            cells = {(index, left): row[right], (index, right): row[left]}
            yield Mutation("cells exchanged", cells)
        if len(table.values) > 2:
            shifted = ["", *(row[column] for column in table.values[:-1])]
            yield Mutation("row shifted", {(index, c): t for c, t in zip(table.values, shifted, strict=True)})
    for upper in range(len(table.rows) - 1):
        yield Mutation(
            "rows exchanged",
            {(upper, c): table.rows[upper + 1][c] for c in table.values}
            | {(upper + 1, c): table.rows[upper][c] for c in table.values},
        )


def _cell_mutations(text: str) -> Iterator[tuple[str, str]]:
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


class Checker:
    """The checks on one table, with all others as they are."""

    def __init__(self) -> None:
        problems: list[str] = []
        self.built = assemble.build_tables(DATA)
        self.readings = read_ledger(DATA / "curated" / "ledger.csv", problems).readings
        self.declared: dict[str, Table] = {table.name: table for table in declared_tables()}
        links = self.built.tables["table_links"].raw.rows
        self.links = pd.DataFrame([link for link in links if link["relation"] in table_links.BOUNDED])
        self.second = {p.stem: read_second_reading(p) for p in (ROOT / "data" / "readings").glob("*.csv")}

    def caught_by(self, table: RawTable, *, ledger_follows: bool) -> tuple[str, bool]:
        """Say which check catches a damaged table first ("" if none), and whether the second reading differs."""
        problems: list[str] = []
        readings = [r for r in self.readings if r.table == table.name]
        if ledger_follows:
            readings = _follow(readings, table)
        ledger = Ledger(readings, problems)
        with known_exceptions(ledger.exceptions()):
            judged_problems: list[str] = []
            judge(table, ledger, judged_problems)
            if judged_problems:
                return _which(judged_problems), True
            fresh = Ledger(readings, [])
            built = assemble._build_table(self.declared[table.name], table, {}, fresh, problems)
            if built is None or problems:
                return _which(problems), True
        frames = {name: (t.model, t.frame) for name, t in (self.built.tables | {table.name: built}).items()}
        checks = [check for check in self.built.prose_checks if check.table == table.name]
        everything = replace(self.built, tables=self.built.tables | {table.name: built})
        failed = prose.failures(checks, frames) or self._contradicts_a_link(everything)
        differs = bool(differences(everything, table.name, self.second[table.name]))
        return ("prose" if failed else ""), differs

    def _contradicts_a_link(self, built: assemble.Built) -> bool:
        """Say whether a statement of the prose that restates a cell no longer agrees with it."""
        frame = table_links.tidy(self.links, built.tables)
        return not table_links.TableLinks.relation_holds(frame).all()


def _follow(readings: list[Reading], table: RawTable) -> list[Reading]:
    """Let the ledger lines of a table repeat what the damaged cells say."""
    rows = {table.row_key(row): row for row in table.rows}
    followed = []
    for reading in readings:
        printed = rows[reading.row][reading.column]
        status = reading.status
        if not printed.strip():
            status = "blank"
        elif status == "blank":
            status = "inferred"
        elif status in ("printed", "closed_up"):
            ends = parse_range(printed)
            status = "printed" if ends and ends[0] == printed.replace(",", "") else "closed_up"
        followed.append(replace(reading, printed=printed, status=status))
    return followed


def _which(problems: list[str]) -> str:
    """Name the kind of check that a message comes from."""
    first = problems[0]
    for sign, kind in (
        ("ledger.csv", "ledger"),
        ("expected a number", "rules of reading"),
        ("decimals", "decimals"),
        ("multiple of", "thousands"),
        ("1200 / turnover", "months = 1200 / turnover"),
        ("must follow from", "printed increase"),
        ("producer goods and consumer goods together", "parts and total"),
    ):
        if any(sign in problem for problem in ([first] if kind == "ledger" else problems)):
            return kind
    if any("expected" in problem for problem in problems):
        return "range or missing cell"
    return "other statements on the table"


def damaged(table: RawTable, mutation: Mutation) -> RawTable:
    """Apply a mutation to a copy of a table."""
    rows = [dict(row) for row in table.rows]
    for (index, column), text in mutation.cells.items():
        rows[index][column] = text
    return replace(table, rows=rows)


def changes_nothing(table: RawTable, mutation: Mutation) -> bool:
    """Say whether every mutated cell still gives the number it gave."""
    return all(
        parse_range(table.rows[index][column]) == parse_range(text) and bool(table.rows[index][column]) == bool(text)
        for (index, column), text in mutation.cells.items()
    ) and any(parse_range(text) or not text for text in mutation.cells.values())


def run(every: int = 1) -> Results:
    """Try all mutations (or every n-th) of all transcribed tables, on all processors.

    Returns
    -------
    dict
        By table, then by what was counted, the counts.
    """
    workers = os.cpu_count() or 1
    results: Results = {}
    with ProcessPoolExecutor(workers) as pool:
        for part in pool.map(_share, range(workers), [workers] * workers, [every] * workers):
            for name, counts in part.items():
                for what, counter in counts.items():
                    results.setdefault(name, defaultdict(Counter))[what].update(counter)
    return results


def _share(worker: int, workers: int, every: int) -> Results:
    checker = Checker()
    results: Results = {}
    for name in (name for name in checker.built.tables if name in checker.second):
        table = checker.built.tables[name].raw
        counts = results[name] = defaultdict(Counter)
        for number, mutation in enumerate(mutations(table)):
            if number % every or number // every % workers != worker or changes_nothing(table, mutation):
                continue
            bad = damaged(table, mutation)
            kind, differs = checker.caught_by(bad, ledger_follows=False)
            following, _ = checker.caught_by(bad, ledger_follows=True)
            counts["tried"][mutation.kind] += 1
            counts["caught"][mutation.kind] += bool(kind)
            counts["caught, ledger following"][mutation.kind] += bool(following)
            counts["caught with second reading"][mutation.kind] += bool(kind) or differs
            counts["by, ledger following"][following or "nothing"] += 1
    return results


def report(results: Results) -> str:
    """Write the figures as a page of the documentation."""
    lines = [
        "# Mutation figures",
        "",
        "<!-- Written by `make mutation`. Do not edit. -->",
        "",
        "How many wrong cells would the checks catch? Each raw table is damaged, one mutation at a time, and the",
        "checks are run: the rules of reading, the ledger, formats, the models with their identities, and the",
        "statements of the prose. No checksum, no committed product and no OCR text takes part. Mutations that change",
        "no published number (a digit for itself, a space moved) are not counted.",
        "",
        "*Without the ledger's copy*: ledger lines repeat the printed characters, so they catch a change of a judged",
        "cell as a second copy would. In that column the ledger follows the mutation, and only identities, formats and",
        "prose are left.",
        "",
        "## By table",
        "",
        "| table | mutations | caught by the build | without the ledger's copy | with the second reading |",
        "|---|---:|---:|---:|---:|",
    ]
    total: Counter[str] = Counter()
    for name, counts in results.items():
        sums = {what: sum(counts[what].values()) for what in COUNTED}
        total.update(sums)
        lines.append(_row(f"`{name}`", sums))
    lines += [_row("**all**", total), "", "## By kind of mutation", ""]
    lines += [
        "| mutation | mutations | caught by the build | without the ledger's copy | with the second reading |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind in KINDS:
        lines.append(_row(kind, {w: sum(counts[w][kind] for counts in results.values()) for w in COUNTED}))
    lines += ["", "## By kind of check", "", "What caught a mutation first, ledger following.", ""]
    checks = Counter[str]()
    for counts in results.values():
        checks.update(counts["by, ledger following"])
    names = list(results)
    lines += [f"| check | {' | '.join(f'`{name}`' for name in names)} | all |", f"|---|{'---:|' * (len(names) + 1)}"]
    for check, count in checks.most_common():
        cells = [str(results[name]["by, ledger following"][check]) for name in names]
        lines.append(f"| {check} | {' | '.join(cells)} | {count} |")
    return "\n".join([*lines, ""])


COUNTED = ("tried", "caught", "caught, ledger following", "caught with second reading")


def _row(label: str, sums: dict[str, int] | Counter[str]) -> str:
    tried = sums["tried"]
    shares = [f"{100 * sums[what] / tried:.1f} %" if tried else "" for what in COUNTED[1:]]
    return f"| {label} | {tried} | {' | '.join(shares)} |"


def main() -> int:
    """Run all mutations, write the report, and fail if one escapes the second reading."""
    results = run()
    page = report(results)
    (ROOT / "docs" / "mutation.md").write_text(page, encoding="utf-8")
    print(page)
    escaped = sum(
        sum(counts["tried"].values()) - sum(counts["caught with second reading"].values())
        for counts in results.values()
    )
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
