"""What the charts of the site show, as data for `charts.js`: the numbers that `sovietlabour.plot` would draw."""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from addresses import address
from records import observation, of_whom

from sovietlabour import penalty_timeline
from sovietlabour._catalog import catalog
from sovietlabour._laws import BOOK_ENDS
from sovietlabour._points import UNIT, _unit, asked, choice, sources

if TYPE_CHECKING:
    import pandas as pd

Spec = dict[str, Any]
LAWS_BENEATH = {"absenteeism": "absence", "turnover": "quitting"}
"""Topics whose charts show what an offence cost."""


class Asked(NamedTuple):
    """What is drawn: a frame of a loader, a column of it, the offence whose penalties stand beneath.

    These are shown for the years of the numbers, or for the whole time that the book tells of.
    """

    frame: "pd.DataFrame"
    column: str | None = None
    offence: str | None = None
    whole: bool = False


def specs(of: Asked, root: str) -> list[Spec]:
    """Give a chart for each unit that several of some observations have, that of most numbers first."""
    points = asked(of.frame, of.column, {})
    title, points.attrs = points.attrs["title"], {}  # which pandas would copy deeply at every step
    told = points.reindex(columns=UNIT).astype(object)
    units = [_unit(*row) for row in told.where(told.notna(), "").itertuples(index=False)]
    dated = (points["start"].notna() | points["end"].notna()).to_list()
    counted = Counter(unit for unit, has_day in zip(units, dated, strict=True) if has_day)
    shown = [unit for unit, count in counted.most_common() if count > 1]
    return [_spec(points[[one == unit for one in units]], title, root, of) for unit in shown]


def _spec(frame: "pd.DataFrame", title: str, root: str, of: Asked) -> Spec:
    """Give the chart of observations of one unit."""
    points, left_out = choice(frame, every=True)
    points = points.astype(object).where(points.notna(), None)
    rows = [_row(row, root) for row in points.to_dict("records")]
    source = f"Source: {'; '.join(sources(frame))}; sovietlabour {catalog()['package']['version']}."
    if left_out:
        source += f" Left out: {', '.join(left_out)}."
    made: Spec = {"title": title, "unit": rows[0].pop("unit"), "source": source, "rows": rows}
    for row in rows[1:]:
        del row["unit"]
    if of.offence and of.whole:
        made["bands"] = bands(of.offence)
    elif of.offence:
        days = [day for row in rows for day in (row["start"], row["end"]) if day]
        made["bands"] = bands(of.offence, f"{min(days)[:4]}-01-01", f"{max(days)[:4]}-12-31")
    return made


@cache
def timeline(offence: Any) -> list[dict[Any, Any]]:
    """Give the spans of the penalties of an offence, reckoned once."""
    spans: list[dict[Any, Any]] = penalty_timeline(offence).to_dict("records")
    return spans


def bands(offence: str, first: str = "1922-01-01", last: str = BOOK_ENDS) -> list[Spec]:
    """Give the spans in which an offence had its penalties, within two days, to where the book ends."""
    made = []
    for span in timeline(offence):
        start = max(f"{span['start']:%Y-%m-%d}", first)
        end = min(f"{span['end']:%Y-%m-%d}" if span["end"] == span["end"] else last, last, BOOK_ENDS)
        for column, certain in (("penalties", True), ("possible", False)):
            if span[column] and start <= end:
                made.append({"start": start, "end": end, "label": span[column].replace("; ", ", "), "certain": certain})
    return made


def _row(row: dict[Any, Any], root: str) -> Spec:
    whom = ", ".join(part["text"] for part in of_whom(observation(row["observation"])))
    return {
        "id": row["observation"],
        "series": row["name"],
        "start": row["start"] and f"{row['start']:%Y-%m-%d}",
        "end": row["end"] and f"{row['end']:%Y-%m-%d}",
        "value": row["value"],
        "lower": row["lower"],
        "upper": row["upper"],
        "status": row["status"],
        "nature": row["nature"],
        "table": row["table"] if row["column"] else None,
        "column": row["column"],
        "row": row["row"] if row["row"] is None else int(row["row"]),
        "label": whom or row["label"],
        "period": row["period"],
        "href": root + address("number", row["observation"]),
        "unit": row["unit"],
    }
