"""What all models share: those of any rows of a table, and those of whole tables, which know the page's exceptions."""

from collections.abc import Callable, Mapping
from copy import copy
from functools import wraps
from inspect import get_annotations
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.api.dataframe.model_components import FieldInfo
from pandera.errors import SchemaError
from pandera.typing import Series

Holds = Callable[[Any, pd.DataFrame], Any]


def check(error: str) -> Callable[[Holds], Any]:
    """Declare a check of a whole table."""
    return lambda holds: pa.dataframe_check(error=error)(classmethod(holds))


def identity(error: str) -> Callable[[Holds], Any]:
    """Declare a check that the page itself may fail in rows which the ledger names.

    An exception that is not needed is a failure too.
    """

    def declare(holds: Holds) -> Any:
        @wraps(holds)
        def holds_but_for_exceptions(cls: type[TableModel], frame: pd.DataFrame) -> Any:
            excused = cls.exceptions().get(holds.__name__)
            return holds(cls, frame) ^ cls.row_keys(frame).isin(excused) if excused else holds(cls, frame)

        IDENTITIES.add((holds.__module__, holds.__name__))
        return check(error)(holds_but_for_exceptions)

    return declare


IDENTITIES: set[tuple[str, str]] = set()
"""Module and name of every check that exceptions can be made from."""


class NamedSchema(pa.DataFrameSchema):
    """A schema whose every error begins with its name, as those of pandera about a column do not."""

    def validate(self, *args: Any, **kwargs: Any) -> pd.DataFrame:
        """Check a frame."""
        try:
            return super().validate(*args, **kwargs)
        except SchemaError as error:
            error.args = (f"{self.name}: {error}",)
            raise

    get_backend = pa.DataFrameSchema.get_backend
    """What checks frames, which pandera finds by the very class of a schema."""


class RowsModel(pa.DataFrameModel):
    """Base of the models of any rows of a table: coerced types, and what each column says of its values."""

    class Config:
        coerce = True

    @classmethod
    def build_schema_(cls, **kwargs: Any) -> pa.DataFrameSchema:
        """Build the schema."""
        schema = super().build_schema_(**kwargs)
        schema.__class__ = NamedSchema
        return schema


