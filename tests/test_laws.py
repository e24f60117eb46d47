"""The laws: what they said on a day, asked by readers of the text, and properties that no answer may break."""

import datetime
import re
from typing import Any

import pandas as pd
import pytest

from conftest import ROOT
from sovietlabour import (
    ArgumentError,
    BuildError,
    OffenceName,
    SubjectName,
    law_in_force,
    load_table,
    models,
    penalty_timeline,
)
from sovietlabour._catalog import catalog
from sovietlabour.models.provisions import tidy
from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.files import read_csv

PROVISIONS = load_table("provisions")
RULES = PROVISIONS[PROVISIONS["effect"] == "rule"]
EDICT = "decree-1940-06-26-presidium-of-the-supreme-soviet-of-the-ussr"
QUESTIONS = [question for _, question in read_csv(ROOT / "tests" / "law_questions.csv", None, [])]
"""By three readers of the text who knew neither data nor code; `settled` says why an answer differs from theirs."""
NOT_LAWS = {
    "ch3-3003a": "three shifts, told as a circumstance",
    "ch4-5001a": "what the edict added for most, in the author's words",
    "ch5-5942a": "contracts of recruits, not a rule",
    "ch6-6514b": "a working day of the 1920s, told as a circumstance",
    "ch6-6648b": "a working day of the 1920s, told as a circumstance",
    "ch6-6701a": "a working day, told as a circumstance",
    "ch6-6701b": "a working day, told as a circumstance",
    "ch6-6972a": "a practice of an industry",
    "ch6-6972b": "a practice of an industry",
    "ch7-8027a": "the seven-hour shift, told as a circumstance",
    "ch9-9940a": "what the eight-hour day means, in the author's words",
    "ch9-10321a": "one procurator's own rule",
}
"""Figures of the prose that are set by law or rule, and why they are no provision of their own."""
TOLD_AGAIN = {
    "ch3-11632b": "rules-1927/1",
    "ch3-2938a": "continuous-week-1928/1",
    "ch3-2940a": "continuous-week-1928/3",
    "ch3-4646a": "decree-1931-01-18-nkt-sssr/3",
    "ch5-5546a": "decree-1931-01-18-nkt-sssr/3",
    "ch5-6057a": "working-day-1928/1",
    "ch6-6451a": "working-day-1917/1",
    "ch6-6455a": "working-day-1917/2",
    "ch6-6687a": "working-day-1928/1",
    "ch9-10496a": "clarification-1939-01-08/1",
    "ch9-10496b": "decree-1938-12-28-snk-sssr/3",
    "ch9-12212a": "decree-1940-07-03-snk-sssr/1",
    "ch9-12213a": "decree-1940-07-03-snk-sssr/2",
    "ch9-9888a": "labour-code-1922/3",
    "ch9-9903b": "working-day-1928/1",
    "ch9-9905a": "six-hour-day-before-1940/1",
    "ch9-9906a": "six-hour-day-before-1940/1",
    "ch9-9918a": f"{EDICT}/11",
}
"""Figures that tell a rule again, or stand in it beside its own number, by provision."""
SET_BY_MANAGERS = ["norm_rise", "job_rate", "job_time_norm"]


def penalties_of(found: pd.DataFrame) -> set[str]:
    """Give all penalties of an answer."""
    return {penalty for several in found["penalty"].dropna() for penalty in several.split("; ")}


def falls_short(question: dict[str, Any]) -> list[str]:
    """Say what an answer lacks, or has too much."""
    found = law_in_force(question["subject"], question["date"], offence=question["offence"] or None)
    must = [one.strip() for one in question["must"].split(";")]
    must_not = {one.strip() for one in question["must_not"].split(";")}
    sure = penalties_of(found[(found["begin_certainty"] == "certain") & (found["end_certainty"] != "uncertain")])
    short = [one for one in must if one in catalog()["codes"]["penalty"] and one not in penalties_of(found)]
    if question["offence"]:
        short += sorted(sure & must_not) + (sorted(sure) if must in (["nothing"], ["silent"]) else [])
        return short
    numbers = found[["amount", "lower", "upper", "unit"]].astype(object).to_numpy().tolist()
    for number, unit in re.findall(r"(\d+(?:\.\d+)?) (hour|day|month|week|year|per cent|minute)", question["must"]):
        if not any(float(number) in row[:3] and str(row[3]).rstrip("s") == unit for row in numbers):
            short.append(f"{number} {unit}")
    return short


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_a_question_of_a_reader(question: dict[str, str]) -> None:
    """Every penalty that was in force, and none that was not; a settled difference must be one."""
    assert bool(falls_short(question)) == bool(question["settled"]), falls_short(question)


