"""One module per table: its pandera model, which is its codebook, and ``tidy``, which reshapes the raw table.

The models are attributes of this package (``models.Turnover193036``); the modules are found, not listed. Importing this
package is what loads pandera.
"""

from sovietlabour.models._tables import MEASURED as MEASURED
from sovietlabour.models._tables import Table as Table
from sovietlabour.models._tables import declared_tables as declared_tables

globals().update({table.model.__name__: table.model for table in declared_tables().values()})
