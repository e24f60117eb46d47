"""Edit the code itself, one small thing at a time, and see whether a test notices.

The edits are those of cosmic-ray: another comparison or operator, ``not`` added or taken away, ``and`` for ``or``, a
number one more or one less, another exception, no decorator, a loop that never runs, ``break`` for ``continue``. Of
each module so many places are drawn by chance, and one edit of each; annotations are left alone, which change nothing
at run time, and so is what the build writes.

Each edit is tested in a copy of the checkout: by the shortest tests that take its line, by a build, which must give
the committed files, and by the other tests of the same files. What runs at import is tested by all tests, the shortest
first. Which tests take a line is known from a run of all tests with ``--cov-context=test``.

Run `make mutants`, or ``python tools/mutants.py PLACES SEED``; it writes docs/mutants.csv, in which a reason that a
survivor has is kept as long as the edit is drawn, and docs/mutants.md of it; without arguments, the page alone.
"""

import ast
import csv
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pandas.io.stata
import pandera.pandas
import pyarrow.parquet
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator, operator_names
from coverage import CoverageData

LOADED = pandas.io.stata, pandera.pandas, pyarrow.parquet
"""What is imported once, before each test forks."""
ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sovietlabour"
RESULTS = ROOT / "docs" / "mutants.csv"
PAGE = RESULTS.with_suffix(".md")
WRITTEN = {"_literals.py", "_version.py", "__main__.py"}
FEW, MANY = 30, 300
"""Seconds of tests, by their times without an edit, that one edit is given at first, and in the end."""
BUILD = "tests/test_build.py::test_committed_files_are_what_the_raw_files_give"
OPTIONS = ["-x", "-q", "-Wignore::pytest.PytestAssertRewriteWarning", *("-pno:cacheprovider", "-pno:xdist", "-pno:cov")]
PATIENCE = 4
"""How many times longer the tests may take with an edit."""
Place = tuple[int, int]
AT_IMPORT = 0
"""Line of what runs when a module is imported, by whatever test happens to be first."""


@dataclass(frozen=True)
class Edit:
    """One small change to a module, and what became of it."""

    module: str
    function: str
    before: str
    after: str
    outcome: str = ""
    why: str = ""
    """Why it may survive."""

    @property
    def key(self) -> tuple[str, ...]:
        """What names it."""
        return self.module, self.function, self.before, self.after


def edits_of(module: Path, places: int, chance: Random) -> Iterator[tuple[Edit, int, str]]:
    """Draw edits of a module; give each with the line that it takes to notice it, and the text of the edited module."""
    source = module.read_text(encoding="utf-8")
    tree, annotated = ast.parse(source), _annotations(ast.parse(source))
    nodes = list(ast_nodes(get_ast(source)))
    found: dict[tuple[Place, Place], list[tuple[str, int]]] = defaultdict(list)
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments():
            continue
        positions = (place for node in nodes for place in operator().mutation_positions(node))
        for number, (start, end) in enumerate(positions):
            if not any(first <= start < last for first, last in annotated):
                found[start, end].append((name, number))
    for (line, column), end in chance.sample(sorted(found), min(places, len(found))):
        name, number = chance.choice(found[(line, column), end])
        try:
            edited = MutationVisitor.mutate_code(source, get_operator(name)(), number)
        except AttributeError:  # several exceptions in one clause are more than cosmic-ray can edit
            continue
        old, new = source.split("\n"), edited.split("\n")
        first = line - 1 if len(old) > len(new) else next(at for at in range(len(old)) if old[at] != new[at])
        function = ".".join(
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0)
        )
        after = new[first].strip() if len(old) == len(new) else "(taken away)"
        named = str(module.relative_to(PACKAGE)), function
        inside = any(
            node.body[0].lineno <= line <= (node.end_lineno or 0)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
        )
        yield Edit(*named, old[first].strip(), after), line if inside else AT_IMPORT, edited


def _annotations(tree: ast.Module) -> list[tuple[Place, Place]]:
    """Say where annotations begin and end."""
    notes = (
        note
        for node in ast.walk(tree)
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if isinstance(note, ast.expr)
    )
    return [((n.lineno, n.col_offset), (n.end_lineno or 0, n.end_col_offset or 0)) for n in notes]


class Tests:
    """Which tests take a line, and how long each of them is."""

    def __init__(self, coverage: Path, report: Path) -> None:
        self.data = CoverageData(str(coverage))
        self.data.read()
        cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 -- our own file
        self.seconds = {
            f"{case.attrib['classname'].replace('.', '/')}.py::{case.attrib['name']}": float(case.attrib["time"])
            for case in cases
            if len(case) == 0  # neither failed nor skipped
        }

    @cache  # noqa: B019 -- one object
    def of_line(self, module: str) -> Mapping[int, set[str]]:
        """Give the tests that take each line of a module."""
        contexts = self.data.contexts_by_lineno(str(PACKAGE / module))
        return {line: {_test_of(one) for one in tests if one} for line, tests in contexts.items()}

    def of(self, module: str, line: int) -> list[list[str]]:
        """Give the tests of a line, the shortest first, as far as they last no longer in all; the first few apart."""
        everything = set(self.seconds)
        chosen = self.of_line(module).get(line, everything)
        beside = {test.partition("::")[0] for test in chosen}  # which share what the first of them has made
        near = (test for test in everything if test.partition("::")[0] in beside)
        known = [
            (self.seconds[test], test) for _, _, test in sorted((t not in chosen, self.seconds[t], t) for t in near)
        ]
        ends = accumulate(seconds for seconds, _ in known)
        kept = [(end, test) for end, (_, test) in zip(ends, known, strict=True) if end <= MANY]
        return [[test for end, test in kept if (end <= FEW) is first] for first in (True, False)]


