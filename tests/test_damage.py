"""Damaged files of raw and curated: the product stays as it is, or the build names the place."""

import shutil
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

import pytest

import fuzz_build
from conftest import CURATED, RAW, file_of
from fuzz_build import Damage, Workshop, damages
from sovietlabour.pipeline.assemble import Built

SOME = 120


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, built: Built) -> Workshop:
    """A copy of the data to damage."""
    data = tmp_path_factory.mktemp("damaged") / "data"
    for folder in (RAW, CURATED):
        shutil.copytree(folder, data / folder.name)
    return Workshop(data, built)


def test_damages_are_refused_or_harmless(shop: Workshop) -> None:
    """A sample of what `make fuzz` tries, always the same."""
    wrong, verdicts = [], Counter[str]()
    for damage in islice(damages(Random(16), shop.data), SOME):
        if not damage.plausible:  # what no check may see takes a whole build
            outcome = shop.outcome(damage)
            verdicts[outcome.verdict] += 1
            if outcome.verdict in fuzz_build.WRONG:
                wrong.append((damage, outcome))
    assert not wrong
    assert verdicts["refused"] > SOME / 3


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("terms.csv", "term,english,", "\ufeffterm,english,", "terms.csv:1, character 1: expected ASCII, and LF"),
        ("terms.csv", ",12479,ASSR,", ",12479,\u0410SSR,", "terms.csv:2, character 189: expected ASCII"),
        ("terms.csv", ",12479,ASSR,", ",,ASSR,", "terms.csv:2, line: expected a line; found ''"),
        ("terms.csv", ",OGPU,", ",GPU,", "terms, see: 'GPU -> GPU' leads back to itself"),
        ("terms.csv", "term,english,russian,see,", "term,english,russian,sea,", "terms.csv:1: expected columns term,"),
        ("terms.csv", "term,english,", "term,new,english,", "terms.csv:1: expected columns term, english"),
        (
            "women_share_1929_35.csv",
            ",2547,",
            ",99999999999,",
            "csv:2, line: expected a whole number from 2539",
        ),
        ("stakhanovites_1936.csv", ",7935,", ",12760,", "csv:2, label_line: expected a whole number from 159 to 12759"),
        (
            "pages.csv",
            "159,191,5,5,",
            "159,191,5,65541,",
            "pages.csv:2, page_latest: expected a whole number from 0",
        ),
        ("laws.csv", ",1917-11-01,", ",1917-11-31,", "laws.csv:2, date: expected a day, such as 1933-05-01; found"),
        ("laws.csv", ",1917-11-01,", ",19171101,", "laws.csv:2, date: expected a day"),
        (
            "chapter_01.csv",
            "ch1-508a,508,1,",
            "ch1-508a,508,,",
            "chapter_01.csv:2, chapter: expected a value; found",
        ),
        ("chapter_01.csv", "ch1-508a,508,1,", "ch1-508a,509,1,", "figure must be named after its chapter and line"),
        ("unemployment_1922_28.csv", "1925/26,", "; 1925/26,", "[; 1925/26]: expected a year, such as 1925 or 1925/26"),
        ("citations.csv", ",2,,Table 2.2,", ", 2,,Table 2.2,", "citations.csv:2, chapter: expected single spaces"),
        ("chapter_01.csv", ",33.3,", ",3.33e1,", "chapter_01.csv:2, value: expected a plain number"),
        (
            "places.csv",
            "Germany,country,,,",
            "Germany,country,,A; A,",
            "places.csv:3, also_called: expected different",
        ),
        ("ledger.csv", "unemployment_1922_28,1922,", "unemployment_1922_28,1923,", "a second line for the same"),
        ("checks.csv", "ch2-1981a,,,,,", ",,,,,", "checks[None]: there is no figure None"),
        ("terms.toml", "rows = 38", "rows = 41", "terms.csv: expected 41 rows, as terms.toml says; found"),
        ("terms.toml", "order = 15", 'order = "15"', "terms.toml: order: expected a whole number"),
        ("terms.toml", "order = 15", "order = 15\nordre = 15", "terms.toml: 'ordre': expected one of label, order"),
        ("terms.toml", "years = [1922, 1941]", "years = [1941, 1922]", "terms.toml: years: expected a rising pair"),
        ("stakhanovites_1936.toml", "chapter = 7\n", "", "stakhanovites_1936.toml: chapter: is missing"),
        (
            "workers_1928_32.toml",
            "Building = {",
            "Buildings = {",
            "workers_1928_32.toml: codes: sector: expected codes of",
        ),
        (
            "workers_1928_32.toml",
            '{ industry = "Construction" }',
            "{}",
            "workers_1928_32.toml: codes: sector: expected",
        ),
        ("workers_1928_32.toml", 'industry = "Construction"', 'industrie = "Building"', "'industrie': expected one of"),
        ("book.toml", 'family = "Filtzer"', "family = 1", "author, 1: family: expected a text"),
        ("book.toml", "line = 1011", "line = 99999999999", "book.toml: lost, 1: line: expected a whole number"),
        ("book.toml", "ledger_lines = 1", "ledger_lines = 2", "ledger.csv: expected 267 lines, as book.toml says"),
    ],
)
def test_each_damage_has_its_place(shop: Workshop, file: str, old: str, new: str, expected: str) -> None:
    """What was once accepted, or gave a traceback."""
    place = file_of(shop.data, file) if not file.startswith("chapter") else shop.data / "raw" / "prose_figures" / file

    def edit(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    outcome = shop.outcome(Damage("edited", place.relative_to(shop.data).as_posix(), edit))
    assert (outcome.verdict, expected in outcome.report) == ("refused", True), outcome.report
