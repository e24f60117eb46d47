"""Finding by words: the plain rules of matching, over everything, and over observations alone."""

import csv
from pathlib import Path

import pytest

from sovietlabour import (
    ArgumentError,
    LostTableError,
    _search,
    define,
    load_enterprise,
    load_observations,
    load_series,
    load_table,
    search,
    search_figures,
    table_names,
)
from sovietlabour._literals import TableName
from sovietlabour._search import KINDS, NAME, REMARK, TEXT, Kind, Record, _hits, index_of

TABLES: dict[Kind, TableName] = {
    "indicator": "indicators",
    "enterprise": "enterprises",
    "law": "laws",
    "term": "terms",
    "source": "sources",
    "observation": "observations",
}
"""The table that has all of a kind."""
QUERIES = list(csv.DictReader((Path(__file__).parent / "search_queries.csv").read_text("utf-8").splitlines()))
"""Queries with what must be among the first ten finds, written by a reader of the data before there was a search."""


@pytest.mark.filterwarnings("ignore:nothing has the word")
def test_what_a_reader_expects_is_among_the_first_ten() -> None:
    """Recall at ten over all queries; the misses are shown, since they are what to mend next."""
    missed: dict[str, list[str]] = {}
    recalls = []
    for query in QUERIES:
        first = search(query["query"]).head(10)
        found = set(first.loc[first["kind"] == query["kind"], "id"])
        expected = query["expected"].split("; ")
        missed |= {query["query"]: lost} if (lost := [one for one in expected if one not in found]) else {}
        recalls.append(1 - len(lost) / len(expected))
    assert len(QUERIES) >= 60
    assert sum(recalls) / len(recalls) >= 0.95, missed


def test_every_find_can_be_loaded_by_its_id() -> None:
    """Ids are those of the tables, whatever the kind."""
    ids: dict[str, set[str]] = {}
    for word in ("labour", "workers", "factory", "industriya", "supply", "output", "1930", "1938"):
        for kind, rows in search(word).groupby("kind"):
            ids.setdefault(str(kind), set()).update(rows["id"])
    assert set(ids) == set(KINDS)
    for name in ids["table"] - set(table_names()):
        with pytest.raises(LostTableError, match="is not available"):
            load_table(name)  # type: ignore[call-overload]
    assert ids["series"] <= set(load_table("long_series")["series"])
    for kind, table in TABLES.items():
        assert ids[kind] <= set(load_table(table)[kind])
    assert define(search("ORS", "term")["id"].iloc[0]).startswith("ORS")
    assert load_enterprise(search("putilov", "enterprise")["id"].iloc[0]).name == "Kirov factory, Leningrad"
    assert len(load_series(search("unemployment", "series")["id"].iloc[0]))


@pytest.mark.parametrize(
    ("kind", "column"), [("indicator", "name"), ("enterprise", "enterprise"), ("law", "title"), ("term", "term")]
)
def test_everything_is_found_by_its_own_name(kind: Kind, column: str) -> None:
    """Each entry is among the first ten finds of its kind under its own name."""
    named = load_table(TABLES[kind]).dropna(subset=[column])
    lost = {
        name: entry
        for entry, name in zip(named[kind], named[column], strict=True)
        if entry not in set(search(name, kind)["id"].head(10))
    }
    assert not lost


@pytest.mark.parametrize(
    ("query", "kind", "first"),
    [
        ("AMO", "enterprise", "Stalin automobile factory, Moscow"),
        ("ZiS", "enterprise", "Stalin automobile factory, Moscow"),
        ("GAZ", "enterprise", "Molotov automobile factory, Gor'kii"),
        ("прогул", "indicator", "absence_cases"),
        ("LABOR TURNOVER", "indicator", "labour_turnover_rate"),
        ("Table 2.2", "table", "turnover_1930_36"),
        ("26 June 1940", "law", "decree-1940-06-26-presidium-of-the-supreme-soviet-of-the-ussr"),
    ],
)
def test_the_first_find(query: str, kind: str, first: str) -> None:
    """Old and new names, Russian letters, US spelling, numbers of tables, dates of laws."""
    found = search(query)
    assert (found["kind"].iloc[0], found["id"].iloc[0]) == (kind, first)


