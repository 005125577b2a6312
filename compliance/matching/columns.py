"""Columns of numbers and texts, and what is done with them again and again."""

from collections.abc import Sequence

import numpy as np

Column = np.ndarray
"""One value a row; of numbers, truth values or strings."""


def texts(values: Sequence[str]) -> Column:
    """Strings as a column."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def spread(first: Column, number: Column) -> Column:
    """The positions first, first + 1, ... of each row, `number` of them."""
    ends = np.cumsum(number)
    whole = int(ends[-1]) if len(ends) else 0
    return np.arange(whole) + np.repeat(first - (ends - number), number)


def distinct(numbers: Column) -> Column:
    """The numbers in rising order, without repeats."""
    return groups(np.sort(numbers))[0]


def groups(ordered: Column) -> tuple[Column, Column]:
    """Distinct values of an ordered column, and where the rows of each begin."""
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]
    first = np.flatnonzero(new)
    return ordered[first], first


def most(values: Column, first: Column) -> Column:
    """The greatest value of each group of rows."""
    return np.maximum.reduceat(values, first) if len(first) else values[:0]


def running(values: Column, names: Column) -> Column:
    """Sum of the values up to each row, for each group of equal names anew."""
    sums = np.cumsum(values, dtype=np.float64)
    _, first = groups(names)
    before = np.repeat(sums[first] - values[first], np.diff([*first, len(names)]))
    return sums - before
