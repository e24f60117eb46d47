"""Every page: no console error, no failed request, no broken link, no serious fault of accessibility."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sovietlabour import load_table, table_names

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

SITE = Path(__file__).resolve().parents[2] / "site"
RECORDS = ("number", "indicator", "series", "enterprise", "law")
"""Folders of pages that are alike; test_records looks at some of each."""
PAGES = sorted(
    str(path.relative_to(SITE))
    for path in SITE.rglob("*.html")
    if "_static" not in path.parts and path.name != "genindex.html" and path.parent.name not in RECORDS
)
SERIOUS = ("serious", "critical")
NO_PRELOAD = {"preload": False}
"""Else axe asks for style sheets itself, at wrong addresses."""


KINDS = (
    *("index.html", "guide.html", "tasks.html", "api.html", "mutation.html", "changelog.html", "gallery/index.html"),
    *("gallery/absence_law.html", "gallery/output.html", "tables/index.html", "tables/turnover_1930_36.html"),
    *("tables/laws.html", "tables/open-questions.html", "explorer.html"),
)
VIEWS = (
    "search.html?q=absence+1933",
    "explorer.html#table=turnover_1930_36&cell=Coal+mining+%7C+1932:turnover_percent",
    "explorer.html#table=laws&cell=decree-1932-11-15:",
    "map.html#place=Moscow",
    "day.html#date=1933-05-01&offence=absence",
)
"""A page of each kind that test_records has not, and what pages show when they were asked for something."""

HEAVIEST = 600_000
"""Bytes that a page may transfer before it is used, compressed."""


class Links(HTMLParser):
    """Collects what a page links to, and its anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.doubled: set[str] = set()
        self.described = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down href, src, id and the description."""
        found = dict(attrs)
        if tag == "meta" and found.get("name") == "description":
            self.described = found.get("content") or ""
        self.links += [link for name in ("href", "src") if (link := found.get(name))]
        if found.get("id"):
            if found["id"] in self.anchors:
                self.doubled.add(str(found["id"]))
            self.anchors.add(str(found["id"]))


def links_of(path: Path) -> Links:
    """Read the links of a page."""
    parser = Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def serious(page: Page) -> list[tuple[str, str, list[str]]]:
    """Give the serious faults of accessibility, each with the first elements that have it."""
    return [
        (fault["id"], fault["help"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in Axe().run(page, options=NO_PRELOAD).response["violations"]
        if fault["impact"] in SERIOUS
    ]


def test_every_table_has_a_page() -> None:
    """A table without a page would not be found."""
    assert {f"tables/{name}.html" for name in table_names()} <= set(PAGES)
    assert len([page for page in PAGES if page.startswith("gallery/")]) >= 7


def test_every_codebook_page_describes_its_data_set_for_search_engines(name: "TableName") -> None:
    """One schema.org `Dataset` a page, with the licence and the measured columns."""
    page = (SITE / "tables" / f"{name}.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.DOTALL)
    says = json.loads(found)
    assert says["@type"] == "Dataset"
    assert name in says["name"]
    assert [one["name"] for one in says["variableMeasured"]] == list(load_table(name).columns)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_without_a_fault_and_can_be_used_by_all(page: Page, address: str, path: str) -> None:
    """The fixture collects faults; axe looks for faults of accessibility, in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        assert serious(page) == [], scheme


@pytest.mark.parametrize(
    ("path", "width"), [*((path, 390) for path in KINDS + VIEWS), *((path, 1400) for path in VIEWS)]
)
def test_each_kind_of_page_is_whole_at_either_width(page: Page, address: str, path: str, width: int) -> None:
    """In light and dark nothing sticks out, and axe finds nothing serious."""
    page.set_viewport_size({"width": width, "height": 900})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("about:blank")
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
        assert serious(page) == [], scheme


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_broken_link(path: str) -> None:
    """Every link inside the site leads to a file, and to an anchor that exists."""
    here = SITE / path
    broken = []
    for link in links_of(here).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
        if target.is_dir():
            target = target / "index.html"
        if not target.is_file():
            broken.append(link)
            continue
        anchor = parts.fragment if target.suffix == ".html" and "=" not in parts.fragment else ""
        if anchor and anchor not in links_of(target).anchors:
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(page: Page, address: str, path: str) -> None:
    """At 390 pixels nothing sticks out sideways."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 391


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_it_is_and_has_no_id_twice(path: str) -> None:
    """What shared links show, and what anchors need."""
    found = links_of(SITE / path)
    assert found.described
    assert not found.doubled


@pytest.mark.parametrize("path", PAGES)
def test_no_table_is_cut_off_without_a_word(page: Page, address: str, path: str) -> None:
    """At 1400 pixels nothing sticks out of the article, and a table that is wider than its place says so."""
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("article table")].filter(table => {
            const box = table.closest(".scrolling, .output, .pst-scrollable-table-container") ?? table.parentElement;
            const hint = box.previousElementSibling?.classList.contains("scroll-hint");
            return table.scrollWidth > box.clientWidth + 2 && box.clientWidth > 0 && !hint;
        }).map(table => table.outerHTML.slice(0, 120))"""
    )
    assert cut == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(page: Page, address: str, path: str) -> None:
    """All that is transferred before anything is used, by a server that compresses."""
    asked: set[str] = set()
    page.on("requestfinished", lambda request: asked.add(urlsplit(request.url).path))
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    files = [SITE / unquote(one).lstrip("/") for one in asked]
    sizes = {file.name: len(gzip.compress(file.read_bytes())) for file in files if file.is_file()}
    assert sum(sizes.values()) <= HEAVIEST, sizes


def test_tables_of_the_gallery_are_written_for_readers() -> None:
    """No word of pandas, no name of a column or code of a row as the program has it."""
    found = 0
    for path in (SITE / "gallery").glob("*.html"):
        for table in re.findall(r'<table class="dataframe.*?</table>', path.read_text(encoding="utf-8"), re.DOTALL):
            cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", table, re.DOTALL)
            found += 1
            assert not [cell for cell in cells if cell in ("NaN", "NaT", "None", "&lt;NA&gt;")], path.name
            assert not [cell for cell in cells if re.fullmatch("[a-z]+(_[a-z]+)+", cell)], path.name
    assert found
