"""What is measured."""

import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check


class Indicators(TableModel, keys=["indicator"]):
    """Indicators: the quantities that the book measures, each with one definition and one unit.

    One row per indicator.

    A change, a multiple or an index of a quantity is the same indicator, expressed otherwise; population, industry,
    place and period are no part of it.
    """

    indicator: Series[str] = columns.attribute("Code of the quantity.", str_matches=r"^[a-z][a-z0-9_]+$")
    name: Series[str] = columns.attribute("Name, in the terms of the field.", unique=True)
    topic: Series[str] = columns.attribute("What it is about.", refers_to="topics.topic")
    unit: Series[str] = columns.attribute("Unit of all its levels.", coded=True)
    denominator: Series[str] = columns.optional("What a share or a rate is of; missing for a count.")
    definition: Series[str] = columns.attribute("What it is, in our words.")
    counts: Series[str] = columns.optional("What is counted that might be doubted.")
    does_not_count: Series[str] = columns.optional("What is not, and which indicator is the neighbour.")
    follows_from: Series[str] = columns.optional(
        "How it follows from others by definition: arithmetic on their codes, in braces.",
        str_matches=r"^[0-9{}a-z_ */-]+$",
    )
    also_called: Series[str] = columns.optional(
        "Other names: wordings of the figures, everyday words, US spelling, Russian terms.", several=True
    )

    @check("a share or rate in per cent must say of what")
    def shares_have_a_denominator(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no per cent stands without its whole."""
        return (frame["unit"] != "per cent") | frame["denominator"].notna()
