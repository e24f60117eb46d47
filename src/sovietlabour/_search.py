"""Finding observations by words: in the prose and in the cells of the tables together.

How a search matches, plainly. The query is split into words; case, hyphens and a plural s do not count. A row matches
if *every* word of the query is found in it: as a whole word, or as the beginning of one if it has four letters or more.
A year matches every row whose period includes it, and no other. Rows are ordered by where the words were found: name
and other names of the indicator 4; label, industry, enterprise with all its names, and occupation 3; topic, population,
place, subset and period 2; remark and printed characters 1, each word counting once, at its best place, a beginning
half; then by time and by line.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sovietlabour import _data
from sovietlabour._frames import load_frame
from sovietlabour._observations import CODELISTS, caveats_of, load_observations, names_of

if TYPE_CHECKING:
    import pandas as pd

    from sovietlabour._literals import Industry, Topic

WEIGHTS = {
    "indicator": 4.0,
    **dict.fromkeys(("label", "industry", "enterprise", "occupation"), 3.0),
    **dict.fromkeys(("topic", "population", "place", "subset", "period"), 2.0),
    **dict.fromkeys(("remark", "printed"), 1.0),
}
Hits = dict[str, float]
"""Observations with the best weight of a word in each."""


def search_figures(
    query: str = "",
    *,
    topic: "Topic | None" = None,
    industry: "Industry | None" = None,
    between: "tuple[int | str, int | str] | None" = None,
) -> "pd.DataFrame":
    """Find observations, of the prose and of the tables, by words, topic, industry and years.

    Parameters
    ----------
    query
        Words that must all be found in a row; empty finds every row that the other conditions leave.
    topic, industry, between
        As in `load_observations`.

    Returns
    -------
    pandas.DataFrame
        Rows of the table `observations`, of every role, best first.

    Raises
    ------
    ArgumentError
        If a topic or an industry is unknown, or `between` is not two years in order.

    Examples
    --------
    >>> found = search_figures("absence Donbass", between=(1938, 1940))
    >>> found[["observation", "value", "unit"]].head(1).values.tolist()
    [['ch5-12028a', 0.93, 'days']]
    """
    found = load_observations(topic=topic, industry=industry, between=between, role=None)
    wanted = _tokens(query)
    if not wanted:
        return found
    folder = _data.folder()
    index = _index(folder, (folder / _data.SUMS).stat().st_mtime_ns)
    hits = [_in_year(found, int(word)) if re.fullmatch(r"19\d\d", word) else _hits(index, word) for word in wanted]
    everywhere = set.intersection(*map(set, hits))
    scores = {name: sum(of_word[name] for of_word in hits) for name in everywhere}
    kept = found[found["observation"].isin(everywhere)]
    order = kept["observation"].map(scores).sort_values(ascending=False, kind="stable").index
    made: pd.DataFrame = kept.loc[order].reset_index(drop=True)
    made.attrs = found.attrs | {"caveats": caveats_of(made["caveats"])}
    return made


def _in_year(found: "pd.DataFrame", year: int) -> Hits:
    """Give the rows whose period includes a year; a side that is not known compares as false."""
    within = (found["start"].dt.year <= year) & (found["end"].dt.year >= year)
    return dict.fromkeys(found.loc[within, "observation"], WEIGHTS["period"])


def _hits(index: dict[str, Hits], word: str) -> Hits:
    """Give the rows that have a word, or, for half the weight, a longer one that begins with it."""
    hits: Hits = {}
    for token in index if len(word) >= 4 else ():
        if token.startswith(word):
            for name, weight in index[token].items():
                hits[name] = max(hits.get(name, 0.0), weight / 2)
    return hits | index.get(word, {})


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _index(folder: Path, written: int) -> dict[str, Hits]:
    """Give the observations that have each word."""
    frame = load_frame("observations", "keep").astype(object)
    lists = load_frame("indicators", "keep")
    frame["topic"] = frame["indicator"].map(dict(zip(lists["indicator"], lists["topic"], strict=True)))
    of_codes = {
        column: {
            row[column]: {token for name in names_of(row, column) for token in _tokens(name)}
            for row in load_frame(codelist, "keep").to_dict("records")
        }
        for column, codelist in CODELISTS.items()
    }
    index: dict[str, Hits] = {}
    for row in frame[["observation", *WEIGHTS]].to_dict("records"):
        for field, weight in WEIGHTS.items():
            text = row[field]
            if isinstance(text, str):
                known = of_codes.get(field, {})
                tokens = (token for code in text.split("; ") for token in known.get(code) or _tokens(code))
                for token in tokens:
                    index.setdefault(token, {}).setdefault(row["observation"], weight)
    return index


def _tokens(text: str) -> list[str]:
    return [_stem(token) for token in re.findall(r"[a-z0-9]+", text.lower())]
