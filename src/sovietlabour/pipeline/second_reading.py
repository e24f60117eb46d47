"""The comparison with the second reading, which was made from the OCR text without sight of the first.

The second reading has one row per cell of a tidy table: its keys, ``column``, ``value``, ``printed``, ``page``,
``line``, ``certainty`` and ``remark``. Both readings must agree in every value, character, page and line.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from sovietlabour.models._model import row_key
from sovietlabour.pipeline.assemble import LABEL_TABLES, Built


def differences(built: Built, name: str, second: pd.DataFrame) -> list[str]:
    """Give one line for each cell of a table in which the two readings differ.

    Parameters
    ----------
    built
        All tables, as built from the first reading.
    name
        The table to compare.
    second
        Its second reading, as `read_second_reading` gives it; an industry may be named as the table prints it.
    """
    first_cells, second_cells = by_cell(built, name), second_by_cell(built, name, second)
    both = sorted(first_cells.keys() & second_cells.keys())
    problems = [f"{name}[{_at(cell)}]: only in the first reading" for cell in first_cells.keys() - second_cells.keys()]
    problems += [
        f"{name}[{_at(cell)}]: only in the second reading" for cell in second_cells.keys() - first_cells.keys()
    ]
    for cell in both:
        one, two = first_cells[cell], second_cells[cell]
        value = float(two["value"]) if two["value"] else None
        agree = {
            "value": value == one["value"] or (value is None and pd.isna(one["value"])),
            "printed": two["printed"] == one["printed"],
            "page": int(two["page"]) == one["page"],
            "line": int(two["line"]) == one["line"],
        }
        problems += [
            f"{name}[{_at(cell)}]: {what} is {one[what]!r} in the first reading, {two[what]!r} in the second"
            for what, same in agree.items()
            if not same
        ]
    return problems


Cells = dict[tuple[str, str], dict[str, Any]]


def _at(cell: tuple[str, str]) -> str:
    return ", ".join(cell)


def by_cell(built: Built, name: str) -> Cells:
    """Give the cells of the first reading by row key and column."""
    table = built.tables[name]
    keys = table.model.row_keys(table.frame).to_numpy()[table.provenance["row"]]
    return {(key, cell["column"]): cell for key, cell in zip(keys, _records(table.provenance), strict=True)}


def second_by_cell(built: Built, name: str, second: pd.DataFrame) -> Cells:
    """Give the cells of the second reading by row key and column."""
    industry = _printed_industries(built, name)
    keys = built.tables[name].model.keys()
    return {
        (row_key(industry.get(cell[key], cell[key]) for key in keys), cell["column"]): cell for cell in _records(second)
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in record.items()} for record in frame.to_dict("records")]


def _printed_industries(built: Built, name: str) -> dict[str, str]:
    """Give the harmonised label for each label that a table prints."""
    labels = {table: column for column, (table, _) in LABEL_TABLES.items()}
    if name not in labels:
        return {}
    concordance = built.tables["industries"].frame.dropna(subset=[labels[name]])
    return dict(zip(concordance[labels[name]], concordance["industry"], strict=True))


def read_second_reading(path: Path) -> pd.DataFrame:
    """Read the second reading of a table, all as text."""
    return pd.read_csv(path, dtype="str", keep_default_na=False)
