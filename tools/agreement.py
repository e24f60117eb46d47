"""How far the two codings of the figures of the prose agree, before any difference was settled: docs/agreement.md."""

from collections import Counter
from pathlib import Path

from readings import CODED, FOLDER, Row, coding, rows_in

PAGE = Path(__file__).resolve().parents[1] / "docs" / "agreement.md"
HEAD = """\
# Agreement of the two codings

The figures of the prose were coded twice by [one rule book](coding.md): what each measures, how it is
expressed, of whom, where, when, how sure, and what part it plays. The second coder had the text, the codelists
and the rules, and not the first coding. Both codings stand in `data/readings/observations` as they were made;
every difference from what is published is settled there with its reason, and a test compares them. Days follow
from the period in words since, industry and place from the enterprise, so that two coders cannot differ in them
any more.

Per cent of the figures that both coded, and Cohen's kappa, which takes away what chance would give. Of columns
in our own words it is compared whether both wrote something. {both} of {all} figures were coded twice.{missing}

| column | agree, per cent | kappa |
|---|---:|---:|
"""
BLIND = """
## The indicator alone

The second coders had the whole codelist, whose examples of what counts and what does not nearly name some
figures. So other coders, who had names and definitions alone, chose indicator and expression of {count} figures
again (`data/readings/indicators`): they agree with the first coding in {indicator:.1f} per cent of the
indicators and {expression:.1f} per cent of the expressions.
"""


def by_figure(folder: str, reader: int) -> dict[str, Row]:
    """Give the rows of a reader by figure."""
    return {row["figure"]: row for row in rows_in(FOLDER / folder / f"reader_{reader}")}


def agreement(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """Give the share of pairs that agree, and Cohen's kappa."""
    share = sum(one == two for one, two in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    by_chance = sum(first[code] * second[code] for code in first) / len(pairs) ** 2
    return share, 1.0 if by_chance == 1 else (share - by_chance) / (1 - by_chance)


def page() -> str:
    """Write the page."""
    first, second = ({name: coding(row) for name, row in by_figure("observations", n).items()} for n in (1, 2))
    both = [(first[name], second[name]) for name in first if name in second]
    lines = []
    for column in CODED:
        pairs = [(one[column].lower(), two[column].lower()) for one, two in both]
        share, kappa = agreement(pairs)
        lines.append(f"| {column} | {100 * share:.1f} | {kappa:.2f} |\n")
    alone = [int(row["line"]) for name, row in first.items() if name not in second]
    missing = (
        f" The other {len(alone)}, between lines {min(alone)} and {max(alone)}, have one coding only." if alone else ""
    )
    blind = [(first[name], row) for name, row in by_figure("indicators", 2).items() if name in first]
    agree = {
        column: 100 * agreement([(one[code], two[code]) for one, two in blind])[0]
        for column, code in {"indicator": "indicator", "expression": "expressed_as"}.items()
    }
    head = HEAD.format(both=len(both), all=len(first), missing=missing)
    return head + "".join(lines) + BLIND.format(count=len(blind), **agree)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
