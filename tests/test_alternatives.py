"""What else the page allows: complete, as the page has it, and asked by `load_table` and `robustness`."""

import pickle
from itertools import combinations, pairwise, product
from math import log
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from conftest import ROOT
from sovietlabour import ArgumentError, load_table, provenance, robustness

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

BOOK: "list[TableName]" = [
    "unemployment_1922_28",
    "workers_1928_32",
    "turnover_1930_36",
    "women_share_1929_35",
    "output_1933_36",
    "norm_rises_1936",
    "stakhanovites_1936",
]
READINGS = load_table("alternative_readings")
PUBLISHED = READINGS[READINGS["reading"].str.endswith(":1")]
WOMEN = load_table("women_share_1929_35")
TURNOVER = load_table("turnover_1930_36")
SHORT = ("Electric power stations", "Chemicals", "Leather and fur", "Construction")
DATES = list(dict.fromkeys(WOMEN["date"]))


def readings_of(group: str) -> dict[str, dict[tuple[str, str], float]]:
    """Give the cells that each reading of a group changes, by row and column."""
    of_group = READINGS[READINGS["group"] == group]
    return {
        str(name): dict(zip(zip(cells["row"], cells["column"], strict=True), cells["value"], strict=True))
        for name, cells in of_group.groupby("reading", sort=False)
    }


def keys_of(name: "TableName", frame: pd.DataFrame) -> list[str]:
    """Name the rows of a table."""
    from sovietlabour._catalog import entry

    return list(frame[entry(name)["keys"]].astype("str").agg(" | ".join, axis=1))


@pytest.mark.parametrize("table", BOOK)
def test_every_uncertain_cell_has_its_readings(table: "TableName") -> None:
    """No inferred or doubtful cell, and no blank that was argued, is outside a group; and 1 is what is published."""
    frame = load_table(table)
    keys = keys_of(table, frame)
    cells = provenance(table)
    argued = cells[
        cells["status"].isin(["inferred", "doubtful"]) | ((cells["status"] == "blank") & (cells["evidence"] != ""))
    ]
    listed = PUBLISHED[PUBLISHED["table"] == table]
    named = set(zip(listed["row"], listed["column"], strict=True))
    for row, column in zip(argued["row"], argued["column"], strict=True):
        assert (keys[row], column) in named
    for row, column, value in zip(listed["row"], listed["column"], listed["value"], strict=True):
        assert pd.Series([frame[column].iloc[keys.index(row)]]).astype("float64").equals(pd.Series([value]))


def test_placements_are_all_that_keep_the_order() -> None:
    """Counted from the page alone: values of a line, blanks between them, decimals and months = 1200 / turnover."""
    expected = {2015: 5, 2022: 3, 2035: 1, 2041: 5, 2042: 5, 2043: 1, 2048: 3}
    lines = {
        2015: "115.2 10.4 4.09 192.0 6.2 19.9",
        2022: "87.5 13.7 112.7 10.6",
        2035: "95.5 12.6 75.1 16.0 70.6 17.0",
        2041: "78.0 15.4 2.60 37.2 32.2 0.86",
        2042: "120.0 10.0 4.37 62.4 19.2 1.60",
        2043: "100.8 12.0 5.83 68.4 17.6 4.30 10.79",
        2048: "67.9 17.7",
    }
    for line, printed in lines.items():
        values = printed.split(" ")
        found = 0
        for places in combinations(range(9), len(values)):
            cell = dict(zip(places, values, strict=True))
            absence = all(
                (place % 3 == 2) == (len(v.partition(".")[2]) == 2 or v == "19.9") for place, v in cell.items()
            )
            pairs = [(cell.get(place), cell.get(place + 1)) for place in (0, 3, 6)]
            months = all(
                (t is None) == (m is None) and (not t or abs(1200 / float(t) - float(m or 0)) < 0.15) for t, m in pairs
            )
            found += absence and months
        assert found == expected[line] == len(readings_of(f"turnover-{line}")), line


