"""Charts in which every number shows how far it is certain."""

import textwrap
import warnings
from collections.abc import Hashable, Iterable
from inspect import signature
from typing import Any

from sovietlabour._catalog import catalog
from sovietlabour._errors import ArgumentError, refused
from sovietlabour._frames import load_frame
from sovietlabour._laws import BOOK_ENDS
from sovietlabour._lazy import axes, literals, pd
from sovietlabour._names import meant
from sovietlabour._observations import load_observations
from sovietlabour._points import MOST, asked, by_name, choice, sources
from sovietlabour._references import day_in_words
from sovietlabour._vocabulary import UNCERTAIN

COLOURS = ("#000000", "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#A07000", "#56B4E9", "#882255", "#777777")
"""Colours that the colour-blind can tell apart, on white."""
MARKERS = "o^Dv<>ph8"
CALENDAR_YEAR = "calendar year"
LINES = ("-", "--", "-.", ":")
NATURES = {
    "plan": ("plan", "*"),
    "legal": ("set by law", "s"),
    "estimate": ("estimate", "d"),
    "alleged": ("alleged", "X"),
    "hypothetical": ("would be", "P"),
}
"""What is no statistic: its word in the legend, and its marker."""
SIGNS = {
    "hollow": "Hollow: inferred or doubtful.",
    "doubt": "?: doubtful.",
    "bar": "Bars: bounds.",
    "open": "Arrows: open bounds (at least, more than; at most, less than).",
    "span": "Thin lines: the time meant, if no calendar year.",
    "open span": "Arrows along the years: begin or end not told.",
}
"""What is said of each sign where a chart has it."""


def plot(
    what: "literals.TableName | literals.SeriesName | literals.IndicatorName | literals.OffenceName | pd.DataFrame",
    *,
    column: str | None = None,
    ax: "axes.Axes | None" = None,
    **filters: Any,
) -> "axes.Axes":
    """Draw numbers of the book so that each shows how certain it is.

    Parameters
    ----------
    what
        Name of a table, of a long series (`list_series`), of an indicator, or of an offence (`penalty_timeline`); where
        a name is several of these, the first. Or a frame, whole or in part, that `load_table`, `load_observations`,
        `load_series` or `penalty_timeline` gave.
    column
        Which measured column of a table, such as ``"absence_days"``; None is its first.
    ax
        Where to draw; None makes a figure of the usual size. In a figure of your own, ``layout="constrained"`` keeps
        legend and source inside.
    **filters
        Of a table or an indicator, those of `load_observations`: ``industry``, ``place``, ``population``, ``between``
        and the others.

    Returns
    -------
    matplotlib.axes.Axes
        One axis with one unit; its figure is ``.figure``. A filled marker is a certain number, a hollow one `inferred`
        or `doubtful`, the latter with "?"; what is no statistic, such as a plan, has a marker of its own, named in the
        legend. Vertical bars are bounds, arrows open ones (at least, more than; at most, less than). A number stands at
        the middle of its time; where that is no calendar year, a thin line shows it, and an arrow along the years that
        its begin or end is not told. A line joins numbers of one column of one table between which no cell is blank and
        whose times are alike.
        Numbers of no more than two times are drawn by name instead, and of an offence the spans of its penalties,
        hatched where only possible. Of several units the most frequent is drawn; of more than nine series those of all
        industry first, then those with most numbers, in the order of the page (of names, twenty-four). A warning names
        what is left out, the chart counts it. The caveats themselves are in ``attrs`` of the frame.

    Raises
    ------
    ArgumentError
        If there is nothing of that name (the message has the closest) or no number to draw, a filter or the column does
        not exist, or matplotlib is not installed.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> axes = plot("labour turnover", industry="Coal mining", expressed_as="level")
    >>> axes.get_ylabel()
    'Labour turnover rate, per cent'
    >>> plt.close(axes.figure)
    """
    try:
        import matplotlib.pyplot as plt
        from matplotlib.axes import Axes
    except ImportError:
        raise ArgumentError("charts need matplotlib: pip install 'sovietlabour[plot]'") from None
    if not isinstance(ax, Axes | None):
        raise refused("ax", "axes of matplotlib, or None", ax)
    known = list(signature(load_observations).parameters)
    frame = asked(what, column, {meant("filter", one, known)[0]: of for one, of in filters.items()})
    points, left_out = (frame, {}) if "penalties" in frame else choice(frame)
    if left_out:
        said = [f"{short} ({full})" if full else short for short, full in left_out.items()]
        warnings.warn(f"the chart leaves out {', '.join(said)}", stacklevel=2)
    ax = ax or plt.subplots(layout="constrained")[1]
    size = min(8.0, max(5.5, 1.3 * _width(ax) + 1.4))
    notes = _draw_spans(ax, frame, size) if points is frame else _draw(ax, points, size)
    notes += [f"Left out: {', '.join(left_out)}."] if left_out else []
    _write(ax, frame, notes, size)
    return ax


