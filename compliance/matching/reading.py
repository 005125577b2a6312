"""All names of a list, prepared once and held as bytes until it is known what their words weigh.

What a word weighs is known when every name was read, and only then can names be made into columns.
Prepared names are objects of many small ones; as bytes they take a tenth of the memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from compliance.matching import same_party, watched
from compliance.matching.watched import Named
from compliance.matching.weights import Counting
from compliance.model import ListEntry
from compliance.names import PreparedName

Names = list[list[PreparedName]]
"""Of some entries that stand behind each other: the prepared names of each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A list that was read."""

    counting: Counting
    """Its words."""
    leaders: Sequence[int]
    """For each entry the position of the first one that is the same party."""
    packed: list[bytes | Names]

    def names(self) -> Iterator[Names]:
        """The names of all entries in their order, some at a time; what was told is let go of."""
        decode = msgspec.msgpack.Decoder(Names).decode
        while self.packed:
            one = self.packed.pop(0)
            yield decode(one) if isinstance(one, bytes) else one


def read(entries: Sequence[ListEntry], together: int) -> Reading:
    """Prepare every name of a list; `together` says how many entries are packed at a time."""
    counting, packing = Counting(), _Packing(together)
    leaders = same_party.leaders(entries, _named(entries, counting, packing))
    packing.close()
    return Reading(counting, leaders, packing.packed)


def _named(
    entries: Sequence[ListEntry], counting: Counting, packing: "_Packing"
) -> Iterator[Named]:
    """The names of each entry, which are counted and packed on the way."""
    for entry in entries:
        found = watched.named(entry)
        names = [name for _, name in found]
        watched.count(counting, entry, names)
        packing.add(names)
        yield found


class _Packing:
    """Packs names, some entries at a time."""

    def __init__(self, together: int) -> None:
        self.packed: list[bytes | Names] = []
        self._together = together
        self._open: Names = []

    def add(self, names: list[PreparedName]) -> None:
        self._open.append(names)
        if len(self._open) >= self._together:
            self.close()

    def close(self) -> None:
        if self._open:
            self.packed.append(_packed(self._open))
            self._open = []


def _packed(names: Names) -> bytes | Names:
    """The names as bytes; as they are where a text has letters that UTF-8 has no way to write."""
    try:
        return msgspec.msgpack.encode(names)
    except UnicodeEncodeError:
        return names