def test_pairings_are_all_that_keep_the_order() -> None:
    """Of 210 pairings of 19 values with 21 labels 120 give chemicals the wide range."""
    assert (
        sum(4 - len([b for b in blanks if b < 4]) == 4 and 4 not in blanks for blanks in combinations(range(21), 2))
        == 120
    )
    found = readings_of("norm-rises")
    assert len(found) == 120
    low = "norm_rise_low_percent"
    headings = [f"{branch} | All" for branch in ("Iron and steel", "Construction", "Engineering")]
    published = found["norm-rises:1"]
    only_headings = []
    for changed in found.values():
        cells = published | changed
        blank = [row for (row, column), value in cells.items() if column == low and pd.isna(value)]
        if set(blank) <= set(headings):
            only_headings.append({row: cells[row, low] for row in headings if row not in blank})
    assert sorted(only_headings, key=str) == [
        {"Construction | All": 35.0},
        {"Engineering | All": 30.0},
        {"Iron and steel | All": 22.0},
    ]


def test_the_short_rows_of_the_shares_of_women_have_all_placements() -> None:
    """Five where one of five is blank, ten where two are; scores as docs/doubt.md reads them."""
    assert {g: len(readings_of(f"women-{g}")) for g in ("electric-power", "chemicals", "leather", "construction")} == {
        "electric-power": 5, "chemicals": 5, "leather": 5, "construction": 10,
    }  # fmt: skip
    scores = READINGS.drop_duplicates("reading").set_index("reading")
    best = {
        (group, scale): str(scores.loc[scores["group"] == group, scale].idxmax())
        for group in ("women-electric-power", "women-chemicals", "women-leather", "women-construction")
        for scale in ("score", "score_untransformed")
    }
    assert readings_of("women-electric-power")[best["women-electric-power", "score"]] == pytest.approx(
        {
            ("manual | Electric power stations | 1929-01-01", "women_percent"): 11.0,
            ("manual | Electric power stations | 1932-07-01", "women_percent"): 13.4,
            ("manual | Electric power stations | 1933-01-01", "women_percent"): float("nan"),
        },
        nan_ok=True,
    )
    others = {key: reading for key, reading in best.items() if key != ("women-electric-power", "score")}
    assert all(reading.endswith(":1") for reading in others.values()), others


# What the ledger says of numbers


def full_rows() -> pd.DataFrame:
    """The rows of manual workers that have all five values."""
    manual = WOMEN[(WOMEN["worker_category"] == "manual") & ~WOMEN["industry"].isin(SHORT)]
    return manual.astype({"industry": "str"}).pivot(index="industry", columns="date", values="women_percent")


def test_what_the_ledger_says_of_the_shares_of_women() -> None:
    """Chemicals, leather, construction: largest steps, smallest steps, ratios."""
    full = full_rows()
    assert len(full) == 16
    assert full.notna().all().all()
    steps = full.diff(axis=1).iloc[:, 1:]
    assert (steps.idxmax(axis=1) == DATES[1]).sum() == 14
    assert list(steps.index[steps[DATES[1]] <= 3.1]) == ["Paper"]
    assert list(steps.index[steps[DATES[4]] >= 7.9]) == ["Food and gustatory"]
    assert full.loc["Large-scale industry", DATES[0]] == 28.5 > 26.7
    later = [full[two] / full[one] for one, two in combinations(DATES[1:4], 2)]
    assert max(ratio.max() for ratio in later) < 12.8 / 6.6
    assert (full[DATES[1]] / full[DATES[0]] > 12.8 / 6.6).sum() >= 6


def test_how_good_the_scores_are() -> None:
    """Each full row made short at each place: how often the place is found, as docs/doubt.md says."""
    from statistics import NormalDist, fmean

    full = full_rows()
    page = " ".join((ROOT / "docs" / "doubt.md").read_text(encoding="utf-8").split())
    for scaled, right, said in ((full.map(lambda s: log(s / (100 - s))), 38, (14, 18)), (full, 41, (14, 16))):
        verdicts = []
        for row, blank in product(scaled.index, range(5)):
            rest = scaled.drop(index=row)
            values = [scaled.loc[row].iloc[place] for place in range(5) if place != blank]

            def score(taken: int, values: list[float] = values, rest: pd.DataFrame = rest) -> float:
                places = [place for place in range(5) if place != taken]
                steps = zip(pairwise(places), pairwise(values), strict=True)
                usual = {two: (rest[DATES[pair[1]]] - rest[DATES[pair[0]]]).tolist() for pair, two in steps}
                return fmean(log(NormalDist.from_samples(of).pdf(b - a)) for (a, b), of in usual.items())

            verdicts.append((max(range(5), key=score), blank))
        assert sum(one == two for one, two in verdicts) == right
        of_1929 = [blank for found, blank in verdicts if found == 0]
        assert (of_1929.count(0), len(of_1929)) == said
        assert f"in {right}" in page
        assert f"{said[0]} of {said[1]} cases" in page


