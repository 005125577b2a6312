"""A watchlist made ready to be asked: its columns, and its names one by one as they are needed.

What a word weighs is known when every name was read, and only then can names be made into columns.
So all names are prepared once and held as bytes meanwhile: prepared names are objects of many small
ones, and bytes take a tenth of the memory.

Only the columns of the prefilter are made for all names; a name is prepared for comparing when a
pair with it is compared, and remembered. So a list that was made ready once can be kept in a file
and used again without preparing a single name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

import msgspec
import numpy as np
from msgspec import Struct

from compliance.matching import cells, prefilter, same_entity, scorers
from compliance.matching.alignment import Writing, read_writing, words_by
from compliance.matching.arrays import Column
from compliance.matching.cells import is_spelled_out, named_by, published_name
from compliance.matching.features import Side
from compliance.matching.identifiers import (
    IdentifierIndex,
    build_identifier_index,
    join_identifier_indexes,
)
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.postal.addresses import seats
from compliance.matching.prefilter import Prefilter, PrefilterPart
from compliance.matching.term_weights import Weights, WordCounts
from compliance.model import ListEntry, Name, PartyKind, Standing, Watchlist
from compliance.names import PreparedName, prepare_name

Names = list[list[PreparedName]]
"""Of some entries that stand behind each other: the prepared names of each."""


class ReadPart(Struct, frozen=True):
    """Some entries of a list that were read."""

    names: bytes | Names
    """Their prepared names, packed."""
    counting: WordCounts
    """Their words."""
    proofs: Sequence[Sequence[same_entity.Key]]
    """By what each can be known to be the same party as another."""
    identifiers: IdentifierIndex


def read_parts(parts: Iterable[Sequence[ListEntry]]) -> Iterator[ReadPart]:
    """Prepare every name of some entries of a list, part by part."""
    for part in parts:
        counting = WordCounts()
        names: Names = []
        proofs: list[Sequence[same_entity.Key]] = []
        for entry in part:
            found = cells.prepare_names(entry)
            names.append([name for _, name in found])
            count_words(counting, entry, names[-1])
            proofs.append([*same_entity.list_proofs(entry, found)])
        try:
            packed: bytes | Names = msgspec.msgpack.encode(names)
        except UnicodeEncodeError:  # a text has letters that UTF-8 has no way to write
            packed = names
        yield ReadPart(packed, counting, proofs, build_identifier_index(part))


def unpack(names: bytes | Names) -> Names:
    """The names of some entries."""
    return _DECODER.decode(names) if isinstance(names, bytes) else names


_DECODER = msgspec.msgpack.Decoder(Names)
_REMEMBERED = 4_096
"""Listed names that are remembered as prepared. No answer depends on it."""
_WRITINGS = 1 << 15
"""Writings of words that are remembered as weighed. No answer depends on it."""
_TOGETHER = 1_500
"""Entries whose names are made into columns at a time. No answer depends on it."""


class ListedName(Struct, frozen=True, dict=True):
    """One name of one entry, ready to be compared."""

    entry: int
    """Position of the entry in the watchlist."""
    name: Name
    """As published."""
    second: str
    """The name in it that is compared; empty for the whole."""
    ready: scorers.ListedReading

    @cached_property
    def weak(self) -> bool:
        """Whether it is too short or too common to be a hit on the name alone."""
        return scorers.is_weak(self.ready)


class ListColumns(Struct, frozen=True, kw_only=True):
    """What is made for all names of a list; it can be kept in a file."""

    prefilter: Prefilter
    entries: Column
    """For each name the position of its entry."""
    names: Column
    """For each name its position among those of its entry that take part in matching."""
    parties: Column
    """For each entry the position of the first one that is the same party."""
    identifiers: IdentifierIndex


class PreparedList:
    """A list's columns, and its names as they are needed."""

    def __init__(
        self, entries: Sequence[ListEntry], weights: Weights, columns: ListColumns
    ) -> None:
        self.entries = entries
        self.weights = weights
        self.columns = columns
        self.listed = lru_cache(maxsize=_REMEMBERED)(self._prepare_listed)
        self._written = lru_cache(maxsize=_WRITINGS)(partial(read_writing, weights))

    def __len__(self) -> int:
        return len(self.columns.entries)

    def side(self, name: PreparedName) -> Side:
        """A name with its words weighed."""
        return Side(name, words_by(name, self._written))

    def same_party(self, at: int) -> list[int]:
        """Positions of all entries that are the same party as the one at `at`, itself included."""
        parties = self.columns.parties
        if self._sizes[parties[at]] == 1:  # as most are: the whole list need not be looked through
            return [at]
        return [int(one) for one in np.flatnonzero(parties == parties[at])]

    def count_words(self) -> int:
        """How many different words its names have, written together or apart."""
        return self.columns.prefilter.index.term_index.words

    def find_moved_entries(self, earlier: "PreparedList", words: Collection[str]) -> frozenset[int]:
        """Positions of entries that may be found in another way than in an earlier list.

        They stand on both; `words` are those that do not weigh what they weighed.
        """
        here, there = self.columns.prefilter, earlier.columns.prefilter
        names = np.union1d(
            here.index.find_moved_names(there.index, words), here.keys.find_freed_names(there.keys)
        )
        return frozenset(self.columns.entries[names].tolist())

    @cached_property
    def _sizes(self) -> Column:
        """For each entry how many are the same party, if it is the first of them."""
        return np.bincount(self.columns.parties)

    def _prepare_listed(self, at: int) -> ListedName:
        """A listed name by its position, ready to be compared."""
        entry = int(self.columns.entries[at])
        party = self.entries[entry]
        place = int(self.columns.names[at])
        if place < len(party.names):  # as mostly: what stands in a published name comes behind
            name = published = party.names[place]
        else:
            name = named_by(party)[place]
            published = published_name(party, name)
        known = prepare_name(cells.listed_text(name.text, party.kind))
        is_person = bool(self.columns.prefilter.person[at])
        ready = read_listed_name(party, known, self._written, is_person=is_person)
        second = "" if published == name else name.text
        return ListedName(entry, published, second, ready)


