"""Where the book names an enterprise."""

import numpy as np
import pandas as pd
from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel

PARTS = ("text", "notes", "index")


class EnterpriseMentions(TableModel, keys=["enterprise", "line"]):
    """Mentions of enterprises.

    One row per line of the book that names an enterprise.

    A name broken over two lines has the line on which it begins; a name repeated on one line has one row.
    """

    enterprise: Series[str] = columns.attribute("Enterprise, in its one spelling.", refers_to="enterprises.enterprise")
    part: columns.Category = columns.one_of(PARTS, "Part of the book.")
    chapter: Series[pd.Int8Dtype] = columns.optional(
        "Chapter of the text or of the note; 0 is the introduction; missing in the index.", ge=0, le=10
    )
    page: Series[pd.Int16Dtype] = columns.page()
    line: Series[np.int32] = columns.line()
    printed: Series[str] = columns.attribute("Exact characters of the name, as far as it stands on the line.")
