"""Finding figures by words: in the prose and in the cells of the tables together.

How a search matches, plainly. The query is split into words; case, hyphens and a plural s do not count. A row matches
if *every* word of the query is found in it: as a whole word, or as the beginning of one if it has four letters or more.
A year matches every row whose period includes it, and no other. Rows are ordered by where the words were found:
indicator 4, industry, entity and enterprise 3, topic, place and period 2, remark and printed characters 1, each word
counting once, at its best place, a beginning half; then by table or chapter, and by line.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovietlabour import _data
from sovietlabour._catalog import catalog
from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame, provenance
from sovietlabour._names import no_such
from sovietlabour._period import period_of

if TYPE_CHECKING:
    import pandas as pd

PROSE = "prose_figures"
WEIGHTS = {
    "indicator": 4.0,
    "industry": 3.0,
    "entity": 3.0,
    "enterprise": 3.0,
    "topic": 2.0,
    "place": 2.0,
    "period": 2.0,
    "remark": 1.0,
    "printed": 1.0,
}
COLUMNS = [
    "table",
    "figure",
    "topic",
    "indicator",
    "entity",
    "enterprise",
    "industry",
    "place",
    "period",
    "start",
    "end",
    "value",
    "low",
    "high",
    "unit",
    "precision",
    "nature",
    "printed",
    "page",
    "line",
    "status",
    "source",
    "remark",
]


def search_figures(
    query: str = "",
    *,
    topic: str | None = None,
    industry: str | None = None,
    between: tuple[int, int] | None = None,
) -> "pd.DataFrame":
    """Find figures of the prose and cells of the tables by words, topic, industry and years.

    Parameters
    ----------
    query
        Words that must all be found in a row; empty finds every row that the other conditions leave.
    topic
        One of the topics of `prose_figures`.
    industry
        An industry, spelt as in `industries`.
    between
        First and last year: rows whose period lies at least in part between them.

    Returns
    -------
    pandas.DataFrame
        One row per figure, best first: ``table`` (``prose_figures``, or the table of a cell), ``figure``, ``topic``,
        ``indicator``, ``entity``, ``enterprise``, ``industry``, ``place``, ``period``, ``start``, ``end``, ``value``,
        ``low``, ``high``, ``unit``, ``precision``, ``nature``, ``printed``, ``page``, ``line``, ``status``, ``source``,
        ``remark``.

    Raises
    ------
    ArgumentError
        If a topic is unknown, or `between` is not two years in order.
    """
    import numpy as np

    figures = all_figures()
    if topic is not None:
        figures = figures[figures["topic"] == _known("topic", topic, figures)]
    if industry is not None:
        figures = figures[figures["industry"] == _known("industry", industry, figures)]
    if between is not None:
        first, last = _years(between)
        figures = figures[(figures["start"].dt.year <= last) & (figures["end"].dt.year >= first)]
    words = [_stem(word) for word in re.findall(r"[a-z0-9]+", query.lower())]
    scores = [_score({str(field): value for field, value in row.items()}, words) for row in figures.to_dict("records")]
    matches = [score is not None for score in scores]
    found = figures.loc[np.array(matches, dtype=bool)].assign(_score=[score for score in scores if score is not None])
    return found.sort_values("_score", ascending=False, kind="stable")[COLUMNS].reset_index(drop=True)


def _known(column: str, name: str, figures: "pd.DataFrame") -> str:
    known = sorted(set(figures[column].dropna()))
    if name not in known:
        raise ArgumentError(no_such(column, name, known, f"they are {', '.join(known)}"))
    return name


def _years(between: tuple[int, int]) -> tuple[int, int]:
    try:
        first, last = between
        in_order = int(first) <= int(last)
    except (TypeError, ValueError):
        in_order = False
    if not in_order:
        raise ArgumentError(f"between must be two years in order, such as (1930, 1936); found {between!r}")
    return first, last


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _score(row: dict[str, Any], words: list[str]) -> float | None:
    """Add up the best place of each word; None if a word is not found."""
    total = 0.0
    texts = {
        field: {_stem(token) for token in re.findall(r"[a-z0-9]+", row[field].lower())}
        for field in WEIGHTS
        if isinstance(row[field], str)
    }
    for word in words:
        best = 0.0
        if re.fullmatch(r"19\d\d", word):
            within = row["start"].year <= int(word) <= row["end"].year  # false where the period is not known
            best = WEIGHTS["period"] if within else 0.0
        else:
            for field, tokens in texts.items():
                if word in tokens:
                    best = max(best, WEIGHTS[field])
                elif len(word) >= 4 and any(token.startswith(word) for token in tokens):
                    best = max(best, WEIGHTS[field] / 2)
        if not best:
            return None
        total += best
    return total


def all_figures() -> "pd.DataFrame":
    """Give every figure of the prose and every printed number of the tables in the same columns."""
    folder = _data.folder()
    return _all_figures(folder, (folder / _data.SUMS).stat().st_mtime_ns).copy()


@cache
def _all_figures(folder: Path, written: int) -> "pd.DataFrame":
    import pandas as pd

    tables = catalog()["tables"].items()
    return pd.concat([_of_table(name, facts) for name, facts in tables if facts["statuses"]], ignore_index=True)


def _of_table(name: str, facts: dict[str, Any]) -> "pd.DataFrame":
    frame = load_frame(name, "keep")
    if name == PROSE:
        whole = frame.assign(table=name)
        return whole.astype({c: "str" for c, d in whole.dtypes.items() if d == "category"})[COLUMNS]
    import pandas as pd

    cells = provenance(name)
    cells = cells[cells["value"].notna()]
    rows = []
    columns = {column["name"]: column for column in facts["columns"]}
    for cell in cells.to_dict("records"):
        row = frame.iloc[cell["row"]]
        column = columns[cell["column"]]
        start, end, period = period_of(row, facts["years"])
        entity = " | ".join(str(row[key]) for key in facts["keys"] if key not in ("year", "date", "period"))
        rows.append(
            {
                "table": name,
                "figure": f"{facts['label']}, line {cell['line']}",
                "topic": column["topic"],
                "indicator": column["indicator"],
                "entity": entity or "USSR",
                "enterprise": None,
                "industry": row.get("industry"),
                "place": None,
                "period": period,
                "start": start,
                "end": end,
                "value": cell["value"],
                "low": None,
                "high": None,
                "unit": row["unit"] if "unit" in row else column["unit"],
                "precision": "exact",
                "nature": "statistic",
                "printed": cell["printed"],
                "page": cell["page"],
                "line": cell["line"],
                "status": str(cell["status"]),
                "source": facts["original_source"],
                "remark": None,
            }
        )
    made = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("start", "end"):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[s]")
    return made.astype({"value": "float64", "low": "float64", "high": "float64", "page": "Int16"})
