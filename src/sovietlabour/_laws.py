"""The law on a day, and what an offence cost through time."""

from collections.abc import Iterable
from datetime import date as Date
from typing import Any, Literal

from sovietlabour._catalog import catalog
from sovietlabour._errors import refused
from sovietlabour._frames import described, load_frame
from sovietlabour._lazy import literals, pd
from sovietlabour._names import meant
from sovietlabour._observations import having
from sovietlabour._references import day_in_words

TABLE = "provisions"
BOOK_ENDS = "1941-06-22"
"""From here on the book follows no rule whose end it does not tell."""
SHOWN = [
    *("rule", "penalty", "amount", "lower", "upper", "unit", "bound", "rank"),
    *("law", "title", "issuer", "territory", "dated"),
    *("begin", "begin_latest", "begin_certainty", "end_earliest", "end", "end_certainty"),
    *("offence", "subject", "applies_to", "attestation", "page", "line", "remark", "provision"),
]
"""Columns of an answer."""


def law_in_force(
    subject: "literals.SubjectName",
    date: "str | Date | pd.Timestamp",
    *,
    offence: "literals.OffenceName | None" = None,
) -> "pd.DataFrame":
    """Give the rules on a subject that were in force on a day.

    Parameters
    ----------
    subject
        One of the subjects of `provisions`, such as ``"absenteeism"`` or ``"turnover"``, or another name of one
        (``"truancy"``, ``"progul"``, ``"quitting"``).
    date
        A day, as ``"1933-05-01"`` or `datetime.date`.
    offence
        Leave only the rules with a penalty for this offence, such as ``"absence"`` (a single one) or ``"quitting"``.

    Returns
    -------
    pandas.DataFrame
        One row per rule, the main ones first: ``rule`` in our words, its ``penalty``, its number between ``lower`` and
        ``upper``, the act with ``title``, ``issuer`` and ``territory``, first and last day, ``begin_certainty``
        (certain, uncertain) and ``end_certainty`` (certain, uncertain, not told), page and line. A day within the span
        of an uncertain begin or end counts as in force, and is marked uncertain. What repeals, or was done once, is no
        rule. A rule without a day is never given, nor one whose end is not told after 22 June 1941, where the book
        ends. ``.attrs["answer"]`` says in a sentence what was found, or what an empty answer means.

    Raises
    ------
    ArgumentError
        If there is no such subject or offence, or `date` is not a day.

    Examples
    --------
    What one day's absence without leave cost a worker in the spring of 1933:

    >>> found = law_in_force("absenteeism", "1933-05-01", offence="absence")
    >>> found["penalty"].iloc[0]
    'dismissal'
    """
    wanted, day = meant("subject", subject, named("subject"))[0], _day(date)
    punished = None if offence is None else meant("offence", offence, named("offence"))[0]
    rules = _rules()
    on_subject = rules[having(rules["subject"], {wanted})]
    found = on_subject if punished is None else on_subject[_punishes(on_subject, punished)]
    found, left_out = _in_force(found, day)
    asked = {"subject": wanted, "offence": punished, "date": day.date().isoformat()}
    answer = _answer(found, left_out, _in_force(rules, day)[0], asked)
    made = found.sort_values(["rank", "begin"], kind="stable", ignore_index=True)[SHOWN]
    return described(made, rules.attrs, **asked, answer=answer)


def penalty_timeline(offence: "literals.OffenceName", by: Literal["day", "year"] = "day") -> "pd.DataFrame":
    """Say what an offence cost through time.

    Parameters
    ----------
    offence
        An offence of `provisions`, such as ``"absence"``, ``"lateness"`` or ``"quitting"``, or another name of one.
    by
        ``"day"`` gives spans of days on which the law was the same, ``"year"`` one row for each year, as Table 2.2 has
        them.

    Returns
    -------
    pandas.DataFrame
        By day: ``start`` and ``end`` of the span, the ``penalties`` that were certainly in force, those that were
        ``possible`` besides (within a begin or an end of which only the month or the year is known, or of a rule that
        is in doubt), and the ``provisions``. By year, from 1922 to 1941: ``year``, the ``penalties`` in force on some
        day of it, those of ``all_year``, and the ``possible``. An empty text is no penalty that the book tells.

    Raises
    ------
    ArgumentError
        If there is no such offence, or `by` is neither.
    """
    [unit] = meant("value of by", by, ("day", "year"))
    punished = meant("offence", offence, named("offence"))[0]
    rules = _rules()
    rules = rules[_punishes(rules, punished) & rules["begin"].notna()]
    day = pd.Timedelta(days=1)
    edges = pd.concat([rules["begin"], rules["begin_latest"], rules["end_earliest"] + day, rules["end"] + day])
    starts = sorted({*edges.dropna(), pd.Timestamp("1922-01-01"), pd.Timestamp(BOOK_ENDS) + day})
    spans: list[dict[str, Any]] = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        found, _ = _in_force(rules, start)
        told = found["attestation"] == "told"
        sure = told & (found["begin_certainty"] == "certain") & (found["end_certainty"] != "uncertain")
        certain = _joined([*found.loc[sure, "penalty"], *_handed_on(found[told])])
        possible = [one for one in _joined(found.loc[~sure, "penalty"]) if one not in certain]
        said = {"penalties": "; ".join(certain), "possible": "; ".join(possible)}
        if not (spans and said.items() <= spans[-1].items()):
            spans.append({"start": start, "end": None, **said, "provisions": {}})
        spans[-1]["end"] = following and following - day
        spans[-1]["provisions"] |= dict.fromkeys(found["provision"])
    made = pd.DataFrame(spans)
    made["provisions"] = made["provisions"].map("; ".join)
    return described(_by_year(made) if unit == "year" else made, rules.attrs, offence=punished)


