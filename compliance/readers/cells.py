"""One stored cell value as the text a person would expect to see in it.

Numbers come out of Excel as binary floats; a spreadsheet program shows 15 significant digits
(ECMA-376 part 1, 18.3.1.96 leaves it to IEEE 754), and so does this.
"""

import datetime as dt

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
"""What python-calamine returns for a cell; an empty cell is the empty text."""
EXACT_INTEGER = 1e15
"""Below this a float holds every integer of 15 digits exactly."""


def text(value: Value) -> str:
    """Return the text of a stored value: 7.0 -> `7`, dates in ISO 8601, True -> `TRUE`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < EXACT_INTEGER:
        return str(int(value))
    return format(value, ".15g")


def _moment(value: dt.datetime) -> str:
    """A date with no time of day is shown as a date."""
    if value.time() == dt.time.min:
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")
