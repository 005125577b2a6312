"""Columns of numbers and texts, and what is done with them again and again."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np
from msgspec import Struct

Column = np.ndarray
"""One value a row; of numbers, truth values or strings."""
_HALF = 32
"""Bits of a key and of a position in a number of both."""
_BREAK = ord("\n")
_NOT_ASCII = 0x80
"""The least byte of a letter that has several; those behind the first begin with its bits."""


class Strings(Struct, frozen=True, dict=True):
    """A column of strings, kept as one run of bytes, so that it can stand in a file."""

    letters: Column
    """All strings behind each other in UTF-8; those that UTF-8 has no way to write, as they are."""
    starts: Column
    """Where each begins, and behind them the number of bytes."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: Column) -> Column:
        """Some of the strings, as objects; none is remembered, as they would fill the memory."""
        return make_objects(self.write_lines(rows).split("\n")[:-1])

    def write_lines(self, rows: Column) -> str:
        """Some of the strings, one a line; none holds a line break."""
        if not len(self.letters):
            return "\n" * len(rows)
        number = self.sizes(rows) + 1
        made = self.letters.take(spread_rows(self.starts[rows], number), mode="clip")
        made[np.cumsum(number) - 1] = _BREAK  # each was taken with what follows it
        return made.tobytes().decode("utf-8", "surrogatepass")

    def sizes(self, rows: Column) -> Column:
        """Bytes of some of the strings."""
        found: Column = self.starts[rows + 1] - self.starts[rows]
        return found

    def lengths(self, rows: Column) -> Column:
        """Letters of some of the strings."""
        found: Column = self._letters_before[rows + 1] - self._letters_before[rows]
        return found

    @cached_property
    def _letters_before(self) -> Column:
        """Letters before each string, and of all: as many as bytes where all are of ASCII."""
        if self.letters.max(initial=0) < _NOT_ASCII:
            return self.starts
        begins_letter = (self.letters & 0xC0) != _NOT_ASCII
        return np.concatenate([[0], np.cumsum(begins_letter)])[self.starts]

    @property
    def objects(self) -> Column:
        """All strings, as objects."""
        return self.take(np.arange(len(self)))

    @property
    def lines(self) -> "Lines":
        """All strings, one a line; none holds a line break."""
        return Lines(self.write_lines(np.arange(len(self))))


class Lines(Struct, frozen=True, dict=True):
    """Words, one a line, so that all are looked at in one pass."""

    text: str
    """A line break stands behind every word, and in none."""

    @cached_property
    def codes(self) -> Column:
        """Every letter as a number, line breaks among them."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)

    @cached_property
    def ends(self) -> Column:
        """Behind the last letter of each word."""
        return np.flatnonzero(self.codes == _BREAK)

    @cached_property
    def starts(self) -> Column:
        """The first letter of each word."""
        return np.concatenate([[0], self.ends + 1])[: len(self.ends)]

    @property
    def lengths(self) -> Column:
        """Letters of each word."""
        found: Column = self.ends - self.starts
        return found

    @property
    def strings(self) -> Strings:
        """The words as a column."""
        letters = np.frombuffer(self.text.encode("utf-8", "surrogatepass"), np.uint8)
        ends = np.flatnonzero(letters == _BREAK)
        starts = np.concatenate([[0], ends - np.arange(len(ends))])
        return Strings(letters[letters != _BREAK], starts)

    def first(self, many: int) -> "Lines":
        """The first words, so many of them."""
        last = self.ends[many - 1] + 1 if many else 0
        return self if many == len(self.ends) else Lines(self.text[:last])

    def without(self, letters: str) -> "Lines":
        """The words without some letters."""
        stays = np.ones(max(map(ord, letters)) + 2, bool)  # the last one is for all letters behind
        stays[[*map(ord, letters)]] = False
        codes = self.codes[stays[np.minimum(self.codes, len(stays) - 1)]]
        return Lines(codes.tobytes().decode("utf-32-le", "surrogatepass"))

    def find_words_with(self, letters: Column) -> Column:
        """Which of the words have one of the letters that are told by their places."""
        found = np.zeros(len(self.ends), bool)
        found[np.searchsorted(self.ends, letters)] = True
        return found


def make_lines(words: Iterable[str]) -> Lines:
    """Words, one a line; none holds a line break."""
    return Lines("\n".join([*words, ""]))


def join_strings(parts: Sequence[Strings]) -> Strings:
    """Columns of strings behind each other, as one."""
    return Strings(
        letters=join_columns([part.letters for part in parts], np.uint8),
        starts=join_starts([part.starts for part in parts]),
    )


def join_starts(parts: Sequence[Column]) -> Column:
    """Where rows begin and, behind them, their number: for parts behind each other, as one."""
    return np.cumsum(join_columns([[0], *map(np.diff, parts)], np.int64), dtype=np.int64)


def join_columns(parts: Sequence[Column | Sequence[int]], kind: type) -> Column:
    """Columns behind each other, as one; none is an empty column of that kind."""
    return np.concatenate([*parts]) if parts else np.zeros(0, kind)


def make_objects(values: Sequence[str]) -> Column:
    """Strings as a column of objects."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def spread_rows(first: Column, number: Column) -> Column:
    """The positions first, first + 1, ... of each row, `number` of them."""
    ends = np.cumsum(number)
    whole = int(ends[-1]) if len(ends) else 0
    return np.arange(whole) + np.repeat(first - (ends - number), number)


def sort_pairs(keys: Column, owners: Column) -> tuple[Column, Column]:
    """Keys of 32 bits in rising order, and whose they are; of equal keys the first owner first.

    Both as one number: sorting those is many times as fast as sorting by two columns.
    """
    both = np.sort(keys.astype(np.uint64) << np.uint64(_HALF) | owners.astype(np.uint64))
    return (both >> np.uint64(_HALF)).astype(np.uint32), both.astype(np.uint32).astype(np.int32)


def join_pairs(
    parts: Sequence[tuple[Column, Column]], sizes: Iterable[int]
) -> tuple[Column, Column]:
    """The same of parts behind each other, of so many owners each."""
    before = accumulate(sizes, initial=0)
    owners = [one + at for (_, one), at in zip(parts, before, strict=False)]
    keys = join_columns([keys for keys, _ in parts], np.uint32)
    return sort_pairs(keys, join_columns(owners, np.int32))


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
    return reduce_groups(np.maximum, values, first)


def reduce_groups(how: np.ufunc, values: Column, first: Column) -> Column:
    """The greatest, the least or whatever `how` tells, of each group of rows."""
    return how.reduceat(values, first) if len(first) else values[:0]