def test_few_questions_are_settled() -> None:
    """Nearly nine of ten are answered as the reader of the text answers them."""
    assert len(QUESTIONS) > 250
    assert sum(bool(question["settled"]) for question in QUESTIONS) / len(QUESTIONS) < 0.11


@pytest.mark.parametrize(
    ("day", "penalties"),
    [
        ("1926-12-31", set()),
        ("1929-06-01", {"reprimand"}),
        ("1932-11-14", {"reprimand", "reduced rations", "dismissal", "ban on employment"}),
        ("1932-11-15", {"dismissal", "loss of ration cards", "eviction", "ban on employment"}),
        ("1935-09-24", {"dismissal", "loss of ration cards", "eviction", "ban on employment"}),
        ("1935-09-25", {"dismissal", "eviction", "ban on employment"}),
        ("1938-12-28", {"dismissal", "eviction", "ban on employment", "loss of benefits"}),
        ("1940-06-26", {"prosecution", "corrective labour", "wage deduction"}),
        ("1951-07-13", {"prosecution", "corrective labour", "wage deduction", "loss of benefits"}),
        ("1951-07-14", set()),
    ],
)
def test_what_a_days_absence_cost(day: str, penalties: set[str]) -> None:
    """The question of the table, on the days before and after each change; a bonus of miners apart."""
    found = law_in_force("truancy", day, offence="absence")
    found = found[found["provision"] != "regulation-coal-bonus/1"]
    assert penalties_of(found) - {"loss of benefits"} == penalties - {"loss of benefits"}
    if len(found):
        assert found["rank"].iloc[0] == "main"
    assert found.attrs["answer"]


@pytest.mark.parametrize(
    ("day", "bound", "minutes"),
    [
        ("1938-12-28", "at least", 15),
        ("1939-01-07", "at least", 15),
        ("1939-01-08", "more than", 20),
        ("1940-07-10", "more than", 20),
    ],
)
def test_lateness(day: str, bound: str, minutes: int) -> None:
    """15, then 20 minutes are an absence; from June 1940 a crime."""
    found = law_in_force("lateness", day, offence="lateness")
    limit = found[(found["unit"] == "minutes") & found["penalty"].str.contains("dismissal|corrective")].iloc[0]
    assert (limit["bound"], limit["lower"]) == (bound, minutes)
    assert ("corrective labour" in limit["penalty"]) == (day >= "1940-06-26")


def test_properties_of_force() -> None:
    """No rule begins before its act or ends before it begins, none outlives what it rests on or what ended it."""
    acts = load_table("laws").set_index("law")["date"]
    dated = RULES[RULES["begin"].notna()]
    early = dated[dated["begin"] < dated["law"].map(acts)]
    assert set(early["begin_basis"]) <= {"inferred"}
    by_key: dict[str, dict[Any, Any]] = {row["provision"]: row for row in PROVISIONS.to_dict("records")}
    for row in RULES.to_dict("records"):
        for other in filter(None, str(row["depends_on"] if isinstance(row["depends_on"], str) else "").split("; ")):
            if pd.notna(by_key[other]["end"]):
                assert row["end"] <= by_key[other]["end"], row["provision"]
        if row["ended_by"] in by_key:
            assert row["end"] < by_key[row["ended_by"]]["begin_latest"], row["provision"]


