"""Which numbers a phrase of the prose can stand for: figures, number words, fractions, scales.

The same two rules as for tables mend figures (split digits closed up, look-alike letters replaced); words are read
from a fixed list. A value that is none of the candidates of its phrase is a judgment, and needs a line of the ledger.
"""

import re

from sovietlabour.pipeline.numbers import LOOK_ALIKES

ONES = {
    word: float(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
OTHERS = {
    "dozen": 12.0,
    "tens": 20.0,
    "dozens": 24.0,
    "hundred": 100.0,
    "hundreds": 200.0,
    "thousands": 2000.0,
    "millions": 2e6,
    "no": 0.0,
    "not": 0.0,
    "none": 0.0,
    "without": 0.0,
    "a": 1.0,
    "an": 1.0,
}
"""Words that are numbers in some phrases."""
FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 1 / 4,
    "quarters": 1 / 4,
    "fourth": 1 / 4,
    "fifth": 1 / 5,
    "fifths": 1 / 5,
    "sixth": 1 / 6,
    "seventh": 1 / 7,
    "eighth": 1 / 8,
    "ninth": 1 / 9,
    "tenth": 1 / 10,
    "tenths": 1 / 10,
}
RATIOS = {
    "double": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "twice": 2.0,
    "once": 1.0,
    "treble": 3.0,
    "trebled": 3.0,
    "triple": 3.0,
    "tripled": 3.0,
    "quadrupled": 4.0,
}
SEVERAL = ("several", "few")
"""Before a scale word they say at least two of it, as its plural does."""
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "milliard": 1e9, "hundred": 100.0}
_FIGURE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SPLIT_FIGURE = re.compile(r"(?<![A-Za-z])[0-9lIO!](?:[0-9lIO!.,\s]*[0-9lIO!])?")


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
    if _among(value, _as_they_stand(printed)):
        return "printed"
    return "closed_up" if _among(value, candidates(printed)) else None


def _among(value: float, numbers: set[float]) -> bool:
    # A third is 33.3 per cent to one reader and 33.33 to another.
    return any(abs(value - number) <= (0.051 if number != int(number) else 1e-9 * number) for number in numbers)


def _as_they_stand(printed: str) -> set[float]:
    """Give the numbers of a phrase whose characters need no mending."""
    figures = {
        float(figure.replace(",", "")) for figure in re.findall(r"(?<![\d.,])[\d,]*\d(?:\.\d+)?(?![\d])", printed)
    }
    split = re.search(r"[0-9][.,]?\s+[.,]?[0-9]|[lIO!]\s*[0-9.,]|[0-9.,]\s*[lIO!]", printed)
    found = (set() if split else figures) | _words(printed)
    scales = {scale for word, scale in SCALES.items() if word in printed.lower()}
    return found | {round(number * scale, 6) for number in found for scale in scales}


def candidates(printed: str) -> set[float]:
    """Give every number that a phrase can stand for.

    Parameters
    ----------
    printed
        Characters of the OCR text.

    Returns
    -------
    set of float
        Figures and number words as they are, times each scale named in the phrase, and fractions in per cent.
    """
    found = _figures(printed) | _words(printed) | _hours_and_minutes(printed)
    joined = re.sub(r"\s", "", printed.lower())
    scales = {scale for word, scale in SCALES.items() if word in joined}
    return found | {round(number * scale, 6) for number in found for scale in scales}


def _hours_and_minutes(printed: str) -> set[float]:
    """Give a length of time in minutes if it is stated in hours and minutes."""
    joined = re.sub(r"[\s-]", "", printed.lower()).replace("l", "1")
    match = re.fullmatch(r".*?(an|[a-z]+|\d+)hours?(?:and)?(\d+)minutes?.*", joined)
    if match is None:
        return set()
    hours = next((n for word, n in ONES.items() if match[1].endswith(word.replace("l", "1"))), None)
    whole = (
        1.0 if match[1] == "an" else hours if hours is not None else float(match[1]) if match[1].isdecimal() else None
    )
    return set() if whole is None else {60 * whole + float(match[2])}


def _figures(printed: str) -> set[float]:
    numbers: set[float] = set()
    for match in _SPLIT_FIGURE.finditer(printed):
        if not any(sign.isdigit() for sign in match[0]):
            continue
        text = match[0].translate(LOOK_ALIKES)
        # A space may stand inside a number or between two: closed up as a whole, and piece by piece.
        for piece in (re.sub(r"\s", "", text), *text.split()):
            numbers.update(float(figure.replace(",", "")) for figure in _FIGURE.findall(piece))
    return numbers


def _words(printed: str) -> set[float]:
    numbers: set[float] = set()
    words = re.findall(r"[a-z]+", printed.lower().replace("-", " "))
    joined = re.sub(r"[\s-]", "", printed.lower())
    for word, number in (ONES | TENS | OTHERS).items():
        if word in words or (len(word) > 3 and word in joined):
            numbers.add(float(number))
    for ten, high in TENS.items():
        numbers.update(high + low for one, low in ONES.items() if 0 < low < 10 and ten + one in joined)
    for word, part in FRACTIONS.items():
        if word in joined:
            times = {1.0} | {number for one, number in ONES.items() if 1 < number < 10 and one + word in joined}
            numbers.update(round(100 * part * n, 1) for n in times)
            numbers.update(round(part * n, 3) for n in times)
            numbers.update(one + round(part, 3) for one in numbers.copy() if one == int(one) and one < 100)
    for word, number in RATIOS.items():
        if word in words or word in joined:
            numbers.add(number)
    if "halved" in words:
        numbers.add(50.0)
    for one, number in ONES.items():
        if number > 1 and re.search(rf"one(in|outof|of)(every)?{one}(?!teen|ty)", joined):
            numbers.add(round(100 / number, 1))
        for scale, size in (SCALES | {"dozen": 12.0}).items():
            if one + scale in joined:
                numbers.add(number * size)
    for scale, size in (SCALES | {"dozen": 12.0}).items():
        if any(several + scale in joined for several in SEVERAL):
            numbers.add(2 * size)
    if "halfadozen" in joined:
        numbers.add(6.0)
    if "tensofthousands" in joined:
        numbers.add(2e4)
    if "hundredsofthousands" in joined:
        numbers.add(2e5)
    numbers.update(ONES[match[1]] for match in re.finditer(rf"({'|'.join(ONES)})-?fold", joined))
    return numbers
