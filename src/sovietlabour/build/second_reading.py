"""The comparison with the second reading, which was made from the OCR text without sight of the first.

The second reading has one row per cell of a tidy table: its keys, ``column``, ``value``, ``printed``, ``page``,
``line``, ``certainty`` and ``remark``. Both readings must agree in every value, character, page and line.
"""

from pathlib import Path

import pandas as pd

from sovietlabour.build.pipeline import BuiltTable
from sovietlabour.tables._model import row_key


def differences(table: BuiltTable, second: pd.DataFrame) -> list[str]:
    """Give one line for each cell in which the two readings differ.

    Parameters
    ----------
    table
        The table as built from the first reading.
    second
        The second reading, as `read_second_reading` gives it.
    """
    keys = table.model.keys()
    first = table.provenance.assign(key=table.model.row_keys(table.frame).to_numpy()[table.provenance["row"]])
    cells = {(c["key"], c["column"]): c for c in first.to_dict("records")}
    others = {(row_key(c[key] for key in keys), c["column"]): c for c in second.to_dict("records")}
    problems = [f"{table.name}[{r}, {c}]: only in the first reading" for r, c in cells.keys() - others.keys()]
    problems += [f"{table.name}[{r}, {c}]: only in the second reading" for r, c in others.keys() - cells.keys()]
    for row, column in sorted(cells.keys() & others.keys()):
        one, two = cells[row, column], others[row, column]
        value = float(two["value"]) if two["value"] else None
        same = {
            "value": value == one["value"] or (value is None and pd.isna(one["value"])),
            "printed": two["printed"] == one["printed"],
            "page": int(two["page"]) == one["page"],
            "line": int(two["line"]) == one["line"],
        }
        for what, agree in same.items():
            if not agree:
                problems.append(
                    f"{table.name}[{row}, {column}]: {what} is {one[what]!r} in the first reading, "
                    f"{two[what]!r} in the second"
                )
    return problems


def read_second_reading(path: Path) -> pd.DataFrame:
    """Read the second reading of a table, all as text."""
    return pd.read_csv(path, dtype="str", keep_default_na=False)