def test_scores_can_be_reckoned_by_hand() -> None:
    """Chemicals with January 1929 blank: three steps, in log-odds, among those of the 16 full rows."""
    from statistics import NormalDist, fmean

    def log_odds(share: float) -> float:
        return log(share / (100 - share))

    values = [26.7, 27.8, 29.8, 31.8]
    densities = []
    for (one, two), (before, after) in zip(pairwise(values), pairwise(DATES[1:]), strict=True):
        usual = [log_odds(b) - log_odds(a) for a, b in zip(full_rows()[before], full_rows()[after], strict=True)]
        densities.append(log(NormalDist.from_samples(usual).pdf(log_odds(two) - log_odds(one))))
    score = READINGS.loc[READINGS["reading"] == "women-chemicals:1", "score"].iloc[0]
    assert score == pytest.approx(fmean(densities), abs=0.001)


def test_what_the_ledger_says_of_absence_in_coal() -> None:
    """For and against 19.9 days in 1929."""
    days = TURNOVER.pivot(index="industry", columns="year", values="absence_days")
    rises = (days[1930] - days[1929]).dropna().round(2)
    assert (rises.drop("Coal mining") > 0).all()
    assert len(rises) == 7
    assert rises["Large-scale industry"] == 0.40
    assert list(rises.index[(rises < 0.40) & (rises > 0)]) == ["Oil extraction"]
    next_year = (days[1931] - days[1930]).dropna()
    assert list(next_year.index[next_year < 0]) == ["Coal mining"]
    assert days.loc["Electric power stations"].max() == 2.60


def test_what_the_ledger_says_of_pairs_of_turnover_and_months() -> None:
    """Twelve pairs off by one in the last digit, coal 1929 by an exact half, and cotton 1932 by five."""
    pairs = TURNOVER.dropna(subset=["turnover_percent"])
    off = (pairs["job_change_interval_months"] - 1200 / pairs["turnover_percent"]).abs() > 0.05 - 1e-9
    assert off.sum() == 14
    cotton = pairs[(pairs["industry"] == "Cotton textiles") & (pairs["year"] == 1932)].iloc[0]
    assert 1200 / cotton["turnover_percent"] == pytest.approx(16.62, abs=0.01)
    fits = [t / 10 for t in range(700, 800) if 12000 / (t + 0.5) <= 16.15 and 12000 / (t - 0.5) >= 16.05]
    given = READINGS.loc[(READINGS["group"] == "cotton-1932") & (READINGS["column"] == "turnover_percent"), "value"]
    assert fits == [74.3, 74.4, 74.5, 74.6, 74.7, 74.8] == sorted(given)[1:]


def test_what_the_ledger_says_of_levels() -> None:
    """Turnover of construction and cotton, jumps that a rival placement would make, parts and totals of norm rises."""
    turnover = TURNOVER.pivot(index="industry", columns="year", values="turnover_percent")
    assert turnover.loc["Construction"].min() >= 230
    assert turnover.loc["Construction"].max() <= 306
    assert (turnover.loc["Cotton textiles", 1932:].min(), turnover.loc["Cotton textiles", 1932:].max()) == (43.1, 72.2)
    assert 10.79 / 0.86 > 12
    assert 6.5 < 10.79 / 1.60 < 7
    assert 1.33 < 112.7 / turnover.loc["Electric power stations"].to_dict()[1935] < 1.4
    rises = load_table("norm_rises_1936")
    low: dict[str, float] = dict(zip(keys_of("norm_rises_1936", rises), rises["norm_rise_low_percent"], strict=True))
    high: dict[str, float] = dict(zip(low, rises["norm_rise_high_percent"], strict=True))
    for part in ("housing and communal construction", "capital construction in heavy industry"):
        assert low["Construction | All"] > high[f"Construction | {part}"]
    for part in ("pneumatic pick operators", "conveyor shifters"):
        assert high["Coal mining | All"] < low[f"Coal mining | {part}"]
    column = "norm_rise_low_percent"
    iron = ("open hearth furnaces", "rolling mills", "blast furnaces")
    published, *others = readings_of("norm-rises").values()
    shapes = [
        tuple((published | changed)[f"Iron and steel | {item}", column] for item in ("All", *iron))
        for changed in others
    ]
    assert (22.0, 27.0, 10.0, 35.0) in shapes


