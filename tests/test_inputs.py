"""Values of every kind at every parameter: a right answer or one error of ours, on one line, and never a raw one."""

import copy
import inspect
import pickle
from fractions import Fraction
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sovietlabour
from sovietlabour import (
    ArgumentError,
    BuildError,
    LostTableError,
    SovietLabourError,
    cite,
    law_in_force,
    load_enterprise,
    load_observations,
    load_table,
    parquet_path,
    plot,
    robustness,
    search,
    search_figures,
)


class Unwritable:
    """What cannot be written, compared or hashed."""

    def __repr__(self) -> str:
        raise RuntimeError("no words")

    __hash__ = None  # type: ignore[assignment]
    __bool__ = __eq__ = __str__ = __repr__  # type: ignore[assignment]


STRANGE: dict[str, Any] = {
    "NA": pd.NA,
    "nan": float("nan"),
    "a huge number": 10**5000,
    "False": False,
    "bytes": b"coal",
    "a long text": "x" * 100_000,
    "half a pair": "\ud800",
    "nul": "\0",
    "an array without dimensions": np.array(3),
    "several arrays": np.zeros((40, 40)),
    "a frame": pd.DataFrame({"a": range(100)}),
    "lists in a list": [["coal"], {}],
    "unwritable": Unwritable(),
    "unwritables": [Unwritable(), Unwritable()],
}
RIGHT: dict[str, dict[str, Any]] = {
    "bibliography": {"style": "text"},
    "cite": {"name": "terms", "style": "text"},
    "codes": {"name": "status"},
    "columns": {"name": "terms"},
    "define": {"term": "ORS"},
    "describe": {"name": "terms"},
    "export": {"names": "terms", "format": "csv", "to": "exports", "overwrite": True},
    "law_in_force": {"subject": "absenteeism", "date": "1933-05-01", "offence": "absence"},
    "load_arrow": {"name": "terms"},
    "load_enterprise": {"name": "AMO"},
    "load_observations": {"indicator": "labour turnover", "topic": "turnover", "industry": "Coal mining"},
    "load_series": {"name": "output, coal"},
    "load_table": {"name": "terms", "uncertain": "keep", "with_status": False, "reading": ()},
    "parquet_path": {"name": "terms"},
    "penalty_timeline": {"offence": "absence", "by": "day"},
    "plot": {"what": "labour turnover", "column": None, "ax": None, "industry": "Coal mining"},
    "provenance": {"name": "terms"},
    "robustness": {"name": "terms", "statistic": len, "groups": None, "seed": 0},
    "search": {"query": "coal", "kind": None},
    "search_figures": {"query": "coal", "topic": None, "industry": None, "between": None},
}
MORE = dict.fromkeys(("population", "enterprise", "place", "between", "nature", "expressed_as", "role", "convert"))
RIGHT["load_observations"] |= MORE | {"convert": False}
HARMLESS = {
    *(("export", "overwrite", "False"), ("load_table", "with_status", "False")),
    *(("load_observations", "convert", "False"), ("robustness", "seed", "a huge number")),
    *(("search", "query", "a long text"), ("search_figures", "query", "a long text")),
}
"""What is a value like another."""


