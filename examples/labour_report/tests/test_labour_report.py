"""What the report says is what the tables say."""

import subprocess
import sys

import pytest
import sovietlabour
from pandera.errors import SchemaError
from sovietlabour import load_table, models

from labour_report import absence_and_law, collect, find_indicator, women_and_turnover, write_report
from labour_report.women import join


def test_the_package_under_test_is_installed() -> None:
    """The wheel is used, not a checkout."""
    assert "site-packages" in sovietlabour.__file__
    assert sovietlabour.parquet_path("turnover_1930_36").parent.name == "_data"


def test_women_and_turnover_share_their_years() -> None:
    """Table 2.2 has years, Table 2.3 days; certain figures are some of all."""
    everything, certain = women_and_turnover("Cotton textiles"), women_and_turnover("Cotton textiles", certain=True)
    assert set(everything.years) <= {1929, 1932, 1933, 1934, 1935}
    assert set(certain.years) <= set(everything.years)
    assert len(everything.years) == len(everything.women_percent) == len(everything.turnover_percent) > 0


def test_any_rows_of_a_table_are_joined() -> None:
    """All, some or none, masked or not; a wrong number is an error that names the table."""
    women, turnover = load_table("women_share_1929_35"), load_table("turnover_1930_36")
    assert len(join(women, turnover)) == 45
    assert len(join(women, turnover[turnover["year"] == 1933])) == 9
    assert join(women, turnover.head(0)).empty
    masked = join(load_table("women_share_1929_35", "mask"), load_table("turnover_1930_36", "mask"))
    assert masked["women_percent"].isna().sum() > join(women, turnover)["women_percent"].isna().sum()
    with pytest.raises(SchemaError, match=r"rows of turnover_1930_36: .*turnover_percent"):
        join(women, turnover.assign(turnover_percent=500.0))


def test_a_whole_table_is_checked_by_its_model() -> None:
    """A row too few is an error."""
    assert len(models.Workers192832.validate(load_table("workers_1928_32"))) == 6
    with pytest.raises(SchemaError, match=r"workers_1928_32: .* all its rows"):
        models.Workers192832.validate(load_table("workers_1928_32").head(4))


def test_absence_falls_with_the_law_of_november_1932() -> None:
    """Dismissal is the penalty from 1932 on, and absence of coal miners falls in 1933."""
    years = {one.year: one for one in absence_and_law("Coal mining")}
    assert years[1932].days == 10.52
    assert years[1933].days == 1.93
    assert "dismissal" in years[1933].penalties
    assert years[1929].status == "doubtful"
    assert years[1936].days is None
    assert {one.page for one in years.values()} <= {52, 53, None}


def test_every_number_lies_within_its_bounds() -> None:
    """Values, ranges and half-open bounds."""
    found = collect("labour_turnover_rate", between=(1928, 1941))
    assert len(found) > 70
    for one in found:
        assert one.value is None or one.lower is None or one.lower <= one.value, one
        assert one.value is None or one.upper is None or one.value <= one.upper, one
        assert one.unit in one.amount


def test_words_lead_to_an_indicator() -> None:
    """Everyday words find the code; nonsense finds nothing, with a warning."""
    assert find_indicator("labor turnover") == "labour_turnover_rate"
    with pytest.warns(UserWarning, match="qqqq"):
        assert find_indicator("qqqq") is None


def test_the_report_has_its_sources() -> None:
    """Each section is there, and both tables are cited."""
    text = write_report("Coal mining")
    assert "| 1933 | 1.93 | printed | 52 |" in text or "| 1933 | 1.93 | closed_up | 52 |" in text
    assert "Table 2.2, pp. 52-53" in text
    assert f"sovietlabour {sovietlabour.__version__}" in text


def test_an_industry_that_the_table_lacks_is_an_error() -> None:
    """Errors of the package are errors of the report."""
    with pytest.raises(sovietlabour.SovietLabourError, match="Glass"):
        write_report("Glass")


def test_the_command_says_what_is_wrong() -> None:
    """A report goes to standard output, a complaint to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "labour_report", "Construction"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("# Construction\n")
    wrong = subprocess.run([sys.executable, "-m", "labour_report", "Coal"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "no industry 'Coal'" in wrong.stderr
