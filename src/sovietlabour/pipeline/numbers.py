"""From the characters of the OCR to a number, by two rules and no guesses.

The OCR splits numbers ("1 92.0") and reads 1 as l, I or ! and 0 as O. Spaces are closed up and look-alike letters
are replaced; what is then no number is an error. Any other repair is a line of the ledger.
"""

import re

LOOK_ALIKES = str.maketrans({"l": "1", "I": "1", "!": "1", "O": "0"})
NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""A plain decimal number, as the raw files write those that are our reading of words; no book prints 025."""
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_RANGE = re.compile(r"(?P<low>\S.*?) - (?P<high>.*\S)")


def close_up(printed: str) -> str:
    """Close up split digits and replace look-alike letters."""
    return re.sub(r"\s", "", printed).translate(LOOK_ALIKES)


def parse_number(printed: str) -> str | None:
    """Give the plain decimal text of a printed number, or None if it is not a number.

    The text keeps the printed decimals ("4.30") and loses thousands separators.
    """
    text = close_up(printed)
    return text.replace(",", "") if NUMBER.fullmatch(text) or _THOUSANDS.fullmatch(text) else None


def parse_range(printed: str) -> tuple[str, str] | None:
    """Give the ends of a printed range ("22.0 - 27.5"); a single number is both its ends."""
    match = _RANGE.fullmatch(printed)
    low, high = (match["low"], match["high"]) if match else (printed, printed)
    ends = parse_number(low), parse_number(high)
    return ends if ends[0] is not None and ends[1] is not None else None  # type: ignore[return-value]
