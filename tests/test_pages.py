"""Every page of every row follows from its line, and agrees with what the book prints about its pages."""

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from sovietlabour import cite, define, load_table, models, provenance
from sovietlabour._pages import place_of

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

RUNNING_HEADS = {
    1817: 48,
    2215: 57,
    2435: 62,
    3413: 84,
    4635: 112,
    5023: 121,
    6024: 146,
    7150: 172,
    7750: 185,
    8564: 203,
    9142: 217,
    9410: 223,
    9589: 227,
    10238: 242,
    10731: 253,
}
"""Lines of the text that print the number of their page, read once more for this test."""


PLACED: "tuple[TableName, ...]" = ("prose_figures", "citations", "provisions", "enterprise_mentions")


def placed(name: "TableName") -> pd.DataFrame:
    """Give the rows of a table, or its cells, that have a line and a page."""
    rows = load_table(name)
    return rows if {"line", "page"} <= set(rows.columns) else provenance(name)


def test_no_row_contradicts_a_running_head(name: "TableName") -> None:
    """A row above a head stands on an earlier page, one on its line or below on that page or a later one."""
    rows = placed(name).dropna(subset=["page"])
    for line, page in RUNNING_HEADS.items():
        assert (rows.loc[rows["line"] < line, "page"] < page).all()
        assert (rows.loc[rows["line"] >= line, "page"] >= page).all()


def test_every_page_is_that_of_the_map(name: "TableName") -> None:
    """Pages are given where the map fixes them, and are missing everywhere else."""
    pages = load_table("pages").sort_values("first_line")
    rows = placed(name).dropna(subset=["line"])
    if rows.empty:
        return
    expected = pages["page"].to_numpy()[pages["first_line"].searchsorted(rows["line"], side="right") - 1]
    assert pd.Series(expected, dtype="Int16").equals(rows["page"].astype("Int16").reset_index(drop=True))


def test_the_map_has_the_heads() -> None:
    """Each head opens its page, and no other page claims to have one."""
    heads = load_table("pages").query("known == 'running head'").set_index("first_line")["page"]
    assert heads.to_dict() == RUNNING_HEADS


@pytest.mark.parametrize(("line", "page"), [(9101, 216), (9141, 216), (7770, 185), (5005, 120), (12273, 312)])
def test_pages_that_were_wrong(line: int, page: int) -> None:
    """Pages of 0.3.0 that a head or the index of enterprises contradicts."""
    assert place_of(line) == f"p. {page}"


def test_no_page_of_a_span_is_certain() -> None:
    """Chapter 1 up to the lost page of Table 1.2, and the endnotes of chapters 3 to 5."""
    for rows in [load_table(name) for name in PLACED]:
        lost = rows["line"].between(359, 1099) | rows["line"].between(11539, 12127) | (rows["line"] >= 12477)
        assert rows.loc[lost, "page"].isna().all()
        assert rows.loc[~lost, "page"].notna().all()
    assert provenance("unemployment_1922_28")["page"].isna().all()
    assert "Table 1.1, between pp. 22 and 25" in cite("unemployment_1922_28")
    assert "between pp. 316 and 323" in define("ORS")


def test_the_model_refuses_a_map_with_a_hole() -> None:
    """A line without a page, a page below the one before, a span given as certain."""
    pages = load_table("pages")
    holed = pages.assign(last_line=pages["last_line"].mask(pages["first_line"] == 1817, 1859))
    falling = pages.assign(page_earliest=pages["page_earliest"].mask(pages["first_line"] == 1817, 46))
    certain = pages.assign(page=pages["page"].fillna(1))
    for wrong in (holed, falling, certain):
        with pytest.raises(Exception, match=r"must begin on the line|must rise|must be given"):
            models.Pages.validate(wrong, lazy=True)