@pytest.mark.parametrize("subject", ["absenteeism", "lateness", "turnover"])
def test_every_day_has_an_answer(subject: SubjectName) -> None:
    """From 1922 to 1941 and beyond: rules, or a sentence that says what an empty answer means."""
    offences: dict[str, OffenceName] = {"absenteeism": "absence", "lateness": "lateness", "turnover": "quitting"}
    for day in pd.date_range("1922-01-01", "1957-12-31", freq="101D"):
        found = law_in_force(subject, day, offence=offences[subject])
        assert found.attrs["answer"].endswith(".")
        assert (found["begin"] <= day).all()
        assert not (found["end"] < day).any()
        if day > pd.Timestamp("1941-06-22"):
            assert (found["end"].notna() | (found["begin"] > "1941-06-22")).all()


def test_an_empty_answer_says_what_it_means() -> None:
    """Nothing demanded, nothing told, and what the book follows no longer."""
    assert (
        law_in_force("turnover", "1925-01-01", offence="quitting")
        .attrs["answer"]
        .startswith("The book tells of no penalty for quitting on 1 January 1925")
    )
    assert (
        law_in_force("lateness", "1917-01-01").attrs["answer"]
        == "The book tells of no rule on lateness in force on 1 January 1917."
    )
    elsewhere = law_in_force("courts", "1934-01-01", offence="absence").attrs["answer"]
    assert elsewhere.startswith("No penalty for absence under courts on 1 January 1934; under other subjects: ")
    later = law_in_force("absenteeism", "1960-01-01")
    assert not len(later)
    assert later.attrs["answer"].startswith("The book ends in June 1941")


def test_timeline_by_day_and_by_year() -> None:
    """Spans without gaps, and years that merge with Table 2.2."""
    spans = penalty_timeline("absence")
    assert (spans["start"].iloc[1:].to_numpy() == (spans["end"].iloc[:-1] + pd.Timedelta(days=1)).to_numpy()).all()
    assert spans["start"].iloc[0] == pd.Timestamp("1922-01-01")
    for row in spans.to_dict("records"):
        found = law_in_force("absenteeism", row["start"], offence="absence")
        assert set(filter(None, row["penalties"].split("; "))) <= penalties_of(found)
        listed = set(filter(None, f"{row['penalties']}; {row['possible']}".split("; ")))
        assert penalties_of(found) <= listed
    years = penalty_timeline("absence", by="year")
    assert list(years["year"]) == list(range(1922, 1942))
    merged = load_table("turnover_1930_36").merge(years, on="year")
    assert len(merged) == 72
    of_1932 = years.set_index("year").loc[1932]
    assert {"dismissal", "eviction", "reprimand"} <= set(of_1932["penalties"].split("; "))
    assert "eviction" not in of_1932["all_year"].split("; ")
    quitting = penalty_timeline("job change", by="year")
    assert "prison" in quitting.loc[quitting["year"] == 1940, "penalties"].iloc[0]
    with pytest.raises(ArgumentError, match="there is no value of by 'month'; they are day, year"):
        penalty_timeline("absence", by="month")  # type: ignore[arg-type]


@pytest.mark.parametrize("called", ["absenteeism", "truancy", "Progul", "ABSENCE"])
def test_subjects_have_other_names(called: Any) -> None:
    """Everyday words and Russian terms."""
    assert law_in_force(called, "1933-05-01").attrs["subject"] == "absenteeism"


@pytest.mark.parametrize("date", ["1933-05-01", datetime.date(1933, 5, 1), pd.Timestamp("1933-05-01 12:00")])
def test_ways_to_name_a_day(date: Any) -> None:
    """Text, date and timestamp."""
    found = law_in_force("labour_books", date)
    assert found.attrs["date"] == "1933-05-01"
    assert len(found)


@pytest.mark.parametrize("date", ["1933", "May 1933", "1933-13-01", 1933, None, pd.NaT])
def test_what_is_no_day(date: Any) -> None:
    """A year is no day, and neither is nothing."""
    with pytest.raises(ArgumentError, match="date must be a day, such as '1933-05-01'"):
        law_in_force("absenteeism", date)


def test_unknown_names() -> None:
    """The message gives the closest, or the known ones."""
    with pytest.raises(ArgumentError, match="there is no subject 'absentism'; did you mean 'absenteeism'"):
        law_in_force("absentism", "1933-05-01")  # type: ignore[arg-type]  # misspelt on purpose
    with pytest.raises(ArgumentError, match="there is no offence 'theft'; "):
        law_in_force("absenteeism", "1933-05-01", offence="theft")  # type: ignore[arg-type]  # no offence of the list
    with pytest.raises(ArgumentError, match="there is no offence 3"):
        penalty_timeline(3)  # type: ignore[arg-type]


