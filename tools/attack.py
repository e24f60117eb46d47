"""Attack the package at random, many times over, and count what came of it.

- ``inputs``: every public function with foreign values at some of its parameters; right, or one error of ours.
- ``published``: a published file damaged; every reader refuses it with the remedy, or gives what it gave before.
- ``ended``: builds of real data ended by a signal at any time; all files are old or all are new.
- ``together``: loads in threads, in processes of every kind and while builds replace the files; always one whole set.

Run `make attack`, or ``python tools/attack.py CLASS TIMES SEED``; it prints a table and fails if anything got through.
"""

import copy
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import chdir, contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import sovietlabour as sl  # noqa: E402 -- after the path
from conftest import copy_checkout  # noqa: E402 -- after the path
from sovietlabour import _data  # noqa: E402 -- after the path
from sovietlabour._catalog import catalog  # noqa: E402 -- after the path
from sovietlabour.pipeline.publish import write_together  # noqa: E402 -- after the path
from test_inputs import RIGHT, STRANGE  # noqa: E402 -- after the path

Verdict = tuple[str, str]
"""What was done, and what came of it."""
FINE = {"right", "refused", "same", "old", "new", "unread"}
"""What may come of it."""
PROCESSED = ROOT / "data" / "processed"
PATIENCE = 60
"""Seconds after which a call counts as endless."""


def some_text(rng: Random) -> str:
    """Give a text: of any characters, or nearly a name that means something."""
    if rng.random() < 0.3:
        return "".join(
            chr(rng.choice((rng.randrange(0xD800), rng.randrange(0x110000)))) for _ in range(rng.randrange(9))
        )
    text = rng.choice([str(value) for of in RIGHT.values() for value in of.values()])
    place = rng.randrange(len(text) + 1)
    return rng.choice(
        (text[:place] + rng.choice("x ;.*?/\\\0\n|'\"") + text[place:], text[:place] + text[place + 1 :], text.upper())
    )


def some_value(rng: Random, depth: int = 0) -> Any:
    """Give a value of any kind, or several of them in something."""
    number = rng.choice((0, -1, 1, 1933, rng.randrange(-(10**6), 10**6), rng.getrandbits(200), rng.gauss(1930, 50)))
    kinds: list[Callable[[], Any]] = [
        lambda: some_text(rng),
        lambda: number,
        lambda: rng.choice(list(STRANGE.values())),
        lambda: rng.choice([value for of in RIGHT.values() for value in of.values()]),
        lambda: rng.choice((None, True, False, ..., NotImplemented, float("inf"), pd.NaT, 1j, int, len, sys)),
        lambda: rng.choice((Decimal, Fraction, np.float32, np.str_, np.array, pd.Series, pd.Index))(str(int(number))),
        lambda: datetime.fromtimestamp(rng.uniform(-(10**9), 10**9), rng.choice((UTC, None))),
        lambda: pd.Timestamp(rng.randrange(-(2**62), 2**62)),
        lambda: np.datetime64(rng.randrange(-(2**40), 2**40), rng.choice(("D", "s", "Y"))),
        lambda: Path(some_text(rng)),
        lambda: some_text(rng).encode("utf-8", "surrogatepass"),
        lambda: (rng.choice((1930, "1936", "1 May 1930")), rng.choice((1936, "1939", None))),
    ]
    if depth < 2:
        several = [some_value(rng, depth + 1) for _ in range(rng.randrange(4))]
        into = (list, tuple, iter, pd.array, np.array, dict.fromkeys, set)
        kinds += [
            lambda: rng.choice(into)(several),
            lambda: (one for one in several),
            lambda: pd.DataFrame({"x": pd.Series(several)}),
        ]
    while True:
        with suppress(Exception), warnings.catch_warnings(action="ignore"):
            return rng.choice(kinds)()


