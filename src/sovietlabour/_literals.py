"""Names as types. Written by `sovietlabour build`. Do not edit."""

from typing import Literal

TableName = Literal[
    "unemployment_1922_28",
    "workers_1928_32",
    "turnover_1930_36",
    "women_share_1929_35",
    "output_1933_36",
    "norm_rises_1936",
    "stakhanovites_1936",
    "industries",
    "citations",
    "sources",
    "prose_figures",
    "checks",
    "long_series",
    "terms",
    "labour_laws",
    "enterprise_mentions",
    "enterprises",
    "pages",
    "indicators",
    "populations",
    "places",
    "periods",
    "observations",
]