def test_every_parameter_is_tried() -> None:
    """A new function or parameter has to be entered above."""
    functions = {name: getattr(sovietlabour, name) for name in sovietlabour.__all__}
    functions = {name: of for name, of in functions.items() if inspect.isfunction(of)}
    kinds = (inspect.Parameter.VAR_KEYWORD,)
    taking = {
        name: {one.name for one in inspect.signature(of).parameters.values() if one.kind not in kinds}
        for name, of in functions.items()
    }
    assert {name: of for name, of in taking.items() if of} == {
        name: set(of) - ({"industry"} if name == "plot" else set()) for name, of in RIGHT.items()
    }


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("function", RIGHT)
def test_strange_values_are_refused_in_one_line(function: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every kind, at every parameter; the message has what was found, and not all of it."""
    monkeypatch.chdir(tmp_path)
    call = getattr(sovietlabour, function)
    for parameter in RIGHT[function]:
        for kind, value in STRANGE.items():
            if (function, parameter, kind) in HARMLESS:
                continue
            with pytest.raises(SovietLabourError) as caught:
                call(**RIGHT[function] | {parameter: value})
            said = str(caught.value)
            assert "\n" not in said, (parameter, kind)
            assert len(said) < 1000 or parameter == "to", (parameter, kind)


@pytest.mark.parametrize(
    "between",
    [
        (False, True),
        "19",
        b"19",
        (b"1930", b"1936"),
        ("19_30", "1936"),
        (float("-inf"), float("inf")),
        (-(10**30), 10**5000),
        (Fraction(3861, 2), 1936),
        (year for year in (1930.5, 1936)),
        (pd.NA, 1936),
        cycle((1930, 1936)),
    ],
    ids=lambda _: "",
)
def test_between_takes_two_years_and_no_more(between: Any) -> None:
    """Nothing that only can be made a number; and what has no end ends."""
    with pytest.raises(ArgumentError, match=r"between must be two years|fewer than 10,000"):
        load_observations(between=between)


@pytest.mark.parametrize("between", [(1930, 1936), [1930.0, np.int64(1936)], ("1930", " 1936 "), iter((1930, 1936))])
def test_two_years_can_be_told_in_several_ways(between: Any) -> None:
    """And what was asked for is told, though an iterator is used up."""
    found = load_observations("labour_turnover_rate", between=between)
    assert len(found) == len(load_observations("labour_turnover_rate", between=(1930, 1936)))
    assert len(found.attrs["filters"]["between"]) == 2


def test_names_may_come_from_an_iterator() -> None:
    """They are told in the attrs all the same."""
    names: Any = iter(["labour_turnover_rate"])
    assert load_observations(names).attrs["filters"]["indicator"] == ["labour_turnover_rate"]
    assert cite(iter(["terms"])) == cite("terms")


def test_false_is_no_missing_filter() -> None:
    """None is; a condition is never left out without a word."""
    with pytest.raises(ArgumentError, match="there is no topic False"):
        load_observations(topic=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["no", 0, None, np.bool_(True), pd.NA])
def test_a_switch_is_true_or_false(value: Any) -> None:
    """The text "no" would be true otherwise."""
    with pytest.raises(ArgumentError, match="with_status must be True or False; found"):
        load_table("terms", with_status=value)
    with pytest.raises(ArgumentError, match="convert must be True or False; found"):
        load_observations(convert=value)


@pytest.mark.parametrize(
    "day", [np.datetime64("30000-01-01"), np.datetime64(10**17, "s"), pd.NaT, np.datetime64("NaT")]
)
def test_a_day_of_another_age_is_refused(day: Any) -> None:
    """With the error of every other wrong day."""
    with pytest.raises(ArgumentError, match="date must be a day"):
        law_in_force("turnover", day)


def test_a_name_longer_than_a_file_can_have() -> None:
    """Is no table."""
    with pytest.raises(sovietlabour.UnknownTableError, match="there is no table 'xxx"):
        parquet_path("x" * 300)  # type: ignore[arg-type]


def test_charts_refuse_what_they_cannot_take() -> None:
    """Axes and filters are checked before anything is drawn."""
    with pytest.raises(ArgumentError, match="ax must be axes of matplotlib, or None; found 'x'"):
        plot("turnover", ax="x")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="there is no filter 'industri'; did you mean 'industry'"):
        plot("turnover", industri="Coal mining")


def test_a_statistic_must_give_something_that_can_be_counted() -> None:
    """A list within a tuple cannot."""
    with pytest.raises(ArgumentError, match="statistic must give one value; found tuple"):
        robustness("terms", lambda _: ([],))


def test_enterprises_compare_by_name() -> None:
    """Also in a set; copies and pickles are the same enterprise, with the same frames."""
    one, other = load_enterprise("Putilov"), load_enterprise("AMO")
    assert one == load_enterprise("Kirov factory, Leningrad")
    assert one != other
    assert len({one, other, load_enterprise("Putilov")}) == 2
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
        pd.testing.assert_frame_equal(again.figures, one.figures)
        assert again.figures.attrs == one.figures.attrs


@pytest.mark.parametrize("kind", [ArgumentError, LostTableError, BuildError], ids=str)
def test_errors_survive_pickling(kind: type[SovietLabourError]) -> None:
    """As processes hand them on: message and attributes."""
    error = kind(["a: expected b", "c"]) if kind is BuildError else kind("a: expected b")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert str(again) == str(error)
        assert vars(again) == vars(error)
        assert again.args == error.args


def test_words_of_other_letters_count() -> None:
    """They are searched for, and not dropped."""
    with pytest.warns(UserWarning, match="nothing has the word '煤炭'"):
        assert search("coal 煤炭")["lacks"].eq("煤炭").all()
    assert search_figures("煤炭").empty
