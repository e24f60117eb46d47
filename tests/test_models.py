"""The two models of every table: of any rows of it, and of the whole."""

import inspect
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pytest
from pandera.errors import SchemaError, SchemaErrors
from pandera.typing import DataFrame, Series

from sovietlabour import TableName, load_enterprise, load_observations, load_table, models
from sovietlabour.models import declared_tables
from sovietlabour.models._model import model_name

PARTS: dict[str, Callable[[TableName], pd.DataFrame]] = {
    "masked": lambda name: load_table(name, "mask"),
    "masked, the first rows": lambda name: load_table(name, "mask").head(2),
    "with statuses": lambda name: load_table(name, with_status=True),
    "backwards": lambda name: load_table(name).iloc[::-1, ::-1],
    "empty": lambda name: load_table(name).head(0),
}


def rows_model(name: TableName) -> Any:
    """The model of any rows of a table."""
    return getattr(models, f"{model_name(name)}Rows")


@pytest.mark.parametrize("part", PARTS)
def test_any_rows_fit_their_model(name: TableName, part: str) -> None:
    """Masks, statuses, filters and order change nothing about it, and it changes nothing about the frame."""
    with warnings.catch_warnings(action="ignore"):
        frame = PARTS[part](name)
    valid = rows_model(name).validate(frame, lazy=True)
    pd.testing.assert_frame_equal(pd.DataFrame(valid), frame, check_dtype=False)


def test_every_reading_fits(name: TableName) -> None:
    """Another reading of a cell is within the bounds of its column."""
    readings = load_table("alternative_readings")
    for reading in readings.loc[readings["table"] == name, "reading"].unique()[:20]:
        rows_model(name).validate(load_table(name, reading=str(reading)))


@pytest.mark.parametrize("lazy", [True, False])
def test_every_error_names_its_table(name: TableName, lazy: bool) -> None:
    """Whatever is wrong: a column is missing, a row, a type, a value, and whichever model finds it."""
    frame, whole, rows = load_table(name), getattr(models, model_name(name)), rows_model(name)
    number = next((str(one) for one, of in frame.dtypes.items() if of.kind in "if"), None)
    wrong = [frame.iloc[:, 1:]] + ([] if number is None else [frame.assign(**{number: "x"})])
    for model, damaged in [(rows, one) for one in wrong] + [(whole, one) for one in [*wrong, frame.head(0)]]:
        with pytest.raises((SchemaError, SchemaErrors)) as raised:
            model.validate(damaged, lazy=lazy)
        said = f"rows of {name}" if model is rows else name
        several = isinstance(raised.value, SchemaErrors)
        assert (f'"schema": "{said}"' in str(raised.value)) if several else str(raised.value).startswith(f"{said}: ")


def test_a_value_out_of_bounds_is_refused() -> None:
    """Each row is still looked at."""
    frame = load_table("turnover_1930_36").head(3)
    for change in ({"turnover_percent": 500.0}, {"year": np.int16(1)}, {"absence_days": -1.0}):
        with pytest.raises(SchemaError, match=r"^rows of turnover_1930_36: "):
            models.Turnover193036Rows.validate(frame.assign(**change))


def test_a_function_of_rows_takes_what_the_package_gives() -> None:
    """With pandera's `check_types`: a table, a part, masks, nothing; and observations of every kind."""

    @pa.check_types
    def years(frame: DataFrame[models.Unemployment192228Rows]) -> int:
        return len(frame)

    @pa.check_types
    def numbers(frame: DataFrame[models.ObservationsRows]) -> int:
        return len(frame)

    with pytest.warns(UserWarning, match="every number of unemployed_persons"):
        masked = load_table("unemployment_1922_28", "mask")
    for frame in (load_table("unemployment_1922_28"), masked):
        assert years(frame) == 6
        assert years(frame[frame["period_basis"] == "economic_year"]) == 3
        assert years(frame.head(0)) == 0
    with pytest.raises(SchemaError, match="rows of unemployment_1922_28: column 'period'"):
        years(load_table("unemployment_1922_28").drop(columns="period"))
    assert numbers(load_observations("labour_turnover_rate", convert=True)) > 50
    assert numbers(load_observations("labour_turnover_rate", industry="Glass")) == 0
    assert numbers(load_enterprise("AMO").figures) > 0


def test_models_can_be_given_more_columns_elsewhere() -> None:
    """In a module that is no table, which once was taken for its name."""

    class Rows(models.Turnover193036Rows):
        rate: Series[float] = pa.Field(ge=0)

        @pa.dataframe_check
        @classmethod
        def rate_is_turnover(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
            return frame["rate"] == frame["turnover_percent"]

    class Whole(models.Turnover193036):
        rate: Series[float] = pa.Field(nullable=True)

    frame = load_table("turnover_1930_36")
    frame["rate"] = frame["turnover_percent"]
    assert len(Rows.validate(frame.head(2))) == 2
    assert len(Whole.validate(frame)) == len(frame)
    with pytest.raises(SchemaError, match="rate_is_turnover"):
        Rows.validate(frame.head(2).assign(rate=1.0))
    with pytest.raises(SchemaError, match=r"^Whole: "):
        Whole.validate(frame.head(2))


def test_every_check_of_a_model_is_one() -> None:
    """A method of a model that takes a frame is known to pandera; one that lost its decorator would check nothing."""
    plain = [
        f"{base.__name__}.{name}"
        for declared in declared_tables().values()
        for base in declared.model.__mro__
        if base.__module__.startswith("sovietlabour.models")
        for name, method in vars(base).items()
        if inspect.isfunction(method) and next(iter(inspect.signature(method).parameters), "") == "cls"
    ]
    assert not plain
