"""Reports on Soviet workers of the 1930s, in which every number has its source."""

from labour_report.absence import AbsenceYear, absence_and_law
from labour_report.evidence import Evidence, collect, find_indicator
from labour_report.report import write_report
from labour_report.women import WomenAndTurnover, women_and_turnover

__all__ = [
    "AbsenceYear",
    "Evidence",
    "WomenAndTurnover",
    "absence_and_law",
    "collect",
    "find_indicator",
    "women_and_turnover",
    "write_report",
]
