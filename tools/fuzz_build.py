"""Damage raw and curated files in every way we can think of, and see what the build says.

A damage of one file must leave the product as it is, or be refused with problems that name a place. Never may it give
another error, run for ever, or change the product unseen. Some changes no check can see: what is as good a
transcription, or as good a remark, as ours. They are counted by kind; all other silent changes are violations.

Run `make fuzz`, or ``python tools/fuzz_build.py SECONDS SEED``; violations end it with status 1.
"""

import csv
import io
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from sovietlabour import BuildError
from sovietlabour.models import Table, declared_tables
from sovietlabour.models._cells import BuiltTable
from sovietlabour.pipeline import assemble, files, publish, stubs
from sovietlabour.pipeline.catalog import make_catalog
from sovietlabour.pipeline.codes import read_codes
from sovietlabour.pipeline.ledger import Ledger, read_ledger
from sovietlabour.pipeline.pages import PageMap
from sovietlabour.pipeline.raw import FACTS, RawTable, read_raw

DATA = Path(__file__).resolve().parents[1] / "data"
PATIENCE = 60
"""Seconds after which a build hangs."""
HANDS_OFF = "by hand: "
"""Damages that a careful editor could have meant begin with this: no check need see them."""
THOROUGH = 0.03
"""Share of the damages of which the whole build is tried, although a file cannot be read."""
Change = Callable[[Path], object]


@dataclass(frozen=True)
class Damage:
    """One damage of one file (relative to the folder ``data``)."""

    kind: str
    file: str
    make: Change = field(repr=False)
    what: str = ""

    @property
    def plausible(self) -> bool:
        """Whether the file could be as right as before, for all that the build can know."""
        return self.kind.startswith(HANDS_OFF)


@dataclass(frozen=True)
class Outcome:
    """What the build made of a damage: same, refused, nowhere, traceback, hang, silent or unseen."""

    verdict: str
    report: str = ""


WRONG = ("nowhere", "traceback", "hang", "silent")
"""Verdicts that must never be."""


# The damages


def damages(rng: Random, data: Path) -> Iterator[Damage]:
    """Make damages for ever, of files by turns."""
    everything = sorted(path.relative_to(data).as_posix() for path in data.rglob("*.*") if path.is_file())
    while True:
        rng.shuffle(everything)
        for file in everything:
            content = (data / file).read_bytes()
            kinds = [
                _of_bytes,
                _of_the_file,
                *([_of_cells] * 5 + [_of_table] * 2 if file.endswith(".csv") else [_of_toml] * 4),
            ]
            made = list(rng.choice(kinds)(rng, file, content))
            if made:
                yield rng.choice(made)


def _written(kind: str, file: str, content: bytes, what: str = "") -> Damage:
    return Damage(kind, file, lambda path: _write(path, content), what)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _of_bytes(rng: Random, file: str, content: bytes) -> Iterator[Damage]:
    text = content.decode()
    at = rng.randrange(len(content))
    lines = text.splitlines(keepends=True)
    changed = {
        "BOM": b"\xef\xbb\xbf" + content,
        "CRLF": content.replace(b"\n", b"\r\n"),
        "CR": content.replace(b"\n", b"\r"),
        "one CRLF": text.replace("\n", "\r\n", 1).encode(),
        "NUL": content[:at] + b"\0" + content[at:],
        "UTF-16": text.encode("utf-16"),
        "UTF-32": text.encode("utf-32"),
        "truncated at a byte": content[:at],
        HANDS_OFF + "truncated at a line": "".join(lines[: max(1, rng.randrange(len(lines)))]).encode(),
        "empty": b"",
        "one line feed": b"\n",
        "first line alone": lines[0].encode(),
        "no last line feed": content.removesuffix(b"\n"),
        "blank line at the end": content + b"\n",
        "blank line inside": text.replace("\n", "\n\n", 1).encode(),
        "no UTF-8": content[:at] + b"\xff" + content[at + 1 :],
        "twice": content + content,
        "control character": content[:at] + rng.choice([b"\x0b", b"\x0c", b"\x1c", b"\x85", b"\x1b"]) + content[at:],
        "zero": b"\0" * len(content),
        "garbage": rng.randbytes(200),
        "line separator": content[:at] + "\u2028".encode() + content[at:],
        HANDS_OFF + "open quote": content[:at] + b'"' + content[at:],
        "conflict marker": "".join([lines[0], "<<<<<<< HEAD\n", *lines[1:]]).encode(),
    }
    if (latin := text.encode("latin-1", "replace")) != content:
        changed["Latin-1"] = latin
    for kind, new in changed.items():
        if new != content:
            yield _written(kind, file, new, f"byte {at}")


