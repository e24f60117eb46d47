"""Long series: cells of the tables continued by figures of the prose."""

from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour._frames import records
from sovietlabour._vocabulary import PRECISIONS
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import BuiltTable, made_of
from sovietlabour.models._intervals import REFERENCE
from sovietlabour.models._model import TableModel
from sovietlabour.models._units import Amount, following

COVERS = ("day", "part of a year", "year", "several years")


class LongSeries(TableModel, keys=["series", "observation"]):
    """Long series: cells of the tables continued by figures of the prose.

    One row per series and observation, a year or part of a year.

    No number is new here: each row is an observation, or, where it is of another indicator than its series, follows
    from one by definition; and each says how far it compares with the rest.
    """

    series: Series[str] = columns.attribute("Name of the series.")
    observation: Series[str] = columns.attribute(
        "Observation that the number is taken from.", refers_to="observations.observation"
    )
    indicator: Series[str] = columns.optional(
        "Indicator that the number was reckoned for, where the observation is of another.",
        refers_to="indicators.indicator",
    )
    period: Series[str] = columns.attribute("Year or part of a year.")
    covers: columns.Category = columns.one_of(
        COVERS, "How much time the period covers: points of one kind can be joined."
    )
    start: Series[columns.Day] = columns.attribute("First day of the period.")
    end: Series[columns.Day] = columns.attribute("Last day of the period.")
    value: Series[np.float64] = columns.stated("The number; missing for a range.")
    lower: Series[np.float64] = columns.stated("Lower bound; missing where there is none.")
    upper: Series[np.float64] = columns.stated("Upper bound; missing where there is none.")
    unit: Series[str] = columns.attribute("Unit of the series.", coded=True)
    precision: columns.Category = columns.one_of(
        PRECISIONS, "How exactly the book states the number; approximate where it is reckoned."
    )
    table: Series[str] = columns.attribute("Table that the number is taken from.")
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.printed()
    status: columns.Category = columns.status()
    comparability: Series[str] = columns.attribute(
        "How far the number compares with the rest of its series, in our words."
    )


def tidy(raw: pd.DataFrame, observations: BuiltTable, indicators: BuiltTable) -> pd.DataFrame:
    """Look up every number among the observations; the raw file holds none.

    Raises
    ------
    BuildError
        If there is no such observation, it has no period, or it does not fit its series; the message lists all.
    """
    lists = indicators.by_key

    def point(entry: dict[Any, Any]) -> dict[Any, Any]:
        found, wanted = observations.by_key.get(entry["observation"]), entry["indicator"]
        if found is None:
            raise LookupError("there is no such observation")
        if not (found["start"] and found["end"]):
            raise ValueError(f"expected a period with its first and last day; found {found['period']!r}")
        if not wanted:
            return found | entry
        given = Amount._make(np.nan if found[name] is None else found[name] for name in Amount._fields)
        formula = lists.get(wanted, {}).get("follows_from") or ""
        if set(REFERENCE.findall(formula)) != {found["indicator"]}:
            raise LookupError(f"nothing leads from {found['indicator']} to {wanted}")
        amount = following(formula, {found["indicator"]: given})
        return found | entry | amount._asdict() | {"unit": lists[wanted]["unit"]}

    def where(entry: dict[Any, Any]) -> str:
        return f"long_series[{entry['series']} | {entry['observation']}]"

    frame = pd.DataFrame(made_of(records(raw), point, where))
    order = {name: position for position, name in enumerate(raw["series"].unique())}
    frame = frame.sort_values(
        ["series", "start", "end"], key=lambda c: c.map(order) if c.name == "series" else c, kind="stable"
    )
    days = (frame["end"] - frame["start"]).dt.days + 1
    covers = pd.cut(days, [0, 1, 364, 366, np.inf], labels=COVERS)
    return frame.assign(covers=covers.astype("str")).reset_index(drop=True)