def _draw(ax: Any, points: "pd.DataFrame", size: float) -> list[str]:
    """Draw numbers, and say what the signs mean that were used."""
    upright = not by_name(points)
    words = [NATURES.get(one, ("", ""))[0] for one in points["nature"]]
    series = points["name"] if upright else [_time(row) for row in points.to_dict("records")]
    middle = points["start"] + (points["end"] - points["start"]) / 2
    points = points.assign(
        series=series,
        word=words,
        at=middle.fillna(points["start"]).fillna(points["end"]) if upright else _name_axis(ax, points, size),
        kind=_kinds(points),
    )
    handles: list[Any] = []
    signs: set[str] = set()
    for number, ((label, word), part) in enumerate(points.groupby(["series", "word"], sort=False)):
        look: dict[str, Any] = {"color": COLOURS[number % MOST], "linestyle": LINES[number % len(LINES)]}
        marker = NATURES.get(part["nature"].iloc[0], ("", MARKERS[number % MOST]))[1]
        joined = upright and _join(ax, part, look)
        for row in part.to_dict("records"):
            signs |= _number(ax, row, look["color"], marker, upright=upright)
        if label or word:
            look |= {"linestyle": look["linestyle"] if joined else "", "marker": marker, "markersize": 0.6 * size}
            short = textwrap.shorten(str(label), 54, placeholder=" ...")
            said = textwrap.fill(", ".join(one for one in (short, str(word)) if one), 24)
            handles += ax.plot([], [], label=said, **look)
    if handles and (len(handles) > 1 or any(words) or not upright):
        _legend(ax, handles, size)
    _scale(ax, points, upright=upright)
    return [said for sign, said in SIGNS.items() if sign in signs]


def _time(row: "dict[Hashable, Any]") -> str:
    return day_in_words(row["start"]) if row["start"] == row["end"] else str(row["period"])


def _kinds(points: "pd.DataFrame") -> "pd.Series[str]":
    """Tell calendar years from economic years, and both from days, parts of years and several years."""
    months = ((points["end"] - points["start"]).dt.days / 30.44).round().fillna(-1).astype(int)
    january = (months == 12) & (points["start"].dt.month == 1)
    return months.astype(str).mask(january, CALENDAR_YEAR)


def _name_axis(ax: Any, points: "pd.DataFrame", size: float) -> list[int]:
    """Write names beside the chart, those of parts beneath that of their whole; give the place of each number."""
    names = list(points["name"].unique())
    wholes = [name.partition(", ")[0] for name in names]
    lines: dict[str, str] = {}
    for name, whole in zip(names, wholes, strict=True):
        if wholes.count(whole) == 1 or name == whole:
            lines[name] = name
        else:
            lines.setdefault(whole, whole)
            lines[name] = f"- {name.removeprefix(whole + ', ')}"
    ax.set_yticks(range(len(lines)), list(lines.values()))
    ax.set_ylim(len(lines) - 0.5, -0.5)
    ax.grid(axis="y", linewidth=0.3)
    places = list(lines)
    return [places.index(name) for name in points["name"]]


