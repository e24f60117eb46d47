"""One module per table: its pandera model, which is its codebook, and ``tidy``, which reshapes the raw table."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sovietlabour.tables._model import TableModel


@dataclass(frozen=True)
class Table:
    """A declared table: what its module says about it."""

    name: str
    model: type[TableModel]
    tidy: Callable[[pd.DataFrame], pd.DataFrame]


def declared_tables() -> list[Table]:
    """Find the tables: every public module of this folder declares one, named after it."""
    tables = []
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{info.name}")
            tables.append(Table(info.name, getattr(module, model_name(info.name)), module.tidy))
    return tables


def model_name(table: str) -> str:
    """Give the name of a table's model: its own name in CamelCase."""
    return "".join(word.capitalize() for word in table.split("_"))
