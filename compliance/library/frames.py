"""pandas in and out: a frame's cells as rows of text, and answers as a frame. It imports pandas."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

import pandas as pd

from compliance.errors import InputError, UsageError
from compliance.model import Row
from compliance.readers.stored_cells import Gap
from compliance.readers.values import read_value, row_of_values

MOST_LABELS = 30
"""Column labels that a message repeats."""


def read_rows(frame: object, labels: Sequence[Hashable]) -> list[Row]:
    """The chosen columns of a frame as rows of text, numbered from 1; what is missing is empty.

    Raises UsageError for what is no DataFrame, InputError for a label that no column has, or more
    than one.
    """
    if not isinstance(frame, pd.DataFrame):
        problem = f"screen_frame takes a pandas DataFrame, not {type(frame).__name__}"
        raise UsageError(problem, "screen_names takes a list of names")
    there: list[Hashable] = list(frame.columns)
    columns: list[list[str | Gap]] = []
    for label in labels:
        count = there.count(label)
        if count > 1:
            problem = f"the frame has {count} columns {label!r}"
            raise InputError(problem, "rename all but one of them")
        if not count:
            shown = ", ".join(map(repr, there[:MOST_LABELS])) or "no columns"
            raise InputError(f"the frame has no column {label!r}", f"it has {shown}")
        [(_, column)] = frame.iloc[:, [there.index(label)]].items()
        cells = zip(column, column.isna(), strict=True)  # None, NaN, NaT and NA are missing
        columns.append(["" if is_missing else read_value(value) for value, is_missing in cells])
    return list(map(row_of_values, range(1, len(frame) + 1), zip(*columns, strict=True)))


def make_frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows as a frame with these columns, `score` among them."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype({"score": "float64"})
