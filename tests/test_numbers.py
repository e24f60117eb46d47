"""The two rules from characters to numbers, and that they guess nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovietlabour.pipeline.numbers import close_up, parse_number, parse_range


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1 92.0", "192.0"),
        ("ll2.2", "112.2"),
        ("l lO.7", "110.7"),
        ("1 35 . 3", "135.3"),
        ("0 .34", "0.34"),
        ("!7", "17"),
        ("1 ,74 1 ,000", "1741000"),
        ("65", "65"),
    ],
)
def test_rules_mend_split_digits_and_look_alikes(printed: str, number: str) -> None:
    """Damage as it stands in the OCR text."""
    assert parse_number(printed) == number


@pytest.mark.parametrize(
    "printed",
    ["", " ", "n.a.", "1.2.3", "12,34", "1,2345", "7 S", "-3", "12a", ".5", "5.", "1e3", "٣", "025", "00", "0,123"],
)
def test_text_that_is_no_number_is_none(printed: str) -> None:
    """Nothing but the two rules: a letter S is not a 5."""
    assert parse_number(printed) is None


@given(st.integers(0, 9999), st.integers(0, 3), st.data())
def test_spaces_never_change_a_number(whole: int, places: int, data: st.DataObject) -> None:
    """Whatever the OCR splits, the number closes up to itself, with its decimals."""
    number = f"{whole}.{'7' * places}" if places else str(whole)
    cuts = data.draw(st.lists(st.sampled_from(["", " ", "  "]), min_size=len(number), max_size=len(number)))
    split = "".join(sign + cut for sign, cut in zip(number, cuts, strict=True))
    assert parse_number(split) == number


def test_ranges_give_both_ends() -> None:
    """A dash between spaces is a range; one number is both its ends."""
    assert parse_range("22.0 - 27.5") == ("22.0", "27.5")
    assert parse_range("37.7") == ("37.7", "37.7")
    assert parse_range("22.0 - x") is None
    assert parse_range("22.0-27.5") is None


def test_close_up_keeps_other_letters() -> None:
    """A letter that looks like no digit stays, and makes the text no number."""
    assert close_up("1 S.3") == "1S.3"
