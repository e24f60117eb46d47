"""Adding a table touches its three files, the codelist of what it measures and its second reading, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, copy_checkout

RAW_CSV = """\
industry,line,label,"Wage, rubles",Women
Coal mining,3001,Coal mining,l 50,7
Cotton textiles,3002,Cotton textiles,90,61
"""
FACTS = """\
order = 100
label = "Table 99.1"
printed_title = "Wages"
chapter = 2
years = [1935, 1935]
lines = [3000, 3002]
original_source = "Made up."
footnotes = []
columns = ["industry", "line", "label", "Wage, rubles", "Women"]
rows = 2

[values]
"Wage, rubles" = "Wage a month"
"Women" = "Women among workers"

[other_lines]
title = [3000]
"""
MODEL = '''\
"""A table made up for a test."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel

INDUSTRIES = ("Coal mining", "Cotton textiles")


class Wages1935(TableModel, keys=["industry"]):
    """Wages by industry.

    One row per industry.
    """

    industry: Series[pd.CategoricalDtype] = columns.industry(codes=INDUSTRIES)
    wage_days: Series[np.float64] = columns.measured(
        "Wage of a month.", unit="days", indicator="made_up_wage", ge=1
    )
    women_percent: Series[np.float64] = columns.measured(
        "Women among the workers.", unit="per cent", indicator="women_share", ge=0, le=100
    )


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Name the columns."""
    return raw.rename(columns={"Wage, rubles": "wage_days", "Women": "women_percent"})
'''
SECOND_READING = """\
industry,column,value,printed,page,line,certainty,remark
Coal mining,wage_days,150,l 50,74,3001,sure,
Coal mining,women_percent,7,7,74,3001,sure,
Cotton textiles,wage_days,90,90,74,3002,sure,
Cotton textiles,women_percent,61,61,74,3002,sure,
"""
ASK = """
from sovietlabour import cite, describe, load_observations, load_table, provenance, search_figures, table_names
assert "wages_1935" in table_names()
frame = load_table("wages_1935")
assert frame["wage_days"].tolist() == [150, 90], frame
assert provenance("wages_1935")["status"].tolist() == ["closed_up", "printed", "printed", "printed"]
assert "Table 99.1, p. 74" in cite("wages_1935")
found = load_observations("salary, made up", topic="wages", industry="Coal mining")
assert found["value"].tolist() == [150], found
assert search_figures("made up", industry="Coal mining")["observation"].tolist() == found["observation"].tolist()
assert "Table 99.1: Coal mining" in load_table("industries").set_index("industry").loc["Coal mining", "labels"]
assert "Wages by industry" in str(describe("wages_1935"))
"""


@pytest.fixture
def with_a_new_table(tmp_path: Path) -> Path:
    """A copy of the checkout with one table more."""
    root = copy_checkout(tmp_path / "checkout", "tests", "tools", "docs", "pyproject.toml", "README.md")
    (root / "data/raw/wages_1935.csv").write_text(RAW_CSV, encoding="utf-8")
    (root / "data/raw/wages_1935.toml").write_text(FACTS, encoding="utf-8")
    (root / "src/sovietlabour/models/wages_1935.py").write_text(MODEL, encoding="utf-8")
    with (root / "data/curated/indicators.csv").open("a", encoding="utf-8") as indicators:
        indicators.write('made_up_wage,Wage made up,wages,days,,Made up.,,,,"salary, made up"\n')
    facts = root / "data/curated/indicators.toml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("rows = 224", "rows = 225"), encoding="utf-8")
    (root / "data/readings/wages_1935.csv").write_text(SECOND_READING, encoding="utf-8")
    return root


def test_a_table_is_its_files(with_a_new_table: Path) -> None:
    """With industries and topics of the prose: built, loaded, cited, found, described, compared with its reading."""

    def python(*words: str) -> None:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=with_a_new_table,
            env={"PYTHONPATH": "src:tests:tools", "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    python("-m", "sovietlabour", "build")
    python("-c", ASK)
    whole_contract = ("tests/test_tables.py", "tests/test_readings.py", "tests/test_pages.py")
    python(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-k",
        "wages_1935 or nothing_else or is_what_is_built",
        *whole_contract,
    )
    assert with_a_new_table != ROOT
