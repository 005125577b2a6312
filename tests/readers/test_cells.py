"""A stored value becomes the text a person would read in the cell."""

import datetime as dt

import pytest

from compliance.readers.cells import Value, text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("007", "007"),
        ("NA", "NA"),
        ("None", "None"),
        ("  padded ", "  padded "),
        (7, "7"),
        (7.0, "7"),
        (-7.0, "-7"),
        (0.1 + 0.2, "0.3"),
        (68.66499999999999, "68.665"),
        (4.27335427525861e-07, "4.27335427525861e-07"),
        (123456789012345.0, "123456789012345"),
        (1.5e15, "1.5e+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2026, 3, 31), "2026-03-31"),
        (dt.datetime(2026, 3, 31), "2026-03-31"),
        (dt.datetime(2026, 3, 31, 9, 5, 7), "2026-03-31 09:05:07"),
        (dt.time(9, 5), "09:05:00"),
        (dt.timedelta(hours=27), "1 day, 3:00:00"),
    ],
)
def test_values_become_text(value: Value, expected: str) -> None:
    assert text(value) == expected
