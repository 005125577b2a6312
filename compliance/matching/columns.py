"""Columns of numbers and texts, and what is done with them again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

Column = np.ndarray
"""One value a row; of numbers, truth values or strings."""


@dataclass(frozen=True)
class Strings:
    """A column of strings, kept as one run of bytes, so that it can stand in a file."""

    letters: Column
    """All strings behind each other in UTF-8; those that UTF-8 has no way to write, as they are."""
    starts: Column
    """Where each begins, and behind them the number of bytes."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def at(self, rows: Column) -> Column:
        """Some of the strings, as objects; those that were asked for before are remembered."""
        known, is_read = self._remembered
        new = distinct(rows[~is_read[rows]])
        if len(new):
            known[new] = self._read(new)
            is_read[new] = True
        return known[rows]

    @cached_property
    def _remembered(self) -> tuple[Column, Column]:
        """The strings as objects, and which of them were read."""
        return np.empty(len(self), dtype=object), np.zeros(len(self), bool)

    def _read(self, rows: Column) -> list[str]:
        begins, ends = self.starts[rows].tolist(), self.starts[rows + 1].tolist()
        found = (self.letters[a:b].tobytes() for a, b in zip(begins, ends, strict=True))
        return [text.decode("utf-8", "surrogatepass") for text in found]

    @property
    def all(self) -> Column:
        """All strings, as objects."""
        whole, starts = self.letters.tobytes(), self.starts.tolist()
        return objects([whole[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(starts)])


def strings(values: Sequence[str]) -> Strings:
    """Strings as a column."""
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    starts = np.concatenate([[0], np.cumsum([len(value) for value in encoded], dtype=np.int64)])
    return Strings(np.frombuffer(b"".join(encoded), np.uint8), starts)


def objects(values: Sequence[str]) -> Column:
    """Strings as a column of objects."""
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
    return over(np.maximum, values, first)


def over(how: np.ufunc, values: Column, first: Column) -> Column:
    """The greatest, the least or whatever `how` tells, of each group of rows."""
    return how.reduceat(values, first) if len(first) else values[:0]


def running(values: Column, names: Column) -> Column:
    """Sum of the values up to each row, for each group of equal names anew."""
    sums = np.cumsum(values, dtype=np.float64)
    _, first = groups(names)
    before = np.repeat(sums[first] - values[first], np.diff([*first, len(names)]))
    return sums - before
