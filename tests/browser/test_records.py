"""The pages of numbers, indicators, series, enterprises and laws, and the law on a day."""

import json
import random
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any, get_args

import pytest
from addresses import Kind, address, addresses
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sovietlabour import cite, law_in_force, load_observations, load_series, load_table
from sovietlabour._catalog import catalog

SITE = Path(__file__).resolve().parents[2] / "site"
RECORDS = ("number", "indicator", "series", "enterprise", "law")
SERIOUS = ("serious", "critical")
EXAMPLES = [
    address("indicator", "labour_turnover_rate"),
    address("indicator", "job_rate"),
    address("series", "turnover, coal mining"),
    address("enterprise", "Kirov factory, Leningrad"),
    address("law", "decree-1932-11-15-tsik"),
    address("number", "turnover_1930_36, Coal mining | 1929, absence_days"),
    address("number", "ch5-5609a"),
    *("indicators.html", "enterprises.html", "laws.html", "day.html", "terms.html", "sources.html"),
]


def links_of(path: Path) -> set[str]:
    """Give all that a page refers to."""
    return set(map(unescape, re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8"))))


def anchors_of(path: Path) -> set[str]:
    """Give all that can be referred to in a page."""
    return set(map(unescape, re.findall(r' id="([^"]*)"', path.read_text(encoding="utf-8"))))


def test_every_record_has_its_page() -> None:
    """By the address that its id gives, and with its anchor where it shares a page."""
    anchors: dict[str, set[str]] = {}
    for kind in get_args(Kind):
        for place in addresses(kind).values():
            path, _, anchor = place.partition("#")
            assert (SITE / path).is_file(), place
            if anchor:
                known = anchors.setdefault(path, anchors_of(SITE / path))
                assert anchor in known, place


def test_links_between_records_resolve() -> None:
    """Of all pages of records: to a file, and to an anchor in it."""
    anchors: dict[Path, set[str]] = {}
    roots = (SITE / name for name in EXAMPLES if "/" not in name)
    paths = [*roots, *(path for folder in RECORDS for path in (SITE / folder).glob("*.html"))]
    assert len(paths) > 2000
    broken = set()
    for path in paths:
        for link in links_of(path):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            aim = (path.parent / target.partition("?")[0]).resolve() if target else path
            if not aim.exists():
                broken.add(f"{path.name}: {link}")
            elif anchor and "=" not in anchor and aim.suffix == ".html":
                if aim not in anchors:
                    anchors[aim] = anchors_of(aim)
                if anchor not in anchors[aim]:
                    broken.add(f"{path.name}: {link}")
    assert broken == set()


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("path", EXAMPLES)
def test_a_page_of_each_kind_loads_without_a_fault(page: Page, address: str, path: str, width: int) -> None:
    """At both widths, in light and dark, nothing sticks out, and axe finds nothing serious."""
    page.set_viewport_size({"width": width, "height": 900})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type, unused-ignore]
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
        violations = Axe().run(page, options={"preload": False}).response["violations"]
        found = [
            (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
            for fault in violations
            if fault["impact"] in SERIOUS
        ]
        assert found == [], scheme


def test_a_number_says_what_it_is_and_how_sure(page: Page, address: str) -> None:
    """The doubtful 19.9 days of absence: its characters, its argument, its other readings, its citation."""
    name = "turnover_1930_36, Coal mining | 1929, absence_days"
    page.goto(f"{address}/number/turnover_1930_36--coal-mining-1929--absence_days.html")
    for says in ("Coal mining, 1929", "19.9 days?", "Doubtful", "1 9.9", "line 2015", "19.99", "p. 52"):
        expect(page.locator("main")).to_contain_text(says)
    page.locator(".sd-tab-content").first.get_by_role("button").click()
    assert page.evaluate("navigator.clipboard.readText()").strip() == cite(name)
    page.get_by_text("BibTeX").click()
    expect(page.get_by_label("Citation as BibTeX")).to_have_text(cite(name, "bibtex"))


def test_an_indicator_has_all_its_numbers_and_gives_them_away(page: Page, address: str) -> None:
    """The table, the file and the loader have the same rows; the description for search engines is a Dataset."""
    frame = load_observations("labour_turnover_rate", role=None)
    page.goto(f"{address}/indicator/labour_turnover_rate.html")
    expect(page.locator("h2#numbers + .scrolling tbody tr")).to_have_count(len(frame))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="numbers as CSV").click()
    lines = waiting.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",")[0] == "observation"
    text = (SITE / "indicator" / "labour_turnover_rate.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, flags=re.DOTALL)
    says = json.loads(found)
    assert says["@type"] == "Dataset"
    assert says["variableMeasured"][0]["unitText"] == "per cent"
    assert says["temporalCoverage"] == "1929/1943"


def test_charts_hold_the_numbers_that_may_be_drawn_together() -> None:
    """Every chart of every page: one unit, ids of observations, values as published."""
    values = load_table("observations").set_index("observation")["value"]
    continued = load_table("long_series").groupby("observation")["value"].agg(set)  # in the unit of the series
    count = 0
    for folder in ("indicator", "series", "enterprise"):
        for path in (SITE / folder).glob("*.html"):
            text = path.read_text(encoding="utf-8")
            for found in re.findall(r'<script type="application/json">(.*?)</script>', text, flags=re.DOTALL):
                spec = json.loads(found)
                count += 1
                assert spec["source"].startswith("Source: Filtzer 1986"), path
                for row in spec["rows"]:
                    known = continued[row["id"]] if folder == "series" else {values[row["id"]]}
                    assert row["value"] in known or (row["value"] is None and any(one != one for one in known)), row
                    assert (path.parent / row["href"]).resolve().is_file()
    assert count > 150


def test_a_series_has_the_rows_of_load_series(page: Page, address: str) -> None:
    """In their order."""
    page.goto(f"{address}/series/turnover-all-industry.html")
    periods = page.locator("h2#numbers + .scrolling tbody td[data-label=when]").all_text_contents()
    assert periods == load_series("turnover, all industry")["period"].tolist()


def test_pages_describe_themselves_for_shared_links() -> None:
    """One description each, and no codes in it."""
    for path in (SITE / "number").glob("*.html"):
        head = path.read_text(encoding="utf-8").partition("<body")[0]
        assert len(re.findall('<meta name="description"', head)) == 1, path
        assert len(re.findall('<meta property="og:title"', head)) == 1, path
        assert "OF-THE-RECORD" not in head, path


ANSWERS = """async (asked) => {
  const found = [];
  for (const one of asked) {
    const done = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = new URLSearchParams(one);
    await done;
    const rules = [...document.querySelectorAll("[data-provision]")].map((item) => item.dataset.provision);
    const doubted = [...document.querySelectorAll("[data-provision]:has(strong)")];
    const uncertain = doubted.map((item) => item.dataset.provision);
    found.push([document.getElementById("answer").textContent, rules, uncertain]);
  }
  return found;
}"""


def test_the_law_on_a_day_is_that_of_law_in_force(page: Page, address: str) -> None:
    """300 random days, subjects and offences: the same rules in the same order, the same sentence, the same doubts."""
    chance = random.Random(15)
    codes = catalog()["codes"]
    asked: list[dict[str, Any]] = []
    while len(asked) < 300:
        day = date(1917, 11, 1) + timedelta(days=chance.randrange(39 * 365))
        if chance.random() < 0.7:
            day = date(1927, 1, 1) + timedelta(days=chance.randrange(15 * 365))
        offence = chance.choice(["", *codes["offence"]])
        subject = chance.choice(list(codes["subject"]))
        one = {"date": day.isoformat(), "offence": offence, "subject": subject}
        if one not in asked:
            asked.append(one)
    page.goto(f"{address}/day.html")
    for one, (says, rules, uncertain) in zip(asked, page.evaluate(ANSWERS, asked), strict=True):
        found = law_in_force(one["subject"], one["date"], offence=one["offence"] or None)
        assert rules == found["provision"].tolist(), one
        assert says == found.attrs["answer"], one
        sure = (found["begin_certainty"] == "certain") & (found["end_certainty"] != "uncertain")
        assert uncertain == found.loc[~(sure & (found["attestation"] == "told")), "provision"].tolist(), one


def test_the_law_on_a_day_answers_for_an_offence_under_all_subjects(page: Page, address: str) -> None:
    """Without a subject it gives the rules of all of them."""
    page.goto(f"{address}/day.html")
    days = [f"{year}-07-01" for year in range(1926, 1942)]
    asked: list[dict[str, Any]] = [
        {"date": day, "offence": offence} for day in days for offence in ("absence", "quitting", "lateness")
    ]
    for one, (_, rules, _) in zip(asked, page.evaluate(ANSWERS, asked), strict=True):
        of_subjects = [
            law_in_force(subject, one["date"], offence=one["offence"]) for subject in catalog()["codes"]["subject"]
        ]
        assert set(rules) == {rule for frame in of_subjects for rule in frame["provision"]}, one


def test_a_day_is_chosen_with_the_form_and_kept_in_the_address(page: Page, address: str) -> None:
    """The keyboard alone is enough; the address gives the same answer again."""
    page.goto(f"{address}/day.html#date=1933-05-01&offence=absence")
    expect(page.locator("#answer")).to_contain_text("dismissal")
    page.locator("[name=offence]").select_option("lateness")
    page.locator("[name=date]").fill("1940-07-10")
    expect(page.locator("#answer")).to_contain_text("corrective labour")
    assert "date=1940-07-10" in page.url
    assert "offence=lateness" in page.url


def test_a_number_of_an_enterprise_says_its_town_once() -> None:
    """Where the enterprise is called after its town, in titles and wherever it says of whom a number is."""
    titles = re.findall(r"<h1>([^<]*Kirov factory[^<]*)", "".join(map(Path.read_text, SITE.glob("number/*.html"))))
    assert titles
    assert not [title for title in titles if title.count("Leningrad") > 1]
