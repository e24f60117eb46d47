"""The codebook: entries of tables for a terminal and for a notebook, all columns, all codes."""

import re
from html import escape
from textwrap import fill, indent
from typing import Any

from sovietlabour._catalog import catalog, codes_of, entry
from sovietlabour._citation import cite
from sovietlabour._frames import days_as_text, load_frame, overview, records, rows
from sovietlabour._lazy import literals, pd
from sovietlabour._names import meant
from sovietlabour._references import joined, page_words

TELLING = ("name", "english", "title", "label", "kind", "rule", "statement", "definition", "explanation")
"""Columns in which a table that lists codes tells in words what each is."""
PLACING = ("cited_in", "isic_rev4", "labels", "industry", "place", "part_of", "journal", "date", "start", "end")
"""Columns that say more of it under their own name."""

FIELDS = "table column type unit decimals meaning values indicator refers_to missing_allowed"
"""What the data dictionary says of a column."""


class Codebook:
    """What is known about a table; printing it gives text, a notebook shows it as HTML.

    Attributes
    ----------
    facts : dict
        The entry of the catalogue: ``name``, ``title``, ``grain``, ``notes``, ``label``, ``pages``, ``columns``,
        ``footnotes``, ``original_source``, ``caveats``, ``statuses`` and more; the ``codes`` of a column with meanings.
    citation : str
        How to cite the table.
    """

    def __init__(self, facts: dict[str, Any], citation: str) -> None:
        self.facts = facts
        self.citation = citation

    def __str__(self) -> str:
        return as_text("\n".join(self._lines()))

    __repr__ = __str__

    def _paragraphs(self) -> list[str]:
        facts = self.facts
        place = f"{_place(facts)}{facts['rows']} rows. Key: {', '.join(facts['keys'])}."
        return [f"{facts['title']}. {facts['grain']}", place, *facts["notes"]]

    def _lines(self) -> list[str]:
        facts = self.facts
        lines = [facts["name"], "=" * len(facts["name"]), "\n\n".join(map(_fill, self._paragraphs())), "", "Columns"]
        for column in facts["columns"]:
            unit = f", {column['unit']}" if column["unit"] else ""
            lines += [f"  {column['name']} ({column['type']}{unit})"]
            lines += [indent(_fill(_meaning(column), 92), "      ")]
            lines += [indent(_fill(f"{code}: {of}", 88, "  "), "          ") for code, of in column["codes"].items()]
        for heading, items in self._lists().items():
            lines += ["", heading, *(indent(_fill(item, 94), "  ") for item in items)]
        return lines

    def _lists(self) -> dict[str, list[str]]:
        facts, statuses = self.facts, catalog()["codes"]["status"]
        lists = {
            "Footnotes": [f"{n['marker']} {n['applies_to']}: {n['text']}" for n in facts["footnotes"]],
            "Status of the cells": [f"{count} {one}: {statuses[one]}" for one, count in facts["statuses"].items()],
            "Caveats": list(facts["caveats"].values()),
            "Original source": [facts["original_source"]],
            "Citation": [self.citation],
        }
        return {heading: items for heading, items in lists.items() if items}

    def _repr_html_(self) -> str:
        facts = self.facts
        rows = "".join(
            f"<tr><td><code>{as_html(c['name'])}</code></td><td>{as_html(c['type'])}</td>"
            f"<td>{as_html(c['unit'] or '')}</td><td style='text-align:left'>{meaning_html(c)}</td></tr>"
            for c in facts["columns"]
        )
        paragraphs = "".join(f"<p>{as_html(paragraph)}</p>" for paragraph in self._paragraphs())
        lists = "".join(
            f"<p><strong>{as_html(heading)}</strong></p><ul>{''.join(f'<li>{as_html(i)}</li>' for i in items)}</ul>"
            for heading, items in self._lists().items()
        )
        return (
            f"<div class='sovietlabour-codebook'><h3><code>{as_html(facts['name'])}</code></h3>{paragraphs}"
            f"<table><thead><tr><th>column</th><th>type</th><th>unit</th><th>meaning</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{lists}</div>"
        )


def describe(name: "literals.TableName") -> Codebook:
    """Give the codebook entry of a table.

    Parameters
    ----------
    name
        Name of a table, one of `table_names`.

    Returns
    -------
    Codebook
        Title, what one row is, columns with type, unit, meaning and codes, footnotes, counts of statuses, caveats,
        original source and citation. Printed as text, shown as HTML in a notebook; `facts` holds them as a dict.

    Raises
    ------
    UnknownTableError
        If there is no such table.
    """
    import copy

    facts = copy.deepcopy(entry(name))
    for column in facts["columns"]:
        column["codes"] = codes_of(column, catalog())
    return Codebook(facts, cite(name))


def columns(name: "literals.TableName | None" = None) -> "pd.DataFrame":
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
    entries = catalog()["tables"].values() if name is None else [entry(name)]
    described = []
    for table in entries:
        for column in table["columns"]:
            values = "; ".join(codes_of(column, catalog()) or column.get("categories", ())) or None
            names = {"table": table["name"], "column": column["name"]}
            described.append(column | names | {"meaning": as_text(column["description"]), "values": values})
    types = dict.fromkeys(FIELDS.split(), "str") | {"decimals": "Int8", "missing_allowed": "bool"}
    return overview(pd.DataFrame(described, columns=list(types)).astype(types), "Columns of the tables")