def _join(ax: Any, part: "pd.DataFrame", look: dict[str, Any]) -> bool:
    """Join cells of one column that are neighbours in their table and about the same kind of time."""
    cells = part[part["row"].notna()].sort_values(["table", "column", "row"])
    column = cells[["table", "column", "kind"]]
    parted = (cells["row"].diff() != 1) | (column != column.shift()).any(axis=1)
    runs = [run for _, run in cells.groupby(parted.cumsum()) if len(run) > 1]
    for run in runs:
        ax.plot(run["at"], run["value"], linewidth=1.2, gid="line", **look)
    return bool(runs)


def _number(ax: Any, row: "dict[Hashable, Any]", colour: str, marker: str, *, upright: bool) -> set[str]:
    """Draw one number with its bounds, its time and its doubt; say with which signs."""
    at, lower, upper = row["at"], row["lower"], row["upper"]
    numbers = [row["value"]] if pd.notna(row["value"]) else [one for one in (lower, upper) if pd.notna(one)]
    doubt = "hollow" if row["status"] in UNCERTAIN else "filled"
    signs = {doubt}

    def draw(sign: str, ats: list[Any], amounts: list[Any], **look: Any) -> None:
        signs.add(sign)
        ax.plot(*((ats, amounts) if upright else (amounts, ats)), color=colour, gid=sign, **look)

    def beside(sign: str, text: str, offset: tuple[float, float], **look: Any) -> None:
        signs.add(sign)
        where = (at, numbers[-1]) if upright else (numbers[-1], at)
        ax.annotate(text, where, offset, textcoords="offset points", color=colour, gid=sign, **look)

    if lower < upper:
        draw("bar", [at, at], [lower, upper], marker="_" if upright else "|", markersize=4, linewidth=1.6)
    if upright and row["kind"] != CALENDAR_YEAR and row["start"] < row["end"]:
        draw("span", [row["start"], row["end"]], [sum(numbers) / len(numbers)] * 2, linewidth=0.7)
    arrow: dict[str, Any] = {"arrowprops": {"arrowstyle": "<-", "color": colour, "shrinkA": 0, "shrinkB": 3}}
    for bound, length in ((upper, 15), (lower, -15)):
        if pd.isna(bound):
            beside("open", "", (0, length) if upright else (length, 0), **arrow)
    for end, length in ((row["end"], 15), (row["start"], -15)):
        if upright and pd.isna(end):
            beside("open span", "", (length, 0), **arrow)
    wide = 6.5 if marker in "*X" else 4.5
    draw(doubt, [at] * len(numbers), numbers, marker=marker, linestyle="", markersize=wide, zorder=3,
         markerfacecolor="white" if doubt == "hollow" else colour)  # fmt: skip
    if row["status"] == "doubtful":
        beside("doubt", "?", (3, 2), fontsize=7)
    return signs


def _scale(ax: Any, points: "pd.DataFrame", *, upright: bool) -> None:
    """Write unit and scale; what is above zero stands on it."""
    from matplotlib.ticker import FuncFormatter

    amounts = points[["value", "lower", "upper"]].stack()
    unit, million = points["unit"].iloc[0], amounts.max() >= 1e6
    names = load_frame("indicators", "keep").set_index("indicator")["name"]
    what = names.get(points["indicator"].iloc[0], "") if points["indicator"].nunique() == 1 else ""
    axis = ax.yaxis if upright else ax.xaxis
    axis.set_major_formatter(FuncFormatter(lambda amount, _: f"{amount / (1e6 if million else 1):,.10g}"))
    axis.set_label_text(", ".join(filter(None, (what, f"million {unit}" if million else unit))))
    if amounts.min() > 0:
        (ax.set_ylim if upright else ax.set_xlim)(0, 1.1 * amounts.max())
    if upright:
        _years(ax, points["start"].min(), points["end"].max())