def _test_of(context: str) -> str:
    """Give the test of a context, which says besides whether it was set up, run or taken down."""
    return context.rpartition("|")[0] or context


def run_tests(checkout: Path, tests: list[str], seconds: float) -> str:
    """Run tests in a process of its own; say whether they noticed something."""
    process = get_context("fork").Process(target=_run, args=(checkout, tests))
    process.start()
    process.join(seconds)
    if process.is_alive():
        os.killpg(process.pid or 0, signal.SIGKILL)
        process.join()
        return "killed: endless"
    return "survived" if process.exitcode == 0 else "killed"


def _run(checkout: Path, tests: list[str]) -> None:
    os.setsid()
    os.chdir(checkout)
    os.environ["PYTHONPATH"] = str(checkout / "src")
    sys.path.insert(0, str(checkout / "src"))
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os._exit(pytest.main([*OPTIONS, *tests]))


def tried(checkout: Path, edit: Edit, text: str, stages: list[tuple[list[str], float]]) -> Edit:
    """Give an edit with its outcome, and the checkout as it was."""
    target = checkout / "src" / "sovietlabour" / edit.module
    source = target.read_text(encoding="utf-8")
    outcome = "survived"
    try:
        _write(target, text)
        for tests, seconds in stages:
            if tests and (outcome := run_tests(checkout, tests, seconds)) != "survived":
                break
    finally:
        _write(target, source)
    return replace(edit, outcome=outcome)


def _write(module: Path, text: str) -> None:
    module.write_text(text, encoding="utf-8")
    Path(importlib.util.cache_from_source(str(module))).unlink(missing_ok=True)


CHECKOUT: list[Path] = []
"""The copy of a worker."""


def _make_checkout(folder: Path) -> None:
    CHECKOUT.append(folder / str(os.getpid()))
    shutil.copytree(ROOT, CHECKOUT[0], ignore=shutil.ignore_patterns(".git", ".venv*", "node_modules", "site", "dist"))


def _try(edit: Edit, text: str, stages: list[tuple[list[str], float]]) -> Edit:
    return tried(CHECKOUT[0], edit, text, stages)


def _stages(tests: Tests, module: str, line: int) -> list[tuple[list[str], float]]:
    few, others = tests.of(module, line)
    return [(few, 60 + PATIENCE * FEW), ([BUILD], 60 + PATIENCE * FEW), (others, 60 + PATIENCE * MANY)]


def main(places: int, seed: int, coverage: Path, report: Path) -> None:
    """Try edits of every module, and write what became of them."""
    tests, started = Tests(coverage, report), time.monotonic()
    reasons = {edit.key: edit.why for edit in read()}
    modules = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in WRITTEN)
    drawn = [one for path in modules for one in edits_of(path, places, Random(f"{seed} {path.name}"))]
    folder = Path(tempfile.mkdtemp(prefix="mutants-"))
    done: list[Edit] = []
    try:
        with ProcessPoolExecutor(os.cpu_count(), get_context("fork"), _make_checkout, (folder,)) as pool:
            jobs = [pool.submit(_try, edit, text, _stages(tests, edit.module, line)) for edit, line, text in drawn]
            for job in as_completed(jobs):
                edit = job.result()
                done.append(replace(edit, why=reasons.get(edit.key, "")))
                passed = time.monotonic() - started
                print(f"{len(done)}/{len(jobs)} {passed:.0f} s {edit.outcome}: {edit.module} {edit.before}", flush=True)
                write(done)
        PAGE.write_text(page(read()), encoding="utf-8")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read() -> list[Edit]:
    """Read the results of the last run."""
    with RESULTS.open(encoding="utf-8", newline="") as file:
        return [Edit(**row) for row in csv.DictReader(file)]


def write(edits: Iterable[Edit]) -> None:
    """Write the results."""
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Edit)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, sorted(edits, key=lambda edit: edit.key)))


def page(edits: list[Edit]) -> str:
    """Say how many edits of each module are noticed, and what may be said of each that is not."""
    noticed = [edit for edit in edits if edit.outcome.startswith("killed")]
    kept = [edit for edit in edits if edit not in noticed]
    of_module = Counter(edit.module for edit in edits)
    killed = Counter(edit.module for edit in noticed)
    lines = [
        "# Which edits of the code the tests notice",
        "",
        "Written by `make mutants`, an hour of both cores; not part of the checks of a change.",
        "",
        "Of each module of `src/` up to six places are drawn by chance, and one small edit of each is made with",
        "cosmic-ray: another comparison or operator, a number one more or one less, no decorator, a loop that never",
        f"runs. The tests noticed {len(noticed)} of {len(edits)}, {len(noticed) / len(edits):.1%}. What passed is",
        "beneath, with the reason why it may, or with the test that is wanting.",
        "",
        "## What passed",
        "",
        "| module | in | line | made | why it may pass |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(map(_cell, (*edit.key, edit.why)))} |" for edit in kept),
        "",
        "## By module",
        "",
        "| module | edits | noticed |",
        "|---|---:|---:|",
        *(f"| {_cell(module)} | {count} | {killed[module]} |" for module, count in sorted(of_module.items())),
        "",
    ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """Write code, or words, in a cell of Markdown."""
    escaped = text.replace("|", "\\|")
    return escaped if not text or text.endswith(".") else f"`{escaped}`"


if __name__ == "__main__":
    if len(sys.argv) == 1:
        PAGE.write_text(page(read()), encoding="utf-8")
        sys.exit()
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
