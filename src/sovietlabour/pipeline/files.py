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
VERBATIM = ("printed", "label", "heading")
"""Columns that quote the OCR text, with its spaces and line breaks; in all others single spaces part the words."""
TEXT = re.compile(r"[!-~]+(?: [!-~]+)*")
"""Words with single spaces between them."""
Lines = list[tuple[str, dict[str, str]]]
"""Rows of a CSV by column name, each with its place: the file, and the number of its line."""
_STRANGE = re.compile("[^\n -~\ufffd]")


def folder_of(data: Path, name: str) -> Path:
    """Give the folder that has a table: ``raw`` for what stands on the page, ``curated`` for what we say about it."""
    curated = data / CURATED
    return curated if (curated / f"{name}.toml").is_file() else data / RAW


def read_toml(path: Path, shape: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """Read a TOML file of a shape (see `misfits`); one that is unreadable or has another shape is a problem."""
    text = _read_text(path, problems)
    if text is None:
        return {}
    try:
        facts = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problems.append(f"{path.name}: cannot be read: {error}")
        return {}
    wrong = list(misfits(path.name, facts, shape))
    problems += wrong
    return {} if wrong else facts


def misfits(where: str, value: Any, shape: Any) -> Iterator[str]:
    """Say where a value of a TOML file has not the shape that it must have.

    A shape is a pattern of texts, a range of numbers, a list with the one shape of all items, a tuple with the shapes
    of a rising pair, or a dict of shapes by key. A key with ``?`` may be missing; ``*`` stands for keys of any name.
    """
    match shape:
        case re.Pattern() if not (isinstance(value, str) and shape.fullmatch(value)):
            yield f"{where}: expected a text like {shape.pattern!r}; found {shown(value)}"
        case range() if type(value) is not int or value not in shape:
            yield f"{where}: expected a whole number from {shape[0]} to {shape[-1]}; found {shown(value)}"
        case tuple() if not (isinstance(value, list) and len(value) == len(shape)):
            yield f"{where}: expected a list of {len(shape)}; found {shown(value)}"
        case list() if not isinstance(value, list):
            yield f"{where}: expected a list; found {shown(value)}"
        case dict() if not isinstance(value, dict):
            yield f"{where}: expected a table; found {shown(value)}"
        case list() | tuple():
            shapes = shape if isinstance(shape, tuple) else shape * len(value)
            found = [misfit for n, of in enumerate(shapes) for misfit in misfits(f"{where}, {n + 1}", value[n], of)]
            yield from found
            if isinstance(shape, tuple) and not found and value != sorted(value):
                yield f"{where}: expected the lower number first; found {value}"
        case dict():
            shapes = {key.rstrip("?"): of for key, of in shape.items()}
            yield from (f"{where}: {key}: is missing" for key in shape if key not in value and key[-1] not in "?*")
            for key, of in value.items():
                if key in shapes or "*" in shapes:
                    yield from misfits(f"{where}: {key}", of, shapes.get(key, shapes.get("*")))
                else:
                    yield f"{where}: {shown(key)}: expected one of {', '.join(shapes)}"


def shown(value: Any) -> str:
    """Show what was found, cut short if it is long."""
    text = repr(value)
    return text if len(text) < 200 else f"{text[:200]}..."


def read_csv(path: Path, columns: Sequence[str] | None, problems: list[str]) -> Lines:
    """Read a CSV as text, strictly: its header, rows as wide as the header, cells without needless spaces."""
    text = _read_text(path, problems)
    reader, rows = csv.reader(io.StringIO(text or "", newline=""), strict=True), []
    try:
        header = next(reader, [])
        if text and columns is not None and header != list(columns):
            problems.append(f"{path.name}:1: expected columns {', '.join(columns)}; found {', '.join(header)}")
        elif len(set(header)) != len(header):
            problems.append(f"{path.name}:1: a column name stands twice in {', '.join(header)}")
        else:
            for cells in reader:
                row, place = dict(zip(header, cells, strict=False)), f"{path.name}:{reader.line_num}"
                if len(cells) != len(header):
                    problems.append(f"{place}: expected {len(header)} cells; found {len(cells)}")
                    continue
                problems += [
                    f"{place}, {column}: expected single spaces between words alone; found {shown(cell)}"
                    for column, cell in row.items()
                    if column not in VERBATIM and cell != " ".join(cell.split())
                ]
                rows.append((place, row))
    except csv.Error as error:
        problems.append(f"{path.name}:{reader.line_num}: {error}")
    return rows


def _read_text(path: Path, problems: list[str]) -> str | None:
    """Read a text of ASCII lines (one character of the OCR text apart); what is wrong with it goes to `problems`."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        problems.append(f"{path.name}: cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        problems.append(f"{path.name}: must be UTF-8; byte {error.start} is not")
        return None
    if strange := _STRANGE.search(text):
        before = text[: strange.start()]
        line = before.count("\n") + 1
        hint = " (saved with Windows line endings?)" if strange[0] == "\r" else ""
        column = strange.start() - before.rfind("\n")
        problems.append(f"{path.name}:{line}: expected ASCII and LF; found {strange[0]!r} as character {column}{hint}")
        return None
    if not text.endswith("\n"):
        line = text.count("\n") + 1
        problems.append(f"{path.name}:{line}: expected LF at the end; the file is cut off or empty")
        return None
    return text
