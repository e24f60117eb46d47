"""Absence from work beside what the law threatened for it."""

from dataclasses import dataclass

import pandas as pd
from sovietlabour import IndustryName, OffenceName, law_in_force, load_table, penalty_timeline, provenance

OFFENCE: OffenceName = "absence"


@dataclass(frozen=True, slots=True)
class AbsenceYear:
    """A year: days of absence of a worker, how certain they are, and the penalties of absence in force."""

    year: int
    days: float | None
    status: str
    page: int | None
    penalties: tuple[str, ...]


def absence_and_law(industry: IndustryName) -> list[AbsenceYear]:
    """Give for each year of an industry the absence and the penalties that the law set on it."""
    table = load_table("turnover_1930_36")
    cells = provenance("turnover_1930_36")
    cells = cells[cells["column"] == "absence_days"].set_index("row")[["status", "page"]]
    rows = table[table["industry"] == industry].join(cells)
    merged = rows.merge(penalty_timeline(OFFENCE, by="year"), on="year")
    return [
        AbsenceYear(
            int(year),
            None if pd.isna(days) else float(days),
            str(status),
            None if pd.isna(page) else int(page),
            tuple(penalty for penalty in str(penalties).split("; ") if penalty),
        )
        for year, days, status, page, penalties in zip(
            merged["year"], merged["absence_days"], merged["status"], merged["page"], merged["penalties"], strict=True
        )
    ]


def law_of(day: str) -> str:
    """Say what the law on absence was on a day."""
    return str(law_in_force("absenteeism", day, offence=OFFENCE).attrs["answer"])
