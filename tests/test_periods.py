"""Periods in words: the widest span that the rule book allows, and nothing that is no period."""

import re
from datetime import date

import pytest

from conftest import ROOT
from sovietlabour import load_table
from sovietlabour.models._periods import Span, span

NAMED = {
    "NEP": Span(date(1921, 3, 1), date(1928, 12, 31)),
    "the Revolution": Span(date(1917, 11, 7), date(1917, 11, 7)),
}


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("1932", "1932-01-01", "1932-12-31"),
        ("1930s", "1930-01-01", "1939-12-31"),
        ("1929/30", "1929-10-01", "1930-09-30"),
        ("1 September 1930", "1930-09-01", "1930-09-01"),
        ("February 1936", "1936-02-01", "1936-02-29"),
        ("July-September 1929", "1929-07-01", "1929-09-30"),
        ("20-24 January 1936", "1936-01-20", "1936-01-24"),
        ("26 June-15 August 1940", "1940-06-26", "1940-08-15"),
        ("28 December 1938-9 May 1939", "1938-12-28", "1939-05-09"),
        ("1934-1935", "1934-01-01", "1935-12-31"),
        ("first half of 1938", "1938-01-01", "1938-06-30"),
        ("second half of 1931", "1931-07-01", "1931-12-31"),
        ("first quarter of 1939", "1939-01-01", "1939-03-31"),
        ("third quarter of 1939", "1939-07-01", "1939-09-30"),
        ("first five months of 1932", "1932-01-01", "1932-05-31"),
        ("last three months of 1930", "1930-10-01", "1930-12-31"),
        ("early 1940", "1940-01-01", "1940-06-30"),
        ("late 1927", "1927-07-01", "1927-12-31"),
        ("mid-1929", "1929-04-01", "1929-09-30"),
        ("end of 1930", "1930-10-01", "1930-12-31"),
        ("first quarter of 1933", "1933-01-01", "1933-03-31"),
        ("second quarter of 1933", "1933-04-01", "1933-06-30"),
        ("third quarter of 1933", "1933-07-01", "1933-09-30"),
        ("fourth quarter of 1933", "1933-10-01", "1933-12-31"),
        ("early January 1938", "1938-01-01", "1938-01-15"),
        ("mid-October 1940", "1940-10-06", "1940-10-25"),
        ("end of February 1937", "1937-02-21", "1937-02-28"),
        ("spring 1930", "1930-03-01", "1930-06-21"),
        ("summer 1930", "1930-06-01", "1930-09-22"),
        ("autumn 1930", "1930-09-01", "1930-12-21"),
        ("winter of 1932/33", "1932-12-01", "1933-03-21"),
        ("late 1929 or early 1930", "1929-07-01", "1930-06-30"),
        ("mid-1931 to end of 1931", "1931-04-01", "1931-12-31"),
        ("1929, by July", "1929-01-01", "1929-07-31"),
        ("NEP to 1929", "1921-03-01", "1929-12-31"),
        ("until 1938", "", "1938-12-31"),
        ("by 5 October 1924", "", "1924-10-05"),
        ("before 26 June 1940", "", "1940-06-25"),
        ("before the Revolution", "", "1917-11-06"),
        ("from 15 November 1932", "1932-11-15", ""),
        ("from September 1930 to April 1931", "1930-09-01", ""),
    ],
)
def test_the_span_of_words(words: str, start: str, end: str) -> None:
    """As docs/coding.md has it."""
    found = span(words, NAMED)
    assert found is not None
    assert ("" if found.start is None else f"{found.start}", "" if found.end is None else f"{found.end}") == (
        start,
        end,
    )


@pytest.mark.parametrize(
    "words", ["", "yesterday", "193", "31 February 1930", "summer", "13", "from then", "1930-", "May"]
)
def test_what_is_no_period(words: str) -> None:
    """Neither a guess nor a crash."""
    assert span(words, NAMED) is None


def test_no_row_is_needless() -> None:
    """What the rules read needs no name."""
    assert [name for name in load_table("periods")["period"] if span(name, {})] == []


def test_a_named_period_is_used() -> None:
    """No name stands there for nothing."""
    used = " ".join(load_table("observations")["period"].dropna().unique())
    assert [name for name in load_table("periods")["period"] if name not in used] == []


def test_the_figures_of_the_rule_book_are_there() -> None:
    """An example that leads nowhere is noticed."""
    named = set(re.findall(r"\b(?:intro|ch\d+)-\d+[a-z]\b", (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")))
    assert len(named) > 50
    assert named - set(load_table("prose_figures")["figure"]) == set()
