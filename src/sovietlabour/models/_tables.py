"""The tables that the modules of this folder declare."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from sovietlabour.models._model import TableModel, model_name

MEASURED = "tables"
"""Parameter by which ``tidy`` asks for all tables with measured columns: those that the book prints."""


@dataclass(frozen=True)
class Table:
    """A declared table: what its module says about it."""

    name: str
    model: type[TableModel]
    tidy: Callable[..., pd.DataFrame]
    """Takes the judged raw table, and the built tables that its further parameters name."""

    @property
    def asks_for(self) -> list[str]:
        """Names of the tables that must be built before, or `MEASURED`."""
        return list(inspect.signature(self.tidy).parameters)[1:]

    @property
    def is_measured(self) -> bool:
        """Whether a column of it measures an indicator."""
        return any(says.get("indicator") for says in self.model.says().values())


@cache
def declared_tables() -> dict[str, Table]:
    """Find the tables by name: every public module of this folder declares one, named after it."""
    tables = {}
    for info in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"sovietlabour.models.{info.name}")
            model = getattr(module, model_name(info.name))
            tables[info.name] = Table(info.name, model, getattr(module, "tidy", lambda raw: raw))
    return tables
