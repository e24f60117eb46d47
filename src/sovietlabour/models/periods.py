"""Periods that the book names."""

from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel


class Periods(TableModel, keys=["period"]):
    """Periods: the spans of time that the book names and no calendar knows, at their widest.

    One row per name.

    Years, months, seasons, halves and the like need no row; docs/coding.md has their rules.
    """

    period: Series[str] = columns.attribute("Name, as the column `period` of `observations` has it.")
    start: Series[columns.Day] = columns.attribute("First day.")
    end: Series[columns.Day] = columns.attribute("Last day.")
    remark: Series[str] = columns.remark()
