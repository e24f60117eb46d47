"""The time series tables as SDMX-CSV 2.0: one observation per line, codes made of our labels.

A code is the label in capitals, with an underscore for everything that is no letter or digit: "Coal mining" is
``COAL_MINING``, "per cent" ``PER_CENT``. `READING_STATUS` is our status; `OBS_STATUS` says it in the code list of SDMX:
A (normal), U (low reliability: inferred or doubtful), M (no value: the
page is blank there, or is taken to be).
"""

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pandas as pd

OBS_STATUS = {"printed": "A", "closed_up": "A", "inferred": "U", "doubtful": "U"}
MISSING = "M"
TIMES = ("year", "date", "period")


def sdmx_files(catalog: dict[str, Any], tables: dict[str, tuple[pd.DataFrame, pd.DataFrame]]) -> dict[str, bytes]:
    """Write every table that has a time among its keys.

    Parameters
    ----------
    catalog
        The catalogue.
    tables
        Frame and provenance of each table, by name.

    Returns
    -------
    dict
        Content by file name, ``<table>.sdmx.csv``.
    """
    written = {}
    for name, facts in catalog["tables"].items():
        if set(TIMES) & set(facts["keys"]):
            written[f"{name}.sdmx.csv"] = _file(facts, *tables[name])
    return written


def code(label: str) -> str:
    """Make a code of a label."""
    return re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_").upper()


def time_period(row: dict[str, Any]) -> str:
    """Give a year, a day, or the first day and the length of any other period."""
    if "year" in row:
        return str(row["year"])
    if "date" in row:
        return f"{row['date']:%Y-%m-%d}"
    start, end = (row[f"period_{side}" if f"period_{side}" in row else side] for side in ("start", "end"))
    after = end + pd.Timedelta(days=1)
    years = after.year - start.year
    if years == 1 and (after.month, after.day) == (start.month, start.day):
        return str(start.year) if (start.month, start.day) == (1, 1) else f"{start:%Y-%m-%d}/P1Y"
    months = years * 12 + after.month - start.month
    whole = after.day == start.day and months > 0
    return f"{start:%Y-%m-%d}/P{f'{months}M' if whole else f'{(after - start).days}D'}"


def _file(facts: dict[str, Any], frame: pd.DataFrame, provenance: pd.DataFrame) -> bytes:
    dimensions = [key for key in facts["keys"] if key not in TIMES]
    measures = [column for column in facts["columns"] if column["unit"]]
    status = {(cell.row, cell.column): str(cell.status) for cell in provenance.itertuples()}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    attributes = ["UNIT_MEASURE", "OBS_STATUS", "READING_STATUS"]
    head = [*(dimension.upper() for dimension in dimensions), "INDICATOR", "TIME_PERIOD", "OBS_VALUE", *attributes]
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *head])
    structure = ["dataflow", f"SOVIETLABOUR:{code(facts['name'])}({facts['version']})", "I"]
    records: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]  # the columns have names
    for number, row in enumerate(records):
        for column in measures:
            value, reading = row[column["name"]], status.get((number, column["name"])) or str(row["status"])
            unit = row["unit"] if column["unit"].startswith("see column") else column["unit"]
            codes = [code(str(row[dimension])) for dimension in dimensions]
            observation = [code(column["name"]), time_period(row), _number(value, column["decimals"]), code(str(unit))]
            certainty = MISSING if pd.isna(value) else OBS_STATUS[reading]
            writer.writerow([*structure, *codes, *observation, certainty, reading])
    return text.getvalue().encode()


def _number(value: Any, decimals: int | None) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.{decimals}f}" if decimals is not None else format(Decimal(str(value)).normalize(), "f")
