"""Entries of a list that is kept in a file: each is read when asked for.

Those asked for lately are remembered. An entry that somebody holds, such as a match in an answer,
stays known with its position for as long as it is held, so that the answer can be packed.
"""

from collections.abc import Sequence
from sys import getrefcount
from typing import overload

import msgspec
import numpy as np

from compliance.model import ListEntry

REMEMBERED = 4_096
"""Entries that are read before those that nobody holds are let go."""
_OURS = 2
"""References to an entry that only we hold: from the dictionary, and the one that is counted by."""


class Entries(Sequence[ListEntry]):
    """Entries of a kept list, each read when it is asked for."""

    def __init__(self, blob: np.ndarray, starts: np.ndarray) -> None:
        self._blob = blob
        self._starts = starts
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
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        if at not in self._read:
            self._let_go()
            begin, end = self._starts[at], self._starts[at + 1]
            self._read[at] = self._decode(self._blob[begin:end].tobytes())
            self.places[id(self._read[at])] = at
        return self._read[at]

    def _let_go(self) -> None:
        """Once there are many, forget the entries that nobody else holds."""
        if len(self._read) < self._most:
            return
        for at in [*self._read]:
            if getrefcount(self._read[at]) <= _OURS:
                del self.places[id(self._read[at])]
                del self._read[at]
        self._most = max(REMEMBERED, 2 * len(self._read))

    def __reduce__(self) -> tuple[type["Entries"], tuple[np.ndarray, np.ndarray]]:
        return Entries, (np.array(self._blob), np.array(self._starts))