def inputs(times: int, rng: Random) -> Iterator[Verdict]:
    """Call functions with foreign values at one to three parameters."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for _ in range(times):
            function = rng.choice(list(RIGHT))
            right = RIGHT[function]
            wrong = rng.sample(list(right), rng.randint(1, min(3, len(right))))
            given = copy.copy(right) | {name: some_value(rng) for name in wrong}
            yield function, _called(getattr(sl, function), given)
            if beside := [path for path in Path(folder).iterdir() if path.name != "exports"]:
                if function != "export":
                    yield function, f"wrote {beside}"
                for path in beside:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _called(function: Callable[..., Any], given: dict[str, Any]) -> str:
    said = f"{function.__name__}({', '.join(f'{name}={_shown(value)}' for name, value in given.items())})"
    try:
        with warnings.catch_warnings(action="ignore"), within(PATIENCE):
            function(**given)
    except sl.SovietLabourError as error:
        words = str(error)
        long = len(words) > 1000 and "to" not in given
        return f"{said}: a message of {len(words)} characters" if "\n" in words or long else "refused"
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{said}: {''.join(traceback.format_exception(error))[-900:]}"
    return "right"


def _shown(value: object) -> str:
    with suppress(Exception):
        return repr(value)[:80]
    return f"<{type(value).__name__}>"


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """End what lasts too long."""

    def end(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def damaged(rng: Random, data: bytes, others: list[bytes]) -> tuple[str, bytes]:
    """Do to bytes what disks, downloads and people do; say what."""
    at, length = rng.randrange(len(data)), rng.randint(1, 4096)
    made = {
        "bit flipped": data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :],
        "byte replaced": data[:at] + rng.randbytes(1) + data[at + 1 :],
        "byte put in": data[:at] + rng.randbytes(1) + data[at:],
        "byte taken out": data[:at] + data[at + 1 :],
        "cut": data[:at],
        "beginning cut": data[at + 1 :],
        "block of zeros": data[:at] + bytes(length) + data[at + length :],
        "block twice": data[: at + length] + data[at:],
        "more at the end": data + rng.randbytes(length),
        "line ends": data.replace(b"\n", b"\r\n"),
        "another file": rng.choice(others),
        "empty": b"",
    }
    how = rng.choice(list(made))
    return how, made[how]


def _read(file: str) -> dict[str, Callable[[], object]]:
    """Give what reads a published file, as plain objects to compare."""
    name = file.removesuffix(".parquet")
    if file == "provenance.parquet":
        return {"provenance": lambda: sl.provenance().to_csv()}
    if name != file:
        return {
            "load_table": lambda: sl.load_table(name).to_csv(),  # type: ignore[call-overload]
            "load_arrow": lambda: sl.load_arrow(name).to_pydict(),  # type: ignore[arg-type]
            "parquet_path": lambda: sl.parquet_path(name).read_bytes(),  # type: ignore[arg-type]
        }
    if file == "catalog.json":
        return {"tables": lambda: sl.tables().to_csv(), "describe": lambda: repr(sl.describe("terms"))}
    if file == _data.SUMS:
        return {"load_table": lambda: sl.load_table("terms").to_csv(), "tables": lambda: sl.tables().to_csv()}
    return {}


def published(times: int, rng: Random) -> Iterator[Verdict]:
    """Damage a file; each reader of it must refuse it, or give what it gave."""
    contents = {path.name: path.read_bytes() for path in sorted(PROCESSED.iterdir())}
    before: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(PROCESSED, Path(folder) / "processed"))
        _data.folder, _data.WAITS = lambda: copied, (0.0, 0.0, 0.0)
        for _ in range(times):
            file = rng.choice(list(contents))
            readers = _read(file)
            if file not in before:
                before[file] = {name: read() for name, read in readers.items()}
            how, data = damaged(rng, contents[file], list(contents.values()))
            changed = data != contents[file]
            (copied / file).write_bytes(data)
            for name, read in readers.items():
                try:
                    same = read() == before[file][name]
                except sl.DataIntegrityError as error:
                    told = "Reinstall" in str(error) and (file in str(error) or file == _data.SUMS)
                    yield how, ("refused" if changed or told else f"{name} of {file}: {error}")
                except BaseException:
                    yield how, f"{name} of {file}: {traceback.format_exc()[-600:]}"
                else:
                    fine = same and (not changed or file == _data.SUMS)
                    yield how, "same" if fine else f"{name} of {file}: read"
            if not readers:
                line = f"{sha256(data).hexdigest()}  {file}\n".encode()
                yield how, "refused" if line not in contents[_data.SUMS] or not changed else f"{file}: has its sum"
            (copied / file).write_bytes(contents[file])


def _sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def ended(times: int, rng: Random) -> Iterator[Verdict]:
    """End builds by a signal at any time; then build again."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_checkout(Path(folder) / "checkout", "pyproject.toml", "README.md", "docs")
        processed = root / "data" / "processed"
        environment = os.environ | {"PYTHONPATH": str(root / "src")}
        build = [sys.executable, "-m", "sovietlabour", "build"]
        figures = root / "data" / "raw" / "prose_figures" / "chapter_01.csv"
        readings = [figures.read_text(), figures.read_text().replace("almost half", "nearly half", 1)]
        sets = []
        for text in readings:
            figures.write_text(text)
            begun = time.monotonic()
            subprocess.run(build, cwd=root, env=environment, check=True, capture_output=True)
            lasts = time.monotonic() - begun
            sets.append(_sums(processed))
        for number in range(times):
            figures.write_text(readings[number % 2])
            how = rng.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL))
            process = subprocess.Popen(build, cwd=root, env=environment, stdout=-1, stderr=-1)
            with suppress(subprocess.TimeoutExpired):
                process.wait(rng.uniform(0, lasts * 1.1) if rng.random() < 0.5 else lasts * rng.uniform(0.85, 1.05))
            process.send_signal(how)
            _, said = process.communicate()
            found = _sums(processed)
            if found in sets:
                verdict = "new" if found == sets[number % 2] else "old"
            else:
                verdict = "mixed" if how != signal.SIGKILL else "to be mended"
            if how != signal.SIGKILL and process.returncode and said:
                verdict = f"said {said!r}"
            again = subprocess.run(build, cwd=root, env=environment, check=False, capture_output=True)
            if again.returncode or _sums(processed) != sets[number % 2]:
                verdict = f"not mended by the next: {again.stderr!r}"
            elif verdict == "to be mended":
                verdict = "new"
            yield f"build, {how.name}", verdict


