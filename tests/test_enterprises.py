"""The enterprises and the terms: found by any name, complete, and in agreement with the book's own index."""

import pandas as pd
import pytest

from sovietlabour import ArgumentError, Enterprise, define, load_enterprise, load_table

PAGES_THAT_DIFFER = {
    "Artemugol'": "The index names page 303 (note 57), which is lost from the text.",
    "Chelyabinsk tractor factory": "The index names page 298 (note 35), lost from the text, and not page 194.",
    "Chusovoi iron and steel works": "By the page breaks line 2134 stands on page 55; the index says 54.",
    "Elektrosila": "The index names page 301 (note 23), which is lost from the text.",
    "Elektrozavod": "The index leaves out page 94 (line 3859).",
    "Frunze engineering works": "The index leaves out page 110, where a proposal bears its name (line 4546).",
}
"""Enterprises whose pages are not those of the index."""


def _pages(text: str) -> set[str]:
    return set(text.split("; "))


def test_the_index_of_the_book_agrees() -> None:
    """For all entries of the index but six, our pages are exactly those that the author's index gives."""
    enterprises = load_table("enterprises").dropna(subset=["index_pages", "pages"])
    assert len(enterprises) == 28
    differ = enterprises[enterprises["pages"].map(_pages) != enterprises["index_pages"].map(_pages)]
    assert set(differ["enterprise"]) == set(PAGES_THAT_DIFFER)
    assert differ["remark"].str.contains("index").all()


def test_enterprises_of_the_lost_notes() -> None:
    """Four enterprises are known from the index alone."""
    enterprises = load_table("enterprises")
    alone = enterprises[enterprises["lines"].isna()]
    assert list(alone["enterprise"]) == [
        "Chernorechenskii chemical factory",
        "Chistyakovugol'",
        "Donbassantratsit",
        "Geofizika",
    ]
    assert alone["remark"].str.contains("lost").all()


@pytest.mark.parametrize(
    ("called", "enterprise"),
    [
        ("Putilov", "Kirov factory, Leningrad"),
        ("krasnyi putilovets", "Kirov factory, Leningrad"),
        ("Kirov factory", "Kirov factory, Leningrad"),
        ("AMO", "Stalin automobile factory, Moscow"),
        ("KhETZ", "Kharkov electrical engineering factory"),
        ("Rostsel'mash", "Rostov agricultural machinery factory"),
        ("Stalin factory, Baku", "Stalin factory, Baku"),
        ("Artemugol", "Artemugol'"),
    ],
)
def test_any_name_will_do(called: str, enterprise: str) -> None:
    """Former, other and partial names lead to the enterprise."""
    assert load_enterprise(called).name == enterprise


@pytest.mark.parametrize("called", ["Stalin factory", "Kirov", "Lenin factory", "factory"])
def test_a_name_of_several(called: str) -> None:
    """The message names all of them."""
    with pytest.raises(ArgumentError, match=rf"several enterprises are called '{called}': .+; .+"):
        load_enterprise(called)


@pytest.mark.parametrize(("called", "hint"), [("Elektrozavot", "'Elektrozavod'"), ("Magnitogorks", "Magnitogorsk")])
def test_a_misspelt_name(called: str, hint: str) -> None:
    """The message names the closest."""
    with pytest.raises(ArgumentError, match=f"there is no enterprise '{called}'; did you mean .*{hint}"):
        load_enterprise(called)


@pytest.mark.parametrize("called", ["", "zzz", None])
def test_no_name(called: object) -> None:
    """Nothing is found by nothing."""
    with pytest.raises(ArgumentError, match="there is no enterprise"):
        load_enterprise(called)  # type: ignore[arg-type]


def test_everything_about_each_enterprise() -> None:
    """Facts, mentions and figures are those of the tables, for every enterprise."""
    figures = load_table("observations")
    of_figures = figures["enterprise"].dropna().str.split("; ").explode().value_counts()
    mentions = load_table("enterprise_mentions")["enterprise"].value_counts()
    for row in load_table("enterprises").to_dict("records"):
        found = load_enterprise(row["enterprise"])
        assert isinstance(found, Enterprise)
        assert found.name == row["enterprise"] == found.facts["enterprise"]
        assert len(found.figures) == of_figures.get(found.name, 0)
        assert len(found.mentions) == mentions[found.name]
        assert found.name in str(found)


def test_printing_an_enterprise() -> None:
    """The text has names, place, lines and each figure with its line."""
    text = str(load_enterprise("Artemugol'"))
    assert text.startswith("Artemugol'\n  kind: coal trust\n")
    assert "parts: Kalinin mine; Young Communard mine" in text
    assert "output, ratio to norm: individual face workers, Artemugol' trust, 1932: 200 per cent (line 9504)" in text


def test_mentions_do_not_contradict_figures() -> None:
    """Where a line has a figure about an enterprise and names one enterprise only, it is that one."""
    mentions = load_table("enterprise_mentions")
    alone = mentions.groupby("line").filter(lambda rows: len(rows) == 1).set_index("line")["enterprise"]
    figures = load_table("observations").dropna(subset=["enterprise"])
    on_line = figures[figures["line"].isin(alone.index)]
    wrong = [
        (row["observation"], row["enterprise"], alone[row["line"]])
        for row in on_line.to_dict("records")
        if alone[row["line"]] not in row["enterprise"].split("; ")
    ]
    sentences_that_end_where_the_next_begins = [
        ("ch3-2928a", "Molotov automobile factory, Gor'kii", "Rostov agricultural machinery factory"),
        ("ch6-6697a", "Elektrosila", "Baltiiskii factory"),
    ]
    assert wrong == sentences_that_end_where_the_next_begins


def test_what_is_ors() -> None:
    """The question of the table of terms."""
    said = define("ORS")
    assert said.startswith("ORS: Department of Workers' Supply (Otdel Rabochego Snabzheniya). ")
    assert said.endswith("[Filtzer 1986, between pp. 316 and 323; line 12513]")


def test_every_term_is_defined() -> None:
    """Case and apostrophes do not count, and an entry that refers to another brings it along."""
    terms = load_table("terms")
    for row in terms.to_dict("records"):
        said = define(row["term"].upper().replace("'", ""))
        assert said.startswith(f"{row['term']}: {row['english']}")
        if isinstance(row["see"], str):
            assert f"\n{row['see']}: " in said
    assert pd.notna(terms["see"]).any()


def test_an_unknown_term() -> None:
    """The message names the closest."""
    with pytest.raises(ArgumentError, match=r"there is no term 'ORZ'; did you mean .*'ORS'"):
        define("ORZ")


def test_a_notebook_shows_an_enterprise_as_tables() -> None:
    """All that printing gives, escaped; an enterprise without figures says so."""
    html = load_enterprise("AMO")._repr_html_()
    assert "<h3>Stalin automobile factory, Moscow</h3>" in html
    assert html.count("<table") == 2
    assert "125 per cent" in html
    assert "<td>8002</td>" in html
    assert "NaN" not in html
    assert html.count("<thead>") == 1  # of the figures; what is said of a factory needs no head
    assert "No figures." in load_enterprise("Armatrest")._repr_html_()


def test_the_mentions_of_an_enterprise_are_numbered_from_0() -> None:
    """And have the columns of their table."""
    mentions = load_enterprise("AMO").mentions
    assert list(mentions.index) == list(range(len(mentions)))
    assert list(mentions) == list(load_table("enterprise_mentions"))
