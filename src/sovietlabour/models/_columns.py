"""Columns as models declare them: always described, measured ones with unit and subject, shared ones in one place."""

from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera import dtypes
from pandera.engines import pandas_engine
from pandera.typing import Series

from sovietlabour._vocabulary import STATED

IN_THE_ROW = "see column `unit`"
UNITS: dict[str | None, str] = {"persons": "_persons", "per cent": "_percent", "months": "_months", "days": "_days"}
UNITS |= {IN_THE_ROW: "", None: ""}
"""The closed list of units, each with the ending that a column of that unit has."""
Category = Series[pd.CategoricalDtype]
"""Type of a column that has a closed list of values."""
OF_ITS_NUMBERS = ("indicator", "expressed_as", "base", "population", "upper_end_of")
SAYS = ("unit", "decimals", "step", *OF_ITS_NUMBERS, "refers_to", "coded")
"""What a column may say of its numbers, of the table that it refers to, or of its codes."""
FIRST_LINE, LAST_LINE = 159, 12759
"""Lines of the OCR text between which the book's own text lies."""


@pandas_engine.Engine.register_dtype
@dtypes.immutable
class Day(pandas_engine.DataType):
    """A column of days, ``datetime64[s]``; pandera's own type for dates knows nanoseconds only."""

    type = np.dtype("datetime64[s]")

    def check(self, pandera_dtype: dtypes.DataType, data_container: Any = None) -> bool:
        """Say whether a column has this type."""
        return getattr(data_container, "dtype", None) == self.type

    def __str__(self) -> str:
        return str(self.type)


def attribute(
    description: str, *, refers_to: str | None = None, several: bool = False, coded: bool | None = None, **field: Any
) -> Any:
    """Declare a key or an attribute of a row.

    Parameters
    ----------
    description
        What the column says, in one sentence.
    refers_to
        Table and column that must know every value, such as ``"industries.industry"``.
    several
        Whether a cell holds several values, separated by semicolons.
    coded
        Whether its values are codes, all of which `data/curated/codes.csv` explains. None says so of closed lists that
        refer to no other table; True is for codes written as text, False for the labels of a page.
    **field
        Bounds and the like, passed to `pandera.Field`.
    """
    return _column(description, field, refers_to=refers_to, several=several, coded=coded)


def optional(description: str, **more: Any) -> Any:
    """Declare an attribute that may be missing."""
    return attribute(description, nullable=True, **more)


def one_of(codes: tuple[str, ...], description: str, **field: Any) -> Any:
    """Declare an attribute that has a closed list of values, in their order; its type is `Category`."""
    return attribute(description, dtype_kwargs={"categories": codes, "ordered": False}, **field)


def several(description: str, refers_to: str | None = None, *, coded: bool | None = None) -> Any:
    """Declare an attribute of which a row may have several values, or none."""
    described = f"{description}; several are separated by semicolons."
    return optional(described, refers_to=refers_to, several=True, coded=coded)


def measured(
    description: str,
    *,
    unit: str,
    indicator: str,
    expressed_as: str = "level",
    base: str | None = None,
    population: str | None = None,
    upper_end_of: str | None = None,
    decimals: int | None = None,
    step: int | None = None,
    **field: Any,
) -> Any:
    """Declare a column of numbers of one kind; it cannot be declared without unit and indicator.

    Parameters
    ----------
    description
        What the column says, in one sentence.
    unit
        Unit of all its numbers, one of `UNITS`.
    indicator
        What they measure: a code of the table `indicators`, so that prose and tables are found together.
    expressed_as, base
        Whether they are levels of the indicator, or changes of it, and against what.
    population
        Of whom they speak.
    upper_end_of
        Column that holds the lower ends of the ranges whose upper ends these are.
    decimals
        Digits after the point that the page prints throughout the column.
    step
        Number of which every value is a multiple (the page prints thousands).
    **field
        Bounds and the like, passed to `pandera.Field`.
    """
    if unit not in UNITS:
        raise ValueError(f"unit must be one of {', '.join(map(repr, UNITS))}; found {unit!r}")
    if not indicator.strip():
        raise ValueError("indicator must say what is measured; found nothing")
    of_its_numbers = dict(zip(OF_ITS_NUMBERS, (indicator, expressed_as, base, population, upper_end_of), strict=True))
    return _column(description, field, unit=unit, decimals=decimals, step=step, **of_its_numbers)


def stated(description: str) -> Any:
    """Declare a column of numbers whose unit and subject stand in their row; some may be missing."""
    return _column(description, {"nullable": True}, unit=IN_THE_ROW)


def _column(description: str, field: dict[str, Any], **says: Any) -> Any:
    return pa.Field(description=description, metadata=dict.fromkeys(SAYS) | {"several": False} | says, **field)


def page() -> Any:
    """Declare the page of a row, which follows from its line by the page map."""
    return optional("Page of the book; missing where the text fixes only a span, which `pages` gives.", ge=5, le=330)


def line(description: str = "Line of the OCR text, from 1.", **field: Any) -> Any:
    """Declare the line of a row."""
    return attribute(description, **({"ge": FIRST_LINE, "le": LAST_LINE} | field))


def printed(description: str = "Exact characters of the OCR text.") -> Any:
    """Declare the characters that a row was read from."""
    return attribute(description)


def chapter(**field: Any) -> Any:
    """Declare the chapter that a row stands in."""
    return attribute("Chapter of the book; 0 is the introduction.", **({"ge": 0, "le": 10} | field))


def note() -> Any:
    """Declare the endnote that a row belongs to."""
    return optional("Endnote attached to the statement.")


def source(description: str) -> Any:
    """Declare the sources that a row goes back to."""
    return several(description, "sources.source")


def remark() -> Any:
    """Declare our comment on a row."""
    return optional("What a careful reader must know, in our words.")


def status(description: str = "Status of the number.", **field: Any) -> Any:
    """Declare how far the reading of a row's number is certain."""
    return one_of(STATED, description, **field)


def industry(
    description: str = "Industry, in the one spelling used by all tables.",
    codes: tuple[str, ...] | None = None,
    **field: Any,
) -> Any:
    """Declare the industry of a row; with the closed list of those that a table has."""
    if codes is not None:
        return one_of(codes, description, refers_to="industries.industry", **field)
    return attribute(description, refers_to="industries.industry", **field)
