"""The concordance of industry labels."""

from typing import ClassVar

import pandas as pd
from pandera.typing import Series

from sovietlabour.models._model import TableModel, column


class Industries(TableModel):
    """Industry labels of all tables, with the printed labels and ISIC Rev. 4.

    One row per industry.

    The mapping to ISIC is ours and approximate: Soviet branches were administrative, ISIC classes are by activity.
    """

    _rows: ClassVar[int] = 31

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


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Leave out the remarks; an empty text is missing."""
    columns = ["industry", "isic_rev4", "label_2_2", "label_2_3", "label_7_2"]
    return raw[columns].replace("", None)
