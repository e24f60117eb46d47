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
from typing import TYPE_CHECKING, Any

from sovietlabour import _data
from sovietlabour._frames import load_frame
from sovietlabour._observations import CODELISTS, load_observations, names_of

if TYPE_CHECKING:
    import pandas as pd

    from sovietlabour._literals import Industry, Topic

WEIGHTS = {
    "indicator": 4.0,
    **dict.fromkeys(("label", "industry", "enterprise", "occupation"), 3.0),
    **dict.fromkeys(("topic", "population", "place", "subset", "period"), 2.0),
    **dict.fromkeys(("remark", "printed"), 1.0),
}
TIMED = ["observation", "start", "end"]
Words = dict[str, float]
"""Each word of a row with its best weight."""


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
    folder = _data.folder()
    words = _words_of_all(folder, (folder / _data.SUMS).stat().st_mtime_ns)
    wanted = [_stem(word) for word in re.findall(r"[a-z0-9]+", query.lower())]
    scores = [_score(row, words[row["observation"]], wanted) for row in found[TIMED].to_dict("records")]
    kept = found.assign(_score=scores).query("_score > 0") if wanted else found.assign(_score=0)
    ordered = kept.sort_values("_score", ascending=False, kind="stable").drop(columns="_score")
    made: pd.DataFrame = ordered.reset_index(drop=True)
    made.attrs = found.attrs
    return made


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _words_of_all(folder: Path, written: int) -> dict[str, Words]:
    """Give the words of every observation, by its name."""
    frame = load_frame("observations", "keep").astype(object)
    lists = load_frame("indicators", "keep")
    frame["topic"] = frame["indicator"].map(dict(zip(lists["indicator"], lists["topic"].astype("str"), strict=True)))
    for column, codelist in CODELISTS.items():
        names = {
            row[column]: " ".join(names_of(row, column)) for row in load_frame(codelist, "keep").to_dict("records")
        }
        frame[column] = [
            " ".join(names[code] for code in codes.split("; ")) if isinstance(codes, str) else None
            for codes in frame[column]
        ]
    return {row["observation"]: _words(row) for row in frame.to_dict("records")}


def _words(row: dict[Any, Any]) -> Words:
    words: Words = {}
    for field, weight in WEIGHTS.items():
        text = row[field]
        for token in re.findall(r"[a-z0-9]+", text.lower()) if isinstance(text, str) else ():
            words.setdefault(_stem(token), weight)
    return words


def _score(row: dict[Any, Any], words: Words, wanted: list[str]) -> float:
    """Add up the best place of each word; 0 if a word is not found."""
    total = 0.0
    for word in wanted:
        if re.fullmatch(r"19\d\d", word):
            # A side that is not known compares as false.
            best = WEIGHTS["period"] if row["start"].year <= int(word) <= row["end"].year else 0.0
        else:
            best = words.get(word, 0.0)
            if not best and len(word) >= 4:
                best = max((weight / 2 for token, weight in words.items() if token.startswith(word)), default=0.0)
        if not best:
            return 0.0
        total += best
    return total
