"""One module per table: its pandera model, which is its codebook, and ``tidy``, which reshapes the raw table.

The models are attributes of this package: ``models.Turnover193036`` of the whole table, ``models.Turnover193036Rows``
of any rows of it. The modules are found, not listed. Importing this package is what loads pandera.
"""

from sovietlabour.models._tables import MEASURED as MEASURED
from sovietlabour.models._tables import Table as Table
from sovietlabour.models._tables import declared_tables as declared_tables

for _table in declared_tables().values():
    for _model in (_table.model, _table.model.of_rows()):
        globals()[_model.__name__] = _model
