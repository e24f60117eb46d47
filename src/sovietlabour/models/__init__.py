"""One module per table: its pandera model, which is its codebook, and ``tidy``, which reshapes the raw table.

The models are attributes of this package (``models.Turnover193036``); the modules are found, not listed. Importing this
package is what loads pandera.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sovietlabour.models._model import TableModel, model_name


@dataclass(frozen=True)
class Table:
    """A declared table: what its module says about it."""

    name: str
    model: type[TableModel]
    tidy: Callable[..., pd.DataFrame]
    """Takes the judged raw table; a derived one takes the tables built before it too."""


def declared_tables() -> list[Table]:
    """Find the tables: every public module of this folder declares one, named after it."""
    tables = []
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{info.name}")
            tables.append(Table(info.name, getattr(module, model_name(info.name)), module.tidy))
    return tables


globals().update({table.model.__name__: table.model for table in declared_tables()})
