"""Reading the files of ``data/raw`` and ``data/curated`` strictly: what is wrong is said, and nothing guessed.

The files are ASCII, so that no letter or digit can be of another script, and no space an unseen one.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

RAW, CURATED = "raw", "curated"
VERBATIM, BROKEN = ("printed", "differs"), ("label", "heading")
"""Columns that quote the OCR text, with all its spaces or with its line breaks; else single spaces part the words."""
TEXT = re.compile(r"[!-~]+(?: [!-~]+)*")
"""Words with single spaces between them."""
Lines = list[tuple[str, dict[str, str]]]
"""Rows of a CSV by column name, each with its place: the file, and the number of its line."""
_STRANGE = re.compile("[^\n -~\ufffd]")


def read_toml(path: Path, shape: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """Read a TOML file of a shape (see `misfits`); one that is unreadable or has another shape is a problem."""
    before, text = len(problems), _read_text(path, problems)
    try:
        facts = tomllib.loads(text or "")
        problems += misfits(path.name, facts, shape) if text else ()
    except (ValueError, RecursionError) as error:
        problems.append(f"{path.name}: cannot be read: {error}")
    return facts if len(problems) == before else {}


def misfits(where: str, value: Any, shape: Any) -> Iterator[str]:
    """Say where a value of a TOML file has not the shape that it must have.

    A shape is a pattern of texts, a range of numbers, a tuple with the range of a rising pair, a list with the one
    shape of all items, or a dict of shapes by key. A key with ``?`` may be missing; ``*`` stands for any other key.
    """
    match shape, value:
        case dict(), dict():
            known = {key.rstrip("?"): of for key, of in shape.items()}
            yield from (f"{where}: {key}: is missing" for key in shape if key not in value and key[-1] not in "?*")
            for key, of in value.items():
                if key in known or "*" in known:
                    yield from misfits(f"{where}: {key}", of, known.get(key, known.get("*")))
                else:
                    yield f"{where}: {shown(key)}: expected one of {', '.join(known)}"
        case list(), list():
            for number, item in enumerate(value, start=1):
                yield from misfits(f"{where}, {number}", item, shape[0])
        case (among,), [int() as first, int() as last] if first in among and last in among and first <= last:
            pass
        case (range(), int() as number) if number in shape and number is not True:
            pass
        case (re.Pattern(), str() as text) if shape.fullmatch(text):
            pass
        case _:
            yield f"{where}: expected {_FORMS[type(shape)]} ({shape}); found {shown(value)}"


_FORMS = {dict: "a table", list: "a list", tuple: "a rising pair", range: "a whole number", re.Pattern: "a text"}


def shown(value: Any) -> str:
    """Show what was found, cut short if it is long."""
    return repr(value)[:200]


def read_csv(path: Path, columns: Sequence[str] | None, problems: list[str]) -> Lines:
    """Read a CSV as text, strictly: its header, rows as wide as the header, cells without needless spaces."""
    text = _read_text(path, problems)
    reader, rows = csv.reader(io.StringIO(text or "", newline=""), strict=True), []
    try:
        header = next(reader, [])
        if text and columns is not None and header != list(columns):
            problems.append(f"{path.name}:1: expected columns {', '.join(columns)}; found {', '.join(header)}")
            return []
        for cells in reader:
            place = f"{path.name}:{reader.line_num}"
            if len(cells) != len(header):
                problems.append(f"{place}: expected {len(header)} cells; found {len(cells)}")
                continue
            rows.append((place, dict(zip(header, cells, strict=True))))
            problems += [
                f"{place}, {column}: expected single spaces, between words alone; found {shown(cell)}"
                for column, cell in rows[-1][1].items()
                if column not in VERBATIM
                and cell.replace("\n", " " if column in BROKEN else "\n") != " ".join(cell.split())
            ]
    except csv.Error as error:
        problems.append(f"{path.name}:{reader.line_num}: {error}")
    return rows


def _read_text(path: Path, problems: list[str]) -> str | None:
    """Read a text of ASCII lines (one character of the OCR text apart); what is wrong with it goes to `problems`."""
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        problems.append(f"{path.name}: cannot be read: {error.strerror}")
        return None
    if strange := _STRANGE.search(text):
        before = text[: strange.start()].split("\n")
        place = f"{path.name}:{len(before)}, character {len(before[-1]) + 1}"
        problems.append(f"{place}: expected ASCII, and LF at the ends of lines; found {strange[0]!r}")
    elif text.endswith("\n"):
        return text
    else:
        problems.append(f"{path.name}:{text.count(chr(10)) + 1}: expected LF at the end; the file is empty or cut off")
    return None
