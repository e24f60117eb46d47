"""Citations are accepted by the parsers of reference managers, and say the same as CITATION.cff."""

import json
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
import yaml
from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from pybtex.database import parse_string
from pybtex.richtext import Text

import sovietlabour
from conftest import ROOT
from sovietlabour import ArgumentError, bibliography, cite, load_observations, load_table, search, table_names
from sovietlabour._catalog import catalog, entry
from sovietlabour._citation import _pages_cited
from sovietlabour._references import STYLES, Reference, Style, write

NAMES = [None, *table_names()]
SOURCES = "all sources"
WORKS = [*NAMES, SOURCES]
WITHOUT_A_CERTAIN_PAGE = [name for name in table_names() if entry(name).get("page_span")]
AWKWARD: Reference = {
    "id": "awkward",
    "type": "article-journal",
    "author": [{"literal": "Čapek & Søn"}, {"family": "Żółć", "given": "É."}],
    "title": "100 % of R&D, #1_a",
    "container-title": "Труд & Co_1",
    "page": "212-13",
    "issued": {"date-parts": [[1937, 9, 4]]},
}


def _written(work: str | None, style: Style) -> str:
    return bibliography(style) if work == SOURCES else cite(work, style=style)


def _items(work: str | None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(_written(work, "csl-json"))
    return items


def _plain(latex: str) -> str:
    return str(Text.from_latex(latex))


@pytest.mark.parametrize("which", NAMES)
@pytest.mark.parametrize("style", STYLES)
def test_book_and_data_set_are_both_cited(which: str | None, style: Style) -> None:
    """Author, year and title of the book; name and version of the data set."""
    text = cite(which, style=style)
    for part in ("Filtzer", "1986", "Soviet Workers and Stalinist Industrialization", sovietlabour.__version__):
        assert part in text
    if which is not None:
        assert which in text.replace("\\_", "_")


def test_the_text_names_table_and_pages() -> None:
    """As a footnote needs it."""
    assert cite("turnover_1930_36") == (
        "Filtzer, Donald (1986), Soviet Workers and Stalinist Industrialization: The Formation of Modern Soviet "
        "Production Relations, 1928-1941 (London: Pluto Press), Table 2.2, pp. 52-53. Data: The sovietlabour "
        f"contributors (2026), sovietlabour {sovietlabour.__version__}, table turnover_1930_36."
    )
    assert "Table 7.2, p. 188." in cite("stakhanovites_1936")
    assert "Table" not in cite("industries").partition("Data:")[0]


def test_a_page_that_the_text_does_not_fix_is_said_as_a_span() -> None:
    """Table 1.1 has lost its page number."""
    assert "(London: Pluto Press), Table 1.1, between pp. 22 and 25. Data:" in cite("unemployment_1922_28")
    assert "between pp. 22 and 25. 6 rows." in " ".join(str(sovietlabour.describe("unemployment_1922_28")).split())


@pytest.mark.parametrize("which", WITHOUT_A_CERTAIN_PAGE)
@pytest.mark.parametrize("style", STYLES)
def test_no_style_gives_a_span_as_pages(which: str, style: Style) -> None:
    """It is told in words; a field of pages would be taken for certain."""
    earliest, latest = entry(which)["page_span"]
    text = cite(which, style=style)
    assert f"between pp. {earliest} and {latest}" in text.replace("~", " ")
    assert f" {earliest}-" not in text


@pytest.mark.parametrize("work", WORKS)
def test_bibtex_is_read_by_pybtex(work: str | None) -> None:
    """It has the same titles, years and pages as the CSL-JSON."""
    entries = parse_string(_written(work, "bibtex"), "bibtex").entries
    items = _items(work)
    assert list(entries) == [item["id"] for item in items]
    for item, read in zip(items, entries.values(), strict=True):
        assert _plain(read.fields.get("title", "")) == item.get("title", "")
        assert read.fields.get("pages", "").replace("--", "-") == item.get("page", "")
        assert read.fields.get("year", "") == str(item["issued"]["date-parts"][0][0] if "issued" in item else "")
        assert len(read.persons.get("author", [])) == len(item.get("author", []))
        if work == SOURCES or read.type == "book":
            assert _plain(read.fields.get("note", "")) == (item.get("note", "") if work == SOURCES else "")


@pytest.mark.parametrize("which", NAMES)
def test_bibtex_has_the_pages_in_the_citing_command(which: str | None) -> None:
    """The book is the same entry for every table, so that a style with author and year cites one work of 1986."""
    text = cite(which, style="bibtex")
    assert text.partition("@")[2] == cite(style="bibtex").partition("@")[2]
    book, data = parse_string(text, "bibtex").entries.values()
    assert str(book.persons["author"][0]) == "Filtzer, Donald"
    assert book.type == "book"
    assert data.fields["version"] == sovietlabour.__version__
    pages = "--".join(map(str, entry(which)["pages"])) if which else ""
    assert pages in text.partition("@")[0]


FIGURE = "ch5-5609a"  # p. 136, note 41: Trud v SSSR, p. 95; Kats in Plan 1937 no. 8, p. 25
LAW = "decree-1932-11-15-tsik"


def test_a_figure_is_cited_with_its_page_and_what_its_note_names() -> None:
    """Each source with the pages of that note, not with all that are cited anywhere."""
    assert ", p. 136, citing Trud v SSSR (Moscow, 1936), p. 95 and Ya. Kats (1937), Plan, no. 8, p. 25. Data:" in cite(
        FIGURE
    )
    assert cite(FIGURE).endswith(f"observation {FIGURE}.")


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("turnover_1930_36, Coal mining | 1931, turnover_percent", "Table 2.2, p. 52, citing Trud v SSSR (Moscow"),
        ("ch1-508a", "between pp. 13 and 16. Data:"),
        (LAW, "pp. 107, 112, citing TsIK; SNK SSSR (15 November 1932), Ob uvol'nenii"),
        (f"{LAW}/1", "Pluto Press), p. 112, citing "),
        ("Armatrest", ", p. 60. Data:"),
        ("industriya-1939-10-14", "ch. 10 n. 17, citing Industriya (14 October 1939). Data:"),
        ("turnover, all industry", "pp. 52, 135, 141. Data:"),
        ("ORS", "between pp. 316 and 323. Data:"),
        ("labour_turnover_rate", "(London: Pluto Press). Data:"),
        ("months-of-a-monthly-rate", "(London: Pluto Press). Data:"),
    ],
)
def test_anything_is_cited_by_its_id(what: str, place: str) -> None:
    """With its place in the book and its name in the data set."""
    assert place in cite(what)
    assert cite(what).endswith(f"{what}.")


