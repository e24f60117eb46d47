"""What a term or an abbreviation means."""

from difflib import get_close_matches

from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame

TABLE = "terms"


def define(term: str) -> str:
    """Say what a term or an abbreviation of the book means.

    Parameters
    ----------
    term
        A term as in the table `terms`, such as ``"ORS"`` or ``"tekuchest'"``; case and apostrophes do not count.

    Returns
    -------
    str
        The English and the Russian name, the explanation in our words, and the page and line of the book's list of
        terms (Filtzer 1986, pp. 316-317). An entry that refers to another is followed by it.

    Raises
    ------
    ArgumentError
        If the list has no such term; the message names the closest.

    Examples
    --------
    >>> print(define("ORS").partition(").")[0])
    ORS: Department of Workers' Supply (Otdel Rabochego Snabzheniya
    """
    frame = load_frame(TABLE, "keep")
    rows = {_plain(row["term"]): row for row in frame.to_dict("records")}
    if _plain(term) not in rows:
        close = get_close_matches(_plain(term), rows, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(repr(rows[name]['term']) for name in close)}?" if close else ""
        raise ArgumentError(f"the list of terms has no {term!r}{hint} load_table({TABLE!r}) has all")
    row = rows[_plain(term)]
    russian = f" ({row['russian']})" if isinstance(row["russian"], str) else ""
    said = (
        f"{row['term']}: {row['english']}{russian}. {row['explanation']} "
        f"[Filtzer 1986, p. {row['page']}; line {row['line']}]"
    )
    return f"{said}\n{define(row['see'])}" if isinstance(row["see"], str) else said


def _plain(term: object) -> str:
    return str(term).lower().strip().replace("'", "").replace("’", "")
