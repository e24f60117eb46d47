"""The command line: look at tables, cite, export and build.

Nothing here loads pandas before a command needs it.
"""

import argparse
import os
import shutil
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from errno import EBADF
from io import TextIOWrapper
from itertools import zip_longest
from pathlib import Path
from textwrap import fill, wrap
from typing import Any, NoReturn, TextIO

from sovietlabour._bibliography import bibliography
from sovietlabour._catalog import catalog, entry, table_names
from sovietlabour._citation import cite
from sovietlabour._codebook import describe
from sovietlabour._enterprises import load_enterprise
from sovietlabour._errors import ArgumentError, SovietLabourError
from sovietlabour._export import FORMATS, export
from sovietlabour._frames import load_frame, provenance, records, without_gaps
from sovietlabour._laws import law_in_force, penalty_timeline
from sovietlabour._lazy import pd
from sovietlabour._observations import amount, load_observations
from sovietlabour._pages import place_of
from sovietlabour._references import STYLES
from sovietlabour._search import KINDS, search, search_figures
from sovietlabour._series import list_series, load_series
from sovietlabour._terms import define
from sovietlabour._version import __version__
from sovietlabour._vocabulary import MARKS
from sovietlabour.pipeline.numbers import parse_number

NARROWEST = 16
"""Width that the widest column of text must have; else a table is shown row by row."""
Argument = tuple[tuple[str, ...], dict[str, Any]]
Command = Callable[[argparse.Namespace], None]
COMMANDS: dict[str, tuple[Command, tuple[Argument, ...]]] = {}
"""Functions and arguments of the commands, in the order of the help."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        Words of the command line; None takes those of the process.

    Returns
    -------
    int
        0, or 1 after one clear line on standard error. A command that is none stops with 2.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a sign that the encoding lacks is not left out
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = lambda message, *_: _complain(message)
            _print(sys.stdout)
            try:
                options = _parser().parse_args(arguments)
                options.run(options)
            finally:
                _print(sys.stdout)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        return 0
    except SovietLabourError as error:
        _complain(f"sovietlabour: {error}")
    except OSError as error:
        _complain(f"sovietlabour: {error.filename or 'standard output'}: {error.strerror}")
    else:
        return 0
    return 1


def _complain(says: object) -> None:
    with suppress(OSError):  # there is nobody to hear it
        _print(sys.stderr, f"{says}\n")


def _print(stream: TextIO | None, text: str = "") -> None:
    """Print what a stream still holds, and a text; if that fails, it holds no more, or Python complains at its end."""
    if stream is None:
        raise OSError(EBADF, os.strerror(EBADF))
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Print the complaint and stop."""
        _complain(f"{self.prog}: {' '.join(message.split())} (see {self.prog} --help)")
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sovietlabour",
        description="Soviet workers 1922-1941: the statistical tables of Filtzer (1986), with page, line and status.",
    )
    parser.add_argument("--version", action="version", version=f"sovietlabour {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, arguments) in COMMANDS.items():
        command = commands.add_parser(name, help=(run.__doc__ or "").rstrip("."))
        command.set_defaults(run=run)
        for words, says in arguments:
            command.add_argument(*words, **says)
    return parser


def _command(*arguments: Argument) -> Callable[[Command], Command]:
    """Make a command of a function, whose docstring is its help."""

    def add(run: Command) -> Command:
        COMMANDS[run.__name__.removeprefix("_")] = (run, arguments)
        return run

    return add


def _word(name: str, says: str, **more: Any) -> Argument:
    return (name,), {"metavar": name.upper(), "help": says, **more}


def _option(name: str, says: str, **more: Any) -> Argument:
    return (f"--{name}",), {"help": says, **more}


def _flag(name: str, says: str) -> Argument:
    return _option(name, says, action="store_true")


def _most(rows: int) -> Argument:
    return _option("most", f"rows to print; default: {rows}", metavar="N", type=_count, default=rows)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number of rows, 0 or more; found {text!r}")
    return int(text)


TABLE = _word("name", "name of a table")
BETWEEN = _option("between", "first and last year", metavar=("FIRST", "LAST"), nargs=2)
FILTERS = ("topic", "population", "industry", "enterprise", "place", "nature", "expressed_as")


@_command()
def _list(options: argparse.Namespace) -> None:
    """List the tables."""
    width = max(map(len, table_names()))
    for name, table in catalog()["tables"].items():
        print(f"{name:{width}}  {table['label']:9}  {table['title']}")
    for table in catalog()["lost"]:
        print(f"{'(lost)':{width}}  {table['label']:9}  {table['subject']}: not in the text we work from")


@_command(TABLE, _flag("cells", "print every cell with its characters, page and line"))
def _show(options: argparse.Namespace) -> None:
    """Print a table, its uncertain cells marked."""
    table = entry(options.name)
    print(f"{table['title']} ({table['label'] or 'concordance'})\n")
    print("\n".join(_cells(options.name) if options.cells else _grid(options.name)))
    statuses = table["statuses"]
    if not options.cells and any(statuses.get(status) for status in MARKS):
        print(
            f"\n~ {statuses.get('inferred', 0)} cells inferred: which column or label the value belongs to was argued"
            f"\n? {statuses.get('doubtful', 0)} cells doubtful: the reading or the place stays open"
            f"\n  Their arguments: sovietlabour show {options.name} --cells"
        )
    print(f"\n{_filled(cite(options.name), '')}")


def _grid(name: str) -> list[str]:
    """Lay out a table in columns, as far as the terminal has room for them."""
    columns, right = _marked(name), set(load_frame(name, "keep").attrs["units"])
    # A long name is broken at its underscores, so that names do not make the table wide.
    names = {c: wrap(c.replace("_", "-"), max(12, *map(len, texts))) for c, texts in columns.items()}
    widths = {c: max(map(len, [*names[c], *texts])) for c, texts in columns.items()}
    widest = max((c for c in widths if c not in right), key=widths.__getitem__)
    widths[widest] -= max(0, sum(widths.values()) + 2 * (len(widths) - 1) - _room())
    if widths[widest] < NARROWEST:
        return _one_by_one(columns, entry(name)["keys"])
    heads = [*zip_longest(*(lines[::-1] for lines in names.values()), fillvalue="")][::-1]
    lines = [[line.replace("-", "_") for line in head] for head in heads]
    lines.append(["-" * width for width in widths.values()])
    for row in zip(*columns.values(), strict=True):
        cells = zip(row, widths.values(), strict=True)
        parts = [[text] if len(text) <= width else wrap(text, width) for text, width in cells]
        lines += map(list, zip_longest(*parts, fillvalue=""))
    sides = [f"{'>' if c in right else '<'}{width}" for c, width in widths.items()]
    return ["  ".join(map(format, line, sides)).rstrip() for line in lines]


def _marked(name: Any) -> dict[str, list[str]]:
    """Write the columns of a table, an uncertain cell followed by its mark."""
    frame, cells = without_gaps(load_frame(name, "keep")), provenance(name)
    measured = set(cells["column"])
    columns: dict[str, list[str]] = {}
    for column in map(str, frame.columns):
        of_column = cells[cells["column"] == column].astype({"status": "str"}).set_index("row")
        of_column = of_column.reindex(frame.index)[["printed", "status"]].fillna("")
        texts = map(_text, frame[column], of_column["printed"])
        marks = [MARKS.get(status, " ") if column in measured else "" for status in of_column["status"]]
        columns[column] = [text + mark for text, mark in zip(texts, marks, strict=True)]
    return columns


def _one_by_one(columns: dict[str, list[str]], keys: list[str]) -> list[str]:
    """Lay out one block for each row, without what is missing."""
    lines = []
    for row in zip(*columns.values(), strict=True):
        cells = {column: text.strip() for column, text in zip(columns, row, strict=True)}
        lines += ["", _filled(" | ".join(cells[key] for key in keys))]
        lines += [
            _filled(f"  {column}: {cells[column]}", "    ")
            for column in cells
            if column not in keys and cells[column] != "."
        ]
    return lines[1:]


def _cells(name: Any) -> list[str]:
    """List every cell with its characters, page, line, status and argument."""
    frame = without_gaps(load_frame(name, "keep"))
    lines = []
    for cell in provenance(name).to_dict("records"):
        row = " | ".join(_text(frame[key].iloc[cell["row"]]) for key in entry(name)["keys"])
        value = _text(frame[cell["column"]].iloc[cell["row"]], cell["printed"])
        place = f"{cell['printed']!r}, {place_of(cell['line'])}, line {cell['line']}, {cell['status']}"
        lines.append(f"{row}, {cell['column']}: {value}  {place}")
        lines += [_indented(cell["evidence"])] if cell["evidence"] else []
    return lines


def _text(value: Any, printed: str = "") -> str:
    """Write a value: a decimal number with the digits of the page and no more, a day in ISO form, a blank as a dot."""
    if value is None:
        return "."
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    if isinstance(value, int):
        return f"{value:,}" if value > 9999 else str(value)
    number = parse_number(printed)
    return number if number is not None and float(number) == value else str(value)


def _room() -> int:
    """Give the width of the terminal; one that is too narrow for a line of words breaks them itself."""
    return max(NARROWEST, shutil.get_terminal_size((100, 24)).columns)


def _filled(text: str, hanging: str = "  ", **more: Any) -> str:
    """Fill lines; a number or a name is never broken."""
    return fill(text, _room(), subsequent_indent=hanging, break_on_hyphens=False, break_long_words=False, **more)


def _indented(text: str, **more: Any) -> str:
    return _filled(text, "    ", initial_indent="    ", **more)


def _print_found(head: str, *says: str | None, **more: Any) -> None:
    """Print a find, and indented what there is to say of it."""
    print(_filled(head))
    print(_indented("; ".join(filter(None, says)), **more))


@_command(TABLE)
def _describe(options: argparse.Namespace) -> None:
    """Print the codebook entry of a table."""
    print(describe(options.name))


@_command(
    _word("name", "name of a table, id of a number, law, factory ...", nargs="*"),
    _option("style", "default: text", choices=STYLES, default="text"),
)
def _cite(options: argparse.Namespace) -> None:
    """Print the citation of anything, or of the package."""
    print(cite(options.name, options.style))


@_command(TABLE)
def _provenance(options: argparse.Namespace) -> None:
    """Print page, line, characters and status of every number as CSV."""
    print(provenance(options.name).to_csv(index=False, lineterminator="\n"), end="")


@_command(
    _word("words", "such as: absenteeism coal 1933", nargs="+"),
    _option("kind", "may be given several times; default: all", choices=KINDS, action="append"),
    _most(10),
)
def _search(options: argparse.Namespace) -> None:
    """Find anything by words: tables, indicators, factories, laws, terms ..."""
    found = search(" ".join(options.words), options.kind)
    for row in records(found.head(options.most)):
        page, lacks = row["page"] and f"p. {row['page']}", row["lacks"] and f"without {row['lacks']}"
        head = f"{row['kind']}: {row['title']}"
        _print_found(head, row["id"], page, lacks, row["text"], max_lines=3, placeholder=" …")
    _print_number(found, options.most)


@_command(
    _word("words", "words that must all be found", nargs="*"),
    _option("topic", "one of the topics of the table indicators"),
    _option("industry", "an industry, as in industries"),
    BETWEEN,
    _most(20),
)
def _figures(options: argparse.Namespace) -> None:
    """Find figures of the prose and cells of the tables by words."""
    words, between = " ".join(options.words), options.between
    found = search_figures(words, topic=options.topic, industry=options.industry, between=between)
    _print_observations(found, options.most)


@_command(
    _word("indicator", "code, name or any other name of it", nargs="?"),
    *(
        _option(name.replace("_", "-"), "may be given several times", metavar="NAME", action="append")
        for name in FILTERS
    ),
    BETWEEN,
    _flag("all-roles", "restatements, class bounds and examples, too"),
    _flag("convert", "add what follows by definition from others"),
)
def _observations(options: argparse.Namespace) -> None:
    """Print the observations of an indicator, of tables and prose."""
    found = load_observations(
        options.indicator,
        **{name: getattr(options, name) for name in FILTERS},
        between=options.between,
        role=None if options.all_roles else "measurement",
        convert=options.convert,
    )
    _print_observations(found, len(found))


def _print_observations(found: "pd.DataFrame", most: int) -> None:
    """Print each number within its bounds, what it says, how sure it is, and where it stands."""
    for row in records(found.head(most)):
        mark = MARKS.get(row["status"], "")
        unusual = [row[name] for name in ("expressed_as", "nature", "role")]
        unusual = [one for one in unusual if one not in ("level", "statistic", "measurement")]
        from_ = row.get("converted_from") and f"from {row['converted_from']}"
        place = f"{row['printed']!r}, {place_of(row['line'])}, line {row['line']}, {row['status']}"
        head = f"{row['period'] or 'no date'}: {amount(row)}{mark}  {row['label']}"
        _print_found(head, *unusual, from_, place, row["table"], row["source"])
    _print_number(found, most)


def _print_number(found: "pd.DataFrame", most: int) -> None:
    print(f"{len(found)} found" + (f", {most} printed (--most)" if len(found) > most else ""))


@_command(_word("name", "name of a series", nargs="?"))
def _series(options: argparse.Namespace) -> None:
    """List the long series, or print one."""
    if options.name is None:
        for row in records(list_series()):
            head = f"{row['series']}: {row['first']}-{row['last']}, {row['rows']} rows, {row['unit']}"
            _print_found(head, row["note"])
        return
    frame = load_series(options.name)
    print(f"{frame.attrs['series']}, {frame.attrs['unit']}\n")
    for row in records(frame):
        place = f"{row['table']}, {place_of(row['line'])}, line {row['line']}"
        _print_found(f"{row['period']}: {amount(row)}{MARKS.get(row['status'], '')}  {place}", row["comparability"])
    print(f"\n{_filled(frame.attrs['note'], '')}")


@_command(
    _word("subject", "such as absenteeism, turnover, labour_books"),
    _word("date", "a day, such as 1933-05-01"),
    _option("offence", "only what is punished: absence (a single one), lateness, quitting ..."),
)
def _law(options: argparse.Namespace) -> None:
    """Print what the law said of a subject on a day."""
    found = law_in_force(options.subject, options.date, offence=options.offence)
    print(_filled(found.attrs["answer"], ""))
    for row in records(found):
        print()
        begin, end = (
            _text(row[day]) + " (day uncertain)" * (row[f"{day}_certainty"] == "uncertain") for day in ("begin", "end")
        )
        _print_found(
            row["rule"] or "(named only)",
            row["penalty"] and f"penalty: {row['penalty']}",
            row["applies_to"] and f"of {row['applies_to']}",
            f"in force from {begin}" + (f" to {end}" if row["end"] else ", end not told"),
            row["attestation"] if row["attestation"] == "doubtful" else None,
            ", ".join(filter(None, (row["title"], row["issuer"], row["dated"]))),
            f"{place_of(row['line'])}, line {row['line']}",
            row["remark"],
        )


@_command(
    _word("offence", "such as absence, lateness, quitting"),
    _option("by", "default: day", choices=("day", "year"), default="day"),
)
def _timeline(options: argparse.Namespace) -> None:
    """Print what an offence cost through time."""
    for row in records(penalty_timeline(options.offence, options.by)):
        possible = f" (possibly {row['possible']})" if row["possible"] else ""
        end = _text(row["end"]) if row.get("end") else ""
        when = str(row["year"]) if "year" in row else f"{_text(row['start'])} to {end:10}"
        print(_filled(f"{when}  {row['penalties'] or 'no penalty told'}{possible}", " " * 6))


@_command(_word("name", "any of its names, or a part of one"))
def _enterprise(options: argparse.Namespace) -> None:
    """Print everything known about one factory, mine or trust."""
    print("\n".join(_filled(line, "    ") for line in str(load_enterprise(options.name)).split("\n")))


@_command(_word("term", "such as ORS"))
def _define(options: argparse.Namespace) -> None:
    """Print what a term or an abbreviation means."""
    print("\n".join(map(_filled, define(options.term).split("\n"))))


@_command(_option("style", "default: bibtex", choices=STYLES, default="bibtex"))
def _bibliography(options: argparse.Namespace) -> None:
    """Print all sources that the book names."""
    print(bibliography(options.style))


@_command(
    _word("names", "names of tables", nargs="*"),
    _flag("all", "all tables; sqlite and duckdb hold all in one file"),
    _option("format", f"{', '.join(FORMATS)}; default: csv", metavar="FORMAT", default="csv"),
    _option("to", "a folder, made if it is not there", metavar="DIR", type=Path, required=True),
    _flag("overwrite", "replace files that are there already"),
)
def _export(options: argparse.Namespace) -> None:
    """Write tables as files for other programs."""
    if not options.names and not options.all:
        raise ArgumentError("name tables, or export --all (see sovietlabour export --help)")
    names = None if options.all else options.names
    for path in export(names, options.format, options.to, overwrite=options.overwrite):
        print(path)
    print(f"Please cite: {cite(names)}")


@_command(_flag("check", "write nothing; fail if anything is out of date"))
def _build(options: argparse.Namespace) -> None:
    """In a checkout: build data/processed from data/raw and data/curated."""
    from sovietlabour.pipeline import build, find_root

    files = build(find_root(Path.cwd()), check=options.check)
    if options.check:
        print(f"{len(files)} files are what the raw files give")
    else:
        print("\n".join([f"wrote {file}" for file in files] or ["nothing to write: all files are up to date"]))