def _of_the_file(rng: Random, file: str, content: bytes) -> Iterator[Damage]:
    def folder(path: Path) -> None:
        path.unlink()
        path.mkdir()

    def loop(path: Path) -> None:
        path.unlink()
        path.symlink_to(path.name)

    def dangling(path: Path) -> None:
        path.unlink()
        path.symlink_to("nowhere")

    def extra(name: str) -> Change:
        return lambda path: _write(path.with_name(name), content)

    stem, _, ending = Path(file).name.rpartition(".")
    yield Damage("deleted", file, lambda path: path.unlink())
    yield Damage("folder in its place", file, folder)
    yield Damage("link to itself", file, loop)
    yield Damage("dangling link", file, dangling)
    yield Damage("other name", file, lambda path: shutil.move(path, path.with_name(f"{stem}_old.{ending}")))
    yield Damage("other ending", file, lambda path: shutil.move(path, path.with_suffix(".txt")))
    yield Damage("name in capitals", file, lambda path: shutil.move(path, path.with_name(path.name.upper())))
    for name in (
        f"{stem} (1).{ending}",
        f"{stem}.{ending}.bak",
        f"{stem}.CSV",
        "zz.csv",
        "zz.toml",
        "zz.txt",
        f"{stem}.{ {'csv': 'toml', 'toml': 'csv'}[ending] }2",
    ):
        yield Damage("file more", file, extra(name), name)
    yield Damage("folder more", file, lambda path: path.with_name("zz").mkdir())
    yield Damage("folder of its name", file, lambda path: path.with_name(stem).mkdir(exist_ok=True))


