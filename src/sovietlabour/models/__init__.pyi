# Written by `sovietlabour build`. Do not edit.
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from sovietlabour.models._model import TableModel as TableModel
from sovietlabour.models.alternative_readings import AlternativeReadings as AlternativeReadings
from sovietlabour.models.caveats import Caveats as Caveats
from sovietlabour.models.checks import Checks as Checks
from sovietlabour.models.citations import Citations as Citations
from sovietlabour.models.enterprise_mentions import EnterpriseMentions as EnterpriseMentions
from sovietlabour.models.enterprises import Enterprises as Enterprises
from sovietlabour.models.indicators import Indicators as Indicators
from sovietlabour.models.industries import Industries as Industries
from sovietlabour.models.laws import Laws as Laws
from sovietlabour.models.long_series import LongSeries as LongSeries
from sovietlabour.models.norm_rises_1936 import NormRises1936 as NormRises1936
from sovietlabour.models.observations import Observations as Observations
from sovietlabour.models.output_1933_36 import Output193336 as Output193336
from sovietlabour.models.pages import Pages as Pages
from sovietlabour.models.periods import Periods as Periods
from sovietlabour.models.places import Places as Places
from sovietlabour.models.populations import Populations as Populations
from sovietlabour.models.prose_figures import ProseFigures as ProseFigures
from sovietlabour.models.provisions import Provisions as Provisions
from sovietlabour.models.sources import Sources as Sources
from sovietlabour.models.stakhanovites_1936 import Stakhanovites1936 as Stakhanovites1936
from sovietlabour.models.terms import Terms as Terms
from sovietlabour.models.topics import Topics as Topics
from sovietlabour.models.turnover_1930_36 import Turnover193036 as Turnover193036
from sovietlabour.models.unemployment_1922_28 import Unemployment192228 as Unemployment192228
from sovietlabour.models.women_share_1929_35 import WomenShare192935 as WomenShare192935
from sovietlabour.models.workers_1928_32 import Workers192832 as Workers192832

@dataclass(frozen=True)
class Table:
    name: str
    model: type[TableModel]
    tidy: Callable[..., pd.DataFrame]
    @property
    def asks_for(self) -> list[str]: ...
    @property
    def is_measured(self) -> bool: ...

MEASURED: str

def declared_tables() -> dict[str, Table]: ...
