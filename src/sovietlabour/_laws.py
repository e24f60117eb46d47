"""The laws in force on a day."""

from datetime import date as Date
from typing import TYPE_CHECKING

from sovietlabour._catalog import entry
from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame
from sovietlabour._names import no_such

if TYPE_CHECKING:
    import pandas as pd

TABLE = "labour_laws"
CERTAINTIES = ("certain", "begin uncertain", "end uncertain", "end not told", "doubtful")


def law_in_force(subject: str, date: "str | Date | pd.Timestamp", *, offence: str | None = None) -> "pd.DataFrame":
    """Give the provisions on a subject that were in force on a day.

    Parameters
    ----------
    subject
        One of the subjects of `labour_laws`, such as ``"absenteeism"``, ``"turnover"`` or ``"labour_books"``.
    date
        A day, as ``"1933-05-01"`` or `datetime.date`.
    offence
        Leave only the rules with a penalty for this offence, such as ``"absence"`` (a single one) or ``"quitting"``.

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
        If there is no such subject or offence, or `date` is not a day.

    Examples
    --------
    What one day's absence without leave cost a worker in the spring of 1933:

    >>> law_in_force("absenteeism", "1933-05-01", offence="absence")["penalty"].tolist()
    ['reduced rations', 'dismissal', 'loss of ration cards', 'eviction', 'ban on employment']
    """
    import pandas as pd

    frame = load_frame(TABLE, "keep")
    wanted = str(subject).strip().lower().replace(" ", "_")
    on_subject = _holds(frame, "subject", wanted)
    day = _day(date)
    if offence is not None:
        on_subject &= _holds(frame, "offence", offence)
    begun = frame["in_force_from"] <= day
    not_over = frame["in_force_to"].isna() | (frame["in_force_to"] >= day)
    found = frame[on_subject & begun & not_over].sort_values("in_force_from", kind="stable", ignore_index=True)
    certainty = pd.Series("certain", index=found.index, dtype="str")
    certainty[found["in_force_to"].isna()] = "end not told"
    certainty[found["in_force_to_earliest"] < day] = "end uncertain"
    certainty[found["in_force_from_latest"] > day] = "begin uncertain"
    certainty[found["attestation"] == "doubtful"] = "doubtful"
    found["certainty"] = pd.Categorical(certainty, categories=list(CERTAINTIES))
    found.attrs = frame.attrs | {"subject": wanted, "date": f"{day:%Y-%m-%d}", "title": entry(TABLE)["title"]}
    return found


def _holds(frame: "pd.DataFrame", column: str, value: str) -> "pd.Series[bool]":
    """Say in which rows a column of several values has one of them; a value that no row has is an error."""
    several = frame[column].fillna("").str.split("; ")
    known = sorted(set(several.explode()) - {""})
    if value not in known:
        raise ArgumentError(no_such(column, value, known, f"they are {', '.join(known)}"))
    return several.map(lambda values: value in values).astype(bool)


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
