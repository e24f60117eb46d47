"""Charts of the site draw the numbers they are given, with their doubts and bounds, for eyes, keyboards and files."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sovietlabour import load_observations

HALO = 3
"""Pixels of paper around the names of laws."""
UNCERTAIN = ["inferred", "doubtful"]


def spec(frame: pd.DataFrame, **more: Any) -> dict[str, Any]:
    """Make what a page gives a chart, each industry one series."""
    cells = frame["observation"].str.extract(r"^(?P<table>\w+), (?P<key>.*), (?P<column>\w+)$")
    rows = frame[["value", "lower", "upper", "status", "nature", "label", "period", "unit"]].copy()
    rows["id"], rows["series"] = frame["observation"], frame["industry"].astype(object).fillna("")
    rows["start"], rows["end"] = (frame[end].dt.strftime("%Y-%m-%d") for end in ("start", "end"))
    rows["table"], rows["column"] = cells["table"].to_numpy(), cells["column"].to_numpy()
    rows["row"] = rows.groupby("series").cumcount().where(rows["table"].notna())
    rows["href"] = "#" + rows["id"]
    made = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return {"title": "A chart", "unit": made[0]["unit"], "source": "Filtzer 1986.", "rows": made} | more


def numbers(frame: pd.DataFrame) -> int:
    """Count the markers: a range has two."""
    return int(frame["value"].notna().sum() + frame.loc[frame["value"].isna(), ["lower", "upper"]].notna().sum().sum())


def show(page: Page, address: str, *specs: dict[str, Any]) -> None:
    """Open a page with charts, and wait for the first."""
    figures = "".join(
        f'<figure class="chart"><script type="application/json">{json.dumps(one)}</script></figure>' for one in specs
    )
    html = (
        '<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>Charts</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="_static/charts.css"></head>'
        f"<body><main><h1>Charts</h1>{figures}</main>"
        '<script type="module" src="_static/charts.js"></script></body></html>'
    )
    page.route(f"{address}/a-chart.html*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{address}/a-chart.html")
    expect(page.locator(".chart-plots svg").first).to_be_visible()


def turnover() -> pd.DataFrame:
    """Give turnover in coal mining with what the prose adds."""
    return load_observations("labour_turnover_rate", industry="Coal mining", expressed_as="level", role=None)


def test_marks_are_those_of_the_numbers(page: Page, address: str) -> None:
    """Hollow is what is inferred or doubtful, '?' what is doubtful; nothing is drawn twice or left out."""
    frame = load_observations("unauthorised_absence_days", industry="Coal mining", expressed_as="level")
    frame = frame[frame["start"].notna()]
    show(page, address, spec(frame))
    hollow = frame[frame["status"].isin(UNCERTAIN)]
    assert len(hollow)
    expect(page.locator(".chart-hollow path, .chart-hollow circle")).to_have_count(numbers(hollow))
    expect(page.locator(".chart-filled path, .chart-filled circle")).to_have_count(numbers(frame) - numbers(hollow))
    expect(page.locator(".chart-doubt text")).to_have_count(int((frame["status"] == "doubtful").sum()))
    expect(page.locator(".chart-target a")).to_have_count(numbers(frame))


def test_bounds_are_bars_and_open_bounds_arrows(page: Page, address: str) -> None:
    """Wages have ranges and 'over'; a value without bounds has neither."""
    frame = load_observations("monthly_wage", expressed_as="level", role=None)
    frame = frame[frame["start"].notna() | frame["end"].notna()]
    show(page, address, spec(frame))
    bars = frame[frame["lower"] < frame["upper"]]
    opened = frame[["lower", "upper"]].isna().sum().sum()
    assert len(bars)
    assert opened
    expect(page.locator(".chart-bar line")).to_have_count(len(bars))
    expect(page.locator(".chart-arrow path")).to_have_count(int(opened))
    expect(page.locator("figcaption")).to_contain_text("Arrows: open bounds")
    bare = spec(frame)
    bare["rows"] = [row | {"value": 100, "lower": None, "upper": None} for row in bare["rows"]]
    show(page, address, bare)
    expect(page.locator(".chart-arrow path, .chart-bar line")).to_have_count(0)


def test_lines_join_neighbours_only(page: Page, address: str) -> None:
    """A blank between two cells breaks the line; the prose is never joined."""
    frame = turnover()
    whole = spec(frame)
    show(page, address, whole)
    cells = [row for row in whole["rows"] if row["table"]]
    assert len(cells) < len(whole["rows"])
    expect(page.locator(".chart-line path")).to_have_count(1)
    for row in cells[3:]:
        row["row"] += 1
    show(page, address, whole)
    expect(page.locator(".chart-line path")).to_have_count(2)


def test_each_unit_has_an_axis(page: Page, address: str) -> None:
    """Several units are drawn one below the other, with the same years."""
    frame = pd.concat([turnover(), load_observations("unemployed_number")], ignore_index=True)
    show(page, address, spec(frame))
    units = page.locator(".chart-plots svg").evaluate_all("all => all.map(one => one.dataset.unit)")
    assert units == list(dict.fromkeys(frame["unit"]))
    years = page.locator(".chart-plots svg").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('[aria-hidden] text')].map(t => t.textContent)"
        ".filter(t => /^19\\d\\d$/.test(t)).join())"
    )
    assert len(set(years)) == 1
    assert "1930" in years[0]


def test_laws_stand_beneath(page: Page, address: str) -> None:
    """Each rule is a band; one that is uncertain is dashed."""
    bands = [
        {"start": "1930-09-03", "end": "1932-11-15", "label": "reprimand", "certain": True},
        {"start": "1932-11-15", "end": None, "label": "dismissal", "certain": False},
    ]
    show(page, address, spec(turnover(), bands=bands))
    expect(page.locator(".chart-band rect")).to_have_count(1)
    expect(page.locator(".chart-band-open rect")).to_have_count(1)
    expect(page.locator(".chart-bands")).to_contain_text("dismissal")


@pytest.mark.parametrize("width", [390, 800, 1400])
def test_names_of_laws_stay_within_the_chart(page: Page, address: str, width: int) -> None:
    """Long names are broken, and late ones begin before their band, so that none reaches what stands beside."""
    long = "dismissal, eviction, loss of ration cards, loss of benefits, corrective labour and ban on employment"
    days = [("1930-09-03", "1932-11-15", "reprimand"), ("1935-12-15", None, long), ("1936-06-01", None, "prosecution")]
    bands = [{"start": start, "end": end, "label": label, "certain": True} for start, end, label in days]
    page.set_viewport_size({"width": width, "height": 900})
    show(page, address, spec(turnover(), bands=bands))
    drawing = page.locator(".chart-bands").bounding_box()
    names = [one.bounding_box() for one in page.locator(".chart-band-name text").all()]
    bars = [one.bounding_box() for one in page.locator(".chart-band rect").all()]
    assert drawing
    assert len(names) == len(bars) == len(days)
    for name, bar in zip(names, bars, strict=True):
        assert name
        assert bar
        assert drawing["x"] <= name["x"]
        assert name["x"] + name["width"] <= drawing["x"] + drawing["width"] + 1
        assert name["y"] + name["height"] - HALO <= bar["y"] + 1


def test_keyboard_goes_from_number_to_number(page: Page, address: str) -> None:
    """One stop of Tab a chart; arrows move, the tip says the number in words, Enter follows it."""
    frame = turnover()
    show(page, address, spec(frame))
    links = page.locator(".chart-target a")
    expect(page.locator(".chart-target a[tabindex='0']")).to_have_count(1)
    links.first.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".chart-tip")
    expect(said).to_be_visible()
    expect(said).to_contain_text("per cent")
    assert not re.search(r"\b1,9\d\d\b", said.text_content() or "")
    page.keyboard.press("Enter")
    assert page.url.partition("#")[2]


def test_the_nearest_number_takes_the_click(page: Page, address: str) -> None:
    """Two numbers that lie on each other can both be reached."""
    frame = turnover().head(2)
    two = spec(frame)
    middle = two["rows"][0] | {"id": "other", "href": "#other", "value": two["rows"][0]["value"] * 1.02}
    show(page, address, two | {"rows": [*two["rows"], middle]})
    boxes = [page.locator(f".chart-target a[href='#{one}']").bounding_box() for one in (two["rows"][0]["id"], "other")]
    for box, wanted in zip(boxes, (two["rows"][0]["id"], "other"), strict=True):
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x - 1, y)
        page.mouse.click(x, y)
        assert page.evaluate("decodeURIComponent(location.hash)") == f"#{wanted}"


def test_series_can_be_put_out(page: Page, address: str) -> None:
    """No more than nine at first; a button of the legend takes one out, and in again."""
    frame = load_observations("labour_turnover_rate", expressed_as="level")
    show(page, address, spec(frame))
    pressed = page.locator(".chart-legend button[aria-pressed=true]")
    expect(pressed).to_have_count(9)
    pressed.first.click()
    expect(pressed).to_have_count(8)


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_themes_and_widths(page: Page, address: str, theme: str, width: int) -> None:
    """Nothing sticks out, axe finds nothing serious, and hollow markers have the colour of the paper."""
    page.set_viewport_size({"width": width, "height": 900})
    show(page, address, spec(turnover()))
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
    first = page.locator(".chart-filled > *").first
    assert first.evaluate("one => getComputedStyle(one).fill") == (
        "rgb(0, 0, 0)" if theme == "light" else "rgb(242, 242, 242)"
    )
    if theme == "light":  # the page here has no dark paper of its own
        faults = Axe().run(page, options={"preload": False}).response["violations"]
        assert [fault["id"] for fault in faults if fault["impact"] in ("serious", "critical")] == []


def test_a_table_of_the_same_numbers_follows(page: Page, address: str) -> None:
    """Every number, for those who do not see the chart."""
    frame = turnover()
    show(page, address, spec(frame))
    page.locator(".chart-numbers summary").click()
    expect(page.locator(".chart-numbers tbody tr")).to_have_count(len(frame))


def test_pictures_hold_source_and_numbers(page: Page, address: str) -> None:
    """The SVG stands alone: no variable is left, title and source are in it; the PNG is a picture."""
    frame = turnover()
    show(page, address, spec(frame))
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the picture as SVG").click()
    svg = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "var(" not in svg
    assert "Source: Filtzer 1986." in svg
    assert "A chart" in svg
    assert svg.count("rgb(0, 0, 0)") > 0, "drawn for paper, whatever the theme"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the picture as PNG").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    expect(page.locator(".chart-paper")).to_have_count(0)