def codes(name: "literals.CodesName | None" = None) -> "pd.DataFrame":
    """Say what codes mean: those of one list, column or table, or of all closed lists.

    Parameters
    ----------
    name
        Name of a list (``"status"``, ``"laws.kind"``, or ``"kind"`` for all that end so), a column of a table
        (``"observations.role"``), or a table that lists codes, by its name or that of its key (``"indicators"``,
        ``"indicator"``). None gives all closed lists.

    Returns
    -------
    pandas.DataFrame
        One row per code: ``list``; ``code``; ``meaning``; ``also_called``, other names that arguments take, and
        ``columns``, where it is used, both separated by semicolons.

    Raises
    ------
    ArgumentError
        If there is no such list; the message names the closest.

    Examples
    --------
    >>> codes("observations.role").set_index("code").at["class bound", "meaning"]
    'Only delimits the group that another number is of (earning 140 rubles or less); it measures nothing.'
    """
    of_columns, tables = _lists_of_columns(catalog()), codelists(catalog())
    lists: dict[str, dict[str, str]] = catalog()["codes"]
    if name is not None:
        known = meant("list of codes", name, codes_names(catalog()), "codes() has all")[0]
        wanted = of_columns.get(known, known)
        if wanted in tables:
            lists = {tables[wanted]: _told(tables[wanted])}
        else:
            lists = {one: of for one, of in lists.items() if one == wanted or one.endswith(f".{wanted}")}
    found = []
    for one, meanings in lists.items():
        used = "; ".join(column for column, of in of_columns.items() if of == one)
        others = _also_called(one)
        found += [(one, code, as_text(says), others.get(code, ""), used) for code, says in meanings.items()]
    columns = ["list", "code", "meaning", "also_called", "columns"]
    return overview(pd.DataFrame(found, columns=columns, dtype="str"), "Meanings of codes")


def codelists(catalog: dict[str, Any]) -> dict[str, str]:
    """Give the tables that list codes, by their names and by those of their keys."""
    tables = catalog["tables"].values()
    listing = [one for one in tables if len(one["keys"]) == 1 and one["columns"][0]["type"] == "str"]
    return {name: one["name"] for one in listing for name in (one["name"], *one["keys"])}


def codes_names(catalog: dict[str, Any]) -> list[str]:
    """Give all names that `codes` knows."""
    lists = [name for one in catalog["codes"] for name in (one, one.rpartition(".")[2])]
    return list(dict.fromkeys([*lists, *codelists(catalog), *_lists_of_columns(catalog)]))


def _lists_of_columns(catalog: dict[str, Any]) -> dict[str, str]:
    """Give, by table and column, the list of its codes, or the table that it refers to."""
    return {
        f"{table['name']}.{column['name']}": column["codes"] or column["refers_to"].partition(".")[0]
        for table in (*catalog["tables"].values(), catalog["provenance"])
        for column in table["columns"]
        if column["codes"] or column["refers_to"]
    }


def _also_called(one: str) -> dict[str, str]:
    """Give the other names of the codes of a list, or of a table that lists codes."""
    if one in catalog()["tables"]:
        return {row[entry(one)["keys"][0]]: row.get("also_called") or "" for row in rows(one)}
    return {code: "; ".join(names) for code, names in catalog()["also_called"].get(one, {}).items()}


def _told(table: str) -> dict[str, str]:
    """Say of each row of a table that lists codes what it is."""
    told = {}
    for row in records(days_as_text(load_frame(table, "keep"))):
        key = row.pop(entry(table)["keys"][0])
        words = ": ".join(row[name] for name in TELLING if row.get(name))
        more = "; ".join(f"{name.replace('_', ' ')} {row[name]}" for name in (*PLACING, "remark") if row.get(name))
        told[key] = f"{words} ({more})" if words and more else words or more
    return told


def _place(facts: dict[str, Any]) -> str:
    if not facts["label"]:
        return ""
    printed = f', "{facts["printed_title"]}"' if facts["printed_title"] else ", without a printed title"
    return f"{facts['label']}{printed}, {page_words(facts)}. "


def _meaning(column: dict[str, Any]) -> str:
    missing = "May be missing." if column["missing_allowed"] else ""
    in_order = "categories" in column and not column["codes"]
    order = f"In printed order: {'; '.join(column['categories'])}." if in_order else ""
    return joined(" ", column["description"], missing, order)


def meaning_html(column: dict[str, Any]) -> str:
    """Write the meaning of a column, and of its codes."""
    codes = "".join(f"<li><code>{escape(code)}</code>: {as_html(says)}</li>" for code, says in column["codes"].items())
    return as_html(_meaning(column)) + (f"<ul>{codes}</ul>" if codes else "")


def as_text(text: str) -> str:
    """Write for a terminal what marks names and codes with backticks."""
    return text.replace("`", "'")


def as_html(text: str) -> str:
    """Write the same as HTML."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _fill(text: str, width: int = 98, hanging: str = "") -> str:
    return fill(text, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
