"""What a chart shows: every number where the table has it, and how far it is certain."""

import builtins
import io
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("Agg")

import matplotlib.pyplot as plt
from matplotlib import dates
from matplotlib.axes import Axes

import sovietlabour as sl
from sovietlabour import ArgumentError
from sovietlabour._points import sources

TURNOVER: Final = "turnover_1930_36"
date2num: Any = dates.date2num
WITH_NUMBERS = sl.table_names()[:7]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def drawn(axes: Axes, *signs: str) -> list[tuple[float, float]]:
    """Give the points of all lines that are drawn as a sign."""
    return [point for line in lines(axes, *signs) for point in points(line)]


def lines(axes: Axes, *signs: str) -> list[Any]:
    return [line for line in axes.lines if line.get_gid() in signs]


def points(line: Any) -> list[tuple[float, float]]:
    return [
        (round(float(x), 6), float(y))
        for x, y in zip(line.get_xdata(orig=False), line.get_ydata(orig=False), strict=True)
    ]


def numbers(axes: Axes) -> list[tuple[float, float]]:
    return sorted(drawn(axes, "hollow", "filled"))


def signs(axes: Axes) -> list[Any]:
    return [artist.get_gid() for artist in (*axes.lines, *axes.texts)]


def legend(axes: Axes) -> list[str]:
    made = axes.get_legend()
    return [text.get_text().replace("\n", " ") for text in made.get_texts()] if made else []


def middle_of(year: int) -> float:
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    return round(float(date2num(start + (end - start) / 2)), 6)


@pytest.mark.parametrize("column", ["turnover_percent", "job_change_interval_months", "absence_days"])
def test_points_stand_where_the_table_has_them(column: str) -> None:
    table = sl.load_table(TURNOVER).dropna(subset=[column])
    expected = sorted(zip(table["year"].map(middle_of), table[column], strict=True))
    assert numbers(sl.plot(TURNOVER, column=column)) == expected


@pytest.mark.parametrize("column", ["turnover_percent", "absence_days"])
def test_hollow_are_the_uncertain_cells_and_no_other(column: str) -> None:
    table = sl.load_table(TURNOVER, with_status=True).dropna(subset=[column])
    axes = sl.plot(TURNOVER, column=column)
    uncertain = table[table[f"{column}_status"].isin(["inferred", "doubtful"])]
    expected = sorted(zip(uncertain["year"].map(middle_of), uncertain[column], strict=True))
    assert sorted(drawn(axes, "hollow")) == expected
    assert signs(axes).count("doubt") == (table[f"{column}_status"] == "doubtful").sum()
    faces = {line.get_gid(): line.get_markerfacecolor() for line in axes.lines if line.get_gid() == "hollow"}
    assert faces == {"hollow": "white"}
    assert "Hollow: inferred or doubtful." in axes.get_xlabel().replace("\n", " ")


def test_lines_break_at_blank_cells() -> None:
    table = sl.load_table(TURNOVER)
    following = table.groupby("industry", observed=True)["turnover_percent"].shift(-1)
    steps = table[table["turnover_percent"].notna() & following.notna()]
    expected = sorted(zip(steps["year"].map(middle_of), steps["turnover_percent"], strict=True))
    assert sorted(point for line in lines(sl.plot(TURNOVER), "line") for point in points(line)[:-1]) == expected


def test_line_breaks_where_a_number_is_masked_or_left_out() -> None:
    coal = sl.load_table(TURNOVER).query("industry == 'Coal mining' and year != 1932")
    lengths = [len(line.get_ydata()) for line in lines(sl.plot(coal), "line")]
    assert lengths == [3, 4]
    masked = sl.plot(sl.load_table(TURNOVER, uncertain="mask").query("industry == 'Coal mining'"))
    assert len(numbers(masked)) == 6
    assert "hollow" not in signs(masked)


def test_calendar_and_economic_years_are_not_joined() -> None:
    axes = sl.plot("unemployment_1922_28")
    assert [len(line.get_ydata()) for line in lines(axes, "line")] == [3, 3]
    assert signs(axes).count("span") == 3  # of the economic years
    table = sl.load_table("unemployment_1922_28")
    assert [y for _, y in numbers(axes)] == table["unemployed_persons"].tolist()
    assert axes.get_ylabel() == "Unemployed, million persons"


def test_prose_is_not_joined_with_the_table() -> None:
    axes = sl.plot("turnover, all industry")
    series = sl.load_series("turnover, all industry")
    assert sorted(y for _, y in numbers(axes)) == sorted(series["value"])
    assert [len(line.get_ydata()) for line in lines(axes, "line")] == [8]
    assert legend(axes) == ["Table 2.2", "text"]
    assert signs(axes).count("span") == 3  # two halves of a year and a month