def _loaded(name: str) -> str:
    return sha256(sl.load_table(name).to_csv().encode()).hexdigest()  # type: ignore[call-overload]


def together(times: int, rng: Random) -> Iterator[Verdict]:
    """Load in threads, in processes, and while the files are replaced."""
    names = sl.table_names()
    expected = {name: _loaded(name) for name in names}
    with ThreadPoolExecutor(times) as pool:
        chosen = [rng.choice(names) for _ in range(times * 3)]
        for name, found in zip(chosen, pool.map(_loaded, chosen), strict=True):
            yield "threads", "same" if found == expected[name] else name
    for kind in ("fork", "spawn", "forkserver"):
        with ProcessPoolExecutor(4, multiprocessing.get_context(kind)) as processes:
            for name, found in zip(names, processes.map(_loaded, names), strict=True):
                yield kind, "same" if found == expected[name] else name
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copied = Path(shutil.copytree(PROCESSED, root / "processed"))
        files = {path: path.read_bytes() for path in copied.iterdir()}
        old, new = b'"version": "', b'"version":  "'
        catalog_file = copied / "catalog.json"
        other = files | {catalog_file: files[catalog_file].replace(old, new)}
        sums = "".join(f"{sha256(data).hexdigest()}  {path.name}\n" for path, data in sorted(other.items()))
        other[copied / _data.SUMS] = "".join(
            line for line in sums.splitlines(keepends=True) if not line.endswith(f"{_data.SUMS}\n")
        ).encode()
        _data.folder = lambda: copied
        builder = os.fork()
        if not builder:
            for number in range(10**6):
                write_together(root, (files, other)[number % 2])
        try:
            for _ in range(times):
                name = rng.choice(names)
                try:
                    catalog()
                    yield "during builds", "same" if _loaded(name) == expected[name] else name
                except Exception:
                    yield "during builds", traceback.format_exc()[-900:]
        finally:
            os.kill(builder, signal.SIGKILL)
            os.waitpid(builder, 0)


CLASSES: dict[str, tuple[Callable[[int, Random], Iterator[Verdict]], int]] = {
    "inputs": (inputs, 8000),
    "published": (published, 9000),
    "ended": (ended, 60),
    "together": (together, 200),
}


def main(only: str = "", times: int = 0, seed: int = 1) -> None:
    """Attack, and say what came of it."""
    through = 0
    for name, (attack, usual) in CLASSES.items():
        if only not in ("", name):
            continue
        counts: Counter[Verdict] = Counter()
        for done, outcome in attack(times or usual, Random(f"{name} {seed}")):
            counts[done, outcome if outcome in FINE else "THROUGH"] += 1
            if outcome not in FINE:
                through += 1
                print(f"{name}: {done}: {outcome}", flush=True)
        for (done, outcome), number in sorted(counts.items()):
            print(f"{name}\t{done}\t{outcome}\t{number}", flush=True)
    sys.exit(1 if through else 0)


if __name__ == "__main__":
    main("".join(sys.argv[1:2]), *map(int, sys.argv[2:]))
