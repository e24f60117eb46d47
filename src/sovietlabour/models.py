"""The pandera models of all tables; importing this module is what loads pandera.

Written by `sovietlabour build`. Do not edit.
"""

from sovietlabour.tables.industries import Industries
from sovietlabour.tables.norm_rises_1936 import NormRises1936
from sovietlabour.tables.output_1933_36 import Output193336
from sovietlabour.tables.stakhanovites_1936 import Stakhanovites1936
from sovietlabour.tables.turnover_1930_36 import Turnover193036
from sovietlabour.tables.unemployment_1922_28 import Unemployment192228
from sovietlabour.tables.women_share_1929_35 import WomenShare192935
from sovietlabour.tables.workers_1928_32 import Workers192832

__all__ = [
    "Industries",
    "NormRises1936",
    "Output193336",
    "Stakhanovites1936",
    "Turnover193036",
    "Unemployment192228",
    "WomenShare192935",
    "Workers192832",
]