def test_a_year_is_a_time_and_no_word() -> None:
    """A year finds what includes it; 1933 finds the cells of 1933 and not those of other years."""
    found = search("coal turnover 1933", "observation")
    frame = load_table("observations").set_index("observation").loc[found.loc[found["lacks"] == "", "id"]]
    assert len(frame)
    assert (frame["start"].dt.year <= 1933).all()
    assert (frame["end"].dt.year >= 1933).all()


def test_what_lacks_a_word_comes_later_and_says_so() -> None:
    """Ten rows are wanted: those with all words first, then those that lack the fewest, and which."""
    found = search("absence coal 1933")
    lacking = found["lacks"].str.count(";") + found["lacks"].ne("")
    assert lacking.is_monotonic_increasing
    with pytest.warns(UserWarning, match="nothing has the word 'stakhanovyte'; 'stakhanovite'"):
        found = search("stakhanovyte Moscow")
    assert "stakhanovite" in found.attrs["not_found"]["stakhanovyte"]
    assert set(found["lacks"]) == {"stakhanovyte"}


def test_nothing_found_is_an_empty_frame_of_the_same_columns() -> None:
    """And a warning with the nearest words."""
    with pytest.warns(UserWarning, match="nothing has the word 'qqqqq'"):
        nothing = search("qqqqq")
    assert nothing.empty
    assert nothing.dtypes.equals(search("AMO").dtypes)


@pytest.mark.parametrize("query", ["", "!!", "  ", 1938, None, ["coal"]])
def test_a_query_without_words_is_a_clear_error(query: object) -> None:
    """Not everything, and no raw Python error."""
    with pytest.raises(ArgumentError, match="query must be text"):
        search(query)  # type: ignore[arg-type]
    if query != "":
        with pytest.raises(ArgumentError, match="query must be text"):
            search_figures(query)  # type: ignore[arg-type]


def test_a_wrong_kind_gets_the_closest() -> None:
    """As every wrong name."""
    with pytest.raises(ArgumentError, match="there is no kind 'laws'; did you mean 'law'"):
        search("absence", "laws")  # type: ignore[arg-type]


def test_names_that_the_book_does_not_use_find_the_factory_everywhere() -> None:
    """`also_called` is one of the names of an enterprise, for every loader."""
    assert load_enterprise("GAZ").name == "Molotov automobile factory, Gor'kii"
    assert len(load_observations(enterprise="ZiS", role=None)) == len(load_enterprise("AMO").figures)  # type: ignore[arg-type]


def test_the_question_of_the_readme() -> None:
    """What does the book say on labour turnover in coal mining after 1935? Table and prose, each with its place."""
    found = search_figures("turnover coal", between=(1936, 1941))
    assert {"turnover_1930_36", "prose_figures"} <= set(found["table"])
    assert found["line"].gt(0).all()
    assert found["printed"].str.len().gt(0).all()
    combine = found[found["enterprise"] == "Rostovugol'"]
    assert set(combine["value"]) >= {28989, 19642}
    assert set(combine["source"]) == {"industriya-1939-07-11"}


def test_every_observation_can_be_found() -> None:
    """No cell and no statement is left out of the search; an empty query is no restriction."""
    assert len(search_figures()) == len(load_table("observations"))
    everything = load_observations("labour_turnover_rate", role=None)["observation"]
    assert set(everything) <= set(search_figures("labour turnover")["observation"])


def test_every_word_must_be_found() -> None:
    """Words are joined by and; one that is nowhere finds nothing."""
    strikes = search_figures("strikes 1924")
    assert len(strikes) >= 4
    assert 151 in set(strikes["value"])
    assert search_figures("strikes 1924 zebra").empty
    assert list(strikes.columns) == list(load_table("observations").columns)


