"""Which numbers a phrase of the prose can stand for: figures, number words, fractions, scales.

The two rules of the tables mend figures (split digits closed up, look-alike letters replaced); words are read from a
fixed list, and only whole. A value that is none of the readings of its phrase is a judgment, and needs a line of the
ledger. There is no tolerance: a fraction in words is its share rounded to a tenth of a per cent, or the number rounded
to three decimals, and nothing else.
"""

import re
from fractions import Fraction
from functools import lru_cache

from sovietlabour.pipeline.numbers import close_up

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = f"zero one two three four five six seven eight nine {_TEENS}"
ONES = {word: number for number, word in enumerate(_ONES.split(" "))}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(" "), start=2)}
ZERO = {"no", "not", "none", "without"}
ARTICLES = {"a", "an"}
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
_LONE = ONES | TENS | dict.fromkeys(ARTICLES, 1) | {plural: 2 * size for plural, size in PLURALS.items()}
_KNOWN = {*ONES, *TENS, *PARTS, *TIMES, *SCALES, *PLURALS, *SEVERAL, "hour", "hours", "minute", "minutes"}
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_WORD_OR_FIGURE = re.compile(rf"(?<![A-Za-z0-9])(?:{_FIGURE})|[A-Za-z]+")
_SPLIT = re.compile(r"[0-9]\s+[.,]?\s*[0-9]|[0-9][.,]\s+[0-9]|[lIO!]\s*[0-9.,]|[0-9.,]\s*[lIO!]")
_SPLIT_FIGURE = re.compile(r"(?<![A-Za-z])[0-9lIO!](?:[0-9lIO!.,\s]*[0-9lIO!])?")
Words = list[str]
Read = tuple[int, tuple[float, ...]] | None
"""Where a phrase ends, and what it can stand for."""


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
    if value in stands_for(printed, mended=False):
        return "printed"
    return "closed_up" if value in stands_for(printed) else None


@lru_cache(maxsize=4096)
def stands_for(printed: str, *, mended: bool = True) -> frozenset[float]:
    """Give every number that a phrase can stand for, once it is mended or as it stands."""
    return _readings(_closed_up(printed) if mended else _as_they_stand(printed))


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
    """Give every number that words and figures can stand for, from left to right, the longest phrase first."""
    words = [word.lower() for word in words]
    found: set[float] = set()
    place = 0
    while place < len(words):
        forms = (_hours_and_minutes, _number_and_part, _one_of_every, _part, _scaled, _lone_word)
        place, values = next((read for form in forms if (read := form(words, place))), (place + 1, ()))
        found.update(values)
    if not found:
        # "none", "a week": said by nothing else.
        found.update([0.0] if not ZERO.isdisjoint(words) else [1.0] if not ARTICLES.isdisjoint(words) else [])
    return frozenset(found)


def _hours_and_minutes(words: Words, place: int) -> Read:
    """Read "2 hours 40 minutes" as minutes."""
    match _whole(words, place):
        case end, hours if _at(words, end) in ("hour", "hours"):
            rest = end + 2 if _at(words, end + 1) == "and" else end + 1
            match _whole(words, rest):
                case after, minutes if _at(words, after) in ("minute", "minutes"):
                    return after + 1, (float(60 * hours + minutes),)
    return None


def _number_and_part(words: Words, place: int) -> Read:
    """Read "four and a half", "an hour and a half"."""
    match _whole(words, place):
        case end, whole:
            named = _at(words, end) not in PARTS and _at(words, end + 1) == "and"
            rest = end + 2 if named else end + 1
            if named or _at(words, end) == "and":
                match _share(words, rest):
                    case after, share:
                        return after, (round(float(whole + share), 3),)
    return None


def _one_of_every(words: Words, place: int) -> Read:
    """Read "one of every four" as a share."""
    if words[place : place + 3] == ["one", "of", "every"]:
        match _whole(words, place + 3):
            case end, number if number > 1:
                return end, _as_share(1 / number)
    return None


def _part(words: Words, place: int) -> Read:
    """Read "a third", "two thirds" as a share in per cent, or as a number; "half a dozen"."""
    if words[place : place + 3] == ["half", "a", "dozen"]:
        return place + 3, (6.0,)
    match _share(words, place):
        case end, share:
            return end, _as_share(share)
    return None


def _scaled(words: Words, place: int) -> Read:
    """Read figures and number words, times the scales that follow: "1.5 million", "tens of thousands"."""
    match _whole(words, place):
        case end, number if words[place] not in ARTICLES or _at(words, end) in SCALES:
            while (of := _at(words, end) == "of" and _at(words, end + 1) in PLURALS) or _at(words, end) in SCALES:
                number *= PLURALS[words[end + 1]] if of else SCALES[words[end]]
                end += 2 if of else 1
            return end, (float(number),)
    return None


def _lone_word(words: Words, place: int) -> Read:
    """Read "doubled", "once", "fourfold"."""
    word = words[place]
    number = TIMES.get(word) or (ONES.get(word.removesuffix("fold")) if word.endswith("fold") else None)
    return (place + 1, (float(number),)) if number else None


def _whole(words: Words, place: int) -> tuple[int, Fraction] | None:
    """Read a figure, a number word, an article, or a scale without a number; give its end and the number."""
    word, following = _at(words, place), _at(words, place + 1)
    if word[:1].isdigit():
        return place + 1, Fraction(word.replace(",", ""))
    if word in TENS and 0 < ONES.get(following, 0) < 10:
        return place + 2, Fraction(TENS[word] + ONES[following])
    if word in SEVERAL and following in SCALES:
        return place + 1, Fraction(2)
    return (place + 1, Fraction(_LONE[word])) if word in _LONE else None


def _share(words: Words, place: int) -> tuple[int, Fraction] | None:
    """Read a fraction in words; give its end and the fraction."""
    match _whole(words, place):
        case end, count if _at(words, end) in PARTS:
            return end + 1, count / PARTS[words[end]]
    return (place + 1, Fraction(1, PARTS[words[place]])) if _at(words, place) in PARTS else None


def _as_share(share: Fraction) -> tuple[float, float]:
    return round(float(100 * share), 1), round(float(share), 3)


def _at(words: Words, place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""
