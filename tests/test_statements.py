"""Figures of the prose: their keys and pages, as a user joins them."""

import pytest

from sovietlabour import load_table


def test_industries_and_sources_are_known() -> None:
    """Foreign keys, as a user joins them."""
    figures = load_table("prose_figures")
    assert set(figures["industry"].dropna()) <= set(load_table("industries")["industry"])
    keys = {key for keys in figures["source"].dropna() for key in keys.split("; ")}
    assert keys <= set(load_table("sources")["source"])
    cited = load_table("citations").groupby(["chapter", "note"]).size()
    with_note = figures.dropna(subset=["note"])
    survives = [(c, n) in cited.index for c, n in zip(with_note["chapter"], with_note["note"], strict=True)]
    assert with_note["source"].notna().tolist() == survives


def test_pages_rise_with_lines() -> None:
    """One map from lines to pages for prose, notes and tables."""
    figures = load_table("prose_figures")
    assert figures["line"].is_monotonic_increasing
    assert figures["page"].dropna().is_monotonic_increasing


@pytest.mark.parametrize(("line", "page"), [(12273, 312), (12144, 310)])
def test_pages_of_the_notes_are_those_of_the_index(line: int, page: int) -> None:
    """The index of enterprises has note 30 of chapter 9 on page 312 and note 90 of chapter 8 on page 310."""
    figures = load_table("prose_figures")
    assert set(figures.loc[figures["line"] == line, "page"]) == {page}


def test_pages_are_missing_only_where_they_are_lost() -> None:
    """The endnotes of chapters 3 to 5 stand on pages that nothing fixes."""
    for name in ("prose_figures", "citations"):
        table = load_table(name)
        lost = table[table["page"].isna()]
        assert set(lost["chapter"]) <= {3, 4, 5}
        assert lost["line"].between(11538, 12127).all()
        assert table.loc[table["line"].between(11538, 12127), "page"].isna().all()
