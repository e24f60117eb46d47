"""Reading the files of ``data/raw`` and ``data/curated`` strictly: what is wrong is said, and nothing guessed."""

import csv
import tomllib
from pathlib import Path
from typing import Any

RAW, CURATED = "raw", "curated"
Lines = list[tuple[int, dict[str, str]]]
"""Rows of a CSV by column name, each with the number of its line in the file."""


def folder_of(data: Path, name: str) -> Path:
    """Give the folder that has a table: ``raw`` for what stands on the page, ``curated`` for what we say about it."""
    curated = data / CURATED
    return curated if (curated / f"{name}.toml").is_file() else data / RAW


def read_toml(path: Path, problems: list[str]) -> dict[str, Any]:
    """Read a TOML file; an unreadable one is a problem, and empty."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(f"{path.name}: cannot be read: {error}")
        return {}


def read_csv(path: Path, columns: tuple[str, ...] | None, problems: list[str]) -> Lines:
    """Read a CSV as text, strictly: UTF-8, LF, a header, rows as wide as the header.

    Returns
    -------
    list of tuple
        Number of the line in the file, and the row by column name.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        problems.append(f"{path.name}: cannot be read: {error.strerror}")
        return []
    except UnicodeDecodeError as error:
        problems.append(f"{path.name}: must be UTF-8; byte {error.start} is not")
        return []
    reader, rows = csv.reader(text.splitlines(keepends=True), strict=True), []
    try:
        if "\r" in text:
            raise ValueError("lines must end in LF; found CR (saved with Windows line endings?)")
        header = next(reader, [])
        if columns is not None and tuple(header) != columns:
            raise ValueError(f"expected columns {', '.join(columns)}; found {', '.join(header)}")
        if len(set(header)) != len(header):
            raise ValueError(f"a column name stands twice in {', '.join(header)}")
        for row in reader:
            if len(row) != len(header):
                problems.append(f"{path.name}:{reader.line_num}: expected {len(header)} cells; found {len(row)}")
            else:
                rows.append((reader.line_num, dict(zip(header, row, strict=True))))
    except csv.Error as error:
        problems.append(f"{path.name}:{reader.line_num}: {error}")
    except ValueError as error:
        problems.append(f"{path.name}: {error}")
    return rows
