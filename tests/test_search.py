"""Finding observations by words: the plain rules of matching, over prose and tables together."""

import pytest

from sovietlabour import ArgumentError, load_observations, load_table, search_figures


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