def _years(ax: Any, first: "pd.Timestamp", last: "pd.Timestamp") -> None:
    """Write each year beneath its middle, with ticks between the years."""
    from matplotlib import dates

    made: Any = dates  # which has no types

    step = max(1, -(-(last.year - first.year + 1) // int(2.2 * _width(ax))))
    ax.xaxis.set_major_locator(made.YearLocator(step, month=7, day=2))
    ax.xaxis.set_major_formatter(made.DateFormatter("%Y"))
    ax.xaxis.set_minor_locator(made.YearLocator())
    ax.tick_params(axis="x", which="major", length=0)


def _width(ax: Any) -> float:
    return float(ax.get_position().width * ax.get_figure(root=True).get_figwidth())


def _legend(ax: Any, handles: Iterable[Any], size: float) -> None:
    place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1, 1)}
    ax.legend(handles=list(handles), fontsize=size - 0.5, handlelength=2.2, frameon=False, **place)


def _draw_spans(ax: Any, frame: "pd.DataFrame", size: float) -> list[str]:
    """Draw the spans of penalties to where the book ends."""
    from matplotlib.patches import Patch

    ends = pd.Timestamp(BOOK_ENDS)
    spans = frame[frame["start"] < ends]
    told = {one for several in spans["penalties"] + "; " + spans["possible"] for one in several.split("; ")}
    penalties = [one for one in catalog()["codes"]["penalty"] if one in told]
    outline: dict[str, Any] = {"edgecolor": COLOURS[2]}
    looks = {
        "penalties": outline | {"facecolor": COLOURS[2]},
        "possible": outline | {"facecolor": "white", "hatch": "////"},
    }
    for row in spans.to_dict("records"):
        last = min(row["end"], ends) if pd.notna(row["end"]) else ends
        for kind, look in looks.items():
            for one in filter(None, row[kind].split("; ")):
                long = last - row["start"] + pd.Timedelta(days=1)
                ax.barh(penalties.index(one), long, 0.6, row["start"], gid=kind, **look)
    ax.set_yticks(range(len(penalties)), penalties)
    ax.set_xlim(spans["start"].min(), ends)
    _years(ax, spans["start"].min(), ends)
    words = zip(("in force", "possible"), looks.values(), strict=True)
    _legend(ax, [Patch(label=word, **look) for word, look in words], size)
    return ["Possible: day of begin or end, or the rule, uncertain."]


def _write(ax: Any, frame: "pd.DataFrame", notes: list[str], size: float) -> None:
    """Write title, source, signs and number of caveats, as wide as the chart is when all else has its place."""
    attrs = frame.attrs
    ax.tick_params(labelsize=size)
    ax.spines[["top", "right"]].set_visible(False)
    ax.yaxis.label.set(fontsize=size, text=textwrap.fill(ax.get_ylabel(), 36))
    ax.get_figure(root=True).draw_without_rendering()
    inner, outer = ax.get_window_extent(), ax.get_tightbbox()
    letter = 0.54 * size * ax.get_figure(root=True).dpi / 72
    beyond, legend = int((outer.x1 - inner.x0) / letter), ax.get_legend()
    letters = beyond if legend and legend.get_window_extent().y0 > inner.y0 else int(inner.width / letter)
    count = len(attrs.get("caveats", {}))
    caveats = [f"{count} caveat{'s limit' if count > 1 else ' limits'} these numbers."] if count else []
    source = f"Source: {'; '.join(sources(frame))}; sovietlabour {catalog()['package']['version']}."
    below = textwrap.fill(" ".join([source, *notes, *caveats]), letters)
    title = f"Penalties for {attrs['offence']}" if "offence" in attrs else attrs["title"]
    ax.set_title(textwrap.fill(title, int(beyond * 0.8)), fontsize=size + 1.5, loc="left")
    ax.set_xlabel("\n".join(filter(None, (ax.get_xlabel(), below))), fontsize=size - 0.5, loc="left")
