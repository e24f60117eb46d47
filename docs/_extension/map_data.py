"""Writes `_static/map.json`: the places of the book with coordinates, enterprises and number of observations."""

import csv
import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from sovietlabour import load_table

COORDINATES = Path(__file__).resolve().parents[2] / "data" / "curated" / "coordinates.csv"


def places() -> list[dict[str, Any]]:
    """Give each place that has an observation or an enterprise; what is no point, or not found, has no coordinates."""
    with COORDINATES.open(encoding="utf-8", newline="") as file:
        found = {row["place"]: row for row in csv.DictReader(file)}
    counts = load_table("observations")["place"].value_counts().to_dict()
    enterprises = load_table("enterprises")
    made = []
    for place in load_table("places").to_dict("records"):
        name = place["place"]
        here = enterprises.loc[enterprises["place"] == name, ["enterprise", "kind"]].fillna("").values.tolist()
        if not here and name not in counts:
            continue
        at = found.get(name)
        made.append(
            {
                "place": name,
                "kind": place["kind"],
                "part_of": place["part_of"] if isinstance(place["part_of"], str) else None,
                "observations": int(counts.get(name, 0)),
                "enterprises": here,
                "at": [float(at["longitude"]), float(at["latitude"])] if at else None,
                "now": at["modern_name"] if at else None,
                "argument": at["argument"] if at else None,
            }
        )
    return made


def write(app: Sphinx) -> None:
    """Write the file before Sphinx copies what is static."""
    text = json.dumps(places(), ensure_ascii=False)
    (Path(app.srcdir) / "_static" / "map.json").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when to write."""
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
