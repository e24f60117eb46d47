"""How far the two codings of the figures of the prose agree, before any difference was settled: docs/agreement.md."""

import re
from collections import Counter
from pathlib import Path

from readings import CODED, FOLDER, Row, coding, rows_in

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "agreement.md"
HEAD = """\
# Agreement of the two codings

The figures of the prose were coded twice by [one rule book](coding.md): what each measures, how it is
expressed, of whom, where, when, how sure, and what part it plays. The second coder had the text, the codelists
and the rules, and not the first coding. Both codings stand in `data/readings/observations` as they were made;
every difference from what is published is settled there with its reason, and a test compares them. Days follow
from the period in words since, industry and place from the enterprise, so that two coders cannot differ in them
any more.

Per cent of the figures that both coded, and Cohen's kappa, which takes away what chance would give. Of columns
in our own words it is compared whether both wrote something. All {both} figures that there were then were coded twice.

The rule book tells the codes of {named} figures as examples, so that a coder who knew it cannot well differ in
them: the last columns leave them out. The coders of lines 3029 to 4768 had the rule book as it was before the days were
made to follow from the wording.

| column | agree, per cent | kappa | without examples, per cent | kappa |
|---|---:|---:|---:|---:|
"""
BLIND = """
## The indicator alone

The second coders had the whole codelist, whose examples of what counts and what does not nearly name some
figures. So other coders, who had names and definitions alone, chose indicator and expression of {count} figures
again (`data/readings/indicators`): they agree with the first coding in {indicator:.1f} per cent of the
indicators and {expression:.1f} per cent of the expressions; without the examples of the rule book, which
they did not have, in {elsewhere:.1f} per cent of the indicators of {unnamed} figures.
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


def named_in_rules() -> set[str]:
    """Give the figures that the rule book uses as examples."""
    return set(re.findall(r"\b(?:intro|ch\d+)-\d+[a-z]\b", (DOCS / "coding.md").read_text(encoding="utf-8")))


def page() -> str:
    """Write the page."""
    first, second = ({name: coding(row) for name, row in by_figure("observations", n).items()} for n in (1, 2))
    assert set(first) == set(second)
    named = named_in_rules() & set(first)
    lines = []
    for column in CODED:
        pairs = {name: (one[column].lower(), second[name][column].lower()) for name, one in first.items()}
        share, kappa = agreement(list(pairs.values()))
        share_else, kappa_else = agreement([pair for name, pair in pairs.items() if name not in named])
        lines.append(f"| {column} | {100 * share:.1f} | {kappa:.2f} | {100 * share_else:.1f} | {kappa_else:.2f} |\n")
    blind = {name: row for name, row in by_figure("indicators", 2).items() if name in first}
    chosen = {name: (first[name]["indicator"], row["indicator"]) for name, row in blind.items()}
    elsewhere = [pair for name, pair in chosen.items() if name not in named]
    expressed = [(first[name]["expressed_as"], row["expressed_as"]) for name, row in blind.items()]
    tail = BLIND.format(
        count=len(blind),
        indicator=100 * agreement(list(chosen.values()))[0],
        expression=100 * agreement(expressed)[0],
        elsewhere=100 * agreement(elsewhere)[0],
        unnamed=len(elsewhere),
    )
    return HEAD.format(both=len(first), named=len(named)) + "".join(lines) + tail


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
