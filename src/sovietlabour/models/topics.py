"""What indicators are about."""

from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel


class Topics(TableModel, keys=["topic"]):
    """Topics: the subjects that indicators belong to.

    One row per topic.
    """

    topic: Series[str] = columns.attribute("Code of the topic.", str_matches=r"^[a-z][a-z_]+$")
    name: Series[str] = columns.attribute("Name in English.", unique=True)
    definition: Series[str] = columns.attribute("What belongs to it, in our words.")
    also_called: Series[str] = columns.optional("Other names.", several=True)