def prepare_list(
    watchlist: Watchlist,
    whole: Weights | None = None,
    together: int = _TOGETHER,
    share: WorkSharer = work_alone,
) -> PreparedList:
    """Make a list ready: every name is prepared once, `together` entries at a time.

    Where it is some entries of a list, `whole` are the weights of the whole list; the names that
    are compared are then all that would be if the whole list was asked, or more. `share` has the
    work done.
    """
    entries, counting = watchlist.entries, WordCounts()
    packed: list[bytes | Names] = []
    parts = [entries[at : at + together] for at in range(0, len(entries), together)]
    read = share(read_parts, parts)
    numbered: list[IdentifierIndex] = []
    leaders = same_entity.find_leaders(entries, _list_proofs(read, counting, packed, numbered))
    weights = whole or counting.weights()
    named = ((packed.pop(0), [entry.kind for entry in part]) for part in parts)
    made = share(partial(make_columns, weights), named)
    rows = [np.zeros((0, 2), np.int32)]
    ready = prefilter.join_prefilter_parts(_list_parts(made, rows, together), share=share)
    places = np.concatenate(rows)
    columns = ListColumns(
        prefilter=ready,
        entries=places[:, 0].copy(),
        names=places[:, 1].copy(),
        parties=np.array(leaders, np.int32),
        identifiers=join_identifier_indexes(numbered, map(len, parts)),
    )
    return PreparedList(entries, weights, columns)


def _list_proofs(
    read: Iterable[ReadPart],
    counting: WordCounts,
    packed: list[bytes | Names],
    numbered: list[IdentifierIndex],
) -> Iterator[Sequence[same_entity.Key]]:
    """The proofs of each entry; words are counted on the way, packed names and numbers taken."""
    for part in read:
        counting.join(part.counting)
        packed.append(part.names)
        numbered.append(part.identifiers)
        yield from part.proofs


MadePart = tuple[Column, PrefilterPart]
"""For each name the positions of its entry in the part and among the entry's names; the rest."""


def make_columns(
    weights: Weights, parts: Iterable[tuple[bytes | Names, Sequence[PartyKind]]]
) -> Iterator[MadePart]:
    """The columns of some entries, part by part, from their names and kinds."""
    writing = lru_cache(maxsize=_WRITINGS)(partial(read_writing, weights))
    for packed, kinds in parts:
        names = unpack(packed)
        # For each name with words its entry and its place among the names of the entry.
        found = [
            (at, place, name)
            for at, of_entry in enumerate(names)
            for place, name in enumerate(of_entry)
            if name.tokens
        ]
        rows = np.array([(at, place) for at, place, _ in found], np.int32).reshape(-1, 2)
        told = [(Side(name, words_by(name, writing)), kinds[at]) for at, _, name in found]
        yield rows, prefilter.build_prefilter_part(told)


def _list_parts(
    made: Iterable[MadePart], rows: list[Column], together: int
) -> Iterator[PrefilterPart]:
    """Each part; the entries of its names, by their positions in the list, are added to `rows`."""
    for at, (places, part) in enumerate(made):
        rows.append(places + np.array([at * together, 0], np.int32))
        yield part


def read_listed_name(
    entry: ListEntry, name: PreparedName, writing: Writing, *, is_person: bool
) -> scorers.ListedReading:
    """A name of an entry, prepared, as it is compared; `writing` weighs its words."""

    def weigh() -> Side:
        words = words_by(name, writing)
        return Side(name, words, partial(seats, entry), partial(is_spelled_out, name, entry))

    return scorers.ListedReading(name=name, kind=entry.kind, is_person=is_person, weigh=weigh)


def count_words(counting: WordCounts, entry: ListEntry, names: Sequence[PreparedName]) -> None:
    """Count the names of an entry, prepared."""
    if names:
        counting.add(names)
    if entry.standing in (Standing.RELATED, Standing.OWNED):
        for name in names:
            counting.add_lead(name)