def test_a_page_of_a_source_is_that_of_the_note() -> None:
    """What has no note has no page: the foot of a table may name the same source, for something else."""
    assert _pages_cited("trud-v-sssr-1936", None, 41) == "95"
    assert _pages_cited("trud-v-sssr-1936", "Table 2.2", None).startswith("95-6, 102-3")
    assert _pages_cited("trud-v-sssr-1936", None, None) == ""


def test_every_find_of_a_search_can_be_cited() -> None:
    """The ids that `search` gives are those that `cite` takes; tables that are lost are not."""
    found = search("absenteeism")
    assert {"observation", "law", "indicator", "table"} <= set(found["kind"])
    assert all(cite(one) for one in found["id"] if not one.startswith("Table"))


@pytest.mark.parametrize("style", STYLES)
def test_several_are_cited_with_one_book(style: Style) -> None:
    """And one data set, and each source once."""
    text = cite(["turnover_1930_36", FIGURE, "ch5-5609b", LAW], style)
    assert text.count("The Formation of Modern Soviet Production Relations") == 1
    assert text.count("The sovietlabour contributors") == 1
    assert cite(["turnover_1930_36", "turnover_1930_36"], style) == cite("turnover_1930_36", style)
    assert all(
        place in text.replace("~", " ").replace("--", "-")
        for place in ("Table 2.2, pp. 52-53", "p. 136", "pp. 107, 112")
    )


def test_observations_of_a_frame_are_cited_together() -> None:
    """A column of ids is an argument."""
    coal = load_observations("labour_turnover_rate", industry="Coal mining", between=(1936, 1940))
    assert cite(coal["observation"]) == cite(list(coal["observation"]))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("AMO", "Stalin automobile factory, Moscow"), ("turnover", "turnover_1930_36"), (5, "search"), ("", "search")],
)
def test_what_cannot_be_cited_gets_the_closest(wrong: Any, right: str) -> None:
    """Other names lead to the id."""
    with pytest.raises(ArgumentError, match=right):
        cite(wrong)


