"""Parts of pages as HTML: tables, rows that open, whatever a template of `_templates` makes."""

import json
import re
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import records
from addresses import address
from jinja2 import Environment, FileSystemLoader

from sovietlabour._catalog import catalog

DOCS = Path(__file__).resolve().parents[1]
DRAWN = (DOCS / "_static" / "charts.js").is_file()
"""Whether charts are drawn in the browser: what draws them needs Node.js to be built."""
TEMPLATES = Environment(
    loader=FileSystemLoader([DOCS / "_templates", DOCS / "_templates" / "records"]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals |= {"words": records, "address": address, "tables": catalog()["tables"], "drawn": DRAWN}


def part(template: str, **context: Any) -> str:
    """Fill in a template, as a block of a Markdown page."""
    return raw(TEMPLATES.get_template(template).render(context))


def in_script(data: Any) -> str:
    """Write data into a script element, where no other escape works."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


TEMPLATES.filters["in_script"] = in_script


def imports(script: str, root: str) -> str:
    """Ask for what a script of the site imports along with it, not when it has been read."""
    made = DOCS / "_static" / script
    text = made.read_text(encoding="utf-8") if made.is_file() else ""  # it needs Node.js to be built
    parts = re.findall(r'(?:from|import)"\./(chunks/[\w-]+\.js)"', text)
    return "".join(f'<link rel="modulepreload" href="{root}_static/{one}">\n' for one in parts)


def raw(html: str) -> str:
    """Let Markdown leave HTML as it is."""
    return f"```{{raw}} html\n{html}\n```"


def table(
    head: list[str],
    rows: list[list[Any]],
    label: str,
    html_columns: tuple[int, ...] = (),
) -> str:
    """Write a table as HTML, since the cells may hold any character.

    `html_columns` hold text that is HTML already. The first column stands still.
    """
    columns = "".join(f'<th scope="col">{escape(str(one))}</th>' for one in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="prose">{cell}</td>' if at in html_columns else f"<td>{escape(str(cell))}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return raw(scrolling(f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody>", label))


def scrolling(inner: str, label: str) -> str:
    """Let a table scroll within its own frame, with the keyboard too."""
    opening = f'<div class="scrolling" role="region" tabindex="0" aria-label="{escape(label)}">'
    return f'{opening}<table class="table">{inner}</table></div>'


def shown(value: Any, decimals: int | None = None) -> str:
    """Write a value as people read it."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:,.12g}" if decimals is None else f"{value:,.{decimals}f}"
    return str(value)
