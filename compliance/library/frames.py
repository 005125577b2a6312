"""pandas in and out: a frame's cells as rows of text, and answers as a frame. It imports pandas."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

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
    columns = [_read_column(_find_column(frame, label)) for label in labels]
    return list(map(row_of_values, range(1, len(frame) + 1), zip(*columns, strict=True)))


def _find_column(frame: pd.DataFrame, label: Hashable) -> pd.Series[Any]:
    labels: list[Hashable] = list(frame.columns)
    count = labels.count(label)
    if count == 1:
        [(_, column)] = frame.iloc[:, [labels.index(label)]].items()
        return column
    if count:
        raise InputError(f"the frame has {count} columns {label!r}", "rename all but one of them")
    there = ", ".join(map(repr, labels[:MOST_LABELS])) or "no columns"
    raise InputError(f"the frame has no column {label!r}", f"it has {there}")


def _read_column(column: pd.Series[Any]) -> list[str | Gap]:
    """Each cell as text; None, NaN, NaT and NA are empty."""
    missing = column.isna()
    return ["" if gone else read_value(value) for value, gone in zip(column, missing, strict=True)]


def make_frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows as a frame with these columns, `score` among them."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype({"score": "float64"})
