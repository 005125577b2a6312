"""Values of typed tables (Parquet, a frame of pandas) as the text of a cell."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set

from compliance.model import Row
from compliance.readers.stored_cells import Gap, format_value

SEVERAL = "the cell holds several values, not one text"
NO_TEXT = "the cell holds bytes that are no text"
PLAIN = (str, bool, int, float, dt.date, dt.time, dt.timedelta)
NESTED = (Mapping, Sequence, Set)


def read_value(value: object) -> str | Gap:
    """The value as a workbook's cell would read: 7.0 -> `7`; None and NaN are empty."""
    try:
        is_missing = value is None or bool(value != value)  # unlike itself: NaN, NaT
    except ValueError:  # an array compares item by item
        is_missing = False
    except TypeError:  # the NA of pandas is neither like nor unlike
        is_missing = True
    if is_missing:
        return ""
    single = value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value
    if isinstance(single, PLAIN):
        return format_value(single)
    if isinstance(single, bytes):
        try:
            return single.decode("utf-8")
        except UnicodeDecodeError:
            return Gap(NO_TEXT)
    return Gap(SEVERAL) if isinstance(single, NESTED) or hasattr(single, "shape") else str(single)


def row_of_values(number: int, cells: Sequence[str | Gap]) -> Row:
    """A row of such texts; a gap is an empty cell with its reason."""
    texts = tuple("" if isinstance(cell, Gap) else cell for cell in cells)
    gaps = {at: cell.reason for at, cell in enumerate(cells) if isinstance(cell, Gap)}
    return Row(sheet="", number=number, cells=texts, unreadable=gaps)