# load_table and robustness


def test_a_table_in_another_reading() -> None:
    """Only the cells of the reading change, and the frame says so."""
    other = load_table("turnover_1930_36", reading="cotton-1932:2")
    different = other["job_change_interval_months"].compare(TURNOVER["job_change_interval_months"])
    assert different.to_numpy().tolist() == [[16.6, 16.1]]
    assert other.drop(columns="job_change_interval_months").equals(TURNOVER.drop(columns="job_change_interval_months"))
    assert other.attrs["reading"] == ["cotton-1932:2"]
    assert "reading" not in load_table("turnover_1930_36").attrs
    figures = load_table("prose_figures", reading="egorevsk-1930:2").set_index("figure")
    assert figures.loc["ch2-2162b", "value"] == 603


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        ("cotton-1923:2", "did you mean 'cotton-1932:2'"),
        (["cotton-1932:3", "cotton-1932:4"], "contradict each other"),
        (["cotton-1932:2", "cotton-1932:3"], "two readings of one group"),
        (["cotton-1932:1", "cotton-1932:3"], "two readings of one group"),
        (["turnover-2015:2", "coal-absence-1929:2", "turnover-2015:2", "turnover-2022:3"], None),
        (["women-chemicals:2"], "there is no reading 'women-chemicals:2'; .* has those of turnover_1930_36"),
        (3, "there is no reading 3; .* has those of turnover_1930_36"),
        ([["cotton-1932:2"]], "there is no reading .*; .* has those of turnover_1930_36"),
    ],
)
def test_a_reading_that_cannot_be_is_an_error(reading: Any, message: str | None) -> None:
    """A wrong name, two readings of one group or cell, a reading of another table, another type; not the same twice."""
    if message is None:
        assert len(load_table("turnover_1930_36", reading=reading).attrs["reading"]) == 3
        return
    with pytest.raises(ArgumentError, match=message):
        load_table("turnover_1930_36", reading=reading)
    with pytest.raises(ArgumentError, match="leave one of the two out"):
        load_table("turnover_1930_36", uncertain="mask", reading="cotton-1932:2")


def rise_in_construction(table: pd.DataFrame) -> float:
    """From the first share to the last, whichever they are."""
    women = table.loc[table["industry"] == "Construction", "women_percent"].dropna()
    return float(women.iloc[-1] - women.iloc[0])


def test_robustness_goes_through_everything() -> None:
    """The mean share of January 1934, by our own product of all placements."""

    def mean(table: pd.DataFrame) -> float:
        return float(table.loc[table["date"] == "1934-01-01", "women_percent"].mean())

    found = robustness("women_share_1929_35", mean)
    groups = [readings_of(f"women-{name}") for name in ("electric-power", "chemicals", "leather", "construction")]
    at = pd.Series(WOMEN["women_percent"].to_numpy(), keys_of("women_share_1929_35", WOMEN))
    of_1934: dict[Any, float] = at[at.index.str.endswith("1934-01-01")].to_dict()
    means = []
    for combination in product(*(group.values() for group in groups)):
        changed = of_1934 | {row: n for cells in combination for (row, _), n in cells.items() if row in of_1934}
        means.append(float(pd.Series(changed).mean()))
    assert found.readings == found.of == len(means) == 1250
    assert found.least == pytest.approx(min(means))
    assert found.greatest == pytest.approx(max(means))
    assert found.published == pytest.approx(pd.Series(of_1934).mean())
    assert mean(load_table("women_share_1929_35", reading=found.least_from)) == pytest.approx(found.least)
    rise = robustness("women_share_1929_35", rise_in_construction)
    assert (rise.same, rise.same_sign) == (1.0, 1.0)
    share = robustness("women_share_1929_35", lambda table: table["women_percent"].sum())
    assert share.least == share.greatest == 3575.5


