"""When a row of a table was: first day, last day, and the period in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def period_of(row: Mapping[Any, Any], years: list[int]) -> tuple[date, date, str]:
    """Give the period of a row of a book's table.

    Parameters
    ----------
    row
        The row, by column: its period, date or year is taken, whichever it has.
    years
        First and last year of the table, for a table whose rows have none of the three.
    """
    if "period_start" in row:
        return row["period_start"], row["period_end"], str(row["period"])
    if "date" in row:
        return row["date"], row["date"], f"{row['date']:%Y-%m-%d}"
    if "year" in row:
        return date(int(row["year"]), 1, 1), date(int(row["year"]), 12, 31), str(row["year"])
    return date(years[0], 1, 1), date(years[1], 12, 31), "-".join(str(year) for year in dict.fromkeys(years))
