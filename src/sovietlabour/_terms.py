"""What a term or an abbreviation means."""

from sovietlabour._errors import ArgumentError
from sovietlabour._frames import load_frame
from sovietlabour._names import no_such, plain
from sovietlabour._pages import place_of

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
        terms (Filtzer 1986, between pp. 316 and 324). An entry that refers to another is followed by it.

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
    rows = {plain(row["term"]): row for row in frame.to_dict("records")}
    if plain(term) not in rows:
        raise ArgumentError(no_such("term", term, frame["term"], f"load_table({TABLE!r}) has all"))
    row = rows[plain(term)]
    russian = f" ({row['russian']})" if isinstance(row["russian"], str) else ""
    said = (
        f"{row['term']}: {row['english']}{russian}. {row['explanation']} "
        f"[Filtzer 1986, {place_of(row['line'])}; line {row['line']}]"
    )
    return f"{said}\n{define(row['see'])}" if isinstance(row["see"], str) else said
