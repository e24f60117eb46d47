"""Names that users type: the closest right ones to a wrong one, said one way everywhere."""

from collections.abc import Iterable, Mapping


def plain(name: object) -> str:
    """Reduce a name to what counts: no case, no apostrophes, no space at the ends."""
    return str(name).lower().strip().replace("'", "").replace("’", "")


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
    import re

    names = dict(known) if isinstance(known, Mapping) else {one: one for one in known}
    spellings = {re.sub(r"[_\W]+", " ", plain(one)).strip(): right for one, right in names.items()}
    wanted = re.sub(r"[_\W]+", " ", plain(name)).strip()
    if not wanted:
        return []
    near = difflib.get_close_matches(wanted, spellings, n=3, cutoff=0.6)
    words = [word for word in wanted.split() if len(word) > 2 and not word.isdecimal()]
    sharing = [
        spelling
        for spelling in spellings
        if any(difflib.get_close_matches(word, spelling.split(), n=1, cutoff=0.75) for word in words)
    ]
    sharing.sort(key=lambda spelling: -difflib.SequenceMatcher(None, wanted, spelling).ratio())
    return list(dict.fromkeys(spellings[spelling] for spelling in (*near, *sharing)))[:3]


def no_such(what: str, name: object, known: Iterable[str] | Mapping[str, str], all_of_them: str) -> str:
    """Say that there is nothing of a name, and which ones are closest; if none is close, where all of them are."""
    close = closest(name, known)
    hint = f"did you mean {' or '.join(map(repr, close))}?" if close else all_of_them
    return f"there is no {what} {name!r}; {hint}"
