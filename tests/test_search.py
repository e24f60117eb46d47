"""Finding figures: the plain rules of matching, over prose and tables together."""

import pandas as pd
import pytest

from sovietlabour import ArgumentError, load_table, provenance, search_figures
from sovietlabour._search import COLUMNS, all_figures


def test_the_question_of_the_readme() -> None:
    """What does the book say on labour turnover in coal mining after 1935? Table and prose, each with its place."""
    found = search_figures("turnover coal", between=(1936, 1941))
    assert list(found.columns) == COLUMNS
    assert {"turnover_1930_36", "prose_figures"} <= set(found["table"])
    assert found["page"].gt(0).all()
    assert found["line"].gt(0).all()
    assert found["printed"].str.len().gt(0).all()
    combine = found[found["entity"] == "Rostovugol' combine"]
    assert set(combine["value"]) >= {28989, 19642}
    assert set(combine["source"]) == {"industriya-1939-07-11"}


def test_every_printed_number_can_be_found() -> None:
    """No cell and no statement is left out of the search."""
    everything = all_figures()
    cells = provenance()
    printed = cells[cells["value"].notna() & (cells["table"] != "prose_figures")]
    assert (everything["table"] != "prose_figures").sum() == len(printed)
    assert (everything["table"] == "prose_figures").sum() == len(load_table("prose_figures"))
    assert len(search_figures()) == len(everything)


def test_every_word_must_be_found() -> None:
    """Words are joined by and; one that is nowhere finds nothing."""
    strikes = search_figures("strikes 1924")
    assert len(strikes) >= 4
    assert strikes["value"].iloc[0] == 151
    assert search_figures("strikes 1924 zebra").empty
    assert list(strikes.columns) == COLUMNS


def test_case_hyphens_and_plurals_do_not_count() -> None:
    """As the documentation says."""
    assert search_figures("STRIKES").equals(search_figures("strike"))
    assert search_figures("piece-work").equals(search_figures("piece work"))


def test_a_word_may_be_the_beginning_of_a_longer_one() -> None:
    """From four letters on."""
    assert len(search_figures("stakh")) >= len(search_figures("stakhanovites")) > 0
    assert search_figures("sta").empty


def test_conditions_leave_only_what_fulfils_them() -> None:
    """Topic, industry and years."""
    assert set(search_figures(topic="unemployment")["topic"]) == {"unemployment"}
    assert set(search_figures(industry="Coal mining")["industry"]) == {"Coal mining"}
    found = search_figures(between=(1924, 1925))
    assert (found["start"].dt.year <= 1925).all()
    assert (found["end"].dt.year >= 1924).all()
    assert search_figures(between=(1880, 1881)).empty


def test_the_best_come_first() -> None:
    """A word in the indicator counts more than one in the remark."""
    found = search_figures("unemployed")
    assert found["indicator"].iloc[:5].str.contains("unemployed").all()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"topic": "wage"}, "there is no topic 'wage'; did you mean 'wages'"),
        ({"industry": "coal"}, "did you mean 'Coal mining'"),
        ({"between": (1936, 1930)}, "two years in order"),
        ({"between": 1936}, "two years in order"),
    ],
)
def test_a_wrong_condition_is_a_clear_error(words: dict[str, object], message: str) -> None:
    """A misspelt condition is an error and not an empty answer."""
    with pytest.raises(ArgumentError, match=message):
        search_figures("coal", **words)  # type: ignore[arg-type]


def test_the_result_is_a_copy() -> None:
    """What a user does to a result changes no later one."""
    found = search_figures("coal")
    found["value"] = 0
    assert search_figures("coal")["value"].ne(0).any()


def test_columns_have_their_types() -> None:
    """Numbers are numbers, days are days, whichever rows were found."""
    for found in (search_figures(), search_figures("zebra"), search_figures(topic="strikes_protest")):
        assert found["value"].dtype == "float64"
        assert found["start"].dtype == "datetime64[s]"
        assert pd.api.types.is_integer_dtype(found["page"])
