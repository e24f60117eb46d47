"""Writes what the site takes from the catalogue: a codebook page per table, downloads, open questions.

Everything goes to folders that are not kept: `tables/` and `_generated/`.
"""

import hashlib
import json
import re
import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import open_questions
import pandas as pd
from addresses import Kind, addresses
from html_parts import part, scrolling, shown, table
from html_parts import raw as raw_html
from json_ld import table_json_ld
from sphinx.application import Sphinx

from sovietlabour import cite, load_table, parquet_path, provenance, table_names
from sovietlabour._catalog import catalog, codes_of
from sovietlabour._codebook import as_html, meaning_html
from sovietlabour._data import SUMS, folder
from sovietlabour._export import export
from sovietlabour._references import STYLES
from sovietlabour._vocabulary import MARKS
from sovietlabour.models import declared_tables
from sovietlabour.pipeline.files import read_csv
from sovietlabour.pipeline.judge import judge
from sovietlabour.pipeline.ledger import COLUMNS, read_ledger
from sovietlabour.pipeline.pages import PageMap
from sovietlabour.pipeline.raw import RawTable, read_raw

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

DATA = Path(__file__).resolve().parents[2] / "data"
BLANK = "·"
"""What stands where the page is blank."""
LONGEST = 150
"""Rows shown on a codebook page; longer tables are shown in part, and in full in the explorer."""
WIDE = 8
"""Columns of a table that is shown as one; rows of wider ones open."""
FIRST: dict[str, tuple[str, ...]] = {
    "citations": ("citation", "source", "cited_in", "page"),
    "sources": ("source", "title", "journal", "date"),
    "prose_figures": ("figure", "label", "value", "unit", "page"),
    "checks": ("figure", "formula", "printed", "relation"),
    "long_series": ("series", "comparability", "period", "value", "unit"),
    "laws": ("law", "title", "dated", "issuer"),
    "terms": ("term", "explanation", "english"),
    "provisions": ("provision", "rule", "penalty", "begin", "page"),
    "enterprises": ("enterprise", "kind", "industry", "place"),
    "indicators": ("indicator", "definition", "name", "unit"),
    "observations": ("observation", "label", "period", "value", "unit"),
    "caveats": ("caveat", "statement", "period", "page"),
    "alternative_readings": ("reading", "argument", "row", "column", "value"),
}
"""Columns of wide tables that are seen before a row is opened; the second has the most to say."""
PAGES_OF: dict[str, Kind] = {
    "indicators": "indicator",
    "enterprises": "enterprise",
    "laws": "law",
    "provisions": "provision",
    "terms": "term",
    "sources": "source",
    "observations": "number",
    "prose_figures": "number",
    "long_series": "series",
}
"""Tables whose rows have pages of their own."""
SHORT = 20
"""Characters of a heading that fits above a column."""
STYLE_NAMES = {"text": "Text", "bibtex": "BibTeX", "csl-json": "CSL-JSON", "ris": "RIS"}