def _of_table(rng: Random, file: str, content: bytes) -> Iterator[Damage]:
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    column, row = rng.randrange(len(header)), rng.randrange(len(rows))
    other = (column + 1) % len(header)

    def changed(kind: str, change: Callable[[list[list[str]]], Any], **how: Any) -> Damage:
        all_rows = [list(header), *map(list, rows)]
        change(all_rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n", **how).writerows(all_rows)
        return _written(kind, file, text.getvalue().encode(), f"column {header[column]!r}, row {row + 2}")

    def of_each(change: Callable[[list[str]], Any]) -> Callable[[list[list[str]]], Any]:
        return lambda all_rows: [change(one) for one in all_rows]

    def swap(one: list[str]) -> None:
        one[column], one[other] = one[other], one[column]

    def header_is(name: str) -> Callable[[list[list[str]]], Any]:
        return lambda all_rows: all_rows[0].__setitem__(column, name)

    name = header[column]
    yield changed("column removed", of_each(lambda one: one.pop(column)))
    yield changed("column twice", of_each(lambda one: one.append(one[column])))
    yield changed("column more", of_each(lambda one: one.append("extra")))
    yield changed("empty column more", of_each(lambda one: one.append("")))
    yield changed("columns in another order", of_each(swap))
    yield changed("headings exchanged", lambda all_rows: swap(all_rows[0]))
    for new in (f"{name}x", "", name.upper(), f" {name}", f"{name}\u200b", header[other], "page", "status"):
        if new != name:
            yield changed("column renamed", header_is(new))
    yield changed(HANDS_OFF + "row removed", lambda all_rows: all_rows.pop(row + 1))
    yield changed("row twice", lambda all_rows: all_rows.insert(row + 1, all_rows[row + 1]))
    yield changed("row of nothing", lambda all_rows: all_rows.insert(row + 1, [""] * len(header)))
    yield changed("header twice", lambda all_rows: all_rows.insert(row + 1, list(header)))
    if row:
        yield changed(
            HANDS_OFF + "rows exchanged",
            lambda all_rows: all_rows.__setitem__(slice(row, row + 2), [all_rows[row + 1], all_rows[row]]),
        )
    yield changed("cell more", lambda all_rows: all_rows[row + 1].append(""))
    yield changed("cell less", lambda all_rows: all_rows[row + 1].pop())
    yield changed("semicolons", lambda _: None, delimiter=";")
    yield changed("tabs", lambda _: None, delimiter="\t")
    yield changed("all quoted", lambda _: None, quoting=csv.QUOTE_ALL)
    yield changed("single quotes", lambda _: None, quotechar="'")
    yield changed("no header", lambda all_rows: all_rows.pop(0))


HOMOGLYPHS = str.maketrans("aceopxyABCEHKMOPT", "асеорхуАВСЕНКМОРТ")
BAD_NUMBERS = (
    "99999999999",
    "9" * 400,
    "-1",
    "0",
    "nan",
    "NaN",
    "inf",
    "1e5",
    "1_000",
    "0x10",
    "+5",
    "1.0",
    "05",
    "1,5",
    "1.5",
    "32768",
    "2147483648",
    "٣",
    "５",
    "²",
    "99999",
)
BAD_DAYS = (
    "1933-02-30",
    "1933-13-01",
    "01.05.1933",
    "1933-5-1",
    "1933-05",
    "0001-01-01",
    "9999-12-31",
    "19330501",
    "1933-05-01T00:00:00",
    "99999-01-01",
    "1933-05-01 ",
)
WORDS = (
    "x",
    "None",
    "null",
    "NA",
    "<NA>",
    "true",
    "=1+1",
    "{",
    "}",
    "{}",
    "a; a",
    "; ",
    "|",
    " | ",
    "\\",
    "%",
    "x" * 200_000,
    "\u0301",
    "é",
    "é",
    "1/0",
    "{x} / 0",
    "9**9**9",
    "()",
    "(" * 500,
)


def _of_cells(rng: Random, file: str, content: bytes) -> Iterator[Damage]:
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    column = rng.randrange(len(header))
    filled = [number for number, one in enumerate(rows) if one[column]]
    row = rng.choice(filled) if filled and rng.random() < 0.8 else rng.randrange(len(rows))
    old, key = rows[row][column], rows[row][0]
    number = bool(re.fullmatch(r"[0-9.,]+", old)) or any(re.fullmatch(r"[0-9.]+", one[column]) for one in rows)
    day = any(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one[column]) for one in rows)
    new: dict[str, list[str]] = {
        "spaces": [
            f" {old}",
            f"{old} ",
            old.replace(" ", "  ", 1),
            f"\u00a0{old}",
            f"{old}\t",
            f"{old}\n",
            f"\n{old}",
            old.replace(" ", "\u00a0", 1),
            old.replace(" ", "\n", 1),
            f"{old}\u200b",
            f"\ufeff{old}",
            " ",
        ],
        "homoglyphs": [
            old.translate(HOMOGLYPHS),
            old.replace("-", "\u2010"),
            old.replace("-", "\u2013"),
            old.replace("'", "\u2019"),
        ],
        "other digits": [
            re.sub("[0-9]", lambda digit: chr(0x660 + int(digit[0])), old),
            re.sub("[0-9]", lambda digit: chr(0xFF10 + int(digit[0])), old),
        ],
        "control characters": [f"{old}\0", f"\x1b{old}", f"{old}\x7f", f"{old}\u202e"],
        "refers to itself": [key, f"{old}; {key}", f"{{{key}}}"],
        "of a list": [
            f"{old}; ",
            f"; {old}",
            f"{old}; {old}",
            f"{old};{old}",
            old.replace("; ", ";"),
            old.replace(";", ","),
        ],
        "no such name": [f"{old}x", f"x{old}", old.upper(), old.lower(), old.swapcase()],
        "words": list(WORDS),
        HANDS_OFF + "emptied": [""],
        HANDS_OFF + "of another row": [rng.choice(rows)[column]],
        HANDS_OFF + "of another column": [rng.choice(rows[row])],
        HANDS_OFF + "other digit": [re.sub("[0-9]", lambda digit: str((int(digit[0]) + 1) % 10), old, count=1)],
        HANDS_OFF + "characters swapped": [old[:1] + old[2:3] + old[1:2] + old[3:]],
    }
    if number:
        new["numbers"] = [*BAD_NUMBERS, f"-{old}", f"{old}.0", f"0{old}", f"{old}00000000"]
    if day:
        new["days"] = list(BAD_DAYS)
    kind = rng.choice(list(new))
    free = _free(file, header[column])
    for text in new[kind]:
        if text != old:
            by_hand = not kind.startswith(HANDS_OFF) and free and (free.fullmatch(text) or not text)
            changed = [list(one) for one in rows]
            changed[row][column] = text
            made = io.StringIO()
            csv.writer(made, lineterminator="\n").writerows([header, *changed])
            yield _written(
                HANDS_OFF * bool(by_hand) + kind,
                file,
                made.getvalue().encode(),
                f"{header[column]} of {key!r}: {old[:60]!r} to {text[:60]!r}",
            )


