"""All that the book says on an indicator, each number within its bounds and with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame
from sovietlabour import IndicatorName, IndustryName, SeriesName, load_observations, load_series, models, search


@dataclass(frozen=True, slots=True)
class Evidence:
    """One number of the book."""

    observation: str
    label: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    status: str
    page: int | None
    line: int

    @property
    def amount(self) -> str:
        """The number in words: a value, a range, or a bound."""
        if self.lower is None or self.upper is None:
            side, bound = ("at most", self.upper) if self.lower is None else ("at least", self.lower)
            return f"{side} {bound:,g} {self.unit}"
        bounds = f"{self.lower:,g} to {self.upper:,g}"
        if self.value is None:
            return f"{bounds} {self.unit}"
        return f"{self.value:,g} {self.unit}" + (f" ({bounds})" if self.lower < self.upper else "")


def collect(
    indicator: IndicatorName,
    *,
    industry: IndustryName | None = None,
    between: tuple[int, int] | None = None,
) -> list[Evidence]:
    """Collect the measurements of an indicator, in order of time."""
    return list(_evidence(load_observations(indicator, industry=industry, between=between, expressed_as="level")))


def continued(series: SeriesName) -> list[tuple[str, float, str]]:
    """Give period, value and comparability of a long series."""
    frame = load_series(series)
    return [
        (str(period), float(value), str(comparability))
        for period, value, comparability in zip(frame["period"], frame["value"], frame["comparability"], strict=True)
    ]


def find_indicator(words: str) -> str | None:
    """Give the code of the indicator that everyday words describe best."""
    found = search(words, kind="indicator")
    return None if found.empty else str(found["id"].iloc[0])


def _evidence(frame: DataFrame[models.ObservationsRows]) -> Iterator[Evidence]:
    for row in frame.to_dict("records"):
        yield Evidence(
            observation=str(row["observation"]),
            label=str(row["label"]),
            period=str(row["period"]),
            value=_number(row["value"]),
            lower=_number(row["lower"]),
            upper=_number(row["upper"]),
            unit=str(row["unit"]),
            status=str(row["status"]),
            page=None if pd.isna(row["page"]) else int(row["page"]),
            line=int(row["line"]),
        )


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)
