"""One chart for each table: units on the axes, source below, gaps where the page is blank, uncertain cells hollow."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from sovietlabour import load_table, provenance
from sovietlabour._catalog import entry
from sovietlabour._references import page_words
from sovietlabour._vocabulary import UNCERTAIN

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B58900", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P")
WIDTH = 8.0
HOLLOW = "Hollow: inferred or doubtful."

mpl.rcParams |= {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "font.size": 9,
    "svg.hashsalt": "sovietlabour",
    "figure.constrained_layout.use": True,
}


def draw(name: "TableName", target: Path) -> str:
    """Draw the chart of a table to an SVG file, and give its alternative text."""
    figure, says = CHARTS[name](load_table(name)) if name in CHARTS else _counts_of_first_category(name)
    facts = entry(name)
    source = f"Filtzer 1986, {facts['label']}, {page_words(facts)}" if facts["label"] else "Filtzer 1986"
    figure.supxlabel(
        f"Source: {source}; sovietlabour {facts['version']}. {HOLLOW if name in MARKED else ''}", fontsize=7.5
    )
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)
    return says


def statuses(name: str, column: str) -> "pd.Series[str]":
    """Give the status of each cell of a column, by row."""
    cells = provenance(name)
    return cells[cells["column"] == column].set_index("row")["status"].astype(str)


def _line(axes: Axes, name: str, frame: pd.DataFrame, x: str, y: str, position: int = 0, **options: Any) -> None:
    """Draw a series; a missing value breaks the line, an uncertain cell has a hollow marker."""
    colour, marker = COLOURS[position], MARKERS[position]
    axes.plot(
        frame[x], frame[y], color=colour, linestyle=("-", "--", ":", "-.")[position % 4], linewidth=1.4, **options
    )
    uncertain = statuses(name, y).reindex(frame.index).isin(UNCERTAIN)
    for hollow in (False, True):
        part = frame[uncertain == hollow]
        axes.plot(part[x], part[y], marker, color=colour, markersize=4.5, markerfacecolor="white" if hollow else colour)


def _small_multiples(name: str, frame: pd.DataFrame, by: str, x: str, y: str, columns: int, label: str) -> Figure:
    names = [one for one in frame[by].unique() if frame.loc[frame[by] == one, y].notna().any()]
    rows = -(-len(names) // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(WIDTH, 1.7 * rows + 0.6), sharex=True, sharey=True, squeeze=False
    )
    for axes, one in zip(grid.flat, names, strict=False):
        _line(axes, name, frame[frame[by] == one], x, y)
        axes.set_title(one)
        axes.tick_params(axis="x", rotation=45)
    for axes in grid.flat[len(names) :]:
        axes.set_visible(False)
    grid.flat[0].set_ylim(bottom=0)
    figure.supylabel(label, fontsize=9)
    return figure


def _turnover(frame: pd.DataFrame) -> tuple[Figure, str]:
    figure = _small_multiples(
        "turnover_1930_36", frame, "industry", "year", "turnover_percent", 3, "Labour turnover, per cent a year"
    )
    return (
        figure,
        "Nine small line charts of labour turnover by industry, 1929 to 1936: high in 1930 and lower by 1935.",
    )


def _women(frame: pd.DataFrame) -> tuple[Figure, str]:
    manual = frame[frame["worker_category"] == "manual"]
    figure = _small_multiples(
        "women_share_1929_35", manual, "industry", "date", "women_percent", 5, "Women among manual workers, per cent"
    )
    return (
        figure,
        "Small line charts of the share of women among manual workers by industry, 1929 to 1935: rising everywhere.",
    )


def _unemployment(frame: pd.DataFrame) -> tuple[Figure, str]:
    figure, axes = plt.subplots(figsize=(WIDTH, 3.6))
    millions = frame.assign(millions=frame["unemployed_persons"] / 1e6)
    uncertain = statuses("unemployment_1922_28", "unemployed_persons").isin(UNCERTAIN).to_numpy()
    axes.plot(millions["period"].astype(str), millions["millions"], "-", color=COLOURS[0])
    for hollow in (False, True):
        part = millions[uncertain == hollow]
        axes.plot(
            part["period"].astype(str),
            part["millions"],
            "o",
            color=COLOURS[0],
            markerfacecolor="white" if hollow else COLOURS[0],
        )
    axes.set(ylabel="Unemployed, million persons", xlabel="Calendar or economic year", ylim=(0, None))
    return (
        figure,
        "Line chart of the number of unemployed, rising from 0.16 million in 1922 to about 1.5 million in 1927/28.",
    )


def _workers(frame: pd.DataFrame) -> tuple[Figure, str]:
    figure, axes = plt.subplots(figsize=(WIDTH, 3.4))
    wide = frame.pivot_table(index="sector", columns="year", values="workers_persons", observed=True) / 1e6
    for position, year in enumerate(wide.columns):
        axes.bar(
            [at + position * 0.4 for at in range(len(wide))],
            wide[year],
            0.38,
            label=str(year),
            color=COLOURS[position],
            hatch=("", "//")[position],
            edgecolor="white",
        )
    axes.set_xticks([at + 0.2 for at in range(len(wide))], list(wide.index))
    axes.set_ylabel("Workers, million persons")
    axes.legend(frameon=False)
    return (
        figure,
        "Bars of workers in industry, building and transport in 1928 and 1932: all larger in 1932, building most.",
    )


def _output(frame: pd.DataFrame) -> tuple[Figure, str]:
    wide = frame.pivot_table(index="product", columns="year", values="output_quantity", observed=True, sort=False)
    ratio = (wide[1936] / wide[1933] * 100)[::-1]
    figure, axes = plt.subplots(figsize=(WIDTH, 4.6))
    axes.hlines(range(len(ratio)), 100, ratio, color="#999999")
    axes.plot(ratio, range(len(ratio)), "o", color=COLOURS[0])
    axes.axvline(100, color="#555555", linewidth=0.8)
    axes.set_yticks(range(len(ratio)), [str(product) for product in ratio.index])
    axes.set_xlabel("Output of 1936 in per cent of 1933 (reckoned from the table)")
    return figure, "Dot chart of the output of 1936 in per cent of 1933 for each product of the table."


def _norms(frame: pd.DataFrame) -> tuple[Figure, str]:
    rows = frame.iloc[::-1].reset_index()
    labels = [
        f"{branch}, {item}" if item != "All" else str(branch)
        for branch, item in zip(rows["branch"], rows["item"], strict=True)
    ]
    uncertain = statuses("norm_rises_1936", "norm_rise_low_percent").reindex(rows["index"]).isin(UNCERTAIN).to_numpy()
    figure, axes = plt.subplots(figsize=(WIDTH, 5.2))
    axes.hlines(
        range(len(rows)), rows["norm_rise_low_percent"], rows["norm_rise_high_percent"], color=COLOURS[0], linewidth=3
    )
    for hollow in (False, True):
        part = rows[uncertain == hollow]
        for column, marker in (("norm_rise_low_percent", "o"), ("norm_rise_high_percent", "s")):
            axes.plot(
                part[column], part.index, marker, color=COLOURS[0], markerfacecolor="white" if hollow else COLOURS[0]
            )
    axes.set_yticks(range(len(rows)), labels)
    axes.set_xlabel("Rise of output norms, per cent (circle: lowest, square: highest)")
    axes.set_xlim(left=0)
    return figure, "Ranges of the rises of output norms in spring 1936 by branch and group of workers."


def _stakhanovites(frame: pd.DataFrame) -> tuple[Figure, str]:
    rows = frame.iloc[::-1]
    uncertain = statuses("stakhanovites_1936", "stakhanovites_percent").reindex(rows.index).isin(UNCERTAIN)
    figure, axes = plt.subplots(figsize=(WIDTH, 2.8))
    for (_, row), hollow in zip(rows.iterrows(), uncertain, strict=True):
        axes.barh(
            str(row["industry"]),
            row["stakhanovites_percent"],
            color="white" if hollow else COLOURS[0],
            edgecolor=COLOURS[0],
            hatch="//" if hollow else "",
        )
    axes.set_xlabel("Stakhanovites, per cent of the workforce, 1 August 1936")
    return (
        figure,
        "Bars of the share of Stakhanovites in six industries on 1 August 1936, each about a quarter of the workforce.",
    )


def _observations(frame: pd.DataFrame) -> tuple[Figure, str]:
    topics = load_table("indicators").set_index("indicator")["topic"].astype("str")
    by_topic = frame.assign(topic=frame["indicator"].map(topics))
    counts = by_topic.groupby(["topic", "nature"], observed=True).size().unstack(fill_value=0)
    counts = counts.loc[counts.sum(axis=1).sort_values().index]
    figure, axes = plt.subplots(figsize=(WIDTH, 5.2))
    left = pd.Series(0, index=counts.index)
    for position, nature in enumerate(counts.columns):
        axes.barh(
            [str(topic) for topic in counts.index], counts[nature], left=left, label=nature, color=COLOURS[position],
            hatch=("", "//", "..", "xx", "--", "\\\\")[position], edgecolor="white",
        )  # fmt: skip
        left = left + counts[nature]
    axes.set_xlabel("Observations, number")
    axes.legend(frameon=False)
    return (
        figure,
        "Bars of the number of observations by topic, divided into statistics, plans, laws, estimates and the like.",
    )


def _series(frame: pd.DataFrame) -> tuple[Figure, str]:
    names = list(frame["series"].unique())
    figure, grid = plt.subplots(-(-len(names) // 3), 3, figsize=(WIDTH, 1.8 * -(-len(names) // 3)), squeeze=False)
    for axes, one in zip(grid.flat, names, strict=False):
        part = frame[frame["series"] == one]
        for position, (of_table, rows) in enumerate(part.groupby(part["table"].astype(str) == "prose_figures")):
            axes.plot(
                rows["start"],
                rows["value"],
                MARKERS[position],
                color=COLOURS[position],
                markersize=4,
                label="prose" if of_table else "table",
            )
        axes.set_title(f"{one}\n({part['unit'].iloc[0]})", fontsize=7.5)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter(EngFormatter(sep=" "))
        axes.xaxis.set_major_locator(YearLocator(max(1, (part["end"].max().year - part["start"].min().year) // 4)))
        axes.xaxis.set_major_formatter(DateFormatter("%Y"))
        axes.tick_params(labelsize=7)
        axes.tick_params(axis="x", rotation=45)
    for axes in grid.flat[len(names) :]:
        axes.set_visible(False)
    figure.legend(*grid.flat[0].get_legend_handles_labels(), loc="outside upper right", frameon=False, ncols=2)
    return figure, "Small charts of all long series: circles from the tables of the book, squares from its prose."


def _laws(frame: pd.DataFrame) -> tuple[Figure, str]:
    of_subject = frame.assign(subject=frame["subject"].str.split("; ")).explode("subject").dropna(subset=["begin"])
    of_subject = of_subject[of_subject["begin"].between("1921", "1942")]
    subjects = list(of_subject.groupby("subject")["begin"].median().sort_values(ascending=False).index)
    figure, axes = plt.subplots(figsize=(WIDTH, 4.6))
    for doubtful in (False, True):
        part = of_subject[(of_subject["attestation"] == "doubtful") == doubtful]
        axes.plot(
            part["begin"],
            [subjects.index(one) for one in part["subject"]],
            "o",
            color=COLOURS[0],
            markerfacecolor="white" if doubtful else COLOURS[0],
            markersize=5,
        )
    axes.set_yticks(range(len(subjects)), [one.replace("_", " ") for one in subjects])
    axes.set_xlabel("First day in force (of its month or year if no day is told)")
    axes.grid(axis="y", linewidth=0.3)
    return (
        figure,
        "Dots for the first days of the provisions by subject, 1922 to 1941: thickest in 1930, 1932 and 1938-40.",
    )


def _enterprises(frame: pd.DataFrame) -> tuple[Figure, str]:
    counts = frame["industry"].fillna("(not stated)").value_counts().iloc[::-1]
    figure, axes = plt.subplots(figsize=(WIDTH, 0.26 * len(counts) + 1.2))
    axes.barh([str(one) for one in counts.index], counts, color=COLOURS[0])
    axes.set_xlabel("Enterprises, number")
    return figure, "Bars of the number of enterprises by industry: most in engineering and coal mining."


def _industries(frame: pd.DataFrame) -> tuple[Figure, str]:
    held = frame["labels"].fillna("").str.findall(r"Table [0-9.]+(?=:)")
    tables = sorted({table for of in held for table in of})
    figure, axes = plt.subplots(figsize=(WIDTH, 6))
    for position, table in enumerate(tables):
        rows = [row for row, of in enumerate(held.iloc[::-1]) if table in of]
        axes.plot([position] * len(rows), rows, "o", color=COLOURS[0])
    axes.set_yticks(range(len(frame)), [str(one) for one in frame["industry"].iloc[::-1]])
    axes.set_xticks(range(len(tables)), tables)
    axes.set_xlim(-0.5, len(tables) - 0.5)
    axes.grid(axis="y", linewidth=0.3)
    return figure, "Which industry label occurs in which table of the book."


def _counts_of_first_category(name: "TableName") -> tuple[Figure, str]:
    """Draw how many rows each value of the first column with few values has."""
    frame = load_table(name)
    column = next(c["name"] for c in entry(name)["columns"] if 1 < frame[c["name"]].nunique() <= 25)
    counts = frame[column].value_counts().iloc[::-1]
    figure, axes = plt.subplots(figsize=(WIDTH, 0.28 * len(counts) + 1.2))
    axes.barh([str(one) for one in counts.index], counts, color=COLOURS[0])
    axes.set(xlabel="Rows, number", ylabel=column)
    return figure, f"Bars of the number of rows by {column}."


CHARTS: dict[str, Callable[[pd.DataFrame], tuple[Figure, str]]] = {
    "unemployment_1922_28": _unemployment,
    "workers_1928_32": _workers,
    "turnover_1930_36": _turnover,
    "women_share_1929_35": _women,
    "output_1933_36": _output,
    "norm_rises_1936": _norms,
    "stakhanovites_1936": _stakhanovites,
    "observations": _observations,
    "long_series": _series,
    "industries": _industries,
    "provisions": _laws,
    "enterprises": _enterprises,
}
MARKED = {
    "provisions",
    "unemployment_1922_28",
    "turnover_1930_36",
    "women_share_1929_35",
    "norm_rises_1936",
    "stakhanovites_1936",
}