CLEAN, QUOTED = re.compile(r"[!-~]+(?: [!-~]+)*"), re.compile(r"[ -~\n]+")


def _free(file: str, column: str) -> re.Pattern[str] | None:
    """Give what can stand in a column of free words, where nothing tells one from another; None if it has no such."""
    if column in files.VERBATIM:
        return QUOTED
    name = Path(file).parts[1].partition(".")[0]
    declared = declared_tables()[name].model.to_schema().columns if name in declared_tables() else {}
    if column not in declared:
        return CLEAN
    bound = declared[column].metadata["refers_to"] or declared[column].checks
    return None if bound or not str(declared[column].dtype).startswith("str") else CLEAN


BAD_VALUES = (
    "1",
    "-1",
    "0",
    "1.5",
    "nan",
    "inf",
    "true",
    '""',
    '" "',
    '"x"',
    "[]",
    "[1]",
    "[1, 2, 3]",
    '["a", "b"]',
    "{}",
    "{ a = 1 }",
    "1979-05-27",
    "99999999999",
    "9" * 25,
    "[[1], [2]]",
    "[1936, 1929]",
    "[-1, 5]",
    "[true, false]",
    "[1929.0, 1936.0]",
    "[99999999999, 99999999999]",
    '"x\\u0000"',
    '"a\\nb"',
    '"\\u0430"',
)


def _of_toml(rng: Random, file: str, content: bytes) -> Iterator[Damage]:
    lines = content.decode().splitlines(keepends=True)
    keyed = [n for n, line in enumerate(lines) if re.match(r'[\w"%() -]+ = ', line)]
    at = rng.choice(keyed)
    key, _, value = lines[at].rstrip("\n").partition(" = ")
    heads = [n for n, line in enumerate(lines) if line.startswith("[")]

    def changed(kind: str, *new: str, where: int = at, keep: bool = False) -> Damage:
        made = lines[:where] + list(new) + lines[where if keep else where + 1 :]
        return _written(kind, file, "".join(made).encode(), f"{key} = {value[:40]} to {''.join(new)[:60]!r}")

    by_hand = HANDS_OFF * (f"{key}?" in {*FACTS, *assemble.SOURCE})
    yield changed(by_hand + "key removed")
    yield changed("key twice", lines[at], lines[at])
    yield changed("unknown key", "unknown = 1\n", keep=True)
    yield changed("unknown key", "[unknown]\na = 1\n", where=len(lines), keep=True)
    yield changed("key renamed", f"{re.sub('[^a-z_]', '', key)}x = {value}\n")
    for new in BAD_VALUES:
        if new != value:
            free = (new == '"x"' and value.startswith('"')) or (key, new) == ("note", "1")
            yield changed(HANDS_OFF * free + "value of another kind", f"{key} = {new}\n")
    if value.startswith('"'):
        words = value[1:-1]
        for new in (
            f" {words}",
            f"{words} ",
            words.replace(" ", "  ", 1),
            words.translate(HOMOGLYPHS),
            f"{words}\u00a0",
        ):
            if new != words:
                yield changed("spaces and homoglyphs in TOML", f'{key} = "{new}"\n')
        yield changed(HANDS_OFF + "other words", f'{key} = "{words}x"\n')
        yield changed(HANDS_OFF * (key == "printed_title") + "emptied in TOML", f'{key} = ""\n')
    if re.search("[0-9]", value):
        new = re.sub("[0-9]", lambda digit: str((int(digit[0]) + 1) % 10), value, count=1)
        yield changed(HANDS_OFF + "other digit in TOML", f"{key} = {new}\n")
    if heads:
        yield changed("section removed", where=rng.choice(heads))
        yield changed("section twice", lines[heads[0]], lines[heads[0]], where=heads[0])
        yield changed("section renamed", lines[heads[-1]].replace("]", "x]", 1), where=heads[-1])