def generate(app: Sphinx) -> None:
    """Write all pages before Sphinx reads them."""
    source = Path(app.srcdir)
    pages, extra = source / "tables", source / "_generated"
    for place in (pages, extra):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    shutil.copytree(folder(), extra / "data")
    downloads = extra / "downloads"
    downloads.mkdir()
    export(list(table_names()), "csv", downloads)
    export(list(table_names()), "json", downloads)
    citations = {name: {style: cite(name, style) for style in STYLES} for name in table_names()}
    names = load_table("indicators").set_index("indicator")["name"].to_dict()
    for read_by_the_explorer, content in (("citations", citations), ("indicators", names)):
        text = json.dumps(content, ensure_ascii=False)
        (source / "_static" / f"{read_by_the_explorer}.json").write_text(text, encoding="utf-8")
    for name in table_names():
        (pages / f"{name}.md").write_text(_page(name, downloads), encoding="utf-8")
    (pages / "index.md").write_text(_index(), encoding="utf-8")
    (pages / "open-questions.md").write_text(open_questions.page(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when to generate."""
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _page(name: "TableName", downloads: Path) -> str:
    facts = catalog()["tables"][name]
    heading = f"{facts['label']}: {facts['title']}" if facts["label"] else facts["title"]
    json_ld = json.dumps(table_json_ld(catalog(), facts), ensure_ascii=False).replace("</", "<\\/")
    parts = [
        f"# {heading}",
        f"`{name}`. {facts['grain']} {facts['rows']} rows. Key: {', '.join(f'`{key}`' for key in facts['keys'])}. "
        f'<a href="../explorer.html#table={name}">Open in the explorer</a>.',
        *facts["notes"],
        *([f"```{{include}} ../_charts/{name}.md\n```"] if facts["label"] else []),
        *_limits(facts),
    ]
    if facts["label"]:
        parts += ["## As printed", *_as_printed(name)]
    parts += ["## Tidy data", *_tidy(name)]
    parts += ["## Columns", _columns(facts)]
    if facts["footnotes"]:
        rows = [[note["marker"], note["applies_to"], note["text"], note["line"]] for note in facts["footnotes"]]
        parts += [
            "## Footnotes",
            table(["mark", "applies to", "what it says, in our words", "line"], rows, "Footnotes"),
        ]
    parts += ["## Original source", facts["original_source"]]
    parts += ["## How certain", *_certainty(facts)]
    parts += ["## Ledger", *_ledger(name, bool(facts["statuses"]))]
    parts += ["## Downloads", _downloads(name, downloads)]
    parts += ["## Cite", *_citations(name)]
    parts += [f'```{{raw}} html\n<script type="application/ld+json">{json_ld}</script>\n```']
    return "\n\n".join(parts) + "\n"


def _index() -> str:
    rows = []
    for name, facts in catalog()["tables"].items():
        label = (facts["label"] or "–").replace(" ", "&nbsp;")
        rows.append(f"| [`{name}`]({name}.md) | {label} | {facts['title']} | {facts['rows']} |")
    names = "\n".join(catalog()["tables"])
    return "\n".join(
        [
            "# Codebook\n",
            "One page per table: as printed and as tidy data, with columns, footnotes, ledger, downloads and citation.",
            "What stays open in all of them is gathered on one page: [open questions](open-questions.md).\n",
            "| table | book | what | rows |\n|---|---|---|---:|",
            *rows,
            f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n",
        ]
    )


def _as_printed(name: str) -> list[str]:
    problems: list[str] = []
    raw, pages = (read_raw(DATA, declared_tables()[table], problems) for table in (name, "pages"))
    assert raw is not None, problems
    ledger = read_ledger(DATA / "curated" / "ledger.csv", problems)
    cells = judge(raw, ledger, PageMap.of(pages), problems)
    assert not problems, problems
    says = [
        "The rows and labels of the page, each number as it is read. ~ inferred, ? doubtful, · blank. "
        "Point at a number for its line.",
        _printed_table(name, raw, cells),
    ]
    long = {column: says for column, says in raw.facts["values"].items() if _head(column, says) != says}
    keys = [f"- {escape(column)}: {escape(meaning)}" for column, meaning in long.items()]
    return [*says, "\n".join(keys)]


def _head(column: str, meaning: str) -> str:
    """Head a column of the page with what its heading says, if that is short."""
    return meaning if len(meaning) <= SHORT else column


def _printed_table(name: str, raw: RawTable, cells: pd.DataFrame) -> str:
    facts, meanings = catalog()["tables"][name], raw.facts["values"]
    rows: list[dict[str, Any]] = []
    heading = None
    for number, row in enumerate(raw.rows):
        changed = row.get("heading") not in (None, "", heading)
        heading = row["heading"] if changed else heading
        rows.append(
            {
                "heading": heading if changed else None,
                "label": _as_on_the_page(row["label"]),
                "characters": row["label"],
                "cells": [_printed_cell(cells[column].iloc[number]) for column in raw.values],
            }
        )
    return part(
        "printed.html",
        title=f"{facts['label']}. {facts['printed_title'] or '(without a printed title)'}",
        heads=[_head(column, meanings[column]) for column in raw.values],
        rows=rows,
    )


def _as_on_the_page(label: str) -> str:
    """Leave out the spaces within numbers, and other faults of the scan, that the page does not have."""
    joined = re.sub(r"(?<=\d) (?=\d)| (?=,)", "", label).replace("induding", "including")
    return re.sub(r"\b(19\d\d)1(\d)\b", r"\1/\2", joined)


def _printed_cell(cell: Any) -> dict[str, str]:
    if cell.text is None:
        return {"status": cell.status, "says": "blank", "read": BLANK, "characters": BLANK}
    return {
        "status": cell.status,
        "says": f"characters: {cell.printed}; page {cell.page}, line {cell.line}; {cell.status}",
        "read": cell.text + MARKS.get(cell.status, ""),
        "characters": cell.printed,
    }


def _tidy(name: "TableName") -> list[str]:
    frame, facts = load_table(name), catalog()["tables"][name]
    status = provenance(name).set_index(["row", "column"])["status"].astype(str).to_dict()
    decimals = {column["name"]: column["decimals"] for column in facts["columns"]}
    rows = []
    for number, row in frame.head(LONGEST).iterrows():
        texts = []
        for column in frame.columns:
            value, mark = row[column], status.get((number, column), "")
            texts.append(BLANK if mark == "blank" else shown(value, decimals[column]) + MARKS.get(mark, ""))
        rows.append(texts)
    link = f'<a href="../explorer.html#table={name}">all of them in the explorer</a>'
    partly = [f"The first {LONGEST} of {len(frame)} rows; {link}."] if len(frame) > LONGEST else []
    if len(frame.columns) <= WIDE:
        return [*partly, table(list(frame.columns), rows, f"{name}, tidy data")]
    return [
        *partly,
        f"A row opens: it has {len(frame.columns)} columns.",
        _opening(name, facts, list(frame.columns), rows),
    ]


def _opening(name: "TableName", facts: dict[str, Any], columns: list[str], rows: list[list[str]]) -> str:
    """Show of each row of a wide table what one looks for first, the rest when it is opened."""
    first = FIRST.get(name, tuple(columns[:5]))
    places = addresses(PAGES_OF[name]) if name in PAGES_OF else {}
    made = []
    for texts in rows:
        row = dict(zip(columns, texts, strict=True))
        href = places.get(row[facts["keys"][0]])
        made.append(
            {
                "first": [row[column] for column in first],
                "all": [(column, text) for column, text in row.items() if text],
                "href": href and f"../{href}",
            }
        )
    return part("rows.html", label=f"{name}, tidy data", head=first, rows=made)


def _columns(facts: dict[str, Any]) -> str:
    rows = []
    for column in facts["columns"]:
        meaning = meaning_html(column | {"codes": codes_of(column, catalog()), "missing_allowed": False})
        if column["refers_to"]:
            meaning += as_html(f" Refers to `{column['refers_to']}`.")
        rows.append(
            [
                column["name"],
                column["type"],
                column["unit"] or "",
                "may be" if column["missing_allowed"] else "never",
                meaning,
            ]
        )
    return table(["column", "type", "unit", "missing", "meaning"], rows, "Columns", html_columns=(4,))


def _counted_statuses(frame: pd.DataFrame) -> list[str]:
    """Count the statuses of the rows of a table that has no cells of the book."""
    columns = [column for column in frame.columns if column.endswith("status")]
    return [
        f"- `{column}`: " + ", ".join(f"{count} {status}" for status, count in frame[column].value_counts().items())
        for column in columns
    ]


def _certainty(facts: dict[str, Any]) -> list[str]:
    meanings = catalog()["codes"]["status"]
    counted = [f"- {count} `{status}`: {meanings[status]}" for status, count in facts["statuses"].items()]
    counted = counted or _counted_statuses(load_table(facts["name"]))
    others = load_table("alternative_readings")
    others = others[others["table"] == facts["name"]]
    readings = (
        [
            f"[What else the page allows](../doubt.md): {others['reading'].nunique()} readings of "
            f"{others['group'].nunique()} groups of cells, "
            f'<a href="../explorer.html#table=alternative_readings&is.table={facts["name"]}">in the explorer</a>.'
        ]
        if len(others)
        else []
    )
    return ["\n".join(counted), *readings] if counted else ["Nothing is open."]


def _limits(facts: dict[str, Any]) -> list[str]:
    """Say beneath the chart what limits the numbers."""
    if not facts["caveats"]:
        return []
    return ["## What limits these numbers", "\n".join(f"- {statement}" for statement in facts["caveats"].values())]


ARGUMENTS = ("end_argument", "remark", "comparability")
"""Columns in which a table of statements, which has no line in the ledger, argues its judgments."""


def _judged_in_rows(name: "TableName") -> str:
    columns = [f"`{column}`" for column in ARGUMENTS if column in load_table(name).columns]
    where = f" Judgments stand in the rows themselves: {', '.join(columns)}." if columns else ""
    return f"The ledger is of cells of the book's tables.{where}"


def _ledger(name: "TableName", table_has_cells: bool) -> list[str]:
    problems: list[str] = []
    columns = COLUMNS
    lines = [line for _, line in read_csv(DATA / "curated" / "ledger.csv", columns, problems) if line["table"] == name]
    assert not problems, problems
    if not lines:
        return ["No cell of this table had to be judged." if table_has_cells else _judged_in_rows(name)]
    head = ["row", "argument", "column", "printed"]
    rows = [
        {
            "first": [line[column] for column in head],
            "all": [(column, line[column]) for column in columns[1:] if line[column]],
        }
        for line in lines
    ]
    return [
        f"Every judgment, with its argument ({len(rows)}).",
        part("rows.html", label=f"Ledger of {name}", head=head, rows=rows),
    ]


def _downloads(name: "TableName", downloads: Path) -> str:
    rows = []
    for form, path, url in (
        ("Parquet", parquet_path(name), f"../data/{name}.parquet"),
        ("CSV", downloads / f"{name}.csv", f"../downloads/{name}.csv"),
        ("JSON, with the citation", downloads / f"{name}.json", f"../downloads/{name}.json"),
        ("SDMX-CSV 2.0", folder() / f"{name}.sdmx.csv", f"../data/{name}.sdmx.csv"),
    ):
        if not path.is_file():
            continue
        data = path.read_bytes()
        rows.append(
            f'<tr><td><a href="{url}" download>{form}</a></td><td class="number">{len(data) / 1000:.1f} kB</td>'
            f"<td><code>{hashlib.sha256(data).hexdigest()}</code></td></tr>"
        )
    body = "<thead><tr><th>file</th><th>size</th><th>SHA-256</th></tr></thead><tbody>" + "".join(rows) + "</tbody>"
    all_files = " ".join(
        f'<a href="../data/{file}">{file}</a>' for file in ("datapackage.json", "croissant.json", "catalog.json", SUMS)
    )
    return raw_html(f"{scrolling(body, f'Downloads of {name}')}\n<p>For all tables: {all_files}</p>")


def _citations(name: str) -> list[str]:
    language = {"text": "text", "bibtex": "bibtex", "csl-json": "json", "ris": "text"}
    tabs = []
    for style in STYLES:
        tabs += [
            f":::{{tab-item}} {STYLE_NAMES[style]}\n```{{code-block}} {language[style]}\n{cite(name, style)}\n```\n:::"
        ]
    return ["::::{tab-set}\n" + "\n".join(tabs) + "\n::::"]