class TableModel(RowsModel):
    """Base of all tables: strict columns in order, complete rows."""

    _table: ClassVar[str]
    _building: ClassVar[Mapping[str, list[str]] | None] = None
    """Rows that the ledger being built says fail a check, by check; None once the table is published."""

    class Config:
        strict = True
        ordered = True

    def __init_subclass__(cls, *, keys: list[str] | None = None, **kwargs: Any) -> None:
        """Take the keys of the rows from the head of the class, and the name of the table from its module."""
        if keys:
            cls._table = cls.__module__.rpartition(".")[2]
            cls.Config = type("Config", (cls.Config,), {"unique": keys, "name": cls._table})  # type: ignore[misc,assignment]
        super().__init_subclass__(**kwargs)  # type: ignore[no-untyped-call]

    @classmethod
    def table_name(cls) -> str:
        """Give the name of the table."""
        return cls._table

    @classmethod
    def of_rows(cls) -> type[RowsModel]:
        """Make the model of any rows of the table, masked or not, beside other columns or not, in any order."""
        fields = {name: copy(field) for name, field in vars(cls).items() if isinstance(field, FieldInfo)}
        types = get_annotations(cls)
        for name, field in fields.items():
            field.unique = False
            if (field.metadata or {}).get("unit"):
                field.nullable = field.nullable_explicit = True
                types[name] = Series[pd.Int64Dtype] if types[name] == Series[np.int64] else types[name]
        says = {
            "__doc__": f"Any rows of `{cls._table}`: masked or not, beside other columns or not, in any order.",
            "__module__": "sovietlabour.models",
            "__annotations__": types,
            "Config": type("Config", (RowsModel.Config,), {"name": f"rows of {cls._table}"}),
        }
        return type(f"{cls.__name__}Rows", (RowsModel,), says | fields)

    @classmethod
    def while_building(cls, exceptions: Mapping[str, list[str]]) -> "type[TableModel]":
        """Give this model with the exceptions of a ledger instead of the published ones."""
        says = {"__module__": cls.__module__, "__doc__": cls.__doc__, "_building": exceptions}
        return type(cls.__name__, (cls,), says)

    @classmethod
    def keys(cls) -> list[str]:
        """Give the columns that identify a row."""
        return list(cls.to_schema().unique or [])

    @classmethod
    def units(cls) -> dict[str, str]:
        """Give the unit of every measured column."""
        return {name: says["unit"] for name, says in cls.says().items() if says.get("unit")}

    @classmethod
    def says(cls) -> dict[str, dict[str, Any]]:
        """Give what each column says of its numbers, of the table that it refers to, and of its codes."""
        columns = cls.to_schema().columns.items()
        return {name: (column.metadata or {}) | {"description": column.description} for name, column in columns}

    @classmethod
    def column_names(cls) -> list[str]:
        """Give the columns in their order."""
        return list(cls.to_schema().columns)

    @classmethod
    def row_keys(cls, frame: pd.DataFrame) -> "pd.Series[str]":
        """Name every row by its keys, as the ledger does."""
        return pd.Series([row_key(values) for values in frame[cls.keys()].itertuples(index=False)], frame.index)

    @classmethod
    def exceptions(cls) -> Mapping[str, list[str]]:
        """Give, by check, the rows that are known to fail it: by the ledger being built, or by the catalogue."""
        if cls._building is not None:
            return cls._building
        exceptions: Mapping[str, list[str]] = _published(cls.table_name())["exceptions"]
        return exceptions

    @classmethod
    def holds(cls, frame: pd.DataFrame) -> bool:
        """Say whether what a table says of itself holds, whatever its types and bounds."""
        return all(bool(np.all(getattr(cls, str(check.name))(frame))) for check in cls.to_schema().checks)

    @classmethod
    def identities(cls) -> set[str]:
        """Give the checks that the ledger can make exceptions from."""
        return {name for module, name in IDENTITIES if module == cls.__module__}

    @classmethod
    def closed_lists(cls) -> dict[str, list[Any]]:
        """Give, for each key that has one, the closed list of its values."""
        lists = {}
        for key in cls.to_schema().unique or []:
            column = cls.to_schema().columns[key]
            listed = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
            listed += [column.dtype.categories] if hasattr(column.dtype, "categories") else []
            if listed:
                lists[key] = list(listed[0])
        return lists

    @classmethod
    def missing_rows(cls, frame: pd.DataFrame) -> list[str]:
        """Name the rows that a table lacks: every value of a closed list occurs, and every row at every time."""
        lists, keys = cls.closed_lists(), cls.keys()
        found = {key: {row_key([value]) for value in frame[key]} for key in lists}
        listed = {key: [row_key([value]) for value in values] for key, values in lists.items()}
        lost = [f"{key} {value!r}" for key, values in listed.items() for value in values if value not in found[key]]
        if keys[-1] in TIMES and keys[-1] in lists and len(keys) > 1:
            there = set(cls.row_keys(frame))
            for others in frame[keys[:-1]].drop_duplicates().itertuples(index=False):
                rows = [row_key([*others, time]) for time in lists[keys[-1]]]
                lost += [f"row {row!r}" for row in rows if row not in there]
        return lost

    @pa.dataframe_check(error="the table must have all its rows; some of them have a model whose name ends in Rows")
    @classmethod
    def has_all_rows(cls, frame: pd.DataFrame) -> bool:
        """Check that a published table lost no row and got none; the build names what it misses."""
        return cls._building is not None or len(frame) == int(_published(cls.table_name())["rows"])


TIMES = ("year", "date", "period")
"""Keys that say when."""


def _published(table: str) -> dict[str, Any]:
    from sovietlabour._catalog import entry

    return entry(table)


def row_key(values: Any) -> str:
    """Join key values as the raw files write them; dates in ISO form."""
    return " | ".join(f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else str(v) for v in values)


def model_name(table: str) -> str:
    """Give the name of a table's model: its own name in CamelCase."""
    return "".join(word.capitalize() for word in table.split("_"))
