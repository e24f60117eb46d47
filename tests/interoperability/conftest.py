"""Every test that asks for `expected` is given the table as `load_table` gives it."""

from typing import TYPE_CHECKING

import pytest

from interoperability.plain_rows import Rows, rows_of
from sovietlabour import load_table

if TYPE_CHECKING:
    from sovietlabour._literals import TableName


@pytest.fixture
def expected(name: "TableName") -> Rows:
    """The rows of a table."""
    return rows_of(load_table(name))