def test_robustness_of_answers_that_are_no_numbers() -> None:
    """Shares of each answer; no least and no greatest."""
    found = robustness("norm_rises_1936", lambda table: table["item"].iloc[table["norm_rise_low_percent"].argmax()])
    assert found.published == "aviation industry"
    assert found.least is found.greatest is None
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.same == found.shares["aviation industry"] < 1


def test_robustness_samples_what_is_too_much_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sample each time, without repeats; every single reading is in it."""
    monkeypatch.setattr("sovietlabour._readings.MOST", 500)
    seen: list[tuple[float, ...]] = []

    def absence(table: pd.DataFrame) -> float:
        seen.append(
            tuple(
                table[["turnover_percent", "job_change_interval_months", "absence_days"]].fillna(-1).to_numpy().ravel()
            )
        )
        return float(table.loc[(table["industry"] == "Coal mining") & (table["year"] == 1929), "absence_days"].iloc[0])

    found = robustness("turnover_1930_36", absence)
    assert len(set(seen)) == len(seen) == found.readings == 500 < found.of
    assert f"of 500 of {found.of:,} readings" in str(found)
    assert (found.least, found.greatest) == (9.9, 19.99)
    assert found.least_from == ("coal-absence-1929:12",)
    assert found == robustness("turnover_1930_36", absence)
    assert found != robustness("turnover_1930_36", absence, seed=1)
    one = robustness("turnover_1930_36", absence, groups="coal-absence-1929")
    assert (one.readings, one.of, one.same_sign) == (12, 12, 1.0)
    assert one.same == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("statistic", "published", "same"),
    [
        (lambda table: None, None, 1.0),
        (lambda table: float("nan"), None, 1.0),
        (lambda table: tuple(table.loc[table["industry"] == "Leather and fur", "women_percent"]), ..., 1.0),
        (lambda table: table["women_percent"].iloc[25], None, 0.2),
        (lambda table: bool(table["women_percent"].isna().iloc[25]), True, 0.2),
        (lambda table: table["women_percent"].isna().iloc[25], True, 0.2),
        (lambda table: table["date"].max(), pd.Timestamp("1935-07-01"), 1.0),
    ],
)
def test_robustness_of_missing_and_odd_values(statistic: Any, published: Any, same: float) -> None:
    """What is missing is the same as what is missing; answers are no numbers; results compare and are pickled."""
    found = robustness("women_share_1929_35", statistic, groups="women-chemicals")
    assert found.published == published or published is ...
    assert found.same == same
    assert found.same_sign is None
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found) == hash(robustness("women_share_1929_35", statistic, groups="women-chemicals"))
    assert str(found).startswith("published: ")


def test_robustness_names_what_is_wrong() -> None:
    """A wrong group; and a statistic that fails says in which reading."""
    with pytest.raises(ArgumentError, match="did you mean 'women-chemicals'"):
        robustness("women_share_1929_35", len, groups=["women-chemical"])
    for statistic, seed in (("mean", 0), (len, "a")):
        with pytest.raises(ArgumentError, match="must be a function of|must be a whole number"):
            robustness("women_share_1929_35", statistic, seed=seed)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="statistic must give one value; found Series"):
        robustness("women_share_1929_35", lambda table: table["women_percent"])
    with pytest.raises(ZeroDivisionError) as failed:
        robustness("norm_rises_1936", lambda table: 1 // int(table["norm_rise_low_percent"].iloc[-2] != 55.0))
    assert failed.value.__notes__[0].startswith("in the reading norm-rises:")


def test_a_table_without_doubt_has_one_reading() -> None:
    """Nothing to vary: the published value, exactly."""
    found = robustness("workers_1928_32", lambda table: int(table["workers_persons"].sum()))
    assert (found.readings, found.same, found.least, found.greatest) == (1, 1.0, found.published, found.published)
    assert "nothing to vary" in str(found)
