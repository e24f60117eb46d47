"""The search of the site finds what `sovietlabour.search` finds, in its order, and needs no mouse."""

import csv
import json
import re
import sys
import warnings
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from sovietlabour import search

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "_extension"))
from addresses import address  # noqa: E402

INDEX = ROOT / "site" / "_static" / "search.json"
QUERIES = list(csv.DictReader((ROOT / "tests" / "search_queries.csv").read_text("utf-8").splitlines()))
PLACES = {"observation": "number"}
"""Kinds whose pages are called otherwise."""
TASKS = {
    "coal turnover 1933": "number/turnover_1930_36--coal-mining-1933--turnover_percent.html",
    "Magnitogorsk 1930": "number/ch2-",
    "AMO": "enterprise/stalin-automobile-factory-moscow.html",
    "absence 1933": "law/decree-1932-11-15",
    "unemployed 1927/28": "number/unemployment_1922_28--1927-28--unemployed_persons.html",
    "labor turnover": "indicator/labour_turnover_rate.html",
    "прогул": "indicator/absence_cases.html",
    "Table 2.2": "tables/turnover_1930_36.html",
    "Table 1.2": "tables/open-questions.html#lost",
    "26 June 1940": "law/decree-1940-06-26",
    "ORS": "terms.html#ors",
    "Putilov": "enterprise/kirov-factory-leningrad.html",
    "what did a day's absence cost in 1933": "law/decree-1932-11-15",
    "women construction 1935": "number/women_share_1929_35--manual-construction-1935",
    "output of steel 1940": "series/output-steel.html",
    "which conclusions survive doubt": "gallery/doubt.html",
}
"""What somebody asks, and the beginning of an address that must be among the first ten."""


def results(page: Page) -> list[str]:
    """Give the addresses found, from the root of the site."""
    expect(page.locator(".search-said")).to_contain_text("found")
    links = page.locator(".search-found a").evaluate_all("links => links.map(link => link.href)")
    return [re.sub(r"^http://[^/]+/", "", link) for link in links]


def ask(page: Page, address_of_site: str, query: str) -> list[str]:
    """Search on the page of the search, which can be linked."""
    page.goto(f"{address_of_site}/search.html?q={quote_plus(query)}")
    return results(page)


def test_it_finds_what_the_package_finds(page: Page, address: str) -> None:
    """Of the queries of the tests of `search`: recall at ten, and the very order, the guide's own pages aside."""
    recalls, differ = [], []
    page.goto(f"{address}/search.html")
    for query in QUERIES:
        page.locator("[data-search-page] input").fill(query["query"])
        expect(page.locator(".search-found")).to_have_attribute("data-query", query["query"])
        found = [link for link in results(page) if not _is_guide(link)]
        expected = [_place(query["kind"], one) for one in query["expected"].split("; ")]
        recalls.append(sum(one in found[:10] for one in expected) / len(expected))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            package = search(query["query"]).head(10)
        ours = [_place(kind, one) for kind, one in zip(package["kind"], package["id"], strict=True)]
        if found[: len(ours)] != ours:
            differ.append(query["query"])
    assert sum(recalls) / len(recalls) >= 0.9
    assert len(differ) <= len(QUERIES) / 10, differ


def _is_guide(link: str) -> bool:
    return not re.match(r"(indicator|enterprise|law|series|number|tables)/|(terms|sources)\.html", link)


def _place(kind: str, name: str) -> str:
    try:
        return address(PLACES.get(kind, kind), name)  # type: ignore[arg-type]
    except ValueError:
        return "tables/open-questions.html#lost"


@pytest.mark.parametrize("query", TASKS)
def test_a_task_is_one_search(page: Page, address: str, query: str) -> None:
    """What a reader asks for stands among the first ten."""
    assert any(link.startswith(TASKS[query]) for link in ask(page, address, query)[:10])


def test_the_keyboard_alone_is_enough(page: Page, address: str) -> None:
    """Slash opens, arrows move, Enter goes, Escape closes and gives the focus back; Ctrl-K opens as well."""
    page.goto(f"{address}/guide.html")
    page.keyboard.press("/")
    panel = page.locator("dialog.search-panel")
    expect(panel.locator("input")).to_be_focused()
    page.keyboard.type("table 2.2")
    expect(panel.locator(".search-found a").first).to_contain_text("Labour turnover and absenteeism")
    page.keyboard.press("ArrowDown")
    expect(panel.locator(".search-found a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(panel.locator("input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(panel.locator("input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tables/turnover_1930_36.html")


def test_the_home_page_asks_at_once(page: Page, address: str) -> None:
    """Typing in its box opens the panel with what was typed; the index is loaded then and not before."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/index.html")
    page.wait_for_load_state("networkidle")
    assert not any(url.endswith("search.json") for url in asked)
    page.locator("form[data-search] input").press_sequentially("AMO")
    first = page.locator("dialog.search-panel .search-found a").first
    expect(first).to_contain_text("Stalin automobile factory, Moscow")
    expect(first.locator(".search-kind")).to_have_text("Enterprise")
    assert any(url.endswith("search.json") for url in asked)


def test_a_misspelt_word_is_helped(page: Page, address: str) -> None:
    """The nearest word that would find something is a button."""
    page.goto(f"{address}/search.html?q=stakhanovyte")
    page.get_by_role("button", name="stakhanovite", exact=True).click()
    expect(page.locator(".search-found a").first).to_be_visible()
    assert page.url.endswith("q=stakhanovite")


def test_one_kind_alone_can_be_shown(page: Page, address: str) -> None:
    """The button of a kind leaves the others out."""
    ask(page, address, "absence 1933")
    page.get_by_role("button", name=re.compile("^Laws")).click()
    kinds = page.locator(".search-kind").all_text_contents()
    assert set(kinds) == {"Law"}


def test_every_address_of_the_index_leads_somewhere() -> None:
    """A find that leads nowhere would be worse than none."""
    index = json.loads(INDEX.read_text("utf-8"))
    places = {record[4].partition("#")[0] for record in index["records"]}
    lost = {place for place in places if not (ROOT / "site" / place).is_file()}
    assert not lost


def test_the_index_is_light() -> None:
    """It is loaded whole at the first search; a server that compresses sends a fifth of it."""
    assert INDEX.stat().st_size < 1_300_000
