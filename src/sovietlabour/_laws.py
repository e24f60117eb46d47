"""The laws in force on a day."""

from datetime import date as Date
from typing import TYPE_CHECKING

from sovietlabour._catalog import entry
from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame

if TYPE_CHECKING:
    import pandas as pd

TABLE = "labour_laws"
CERTAINTIES = ("certain", "begin uncertain", "end uncertain", "end not told", "doubtful")


def law_in_force(subject: str, date: "str | Date | pd.Timestamp") -> "pd.DataFrame":
    """Give the provisions on a subject that were in force on a day.

    Parameters
    ----------
    subject
        One of the subjects of `labour_laws`, such as ``"absenteeism"``, ``"turnover"`` or ``"labour_books"``.
    date
        A day, as ``"1933-05-01"`` or `datetime.date`.

    Returns
    -------
    pandas.DataFrame
        Rows of `labour_laws`, the oldest law first, with one column more, ``certainty``: ``certain``;
        ``begin uncertain`` or ``end uncertain`` where the day falls into a span of which the text gives only the month
        or the year; ``end not told`` where the text tells no end, so that the rule may have lapsed before; ``doubtful``
        where the law itself is not named, as its remark says. Provisions without any date are never given. Source: the
        decrees that Filtzer (1986) describes.

    Raises
    ------
    ArgumentError
        If there is no such subject, or `date` is not a day.

    Examples
    --------
    What absence without leave cost a worker in the spring of 1933:

    >>> costs = law_in_force("absenteeism", "1933-05-01")
    >>> costs.loc[costs["law"] == "decree-1932-11-15-tsik", ["quantity", "unit", "penalty"]].values.tolist()
    [[1.0, 'days', 'dismissal'], [nan, nan, 'loss of ration cards'], [nan, nan, 'eviction']]
    """
    import pandas as pd

    frame = load_frame(TABLE, "keep")
    several = frame["subject"].str.split("; ")
    wanted = str(subject).strip().lower().replace(" ", "_")
    known = list(dict.fromkeys(several.explode().sort_values()))
    if wanted not in known:
        raise ArgumentError(f"subject must be one of {', '.join(known)}; found {subject!r}")
    day = _day(date)
    on_subject = several.map(lambda subjects: wanted in subjects).astype(bool)
    begun = frame["in_force_from"] <= day
    not_over = frame["in_force_to"].isna() | (frame["in_force_to"] >= day)
    found = frame[on_subject & begun & not_over].sort_values("in_force_from", kind="stable", ignore_index=True)
    certainty = pd.Series("certain", index=found.index, dtype="str")
    certainty[found["in_force_to"].isna()] = "end not told"
    certainty[found["in_force_to_earliest"] < day] = "end uncertain"
    certainty[found["in_force_from_latest"] > day] = "begin uncertain"
    certainty[found["status"] == "doubtful"] = "doubtful"
    found["certainty"] = pd.Categorical(certainty, categories=list(CERTAINTIES))
    found.attrs = frame.attrs | {"subject": wanted, "date": f"{day:%Y-%m-%d}", "title": entry(TABLE)["title"]}
    return found


def _day(date: object) -> "pd.Timestamp":
    import pandas as pd

    day = date
    if isinstance(date, str):
        try:
            day = Date.fromisoformat(date.strip())
        except ValueError:
            day = None
    if not isinstance(day, Date) or pd.isna(day):
        raise ArgumentError(f"date must be a day, such as '1933-05-01'; found {date!r}")
    return pd.Timestamp(day.year, day.month, day.day)
