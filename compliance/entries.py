"""Entries of a list that is kept in a file: each is read when asked for, and then remembered."""

from collections.abc import Sequence
from typing import overload

import msgspec
import numpy as np

from compliance.model import ListEntry


class Entries(Sequence[ListEntry]):
    """Entries of a kept list, each read when it is asked for."""

    def __init__(self, blob: np.ndarray, starts: np.ndarray) -> None:
        self._blob = blob
        self._starts = starts
        self._decode = msgspec.msgpack.Decoder(ListEntry).decode
        self._read: dict[int, ListEntry] = {}
        self.places: dict[int, int] = {}
        """Identity of each entry that was read -> its position."""

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
            begin, end = self._starts[at], self._starts[at + 1]
            self._read[at] = self._decode(self._blob[begin:end].tobytes())
            self.places[id(self._read[at])] = at
        return self._read[at]

    def __reduce__(self) -> tuple[type["Entries"], tuple[np.ndarray, np.ndarray]]:
        return Entries, (np.array(self._blob), np.array(self._starts))