def test_open_bounds_are_arrows_and_closed_ones_bars() -> None:
    axes = sl.plot("unemployed_number")
    arrows: list[Any] = [text for text in axes.texts if text.get_gid() == "open"]
    assert [(text.xy[1], text.xyann) for text in arrows] == [(1_500_000, (0, 15))]  # "more than" in April 1928
    with pytest.warns(UserWarning, match="other units"):
        wages = sl.plot("monthly_wage")
    assert sorted(drawn(wages, "bar")) == [(120, 0), (140, 0), (600, 2), (700, 2)]
    arrows = [text for text in wages.texts if text.get_gid() == "open"]
    assert [text.xyann for text in arrows] == [(15, 0)]


def test_ranges_of_the_norms_have_both_ends() -> None:
    axes = sl.plot("norm_rises_1936")
    table = sl.load_table("norm_rises_1936").dropna()
    ends = table["norm_rise_low_percent"].tolist() + table["norm_rise_high_percent"].tolist()
    assert {x for x, _ in numbers(axes)} == set(ends)
    labels = [tick.get_text() for tick in axes.get_yticklabels()]
    assert labels.index("Chemicals") == 4
    assert [x for x, y in numbers(axes) if y == 4] == [24.0, 47.2]
    assert legend(axes) == ["1936, set by law"]


def test_natures_have_markers_of_their_own() -> None:
    axes = sl.plot("unemployed_number")
    assert [label for label in legend(axes) if label.endswith("plan")] == ["Unemployed, text, plan"]
    stars = [line for line in lines(axes, "filled") if line.get_marker() == "*"]
    assert [points(line)[0][1] for line in stars] == [511_000]
    with pytest.warns(UserWarning, match="of 36 series"):
        assert "Non-ferrous metals, Tula copper-rolling factory, text, alleged" in legend(sl.plot("norm_rise"))


def test_units_never_mix() -> None:
    with pytest.warns(UserWarning, match=r"18 in other units \(6 in million rubles"):
        axes = sl.plot("output_1933_36")
    found = sl.load_observations(role=None)
    tons = found[(found["table"] == "output_1933_36") & (found["unit"] == "tons")]
    assert sorted(x for x, _ in numbers(axes)) == sorted(tons["value"])
    assert "million tons" in axes.get_xlabel()
    assert "Left out: 18 in other units." in axes.get_xlabel().replace("\n", " ")
    with pytest.warns(UserWarning, match="change against 1938"):
        coal = sl.plot("labour_turnover_rate", industry="Coal mining")
    assert len(numbers(coal)) == 8


def test_a_frame_in_part_and_in_another_reading_is_drawn_as_it_is() -> None:
    women = sl.load_table("women_share_1929_35", reading="women-construction:3").query("industry == 'Construction'")
    axes = sl.plot(women)
    assert [y for _, y in numbers(axes)] == women["women_percent"].dropna().tolist()
    assert "filled" not in signs(axes)
    found = sl.load_observations("Labour turnover rate", industry="Coal mining", expressed_as="level")
    assert numbers(sl.plot(found)) == numbers(
        sl.plot("labour_turnover_rate", industry="Coal mining", expressed_as="level")
    )


def test_totals_come_first_and_what_is_left_out_is_named() -> None:
    with pytest.warns(UserWarning, match=r"12 of 21 series \(Paper; "):
        axes = sl.plot("women_share_1929_35")
    assert legend(axes)[:2] == ["Large-scale industry", "White-collar employees"]
    assert len(legend(axes)) == 9


def test_penalties_are_the_spans_of_the_timeline() -> None:
    axes = sl.plot("absence")
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    bars = [(names[round(bar.get_y() + 0.3)], bar.get_x(), bar.get_gid()) for bar in axes.patches]  # type: ignore[attr-defined]
    spans = sl.penalty_timeline("absence").query("start < '1941-06-22'")
    expected = [
        (one, date2num(row["start"]), kind)
        for row in spans.to_dict("records")
        for kind in ("penalties", "possible")
        for one in filter(None, row[kind].split("; "))
    ]
    assert bars == expected
    assert numbers(sl.plot(sl.load_table(TURNOVER)))  # a name can be both
    with pytest.raises(ArgumentError, match="by='day'"):
        sl.plot(sl.penalty_timeline("absence", by="year"))


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("turnover_1930", "turnover_1930_36"),
        ("turnover, al industry", "turnover, all industry"),
        ("labour turnovr", "labour_turnover_rate"),
        ("quiting", "quitting"),
    ],
)
def test_wrong_names_get_the_closest_of_all_kinds(wrong: Any, hint: str) -> None:
    with pytest.raises(ArgumentError, match=f"'{hint}'"):
        sl.plot(wrong)
    assert not plt.get_fignums()


