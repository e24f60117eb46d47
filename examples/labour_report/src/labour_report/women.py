"""Women's share beside turnover, by industry."""

from dataclasses import dataclass

import pandera.pandas as pa
from pandera.typing import DataFrame, Series
from sovietlabour import IndustryName, load_table, models


class Joined(models.Turnover193036Rows):
    """Rows of the turnover, with the share of women beside it."""

    women_percent: Series[float] = pa.Field(nullable=True, ge=0, le=100)


@dataclass(frozen=True, slots=True)
class WomenAndTurnover:
    """The years that both tables give for an industry."""

    industry: str
    years: list[int]
    women_percent: list[float]
    turnover_percent: list[float]


def women_and_turnover(industry: IndustryName, *, certain: bool = False) -> WomenAndTurnover:
    """Join women's share with turnover; with `certain`, leave out what is inferred or doubtful."""
    joined = join(
        load_table("women_share_1929_35", "mask" if certain else "keep"),
        load_table("turnover_1930_36", "mask" if certain else "keep"),
    )
    rows = joined[joined["industry"] == industry].dropna(subset=["women_percent", "turnover_percent"])
    return WomenAndTurnover(
        industry,
        rows["year"].astype(int).to_list(),
        rows["women_percent"].astype(float).to_list(),
        rows["turnover_percent"].astype(float).to_list(),
    )


@pa.check_types
def join(
    women: DataFrame[models.WomenShare192935Rows], turnover: DataFrame[models.Turnover193036Rows]
) -> DataFrame[Joined]:
    """Join the counts of women, which have a day, with the turnover of the year of that day; of any rows of both."""
    manual = women[women["worker_category"] == "manual"]
    return DataFrame[Joined](turnover.merge(manual.assign(year=manual["date"].dt.year), on=["industry", "year"]))
