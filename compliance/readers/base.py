"""What every reader hands up: sheets of rows, as text, with the places that could not be read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from compliance.model import Row


class Rows(Sequence[Row]):
    """Rows that are made anew whenever they are walked, so that they need not be held.

    Walk them from the top; a single row far below costs as much as all above it.
    """

    def __init__(self, count: int, start: Callable[[], Iterator[Row]]) -> None:
        self._count = count
        self._start = start

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return self._start()

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same rows."""
        if not isinstance(other, Sequence) or len(other) != len(self):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        chosen = range(self._count)[at]
        if isinstance(chosen, int):
            return next(islice(self._start(), chosen, None))
        last = max(chosen, default=-1)
        rows = list(islice(self._start(), last + 1))
        return [rows[number] for number in chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, or the whole of a text file."""

    name: str
    """As the workbook names it; empty for a file without sheets (CSV)."""
    hidden: bool
    """Whether a spreadsheet program hides it (hidden and very hidden alike)."""
    rows: Sequence[Row]
    """Every row from row 1 to the last one with content, blank ones included, in order.

    They may be made anew whenever they are walked (`Rows`), so walk them once where that is enough.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a reader found in the bytes of one file."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
    """What was assumed or could not be told, in sentences for the user; no party names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of parties as it was when it was read."""

    name: str
    """File name without folders."""
    path: str
    """As the user gave it."""
    sha256: str
    """Of the very bytes that were read, in hex."""
    size: int
    """Bytes."""
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Contents]
"""(bytes of the file, file name for messages) -> contents; raises InputError."""
