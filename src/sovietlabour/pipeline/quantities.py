"""Which numbers a phrase of the prose can stand for: figures, number words, fractions, scales.

The two rules of the tables mend figures (split digits closed up, look-alike letters replaced); words are read from a
fixed list, and only whole. A value that is none of the readings of its phrase is a judgment, and needs a line of the
ledger. There is no tolerance: a fraction in words is its share rounded to a tenth of a per cent, or the number rounded
to three decimals, and nothing else.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from sovietlabour.pipeline.numbers import close_up

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ONES = {word: n for n, word in enumerate(f"zero one two three four five six seven eight nine {_TEENS}".split())}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ZERO = ("no", "not", "none", "without")
ARTICLES = ("a", "an")
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6}
PARTS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
PARTS |= {f"{part}s": size for part, size in PARTS.items()}
TIMES = {"once": 1, "twice": 2, "double": 2, "doubled": 2, "doubling": 2, "treble": 3, "trebled": 3}
TIMES |= {"triple": 3, "tripled": 3, "quadrupled": 4}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "milliard": 10**9}
PLURALS = {"tens": 10} | {f"{scale}s": size for scale, size in SCALES.items()}
"""Without a number they say at least two of it."""
SEVERAL = ("several", "few")
"""Before a scale they say at least two of it."""
_KNOWN = {*ONES, *TENS, *PARTS, *TIMES, *SCALES, *PLURALS, *SEVERAL, "hour", "hours", "minute", "minutes"}
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_WORD_OR_FIGURE = re.compile(rf"{_FIGURE}|[A-Za-z]+")
_SPLIT = re.compile(r"[0-9][.,]?\s+[.,]?[0-9]|[lIO!]\s*[0-9.,]|[0-9.,]\s*[lIO!]")
_SPLIT_FIGURE = re.compile(r"(?<![A-Za-z])[0-9lIO!](?:[0-9lIO!.,\s]*[0-9lIO!])?")
Words = list[str]
Numbers = dict[int, tuple[int, Fraction]]
"""By the place of its first word, where a number ends, and the number."""


def derivation(printed: str, value: float) -> str | None:
    """Say how a value follows from a phrase: as printed, closed up by the rules, or not at all.

    Parameters
    ----------
    printed
        Characters of the OCR text.
    value
        The number that was read from them.

    Returns
    -------
    str or None
        ``"printed"``, ``"closed_up"``, or None.
    """
    if value in _stands_for_unmended(printed):
        return "printed"
    return "closed_up" if value in stands_for(printed) else None


@lru_cache(maxsize=4096)
def stands_for(printed: str) -> frozenset[float]:
    """Give every number that a phrase can stand for once it is mended."""
    words = _closed_up(printed)
    return _readings(words) | set(_minutes(words))


@lru_cache(maxsize=4096)
def _stands_for_unmended(printed: str) -> frozenset[float]:
    return _readings(_as_they_stand(printed))


def _as_they_stand(printed: str) -> Words:
    """Give the words of a phrase, and its figures if none of them needs mending."""
    words = _WORD_OR_FIGURE.findall(printed)
    return [word for word in words if word.isalpha()] if _SPLIT.search(printed) else words


def _closed_up(printed: str) -> Words:
    """Give the words of a phrase, with split figures and number words closed up and look-alike letters replaced."""

    def mend(run: re.Match[str]) -> str:
        has_digit = any(sign.isdigit() for sign in run[0])
        return f" {close_up(run[0])} " if has_digit else run[0]

    words = _WORD_OR_FIGURE.findall(_SPLIT_FIGURE.sub(mend, printed))
    made: Words = []
    while words:
        length = next((n for n in (4, 3, 2) if "".join(words[:n]).lower() in _KNOWN), 1)
        made.append("".join(words[:length]))
        del words[:length]
    return made


def _readings(words: Words) -> frozenset[float]:
    """Give every number that words and figures can stand for."""
    words = [word.lower() for word in words]
    numbers = _cardinals(words)
    found = {float(number) for number in (*_scaled(words, numbers), *_lone_words(words))}
    for share, mixed in _fractions(words, numbers):
        found.add(round(float(share), 3))
        if not mixed:
            found.add(round(float(100 * share), 1))
    return frozenset(found)


def _cardinals(words: Words) -> Numbers:
    """Find figures, number words and articles."""
    numbers: Numbers = {}
    for place, word in enumerate(words):
        if word[0].isdigit():
            numbers[place] = place + 1, Fraction(word.replace(",", ""))
        elif word in TENS and 0 < ONES.get(_at(words, place + 1), 0) < 10:
            numbers[place] = place + 2, Fraction(TENS[word] + ONES[words[place + 1]])
        elif word in ONES and _at(words, place - 1) not in TENS:
            numbers[place] = place + 1, Fraction(ONES[word])
        elif word in TENS:
            numbers[place] = place + 1, Fraction(TENS[word])
        elif word in ARTICLES:
            numbers[place] = place + 1, Fraction(1)
        elif word in SEVERAL and _at(words, place + 1) in SCALES:
            numbers[place] = place + 1, Fraction(2)
        elif word in PLURALS and _at(words, place - 1) != "of":
            numbers[place] = place + 1, Fraction(2 * PLURALS[word])
    return numbers


def _scaled(words: Words, numbers: Numbers) -> Iterator[Fraction]:
    """Multiply each number with the scales that follow it."""
    for end, number in numbers.values():
        while (scale := SCALES.get(_at(words, end))) or (
            _at(words, end) == "of" and (scale := PLURALS.get(_at(words, end + 1)))
        ):
            number, end = number * scale, end + (1 if words[end] in SCALES else 2)
        yield number


def _lone_words(words: Words) -> Iterator[Fraction]:
    """Give what single words, and fixed phrases, say."""
    for place, word in enumerate(words):
        if word in ZERO:
            yield Fraction(0)
        if word in TIMES:
            yield Fraction(TIMES[word])
        if word.endswith("fold") and word.removesuffix("fold") in ONES:
            yield Fraction(ONES[word.removesuffix("fold")])
        if words[place : place + 3] == ["half", "a", "dozen"]:
            yield Fraction(6)


def _fractions(words: Words, numbers: Numbers) -> Iterator[tuple[Fraction, bool]]:
    """Give shares ("two thirds", "one of every four") and, as mixed, numbers with a part ("four and a half")."""
    for place, word in enumerate(words):
        if word in PARTS:
            counted = numbers.get(place - 1, (place, Fraction(1)))
            share = counted[1] / PARTS[word]
            yield share, False
            before = place - 2 if place - 1 in numbers else place - 1
            if _at(words, before) == "and":
                # "four and a half", "an hour and a half"
                wholes = [numbers.get(before - 1), None if _at(words, before - 1) in PARTS else numbers.get(before - 2)]
                yield from ((whole[1] + share, True) for whole in wholes if whole)
        if word == "one" and _at(words, place + 1) in ("in", "of", "out"):
            of = next((n for n in (place + 2, place + 3, place + 4) if _at(words, n) not in ("of", "every")), place)
            if of in numbers and numbers[of][1] > 1:
                yield 1 / numbers[of][1], False


def _minutes(words: Words) -> Iterator[float]:
    """Give lengths of time in hours and minutes, in minutes."""
    words = [word.lower() for word in words]
    numbers = _cardinals(words)
    for end, hours in numbers.values():
        rest = end + 2 if _at(words, end + 1) == "and" else end + 1
        if _at(words, end) in ("hour", "hours") and rest in numbers:
            after, minutes = numbers[rest]
            if _at(words, after) in ("minute", "minutes"):
                yield float(60 * hours + minutes)


def _at(words: Words, place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""
