"""A watchlist made ready to be asked: its index, and its names one by one as they are needed.

Only the columns of the sieve are made for all names; a name is prepared for comparing when a pair
with it is compared, and remembered. So a list that was made ready once can be kept in a file and
used again without preparing a single name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np

from compliance.matching import parties, reading, sieve
from compliance.matching.addresses import named_by
from compliance.matching.alignment import Writing, words_by, written
from compliance.matching.columns import Column
from compliance.matching.comparison import Side
from compliance.matching.listed_names import published_name
from compliance.matching.seats import seats
from compliance.matching.sieve import Sieve
from compliance.matching.watched import is_spelled_out
from compliance.matching.weights import Weights
from compliance.model import ListEntry, Name, Watchlist
from compliance.names import PreparedName, prepare_name

_REMEMBERED = 4_096
_WRITINGS = 1 << 15
_TOGETHER = 10_000
"""Entries whose names are made into columns at a time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of one entry, ready to be compared."""

    entry: int
    """Position of the entry in the watchlist."""
    name: Name
    """As published."""
    second: str
    """The name in it that is compared; empty for the whole."""
    ready: parties.Listed
    weak: bool
    """Whether it is too short or too common to be a hit on the name alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is made for all names of a list; it can be kept in a file."""

    sieve: Sieve
    entries: Column
    """For each name the position of its entry."""
    names: Column
    """For each name its position among those of its entry that take part in matching."""
    parties: Column
    """For each entry the position of the first one that is the same party."""


class Ready:
    """A list's columns, and its names as they are needed."""

    def __init__(self, entries: Sequence[ListEntry], weights: Weights, columns: Columns) -> None:
        self.entries = entries
        self.weights = weights
        self.columns = columns
        self.listed = lru_cache(maxsize=_REMEMBERED)(self._listed)
        self._written = lru_cache(maxsize=_WRITINGS)(partial(written, weights))

    def __len__(self) -> int:
        return len(self.columns.entries)

    def side(self, name: PreparedName, places: frozenset[str] = frozenset()) -> Side:
        """A name with its words weighed."""
        return Side(name, words_by(name, self._written), places)

    def same_party(self, at: int) -> list[int]:
        """Positions of all entries that are the same party as the one at `at`, itself included."""
        parties = self.columns.parties
        if self._sizes[parties[at]] == 1:  # as most are: the whole list need not be looked through
            return [at]
        return [int(one) for one in np.flatnonzero(parties == parties[at])]

    @cached_property
    def _sizes(self) -> Column:
        """For each entry how many are the same party, if it is the first of them."""
        return np.bincount(self.columns.parties)

    def _listed(self, at: int) -> Listed:
        """A listed name by its position, ready to be compared."""
        entry = int(self.columns.entries[at])
        party = self.entries[entry]
        name = named_by(party)[int(self.columns.names[at])]
        known = prepare_name(parties.listed_text(name.text, party.kind))
        ready = _ready(party, known, self._written)
        published = published_name(party, name)
        second = "" if published == name else name.text
        return Listed(entry, published, second, ready, parties.is_weak(ready))


def build(watchlist: Watchlist, whole: Weights | None = None, together: int = _TOGETHER) -> Ready:
    """Make a list ready: every name is prepared once, `together` entries at a time.

    Where it is some entries of a list, `whole` are the weights of the whole list; the names that
    are compared are then all that would be if the whole list was asked, or more.
    """
    entries = watchlist.entries
    read = reading.read(entries, together)
    weights = whole or read.counting.weights()
    writing = lru_cache(maxsize=_WRITINGS)(partial(written, weights))
    making, empty = sieve.Making(), np.zeros(0, np.int32)
    owners, places = [empty], [empty]
    for at, names in enumerate(read.names()):
        some = entries[at * together : (at + 1) * together]
        rows = _rows(names)
        sides = (_weighed(names[one][place], writing) for one, place in rows.tolist())
        making.add([*zip(sides, (some[one].kind for one in rows[:, 0]), strict=True)])
        owners.append(rows[:, 0] + np.int32(at * together))
        places.append(rows[:, 1])
    columns = Columns(
        sieve=making.sieve(whole=whole is None),
        entries=np.concatenate(owners),
        names=np.concatenate(places),
        parties=np.array(read.leaders, np.int32),
    )
    return Ready(entries, weights, columns)


def _rows(names: reading.Names) -> Column:
    """For each name with words the positions of its entry and among the names of the entry."""
    rows = [
        (at, place)
        for at, found in enumerate(names)
        for place, name in enumerate(found)
        if name.tokens
    ]
    return np.array(rows, np.int32).reshape(-1, 2)


def _weighed(name: PreparedName, writing: Writing) -> Side:
    """A name for the columns, which need not know where its party sits."""
    return Side(name, words_by(name, writing))


def _ready(entry: ListEntry, name: PreparedName, writing: Writing) -> parties.Listed:
    side = Side(name, words_by(name, writing), seats(entry), is_spelled_out(name, entry))
    return parties.ready(side, entry.kind)