# What the build says


@dataclass
class Workshop:
    """A copy of the data, damaged and mended again, and what the build made of it when it was whole."""

    data: Path
    whole: assemble.Built

    def __post_init__(self) -> None:
        self._build_table = assemble.build_table
        self._needs = {name: self._needed(declared, self.whole.tables) for name, declared in declared_tables().items()}

    @cached_property
    def _product(self) -> dict[str, bytes]:
        return self._published(self.whole)

    @staticmethod
    def _needed(table: Table, tables: Mapping[str, BuiltTable]) -> list[BuiltTable]:
        return [tables[name] for name in sorted(assemble._needed(table, declared_tables())) if name in tables]

    def _quickly(
        self, table: Table, raw: RawTable, tables: dict[str, BuiltTable], ledger: Ledger, pages: PageMap, *more: Any
    ) -> BuiltTable | None:
        """Build a table, but not again if all that it is made of is as it was."""
        of_whole, of_this = (
            [reading for reading in one.readings if reading.table == table.name] for one in (self.whole.ledger, ledger)
        )
        needs, old = self._needed(table, tables), self._needs[table.name]
        same = len(needs) == len(old) and all(one is other for one, other in zip(needs, old, strict=True))
        known = self.whole.tables[table.name]
        if same and raw == known.raw and of_this == of_whole and pages == self.whole.pages:
            for reading in of_this:
                ledger.take(*reading.cell)
            return known
        return self._build_table(table, raw, tables, ledger, pages, *more)

    def _unchanged(self, built: assemble.Built) -> bool:
        """Say whether all that is published is made of the same things, so that it need not be written to compare."""
        whole = self.whole
        same = all(table is whole.tables.get(name) for name, table in built.tables.items())
        others = ("codes", "also_called", "sources", "lost", "pages")
        return (
            same
            and list(built.tables) == list(whole.tables)
            and built.ledger.readings == whole.ledger.readings
            and all(getattr(built, name) == getattr(whole, name) for name in others)
        )

    @staticmethod
    def _published(built: assemble.Built) -> dict[str, bytes]:
        catalog = make_catalog(built)
        made = publish.publish(built, catalog)
        made |= {"literals": stubs.literals(built, catalog).encode(), "stub": stubs.stub(built).encode()}
        return made

    def _misread(self, file: str) -> list[str]:
        """Give what the reading of a file alone says of it: the build says it too."""
        problems: list[str] = []
        name = Path(file).parts[1].partition(".")[0]
        if name in declared_tables():
            read_raw(self.data, declared_tables()[name], problems)
        elif name == "ledger":
            read_ledger(self.data / file, problems)
        elif name == "codes":
            read_codes(self.data / file, problems)
        return problems

    def outcome(self, damage: Damage, *, thorough: bool = False) -> Outcome:
        """Damage a file, build, and mend it; if the build is not to be thorough, what cannot be read is not built."""
        folder = (self.data / damage.file).parent
        kept = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        try:
            damage.make(self.data / damage.file)
            return self._built(damage, thorough=thorough)
        finally:
            for path in list(folder.iterdir()):
                if path.is_symlink() or (path.is_file() and path not in kept):
                    path.unlink()
                elif path.is_dir() and path.name not in ("prose_figures",):
                    shutil.rmtree(path)
            for path, content in kept.items():
                path.write_bytes(content)

    def _built(self, damage: Damage, *, thorough: bool) -> Outcome:
        def too_long(*_: object) -> None:
            raise TimeoutError

        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(PATIENCE)
        try:
            with patch.object(assemble, "build_table", self._quickly), warnings.catch_warnings():
                warnings.simplefilter("error")
                if not thorough and (problems := self._misread(damage.file)):
                    raise BuildError(problems)
                built = assemble.build_tables(self.data)
                product = self._product if self._unchanged(built) else self._published(built)
        except BuildError as error:
            placed = any(PLACE.match(problem) for problem in error.problems)  # others may follow from it
            return Outcome("refused" if placed else "nowhere", "\n".join(error.problems))
        except TimeoutError:
            return Outcome("hang", traceback.format_exc())
        except Exception:
            return Outcome("traceback", traceback.format_exc())
        finally:
            signal.alarm(0)
        if product == self._product:
            return Outcome("same")
        changed = ", ".join(name for name in product if product[name] != self._product.get(name))
        return Outcome("unseen" if damage.plausible else "silent", changed)


