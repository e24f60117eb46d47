"""Observations by indicator and dimension: every number of the book that answers, and none that only looks so."""

import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any, cast

from sovietlabour._errors import refused
from sovietlabour._frames import load_frame, rows
from sovietlabour._lazy import literals, models, pd, typed
from sovietlabour._names import all_meant, flag, listed

TABLE = "observations"
CODELISTS: "dict[str, literals.TableName]" = {
    "topic": "topics",
    "indicator": "indicators",
    "population": "populations",
    "industry": "industries",
    "enterprise": "enterprises",
    "place": "places",
}
NAMES = "name also_called former_names later_names other_names"
"""Columns of codelists that hold names."""
ALIKE = ("population", "industry", "occupation", "enterprise", "place", "subset", "start", "end", "nature")
"""What two observations share of which a third follows."""
AMOUNT = ("value", "lower", "upper", "precision")
WITH_PARTS = ("industry", "place")
"""Dimensions whose filter takes the parts of what it names along."""


def load_observations(
    indicator: "literals.IndicatorName | Iterable[literals.IndicatorName] | None" = None,
    *,
    topic: "literals.TopicName | Iterable[literals.TopicName] | None" = None,
    population: "literals.PopulationName | Iterable[literals.PopulationName] | None" = None,
    industry: "literals.IndustryName | Iterable[literals.IndustryName] | None" = None,
    enterprise: "literals.EnterpriseName | Iterable[literals.EnterpriseName] | None" = None,
    place: "literals.PlaceName | Iterable[literals.PlaceName] | None" = None,
    between: "tuple[int | str, int | str] | None" = None,
    nature: "literals.Nature | Iterable[literals.Nature] | None" = None,
    expressed_as: "literals.ExpressedAs | Iterable[literals.ExpressedAs] | None" = None,
    role: "literals.Role | Iterable[literals.Role] | None" = "measurement",
    convert: bool = False,
) -> "typed.DataFrame[models.ObservationsRows]":
    """Load the observations of the book: cells of its tables and figures of its prose together.

    Parameters
    ----------
    indicator, topic, population, industry, enterprise, place
        One or several codes or names of the codelists, or any name in their ``also_called`` (type checkers know
        codes and names); case does not count. An industry includes its parts, a place what lies in it. None is no
        restriction.
    between
        First and last year: what lies at least in part between them, by the widest span of its period.
    nature, expressed_as, role
        One or several values of these columns; `role` None gives restatements, class bounds and examples, too.
    convert
        Bring all to levels: leave out changes, multiples and indices, and add what follows by definition from another
        indicator (turnover is 1200 / interval between job changes), where the book does not state it itself; the
        column ``converted_from`` names the other.

    Returns
    -------
    pandas.DataFrame
        Rows of the table `observations`, in order of time, each number in the unit of its indicator between ``lower``
        and ``upper``, with page, line, characters, status and source; with `convert`, also ``converted_from``.
        Citation, caveats that limit a row, and what was asked for are in ``.attrs``.

    Raises
    ------
    ArgumentError
        If a name is in no codelist (the message has the closest), or `between` is not two years in order.

    Examples
    --------
    >>> turnover = load_observations("labour turnover", industry="Coal mining", expressed_as="level")
    >>> turnover[["period", "value", "table"]].head(2).values.tolist()
    [['1929', 192.0, 'turnover_1930_36'], ['1930', 295.2, 'turnover_1930_36']]
    """
    given = {name: value for name, value in locals().items() if name != "convert" or flag(name, value)}
    asked = {name: listed(value) for name, value in given.items() if value is not None}
    frame, lists = load_frame(TABLE, "keep"), load_frame("indicators", "keep")
    attrs = frame.attrs
    for column in ("topic", "indicator"):
        if column in asked:
            lists = lists[lists[column].isin(_codes(column, asked[column]))]
    for column in ("population", "industry", "enterprise", "place"):
        if column in asked:
            frame = frame[having(frame[column], _codes(column, asked[column]))]
    for column in ("nature", "expressed_as", "role"):
        if column in asked:
            frame = frame[frame[column].isin(all_meant(column, asked[column], frame[column].cat.categories))]
    if between is not None:
        first, last = years(asked["between"])
        starts = frame["start"].dt.year.fillna(last) <= last
        ends = frame["end"].dt.year.fillna(first) >= first
        frame = frame[starts & ends & (frame["start"].notna() | frame["end"].notna())]
    if convert:
        levels = frame[frame["expressed_as"] == "level"]
        both: list[Any] = [levels.assign(converted_from=None), _converted(levels, lists)]
        frame = cast("typed.DataFrame[Any]", pd.concat(both, ignore_index=True))
    frame = frame[frame["indicator"].isin(lists["indicator"])]
    # What is open at its begin stands where it ends.
    times = frame.assign(start=frame["start"].fillna(frame["end"])).sort_values(["start", "end", "line"], kind="stable")
    frame = frame.loc[times.index].reset_index(drop=True)
    frame.attrs = attrs | {"filters": asked, "caveats": caveats_of(frame["caveats"])}
    return frame


