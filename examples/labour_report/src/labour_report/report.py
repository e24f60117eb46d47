"""The report, in Markdown."""

from collections.abc import Iterable

from sovietlabour import ArgumentError, Codebook, IndustryName, Style, TableName, cite, columns, describe, load_table

from labour_report.absence import absence_and_law, law_of
from labour_report.evidence import collect, continued
from labour_report.women import women_and_turnover

TABLES: tuple[TableName, ...] = ("turnover_1930_36", "women_share_1929_35")


def write_report(industry: IndustryName, *, style: Style = "text") -> str:
    """Write the report on an industry, with the references of all tables at its end.

    Raises
    ------
    sovietlabour.ArgumentError
        If the tables have no such industry.
    """
    years = absence_and_law(industry)
    if not years:
        raise ArgumentError(f"Table 2.2 has no industry {industry!r}")
    women = women_and_turnover(industry)
    parts = [
        f"# {industry}",
        "## Absence and the law",
        _table(
            ("year", "days absent", "status", "page", "penalties in force"),
            (
                (one.year, "" if one.days is None else one.days, one.status, one.page or "", "; ".join(one.penalties))
                for one in years
            ),
        ),
        f"On 1 May 1933: {law_of('1933-05-01')}",
        "## Women and turnover",
        _table(
            ("year", "women, per cent", "turnover, per cent"),
            zip(women.years, women.women_percent, women.turnover_percent, strict=True),
        ),
        "## Turnover, wherever the book gives it",
        _table(
            ("period", "turnover", "what", "page"),
            (
                (one.period, one.amount, one.label, one.page or f"line {one.line}")
                for one in collect("labour_turnover_rate", industry=industry)
            ),
        ),
        "## Turnover in all industry",
        _table(("period", "per cent", "comparability"), continued("turnover, all industry")),
        "## What the columns mean",
        _meanings(TABLES),
        "## Sources",
        *(_source(name, style) for name in TABLES),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '/') for cell in line)} |" for line in lines)


def _meanings(tables: Iterable[TableName]) -> str:
    known = columns()
    known = known[known["table"].isin(list(tables)) & known["unit"].notna()]
    return "\n".join(
        f"- `{column}` ({unit}): {says}"
        for column, unit, says in zip(known["column"], known["unit"], known["meaning"], strict=True)
    )


def _source(name: TableName, style: Style) -> str:
    """Cite a table as in its frame, or in another style, and say what limits its numbers."""
    frame, codebook = load_table(name), describe(name)
    citation = str(frame.attrs["citation"]) if style == "text" else cite(name, style)
    return "\n".join([citation, "", *_caveats(codebook)])


def _caveats(codebook: Codebook) -> list[str]:
    return [f"- {statement}" for statement in codebook.facts["caveats"].values()]