@pytest.mark.parametrize("work", WORKS)
def test_ris_is_read_by_rispy(work: str | None) -> None:
    """It has the same references as the CSL-JSON, each with a type that rispy knows."""
    items, references = _items(work), rispy.loads(_written(work, "ris"))
    assert [reference["id"] for reference in references] == [item["id"] for item in items]
    for item, reference in zip(items, references, strict=True):
        assert reference["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING
        assert reference.get("title") == item.get("title")
        assert len(reference.get("authors", [])) == len(item.get("author", []))
        assert "unknown_tag" not in reference
        assert ("start_page" in reference) == ("page" in item)


@pytest.mark.parametrize("which", NAMES)
def test_ris_has_a_book_and_a_data_set(which: str | None) -> None:
    """With author and version."""
    book, data = rispy.loads(cite(which, style="ris"))
    assert (book["type_of_reference"], data["type_of_reference"]) == ("BOOK", "DATA")
    assert book["authors"] == ["Filtzer, Donald"]
    assert data["edition"] == sovietlabour.__version__


@pytest.mark.parametrize("work", WORKS)
def test_csl_json_is_rendered_by_citeproc(work: str | None) -> None:
    """The citation processor of many reference managers makes a bibliography of it."""
    items = _items(work)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    rendered = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    rendered.register(Citation([CitationItem(item["id"]) for item in items]))
    lines = [str(line) for line in rendered.bibliography()]
    assert len(lines) == len(items)
    assert all(lines)
    assert work == SOURCES or any("Filtzer" in line and "1986" in line for line in lines)


def test_the_sources_have_a_line_each() -> None:
    """Who, when, what, where, and which notes name it, so far as the notes tell."""
    lines = bibliography("text").split("\n")
    assert len(lines) == len(load_table("sources"))
    assert all("Cited in Filtzer (1986), " in line and line.endswith(".") for line in lines)
    assert lines[0] == "Industriya (14 September 1937). Cited in Filtzer (1986), ch. 10 n. 18."
    assert "E. H. Carr (1984), The Comintern and the Spanish Civil War (London). Cited in" in "\n".join(lines)
    assert "Ya. Kats (1937), Plan, no. 8, pp. 25; 25-6. Cited in" in "\n".join(lines)


def test_accents_stay_and_signs_that_mean_something_to_tex_are_escaped() -> None:
    """Every reader gets the characters of the record back."""
    (read,) = parse_string(write([AWKWARD], "bibtex"), "bibtex").entries.values()
    assert _plain(read.fields["title"]) == AWKWARD["title"]
    assert _plain(read.fields["journal"]) == AWKWARD["container-title"]
    assert [_plain(str(person)) for person in read.persons["author"]] == ["Čapek & Søn", "Żółć, É."]
    (reference,) = rispy.loads(write([AWKWARD], "ris"))
    assert reference["authors"] == ["Čapek & Søn", "Żółć, É."]
    assert (reference["title"], reference["secondary_title"]) == (AWKWARD["title"], AWKWARD["container-title"])
    assert json.loads(write([AWKWARD], "csl-json")) == [AWKWARD]
    assert write([AWKWARD], "text").startswith("Čapek & Søn; Żółć, É. (4 September 1937), 100 % of R&D, #1_a, ")


def test_ris_has_the_last_page_in_full() -> None:
    """The notes shorten it: 212-13."""
    (reference,) = rispy.loads(write([AWKWARD], "ris"))
    assert (reference["start_page"], reference["end_page"]) == ("212", "213")


@pytest.mark.parametrize("work", [None, SOURCES])
def test_an_unknown_style_is_an_error(work: str | None) -> None:
    """The message names the styles."""
    with pytest.raises(ArgumentError, match="text, bibtex, csl-json, ris"):
        _written(work, "docx")  # type: ignore[arg-type]


def test_the_name_of_a_style_is_understood() -> None:
    """In any case, with any sign between its words."""
    assert cite(style="BibTeX") == cite(style="bibtex")  # type: ignore[arg-type]
    assert bibliography("CSL_JSON") == bibliography("csl-json")  # type: ignore[arg-type]


def test_citation_file_agrees_with_the_package() -> None:
    """One version, one title, one licence, one book, wherever they are told."""
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package, book = catalog()["package"], catalog()["sources"]["filtzer1986"]
    assert cff["version"] == sovietlabour.__version__ == package["version"]
    assert str(cff["date-released"]) == package["released"]
    assert cff["title"] == package["title"]
    assert cff["authors"] == [{"name": package["authors"]}]
    (reference,) = cff["references"]
    assert reference["title"] == f"{book['title']}: {book['subtitle']}"
    assert reference["isbn"] == book["isbn"]
    assert reference["year"] == book["year"]
    assert f"## {sovietlabour.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_pages_and_signs_are_written_as_each_style_wants_them() -> None:
    """A single page, a short range, a range without its hundreds, signs of TeX, a title that ends in a full stop."""
    reference = {"id": "x", "type": "article-journal", "title": "No. 1 & 50% #2.", "issued": {"date-parts": [[1940]]}}
    single, short, cut = (reference | {"page": page} for page in ("9", "9-12", "212-13"))
    assert write([single], "text").endswith("p. 9.")
    assert write([short], "text").endswith("pp. 9-12.")
    assert [line for line in write([single], "ris").split("\n") if line[:2] in ("SP", "EP")] == ["SP  - 9", "EP  - 9"]
    assert "EP  - 213" in write([cut], "ris")
    assert r"No. 1 \& 50\% \#2." in write([reference], "bibtex")
    assert write([reference], "text").endswith("(1940).")
    assert write([{"id": "y", "type": "book", "title": "A title."}], "text") == "A title."
