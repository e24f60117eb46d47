"""The audit: every raw cell stands on its stated line of the OCR text, and nothing on those lines is left over.

For each table the lines from its first to its last are taken; the labels, headings and values of the raw file that
claim a line must give that line back, in order and without a remainder. Lines that hold no cells (title, column
definitions, footnotes, source) are named in the TOML. So a wrong line, a changed character, a cell that was left out
and a cell that was added all fail.

Run ``python tools/audit.py FILE`` with the OCR text.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from sovietlabour._errors import BuildError, SovietLabourError
from sovietlabour.models import declared_tables
from sovietlabour.pipeline.raw import RawTable, read_raw

DATA = Path(__file__).resolve().parents[1] / "data"


def audit(data: Path, source: Path) -> dict[str, int]:
    """Compare the raw files with the OCR text.

    Parameters
    ----------
    data
        The folder ``data``.
    source
        The OCR text.

    Returns
    -------
    dict
        How many pieces (cells, labels, headings, quotations of the prose) were found in place, by raw file.

    Raises
    ------
    BuildError
        If a piece does not stand on its line, or something on a line is in no raw file.
    SovietLabourError
        If the source cannot be read.
    """
    try:
        text = source.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SovietLabourError(f"{source}: expected the OCR text; {error}") from None
    problems: list[str] = []
    counts: dict[str, int] = {}
    for name, declared in declared_tables().items():
        table = read_raw(data, declared, problems)
        if table is not None and (table.quotes or table.values):
            counts[name] = (_audit_statements if table.quotes else _audit_table)(table, text, problems)
    if problems:
        raise BuildError(problems)
    return counts


def _audit_table(table: RawTable, text: list[str], problems: list[str]) -> int:
    pieces = _pieces(table)
    first, last = table.facts["lines"]
    without_cells = {line for lines in table.facts["other_lines"].values() for line in lines}
    for line in sorted(pieces.keys() | set(range(first, last + 1))):
        where = f"{table.name}, line {line}"
        if not first <= line <= last or line > len(text):
            problems.append(f"{where}: cells stand outside the table's lines {first}-{last}: {pieces[line]}")
        elif line in without_cells:
            if pieces[line]:
                problems.append(f"{where}: the TOML says it holds no cells; found {pieces[line]}")
        else:
            # A piece may begin or end only where the OCR has a space, so that no digit is cut off unseen.
            pattern = r"\s+".join(re.escape(piece) for piece in pieces[line])
            if not re.fullmatch(rf"\s*{pattern}\s*", text[line - 1]):
                found = text[line - 1].strip()
                problems.append(f"{where}: expected {' | '.join(pieces[line])!r}; the text has {found!r}")
    return sum(len(on_line) for on_line in pieces.values())


def _audit_statements(table: RawTable, text: list[str], problems: list[str]) -> int:
    """Check that the characters of each statement stand on its line, or run on over its end."""
    quoting = [row for row in table.rows if row["line"]]
    for row in quoting:
        line, printed = int(row["line"]), row["printed"]
        if not printed or not 0 < line <= len(text) or not _stands(printed, line, text):
            problems.append(f"{table.name}[{table.row_key(row)}]: {printed!r} does not stand on line {line}")
    return len(quoting)


def _stands(printed: str, line: int, text: list[str]) -> bool:
    """Say whether characters stand on a line; after a line break, at the start of the next line that is not empty."""
    here, broken, there = printed.partition("\n")
    if not broken:
        return here in text[line - 1]
    following = next((line for line in text[line:] if line.strip()), "")
    return text[line - 1].rstrip().endswith(here) and following.lstrip().startswith(there)


def _pieces(table: RawTable) -> dict[int, list[str]]:
    """Gather what the raw files say stands on each line, in order."""
    pieces: dict[int, list[str]] = defaultdict(list)
    for heading in table.facts.get("headings", []):
        pieces[heading["line"]] += heading["printed"]
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        for column in ("heading", "label", *table.values):
            printed = row.get(column, "")
            line = row.get(f"{column}_line") or row["line"]
            if not printed:
                continue
            if column not in table.values:
                # A label that holds for several rows (a year of a panel, an industry of a column) is printed once.
                if (printed, line) in seen:
                    continue
                seen.add((printed, line))
            for offset, part in enumerate(printed.split("\n")):
                pieces[int(line) + offset].append(part)
    return pieces


def main() -> str | None:
    """Audit the files of this checkout; say what is wrong, or print what was found in place."""
    if len(sys.argv) != 2:
        return f"usage: python {sys.argv[0]} FILE"
    try:
        counts = audit(DATA, Path(sys.argv[1]))
    except SovietLabourError as error:
        return str(error)
    print("\n".join(f"{name}: {count} pieces stand on their lines" for name, count in counts.items()))
    return None


if __name__ == "__main__":
    sys.exit(main())
