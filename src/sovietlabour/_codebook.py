"""The codebook entry of a table, for a terminal and for a notebook."""

from html import escape
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

from sovietlabour._catalog import catalog, entry
from sovietlabour._citation import cite
from sovietlabour._references import page_words
from sovietlabour._vocabulary import STATUSES

if TYPE_CHECKING:
    import pandas as pd

    from sovietlabour._literals import TableName


class Codebook:
    """What is known about a table; printing it gives text, a notebook shows it as HTML.

    Attributes
    ----------
    facts : dict
        The entry of the catalogue: ``name``, ``title``, ``grain``, ``notes``, ``label``, ``pages``, ``columns``,
        ``footnotes``, ``original_source``, ``caveats``, ``statuses`` and more.
    citation : str
        How to cite the table.
    """

    def __init__(self, facts: dict[str, Any], citation: str) -> None:
        self.facts = facts
        self.citation = citation

    def __str__(self) -> str:
        return "\n".join(self._lines())

    __repr__ = __str__

    def _lines(self) -> list[str]:
        facts = self.facts
        lines = [facts["name"], "=" * len(facts["name"]), _fill(f"{facts['title']}. {facts['grain']}")]
        lines += ["", _fill(f"{_place(facts)}{facts['rows']} rows. Key: {', '.join(facts['keys'])}.")]
        for note in facts["notes"]:
            lines += ["", _fill(note)]
        lines += ["", "Columns"]
        for column in facts["columns"]:
            unit = f", {column['unit']}" if column["unit"] else ""
            lines += [f"  {column['name']} ({column['type']}{unit})"]
            lines += [indent(_fill(_meaning(column), 92), "      ")]
        for heading, items in self._lists().items():
            lines += ["", heading, *(indent(_fill(item, 94), "  ") for item in items)]
        return lines

    def _lists(self) -> dict[str, list[str]]:
        facts = self.facts
        lists = {
            "Footnotes": [f"{n['marker']} {n['applies_to']}: {n['text']}" for n in facts["footnotes"]],
            "Status of the cells": [
                f"{count} {status}: {STATUSES[status]}" for status, count in facts["statuses"].items()
            ],
            "Caveats": list(facts["caveats"].values()),
            "Original source": [facts["original_source"]],
            "Citation": [self.citation],
        }
        return {heading: items for heading, items in lists.items() if items}

    def _repr_html_(self) -> str:
        facts = self.facts
        rows = "".join(
            f"<tr><td><code>{escape(c['name'])}</code></td><td>{escape(c['type'])}</td>"
            f"<td>{escape(c['unit'] or '')}</td><td style='text-align:left'>{escape(_meaning(c))}</td></tr>"
            for c in facts["columns"]
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in facts["notes"])
        lists = "".join(
            f"<p><strong>{escape(heading)}</strong></p><ul>{''.join(f'<li>{escape(i)}</li>' for i in items)}</ul>"
            for heading, items in self._lists().items()
        )
        return (
            f"<div class='sovietlabour-codebook'><h3><code>{escape(facts['name'])}</code></h3>"
            f"<p>{escape(facts['title'])}. {escape(facts['grain'])}</p>"
            f"<p>{escape(_place(facts))}{facts['rows']} rows. Key: {escape(', '.join(facts['keys']))}.</p>{notes}"
            f"<table><thead><tr><th>column</th><th>type</th><th>unit</th><th>meaning</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{lists}</div>"
        )


def describe(name: str) -> Codebook:
    """Give the codebook entry of a table.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`.

    Returns
    -------
    Codebook
        Title, what one row is, columns with type, unit and meaning, footnotes, counts of statuses, caveats,
        original source and citation. Printed as text, shown as HTML in a notebook; `facts` holds them as a dict.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    """
    import copy

    facts = copy.deepcopy(entry(name))
    return Codebook(facts, cite(name))


def columns(name: "TableName | None" = None) -> "pd.DataFrame":
    """Give the data dictionary: every column of every table, or of one.

    Parameters
    ----------
    name
        Name of a table; None gives all tables.

    Returns
    -------
    pandas.DataFrame
        One row per column: ``table``; ``column``; ``type``; ``unit`` and ``decimals``, missing where it is no number;
        ``meaning``; ``values``, all that a closed list allows, separated by semicolons; ``indicator``, the code in
        `indicators` of what a column measures; ``refers_to``, the column that has its values; ``missing_allowed``.

    Raises
    ------
    UnknownTableError
        If there is no such table.

    Examples
    --------
    >>> columns("turnover_1930_36")[["column", "unit", "indicator"]].values.tolist()[-1]
    ['absence_days', 'days', 'unauthorised_absence_days']
    """
    import pandas as pd

    entries = catalog()["tables"].values() if name is None else [entry(name)]
    rows = [
        {
            "table": table["name"],
            "column": column["name"],
            **{field: column[field] for field in ("type", "unit", "decimals")},
            "meaning": column["description"],
            "values": "; ".join(column.get("categories", ())) or None,
            **{field: column[field] for field in ("indicator", "refers_to", "missing_allowed")},
        }
        for table in entries
        for column in table["columns"]
    ]
    text = dict.fromkeys(("table", "column", "type", "unit", "meaning", "values", "indicator", "refers_to"), "str")
    return pd.DataFrame(rows).astype({**text, "decimals": "Int8"})


def _place(facts: dict[str, Any]) -> str:
    if not facts["label"]:
        return ""
    printed = f', "{facts["printed_title"]}"' if facts["printed_title"] else ", without a printed title"
    return f"{facts['label']}{printed}, {page_words(facts)}. "


def _meaning(column: dict[str, Any]) -> str:
    parts = [column["description"]]
    if column["missing_allowed"]:
        parts.append("May be missing.")
    if "categories" in column:
        parts.append(f"In printed order: {'; '.join(column['categories'])}.")
    return " ".join(parts)


def _fill(text: str, width: int = 98) -> str:
    return fill(text, width, break_long_words=False, break_on_hyphens=False)
