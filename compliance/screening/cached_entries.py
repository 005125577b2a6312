"""Entries of a list that is kept in a file: each is read when asked for.

Those asked for lately are remembered. An entry that somebody holds, such as a match in an answer,
stays known with its position for as long as it is held, so that the answer can be packed.
"""

from collections.abc import Sequence
from sys import getrefcount
from typing import overload
from zlib import crc32

import msgspec
import numpy as np

from compliance.errors import ListError
from compliance.model import ListEntry

REMEMBERED = 4_096
"""Entries that are read before those that nobody holds are let go."""
_OURS = 2
"""References to an entry that only we hold: from the dictionary, and the one that is counted by."""


class Entries(Sequence[ListEntry]):
    """Entries of a kept list, each read when it is asked for."""

    def __init__(self, blob: np.ndarray, starts: np.ndarray, sums: np.ndarray) -> None:
        self._blob = blob
        self._starts = starts
        self._sums = sums
        self._decode = msgspec.msgpack.Decoder(ListEntry).decode
        self._read: dict[int, ListEntry] = {}
        self.places: dict[int, int] = {}
        """Identity of each entry that is known -> its position."""
        self._most = REMEMBERED

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> ListEntry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ListEntry]: ...
    def __getitem__(self, at: int | slice) -> ListEntry | Sequence[ListEntry]:
        """An entry, or several. Raises ListError where the file was damaged since it was kept."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        if at not in self._read:
            self._let_go()
            self._read[at] = self._decode(self._bytes(at))
            self.places[id(self._read[at])] = at
        return self._read[at]

    def _bytes(self, at: int) -> bytes:
        """An entry as it was kept. Raises ListError where its check sum is another one."""
        found = self._blob[self._starts[at] : self._starts[at + 1]].tobytes()
        if crc32(found) != self._sums[at]:
            hint = "remove what is kept of the lists (SCREEN_CACHE), then run again"
            raise ListError(f"the lists that are kept ready are damaged, at entry {at + 1:,}", hint)
        return found

    def _let_go(self) -> None:
        """Once there are many, forget the entries that nobody else holds."""
        if len(self._read) < self._most:
            return
        for at in [*self._read]:
            if getrefcount(self._read[at]) <= _OURS:
                del self.places[id(self._read[at])]
                del self._read[at]
        self._most = max(REMEMBERED, 2 * len(self._read))

    def __reduce__(self) -> tuple[type["Entries"], tuple[np.ndarray, ...]]:
        return Entries, tuple(map(np.array, (self._blob, self._starts, self._sums)))
