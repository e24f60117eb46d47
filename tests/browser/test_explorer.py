"""The explorer gives the values that `load_table` gives: rows, filter, sort, plot, click-through, download, address."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from sovietlabour import cite, load_table, provenance
from sovietlabour._catalog import catalog

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

SITE = Path(__file__).resolve().parents[2] / "site"
WITH_NUMBERS = ("observations", "long_series")
FIGURES = load_table("prose_figures")["figure"].tolist()


def open_explorer(page: Page, address: str, view: str) -> None:
    """Open a view and wait for its rows."""
    page.goto(f"{address}/explorer.html#{view}")
    expect(page.locator("[data-part=count]")).to_contain_text("rows of")


def downloaded(page: Page) -> pd.DataFrame:
    """Download the selection."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download selection (CSV)").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])


def choose(page: Page, column: str, *values: str) -> None:
    """Tick values of a column."""
    page.locator(f"[data-choices=filter-{column}] summary").click()
    for value in values:
        page.get_by_role("group", name=column.replace("_", " "), exact=True).get_by_label(value, exact=True).check()


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Compare a download with a frame, cell by cell."""
    assert list(found.columns) == list(expected.columns)
    assert len(found) == len(expected)
    for column in expected.columns:
        wanted, got = expected[column], found[column]
        if wanted.dtype.kind == "M":
            assert list(got.fillna("")) == list(wanted.dt.strftime("%Y-%m-%d").fillna(""))
        elif wanted.dtype.kind in "iuf":
            assert list(got.astype("float64").fillna(-1)) == list(wanted.astype("float64").fillna(-1))
        else:
            assert list(got.astype(object).where(got.notna(), "").astype(str)) == list(
                wanted.astype(object).where(wanted.notna(), "").astype(str)
            )


def test_every_table_downloads_as_load_table_gives_it(page: Page, address: str, name: "TableName") -> None:
    """The whole table, with no filter."""
    open_explorer(page, address, f"table={name}&all=rows")
    expect(page.locator("[data-part=count]")).to_have_text(
        f"{len(load_table(name))} of {len(load_table(name))} rows of {name}"
    )
    same(downloaded(page), load_table(name))


def test_filter_sort_and_download(page: Page, address: str) -> None:
    """A selection by industry and year, sorted by turnover."""
    open_explorer(page, address, "table=turnover_1930_36")
    choose(page, "industry", "Coal mining")
    page.get_by_label("year, from").fill("1932")
    page.get_by_label("year, from").press("Enter")
    page.get_by_role("button", name="turnover", exact=True).click()
    frame = load_table("turnover_1930_36")
    expected = frame[(frame["industry"] == "Coal mining") & (frame["year"] >= 1932)].sort_values("turnover_percent")
    expect(page.locator("[data-part=count]")).to_contain_text(f"{len(expected)} of 72")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    same(downloaded(page), expected)


def test_search_of_the_prose(page: Page, address: str) -> None:
    """All words must occur."""
    open_explorer(page, address, "table=prose_figures")
    page.get_by_label("Search all columns").fill("coal turnover")
    frame = load_table("prose_figures")
    text = frame.astype(object).where(frame.notna(), "").astype(str).agg(" ".join, axis=1).str.lower()
    expected = frame[text.str.contains("coal") & text.str.contains("turnover")]
    expect(page.locator("[data-part=count]")).to_contain_text(f"{len(expected)} of {len(frame)}")
    same(downloaded(page), expected)


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("turnover_1930_36", 16, "absence_days"),
        ("women_share_1929_35", 3, "women_percent"),
        ("prose_figures", FIGURES.index("ch5-5170b"), "value"),
    ],
)
def test_a_number_shows_where_it_stands(page: Page, address: str, table: "TableName", row: int, column: str) -> None:
    """Page, line, characters, status and argument are those of `provenance`; Escape leads back to the number."""
    search = f"&search={load_table(table)['figure'].iloc[row]}" if table == "prose_figures" else ""
    open_explorer(page, address, f"table={table}{search}")
    number = page.locator(f"tr[data-row='{row}'] td[data-column='{column}']").get_by_role("button")
    number.click()
    cells = provenance(table)
    cell = cells[(cells["row"] == row) & (cells["column"] == column)].iloc[0]
    panel = page.locator("[data-part=cell]")
    expect(panel.get_by_text("characters", exact=True)).to_be_visible()
    facts = dict(zip(panel.locator("dt").all_text_contents(), panel.locator("dd").all_text_contents(), strict=True))
    assert facts["page"] == str(cell["page"])
    assert facts["line of the text"] == str(cell["line"])
    assert facts["characters"] == cell["printed"]
    assert facts["status"].startswith(cell["status"])
    assert facts["argument"] == (cell["evidence"] or "none needed")
    if table == "prose_figures":
        source = load_table("sources").set_index("source").loc[load_table(table)["source"].iloc[row]]
        assert str(source["author"]) in facts["original source"]
    panel.get_by_role("button", name="Copy citation").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{cite(table)} Page {cell['page']}."
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(number).to_be_focused()


def test_a_number_of_a_long_series_shows_where_it_stands(page: Page, address: str) -> None:
    """Its rows say themselves where their number is from; units are those of the row."""
    open_explorer(page, address, "table=long_series&is.series=turnover%2C+coal+mining&cell=29:value")
    row = load_table("long_series").iloc[29]
    panel = page.locator("[data-part=cell]")
    expect(panel).to_contain_text(str(row["line"]))
    expect(panel).to_contain_text(row["printed"])
    expect(page.locator(".chart-title")).to_contain_text("turnover, coal mining")


def test_the_plot_draws_the_chosen_series(page: Page, address: str) -> None:
    """Two series of nine are drawn; one more is added with the keyboard alone, and the address keeps it."""
    open_explorer(page, address, "table=turnover_1930_36&line=Coal+mining&line=Construction")
    frame = load_table("turnover_1930_36")
    drawn = frame[frame["industry"].isin(["Coal mining", "Construction"])]["turnover_percent"].count()
    expect(page.locator(".chart-target a")).to_have_count(int(drawn))
    page.locator(".chart-more summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chemicals").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Chemicals")).to_have_attribute("aria-pressed", "true")
    assert "line=Chemicals" in page.url


def test_the_plot_shows_what_is_uncertain(page: Page, address: str) -> None:
    """As many hollow markers as provenance has uncertain cells of that column, for each table of the book."""
    open_explorer(page, address, "table=turnover_1930_36")
    cells = provenance("turnover_1930_36")
    cells = cells[(cells["column"] == "turnover_percent") & cells["value"].notna()]
    uncertain = int(cells["status"].isin(["inferred", "doubtful"]).sum())
    expect(page.locator(".chart-hollow > *")).to_have_count(uncertain)
    expect(page.locator(".chart-filled > *")).to_have_count(len(cells) - uncertain)
    texts = page.locator(".chart-plots text").all_text_contents()
    assert "1930" in texts
    assert not [text for text in texts if re.fullmatch(r"1,9\d\d", text)]


def test_several_columns_are_compared(page: Page, address: str) -> None:
    """Turnover and absence in one look: two units, two axes."""
    open_explorer(page, address, "table=turnover_1930_36&is.industry=Coal+mining")
    page.locator("[data-choices=quantities] summary").click()
    page.get_by_role("checkbox", name=re.compile("Unauthorised absence")).check()
    expect(page.locator(".chart-plots svg")).to_have_count(2)
    units = page.locator(".chart-plots svg").evaluate_all("all => all.map(one => one.dataset.unit)")
    assert units == ["per cent", "days"]
    assert page.url.count("quantity=") == 2


def test_a_point_of_the_plot_leads_to_its_number(page: Page, address: str) -> None:
    """A click opens the number beside it, in words, with its page; Escape closes."""
    open_explorer(page, address, "table=turnover_1930_36&is.industry=Coal+mining")
    point = page.locator(".chart-target a").last
    point.scroll_into_view_if_needed()
    point.click(force=True)
    panel = page.locator("[data-part=cell]")
    expect(panel).to_contain_text("Labour turnover rate, workers, Coal mining, 1936: 112.7 per cent")
    expect(panel.get_by_role("link", name="Page of this number")).to_have_attribute(
        "href", re.compile(r"/number/turnover_1930_36--coal-mining-1936--turnover_percent\.html$")
    )
    size, at = panel.bounding_box(), point.bounding_box()
    assert size
    assert at
    assert at["x"] - size["x"] - size["width"] < 60, "the panel stands beside the point"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_words_and_codes(page: Page, address: str) -> None:
    """Words first; the codes on demand, and their meaning as a title."""
    open_explorer(page, address, "table=observations")
    first = page.locator("[data-part=rows] tbody td[data-column=indicator]").first
    expect(first).to_have_text("Labour turnover rate")
    expect(first).to_have_attribute("title", re.compile("labour_turnover_rate"))
    page.get_by_label("codes instead of words").check()
    expect(first).to_have_text("labour_turnover_rate")


def test_a_selection_as_a_workbook(page: Page, address: str) -> None:
    """The sheet has the rows of the selection, another its citation and filter."""
    open_explorer(page, address, "table=turnover_1930_36&is.industry=Coal+mining&is.industry=Chemicals")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download selection (XLSX)").click()
    path = Path(waiting.value.path())
    frame = load_table("turnover_1930_36")
    expected = frame[frame["industry"].isin(["Coal mining", "Chemicals"])]
    same(pd.read_excel(io.BytesIO(path.read_bytes()), sheet_name="data"), expected)
    about = pd.read_excel(io.BytesIO(path.read_bytes()), sheet_name="about", header=None).set_index(0)[1]
    assert about["citation"] == cite("turnover_1930_36")
    assert about["only industry"] == "Coal mining; Chemicals"


def test_a_selection_as_a_picture(page: Page, address: str) -> None:
    """A PNG as wide as paper."""
    open_explorer(page, address, "table=turnover_1930_36")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the picture as PNG").click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 1600


PLAIN = [name for name, facts in catalog()["tables"].items() if not facts["statuses"] and name not in WITH_NUMBERS]


@pytest.mark.parametrize("name_of_table", PLAIN)
def test_a_row_without_numbers_opens(page: Page, address: str, name_of_table: "TableName") -> None:
    """It says all that it holds, and leads to its page; there is no empty chart, and Escape closes it."""
    open_explorer(page, address, f"table={name_of_table}")
    expect(page.locator("[data-part=plot]")).to_be_hidden()
    button = page.locator("[data-part=rows] tbody td button").first
    button.click()
    panel = page.locator("[data-part=cell]")
    expect(panel.locator("dt").first).to_be_visible()
    row = load_table(name_of_table).iloc[0]
    assert panel.locator("dd").count() == int((row.notna() & (row.astype(str) != "")).sum())
    for link in panel.locator(".page-link").all():
        place, _, anchor = (link.get_attribute("href") or "").removeprefix(f"{address}/").partition("#")
        text = (SITE / place).read_text(encoding="utf-8")
        assert not anchor or "=" in anchor or f'id="{anchor}"' in text
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_the_prose_opens_with_labour_turnover(page: Page, address: str) -> None:
    """Of its many quantities, the one that the book is about."""
    open_explorer(page, address, "table=prose_figures")
    expect(page.locator(".chart-title")).to_contain_text("Labour turnover rate")


@pytest.mark.parametrize("name_of_table", ["prose_figures", "observations", "output_1933_36", "long_series"])
def test_no_axis_has_two_units(page: Page, address: str, name_of_table: str) -> None:
    """What a table opens with has a chart, each axis of it one unit."""
    open_explorer(page, address, f"table={name_of_table}")
    units = page.locator(".chart-plots svg").evaluate_all("all => all.map(one => one.dataset.unit)")
    assert units
    assert len(units) == len(set(units))


def test_a_view_can_be_linked(page: Page, address: str) -> None:
    """The address keeps the view: opened anew it shows the same rows and the same cell."""
    open_explorer(
        page,
        address,
        "table=turnover_1930_36&is.industry=Construction&sort=year&order=descending&cell=Construction+%7C+1932:turnover_percent",
    )
    shown = page.locator("[data-part=rows] tbody").text_content()
    cell = page.locator("[data-part=cell] dl").text_content()
    link = page.url
    assert re.search(r"is\.industry=Construction.*sort=year.*order=descending.*cell=Construction", link)
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[data-part=count]")).to_contain_text("8 of 72")
    assert page.locator("[data-part=rows] tbody").text_content() == shown
    assert page.locator("[data-part=cell] dl").text_content() == cell


def test_an_address_that_makes_no_sense_still_opens(page: Page, address: str) -> None:
    """An unknown table gives the first; a cell that does not exist gives none."""
    open_explorer(page, address, "table=nothing&cell=9999:nothing")
    expect(page.locator("[data-part=count]")).to_contain_text("rows of turnover_1930_36")
    expect(page.locator("[data-part=cell]")).to_be_hidden()


def test_observations_open_with_one_quantity(page: Page, address: str) -> None:
    """Not all numbers of the book on one axis: the levels of one indicator, and never two units."""
    open_explorer(page, address, "table=observations")
    frame = load_table("observations")
    levels = frame[(frame["indicator"] == "labour_turnover_rate") & (frame["expressed_as"] == "level")]
    expected = levels[levels["role"] == "measurement"]
    expect(page.locator("[data-part=count]")).to_contain_text(f"{len(expected)} of {len(frame)}")
    expect(page.locator(".chart-plots svg")).to_have_attribute("data-unit", "per cent")
    choose(page, "indicator", "Output of tractors")
    expect(page.locator(".chart-plots svg")).to_have_count(2)
    assert "is.indicator=output_tractors" in page.url
