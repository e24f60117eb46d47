"""The concordance of industry labels."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from sovietlabour.models._model import TableModel, column


class Industries(TableModel):
    """Industry labels of all tables, with the printed labels and ISIC Rev. 4.

    One row per industry.

    The mapping to ISIC is ours and approximate: Soviet branches were administrative, ISIC classes are by activity.
    """

    _rows: ClassVar[int] = 23

    industry: Series[str] = column("Industry, in the one spelling used by all tables.", unit=None)
    isic_rev4: Series[str] = column(
        "Section and divisions of ISIC Rev. 4 that cover the industry; missing where no industry is named.",
        unit=None,
        nullable=True,
        str_matches=r"^[A-U]/\d\d(-\d\d)?(; [A-U]/\d\d(-\d\d)?)*$",
    )
    label_2_2: Series[str] = column("Label printed in Table 2.2, if it stands there.", unit=None, nullable=True)
    label_2_3: Series[str] = column("Label printed in Table 2.3, if it stands there.", unit=None, nullable=True)
    label_7_2: Series[str] = column("Label printed in Table 7.2, if it stands there.", unit=None, nullable=True)

    class Config(TableModel.Config):
        unique = ["industry"]

    @pa.dataframe_check(error="an industry must stand in at least one table")
    @classmethod
    def stands_in_a_table(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Check that no label is left over; `Not stated` is a category of Table 2.3 without a label."""
        labels = frame[["label_2_2", "label_2_3", "label_7_2"]].notna().any(axis=1)
        return labels | (frame["industry"] == "Not stated")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Leave out the remarks; an empty text is missing."""
    columns = ["industry", "isic_rev4", "label_2_2", "label_2_3", "label_7_2"]
    return raw[columns].replace("", None)
