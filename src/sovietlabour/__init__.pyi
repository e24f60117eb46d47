# Written by `sovietlabour build`. Do not edit.
from sovietlabour import models as models
from sovietlabour._version import __version__ as __version__
from sovietlabour._bibliography import bibliography as bibliography
from sovietlabour._catalog import table_names as table_names
from sovietlabour._citation import cite as cite
from sovietlabour._codebook import columns as columns
from sovietlabour._codebook import describe as describe
from sovietlabour._enterprises import Enterprise as Enterprise
from sovietlabour._enterprises import load_enterprise as load_enterprise
from sovietlabour._errors import ArgumentError as ArgumentError
from sovietlabour._errors import BuildError as BuildError
from sovietlabour._errors import DataIntegrityError as DataIntegrityError
from sovietlabour._errors import ExportError as ExportError
from sovietlabour._errors import LostTableError as LostTableError
from sovietlabour._errors import SovietLabourError as SovietLabourError
from sovietlabour._errors import UnknownTableError as UnknownTableError
from sovietlabour._frames import load_arrow as load_arrow
from sovietlabour._frames import parquet_path as parquet_path
from sovietlabour._frames import provenance as provenance
from sovietlabour._frames import tables as tables
from sovietlabour._laws import law_in_force as law_in_force
from sovietlabour._laws import penalty_timeline as penalty_timeline
from sovietlabour._load import load_table as load_table
from sovietlabour._observations import load_observations as load_observations
from sovietlabour._plot import plot as plot
from sovietlabour._readings import Robustness as Robustness
from sovietlabour._readings import robustness as robustness
from sovietlabour._search import search as search
from sovietlabour._search import search_figures as search_figures
from sovietlabour._series import list_series as list_series
from sovietlabour._series import load_series as load_series
from sovietlabour._terms import define as define

__all__: list[str]
_HOMES: dict[str, list[str]]
