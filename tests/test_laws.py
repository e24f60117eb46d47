"""The laws: what they said on a day, and that no legal figure of the text was left out."""

import datetime

import pandas as pd
import pytest

from sovietlabour import ArgumentError, law_in_force, load_table, models

NOT_LAWS = {
    "ch3-3003a": "three shifts, told as a circumstance",
    "ch3-3900a": "the seven-hour day, told as a circumstance",
    "ch3-4450a": "the six days of the code, in the author's words",
    "ch4-5001a": "what the edict added for most, in the author's words",
    "ch5-5942a": "contracts of recruits, not a rule",
    "ch5-12022a": "statutory days of one year, counted",
    "ch6-6514b": "a working day of the 1920s, told as a circumstance",
    "ch6-6613a": "a practice of enterprises",
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
SET_BY_MANAGERS = ["norm_rise", "job_rate", "job_time_norm"]


def _costs(day: str) -> set[str]:
    """Give the penalties of a single absence on a day, of laws that are named and whose end is known."""
    found = law_in_force("absenteeism", day, offence="absence")
    sure = found[~found["certainty"].isin(["end not told", "doubtful"])]
    return {penalty for penalties in sure["penalty"] for penalty in penalties.split("; ")}


@pytest.mark.parametrize(
    ("day", "penalties"),
    [
        ("1922-10-31", set()),
        ("1926-12-31", set()),
        ("1929-06-01", {"reprimand"}),
        ("1931-01-17", {"reprimand", "reduced rations"}),
        ("1931-06-01", {"reprimand", "reduced rations", "dismissal", "ban on employment"}),
        ("1932-11-14", {"reprimand", "reduced rations", "dismissal", "ban on employment"}),
        (
            "1932-11-15",
            {"reduced rations", "dismissal", "ban on employment", "loss of ration cards", "eviction"},
        ),
        (
            "1935-09-24",
            {"reduced rations", "dismissal", "ban on employment", "loss of ration cards", "eviction"},
        ),
        ("1935-09-25", {"dismissal", "ban on employment", "eviction"}),
        ("1938-12-28", {"dismissal", "ban on employment", "eviction"}),
        ("1940-06-25", {"dismissal", "ban on employment", "eviction"}),
        ("1940-06-26", {"corrective labour", "wage deduction"}),
        ("1941-12-31", {"corrective labour", "wage deduction"}),
        ("1951-07-14", set()),
    ],
)
def test_what_a_days_absence_cost(day: str, penalties: set[str]) -> None:
    """The question of the table, on the days before and after each change."""
    assert _costs(day) == penalties


def test_how_many_days_it_took() -> None:
    """Three days in a row, three in a month, one day, one case."""
    limits = {}
    for day in ("1924-01-01", "1930-01-01", "1934-01-01", "1939-06-01"):
        found = law_in_force("absenteeism", day)
        limits[day] = sorted(
            found.loc[(found["measure"] == "threshold") & (found["attestation"] == "told"), "quantity"]
        )
    assert limits == {
        "1924-01-01": [3, 6],
        "1930-01-01": [3, 3],
        "1934-01-01": [1],
        "1939-06-01": [1],
    }


def test_lateness_of_january_1939() -> None:
    """The limit went from 15 to 20 minutes within days."""
    limits = [
        law_in_force("lateness", day).query("unit == 'minutes' and penalty == 'dismissal'")["quantity"].tolist()
        for day in ("1938-12-27", "1938-12-28", "1939-01-07", "1939-01-08", "1940-06-26")
    ]
    assert limits == [[], [15], [15], [20], []]


def test_quitting() -> None:
    """A week's notice, then a month's, then two to four months of prison."""
    edict = "decree-1940-06-26-presidium-of-the-supreme-soviet-of-the-ussr"
    found = {}
    for day in ("1937-01-01", "1939-06-01", "1940-07-01"):
        rows = law_in_force("turnover", day).fillna({"quantity": 0, "low": 0, "high": 0})
        rows = rows[rows["law"].isin(["labour-code-1922", "decree-1938-12-28-snk-sssr", edict]) & rows["unit"].notna()]
        found[day] = list(zip(rows["quantity"], rows["low"], rows["high"], rows["unit"], strict=True))
    assert found == {
        "1937-01-01": [(1, 0, 0, "weeks"), (1, 0, 0, "days")],
        "1939-06-01": [(1, 0, 0, "months")],
        "1940-07-01": [(0, 2, 4, "months")],
    }


def test_certainty() -> None:
    """Spans of which only a year is known, and rules without an end, say so."""
    of_1927 = law_in_force("absenteeism", "1927-06-01").groupby("law")["certainty"]
    assert {law: set(of_law.astype(str)) for law, of_law in of_1927} == {
        "labour-code-1922": {"end uncertain"},
        "rules-1927": {"begin uncertain"},
    }
    assert set(law_in_force("absenteeism", "1926-06-01")["certainty"]) == {"certain"}
    benefits = law_in_force("hiring", "1935-01-01").set_index("law")["certainty"]
    assert benefits["decree-1930-02-nkt"].astype(str).eq("end not told").all()
    assert (
        law_in_force("working time", "1936-01-01")
        .query("law == 'continuous-week-1928'")["certainty"]
        .eq("doubtful")
        .all()
    )


@pytest.mark.parametrize("date", ["1933-05-01", datetime.date(1933, 5, 1), pd.Timestamp("1933-05-01 12:00")])
def test_ways_to_name_a_day(date: object) -> None:
    """Text, date and timestamp."""
    found = law_in_force("Labour books", date)  # type: ignore[arg-type]
    assert found.attrs["date"] == "1933-05-01"
    assert set(found.columns) == {*load_table("labour_laws").columns, "certainty"}
    assert len(found)


@pytest.mark.parametrize("date", ["1933", "May 1933", "1933-13-01", 1933, None, pd.NaT])
def test_what_is_no_day(date: object) -> None:
    """A year is no day, and neither is nothing."""
    with pytest.raises(ArgumentError, match="date must be a day, such as '1933-05-01'"):
        law_in_force("absenteeism", date)  # type: ignore[arg-type]


def test_unknown_subject() -> None:
    """The message gives the known ones."""
    with pytest.raises(ArgumentError, match=r"there is no subject 'drink'; they are absenteeism, .*working_time"):
        law_in_force("drink", "1933-05-01")


def test_unknown_offence() -> None:
    """The message gives the known ones."""
    with pytest.raises(ArgumentError, match=r"there is no offence 'theft'; "):
        law_in_force("absenteeism", "1933-05-01", offence="theft")


def test_every_legal_figure_is_in_a_law() -> None:
    """What a law set stands in a provision, on one of its lines, or among the exceptions; not what a factory set."""
    laws, figures = load_table("labour_laws"), load_table("observations")
    lines = set(laws["line"]) | {int(line) for also in laws["also_lines"].dropna() for line in also.split("; ")}
    figures = figures[(figures["table"] == "prose_figures") & figures["enterprise"].isna()]
    figures = figures[~figures["indicator"].isin(SET_BY_MANAGERS)]
    legal = figures[figures["nature"] == "legal"].rename(columns={"observation": "figure"})
    left = legal[~legal["figure"].isin(laws["figure"].dropna()) & ~legal["line"].isin(lines)]
    assert set(left["figure"]) == set(NOT_LAWS)


def test_laws_that_end_others_are_told() -> None:
    """A law that ended a rule has provisions of its own, later than the rule."""
    laws = load_table("labour_laws")
    begins = laws.drop_duplicates("law").set_index("law")["in_force_from"]
    ended = laws[laws["ended_by"].notna() & laws["in_force_from"].notna()]
    assert (ended["ended_by"].map(begins) >= ended["in_force_from"]).all()


@pytest.mark.parametrize(
    ("column", "row", "value", "message"),
    [
        ("in_force_argument", 8, None, "needs its argument"),
        ("issuer", 0, "TsIK", "same date, issuer"),
        ("subject", 0, "weather", "subjects must be of"),
        ("penalty", 2, "exile", "penalties must be of"),
        ("offence", 2, None, "a penalty needs its offence"),
        ("figure", 2, None, "figure and what it measures"),
        ("in_force_to", 2, pd.Timestamp("1920-01-01"), "in order"),
        ("in_force_to", 2, pd.Timestamp("1925-01-01"), "in order|day before"),
    ],
)
def test_the_model_refuses(column: str, row: int, value: str | pd.Timestamp | None, message: str) -> None:
    """Each check of the model fails on a row that breaks it."""
    laws = load_table("labour_laws")
    laws[column] = laws[column].astype(object)
    if column == "in_force_argument":
        row = int((laws["in_force_status"] == "inferred").to_numpy().nonzero()[0][0])
    if column in ("penalty", "offence", "figure", "in_force_to"):
        row = int(
            (laws["figure"].notna() & laws["penalty"].notna() & (laws["ended_by"].notna())).to_numpy().nonzero()[0][0]
        )
    laws.loc[row, column] = value
    with pytest.raises(Exception, match=message):
        models.LabourLaws.validate(laws, lazy=True)
