"""Writes what the site takes from the catalogue: a codebook page per table, charts, downloads, open questions.

Everything goes to folders that are not kept: `tables/`, `_static/charts/` and `_generated/`.
"""

import hashlib
import json
import shutil
import warnings
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pandas as pd
from sphinx.application import Sphinx

from sovietlabour import cite, load_table, parquet_path, plot, provenance, table_names
from sovietlabour._catalog import catalog, codes_of
from sovietlabour._codebook import as_html, meaning_html
from sovietlabour._data import SUMS, folder
from sovietlabour._export import export
from sovietlabour._references import STYLES
from sovietlabour._vocabulary import BLANK, MARKS
from sovietlabour.models import declared_tables
from sovietlabour.pipeline.descriptors import table_json_ld
from sovietlabour.pipeline.files import read_csv
from sovietlabour.pipeline.judge import judge
from sovietlabour.pipeline.ledger import COLUMNS, read_ledger
from sovietlabour.pipeline.pages import PageMap
from sovietlabour.pipeline.raw import RawTable, read_raw

if TYPE_CHECKING:
    from sovietlabour._literals import TableName

DATA = Path(__file__).resolve().parents[2] / "data"
LONGEST = 150
"""Rows shown on a codebook page; longer tables are shown in part, and in full in the explorer."""
CHECKED = ("stated_low", "stated_high", "computed_low", "computed_high")
"""Ends of the two intervals of a check."""
SHORT = 20
"""Characters of a heading that fits above a column."""
ALTERNATIVES = {
    "unemployment_1922_28": "The unemployed, from 0.16 million in 1922 to about 1.3 million in 1927/28.",
    "workers_1928_32": "Workers in industry, building and transport in 1928 and 1932: more in 1932.",
    "turnover_1930_36": "Labour turnover by industry, 1929 to 1936: high in 1930, lower by 1935.",
    "women_share_1929_35": "Women among the workers of nine branches, 1929 to 1935: their share rises in all of them.",
    "output_1933_36": "Output of coal, ore, iron and steel in 1933 and 1936: all larger in 1936, most about twice.",
    "norm_rises_1936": "Rises of output norms in spring 1936 by branch, some as ranges: from 10 to 55 per cent.",
    "stakhanovites_1936": "The share of Stakhanovites in six industries on 1 August 1936, each about a quarter.",
}
"""What the charts show, for those who do not see them."""
STYLE_NAMES = {"text": "Text", "bibtex": "BibTeX", "csl-json": "CSL-JSON", "ris": "RIS"}


