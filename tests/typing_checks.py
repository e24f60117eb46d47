"""What type checkers must say of `load_table`; run by mypy and pyright, not by pytest."""

from typing import assert_type

import pandas as pd
from pandera.typing import DataFrame

import sovietlabour
from sovietlabour import models

assert_type(sovietlabour.load_table("turnover_1930_36"), DataFrame[models.Turnover193036])
assert_type(sovietlabour.load_table("workers_1928_32", uncertain="mask"), DataFrame[models.Workers192832])
assert_type(sovietlabour.load_table("industries", "keep"), DataFrame[models.Industries])

# The result is a pandas frame to everything that takes one.
plain: pd.DataFrame = sovietlabour.load_table("output_1933_36")

# One table is not another.
other: DataFrame[models.Output193336] = sovietlabour.load_table(  # pyright: ignore[reportAssignmentType]
    "turnover_1930_36"
)  # type: ignore[assignment]

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

# Names that the package gives are right names.
for name in sovietlabour.table_names():
    sovietlabour.load_table(name)
