"""The explorer gives the values that `load_table` gives: rows, filter, sort, plot, click-through, download, address."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from sovietlabour import cite, load_table, provenance

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

FIGURES = load_table("prose_figures")["figure"].tolist()


def open_explorer(page: Page, address: str, view: str) -> None:
    """Open a view and wait for its rows."""
    page.goto(f"{address}/explorer.html#{view}")
    expect(page.locator("[data-part=count]")).to_contain_text("rows of")


def downloaded(page: Page) -> pd.DataFrame:
    """Download the selection."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download selection").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    return pd.read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])


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
    page.get_by_label("industry", exact=True).select_option("Coal mining")
    page.get_by_label("year, from").fill("1932")
    page.get_by_label("year, from").press("Enter")
    page.get_by_role("button", name="turnover_percent", exact=True).click()
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
    expect(page.locator("[data-part=summary]")).to_contain_text("value (per cent) of turnover, coal mining")


def test_the_plot_draws_the_chosen_series(page: Page, address: str) -> None:
    """Two series are plotted and named; something is drawn; one more is added with the keyboard alone."""
    open_explorer(page, address, "table=turnover_1930_36&line=Coal+mining&line=Construction")
    summary = page.locator("[data-part=summary]")
    expect(summary).to_contain_text("turnover_percent (per cent) of Coal mining, Construction")
    blank = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.every(v => v === 0)"
    assert not page.locator("[data-part=canvas]").evaluate(blank)
    page.get_by_label("Chemicals").focus()
    page.keyboard.press("Space")
    expect(summary).to_contain_text("Chemicals")
    assert "line=Chemicals" in page.url


def test_a_point_of_the_plot_leads_to_its_number(page: Page, address: str) -> None:
    """A click on the first point of the only series opens its cell."""
    open_explorer(page, address, "table=turnover_1930_36&line=Coal+mining&is.industry=Coal+mining")
    canvas = page.locator("[data-part=canvas]")
    canvas.scroll_into_view_if_needed()
    size = canvas.bounding_box()
    assert size
    panel = page.locator("[data-part=cell]")
    # A canvas does not say where its points are: the last year stands near the right edge, so that edge is searched.
    width, height = int(size["width"]), int(size["height"])
    places = ((x, y) for x in range(width - 4, width - 40, -7) for y in range(0, height, 7))
    while not panel.is_visible():
        x, y = next(places)
        canvas.click(position={"x": x, "y": y})
    expect(panel).to_contain_text("Coal mining | 1936")
    expect(panel).to_contain_text("112.7 per cent")


def test_a_view_can_be_linked(page: Page, address: str) -> None:
    """The address keeps the view: opened anew it shows the same rows and the same cell."""
    open_explorer(
        page,
        address,
        "table=turnover_1930_36&is.industry=Construction&sort=year&order=descending&cell=67:turnover_percent",
    )
    shown = page.locator("[data-part=rows] tbody").text_content()
    cell = page.locator("[data-part=cell] dl").text_content()
    link = page.url
    assert re.search(r"is\.industry=Construction.*sort=year.*order=descending.*cell=67", link)
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
    expect(page.locator("[data-part=summary]")).to_contain_text("value (per cent) of")
    page.get_by_label("indicator", exact=True).select_option("output_tractors")
    expect(page.locator("[data-part=summary]")).to_contain_text("value (number) of")
