"""The concordance of industry labels."""

import pandas as pd
from pandera.typing import Series

from sovietlabour._errors import BuildError
from sovietlabour.models import _columns as columns
from sovietlabour.models._cells import Tables
from sovietlabour.models._model import TableModel


class Industries(TableModel, keys=["industry"]):
    """Industry labels of all tables, with the printed labels and ISIC Rev. 4.

    One row per industry.

    The mapping to ISIC is ours and approximate: Soviet branches were administrative, ISIC classes are by activity.
    """

    industry: Series[str] = columns.attribute("Industry, in the one spelling used by all tables.")
    part_of: Series[str] = columns.industry("Larger industry that it belongs to, in our order.", nullable=True)
    isic_rev4: Series[str] = columns.optional(
        "Section and divisions of ISIC Rev. 4 that cover the industry; missing where no industry is named.",
        str_matches=r"^[A-U]/\d\d(-\d\d)?(; [A-U]/\d\d(-\d\d)?)*$",
    )
    labels: Series[str] = columns.several("Label that each table of the book prints for it")

    also_called: Series[str] = columns.optional("Other names.", several=True)


def tidy(raw: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Say which table prints which label of an industry.

    Raises
    ------
    BuildError
        If a table prints a label that is not among those of its industry, or a label is printed by none.
    """
    listed = zip(raw["industry"], raw["labels"].fillna(""), strict=True)
    known = {(industry, label) for industry, labels in listed for label in labels.split("; ") if label}
    found: dict[tuple[str, str], list[str]] = {}
    for table in tables.values():
        for industry, label in printed_labels(table.raw.rows):
            found.setdefault((industry, label), []).append(table.facts["label"])
    problems = [
        f"industries[{industry}, labels]: {label!r} of {places[0]} is not among them"
        for (industry, label), places in found.items()
        if (industry, label) not in known
    ]
    problems += [
        f"industries[{industry}, labels]: no table prints {label!r}" for industry, label in sorted(known - found.keys())
    ]
    if problems:
        raise BuildError(problems)
    labels: dict[str, list[str]] = {}
    for (industry, label), places in found.items():
        labels.setdefault(industry, []).extend(f"{place}: {label}" for place in places)
    return raw.assign(labels=raw["industry"].map({industry: "; ".join(sorted(of)) for industry, of in labels.items()}))


def printed_labels(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Give each industry of a printed table with its label: the text of the page that changes with the industry."""
    for column in ("label", "heading"):
        pairs = {
            (row["industry"], " ".join(row[column].split()).rstrip("*"))
            for row in rows
            if row.get("industry") and row.get(column)
        }
        if len(pairs) == len({industry for industry, _ in pairs}) == len({label for _, label in pairs}):
            return sorted(pairs)
    return []