def test_case_hyphens_and_plurals_do_not_count() -> None:
    """As the documentation says."""
    assert search_figures("STRIKES").equals(search_figures("strike"))
    assert search_figures("piece-work").equals(search_figures("piece work"))


@pytest.mark.parametrize(
    ("query", "also"),
    [("progul", "absence"), ("AMO", "Stalin automobile factory"), ("labor turnover", "labour turnover")],
)
def test_other_names_find_the_same(query: str, also: str) -> None:
    """Russian terms, former names of factories, US spelling."""
    there = set(search_figures(query)["observation"])
    assert len(there & set(search_figures(also)["observation"])) > 5


def test_a_word_may_be_the_beginning_of_a_longer_one() -> None:
    """From four letters on."""
    assert len(search_figures("stakh")) >= len(search_figures("stakhanovites")) > 0
    assert search_figures("sta").empty


def test_conditions_leave_only_what_fulfils_them() -> None:
    """Topic, industry and years, as `load_observations` has them."""
    unemployment = load_observations(topic="unemployment", role=None)["observation"]
    assert set(search_figures(topic="unemployment")["observation"]) == set(unemployment)
    assert set(search_figures(industry="Coal mining")["industry"]) == {"Coal mining"}
    found = search_figures(between=(1924, 1925))
    assert not (found["start"].dt.year > 1925).any()
    assert not (found["end"].dt.year < 1924).any()


def test_the_best_come_first() -> None:
    """A word in the name of the indicator counts more than one in the remark."""
    found = search_figures("unemployed")
    names = load_table("indicators").set_index("indicator")["name"]
    assert found["indicator"].iloc[:5].map(names).str.contains("nemploy").all()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"topic": "wagess"}, "there is no topic 'wagess'; did you mean 'wages'"),
        ({"industry": "coall"}, "did you mean 'Coal mining'"),
        ({"between": (1936, 1930)}, "two years in order"),
        ({"between": 1936}, "two years in order"),
    ],
)
def test_a_wrong_condition_is_a_clear_error(words: dict[str, object], message: str) -> None:
    """A misspelt condition is an error and not an empty answer."""
    with pytest.raises(ArgumentError, match=message):
        search_figures("coal", **words)  # type: ignore[arg-type]


def test_the_result_is_a_copy() -> None:
    """What a user does to a result changes no later one; types are those of the table, whatever was found."""
    found = search_figures("coal")
    found["value"] = 0
    assert search_figures("coal")["value"].ne(0).any()
    assert search_figures("zebra").dtypes.equals(load_table("observations").dtypes)


def test_what_a_word_counts() -> None:
    """By the best place where it stands, one more in a title; half for a beginning, a quarter for another ending."""
    heaps = Record("term", "heaps", "Coal in heaps", words=((REMARK, "coal"), (TEXT, "coal heaps")))
    mines = Record("term", "mines", "Mines", names=("coalmines",), words=((TEXT, "collieries"),))
    index = index_of([heaps, mines])
    assert index.hits["coal"] == {0: TEXT + 1}
    assert index.hits["heap"] == {0: TEXT + 1}
    assert index.hits["coalmine"] == {1: NAME}
    assert _hits(index, "coal") == {0: TEXT + 1, 1: NAME / 2}
    assert _hits(index, "coalminers") == {1: NAME / 4}
    assert _hits(index, "coa") == {}
    assert index.names == {frozenset({"coalmine"}): [1]}


def test_as_many_are_shown_as_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that lack a word follow only where fewer have all."""
    whole = int((search("absence coal")["lacks"] == "").sum())
    for enough, more in ((whole - 1, False), (whole, False), (whole + 1, True)):
        monkeypatch.setattr(_search, "ENOUGH", enough)
        assert (len(search("absence coal")) > whole) is more
