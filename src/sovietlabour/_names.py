"""Names that users type: what they stand for, or the closest right ones; every function that takes names asks here."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sovietlabour._errors import ArgumentError, refused, shown

Known = Iterable[str] | Mapping[str, Iterable[str]]
"""The right names; or each of them with all others that lead to it."""
LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)),
    **dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True)),
}
"""Russian letters as the book spells them."""
MANY, LONG = 10_000, 100
"""Names that nobody asks for at once, and letters of one beyond which no right name is like it."""
PLAIN = str.maketrans(LATIN | dict.fromkeys("ъь'’", ""))


def meant(what: str, name: object, known: Known, all_of_them: str = "", *, part: bool = False) -> list[str]:
    """Give what a name stands for: what bears it itself, or else all that are also called so.

    Parameters
    ----------
    what
        What kind of thing is named, for the message.
    name
        What was typed; case, apostrophes and signs between words do not count, Russian letters may stand for Latin.
    known
        What there is.
    all_of_them
        Where all right names are to be had, for the message; if empty, it lists them.
    part
        Whether a part of a name will do, where no whole name is the one typed.

    Raises
    ------
    ArgumentError
        If nothing is called so; the message has the closest.
    """
    wanted = spelling(name) if isinstance(name, str) else ""
    others = known if isinstance(known, Mapping) else dict.fromkeys(known, ())
    names = {right: [spelling(one) for one in (right, *others[right])] for right in others}
    found = (
        [right for right, called in names.items() if called[0] == wanted]
        or [right for right, called in names.items() if wanted in called]
        or [right for right, called in names.items() if part and any(wanted in one for one in called)]
    )
    if not (wanted and found):
        spellings = {one: right for right, called in names.items() for one in called}
        raise ArgumentError(no_such(what, name, spellings, all_of_them or f"they are {', '.join(names)}"))
    return found


def all_meant(what: str, names: object, known: Known, all_of_them: str = "") -> list[str]:
    """Give what one name or several stand for, each once."""
    return list(dict.fromkeys(right for name in listed(names) for right in meant(what, name, known, all_of_them)))


def listed(names: Any) -> list[Any]:
    """Give one name or several as a list, which has an end."""
    try:
        found = [names] if isinstance(names, str | bytes) else list(islice(names, MANY))
    except TypeError:  # of what is no iterable
        found = [names]
    if len(found) == MANY:
        raise ArgumentError(f"expected fewer than {MANY:,} names; found {shown(names)}, which has more")
    return found


def flag(parameter: str, value: object) -> bool:
    """Give what is True or False; nothing else counts as either."""
    if not isinstance(value, bool):
        raise refused(parameter, "True or False", value)
    return value


def plain(text: object) -> str:
    """Reduce text to what counts: no case, no apostrophes, no space at the ends, Latin letters."""
    return str(text).lower().strip().translate(PLAIN)


def spelling(name: object) -> str:
    """Reduce a name to its words."""
    return re.sub(r"[_\W]+", " ", plain(name)).strip()


def closest(name: object, known: Iterable[str] | Mapping[str, str]) -> list[str]:
    """Give the names most like a wrong one: misspelt, shortened, or one word of them.

    Parameters
    ----------
    name
        What was typed.
    known
        The right names; or other spellings, and the right name of each.
    """
    import difflib

    names = dict(known) if isinstance(known, Mapping) else {one: one for one in known}
    spellings = {spelling(one): right for one, right in names.items()}
    wanted = spelling(name)[:LONG] if isinstance(name, str) else ""
    if not wanted:
        return []
    near = difflib.get_close_matches(wanted, spellings, n=3, cutoff=0.6)
    words = [word for word in wanted.split() if len(word) > 2 and not word.isdecimal()]
    sharing = [
        one
        for one in spellings
        if any(difflib.get_close_matches(word, one.split(), n=1, cutoff=0.75) for word in words)
    ]
    sharing.sort(key=lambda one: -difflib.SequenceMatcher(None, wanted, one).ratio())
    return list(dict.fromkeys(spellings[one] for one in (*near, *sharing)))[:3]


def no_such(what: str, name: object, known: Iterable[str] | Mapping[str, str], all_of_them: str) -> str:
    """Say that there is nothing of a name, and which ones are closest; if none is close, where all of them are."""
    close = closest(name, known)
    hint = f"did you mean {' or '.join(map(repr, close))}?" if close else all_of_them
    return f"there is no {what} {shown(name)}; {hint}"
