"""Who is meant: a name in a user's file of owners, and the entries of the lists that it names.

A name means an entry when both are the same after preparing: the same words and the same legal
form. An entry can be named by its id as well. Where the words count as the same and the legal form
differs or is missing, or the list calls the name a weak alias, it may be the entry: that is carried
along as possible, not as certain. So is an owner whose name is much like a listed one, which the
caller finds out: a misspelt owner must not pass for a party on no list.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from compliance.model import ListEntry, NameKind
from compliance.names import prepare_name
from compliance.ownership.graph import make_entry_key

Key = tuple[tuple[str, ...], tuple[str, ...]]


class OwnershipParties(Struct, frozen=True, kw_only=True):
    """All parties of the graph: each has a key, and entries of the lists or names of a user."""

    keys: Mapping[str, str]
    """Text in the file -> key of its party."""
    entries: Mapping[str, tuple[int, ...]]
    """Key -> positions of the entries that it is."""
    of_entry: Mapping[tuple[str, str], str]
    """List and id of an entry -> key, for those that have another than their own."""
    alike: Mapping[str, frozenset[str]]
    """Key -> keys of the parties that it may be."""
    texts: Mapping[str, tuple[str, ...]]
    """Key -> the names in the file, sorted."""

    def key(self, list_id: str, entry_id: str) -> str:
        """The key of an entry."""
        return self.of_entry.get((list_id, entry_id)) or make_entry_key(list_id, entry_id)


def find_parties(
    texts: Iterable[str], entries: Sequence[ListEntry], like: Mapping[str, Sequence[int]]
) -> OwnershipParties:
    """The parties that these texts and entries are; pure.

    `like` says of texts which entries, by position, they are much like: those they may be.
    """
    wanted = sorted(set(texts))
    named = {text: _prepare_lookup(text) for text in wanted}
    certain, likely = _match_entries(named, entries)
    joined = _unite_parties(named, certain, entries)
    keys = {text: joined.find_key_of_text(text) for text in wanted}
    alike: dict[str, set[str]] = {}
    for text in wanted:
        near = (*likely.get(text, ()), *like.get(text, ()))
        others = {joined.find_key_of_position(at) for at in near} - {keys[text]}
        if others and not certain.get(text):
            alike.setdefault(keys[text], set()).update(others)
    return OwnershipParties(
        keys=keys,
        entries=joined.positions(),
        of_entry=joined.map_entries(),
        alike={key: frozenset(others) for key, others in alike.items()},
        texts=_group_texts(keys),
    )


def _group_texts(keys: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for text, key in sorted(keys.items()):
        found.setdefault(key, []).append(text)
    return {key: tuple(texts) for key, texts in found.items()}


class _LookupName(Struct, frozen=True):
    """A name as it is looked up."""

    key: Key
    """Its words and its legal form."""
    sense: tuple[str, ...]
    """What its words count as; legal form and words for "company" left out."""


def _prepare_lookup(text: str) -> _LookupName:
    name = prepare_name(text)
    sense = tuple(word for words in name.meanings for word in words)
    return _LookupName((name.tokens, name.legal), sense or name.tokens)


# --- Names that mean entries ------------------------------------------------------------------

Found = Mapping[str, tuple[int, ...]]
"""Text -> positions of entries."""


def _match_entries(
    named: Mapping[str, _LookupName], entries: Sequence[ListEntry]
) -> tuple[Found, Found]:
    """For each text the entries that it means for certain, and those that it may mean."""
    certain: dict[str, list[int]] = {}
    likely: dict[str, list[int]] = {}
    by_sense: dict[tuple[str, ...], list[str]] = {}
    for text, asked in named.items():
        by_sense.setdefault(asked.sense, []).append(text)
    for at, entry in enumerate(entries if named else ()):
        for text in {entry.id, make_entry_key(entry.list_id, entry.id)} & named.keys():
            certain.setdefault(text, []).append(at)
        for name in entry.names:
            read = _prepare_lookup(name.text)
            for text in by_sense.get(read.sense, ()):
                sure = name.kind is not NameKind.WEAK_ALIAS and named[text].key == read.key
                (certain if sure else likely).setdefault(text, []).append(at)
    return _list_distinct(certain), _list_distinct(likely)


def _list_distinct(found: Mapping[str, list[int]]) -> Found:
    return {text: tuple(dict.fromkeys(positions)) for text, positions in found.items()}


# --- Parties that are one ---------------------------------------------------------------------


class _PartyUnion:
    """Names and entries that are one party; the first of each group stands for it."""

    def __init__(self, entries: Sequence[ListEntry], named: Mapping[str, _LookupName]) -> None:
        self._entries = entries
        self._named = named
        self._parent: dict[str, str] = {}
        self._at: dict[str, int] = {}

    def join(self, text: str, positions: Iterable[int]) -> None:
        """These entries are what the text means."""
        for at in positions:
            entry = self._entries[at]
            key = make_entry_key(entry.list_id, entry.id)
            self._at[key] = at
            first, second = sorted(
                (self._root(key), self._root(_make_name_key(self._named[text].key)))
            )
            # An entry stands for the group before a name does.
            entry_first = (first, second) if not first.startswith(_NAME) else (second, first)
            if first != second:
                self._parent[entry_first[1]] = entry_first[0]

    def _root(self, key: str) -> str:
        while key in self._parent:
            key = self._parent[key]
        return key

    def find_key_of_text(self, text: str) -> str:
        return self._root(_make_name_key(self._named[text].key))

    def find_key_of_position(self, at: int) -> str:
        entry = self._entries[at]
        return self._root(make_entry_key(entry.list_id, entry.id))

    def positions(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for key, at in sorted(self._at.items()):
            found.setdefault(self._root(key), []).append(at)
        return {key: tuple(positions) for key, positions in found.items()}

    def map_entries(self) -> Mapping[tuple[str, str], str]:
        return {
            (self._entries[at].list_id, self._entries[at].id): self._root(key)
            for key, at in self._at.items()
        }


_NAME = "name "


def _make_name_key(key: Key) -> str:
    """The key of a party that is no entry."""
    tokens, legal = key
    return f"{_NAME}{' '.join(tokens)}{' / ' if legal else ''}{' '.join(legal)}"


def _unite_parties(
    named: Mapping[str, _LookupName], certain: Found, entries: Sequence[ListEntry]
) -> _PartyUnion:
    union = _PartyUnion(entries, named)
    for text in named:
        union.join(text, certain.get(text, ()))
    return union
