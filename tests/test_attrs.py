"""Whatever frame a public call returns says of itself what is true."""

from collections.abc import Callable

import pandas as pd
import pytest

import sovietlabour as sl
from sovietlabour import __version__

AMO = "Stalin automobile factory, Moscow"
CALLS: dict[str, Callable[[], pd.DataFrame]] = {
    "load_table": lambda: sl.load_table("turnover_1930_36"),
    "masked": lambda: sl.load_table("turnover_1930_36", "mask"),
    "with_status": lambda: sl.load_table("turnover_1930_36", with_status=True),
    "reading": lambda: sl.load_table("women_share_1929_35", reading="women-construction:3"),
    "load_observations": lambda: sl.load_observations("labour_turnover_rate", between=(1930, 1931)),
    "converted": lambda: sl.load_observations("labour_turnover_rate", convert=True),
    "load_series": lambda: sl.load_series("turnover, all industry"),
    "list_series": sl.list_series,
    "search": lambda: sl.search("coal"),
    "search_figures": lambda: sl.search_figures("coal"),
    "law_in_force": lambda: sl.law_in_force("absenteeism", "1933-05-01"),
    "penalty_timeline": lambda: sl.penalty_timeline("absence"),
    "by year": lambda: sl.penalty_timeline("absence", by="year"),
    "provenance": lambda: sl.provenance("turnover_1930_36"),
    "tables": sl.tables,
    "columns": lambda: sl.columns("turnover_1930_36"),
    "codes": lambda: sl.codes("status"),
    "figures": lambda: sl.load_enterprise(AMO).figures,
    "mentions": lambda: sl.load_enterprise(AMO).mentions,
    "parts": lambda: sl.load_enterprise(AMO).parts,
}


@pytest.mark.parametrize("call", CALLS)
def test_a_frame_says_what_it_is(call: str) -> None:
    """Title, citation and version; units of columns that it has; caveats by name."""
    frame = CALLS[call]()
    attrs = frame.attrs
    assert attrs["title"]
    assert attrs["version"] == __version__
    assert "Filtzer, Donald (1986)" in attrs["citation"]
    assert f"sovietlabour {__version__}" in attrs["citation"]
    assert set(attrs.get("units", {})) <= set(frame.columns)
    assert all(says for says in attrs.get("caveats", {}).values())
    assert ("masked" in attrs) == (call == "masked")
    assert ("reading" in attrs) == (call == "reading")
    if "table" in attrs and attrs["table"] in sl.table_names():
        assert f"table {attrs['table']}" in attrs["citation"]


@pytest.mark.parametrize("call", CALLS)
def test_a_frame_is_fresh(call: str) -> None:
    """What is done to one does not show in the next."""
    frame = CALLS[call]()
    before = repr(frame.attrs), frame.to_csv()
    frame.attrs["mine"] = True
    frame.pop(frame.columns[0])
    again = CALLS[call]()
    assert (repr(again.attrs), again.to_csv()) == before
