"""Entries of a list that is kept in a file: each is read when it is asked for.

What is said of a programme, which thousands of entries share, stands once beside them. Entries
asked for lately are remembered. One that somebody holds, such as a match in an answer, stays known
with its position for as long as it is held, so that the answer can be packed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import overload
from weakref import ref

import msgspec
import numpy as np
from msgspec.structs import replace

from compliance.model import ListEntry, Listing, Programme

MOST_REMEMBERED = 4_096
"""Entries that are read before all are let go that nobody else holds."""


def list_programmes(entries: Iterable[ListEntry]) -> tuple[Programme, ...]:
    """Each programme of the entries once."""
    named = (listing.programme for entry in entries for listing in entry.listings)
    return tuple(dict.fromkeys(named))


def encode_entries(
    entries: Iterable[ListEntry], programmes: Sequence[Programme]
) -> Iterator[bytes]:
    """Each entry as bytes, its programmes by their places; so many are not held at a time."""
    encode = msgspec.msgpack.Encoder().encode
    places = {
        programme: Programme(
            id=str(place), name="", publisher="", authority="", restricts="", source=""
        )
        for place, programme in enumerate(programmes)
    }
    for entry in entries:
        yield encode(_rename_programmes(entry, lambda listing: places[listing.programme]))


def _rename_programmes(entry: ListEntry, find: Callable[[Listing], Programme]) -> ListEntry:
    listings = tuple([replace(one, programme=find(one)) for one in entry.listings])
    return replace(entry, listings=listings)


class CachedEntries(Sequence[ListEntry]):
    """Entries of a stored list, each read when it is asked for."""

    def __init__(
        self, blob: np.ndarray, starts: np.ndarray, programmes: Sequence[Programme]
    ) -> None:
        """`blob`: bytes of all N entries, u1; `starts`: where each begins, and the end, i8[N+1]."""
        self._blob = blob
        self._starts = starts
        self._programmes = programmes
        self._decode = msgspec.msgpack.Decoder(ListEntry).decode
        self._recent: dict[int, ListEntry] = {}
        self._living: dict[int, ref[ListEntry]] = {}
        self.positions: dict[int, int] = {}
        """Identity of each entry that lives -> its position."""

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> ListEntry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ListEntry]: ...
    def __getitem__(self, at: int | slice) -> ListEntry | Sequence[ListEntry]:
        """An entry, or several."""
        if isinstance(at, slice):
            return [self[position] for position in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        if at in self._recent:
            return self._recent[at]
        entry = self._living[at]() if at in self._living else None
        if entry is None:
            known = self._decode(self._blob[self._starts[at] : self._starts[at + 1]].tobytes())
            programmes = self._programmes
            entry = _rename_programmes(known, lambda one: programmes[int(one.programme.id)])
            forget = partial(_forget, self._living, self.positions, at, id(entry))
            self._living[at] = ref(entry, forget)
            self.positions[id(entry)] = at
        if len(self._recent) >= MOST_REMEMBERED:
            self._recent.clear()
        self._recent[at] = entry
        return entry

    def __reduce__(
        self,
    ) -> tuple[type["CachedEntries"], tuple[np.ndarray, np.ndarray, Sequence[Programme]]]:
        return CachedEntries, (np.array(self._blob), np.array(self._starts), self._programmes)


def _forget(
    living: dict[int, ref[ListEntry]],
    positions: dict[int, int],
    at: int,
    identity: int,
    _: ref[ListEntry],
) -> None:
    """An entry has gone: its identity may become that of another object."""
    living.pop(at, None)
    positions.pop(identity, None)