@pytest.mark.parametrize("table", sl.table_names())
def test_every_table_is_drawn_or_says_that_it_has_no_numbers(table: sl.TableName) -> None:
    if table not in WITH_NUMBERS:
        with pytest.raises(ArgumentError, match=f"{table} has no numbers to draw"):
            sl.plot(table)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for size in [(6.4, 4.8), (4, 3)]:
            with plt.rc_context({"figure.figsize": size}):
                within(sl.plot(table))


def within(axes: Axes) -> None:
    """Check that nothing is cut off, and that legend, words and names do not overlap."""
    figure: Any = axes.figure
    figure.draw_without_rendering()
    whole, label = axes.get_tightbbox(), axes.xaxis.label.get_window_extent()
    assert whole is not None
    assert whole.x0 >= -1
    assert whole.y0 >= -1
    assert whole.x1 <= figure.bbox.x1 + 1
    assert whole.y1 <= figure.bbox.y1 + 1
    made = axes.get_legend()
    assert made is None or not made.get_window_extent().overlaps(label)
    if axes.yaxis.get_major_formatter().__class__.__name__ == "FixedFormatter":
        boxes = [tick.get_window_extent() for tick in axes.get_yticklabels()]
        assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(boxes))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"what": TURNOVER, "column": "absense"}, "'absence_days'"),
        ({"what": "labour turnover", "column": "x"}, "only a table has columns"),
        ({"what": "turnover, all industry", "industry": "Coal mining"}, "filters are for names"),
        ({"what": sl.load_table(TURNOVER).head(0)}, "no numbers"),
        ({"what": pd.DataFrame({"a": [1]})}, "with its attrs"),
        ({"what": "labour turnover", "industry": "Glass"}, "no numbers"),
        ({"what": sl.penalty_timeline("absence").head(1)}, "no penalty to draw"),
        ({"what": sl.penalty_timeline("absence"), "column": "x"}, "found column"),
        ({"what": sl.load_table(TURNOVER).drop(columns="year")}, f"{TURNOVER} lacks keys that drawing needs: year"),
        ({"what": sl.load_table(TURNOVER).drop(columns="absence_days"), "column": "absence_days"}, "has no column"),
        ({"what": sl.load_table("norm_rises_1936", reading="norm-rises:2")}, "is drawn as published only"),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        sl.plot(**arguments)


def test_without_matplotlib_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ArgumentError, match=r"pip install 'sovietlabour\[plot\]'"):
        sl.plot(TURNOVER)


def test_draws_only_where_it_is_told_and_changes_no_settings() -> None:
    before = dict(mpl.rcParams)
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    assert sl.plot(TURNOVER, ax=left, industry="Coal mining") is left
    assert not right.has_data()
    assert plt.get_fignums() == [figure.number]
    assert dict(mpl.rcParams) == before


def test_years_have_no_comma_and_the_svg_is_the_same_twice() -> None:
    def svg() -> str:
        target = io.StringIO()
        with plt.rc_context({"svg.hashsalt": "sovietlabour"}):
            sl.plot(TURNOVER).figure.savefig(target, format="svg", metadata={"Date": None})  # type: ignore[union-attr]
        return target.getvalue()

    assert svg() == svg()
    axes = sl.plot(TURNOVER)
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    assert [tick.get_text() for tick in axes.get_xticklabels()][1:3] == ["1930", "1931"]


def test_the_source_of_a_chart_names_tables_and_pages() -> None:
    """Pages of the text, up to six by number; up to two spans where the text does not fix a page."""
    turnover = sl.load_observations("labour_turnover_rate")
    table, prose, span = (
        "Filtzer 1986, Table 2.2, pp. 52-53",
        "text, pp. 58, 135, 141, 142, 153, 154",
        "pp. 290 and 294",
    )
    assert sources(turnover) == [table, prose, f"between {span}"]
    assert sources(turnover[turnover["table"] == "turnover_1930_36"]) == [table]
    figures = sl.load_observations(role=None)
    unsure = figures[figures["page"].isna() & (figures["table"] == "prose_figures")]
    assert sources(unsure.head(2)) == ["Filtzer 1986", "between pp. 17 and 20", "between pp. 24 and 27"]
    assert sources(unsure.head(3)) == ["Filtzer 1986", "and others"]


@pytest.mark.filterwarnings("ignore:the chart leaves out")
def test_observations_are_named_by_all_that_they_share() -> None:
    """The indicator, the population, the industry; nothing, where nothing is shared."""
    turnover = sl.plot("labour_turnover_rate").get_title(loc="left").replace("\n", " ")
    assert turnover.startswith("Labour turnover rate")
    assert "workers" not in turnover
    coal = sl.plot("labour_turnover_rate", industry="Coal mining").get_title(loc="left").replace("\n", " ")
    assert coal.startswith("Labour turnover rate, workers, Coal mining")