def generate(app: Sphinx) -> None:
    """Write all pages before Sphinx reads them."""
    source = Path(app.srcdir)
    pages, pictures, extra = source / "tables", source / "_static" / "charts", source / "_generated"
    for place in (pages, pictures, extra):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    shutil.copytree(folder(), extra / "data")
    downloads = extra / "downloads"
    downloads.mkdir()
    export(list(table_names()), "csv", downloads)
    export(list(table_names()), "json", downloads)
    citations = {name: {style: cite(name, style) for style in STYLES} for name in table_names()}
    (source / "_static" / "citations.json").write_text(json.dumps(citations, ensure_ascii=False), encoding="utf-8")
    for name in table_names():
        if name in ALTERNATIVES:
            _draw(name, pictures / f"{name}.svg")
        (pages / f"{name}.md").write_text(_page(name, downloads), encoding="utf-8")
    (pages / "index.md").write_text(_index(), encoding="utf-8")
    (pages / "open-questions.md").write_text(_open_questions(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when to generate."""
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _draw(name: "TableName", target: Path) -> None:
    """Draw a table of the book, to the same bytes whenever it has the same numbers."""
    with plt.rc_context({"figure.figsize": (8, 4.8), "svg.hashsalt": "sovietlabour"}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the chart itself says what it leaves out
        plot(name)
        plt.savefig(target, metadata={"Date": None})
        plt.close()


def _page(name: "TableName", downloads: Path) -> str:
    facts = catalog()["tables"][name]
    heading = f"{facts['label']}: {facts['title']}" if facts["label"] else facts["title"]
    json_ld = json.dumps(table_json_ld(catalog(), facts), ensure_ascii=False).replace("</", "<\\/")
    parts = [
        f"# {heading}",
        f"`{name}`. {facts['grain']} {facts['rows']} rows. Key: {', '.join(f'`{key}`' for key in facts['keys'])}. "
        f'<a href="../explorer.html#table={name}">Open in the explorer</a>.',
        *facts["notes"],
        *([f"![{ALTERNATIVES[name]}](../_static/charts/{name}.svg)"] if name in ALTERNATIVES else []),
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
            _html(["mark", "applies to", "what it says, in our words", "line"], rows, "Footnotes"),
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
        rows.append(f"| [`{name}`]({name}.md) | {facts['label'] or '–'} | {facts['title']} | {facts['rows']} |")
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
        "Point at a number for the characters of the text and their line.",
        f"```{{raw}} html\n{_printed_table(name, raw, cells)}\n```",
    ]
    long = {column: says for column, says in raw.facts["values"].items() if _head(column, says) != says}
    keys = [f"- {escape(column)}: {escape(meaning)}" for column, meaning in long.items()]
    return [*says, "\n".join(keys)]


def _head(column: str, meaning: str) -> str:
    """Head a column of the page with what its heading says, if that is short."""
    return meaning if len(meaning) <= SHORT else column


def _printed_table(name: str, raw: RawTable, cells: pd.DataFrame) -> str:
    facts = catalog()["tables"][name]
    rows, heading = [], None
    for number, row in enumerate(raw.rows):
        if row.get("heading") and row["heading"] != heading:
            heading = row["heading"]
            rows.append(f'<tr><th colspan="{len(raw.values) + 1}" scope="colgroup">{escape(heading)}</th></tr>')
        values = "".join(_printed_cell(cells[column].iloc[number]) for column in raw.values)
        rows.append(f'<tr><th scope="row">{escape(row["label"])}</th>{values}</tr>')
    meanings = raw.facts["values"]
    head = "".join(f'<th scope="col">{escape(_head(column, meanings[column]))}</th>' for column in raw.values)
    title = f"{facts['label']}. {facts['printed_title'] or '(without a printed title)'}"
    return _scrolling(
        f"<caption>{escape(title)}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody>",
        title,
    )


def _printed_cell(cell: Any) -> str:
    says = (
        "blank"
        if cell.text is None
        else f"characters: {cell.printed}; page {cell.page}, line {cell.line}; {cell.status}"
    )
    shown = BLANK if cell.text is None else cell.text + MARKS.get(cell.status, "")
    return f'<td class="number {cell.status}" title="{escape(says)}">{escape(shown)}</td>'


def _tidy(name: "TableName") -> list[str]:
    frame = load_table(name)
    status = provenance(name).set_index(["row", "column"])["status"].astype(str).to_dict()
    decimals = {column["name"]: column["decimals"] for column in catalog()["tables"][name]["columns"]}
    rows = []
    for number, row in frame.head(LONGEST).iterrows():
        shown = []
        for column in frame.columns:
            value, mark = row[column], status.get((number, column), "")
            shown.append(BLANK if mark == "blank" else _shown(value, decimals[column]) + MARKS.get(mark, ""))
        rows.append(shown)
    link = f'<a href="../explorer.html#table={name}">all of them in the explorer</a>'
    part = f"The first {LONGEST} of {len(frame)} rows; {link}."
    return [*([part] if len(frame) > LONGEST else []), _html(list(frame.columns), rows, f"{name}, tidy data")]


def _shown(value: Any, decimals: int | None) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:,.12g}" if decimals is None else f"{value:,.{decimals}f}"
    return str(value)


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
    return _html(["column", "type", "unit", "missing", "meaning"], rows, "Columns", html_columns=(4,))


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
    used = [column for column in columns[1:] if any(line[column] for line in lines)]
    rows = [[line[column] for column in used] for line in lines]
    return [
        f"Every judgment, with its argument ({len(rows)}).",
        _html(used, rows, f"Ledger of {name}", plain_columns=(len(used) - 1,)),
    ]


def _downloads(name: str, downloads: Path) -> str:
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
    return f"```{{raw}} html\n{_scrolling(body, f'Downloads of {name}')}\n<p>For all tables: {all_files}</p>\n```"


def _citations(name: str) -> list[str]:
    language = {"text": "text", "bibtex": "bibtex", "csl-json": "json", "ris": "text"}
    tabs = []
    for style in STYLES:
        tabs += [
            f":::{{tab-item}} {STYLE_NAMES[style]}\n```{{code-block}} {language[style]}\n{cite(name, style)}\n```\n:::"
        ]
    return ["::::{tab-set}\n" + "\n".join(tabs) + "\n::::"]


def _open_questions() -> str:
    parts = [
        "# Open questions of the sources",
        "What the text leaves open or contradicts. Nothing of this is repaired: the tables keep what is printed. "
        "Whoever has the printed book, or the sources it names, can settle most of it.",
    ]
    doubtful, issues = [], []
    for name, facts in catalog()["tables"].items():
        cells = provenance(name)
        for _, cell in cells[cells["status"] == "doubtful"].iterrows():
            row = load_table(name).iloc[cell["row"]]
            key = " | ".join(
                str(row[key])[:10] if isinstance(row[key], pd.Timestamp) else str(row[key]) for key in facts["keys"]
            )
            doubtful.append(
                [
                    name,
                    key,
                    cell["column"],
                    _shown(cell["value"], None),
                    cell["printed"],
                    cell["page"],
                    cell["line"],
                    cell["evidence"],
                ]
            )
        issues += [f"- `{name}`: {issue}" for issue in facts["caveats"].values()]
    heads = ["table", "row", "column", "value", "characters", "page", "line", "argument"]
    parts += [f"## Doubtful cells ({len(doubtful)})", _html(heads, doubtful, "Doubtful cells", plain_columns=(7,))]
    checks = load_table("checks").astype({"relation": "str"})
    shown = ["line", "printed", "formula", "relation", *CHECKED, "explanation"]
    for title, rows in (
        ("Where prose and tables part", checks[checks["tables"].notna()]),
        ("Where the prose parts from itself", checks[checks["tables"].isna()]),
    ):
        parting = rows.loc[rows["relation"].isin(["contradicts", "qualifies"]), shown]
        values = parting.round(2).astype(object).where(parting.notna(), "").to_numpy().tolist()
        parts += [f"## {title} ({len(parting)})", _html(shown, values, title, plain_columns=(2, len(shown) - 1))]
    laws = load_table("provisions").merge(load_table("laws")[["law", "title", "dated"]], on="law")
    laws = laws[laws["attestation"] == "doubtful"]
    doubted = laws[["title", "dated", "rule", "page", "line", "remark"]].astype(object).where(laws.notna(), "")
    parts += [
        f"## Laws that are not named, or in doubt ({len(doubted)})",
        _html(list(doubted.columns), doubted.values.tolist(), "Laws in doubt", plain_columns=(2, 5)),
    ]
    parts += ["## Caveats of the tables", "\n".join(issues)]
    lost = [f"- {table['label']}: {table['reason']}" for table in catalog()["lost"]]
    parts += ["## Lost", "\n".join(lost)]
    return "\n\n".join(parts) + "\n"


def _html(
    head: list[str],
    rows: list[list[Any]],
    label: str,
    plain_columns: tuple[int, ...] = (),
    html_columns: tuple[int, ...] = (),
) -> str:
    """Write a table as HTML, since the cells may hold any character.

    `plain_columns` hold longer text, `html_columns` text that is HTML already.
    """
    columns = "".join(f'<th scope="col">{escape(str(one))}</th>' for one in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="prose">{cell if at in html_columns else escape(str(cell))}</td>'
            if at in plain_columns + html_columns
            else f"<td>{escape(str(cell))}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"```{{raw}} html\n{_scrolling(f'<thead><tr>{columns}</tr></thead><tbody>{body}</tbody>', label)}\n```"


def _scrolling(inner: str, label: str) -> str:
    opening = f'<div class="scrolling" role="region" tabindex="0" aria-label="{escape(label)}">'
    return f'{opening}<table class="table">{inner}</table></div>'
