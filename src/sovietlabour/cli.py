"""The command line: look at tables, cite, export, build and audit.

Nothing here loads pandas before a command needs it.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any, NoReturn

from sovietlabour._bibliography import bibliography
from sovietlabour._catalog import catalog, entry, table_names
from sovietlabour._citation import cite
from sovietlabour._codebook import describe
from sovietlabour._errors import SovietLabourError
from sovietlabour._export import FORMATS, export
from sovietlabour._observations import amount, load_observations
from sovietlabour._pages import place_of
from sovietlabour._references import STYLES
from sovietlabour._search import KINDS
from sovietlabour._version import __version__
from sovietlabour._vocabulary import MARKS
from sovietlabour.pipeline.numbers import parse_number

if TYPE_CHECKING:
    import pandas as pd

NARROWEST = 80
"""Width from which on a table that does not fit the terminal, even cut, is shown row by row."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        Words of the command line; None takes those of the process.

    Returns
    -------
    int
        0, or 1 after one clear line on standard error.
    """
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except SovietLabourError as error:
        print(f"sovietlabour: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"sovietlabour: {error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, with exit status 1 like every other error."""

    def error(self, message: str) -> NoReturn:
        """Print the complaint and stop."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(1)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sovietlabour",
        description="Soviet workers 1922-1941: the statistical tables of Filtzer (1986), with page, line and status.",
    )
    parser.add_argument("--version", action="version", version=f"sovietlabour {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = commands.add_parser("list", help="list the tables")
    command.set_defaults(run=_list)

    command = commands.add_parser("show", help="print a table, its uncertain cells marked")
    command.add_argument("name", metavar="NAME", help="name of a table")
    command.add_argument("--cells", action="store_true", help="print every cell with its characters, page and line")
    command.set_defaults(run=_show)

    command = commands.add_parser("describe", help="print the codebook entry of a table")
    command.add_argument("name", metavar="NAME", help="name of a table")
    command.set_defaults(run=lambda options: print(describe(options.name)))

    command = commands.add_parser("cite", help="print the citation of anything, or of the package")
    command.add_argument("name", metavar="NAME", nargs="*", help="name of a table, id of a number, law, factory ...")
    command.add_argument("--style", choices=STYLES, default="text", help="default: text")
    command.set_defaults(run=lambda options: print(cite(options.name, options.style)))

    command = commands.add_parser("provenance", help="print page, line, characters and status of every number as CSV")
    command.add_argument("name", metavar="NAME", help="name of a table")
    command.set_defaults(run=_provenance)

    command = commands.add_parser(
        "search", help="find anything by words: tables, indicators, factories, laws, terms ..."
    )
    command.add_argument("words", metavar="WORD", nargs="+", help="such as: absenteeism coal 1933")
    command.add_argument("--kind", choices=KINDS, action="append", help="may be given several times; default: all")
    command.add_argument("--most", metavar="N", type=_count, default=10, help="finds to print; default: 10")
    command.set_defaults(run=_search)

    command = commands.add_parser("figures", help="find figures of the prose and cells of the tables by words")
    command.add_argument("words", metavar="WORD", nargs="*", help="words that must all be found")
    command.add_argument("--topic", help="one of the topics of the table indicators")
    command.add_argument("--industry", help="an industry, spelt as in industries")
    command.add_argument("--between", metavar=("FIRST", "LAST"), nargs=2, type=int, help="first and last year")
    command.add_argument("--most", metavar="N", type=_count, default=20, help="rows to print; default: 20")
    command.set_defaults(run=_figures)

    command = commands.add_parser("observations", help="print the observations of an indicator, of tables and prose")
    command.add_argument("indicator", metavar="INDICATOR", nargs="?", help="code, name or any other name of it")
    for name in ("topic", "population", "industry", "enterprise", "place", "nature", "expressed-as"):
        command.add_argument(f"--{name}", metavar="NAME", action="append", help="may be given several times")
    command.add_argument("--between", metavar=("FIRST", "LAST"), nargs=2, help="first and last year")
    command.add_argument("--all-roles", action="store_true", help="restatements, class bounds and examples, too")
    command.add_argument("--convert", action="store_true", help="add what follows by definition from others")
    command.set_defaults(run=_observations)

    command = commands.add_parser("series", help="list the long series, or print one")
    command.add_argument("name", metavar="NAME", nargs="?", help="name of a series")
    command.set_defaults(run=_series)

    command = commands.add_parser("law", help="print what the law said of a subject on a day")
    command.add_argument("subject", metavar="SUBJECT", help="such as absenteeism, turnover, labour_books")
    command.add_argument("date", metavar="DATE", help="a day, such as 1933-05-01")
    command.add_argument("--offence", help="only what is punished: absence (a single one), lateness, quitting ...")
    command.set_defaults(run=_law)

    command = commands.add_parser("timeline", help="print what an offence cost through time")
    command.add_argument("offence", metavar="OFFENCE", help="such as absence, lateness, quitting")
    command.add_argument("--by", choices=("day", "year"), default="day", help="default: day")
    command.set_defaults(run=_timeline)

    command = commands.add_parser("enterprise", help="print everything known about one factory, mine or trust")
    command.add_argument("name", metavar="NAME", help="any of its names, or a part of one")
    command.set_defaults(run=_enterprise)

    command = commands.add_parser("define", help="print what a term or an abbreviation means")
    command.add_argument("term", metavar="TERM", help="such as ORS")
    command.set_defaults(run=_define)

    command = commands.add_parser("bibliography", help="print all sources that the book names")
    command.add_argument("--style", choices=STYLES, default="bibtex", help="default: bibtex")
    command.set_defaults(run=lambda options: print(bibliography(options.style)))

    command = commands.add_parser("export", help="write tables as files for other programs")
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("name", metavar="NAME", nargs="?", help="name of a table")
    what.add_argument("--all", action="store_true", help="all tables; sqlite and duckdb hold all in one file")
    command.add_argument("--format", metavar="FORMAT", default="csv", help=f"{', '.join(FORMATS)}; default: csv")
    command.add_argument("--to", metavar="DIR", type=Path, required=True, help="a folder, made if it is not there")
    command.add_argument("--overwrite", action="store_true", help="replace files that are there already")
    command.set_defaults(run=_export)

    command = commands.add_parser("build", help="in a checkout: build data/processed from data/raw and data/curated")
    command.add_argument("--check", action="store_true", help="write nothing; fail if anything is out of date")
    command.set_defaults(run=_build)

    command = commands.add_parser("audit", help="in a checkout: compare data/raw with the OCR text")
    command.add_argument("--source", metavar="FILE", type=Path, required=True, help="the OCR text")
    command.set_defaults(run=_audit)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number of rows, 0 or more; found {text!r}")
    return int(text)


def _list(options: argparse.Namespace) -> None:
    width = max(map(len, table_names()))
    for name, table in catalog()["tables"].items():
        print(f"{name:{width}}  {table['label']:9}  {table['title']}")
    for table in catalog()["lost"]:
        print(f"{'(lost)':{width}}  {table['label']:9}  {table['subject']}: not in the text we work from")


def _show(options: argparse.Namespace) -> None:
    table = entry(options.name)
    print(f"{table['title']} ({table['label'] or 'concordance'})\n")
    print(_cells(options.name) if options.cells else _grid(options.name))
    statuses = table["statuses"]
    if not options.cells and any(statuses.get(status) for status in MARKS):
        print(
            f"\n~ {statuses.get('inferred', 0)} cells inferred: which column or label the value belongs to was argued"
            f"\n? {statuses.get('doubtful', 0)} cells doubtful: the reading or the place stays open"
            f"\n  Their arguments: sovietlabour show {options.name} --cells"
        )
    print(f"\n{fill(cite(options.name), _room(), break_on_hyphens=False)}")


def _grid(name: str) -> str:
    """Lay out a table for the terminal, an uncertain cell followed by its mark, a blank as a dot."""
    from sovietlabour._frames import load_frame, provenance

    frame = load_frame(name, "keep")
    cells = provenance(name)
    columns: dict[str, list[str]] = {}
    for column in frame.columns:
        of_column = cells[cells["column"] == column].set_index("row")
        printed = of_column["printed"].reindex(range(len(frame)), fill_value="")
        status = of_column["status"].astype("str").reindex(range(len(frame)), fill_value="")
        texts = [_text(value, text) for value, text in zip(frame[column], printed, strict=True)]
        marks = [MARKS.get(says, " ") if len(of_column) else "" for says in status]
        columns[str(column)] = [text + mark for text, mark in zip(texts, marks, strict=True)]
    right = set(frame.attrs["units"])
    heads = _heads(columns)
    widths = {c: max(map(len, [*heads[c], *cells])) for c, cells in columns.items()}
    if sum(_fit(widths, right).values()) + 2 * (len(widths) - 1) > max(NARROWEST, _room()):
        return "\n\n".join(_records(columns, entry(name)["keys"]))
    return "\n".join(_lines(heads, columns, right))


def _records(columns: dict[str, list[str]], keys: list[str]) -> list[str]:
    """Lay out a table that is too wide for a grid: one block for each row, without what is missing."""
    blocks = []
    for position in range(len(columns[keys[0]])):
        named = " | ".join(columns[key][position].strip() for key in keys)
        lines = [fill(named, _room(), subsequent_indent="  ", break_on_hyphens=False)]
        for column, cells in columns.items():
            text = cells[position].strip()
            if column not in keys and text != ".":
                says = f"{column}: {text}"
                lines.append(fill(says, _room(), initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
        blocks.append("\n".join(lines))
    return blocks


def _text(value: Any, printed: str = "") -> str:
    """Write a value: a decimal number with the digits of the page and no more, a day in ISO form, a blank as a dot."""
    if _missing(value):
        return "."
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    if isinstance(value, int):
        return f"{value:,}" if value > 9999 else str(value)
    number = parse_number(printed)
    return number if number is not None and float(number) == value else str(value)


def _missing(value: Any) -> bool:
    """Say whether a cell is missing, whichever of the four ways pandas has to say so."""
    from pandas import isna

    return bool(isna(value))


def _heads(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Break long column names at their underscores, so that names do not make the table wide."""
    heads: dict[str, list[str]] = {}
    for column, cells in columns.items():
        room = max(12, *(len(cell) for cell in cells))
        lines = [""]
        for word in column.split("_"):
            longer = f"{lines[-1]}_{word}" if lines[-1] else word
            if len(longer) <= room:
                lines[-1] = longer
            else:
                lines[-1] += "_"
                lines.append(word)
        heads[column] = lines
    return heads


