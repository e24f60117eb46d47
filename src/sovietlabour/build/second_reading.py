"""The comparison with the second reading, which was made from the OCR text without sight of the first.

The second reading has one row per cell of a tidy table: its keys, ``column``, ``value``, ``printed``, ``page``,
``line``, ``certainty`` and ``remark``. Both readings must agree in every value, character, page and line.
"""

from pathlib import Path

import pandas as pd

from sovietlabour.build.pipeline import LABEL_TABLES, Built
from sovietlabour.models._model import row_key


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
    table = built.tables[name]
    keys = table.model.keys()
    first = table.provenance.assign(key=table.model.row_keys(table.frame).to_numpy()[table.provenance["row"]])
    cells = {(cell["key"], cell["column"]): cell for cell in first.to_dict("records")}
    industry = _printed_industries(built, name)
    others = {
        (row_key(industry.get(cell[key], cell[key]) for key in keys), cell["column"]): cell
        for cell in second.to_dict("records")
    }
    problems = [f"{name}[{row}, {column}]: only in the first reading" for row, column in cells.keys() - others.keys()]
    problems += [f"{name}[{row}, {column}]: only in the second reading" for row, column in others.keys() - cells.keys()]
    for row, column in sorted(cells.keys() & others.keys()):
        one, two = cells[row, column], others[row, column]
        value = float(two["value"]) if two["value"] else None
        agree = {
            "value": value == one["value"] or (value is None and pd.isna(one["value"])),
            "printed": two["printed"] == one["printed"],
            "page": int(two["page"]) == one["page"],
            "line": int(two["line"]) == one["line"],
        }
        problems += [
            f"{name}[{row}, {column}]: {what} is {one[what]!r} in the first reading, {two[what]!r} in the second"
            for what, same in agree.items()
            if not same
        ]
    return problems


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
