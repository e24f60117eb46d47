"""Every test that asks for `expected` is given the table as `load_table` gives it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from plain_rows import Rows, rows_of

from sovietlabour import load_table


@pytest.fixture
def expected(name: str) -> Rows:
    """The rows of a table."""
    return rows_of(load_table(name))
