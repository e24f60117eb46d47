"""A table as an Excel workbook for people: data, evidence, codebook, caveats, citation."""

from io import BytesIO
from pathlib import Path
from typing import Any

from sovietlabour._catalog import catalog, codes_of, entry
from sovietlabour._codebook import as_text, columns
from sovietlabour._frames import provenance
from sovietlabour._lazy import literals, pd
from sovietlabour._vocabulary import UNCERTAIN

WIDEST = 420
"""Pixels up to which a column grows with its text; longer text is wrapped."""
WRAPPED = 60
"""Characters from which text is wrapped."""

SHADE = "#FFE8B3"
LOOKS: dict[str, dict[str, Any]] = {"date": {"num_format": "yyyy-mm-dd"}, "text": {}, "long": {"text_wrap": True}}


def write_excel(name: "literals.TableName", frame: "pd.DataFrame", target: Path) -> None:
    """Write a table with its statuses; a number that is uncertain is shaded."""
    from datetime import datetime

    from xlsxwriter import Workbook

    statuses = {str(c): frame[f"{c}_status"] for c in frame.columns if f"{c}_status" in frame.columns}
    uncertain = {(row, c) for c, status in statuses.items() for row, says in enumerate(status) if says in UNCERTAIN}
    facts, attrs = entry(name), frame.attrs
    about: list[tuple[str, str]] = [("table", name)]
    about += [(key, attrs[key]) for key in ("title", "citation", "source", "original_source", "version")]
    about += [("licence", catalog()["package"]["licence"]["statement"])]
    about += [(f"footnote {note['marker']}", f"{note['applies_to']}: {note['text']}") for note in facts["footnotes"]]
    if uncertain:
        about += [("shaded", "The number, or the place where it stands, is uncertain: see the sheet evidence.")]
    sheets = {
        "data": frame,
        "evidence": _evidence(name, frame[facts["keys"]]),
        "codebook": columns(name).drop(columns="table"),
        "codes": _codes(name),
        "caveats": pd.DataFrame(list(attrs["caveats"].items()), columns=["caveat", "statement"]),
        "about": pd.DataFrame(about, columns=["what", "says"]),
    }
    workbook = BytesIO()  # a file that cannot be written is for us to report, not for whoever clears away the zip
    with Workbook(workbook, {"in_memory": True}) as book:
        book.set_properties(
            {"title": attrs["title"], "created": datetime.fromisoformat(catalog()["package"]["released"])}
        )
        for sheet, rows in sheets.items():
            if len(rows):
                _write_sheet(book, sheet, rows, uncertain if sheet == "data" else set())
    target.write_bytes(workbook.getvalue())


def _evidence(name: "literals.TableName", keys: "pd.DataFrame") -> "pd.DataFrame":
    """Give where each number stands and why it is read so, with the keys of its row."""
    cells = provenance(name)
    of_cells = cells.drop(columns=["table", "row", *keys.columns.intersection(cells.columns)])
    return keys.loc[cells["row"]].reset_index(drop=True).join(of_cells)


def _codes(name: "literals.TableName") -> "pd.DataFrame":
    """Give the meanings of the codes in the columns of a table."""
    told = [
        (column["name"], code, as_text(says))
        for column in entry(name)["columns"]
        for code, says in codes_of(column, catalog()).items()
    ]
    return pd.DataFrame(told, columns=["column", "code", "meaning"])


def _write_sheet(book: Any, name: str, frame: "pd.DataFrame", shaded: set[tuple[int, str]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    formats = {
        (kind, shade): book.add_format({"valign": "top", **look, **({"bg_color": SHADE} if shade else {})})
        for kind, look in LOOKS.items()
        for shade in (False, True)
    }
    for at, column in enumerate(map(str, frame.columns)):
        sheet.write_string(0, at, column, head)
        present = frame[column].notna()
        for row, value in enumerate(frame[column].astype(object)):
            if not present.iloc[row]:
                continue
            shade = (row, column) in shaded
            if isinstance(value, str):  # never a formula or a link, whatever it begins with
                if sheet.write_string(row + 1, at, value, formats["long" if len(value) > WRAPPED else "text", shade]):
                    raise ValueError(f"a cell of a workbook has no room for the text that begins with {value[:40]!r}")
            elif hasattr(value, "year"):
                sheet.write_datetime(row + 1, at, value, formats["date", shade])
            elif isinstance(value, bool):
                sheet.write_boolean(row + 1, at, value, formats["text", shade])
            else:
                sheet.write_number(row + 1, at, value, formats["text", shade])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.autofit(WIDEST)