def test_every_legal_figure_is_in_a_provision() -> None:
    """Figure by figure: what a law set is the number of a provision, or among the exceptions."""
    figures = load_table("observations")
    figures = figures[(figures["table"] == "prose_figures") & figures["enterprise"].isna()]
    figures = figures[~figures["indicator"].isin(SET_BY_MANAGERS)]
    legal = figures[figures["nature"] == "legal"]
    left = set(legal["observation"]) - set(PROVISIONS["figure"].dropna())
    restated = dict(zip(figures["observation"], figures["same_as"], strict=True))
    left = {figure for figure in left if restated[figure] not in set(PROVISIONS["figure"].dropna())}
    assert left == {*NOT_LAWS, *TOLD_AGAIN}
    assert set(TOLD_AGAIN.values()) <= set(PROVISIONS["provision"])


def damaged(built: Built, provision: str, **change: str | None) -> pd.DataFrame:
    """Give the raw provisions with some fields of one changed, and reshape them."""
    raw = built.tables["provisions"].judged.copy()
    row = raw.index[raw["provision"] == provision][0]
    for column, value in change.items():
        raw[column] = raw[column].astype(object)
        raw.loc[row, column] = value
    return tidy(raw, *(built.tables[name] for name in ("laws", "prose_figures", "citations")))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ended_by": "decree-1940"}, "there is no act or provision 'decree-1940'"),
        ({"depends_on": f"{EDICT}/99"}, "there is no provision"),
        ({"depends_on": f"{EDICT}/9"}, "rests on itself"),
        ({"figure": "ch9-9920b"}, "there is no figure 'ch9-9920b'; did you mean 'ch9-9920a'"),
        ({"bound": "about"}, "expected a bound for"),
    ],
)
def test_what_leads_nowhere_is_named(built: Built, change: dict[str, str], message: str) -> None:
    """An end, a dependency, a figure, a bound: the message names the provision and the closest right one."""
    with pytest.raises(BuildError, match=rf"provisions\[{EDICT}/9\]: {message}"):
        damaged(built, f"{EDICT}/9", **change)


def test_ends_follow(built: Built) -> None:
    """A rule ends the day before the act that ended it, and with what it rests on."""
    moved = damaged(built, "decree-1932-11-15-tsik/2", ended_by=None, end_basis="open", end_argument=None)
    row = moved.set_index("provision").loc["decree-1932-11-15-tsik/2"]
    assert pd.isna(row["end"]) or row["end_basis"] == "inferred"
    force = PROVISIONS.set_index("provision")
    assert force.at[f"{EDICT}/9", "end"] == pd.Timestamp("1951-07-13")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("end_argument", None, "needs its argument"),
        ("offence", None, "a penalty needs its offence"),
        ("figure", None, "a number needs its figure"),
        ("begin_basis", "open", "if and only if it has no day"),
        ("end", pd.Timestamp("1920-01-01"), "in order"),
    ],
)
def test_the_model_refuses(column: str, value: str | pd.Timestamp | None, message: str) -> None:
    """Each check of the model fails on a row that breaks it."""
    frame = load_table("provisions")
    whole = frame["figure"].notna() & frame["penalty"].notna() & (frame["end_basis"] == "inferred")
    row = int(whole.to_numpy().nonzero()[0][0])
    frame[column] = frame[column].astype(object)
    frame.loc[row, column] = value
    with pytest.raises(Exception, match=message):
        models.Provisions.validate(frame, lazy=True)


def test_a_penalty_that_one_rule_hands_to_the_next_is_certain() -> None:
    """In January 1939 three months took the place of a year: the day is not sure, that re-hiring was barred is."""
    spans = penalty_timeline("absence")
    day = spans[(spans["start"] <= "1939-01-23") & (spans["end"] >= "1939-01-23")]
    assert "ban on employment" in day["penalties"].iloc[0]
    year = penalty_timeline("absence", by="year").set_index("year")
    assert "ban on employment" in str(year.loc[1939, "all_year"])
