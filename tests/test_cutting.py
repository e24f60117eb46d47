"""Where one cell ends and the next begins: the OCR leaves the same space inside numbers and between them."""

import re
from collections.abc import Iterator

import pytest

from sovietlabour.pipeline.assemble import Built
from sovietlabour.pipeline.numbers import close_up

DECIMALS = {
    "turnover_1930_36": {"(1)": 1, "(2)": 1, "(3)": 2},
    "women_share_1929_35": dict.fromkeys(["1929-01-01", "1932-07-01", "1933-01-01", "1934-01-01", "1935-07-01"], 1),
    "output_1933_36": {"1933": 1, "1936": 1},
}


def cuts(parts: list[str], decimals: list[int]) -> Iterator[list[str]]:
    """Give every way to join neighbouring parts to numbers with these decimals."""
    if not decimals:
        if not parts:
            yield []
        return
    for end in range(1, len(parts) - len(decimals) + 2):
        number = close_up("".join(parts[:end]))
        if re.fullmatch(rf"[1-9]?[0-9]{{1,2}}\.[0-9]{{{decimals[0]}}}", number):
            for rest in cuts(parts[end:], decimals[1:]):
                yield [number, *rest]


@pytest.mark.parametrize("table", DECIMALS)
def test_every_line_is_cut_in_the_only_possible_way(built: Built, table: str) -> None:
    """With the decimals of its columns, each line of numbers closes up to one row of cells and no other."""
    raw = built.tables[table].raw
    lines: dict[str, tuple[list[str], list[int]]] = {}
    for row in raw.rows:
        printed, decimals = lines.setdefault(row["line"], ([], []))
        for column, places in DECIMALS[table].items():
            if row[column]:
                printed.append(row[column])
                decimals.append(1 if row[column] == "1 9.9" and column == "(3)" else places)
    for line, (printed, decimals) in lines.items():
        ways = list(cuts(" ".join(printed).split(), decimals))
        assert ways == [[close_up(cell) for cell in printed]], f"line {line}"


def test_other_decimals_give_no_cut() -> None:
    """The test above can fail: a line that does not have these decimals cannot be cut at all."""
    assert list(cuts(["4.0", "1", "1", "1", "7.1"], [2, 1])) == [["4.01", "117.1"]]
    assert list(cuts(["4.0", "1", "1", "1", "7.1"], [1, 1])) == []
    assert list(cuts(["4.0", "1", "1", "1", "7.1"], [2, 2])) == []
