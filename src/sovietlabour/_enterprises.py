"""Everything known about one enterprise."""

from dataclasses import dataclass, field
from html import escape
from textwrap import shorten

from sovietlabour._errors import ArgumentError, shown
from sovietlabour._frames import load_frame
from sovietlabour._lazy import literals, models, pd, typed
from sovietlabour._names import meant
from sovietlabour._observations import amount, caveats_of, having, names_of

TABLE = "enterprises"


@dataclass(frozen=True)
class Enterprise:
    """An enterprise: what is said of it, where it is named, and all figures about it.

    Printing it gives all three in short, a notebook shows them as tables. Two are equal if their names are.

    Attributes
    ----------
    name
        Its name in `enterprises`.
    facts
        Its row of `enterprises`, what is missing left out.
    mentions
        Its rows of `enterprise_mentions`: page, line and printed characters.
    figures
        The rows of `observations` about it, in the order of the text.
    parts
        The rows of `enterprises` that belonged to it: the mines of a trust.
    """

    name: str
    facts: "dict[str, object]" = field(compare=False)
    mentions: "typed.DataFrame[models.EnterpriseMentionsRows]" = field(compare=False)
    figures: "typed.DataFrame[models.ObservationsRows]" = field(compare=False)
    parts: "typed.DataFrame[models.EnterprisesRows]" = field(compare=False)

    def __str__(self) -> str:
        lines = [self.name, *(f"  {says}: {value}" for says, value in self._said().items())]
        for row in self.figures.to_dict("records"):
            period = f", {row['period']}" if isinstance(row["period"], str) else ""
            lines.append(f"  {row['label']}{period}: {amount(row)} (line {row['line']})")
        return "\n".join(lines)

    def _said(self) -> dict[str, object]:
        said = {name.replace("_", " "): value for name, value in self.facts.items() if name != "enterprise"}
        return said | ({"parts": "; ".join(self.parts["enterprise"])} if len(self.parts) else {})

    def _repr_html_(self) -> str:
        facts = pd.Series(self._said()).to_frame().to_html(header=False)
        amounts = [amount(row) for row in self.figures.to_dict("records")]
        figures = self.figures.assign(amount=amounts)[["label", "period", "amount", "status", "page", "line"]]
        told = figures.to_html(index=False, na_rep="") if amounts else "<p>No figures.</p>"
        return f"<div><h3>{escape(self.name)}</h3>{facts}{told}</div>"


def load_enterprise(name: "literals.EnterpriseName | str") -> Enterprise:
    """Load everything the book says about one factory, mine, trust or other enterprise.

    Parameters
    ----------
    name
        Any of its names, or a part of them that no other enterprise has: ``"Putilov"``, ``"AMO"``,
        ``"Stalin factory, Baku"``. Case and apostrophes do not count.

    Returns
    -------
    Enterprise
        With its ``facts``, ``mentions``, ``figures`` and ``parts``. Source: text, notes and index of enterprises of
        Filtzer (1986).

    Raises
    ------
    ArgumentError
        If no enterprise has that name, or several have; the message names them.

    Examples
    --------
    >>> putilov = load_enterprise("Putilov")
    >>> putilov.name, putilov.facts["former_names"], len(putilov.mentions), len(putilov.figures)
    ('Kirov factory, Leningrad', 'Putilov works; Krasnyi putilovets', 16, 9)
    """
    frame = load_frame(TABLE, "keep")
    entries = {row["enterprise"]: row for row in frame.to_dict("records")}
    known = {one: [one.partition(", ")[0], *names_of(row, "enterprise")] for one, row in entries.items()}
    several = meant("enterprise", name, known, f"load_table({TABLE!r}) has all", part=True)
    if len(several) > 1:
        raise ArgumentError(f"several enterprises are called {shown(name)}: {shorten('; '.join(sorted(several)), 400)}")
    found = several[0]
    mentions = load_frame("enterprise_mentions", "keep")
    figures = load_frame("observations", "keep")
    figures = figures[having(figures["enterprise"], {found})].reset_index(drop=True)
    figures.attrs |= {"caveats": caveats_of(figures["caveats"])}
    return Enterprise(
        name=found,
        facts={str(field): value for field, value in entries[found].items() if value == value and value is not None},
        mentions=mentions[mentions["enterprise"] == found].reset_index(drop=True),
        figures=figures,
        parts=frame[frame["part_of"] == found].reset_index(drop=True),
    )
