"""What a chart shows: numbers of any table, series, indicator or offence in one form, and no more than it can hold."""

from typing import Any

from sovietlabour._catalog import catalog, entry
from sovietlabour._errors import ArgumentError, refused, shown
from sovietlabour._frames import load_frame, rows
from sovietlabour._laws import TABLE as LAWS
from sovietlabour._laws import named, penalty_timeline
from sovietlabour._lazy import pd
from sovietlabour._names import meant
from sovietlabour._observations import TABLE as OBSERVATIONS
from sovietlabour._observations import load_observations, names_of
from sovietlabour._pages import place_of
from sovietlabour._references import in_pages, page_words
from sovietlabour._series import TABLE as SERIES
from sovietlabour._series import load_series

MOST, MOST_NAMES = 9, 24
"""Series, and rows of names, that one chart shows at most."""
WHOLES = ("", "Industry", "Large-scale industry")
"""Industries that stand for all: their series come first."""
UNIT = ["unit", "expressed_as", "base"]
"""What numbers on one axis share."""
WHAT = ["indicator", "population", "industry", "occupation", "enterprise", "place", "subset", "origin"]
"""What tells one series from another."""
PARTS = ["enterprise", "place", "occupation", "subset"]
"""What only a part of an industry has."""


def asked(what: "str | pd.DataFrame", column: str | None, filters: dict[str, Any]) -> "pd.DataFrame":
    """Give what was asked for as observations, or as spans of penalties."""
    if not isinstance(what, str):
        frame = _of_frame(what, column)
    else:
        kinds: dict[str, dict[str, list[str]]] = {
            "table": {name: [] for name in catalog()["tables"]},
            "series": {one["name"]: [] for one in entry(SERIES)["series"]},
            "indicator": {row["indicator"]: names_of(row, "indicator") for row in rows("indicators")},
            "offence": named("offence"),
        }
        known = {name: others for names in kinds.values() for name, others in names.items()}
        name: Any = meant("table, series, indicator or offence", what, known, "search() finds them")[0]
        kind = next(kind for kind, names in kinds.items() if name in names)
        if kind == "table":
            return _cells(load_frame(name, "keep"), column, filters)
        if kind == "indicator":
            if column is not None:
                raise ArgumentError(
                    f"only a table has columns; found column={shown(column)} for the indicator {what!r}"
                )
            return _titled(load_observations(**({"indicator": what} | filters)))
        frame = _of_frame(load_series(name), column) if kind == "series" else penalty_timeline(name)
    if filters or (column is not None and "penalties" in frame):
        raise ArgumentError(f"filters are for names of tables and indicators; found {', '.join(filters) or 'column'}")
    return frame


def _of_frame(frame: Any, column: str | None) -> "pd.DataFrame":
    """Give a frame of one of our loaders as observations, or as spans of penalties."""
    if not isinstance(frame, pd.DataFrame):
        raise refused("what", "a name, or a frame of one of our loaders", frame)
    columns, attrs = set(frame.columns), frame.attrs
    if {"penalties", "start"} <= columns and "offence" in attrs:
        if not (frame["penalties"] + frame["possible"]).any():
            raise ArgumentError("there is no penalty to draw in what was asked for")
        spans: pd.DataFrame = frame
        return spans
    if {"observation", "comparability"} <= columns and "series" in attrs:
        natures = load_frame(OBSERVATIONS, "keep").set_index("observation")["nature"]
        made = frame.assign(nature=frame["observation"].map(natures)).drop(columns="indicator")
        made.attrs = attrs | {"title": attrs["series"][:1].upper() + attrs["series"][1:]}
        return _with_rows(made)
    if {"observation", "indicator"} <= columns:
        return _titled(frame)
    if str(attrs.get("table")) in catalog()["tables"] and "penalties" not in columns:
        return _cells(frame, column, {})
    raise ArgumentError(
        "expected a name, or a frame of load_table, load_observations, load_series or penalty_timeline(by='day') with "
        f"its attrs; found {type(frame).__name__}"
    )