def _handed_on(found: "pd.DataFrame") -> "Iterable[str]":
    """Give the penalties that stay when a rule is ended by another that has them, on whichever of some days it was."""
    penalties = dict(zip(found["provision"], found["penalty"].str.split("; ").map(set), strict=True))
    for row in found[found["begin_certainty"] == "certain"].to_dict("records"):
        yield from penalties[row["provision"]] & penalties.get(row["ended_by"], set())


def _by_year(spans: "pd.DataFrame") -> "pd.DataFrame":
    rows = []
    for year in range(1922, 1942):
        first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        within = spans[(spans["start"] <= last) & (spans["end"].isna() | (spans["end"] >= first))]
        some = _joined(within["penalties"])
        always = [penalty for penalty in some if having(within["penalties"], {penalty}).all()]
        possible = [penalty for penalty in _joined(within["possible"]) if penalty not in some]
        rows.append((year, "; ".join(some), "; ".join(always), "; ".join(possible)))
    return pd.DataFrame(rows, columns=["year", "penalties", "all_year", "possible"])


def _joined(column: "Iterable[str]") -> list[str]:
    lightest_first = list(catalog()["codes"]["penalty"])
    return sorted({one for several in column for one in several.split("; ") if one}, key=lightest_first.index)


def _rules() -> "pd.DataFrame":
    """Give the rules, each with its act."""
    frame = load_frame(TABLE, "keep")
    acts = load_frame("laws", "keep")[["law", "title", "issuer", "territory", "dated"]]
    return described(frame[frame["effect"] == "rule"].merge(acts, on="law", how="left"), frame.attrs)


def _in_force(rules: "pd.DataFrame", day: "pd.Timestamp") -> tuple["pd.DataFrame", int]:
    """Give the rules in force on a day with how far that is certain, and how many have no end that is told."""
    begun = rules["begin"] <= day
    not_over = rules["end"].isna() | (rules["end"] >= day)
    untold = rules["end"].isna() & (rules["begin"] < BOOK_ENDS) & (day > pd.Timestamp(BOOK_ENDS))
    found = rules[begun & not_over & ~untold]
    words = {True: "uncertain", False: "certain"}
    found = found.assign(
        begin_certainty=(found["begin_latest"] > day).map(words),
        end_certainty=(found["end_earliest"] < day).map(words).where(found["end"].notna(), "not told"),
    )
    return found, int((begun & untold).sum())


def _so_many(number: int) -> str:
    return f"{number} rule{'s' * (number != 1)}"


def _answer(found: "pd.DataFrame", left_out: int, others: "pd.DataFrame", attrs: dict[Any, Any]) -> str:
    """Say in a sentence what was found, or what an empty answer means; `others` are all rules in force on the day."""
    subject, offence = attrs["subject"].replace("_", " "), attrs["offence"]
    day = day_in_words(Date.fromisoformat(attrs["date"]))
    what = f"{subject}, {offence}" if offence else subject
    if len(found):
        punished = {one for several in found["offence"].dropna() for one in several.split("; ")}
        told = [f"{_so_many(len(found))} on {what} in force on {day}."]
        for one in [offence] if offence else sorted(punished):
            penalties = _joined(found.loc[_punishes(found, one), "penalty"].dropna())
            told += [f"Penalties for {one}: {', '.join(penalties)}."]
        told += [f"Left out: {left_out} whose end is not told, since the book ends in June 1941."] if left_out else []
        return " ".join(told)
    if left_out:
        return f"The book ends in June 1941; {_so_many(left_out)} on {what}, whose end it does not tell, left out."
    if not offence:
        return f"The book tells of no rule on {subject} in force on {day}."
    elsewhere = _joined(others.loc[_punishes(others, offence), "penalty"].dropna())
    if elsewhere:
        return f"No penalty for {offence} under {subject} on {day}; under other subjects: {', '.join(elsewhere)}."
    rules = int(having(others["subject"], {attrs["subject"]}).sum())
    without = f"; {_so_many(rules)} on {subject} in force, without one for it" if rules else ""
    return f"The book tells of no penalty for {offence} on {day}{without}."


def _punishes(rules: "pd.DataFrame", offence: str) -> "pd.Series[bool]":
    """Say which rules punish an offence; where a single absence is punished, a repeated one is."""
    offences = {offence, "absence"} if offence == "longer or repeated absence" else {offence}
    return having(rules["offence"], offences)


def named(column: str) -> dict[str, list[str]]:
    """Give the words of a closed list of the catalogue, each with its other names."""
    also_called = catalog()["also_called"][column]
    return {code: also_called.get(code, []) for code in catalog()["codes"][column]}


def _day(date: object) -> "pd.Timestamp":
    import numpy as np

    try:
        day = Date.fromisoformat(date.strip()) if isinstance(date, str) else date
        if isinstance(day, Date | np.datetime64):
            day = pd.Timestamp(day)
            return pd.Timestamp(Date(day.year, day.month, day.day))
    except (OverflowError, TypeError, ValueError):  # of a day that is none, or of another age
        pass
    raise refused("date", "a day, such as '1933-05-01'", date)
