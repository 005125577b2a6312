"""Values of typed tables read as a workbook's cells would."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from compliance.readers.stored_cells import Gap
from compliance.readers.values import NO_TEXT, SEVERAL, read_value, row_of_values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (np.float64("nan"), ""),
        ("nan", "nan"),
        (7, "7"),
        (7.0, "7"),
        (np.int64(7), "7"),
        (np.float32(7), "7"),
        (Decimal("7.10"), "7.10"),
        (True, "TRUE"),
        (dt.date(2019, 10, 9), "2019-10-09"),
        (pd.Timestamp("2019-10-09 08:00"), "2019-10-09 08:00:00"),
        ("华为".encode(), "华为"),
        (b"\xff", Gap(NO_TEXT)),
        (["a", "b"], Gap(SEVERAL)),
        ({"a": 1}, Gap(SEVERAL)),
        (np.array(["a", "b"]), Gap(SEVERAL)),
    ],
)
def test_values(value: object, text: str | Gap) -> None:
    assert read_value(value) == text


def test_a_gap_is_an_empty_cell_with_a_reason() -> None:
    row = row_of_values(3, ["a", Gap("why")])
    assert (row.number, row.cells, row.unreadable) == (3, ("a", ""), {1: "why"})
