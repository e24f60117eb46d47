"""What codes mean: every code has a meaning, anyone can look it up by any name, and the build refuses less."""

import json
from pathlib import Path

import pandas as pd
import pytest

from conftest import PROCESSED
from sovietlabour import ArgumentError, TableName, codes, columns, describe, load_table, provenance, table_names
from sovietlabour._catalog import catalog
from sovietlabour._codebook import codelists, codes_names, meaning_html
from test_build import edit, problems

LABELS = {"period", "sector", "product", "branch", "item"}
"""Closed lists of what the page prints, which need no meaning."""
SEVERAL = {"subject", "offence", "penalty"}


def told(name: object) -> dict[str, str]:
    """Give meanings by code."""
    frame = codes(name)  # type: ignore[arg-type]
    return dict(zip(frame["code"], frame["meaning"], strict=True))


def test_every_closed_list_has_meanings(name: str) -> None:
    """But for labels of the page and the industries, which have a table; text columns of codes too."""
    for column in catalog()["tables"][name]["columns"]:
        if "categories" in column and not column["refers_to"]:
            assert bool(column["codes"]) == (column["name"] not in LABELS), column["name"]
        if column["name"] in {"unit", "status", "role", "kind", *SEVERAL} and name != "enterprises":
            assert column["codes"], column["name"]


def test_every_code_that_occurs_has_a_meaning(name: str) -> None:
    """In the frames themselves, each code of several in one cell."""
    frame = pd.DataFrame(load_table(name))  # type: ignore[call-overload]
    for column in catalog()["tables"][name]["columns"]:
        if column["codes"]:
            found = set(frame[column["name"]].dropna().astype("str").str.split("; ").explode())
            assert found <= set(told(f"{name}.{column['name']}"))


def test_the_cells_have_the_statuses_of_the_list() -> None:
    """The provenance too, where a cell can be blank."""
    statuses = codes("status")
    assert set(provenance()["status"]) == set(statuses["code"])
    assert "provenance.status" in statuses["columns"].iloc[0]


def test_meanings_say_more_than_the_code() -> None:
    """A sentence that is not used for two codes of a list, and says where the code is used."""
    everything = codes()
    assert list(everything) == ["list", "code", "meaning", "also_called", "columns"]
    assert not everything.duplicated(["list", "code"]).any()
    assert not everything.duplicated(["list", "meaning"]).any()
    assert everything["meaning"].str.fullmatch(r"\S.{4,}\.").all()
    assert not everything["meaning"].str.contains("`").any()
    assert (everything["columns"] != "").all()


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("observations.role", "observations.role"),
        ("laws.kind", "laws.kind"),
        ("precision", "long_series.precision"),
        ("indicator", "indicators"),
        ("indicator", "observations.indicator"),
        ("industry", "turnover_1930_36.industry"),
        ("place", "places"),
        ("population", "populations"),
        ("topic", "indicators.topic"),
        ("period", "periods"),
        ("enterprise", "enterprises"),
        ("law", "provisions.restated_by"),
        ("term", "terms"),
    ],
)
def test_all_names_lead_to_the_same(one: str, another: str) -> None:
    """A list, a column, a table that lists codes, and its key."""
    assert told(one) == told(another) != {}


def test_every_name_that_is_offered_works() -> None:
    """No name that the error or the type checker knows is refused, or gives nothing."""
    for offered in codes_names(catalog()):
        assert told(offered), offered


def test_other_names_are_shown() -> None:
    """Of closed lists and of tables that list codes."""
    others = {name: codes(name).set_index("code")["also_called"] for name in ("subject", "indicators")}
    assert "progul" in others["subject"]["absenteeism"].split("; ")
    assert "progul" in others["indicators"]["absence_cases"].split("; ")
    assert others["subject"]["hiring"] == ""


def test_a_name_that_several_lists_end_with_gives_all() -> None:
    """The role of a number, and that of a source."""
    assert set(codes("role")["list"]) == {"observations.role", "citations.role"}
    assert codes("kind")["list"].nunique() == 5


def test_tables_that_list_codes_say_name_and_definition() -> None:
    """Every row of theirs, with what the table has of it."""
    indicators = load_table("indicators")
    names = dict(zip(indicators["indicator"], indicators["name"], strict=True))
    assert all(meaning.startswith(f"{names[code]}: ") for code, meaning in told("indicators").items())
    assert "part of Donbass" in told("places")["Eastern Donbass"]
    assert told("periods")["NEP"].startswith("start 1921-03-01; end 1928-12-31")
    for table in set(codelists(catalog()).values()):
        assert all(told(table).values()), table


