"""Of whom a number speaks."""

from pandera.typing import Series

from sovietlabour.models import _columns as columns
from sovietlabour.models._model import TableModel


class Populations(TableModel, keys=["population"]):
    """Populations: the groups of people that the book's numbers speak of.

    One row per population.
    """

    population: Series[str] = columns.attribute("Code of the population.", str_matches=r"^[a-z][a-z_]+$")
    name: Series[str] = columns.attribute("Name in English.", unique=True)
    definition: Series[str] = columns.attribute("Who belongs to it, in our words.")
    part_of: Series[str] = columns.optional("Larger population that it belongs to.", refers_to="populations.population")
    also_called: Series[str] = columns.optional("Other names.", several=True)