PLACE = re.compile(
    r"(ledger\.csv: )?(\w+\[.+?[\],]|[\w/ ().-]+\.(csv|toml|CSV|bak)\d?(:\d+)?[:,]"
    r"|\w+, \w+: (['\"]|there is no code)|\w+: there is no (row|\w+) )",
    re.DOTALL,
)
"""File and line or key; table, row and column; or table, column and the value that is wrong there."""


def run(data: Path, seconds: int = 300, seed: int = 1) -> tuple[Counter[tuple[str, str]], list[tuple[Damage, Outcome]]]:
    """Damage for some time; give the verdicts by kind, and all that is wrong or unseen."""
    shop, rng = Workshop(data, assemble.build_tables(data)), Random(seed)
    counts: Counter[tuple[str, str]] = Counter()
    noted = []
    end = time.monotonic() + seconds
    for damage in damages(rng, data):
        if time.monotonic() > end:
            break
        outcome = shop.outcome(damage, thorough=rng.random() < THOROUGH)
        counts[damage.kind, outcome.verdict] += 1
        if outcome.verdict in (*WRONG, "unseen"):
            noted.append((damage, outcome))
    return counts, noted


def report(counts: Counter[tuple[str, str]]) -> str:
    """Give a table of the verdicts by kind."""
    verdicts = ("same", "refused", *WRONG, "unseen")
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for (kind, verdict), number in counts.items():
        by_kind[kind][verdict] += number
        by_kind["all"][verdict] += number
    lines = [
        f"| {kind} | {' | '.join(str(of[verdict] or '') for verdict in verdicts)} |"
        for kind, of in sorted(by_kind.items())
    ]
    return "\n".join([f"| damage | {' | '.join(verdicts)} |", "|---" * (len(verdicts) + 1) + "|", *lines])


def main() -> None:
    """Damage for some seconds, and say what was wrong."""
    asked = dict(zip(("seconds", "seed"), map(int, sys.argv[1:]), strict=False))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for part in (files.RAW, files.CURATED):
            shutil.copytree(DATA / part, data / part)
        counts, noted = run(data, **asked)
    wrong = [(damage, outcome) for damage, outcome in noted if outcome.verdict in WRONG]
    for damage, outcome in noted:
        print(f"{outcome.verdict}: {damage.kind}: {damage.file}: {damage.what}: {outcome.report.strip()[-600:]!r}")
    print(report(counts))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