def _lines(heads: dict[str, list[str]], columns: dict[str, list[str]], right: set[str]) -> list[str]:
    height = max(len(lines) for lines in heads.values())
    table = {column: [""] * (height - len(heads[column])) + heads[column] + cells for column, cells in columns.items()}
    widths = _fit({column: max(map(len, cells)) for column, cells in table.items()}, right)
    rows = []
    for position in range(len(next(iter(table.values())))):
        cells = [
            f"{_cut(cells[position], widths[c]):{'>' if c in right else '<'}{widths[c]}}" for c, cells in table.items()
        ]
        rows.append("  ".join(cells).rstrip())
    rows.insert(height, "  ".join("-" * width for width in widths.values()))
    return rows


def _fit(widths: dict[str, int], right: set[str]) -> dict[str, int]:
    """Narrow the widest columns of text until the table fits the terminal; numbers are never cut."""
    widths = dict(widths)
    text = [column for column in widths if column not in right]
    while text and sum(widths.values()) + 2 * (len(widths) - 1) > _room():
        widest = max(text, key=widths.__getitem__)
        if widths[widest] <= 10:
            break
        widths[widest] -= 1
    return widths


def _room() -> int:
    """Give the width of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _cells(name: str) -> str:
    """List every cell with its characters, page, line, status and argument."""
    from sovietlabour._frames import load_frame, provenance

    frame = load_frame(name, "keep")
    keys = entry(name)["keys"]
    lines = []
    for cell in provenance(name).to_dict("records"):
        row = " | ".join(_text(frame[key].iloc[cell["row"]]) for key in keys)
        value = _text(frame[cell["column"]].iloc[cell["row"]], cell["printed"])
        place = f"{cell['printed']!r}, {place_of(cell['line'])}, line {cell['line']}, {cell['status']}"
        lines.append(f"{row}, {cell['column']}: {value}  {place}")
        if cell["evidence"]:
            lines.append(indent(fill(cell["evidence"], _room() - 4), "    "))
    return "\n".join(lines)


def _provenance(options: argparse.Namespace) -> None:
    from sovietlabour._frames import provenance

    print(provenance(options.name).to_csv(index=False, lineterminator="\n"), end="")


def _search(options: argparse.Namespace) -> None:
    """Print what was found, best first, with the name under which the whole is to be had."""
    import warnings

    from sovietlabour._search import nowhere, search

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = search(" ".join(options.words), options.kind)
    for word, near in found.attrs["not_found"].items():
        print(nowhere(word, near), file=sys.stderr)
    for row in found.head(options.most).to_dict("records"):
        print(fill(f"{row['kind']}: {row['title']}", _room(), subsequent_indent="  "))
        page = "" if _missing(row["page"]) else f"p. {row['page']}"
        lacks = f"without {row['lacks']}" if row["lacks"] else ""
        says = "; ".join(filter(None, (row["id"], page, lacks, row["text"])))
        print(indent(fill(says, _room() - 4, max_lines=3, placeholder=" …"), "    "))
    print(f"{len(found)} found" + (f", {options.most} printed (--most)" if len(found) > options.most else ""))


def _figures(options: argparse.Namespace) -> None:
    """Print what was found, best first."""
    from sovietlabour._search import search_figures

    between = tuple(options.between) if options.between else None
    found = search_figures(" ".join(options.words), topic=options.topic, industry=options.industry, between=between)
    _print_observations(found.head(options.most))
    more = len(found) - options.most
    print(f"{len(found)} found" + (f", {more} not printed (--most)" if more > 0 else ""))


def _observations(options: argparse.Namespace) -> None:
    """Print observations in order of time."""
    filters = ("topic", "population", "industry", "enterprise", "place", "nature", "expressed_as")
    found = load_observations(
        options.indicator,
        **{name: getattr(options, name) for name in filters},
        between=tuple(options.between) if options.between else None,
        role=None if options.all_roles else "measurement",
        convert=options.convert,
    )
    _print_observations(found)
    print(f"{len(found)} found")


def _print_observations(found: "pd.DataFrame") -> None:
    """Print each number within its bounds, what it says, how sure it is, and where it stands."""
    usual = ("level", "statistic", "measurement")
    for row in found.to_dict("records"):
        period = row["period"] if isinstance(row["period"], str) else "no date"
        mark = MARKS.get(str(row["status"]), "")
        print(fill(f"{period}: {amount(row)}{mark}  {row['label']}", _room(), subsequent_indent="  "))
        says = [str(row[name]) for name in ("expressed_as", "nature", "role") if row[name] not in usual]
        says += [f"from {row['converted_from']}"] if isinstance(row.get("converted_from"), str) else []
        place = f"{row['printed']!r}, {place_of(row['line'])}, line {row['line']}, {row['status']}; {row['table']}"
        source = [row["source"]] if isinstance(row["source"], str) else []
        print(indent(fill("; ".join([*says, place, *source]), _room() - 4), "    "))


def _series(options: argparse.Namespace) -> None:
    from sovietlabour._series import list_series, load_series

    if options.name is None:
        for row in list_series().to_dict("records"):
            print(f"{row['series']}: {row['first']}-{row['last']}, {row['rows']} rows, {row['unit']}")
            print(indent(fill(row["note"], _room() - 4), "    "))
        return
    frame = load_series(options.name)
    print(f"{options.name}, {frame.attrs['unit']}\n")
    for row in frame.to_dict("records"):
        mark = MARKS.get(str(row["status"]), "")
        print(f"{row['period']}: {amount(row)}{mark}  {row['table']}, {place_of(row['line'])}, line {row['line']}")
        print(indent(fill(row["comparability"], _room() - 4), "    "))
    print(f"\n{fill(frame.attrs['note'], _room())}")


def _law(options: argparse.Namespace) -> None:
    """Print the answer, and the rules in force with penalty, act, and how far their time is certain."""
    from sovietlabour._laws import law_in_force

    found = law_in_force(options.subject, options.date, offence=options.offence)
    print(fill(found.attrs["answer"], _room()))
    for row in found.to_dict("records"):
        print()
        print(fill(row["rule"] or "(named only)", _room(), subsequent_indent="  "))
        penalty = [f"penalty: {row['penalty']}"] if isinstance(row["penalty"], str) else []
        unsure = {"uncertain": " (day uncertain)", "certain": "", "not told": ""}
        end = f" to {_text(row['end'])}{unsure[row['end_certainty']]}" if not _missing(row["end"]) else ", end not told"
        time = f"in force from {_text(row['begin'])}{unsure[row['begin_certainty']]}{end}"
        act = ", ".join(row[name] for name in ("title", "issuer", "dated") if isinstance(row[name], str))
        remark = [row["remark"]] if isinstance(row["remark"], str) else []
        whom = [f"of {row['applies_to']}"] if isinstance(row["applies_to"], str) else []
        doubt = ["doubtful"] if row["attestation"] == "doubtful" else []
        says = "; ".join([*penalty, *whom, time, *doubt, act, f"{place_of(row['line'])}, line {row['line']}", *remark])
        print(indent(fill(says, _room() - 4), "    "))


def _timeline(options: argparse.Namespace) -> None:
    """Print what an offence cost through time."""
    from sovietlabour._laws import penalty_timeline

    for row in penalty_timeline(options.offence, options.by).to_dict("records"):
        possible = f" (possibly {row['possible']})" if row["possible"] else ""
        end = "" if _missing(row.get("end")) else _text(row["end"])
        when = str(row["year"]) if "year" in row else f"{_text(row['start'])} to {end:10}"
        print(fill(f"{when}  {row['penalties'] or 'no penalty told'}{possible}", _room(), subsequent_indent=" " * 6))


def _enterprise(options: argparse.Namespace) -> None:
    from sovietlabour._enterprises import load_enterprise

    lines = str(load_enterprise(options.name)).split("\n")
    print("\n".join(fill(line, _room(), subsequent_indent="    ", break_on_hyphens=False) for line in lines))


def _define(options: argparse.Namespace) -> None:
    from sovietlabour._terms import define

    print("\n".join(fill(line, _room(), subsequent_indent="  ") for line in define(options.term).split("\n")))


def _export(options: argparse.Namespace) -> None:
    names = None if options.all else [options.name]
    for path in export(names, options.format, options.to, overwrite=options.overwrite):
        print(path)
    print(f"Please cite: {cite(None if options.all else options.name)}")


def _build(options: argparse.Namespace) -> None:
    from sovietlabour.pipeline import build, find_root

    files = build(find_root(Path.cwd()), check=options.check)
    if options.check:
        print(f"{len(files)} files are what the raw files give")
    else:
        print("\n".join([f"wrote {file}" for file in files] or ["nothing to write: all files are up to date"]))


def _audit(options: argparse.Namespace) -> None:
    from sovietlabour.pipeline import find_root
    from sovietlabour.pipeline.audit import audit

    counts = audit(find_root(Path.cwd()) / "data", options.source)
    for name, count in counts.items():
        print(f"{name}: {count} pieces stand on their lines")
