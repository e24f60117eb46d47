"""Tables as files of Stata and SPSS: codes with labels, units in the labels of variables, caveats as notes."""

import os
import struct
import textwrap
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import Any

from sovietlabour._catalog import catalog, codes_of, entry
from sovietlabour._codebook import as_text
from sovietlabour._frames import days_of
from sovietlabour._lazy import pd

NAME, LABEL, LINE, TITLE = 32, 80, 80, 64
"""Longest name and label of a variable in Stata; longest line of a note, and title of a file, in SPSS."""


def write_stata(name: str, frame: "pd.DataFrame", target: Path) -> None:
    """Write a table; what each variable means in full stands in its notes."""
    import pandas.io.stata

    plain = _plain(name, frame).rename(columns=stata_name)
    writer: Any = pandas.io.stata.StataWriterUTF8(  # type: ignore[attr-defined]
        target,
        plain,
        write_index=False,
        convert_dates=dict.fromkeys(days_of(plain), "td"),
        variable_labels={stata_name(column): label for column, label in short_labels(name, frame, LABEL).items()},
        data_label=shortened(frame.attrs["title"], LABEL),
        version=118,
    )
    notes = {"_dta": _notes(frame)} | _meanings(name)
    written = b"".join(
        _characteristic(stata_name(variable), f"note{number}", text)
        for variable, texts in notes.items()
        for number, text in enumerate([str(len(texts)), *texts])
    )

    def write_characteristics() -> None:
        writer._update_map("characteristics")
        writer._write_bytes(writer._tag(written, "characteristics"))

    writer._write_characteristics = write_characteristics  # pandas leaves the place for notes empty
    writer.write_file()


def stata_name(column: str) -> str:
    """Give the name of a column in Stata, which keeps ``end`` for itself."""
    if len(column) > NAME:
        return column.removesuffix("_status") + "_st"
    return "end_" if column == "end" else column


def _characteristic(variable: str, name: str, text: str) -> bytes:
    """Write a note as Stata keeps it: two names of 129 bytes, and the text with a zero at its end."""
    content = variable.encode().ljust(129, b"\0") + name.encode().ljust(129, b"\0") + text.encode() + b"\0"
    return b"<ch>" + struct.pack("<I", len(content)) + content + b"</ch>"


def write_spss(name: str, frame: "pd.DataFrame", target: Path) -> None:
    """Write a table."""
    import pyreadstat

    plain = _plain(name, frame)
    values: dict[str, dict[int | float, str]] = {}
    for column in map(str, plain.select_dtypes("category")):
        values[column] = dict(enumerate(plain[column].cat.categories))
        plain[column] = plain[column].cat.codes.astype("float64").where(plain[column].notna())
    for column in days_of(plain):
        plain[column] = plain[column].dt.date.astype(object)
    pyreadstat.write_sav(
        plain,
        target,
        file_label=shortened(frame.attrs["title"], TITLE),
        column_labels=list(short_labels(name, frame, 250).values()),
        variable_value_labels=values,
        note=[line for text in _notes(frame) for line in textwrap.wrap(text, LINE)],
    )
    with suppress(pyreadstat.ReadstatError):
        if len(pyreadstat.read_sav(target)[0]) == len(plain):
            return
    raise OSError(ENOSPC, os.strerror(ENOSPC))  # of which pyreadstat takes no notice


def _plain(name: str, frame: "pd.DataFrame") -> "pd.DataFrame":
    """Give codes one number in all files, other categories as text, missing text as empty, whole numbers as floats.

    Categories numbered from 0 in each file would be merged wrongly: coal mining of one would meet oil of another.
    """
    plain = frame.astype({c: "float64" for c, dtype in frame.dtypes.items() if str(dtype).startswith("Int")})
    labelled = value_labels(name, frame)
    for column in map(str, plain.select_dtypes("category")):
        codes = labelled.get(column)
        plain[column] = plain[column].cat.set_categories(codes) if codes else plain[column].astype("str")
    for column in [str(column) for column, dtype in plain.dtypes.items() if dtype == "str"]:
        plain[column] = plain[column].fillna("").astype(object)
    return plain


def value_labels(name: str, frame: "pd.DataFrame") -> dict[str, list[str]]:
    """Give the codes of each column that has some, each at the number that it has in all files."""
    lists = {f"{column}": "status" for column in frame if f"{column}".endswith("_status")}
    lists |= {column["name"]: column["codes"] for column in entry(name)["columns"]}
    known: dict[str, dict[str, str]] = catalog()["codes"]
    return {column: list(known[lists[column]]) for column in map(str, frame.select_dtypes("category")) if lists[column]}


def _notes(frame: "pd.DataFrame") -> list[str]:
    return [str(frame.attrs["citation"]), *frame.attrs["caveats"].values()]


def _meanings(name: str) -> dict[str, list[str]]:
    return {
        column["name"]: [
            as_text(column["description"]),
            *(f"{code}: {as_text(says)}" for code, says in codes_of(column, catalog()).items()),
        ]
        for column in entry(name)["columns"]
    }


def shortened(text: str, room: int) -> str:
    """Cut a text between two words."""
    return textwrap.shorten(text, room, placeholder=" ...")


def short_labels(name: str, frame: "pd.DataFrame", room: int) -> dict[str, str]:
    """Describe each column in short, if need be by the words before a semicolon; its unit is never cut.

    Without backticks, which in Stata begin the name of a macro.
    """
    facts: dict[str, dict[str, Any]] = {column["name"]: column for column in entry(name)["columns"]}
    labels = {}
    for column in map(str, frame.columns):
        if column not in facts:
            labels[column] = f"Status of {column.removesuffix('_status')}"[:room]
            continue
        unit = f" ({as_text(facts[column]['unit'])})" if facts[column]["unit"] else ""
        says = as_text(facts[column]["description"]).removesuffix(".")
        short = says if len(says + unit) <= room else says.partition(";")[0]
        labels[column] = shortened(short, room - len(unit)) + unit
    return labels
