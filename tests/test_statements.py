"""Figures of the prose: from words to numbers, and the two readings behind them."""

import pytest

from conftest import RAW, ROOT
from sovietlabour import load_table
from sovietlabour.pipeline.quantities import derivation
from sovietlabour.pipeline.statement_readings import agree, compare, read_rows, unaccounted

READINGS = ROOT / "data" / "readings" / "prose_figures"
PUBLISHED = [row for path in sorted((RAW / "prose_figures").glob("*.csv")) for row in read_rows(path)]


@pytest.mark.parametrize(
    ("printed", "value", "status"),
    [
        ("17 per cent", 17, "printed"),
        ("1 ,74 1 ,000", 1741000, "closed_up"),
        ("over 1 . 5 million", 1500000, "closed_up"),
        ("nearly two-thirds", 66.7, "printed"),
        ("a third", 33.3, "printed"),
        ("doubled", 2, "printed"),
        ("halved", 50, "printed"),
        ("fourfold", 4, "printed"),
        ("seventeen hundred", 1700, "printed"),
        ("one of every four", 25, "printed"),
        ("several dozen", 24, "printed"),
        ("2 hours 40 minutes", 160, "closed_up"),
        ("an hour and 1 5  m inu tes", 75, "closed_up"),
        ("full 1 5  per cent", 15, "closed_up"),
        ("between 85\nand 90 per cent", 90, "printed"),
        ("138 .5\nbillion", 138500000000, "closed_up"),
        ("17 per cent", 71, None),
        ("a third", 30, None),
        ("thre!;! months", 3, None),
    ],
)
def test_a_number_follows_from_its_words_or_does_not(printed: str, value: float, status: str | None) -> None:
    """Rules for figures, number words, fractions and scales; everything else needs the ledger."""
    assert derivation(printed, value) == status


def test_most_numbers_follow_by_rule() -> None:
    """The ledger is for exceptions."""
    statuses = load_table("prose_figures")["status"].value_counts(normalize=True)
    assert statuses["printed"] + statuses["closed_up"] > 0.95


@pytest.mark.parametrize("reader", ["1", "2", "3"])
def test_every_row_of_both_readings_is_published_or_left_out_with_a_reason(reader: str) -> None:
    """Nothing that a reader found is lost in silence."""
    reading = [row for path in sorted((READINGS / f"reader_{reader}").glob("*.csv")) for row in read_rows(path)]
    dropped = [row for row in read_rows(READINGS / "dropped.csv") if row["reader"] == reader]
    assert all(len(row["reason"]) > 5 for row in dropped)
    missing, stale = unaccounted(PUBLISHED, reading, dropped)
    assert missing == []
    assert stale == []


def test_every_part_of_the_text_is_read_twice() -> None:
    """The introduction, ten chapters and the endnotes."""
    first, second = ({path.stem for path in (READINGS / f"reader_{n}").glob("*.csv")} for n in (1, 2))
    assert len(first) == 12
    assert second == first


def test_a_lost_row_is_found() -> None:
    """The comparison can fail: a published row that is taken away is reported."""
    reading = read_rows(READINGS / "reader_1" / "introduction.csv")
    without = [row for row in PUBLISHED if row["line"] != reading[0]["line"]]
    missing, _ = unaccounted(without, reading, [])
    assert reading[0] in missing


def test_rows_pair_by_line_and_number() -> None:
    """The same number a line apart is the same statement; another number on the same words is a difference."""

    def row(line: int, printed: str, value: str, unit: str = "persons") -> dict[str, str]:
        return {"line": str(line), "printed": printed, "value": value, "low": "", "high": "", "unit": unit}

    first = [row(10, "1 74", "174"), row(20, "about 30", "30"), row(30, "40", "40")]
    second = [row(11, "174", "174"), row(20, "30", "3"), row(50, "60", "60")]
    found = compare(first, second)
    assert (len(found.same), len(found.differing), len(found.only_first), len(found.only_second)) == (1, 1, 1, 1)
    assert found.missed_by_both == pytest.approx(3 * 3 / 2 - 4)
    assert agree(row(1, "a third", "33.3"), row(1, "a third", "33.33"))


def test_the_page_on_recall_is_that_of_the_readings() -> None:
    """docs/recall.md is written by tools/recall.py."""
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    import recall

    assert (ROOT / "docs" / "recall.md").read_text(encoding="utf-8") == recall.page()


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
