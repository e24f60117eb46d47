"""The acts that the book describes."""

import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel, check

KINDS = (
    "code", "decree", "edict", "resolution", "instruction", "order", "ruling", "clarification", "regulation", "law",
)  # fmt: skip
TERRITORIES = ("USSR", "RSFSR")


class Laws(TableModel, keys=["law"]):
    """Laws: codes, decrees, edicts, resolutions, rulings and instructions that the book describes.

    One row per act.

    What an act demands stands in `provisions`.
    """

    law: Series[str] = columns.attribute("Key of the act: kind or decree, date, issuer.")
    dated: Series[str] = columns.optional("Date as the text gives it.")
    date: Series[columns.Day] = columns.optional(
        "Date; the first day of the month, year or span if the text gives no day."
    )
    published: Series[columns.Day] = columns.optional("Day of publication, where told.")
    issuer: Series[str] = columns.several("Authority, as the text abbreviates it")
    territory: columns.Category = columns.one_of(
        TERRITORIES, "Where it was in force, by its issuer; missing where no issuer is told.", nullable=True
    )
    kind: columns.Category = columns.one_of(KINDS, "Kind of act.")
    title: Series[str] = columns.attribute("What it is about, in our words.")
    title_russian: Series[str] = columns.optional("Russian title, transliterated, where a note gives it.")
    source: Series[str] = columns.optional("Its key among the sources.", refers_to="sources.source")

    @check("an act cannot be published before its date")
    def published_after_its_date(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the two days."""
        return ~(frame["published"] < frame["date"])
