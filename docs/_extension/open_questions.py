"""The page of open questions: every doubtful cell, contradiction and doubtful law, with its argument."""

from typing import Any

import pandas as pd
from addresses import addresses
from html_parts import part, shown

from sovietlabour import load_table, provenance
from sovietlabour._catalog import catalog
from sovietlabour._vocabulary import MARKS


def page() -> str:
    """Write the page."""
    caveats = [
        f"- `{name}`: {caveat}" for name, facts in catalog()["tables"].items() for caveat in facts["caveats"].values()
    ]
    checks = load_table("checks").astype({"relation": "str"})
    parting = checks[checks["relation"].isin(["contradicts", "qualifies"])]
    sections = {
        "Doubtful cells": _doubtful_cells(),
        "Where prose and tables part": _checks(parting[parting["tables"].notna()]),
        "Where the prose parts from itself": _checks(parting[parting["tables"].isna()]),
        "Laws that are not named, or in doubt": _laws(),
    }
    parts = [
        "# Open questions of the sources",
        "What the text leaves open or contradicts. Nothing of this is repaired: the tables keep what is printed. "
        "Whoever has the printed book, or the sources it names, can settle most of it.",
    ]
    for title, questions in sections.items():
        parts += [f"## {title} ({len(questions)})", part("questions.html", questions=questions)]
    parts += ["## Caveats of the tables", "\n".join(caveats)]
    parts += ["## Lost", "\n".join(f"- {table['label']}: {table['reason']}" for table in catalog()["lost"])]
    return "\n\n".join(parts) + "\n"


def _doubtful_cells() -> list[dict[str, Any]]:
    return [
        _doubtful_cell(name, facts, cell)
        for name, facts in catalog()["tables"].items()
        for cell in provenance(name).query("status == 'doubtful'").to_dict("records")
    ]


def _doubtful_cell(name: Any, facts: dict[str, Any], cell: dict[Any, Any]) -> dict[str, Any]:
    row = load_table(name).iloc[cell["row"]]
    keys = [shown(row[key]) for key in facts["keys"]]
    units = {column["name"]: column["unit"] for column in facts["columns"]}
    number = f"{name}, {' | '.join(keys)}, {cell['column']}" if facts["label"] else keys[0]
    value = f"{shown(cell['value'])}{MARKS['doubtful']} {units[cell['column']] or ''}".strip()
    return {
        "title": f"{', '.join(keys)}: {value if shown(cell['value']) else 'blank?'}",
        "href": _link("number", number),
        "facts": [cell["column"], facts["label"] or name, *_where(cell)],
        "argument": cell["evidence"],
    }


def _checks(checks: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "title": f"“{check['printed']}” {check['relation']} what stands elsewhere",
            "href": _link("number", check["figure"]),
            "facts": [
                check["formula"],
                f"stated {_span(check, 'stated')}",
                f"computed {_span(check, 'computed')}",
                *_where(check, characters=False),
            ],
            "argument": check["explanation"],
        }
        for check in checks.to_dict("records")
    ]


def _laws() -> list[dict[str, Any]]:
    laws = load_table("provisions").merge(load_table("laws")[["law", "title", "dated"]], on="law")
    return [
        {
            "title": "; ".join(filter(None, (shown(law["title"]), shown(law["dated"])))),
            "href": _link("provision", law["provision"]),
            "facts": _where(law, characters=False),
            "says": shown(law["rule"]),
            "argument": shown(law["remark"]),
        }
        for law in laws[laws["attestation"] == "doubtful"].to_dict("records")
    ]


def _span(check: dict[Any, Any], side: str) -> str:
    low, high = (shown(check[f"{side}_{end}"] and round(check[f"{side}_{end}"], 2)) for end in ("low", "high"))
    return low if low == high else f"{low or 'less'} to {high or 'more'}"


def _where(row: dict[Any, Any], *, characters: bool = True) -> list[str]:
    read = [f"characters “{row['printed']}”"] if characters and row["printed"] else []
    return [*read, *([f"p. {row['page']}"] if shown(row["page"]) else []), f"line {row['line']}"]


def _link(kind: Any, name: str) -> str | None:
    place = addresses(kind).get(name)
    return place and f"../{place}"