SIGNS = {"approximate": "about ", "at_least": ">= ", "at_most": "<= ", "more_than": "> ", "less_than": "< "}


def amount(row: "Mapping[Any, Any]") -> str:
    """Write a number with its bound and unit: "> 80 per cent", "2 to 4 months"."""
    if row["precision"] == "range":
        return f"{row['lower']:,.10g} to {row['upper']:,.10g} {row['unit']}"
    return f"{SIGNS.get(str(row['precision']), '')}{row['value']:,.10g} {unit_of(row['value'], row['unit'])}"


def unit_of(number: float, unit: str) -> str:
    """Give the unit of a number, of which there may be one: "1 month"."""
    first, space, rest = unit.partition(" ")
    return f"{first.removesuffix('s') if number == 1 else first}{space}{rest}"


def caveats_of(column: "pd.Series[str]") -> dict[str, str]:
    """Give the caveats that a column of observations names, and those of all observations, with their statements."""
    named = {name for several in column.dropna().unique() for name in several.split("; ")}
    listed = load_frame("caveats", "keep")
    listed = listed[listed["caveat"].isin(named) | (listed["tables"] == TABLE)]
    return dict(zip(listed["caveat"], listed["statement"], strict=True))


def having(column: "pd.Series[str]", codes: set[str]) -> "pd.Series[bool]":
    """Say which cells of a column have one of some codes, alone or among several."""
    return column.fillna("").str.split("; ").map(lambda several: not codes.isdisjoint(several)).astype(bool)


def _codes(column: str, names: object) -> set[str]:
    """Give the codes that names stand for, with their parts where a filter takes them along."""
    entries = rows(CODELISTS[column])
    known = {entry[column]: names_of(entry, column) for entry in entries}
    found = set(all_meant(column, names, known, f"load_table({CODELISTS[column]!r}) has all"))
    parts = {entry[column]: entry["part_of"] for entry in entries} if column in WITH_PARTS else {}
    while more := {part for part, whole in parts.items() if whole in found} - found:
        found |= more
    return found


def names_of(entry: dict[Any, Any], column: str) -> list[str]:
    """Give code and names of an entry of a codelist."""
    several = [entry[field] for field in NAMES.split() if isinstance(entry.get(field), str)]
    return [entry[column], *(name for names in several for name in names.split("; "))]


def _converted(frame: "pd.DataFrame", lists: "pd.DataFrame") -> "pd.DataFrame":
    """Give what of some indicators follows from levels by definition, and is not among them, or contradicts what is."""
    from sovietlabour.models._intervals import REFERENCE
    from sovietlabour.models._units import Amount, following

    lists = lists.dropna(subset=["follows_from"])
    needed = {*lists["indicator"], *(one for formula in lists["follows_from"] for one in REFERENCE.findall(formula))}
    levels: dict[str, dict[Any, Any]] = {}
    for row in frame[frame["indicator"].isin(needed)].to_dict("records"):
        levels.setdefault(row["indicator"], {})[tuple(str(row[column]) for column in ALIKE)] = row
    made = []
    for code, unit, formula in zip(lists["indicator"], lists["unit"], lists["follows_from"], strict=True):
        given = dict.fromkeys(REFERENCE.findall(formula))
        for key, first in levels.get(next(iter(given)), {}).items():
            from_ = {one: levels[one][key] for one in given if key in levels.get(one, {})}
            contradicts = any(isinstance(row["same_as"], str) for row in from_.values())
            if len(from_) < len(given) or (key in levels.get(code, {}) and not contradicts):
                continue
            try:
                amount = following(formula, {one: Amount(*map(row.get, AMOUNT)) for one, row in from_.items()})
            except ValueError:  # a bound that may be 0 divides nothing
                continue
            made.append(
                first | amount._asdict() | {"indicator": code, "unit": unit, "converted_from": "; ".join(from_)}
            )
    converted = pd.DataFrame(made, columns=[*frame.columns, "converted_from"])
    return converted.astype({str(name): dtype for name, dtype in frame.dtypes.items()})


def years(between: list[Any]) -> tuple[int, int]:
    """Read a first and a last year, as numbers or as text.

    Raises
    ------
    ArgumentError
        If they are not two years in order.
    """
    found = [_year(one) for one in between]
    if len(found) != 2 or not 0 < found[0] <= found[1]:
        raise refused("between", "two years in order, such as (1930, 1936)", between)
    return found[0], found[1]


def _year(given: object) -> int:
    """Give a year of four digits, or 0 for what is none."""
    year = int(given) if isinstance(given, str) and re.fullmatch(r"\s*\d{4}\s*", given) else given
    return int(float(year)) if isinstance(year, Real) and year in range(1000, 10_000) else 0
