"""Observations: every number of the book by indicator, in one unit, within its bounds."""

from math import isnan, nan

import pandas as pd
import pytest

from sovietlabour import ArgumentError, load_observations, load_table, models, provenance
from sovietlabour.models._units import Amount, in_unit
from sovietlabour.models.observations import KEY, ROLES


@pytest.mark.parametrize(
    ("stated", "unit", "amount", "transform", "expected"),
    [
        ("hours", "minutes", (1.5, 1.5, 1.5, "exact"), None, (90, 90, 90, "exact")),
        ("years", "months", (nan, 1, 5, "range"), "", (nan, 12, 60, "range")),
        ("per cent", "per cent", (6, 6, 6, "exact"), "negative", (-6, -6, -6, "exact")),
        ("per cent", "per cent", (nan, 16, 28, "range"), "negative", (nan, -28, -16, "range")),
        ("per cent", "per cent", (50, nan, 50, "at_most"), "negative", (-50, -50, nan, "at_least")),
        ("per cent", "per cent", (40, nan, 40, "less_than"), "complement", (60, 60, nan, "more_than")),
        ("per cent", "per cent", (40, 40, 40, "exact"), "plus_100", (140, 140, 140, "exact")),
        ("ratio", "per cent", (2, 2, 2, "exact"), "times_100", (200, 200, 200, "exact")),
        ("ratio", "per cent", (2, 2, 2, "approximate"), "minus_1_times_100", (100, 100, 100, "approximate")),
        ("weeks", "months", (2, 2, 2, "exact"), None, (0.459959, 0.459959, 0.459959, "approximate")),
        ("persons", "number", (3, 3, 3, "exact"), None, (3, 3, 3, "exact")),
        ("per cent", "ratio", (50, 50, 50, "exact"), "plus_100", (1.5, 1.5, 1.5, "exact")),
        ("ratio", "per cent", (nan, 9, 10, "range"), "reciprocal", (nan, 10, 11.1111, "range")),
        ("ratio", "per cent", (1.5, 1.5, 1.5, "exact"), "part_of_sum", (60, 60, 60, "exact")),
        ("ratio", "per cent", (4, 4, nan, "at_least"), "reciprocal", (25, nan, 25, "at_most")),
        ("weeks", "days", (3, 3, 3, "exact"), "five_day_weeks", (15, 15, 15, "exact")),
        ("weeks", "number", (1, 1, nan, "more_than"), "working_weeks", (6, 6, nan, "more_than")),
    ],
)
def test_a_number_in_the_unit_of_its_indicator(
    stated: str,
    unit: str,
    amount: tuple[float, float, float, str],
    transform: str | None,
    expected: tuple[float, float, float, str],
) -> None:
    """Bounds go along, and turn round with the sign; an average month makes a number approximate."""
    *numbers, precision = in_unit(Amount(*amount), stated, unit, transform)
    assert precision == expected[3]
    for number, right in zip(numbers, expected[:3], strict=True):
        assert number == pytest.approx(right) or (isnan(number) and isnan(right))


def test_nothing_leads_from_rubles_to_days() -> None:
    """A unit that cannot become another is an error, and no number."""
    with pytest.raises(ValueError, match="expected a number in days; found one in rubles"):
        in_unit(Amount(1, 1, 1, "exact"), "rubles", "days", None)
    with pytest.raises(ValueError, match="transform must be one of"):
        in_unit(Amount(1, 1, 1, "exact"), "days", "days", "halve")


def test_every_number_of_the_book_is_an_observation() -> None:
    """Each figure of the prose, and each cell of a printed table that is not blank; a printed range is one."""
    observations = load_table("observations")
    figures = set(observations.loc[observations["table"] == "prose_figures", "observation"])
    assert figures == set(load_table("prose_figures")["figure"])
    cells = provenance().query("table not in ['prose_figures', 'provisions', 'long_series', 'checks']")
    cells = cells[cells["value"].notna() & (cells["column"] != "norm_rise_high_percent")]
    assert (observations["table"] != "prose_figures").sum() == len(cells)


def test_no_number_is_changed_on_its_way() -> None:
    """A level in its stated unit is the number of the figure, to the last digit."""
    joined = load_table("observations").merge(load_table("prose_figures"), left_on="observation", right_on="figure")
    alike = joined["unit_x"].astype("str") == joined["unit_y"].astype("str")
    same = joined[alike & (joined["expressed_as"] == "level")]
    assert len(same) > 400
    kept = same["value_x"].eq(same["value_y"]) | (same["value_x"].isna() & same["value_y"].isna())
    assert kept.mean() > 0.9  # the rest is a complement, or counted from another zero


def test_measurements_do_not_collide() -> None:
    """Two measurements that share everything are one coded wrongly; restatements name what they restate."""
    observations = load_table("observations")
    measured = observations[(observations["role"] == "measurement") & observations["same_as"].isna()]
    assert not measured.duplicated(KEY).any()
    restated = observations[observations["role"] == "restatement"]
    assert set(restated["same_as"]) <= set(observations["observation"])
    assert set(observations["role"].unique()) <= set(ROLES)


def test_the_measures_of_the_codelist() -> None:
    """Neither one indicator for each wording, nor a few for everything."""
    counts = load_table("observations")["indicator"].value_counts()
    assert len(load_table("indicators")) <= 240
    assert counts[counts == 1].sum() / counts.sum() <= 0.08
    assert counts[counts >= 3].sum() / counts.sum() >= 0.85
    assert set(counts.index) == set(load_table("indicators")["indicator"])