def _titled(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Name observations by what all of them share."""
    names = load_frame("indicators", "keep").set_index("indicator")["name"]
    shared = [frame[one].iloc[0] for one in WHAT[:-1] if len(frame) and frame[one].nunique(dropna=False) == 1]
    said = [str(names.get(one, one)).replace("_", " ") for one in shared if isinstance(one, str)]
    made = _with_rows(frame)
    made.attrs = frame.attrs | {"title": ", ".join(said) or "Observations"}
    return made


def _with_rows(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Give observations with the column and the row of those that are cells; others have none."""
    ids = frame["observation"].str.extract(r"^(\w+), (.*), (\w+)$")
    rows = {
        (name, key): row for name in ids[0].dropna().unique() for row, key in enumerate(_keys(load_frame(name, "keep")))
    }
    places = [rows.get(place) for place in zip(ids[0], ids[1], strict=True)]
    made = frame.assign(column=ids[2].to_numpy(), key=ids[1].to_numpy())
    made["row"] = places
    if "converted_from" in made:  # what only follows from a cell is none
        made.loc[made["converted_from"].notna(), ["column", "key", "row"]] = None
    return made


def _keys(frame: "pd.DataFrame") -> list[str]:
    """Write the keys of each row of a table as the names of its observations have them."""
    keys = entry(frame.attrs["table"])["keys"]
    if missing := [key for key in keys if key not in frame]:
        raise ArgumentError(f"a frame of {frame.attrs['table']} lacks keys that drawing needs: {', '.join(missing)}")
    return [" | ".join(row) for row in frame[keys].astype("str").itertuples(index=False)]


def _cells(frame: "pd.DataFrame", column: str | None, filters: dict[str, Any]) -> "pd.DataFrame":
    """Give the numbers of a column of a table as observations, with the values that the frame has."""
    name = frame.attrs["table"]
    found = _with_rows(load_observations(**({"role": None} | filters)))
    of_table = load_frame(OBSERVATIONS, "keep")["observation"].str.extract(rf"^{name}, .*, (\w+)$")[0]
    measured = [one["name"] for one in entry(name)["columns"] if one["name"] in set(of_table)]
    if not measured:
        raise ArgumentError(f"{name} has no numbers to draw; name an indicator, an offence or one of list_series()")
    chosen = measured[0] if column is None else meant(f"measured column of {name}", column, measured)[0]
    if chosen not in frame:
        raise ArgumentError(f"the frame of {name} has no column {chosen!r} to draw")
    published, held = (dict(zip(_keys(one), one[chosen], strict=True)) for one in (load_frame(name, "keep"), frame))
    cells = found[(found["table"] == name) & (found["column"] == chosen)]
    made: pd.DataFrame = cells[cells["key"].isin(held)].copy()
    if "reading" in frame.attrs:
        if "_low_" in chosen:
            raise ArgumentError(f"{name} is drawn as published only: a reading of it moves both ends of its ranges")
        blank = [key for key, value in held.items() if pd.notna(value) and key not in set(made["key"])]
        made = pd.concat([made, *(_filled(key, cells) for key in blank)], ignore_index=True)
    before, now = (made["key"].map(values).astype("float64") for values in (published, held))
    factor = made["value"] / before  # the unit of the indicator need not be that of the table
    changed = now.notna() & (now != before)
    for amount in ("value", "lower", "upper"):
        made[amount] = made[amount].mask(changed, now * factor.fillna(factor.median()))
    made["status"] = made["status"].astype("str").mask(changed, "doubtful")
    made = made[now.notna()]
    of = f": {chosen.rpartition('_')[0].replace('_', ' ')}" if len(measured) > 1 else ""
    made.attrs = frame.attrs | {"title": f"{frame.attrs['title']}{of}"}
    return made


def _filled(key: str, cells: "pd.DataFrame") -> "pd.DataFrame":
    """Make the observation of a cell that only another reading fills, like its neighbours in row and time."""
    series, _, time = key.rpartition(" | ")
    of_series = cells[cells["key"].str.startswith(f"{series} | ")].head(1)
    of_time = cells[cells["key"].str.endswith(f" | {time}")]
    if of_series.empty or of_time.empty:
        raise ArgumentError(f"the published table has nothing like {key!r}, so that this reading cannot be drawn")
    row = _with_rows(of_series.assign(observation=of_series["observation"].str.replace(of_series["key"].iloc[0], key)))
    return row.assign(**{one: of_time[one].iloc[0] for one in ("period", "start", "end")})


def choice(frame: "pd.DataFrame", *, every: bool = False) -> tuple["pd.DataFrame", dict[str, str]]:
    """Give what one chart can show, with the names of its series; and what it leaves out, short and in full.

    With `every`, no series is left out, for charts where one can choose among them.
    """
    points = frame.assign(origin=[entry(name)["label"] or "text" for name in frame["table"]])
    points = points.reindex(columns=list(dict.fromkeys([*points.columns, *UNIT, *WHAT])))
    points[[*UNIT, *WHAT]] = points[[*UNIT, *WHAT]].astype(object).where(points[[*UNIT, *WHAT]].notna(), "")
    left_out: dict[str, str] = {}
    dated = points["start"].notna() | points["end"].notna()
    if undated := int((~dated).sum()):
        left_out[f"{undated} without a date"] = ""
    points = points[dated].assign(unit=[_unit(*row) for row in points.loc[dated, UNIT].itertuples(index=False)])
    if points.empty:
        raise ArgumentError("there are no numbers with a date to draw in what was asked for (role=None takes more)")
    units = points["unit"].value_counts(sort=False)
    unit = units.idxmax()
    if others := units.drop(unit).to_dict():
        left_out[f"{sum(others.values())} in other units"] = "; ".join(f"{n} in {one}" for one, n in others.items())
    points = points[points["unit"] == unit]
    part = (points[PARTS] != "").any(axis=1) | ~points["industry"].isin(WHOLES)
    times = points["start"].astype(str) + points["end"].astype(str)
    points = points.assign(name=_names(points), row=points["row"].astype("float64"), part=part, times=times)
    ranks = points.groupby("name", sort=False).agg(part=("part", "min"), size=("part", "size"), row=("row", "min"))
    if few := by_name(points):
        ranks["size"] = 0
    ranks = ranks.sort_values(["part", "size"], ascending=[True, False], kind="stable")
    shown = list(ranks.index if every else ranks.index[: MOST_NAMES if few else MOST])
    in_order = list(ranks.loc[shown].sort_values(["part", "row"], kind="stable").index)
    if more := [str(one) for one in ranks.index[len(shown) :]]:
        left_out[f"{len(more)} of {len(ranks)} series"] = "; ".join(more)
    points = points[points["name"].isin(shown)]
    points = points.sort_values("name", key=lambda names: names.map(in_order.index), kind="stable")
    return points, left_out


def _unit(unit: str, expressed_as: str, base: str) -> str:
    bases = {"index": f", {base} = 100", "multiple": f" to {base}", "change": f", change against {base}"}
    return unit + bases.get(expressed_as.partition("_")[0], "")


def _names(points: "pd.DataFrame") -> list[str]:
    """Name the series of each number by what tells them apart, and by no more."""
    told = points[[one for one in WHAT if points[one].nunique() > 1]]
    for column in ("origin", "place", "industry", "population"):
        if column in told:
            without = told.drop(columns=column)
            plainer = told.assign(population=told[column].replace("workers", "")) if column == "population" else told
            for shorter in (without, plainer):
                same = len(shorter.drop_duplicates()) == len(told.drop_duplicates())
                if same and (shorter != "").any(axis=1).all():
                    told = shorter
                    break
    told = told.replace(
        {one: {row[one]: row["name"] for row in rows(f"{one}s")} for one in ("indicator", "population")}
    )
    parts = [[str(one).replace("_", " ") for one in row if one] for row in told.itertuples(index=False)]
    return [", ".join(row) or ("not further told" if told.shape[1] else "") for row in parts]


def by_name(points: "pd.DataFrame") -> bool:
    """Say whether the numbers are of so few times that names, not years, belong on an axis."""
    return bool(points["times"].nunique() <= 2 < points["name"].nunique())


def sources(frame: "pd.DataFrame") -> list[str]:
    """Name the tables, and the pages of what stands in the text."""
    if "table" not in frame:
        rules = load_frame(LAWS, "keep")
        frame = rules[rules["provision"].isin("; ".join(frame["provisions"]).split("; "))].assign(table=LAWS)
    of_book = [entry(name) for name in frame["table"].unique() if entry(name)["label"]]
    prose = frame[~frame["table"].isin([one["name"] for one in of_book])]
    pages = [str(page) for page in sorted(prose["page"].dropna().unique())]
    shown = ", ".join(pages) if len(pages) <= 6 else f"{pages[0]}-{pages[-1]}"
    spans = sorted({place_of(line) for line in prose.loc[prose["page"].isna(), "line"]})
    said = ", ".join(["Filtzer 1986", *(f"{one['label']}, {page_words(one)}" for one in of_book)])
    return [said, *([f"text, {in_pages(shown)}"] if pages else []), *(spans if len(spans) <= 2 else ["and others"])]
