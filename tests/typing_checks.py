"""What type checkers must say of `load_table`; run by mypy and pyright, not by pytest."""

from typing import assert_type, get_args

import pandas as pd
from pandera.typing import DataFrame, Series

import sovietlabour
from sovietlabour import models

# A table is typed as any rows of it, which masks, statuses, filters and methods leave true.
turnover = sovietlabour.load_table("turnover_1930_36")
assert_type(turnover, DataFrame[models.Turnover193036Rows])
assert_type(turnover[turnover["year"] > 1930], DataFrame[models.Turnover193036Rows])
assert_type(turnover.head(), DataFrame[models.Turnover193036Rows])
assert_type(sovietlabour.load_table("workers_1928_32", uncertain="mask"), DataFrame[models.Workers192832Rows])
assert_type(sovietlabour.load_table("workers_1928_32", with_status=True), DataFrame[models.Workers192832Rows])
assert_type(sovietlabour.load_table("industries", "keep"), DataFrame[models.IndustriesRows])
assert_type(sovietlabour.load_observations("women_share"), DataFrame[models.ObservationsRows])
assert_type(sovietlabour.load_enterprise("AMO").parts, DataFrame[models.EnterprisesRows])

# The whole table is what its model gives back.
assert_type(models.Turnover193036.validate(turnover), DataFrame[models.Turnover193036])

# The result is a pandas frame to everything that takes one.
plain: pd.DataFrame = sovietlabour.load_table("output_1933_36")

# One table is not another, nor are rows a whole.
other: DataFrame[models.Output193336Rows] = turnover  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
whole: DataFrame[models.Turnover193036] = turnover  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]


# Both models can be given more columns.
class Own(models.Turnover193036Rows):
    """Rows with one column more."""

    women_percent: Series[float]


# A wrong name, a wrong option and any text are errors.
sovietlabour.load_table("turnover_1930_37")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
sovietlabour.load_table("turnover_1930_36", "drop")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
sovietlabour.load_table(input())  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]

# Filters take the names of the codelists, and a misspelt one is an error.
sovietlabour.load_observations("labour_turnover_rate", industry="Coal mining", nature=["statistic", "estimate"])
sovietlabour.load_observations("Labour turnover rate", place="Donbass", topic="turnover", role=None)
sovietlabour.load_observations("labour_turnovr_rate")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.load_observations(industry="Coal mning")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.load_observations(nature=["planned"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]

# So do codes: lists, columns, tables that list codes and the names of their keys.
for frame in (sovietlabour.codes("role"), sovietlabour.codes("observations.role"), sovietlabour.codes("indicator")):
    assert_type(frame, pd.DataFrame)
sovietlabour.codes("rolle")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# So do all functions that take names.
sovietlabour.law_in_force("absenteeism", "1933-05-01", offence="progul")
sovietlabour.law_in_force("absentism", "1933-05-01")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.law_in_force("courts", "1933-05-01", offence="quiting")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.penalty_timeline("quiting")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.load_series("output, cole")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.plot("output, coal")
sovietlabour.plot("output, cole")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.describe("turnover")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.provenance("turnover")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.parquet_path("turnover")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
sovietlabour.load_arrow("turnover")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

# Names that the package gives are right names, and so are those of a frame; other text has to be looked up.
for name in sovietlabour.table_names():
    sovietlabour.load_table(name)
for series in sovietlabour.list_series()["series"]:
    sovietlabour.load_series(series)
industries: dict[str, sovietlabour.IndustryName] = {one: one for one in get_args(sovietlabour.IndustryName)}
sovietlabour.load_observations(industry=industries[input()])
