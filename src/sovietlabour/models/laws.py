"""The acts that the book describes."""

from typing import Annotated

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel

KINDS = (
    "code", "decree", "edict", "resolution", "instruction", "order", "ruling", "clarification", "regulation", "law",
)  # fmt: skip
TERRITORIES = ("USSR", "RSFSR")


class Laws(TableModel):
    """Laws: codes, decrees, edicts, resolutions, rulings and instructions that the book describes.

    One row per act.

    What an act demands stands in `provisions`.
    """

    law: Series[str] = columns.attribute("Key of the act: kind or decree, date, issuer.")
    dated: Series[str] = columns.attribute("Date as the text gives it.", nullable=True)
    date: Series[columns.Day] = columns.attribute(
        "Date; the first day of the month, year or span if the text gives no day.", nullable=True
    )
    published: Series[columns.Day] = columns.attribute("Day of publication, where told.", nullable=True)
    issuer: Series[str] = columns.several("Authority, as the text abbreviates it")
    territory: Series[Annotated[pd.CategoricalDtype, TERRITORIES, False]] = columns.attribute(
        "Where it was in force, by its issuer; missing where no issuer is told.", nullable=True
    )
    kind: Series[Annotated[pd.CategoricalDtype, KINDS, False]] = columns.attribute("Kind of act.")
    title: Series[str] = columns.attribute("What it is about, in our words.")
    title_russian: Series[str] = columns.attribute(
        "Russian title, transliterated, where a note gives it.", nullable=True
    )
    source: Series[str] = columns.attribute("Its key among the sources.", nullable=True, refers_to="sources.source")

    class Config(TableModel.Config):
        unique = ["law"]

    @pa.dataframe_check(error="an act cannot be published before its date")
    @classmethod
    def published_after_its_date(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check the two days."""
        return ~(frame["published"] < frame["date"])
