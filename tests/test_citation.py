"""Citations are accepted by the parsers of reference managers, and say the same as CITATION.cff."""

import json

import pytest
import rispy
import yaml
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

import sovietlabour
from conftest import ROOT
from sovietlabour import cite, table_names
from sovietlabour._catalog import catalog, entry
from sovietlabour._citation import STYLES

NAMES = [None, *table_names()]


@pytest.mark.parametrize("which", NAMES)
@pytest.mark.parametrize("style", STYLES)
def test_book_and_data_set_are_both_cited(which: str | None, style: str) -> None:
    """Author, year and title of the book; name and version of the data set."""
    text = cite(which, style=style)  # type: ignore[arg-type]
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


@pytest.mark.parametrize("which", NAMES)
def test_bibtex_is_read_by_pybtex(which: str | None) -> None:
    """Two entries with the fields that their types require."""
    entries = parse_string(cite(which, style="bibtex"), "bibtex").entries
    book, data = entries.values()
    assert str(book.persons["author"][0]) == "Filtzer, Donald"
    assert data.fields["version"] == sovietlabour.__version__
    required = {"title", "publisher", "year"} | ({"pages"} if book.type == "inbook" else set())
    assert required <= set(book.fields)
    if which is not None and entry(which)["pages"]:
        assert book.type == "inbook"
        assert book.fields["pages"] == "--".join(map(str, entry(which)["pages"]))


@pytest.mark.parametrize("which", NAMES)
def test_ris_is_read_by_rispy(which: str | None) -> None:
    """Two references with their types."""
    book, data = rispy.loads(cite(which, style="ris"))
    assert (book["type_of_reference"], data["type_of_reference"]) == ("BOOK", "DATA")
    assert book["authors"] == ["Filtzer, Donald"]
    assert data["edition"] == sovietlabour.__version__


@pytest.mark.parametrize("which", NAMES)
def test_csl_json_is_rendered_by_citeproc(which: str | None) -> None:
    """The citation processor of many reference managers makes a bibliography of it."""
    items = json.loads(cite(which, style="csl-json"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
    rendered = [str(line) for line in bibliography.bibliography()]
    assert len(rendered) == 2
    assert any("Filtzer" in line and "1986" in line for line in rendered)


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
