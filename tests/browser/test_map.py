"""The map places each town where the gazetteer has it, and leads to its enterprises."""

import csv
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from sovietlabour import load_table

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "tools"), str(ROOT / "docs" / "_extension")]

from map_data import places  # noqa: E402

from places import DECIDED, TARGET, coordinates  # noqa: E402


def test_coordinates_are_those_of_the_gazetteer() -> None:
    """What was written once is what the gazetteer gives, and every decision is of a place of ours."""
    rows, left_out = coordinates()
    with TARGET.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == rows
    assert set(DECIDED) <= set(load_table("places")["place"])
    assert set(left_out) == {"Artem", "Cherchensk", "Lar'yanka"}


def test_every_town_is_where_it_should_be() -> None:
    """All lie in the lands that were Soviet, and old names have an argument."""
    for place in places():
        if not place["at"]:
            continue
        east, north = place["at"]
        assert 25 < east < 92
        assert 36 < north < 62
    assert next(one for one in places() if one["place"] == "Stalingrad")["now"] == "Volgograd"


def test_a_town_shows_its_enterprises(page: Page, address: str) -> None:
    """Every town with coordinates is a link; one chosen shows kind, numbers and enterprises."""
    page.goto(f"{address}/map.html")
    links = page.locator(".chart-target a")
    expect(links).to_have_count(sum(1 for one in places() if one["at"]))
    links.first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-part=tip]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=place]")).to_be_focused()
    chosen = unquote(page.url.partition("#place=")[2])
    expect(page.locator("[data-part=place] h2")).to_have_text(chosen)
    enterprises = load_table("enterprises")
    here = enterprises.loc[enterprises["place"] == chosen, "enterprise"].tolist()
    assert page.locator("[data-part=place] li a").all_text_contents() == here


def test_what_is_no_point_is_listed(page: Page, address: str) -> None:
    """Regions and towns that were not found stand beneath the map."""
    page.goto(f"{address}/map.html")
    expect(page.locator("[data-part=areas] tbody tr")).to_have_count(sum(1 for one in places() if not one["at"]))
    page.get_by_role("link", name="Donbass", exact=True).click()
    expect(page.locator("[data-part=place]")).to_contain_text("14 enterprises")


@pytest.mark.parametrize("view", ["Moscow and the Volga", "Donbass and the south", "Urals"])
def test_parts_of_the_map(page: Page, address: str, view: str) -> None:
    """A nearer view has fewer towns, with more room."""
    page.goto(f"{address}/map.html")
    expect(page.locator(".chart-target a").first).to_be_attached()
    page.get_by_role("button", name=view).click()
    expect(page.get_by_role("button", name=view)).to_have_attribute("aria-pressed", "true")
    assert 5 < page.locator(".chart-target a").count() < 40