def test_turnover_in_coal_mining() -> None:
    """Table and prose, levels alone, in order of time, each with its page or line and source."""
    found = load_observations("labour_turnover_rate", industry="Coal mining", convert=True)
    assert set(found["indicator"]) == {"labour_turnover_rate"}
    assert set(found["unit"]) == {"per cent"}
    assert set(found["expressed_as"]) == {"level"}
    assert found["source"].notna().all()
    assert {"turnover_1930_36", "prose_figures"} <= set(found["table"])
    assert found["start"].fillna(found["end"]).is_monotonic_increasing
    assert (found["line"] > 0).all()


@pytest.mark.parametrize("called", ["labour turnover", "Tekuchest'", "labor turnover", "LABOUR_TURNOVER_RATE"])
def test_an_indicator_is_found_by_any_of_its_names(called: str) -> None:
    """Codes, names, US spelling, Russian terms."""
    assert "labour_turnover_rate" in set(load_observations(called)["indicator"])  # type: ignore[arg-type]


def test_filters_take_one_value_a_list_or_nothing() -> None:
    """All filters narrow; a list is a union; an industry includes its parts."""
    coal = load_observations(industry="Coal mining")
    assert set(coal["industry"]) == {"Coal mining"}
    assert len(load_observations(industry=["Coal mining", "Cotton textiles"])) > len(coal)
    assert {"Coal mining", "Iron ore mining"} <= set(load_observations(industry="Mining")["industry"])
    assert set(load_observations(role=None)["role"]) > {"measurement"}
    assert set(load_observations(nature="legal")["nature"]) == {"legal"}
    assert load_observations(topic="strikes_protest", between=(1924, 1927))["start"].dt.year.le(1927).all()
    assert len(load_observations(between=("1936", "1940"))) == len(load_observations(between=(1936, 1940)))
    filters = {"industry": ["Coal mining"], "between": [1936, 1940], "role": ["measurement"]}
    assert load_observations(industry=["Coal mining"], between=(1936, 1940)).attrs["filters"] == filters


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"indicator": "labour turnovr"}, "no indicator 'labour turnovr'; did you mean 'labour_turnover_rate'"),
        ({"industry": "coall"}, "there is no industry 'coall'; did you mean 'Coal mining'"),
        ({"topic": "wagess"}, "did you mean 'wages'"),
        ({"nature": "planned"}, "did you mean 'plan'"),
        ({"between": (1936, 1930)}, "two years in order"),
        ({"between": (1936, float("inf"))}, "two years in order"),
        ({"place": "Leningrat"}, "did you mean 'Leningrad'"),
    ],
)
def test_a_wrong_value_gets_the_closest_right_one(wrong: dict[str, object], message: str) -> None:
    """A misspelt filter is an error with a hint, and no empty answer."""
    with pytest.raises(ArgumentError, match=message):
        load_observations(**wrong)  # type: ignore[arg-type]


def test_conversions_are_marked_and_exact() -> None:
    """What follows by definition names the indicator it follows from; nothing stated is reckoned again."""
    levels = load_observations("labour_turnover_rate", expressed_as="level")
    more = load_observations("labour_turnover_rate", convert=True)
    added = more[more["converted_from"].notna()]
    assert len(more) == len(levels) + len(added) > len(levels)
    assert set(more["expressed_as"]) == {"level"}
    assert set(added["converted_from"]) == {"job_change_interval"}
    stated = load_table("observations").set_index("observation")
    for row in added.to_dict("records"):
        assert row["value"] == pytest.approx(1200 / stated.loc[row["observation"], "value"], abs=0.05, nan_ok=True)


def test_the_model_refuses_a_collision_and_a_wrong_bound() -> None:
    """The key is strict, bounds are in order, a level has no base, a restatement its original."""
    frame = load_table("observations")
    level = frame.index[(frame["role"] == "measurement") & (frame["expressed_as"] == "level")][:2]
    alike = frame.copy()
    alike.loc[level[1], KEY] = alike.loc[level[0], KEY].to_numpy()
    turned = frame.assign(lower=frame["upper"] + 1)
    based = frame.copy()
    based.loc[level[0], "base"] = "1928"
    lost = frame.copy()
    lost.loc[frame["role"] == "restatement", "same_as"] = None
    share = frame.copy()
    share.loc[frame["indicator"] == "women_share", ["value", "lower", "upper"]] = 100.5
    refused = {
        "unless they are linked": alike,
        "bounds must be in order": turned,
        "needs its base": based,
        "must name another": lost,
        "a share cannot be": share,
    }
    for message, wrong in refused.items():
        with pytest.raises(Exception, match=message):
            models.Observations.validate(pd.DataFrame(wrong), lazy=True)


@pytest.mark.parametrize(
    ("value", "stated", "unit", "made"),
    [
        (2, "thousand units", "units", 2000),
        (2, "million pairs", "pairs", 2_000_000),
        (2, "hours", "minutes", 120),
        (2, "days", "hours", 48),
        (2, "weeks", "days", 14),
        (2, "years", "months", 24),
        (250, "kopeks", "rubles", 2.5),
        (2, "million rubles of 1926/27", "rubles", 2_000_000),
        (2, "billion rubles, 1926/27 prices", "million rubles of 1926/27", 2000),
        (0.5, "ratio", "per cent", 50),
        (2, "million metric tons", "tons", 2_000_000),
        (2, "million metres", "metres", 2_000_000),
        (2, "billion metres", "million metres", 2000),
    ],
)
def test_units_of_one_kind_are_exact(value: float, stated: str, unit: str, made: float) -> None:
    """By their definition, both ways."""
    there = in_unit(Amount(value, value, value, "exact"), stated, unit, None)
    assert there.value == pytest.approx(made, rel=1e-12)
    assert there.precision == "exact"
    back = in_unit(Amount(made, made, made, "exact"), unit, stated, None)
    assert back.value == pytest.approx(value, rel=1e-12)
