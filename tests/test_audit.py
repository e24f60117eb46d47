"""The audit: the raw cells against the OCR text, where the text is at hand, and against a text made up here."""

import re
import shutil
from pathlib import Path

import pytest

from audit import audit, main
from conftest import CURATED, DATA, RAW
from sovietlabour import BuildError, SovietLabourError
from sovietlabour.models import declared_tables

TEXT = ["Table 2.1", "", "1928 1932 % increase", "", "Industry 3,124,000 6,007,000 92 "]
TEXT += ["Building 630,000 2,479,000 293", "Transport 894,000 1,474,000 65"]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Table 2.1 alone, and a text that holds its cells on the lines of the book."""
    data = tmp_path / "data"
    for folder in ("raw", "curated"):
        (data / folder).mkdir(parents=True)
    for name in ("workers_1928_32.csv", "workers_1928_32.toml"):
        shutil.copy(RAW / name, data / "raw" / name)
    facts = re.sub("rows = [0-9]+", "rows = 1", (CURATED / "checks.toml").read_text(encoding="utf-8"))
    (data / "curated" / "checks.toml").write_text(facts, encoding="utf-8")
    declared = {name: declared_tables()[name] for name in ("workers_1928_32", "checks")}
    monkeypatch.setattr("audit.declared_tables", lambda: declared)
    header, row = "figure,line,printed,low,high,formula,relation,explanation", "f,,,,,1,agrees,A figure has its line."
    (data / "curated" / "checks.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    source = tmp_path / "text.txt"
    source.write_text("\n".join([""] * 1688 + TEXT), encoding="utf-8")
    return data, source


def test_every_cell_stands_on_its_line(ocr_text: Path) -> None:
    """All raw files against the whole text."""
    counts = audit(DATA, ocr_text)
    assert counts["turnover_1930_36"] == 216 - 26 + 9 + 27 + 24 + 2  # values, headings, column numbers, years, splits


def test_the_small_text_passes(small: tuple[Path, Path]) -> None:
    """The text made up here is a fair one."""
    assert audit(*small) == {"checks": 0, "workers_1928_32": 15}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("630,000", "630,0O0"),
        ("630,000", "63 0,000"),
        ("630,000 ", ""),
        ("293", "293 7"),
        ("Transport", "Transport 5"),
        ("1928 1932", "1928 1931"),
        ("Table 2.1\n\n", "Table 2.1\n\n\n"),
        ("Table 2.1\n\n", "Table 2.1\n77\n"),
    ],
)
def test_any_difference_is_found(small: tuple[Path, Path], old: str, new: str) -> None:
    """A changed character, a cell left out, one too many, a shifted line, an unread line."""
    data, source = small
    text = source.read_text(encoding="utf-8")
    assert old in text
    source.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BuildError, match=r"workers_1928_32, line 1\d{3}: expected"):
        audit(data, source)


def test_a_quotation_that_does_not_stand_on_its_line_is_found(small: tuple[Path, Path]) -> None:
    """The characters that a check quotes are audited too."""
    data, source = small
    with (data / "curated" / "checks.csv").open("a", encoding="utf-8") as file:
        file.write(",160,3.5 million,0,1,1,agrees,Words.\n")
    with pytest.raises(BuildError, match=r"'3\.5 million' does not stand on line 160"):
        audit(data, source)


def test_a_statement_without_characters_is_found(small: tuple[Path, Path]) -> None:
    """An empty quotation stands on every line, and says nothing."""
    data, source = small
    with (data / "curated" / "checks.csv").open("a", encoding="utf-8") as file:
        file.write(",160,,0,1,1,agrees,Words.\n")
    with pytest.raises(BuildError, match=r"'' does not stand on line 160"):
        audit(data, source)


def test_a_source_that_cannot_be_read(small: tuple[Path, Path], tmp_path: Path) -> None:
    """A missing file, or one that is no text."""
    data, source = small
    with pytest.raises(SovietLabourError, match=r"nothing\.txt: expected the OCR text"):
        audit(data, tmp_path / "nothing.txt")
    source.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SovietLabourError, match="expected the OCR text"):
        audit(data, source)


def test_the_command_prints_what_it_compared(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python tools/audit.py FILE`."""
    data, source = small
    monkeypatch.setattr("audit.DATA", data)
    monkeypatch.setattr("sys.argv", ["audit.py", str(source)])
    assert main() is None
    assert "workers_1928_32: 15 pieces stand on their lines\n" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["audit.py", "nothing.txt"])
    assert "nothing.txt: expected the OCR text" in str(main())
    monkeypatch.setattr("sys.argv", ["audit.py"])
    assert str(main()).startswith("usage: ")
