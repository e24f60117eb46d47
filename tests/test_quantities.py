"""From the words of the text to numbers, by rule."""

import pytest

from sovietlabour import load_table
from sovietlabour.pipeline.quantities import derivation


@pytest.mark.parametrize(
    ("printed", "value", "status"),
    [
        ("17 per cent", 17, "printed"),
        ("1 ,74 1 ,000", 1741000, "closed_up"),
        ("over 1 . 5 million", 1500000, "closed_up"),
        ("nearly two-thirds", 66.7, "printed"),
        ("a third", 33.3, "printed"),
        ("doubled", 2, "printed"),
        ("fourfold", 4, "printed"),
        ("seventeen hundred", 1700, "printed"),
        ("one of every four", 25, "printed"),
        ("several dozen", 24, "printed"),
        ("2 hours 40 minutes", 160, "printed"),
        ("an hour and 1 5  m inu tes", 75, "closed_up"),
        ("full 1 5  per cent", 15, "closed_up"),
        ("between 85\nand 90 per cent", 90, "printed"),
        ("138 .5\nbillion", 138500000000, "closed_up"),
        ("17 per cent", 71, None),
        ("a third", 30, None),
        ("thre!;! months", 3, None),
        ("14.32", 14.32, "printed"),
        ("14.32", 14.36, None),
        ("a third", 33.33, None),
        ("four and a half times", 4.5, "printed"),
        ("four and a half times", 4, None),
        ("four and a half times", 50, None),
        ("s ix-hour day", 6, "closed_up"),
        ("1 00 per cent", 1, None),
        ("3 1 .4 per cent", 31.4, "closed_up"),
        ("fourth offence", 4, None),
        ("seventeen hundred", 7, None),
        ("two-thirds", 2, None),
        ("1.5 million", 1.5, None),
        ("intensity", 20, None),
        ("none at all", 0, "printed"),
        ("not a single block", 1, None),
        ("for a week", 1, "printed"),
        ("three or four hours a day", 1, None),
    ],
)
def test_a_number_follows_from_its_words_or_does_not(printed: str, value: float, status: str | None) -> None:
    """Rules for figures, number words, fractions and scales; everything else needs the ledger."""
    assert derivation(printed, value) == status


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("quadrupled", 4),
        ("trebled", 3),
        ("two milliard rubles", 2e9),
        ("three billion", 3e9),
        ("se ven te en", 17),
        ("ninth", 11.1),
        ("one of every two", 50),
        ("twenty-one", 21),
        ("forty nine", 49),
        ("half a dozen", 6),
        ("hundreds of thousands", 200_000),
        ("few thousand", 2000),
        ("seven tenths", 70),
    ],
)
def test_words_say_what_they_say(printed: str, value: float) -> None:
    """Scales, multiples, parts and split words, one of each kind that the tables of words hold."""
    assert derivation(printed, value) is not None


@pytest.mark.parametrize(
    ("printed", "value"), [("twenty ten", 30), ("one of every one", 100), ("quadrupled", 5), ("two milliard", 2e6)]
)
def test_words_say_nothing_else(printed: str, value: float) -> None:
    """Tens take ones below ten only, and a share is of more than one."""
    assert derivation(printed, value) is None


def test_most_numbers_follow_by_rule() -> None:
    """The ledger is for exceptions."""
    statuses = load_table("prose_figures")["status"].value_counts(normalize=True)
    assert statuses["printed"] + statuses["closed_up"] > 0.95