@pytest.mark.parametrize(
    ("wrong", "closest"),
    [
        ("rol", "did you mean 'role'"),
        ("statuses", "did you mean 'status'"),
        ("law.kind", "did you mean 'laws.kind'"),
        ("observations.rle", "did you mean 'observations.role'"),
        ("indicatr", "did you mean 'indicator'"),
        ("zzzz", r"codes\(\) has all"),
        (3, r"codes\(\) has all"),
        (["role"], "did you mean 'role'"),
    ],
)
def test_a_wrong_name_is_told_the_closest(wrong: object, closest: str) -> None:
    """Lists, columns and tables."""
    with pytest.raises(ArgumentError, match=closest):
        told(wrong)


def test_all_damage_to_the_list_is_named_at_once(data: Path) -> None:
    """File and line of each, or the column whose code is lost, beside the problems of other files."""
    path = data / "curated" / "codes.csv"
    edit(path, "\nrank,main,", "\nrank,mane,")
    edit(path, "\nbound,at most,", "\nbound,at least,")
    edit(path, "; flitting\n", "; idling\n")
    edit(path, "\nasserted_by,ours,", "\nasserted_by,,")
    edit(path, "\npenalty,prison,Imprisonment.", "\npenalty,prison,")
    edit(path, "\npenalty,eviction,", "\nverdict,eviction,")
    edit(path, "\nunit,pairs,", "\nunit,pears,")
    edit(data / "raw" / "provisions.csv", ",absenteeism; ", ",absentism; ")
    (data / "raw" / "stray.csv").touch()
    report = problems(data)

    def at(start: str) -> str:
        lines = path.read_text(encoding="utf-8").splitlines()
        return f"codes.csv:{max(number for number, line in enumerate(lines, 1) if line.startswith(start))}: "

    for expected in (
        "provisions, rank: there is no code in rank 'main'; did you mean 'mane'",
        at("rank,mane,") + "no column has the code 'mane' of rank",
        at("bound,at least,") + "'at least' of bound stands already on line",
        at("offence,quitting,") + "'idling' of offence stands already on line",
        at("asserted_by,,") + "expected a list, a code and its meaning",
        at("penalty,prison,") + "expected a list, a code and its meaning",
        "provisions, penalty: there is no code in penalty 'eviction'",
        at("verdict,eviction,") + "no column has the code 'eviction' of verdict",
        "observations, unit: there is no code in unit 'pairs'; did you mean 'pears'",
        "provisions, subject: there is no code in subject 'absentism'; did you mean 'absenteeism'",
        "stray.csv: there is no module models/stray.py",
    ):
        assert expected in report


def test_a_list_with_other_columns_is_refused(data: Path) -> None:
    """Before anything is made of it."""
    edit(data / "curated" / "codes.csv", "list,code,meaning", "list,code,sense")
    assert (
        "codes.csv: expected columns list, code, meaning, also_called; found list, code, sense, also_called"
        in problems(data)
    )


def test_the_codebook_shows_meanings(name: TableName) -> None:
    """In a terminal and as HTML; a printed order only where the page has one; no Markdown in either."""
    book = describe(name)
    text, html = " ".join(str(book).split()), book._repr_html_()
    assert "`" not in text + html
    for column in book.facts["columns"]:
        for code, meaning in column["codes"].items():
            assert f"{code}: {' '.join(meaning.split())}".replace("`", "'") in text
            assert f"<li><code>{code}</code>: " in meaning_html(column)
            assert meaning_html(column) in html
    printed = [c["name"] for c in book.facts["columns"] if "categories" in c and not c["codes"]]
    assert text.count("In printed order:") == len(printed)


def test_html_marks_names_as_code() -> None:
    """What a terminal quotes."""
    assert "'depends_on'" in str(describe("provisions"))
    assert "<code>depends_on</code>" in describe("provisions")._repr_html_()


def test_the_data_dictionary_has_the_values_of_text_columns() -> None:
    """Closed lists of several codes in a cell, too."""
    dictionary = columns("provisions")
    values = dict(zip(dictionary["column"], dictionary["values"], strict=True))
    assert values["penalty"] == "; ".join(told("penalty"))


def test_descriptors_carry_the_meanings() -> None:
    """The Data Package as labels of categories, SDMX as descriptions of codes."""
    package = json.loads((PROCESSED / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [*table_names(), "provenance"]
    for resource in package["resources"]:
        listed = resource["schema"]["fields"]
        for field in (one for one in listed if "categories" in one):
            told = {one["value"]: one["label"] for one in field["categories"]}
            assert set(field["constraints"].get("enum", told)) == set(told)
    structure = json.loads((PROCESSED / "observations.sdmx.json").read_text(encoding="utf-8"))
    lists = {one["id"]: one["codes"] for one in structure["data"]["codelists"]}
    natures = {one["name"]: one["description"] for one in lists["CL_NATURE"] if one["id"] != "_T"}
    known = catalog()["codes"]["nature"]
    assert natures == {nature: known[nature] for nature in natures}
