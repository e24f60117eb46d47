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
        ("halved", 50, "printed"),
        ("fourfold", 4, "printed"),
        ("seventeen hundred", 1700, "printed"),
        ("one of every four", 25, "printed"),
        ("several dozen", 24, "printed"),
        ("2 hours 40 minutes", 160, "closed_up"),
        ("an hour and 1 5  m inu tes", 75, "closed_up"),
        ("full 1 5  per cent", 15, "closed_up"),
        ("between 85\nand 90 per cent", 90, "printed"),
        ("138 .5\nbillion", 138500000000, "closed_up"),
        ("17 per cent", 71, None),
        ("a third", 30, None),
        ("thre!;! months", 3, None),
    ],
)
def test_a_number_follows_from_its_words_or_does_not(printed: str, value: float, status: str | None) -> None:
    """Rules for figures, number words, fractions and scales; everything else needs the ledger."""
    assert derivation(printed, value) == status


def test_most_numbers_follow_by_rule() -> None:
    """The ledger is for exceptions."""
    statuses = load_table("prose_figures")["status"].value_counts(normalize=True)
    assert statuses["printed"] + statuses["closed_up"] > 0.95
