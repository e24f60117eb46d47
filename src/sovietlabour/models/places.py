"""Where."""

from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel

KINDS = ("country", "republic", "territory", "region", "coalfield", "district", "town", "settlement", "other")


class Places(TableModel, keys=["place"]):
    """Places: countries, republics, regions, coalfields, districts and towns.

    One row per place, in one spelling.
    """

    place: Series[str] = columns.attribute("Name, in one spelling.")
    kind: columns.Category = columns.one_of(KINDS, "Kind of place.")
    part_of: Series[str] = columns.optional("Larger place.", refers_to="places.place")
    also_called: Series[str] = columns.optional("Other spellings and names.", several=True)
    remark: Series[str] = columns.remark()
