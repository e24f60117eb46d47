"""What a term or an abbreviation means."""

from sovietlabour._frames import rows
from sovietlabour._names import meant
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
    terms = {row["term"]: row for row in rows(TABLE)}
    known = {one: list(filter(None, (row["english"], row["russian"]))) for one, row in terms.items()}
    said = []
    for row in [terms[one] for one in meant("term", term, known, f"load_table({TABLE!r}) has all")]:
        russian = f" ({row['russian']})" if row["russian"] else ""
        place = f"[Filtzer 1986, {place_of(row['line'])}; line {row['line']}]"
        said.append(f"{row['term']}: {row['english']}{russian}. {row['explanation']} {place}")
        said += [define(row["see"])] if row["see"] else []
    return "\n".join(said)
