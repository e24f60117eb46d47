"""What limits the numbers stands where they are met."""

from math import comb

import pandas as pd
import pytest

from sovietlabour import describe, load_enterprise, load_observations, load_series, load_table, search_figures
from sovietlabour._errors import BuildError
from sovietlabour.models.caveats import limited_by, tidy
from sovietlabour.pipeline.assemble import Built

CAVEATS = load_table("caveats").set_index("caveat")
OBSERVATIONS = load_table("observations").set_index("observation")
FALL = "absence-fall-after-1932-overstated"


def test_a_verdict_is_met_wherever_its_numbers_are() -> None:
    """The fall of absence after 1932, in the table, the codebook, the observations and the series."""
    says = str(CAVEATS.loc[FALL, "statement"])
    assert load_table("turnover_1930_36").attrs["caveats"][FALL] == says
    assert says in " ".join(str(describe("turnover_1930_36")).split())
    assert FALL in describe("turnover_1930_36").facts["caveats"]
    assert FALL in load_observations("unauthorised_absence_days").attrs["caveats"]
    assert FALL in load_series("absence without permission, all industry").attrs["caveats"]
    assert FALL in search_figures("absence days 1934").attrs["caveats"]
    assert FALL not in search_figures("strikes").attrs["caveats"]
    assert FALL not in load_table("women_share_1929_35").attrs["caveats"]
    assert FALL not in load_observations("unauthorised_absence_days", between=(1929, 1931)).attrs["caveats"]
    kirov = load_observations(enterprise="Kirov factory, Leningrad", role=None).attrs["caveats"]
    assert load_enterprise("Putilov").figures.attrs["caveats"] == kirov


def test_a_caveat_is_limited_by_indicator_table_industry_and_period() -> None:
    """Coal in 1933 has it, coal in 1932 and turnover of 1933 have not."""
    cell = "turnover_1930_36, Coal mining | {}, {}"
    named = OBSERVATIONS["caveats"].str.split("; ")
    assert FALL in named[cell.format(1933, "absence_days")]
    assert FALL not in named[cell.format(1932, "absence_days")]
    assert FALL not in named[cell.format(1933, "turnover_percent")]


def test_a_caveat_holds_for_what_it_names() -> None:
    """Industry by industry, and where a side of the period is open."""
    frame = pd.DataFrame(
        {
            "observation": ["x", "y", "z"],
            "indicator": ["a", "a", "b"],
            "table": "t",
            "industry": ["Coal mining", "Textiles", "Coal mining"],
            "place": None,
            "start": pd.Timestamp("1930-01-01"),
            "end": [pd.Timestamp("1930-12-31"), pd.NaT, pd.Timestamp("1930-12-31")],
        }
    )
    empty = dict.fromkeys(["tables", "observations", "places", "start", "end"])
    caveat = empty | {"indicators": "a", "industries": "Coal mining; Mining"}
    assert limited_by(caveat, frame).tolist() == [True, False, False]
    later = empty | {"indicators": "a; b", "industries": None, "start": pd.Timestamp("1931-01-01")}
    assert limited_by(later, frame).tolist() == [False, True, False]
    one = empty | {"indicators": "a; b", "industries": None, "observations": "x; z"}
    assert limited_by(one, frame).tolist() == [True, False, True]


def test_numbers_of_1929_to_1931_are_monthly_rates() -> None:
    """20 of 23 are multiples of 1.2, of the later ones 8 of 42; no chance brings that about."""
    turnover = load_table("turnover_1930_36").dropna(subset=["turnover_percent"])
    steps = turnover["turnover_percent"] / 1.2
    multiple = (steps - steps.round()).abs() < 1e-6
    early = turnover["year"] <= 1931
    counts = [int(multiple[early].sum()), int(early.sum()), int(multiple[~early].sum()), int((~early).sum())]
    assert counts == [20, 23, 8, 42]
    assert set(turnover.loc[early & ~multiple, "industry"]) == {"Chemicals"}
    ways = [comb(23, k) * comb(42, 28 - k) for k in range(20, 24)]
    assert sum(ways) / comb(65, 28) < 1e-6


def test_a_hidden_step_widens_the_bounds() -> None:
    """Half a step on both sides of a multiple, within years and industries of the caveat; others keep theirs."""
    for row, value, half in (
        ("Coal mining | 1930", 295.2, 0.6),
        ("Chemicals | 1930", 159.0, 0.0),
        ("Coal mining | 1932", 187.9, 0.0),
        ("Cotton textiles | 1929", 37.2, 0.6),
    ):
        found = OBSERVATIONS.loc[f"turnover_1930_36, {row}, turnover_percent"]
        assert (found["value"], found["lower"], found["upper"]) == (
            value,
            round(value - half, 9),
            round(value + half, 9),
        )


def test_a_period_by_no_rule_is_an_error(built: Built) -> None:
    """It is named, and nothing is limited in silence."""
    raw = built.tables["caveats"].judged.assign(period="one of these days")
    with pytest.raises(BuildError, match="no period by the rules: 'one of these days'"):
        tidy(raw, built.tables["periods"])


def test_every_line_of_the_author_is_quoted() -> None:
    """Verdicts that are not ours have a line and its characters, and no statement is long."""
    theirs = CAVEATS[CAVEATS["asserted_by"] != "ours"]
    assert len(theirs) >= 60
    assert theirs["line"].notna().all()
    assert theirs["page"].notna().mean() > 0.85
    assert CAVEATS["statement"].str.len().max() < 430
