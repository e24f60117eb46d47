"""Long series over tables and prose."""

from sovietlabour._catalog import entry
from sovietlabour._frames import described, load_frame, overview
from sovietlabour._lazy import literals, pd
from sovietlabour._names import meant
from sovietlabour._observations import caveats_of

TABLE = "long_series"


def list_series() -> "pd.DataFrame":
    """List the long series.

    Returns
    -------
    pandas.DataFrame
        One row per series: ``series``, its name; ``unit``; ``first`` and ``last`` year; ``rows``; ``tables``, where its
        numbers come from; ``note``, what the whole series measures and where it breaks.
    """
    frame = load_frame(TABLE, "keep")
    grouped = frame.groupby("series", sort=False)
    notes = {series["name"]: series["note"] for series in entry(TABLE)["series"]}
    made = pd.DataFrame(
        {
            "unit": grouped["unit"].first(),
            "first": grouped["start"].min().dt.year,
            "last": grouped["end"].max().dt.year,
            "rows": grouped.size(),
            "tables": grouped["table"].agg(lambda tables: "; ".join(dict.fromkeys(tables))),
        }
    ).reset_index()
    return overview(made.assign(note=made["series"].map(notes)), "All long series")


def load_series(name: "literals.SeriesName") -> "pd.DataFrame":
    """Load a long series: cells of the tables continued by figures of the prose.

    Parameters
    ----------
    name
        Name of a series, one of those of `list_series`; case does not count.

    Returns
    -------
    pandas.DataFrame
        One row per year or part of a year, in order of time: ``period``, ``start``, ``end``, ``covers`` (day, part of a
        year, year, several years), ``value``, ``unit``,
        ``precision``; ``table``, ``row`` and ``column`` of the number, its ``page``, ``line``, ``printed`` and
        ``status``; ``comparability``, how far it compares with the rest. The unit and the note of the series are in
        ``.attrs``, with the caveats that limit its numbers.

    Raises
    ------
    ArgumentError
        If there is no such series; the message names the closest.
    """
    frame = load_frame(TABLE, "keep")
    (found,) = meant("series", name, frame["series"].unique(), "list_series() lists all")
    made = frame[frame["series"] == found].drop(columns="series").reset_index(drop=True)
    note = next(series["note"] for series in entry(TABLE)["series"] if series["name"] == found)
    named = load_frame("observations", "keep").set_index("observation")["caveats"][made["observation"]]
    more = {"series": found, "unit": made["unit"].iloc[0], "note": note, "caveats": caveats_of(named)}
    return described(made, frame.attrs, **more)
