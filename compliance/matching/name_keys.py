"""Names compared whatever their letters say: initials, Chinese characters, one telling word.

An acronym shares no word with the name it stands for. Keys are exact; as they are kept as numbers,
two may be mistaken for one now and then, which costs a comparison and nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from compliance.matching import person_keys, telling_words
from compliance.matching.arrays import Column, distinct, spread_rows
from compliance.matching.term_keys import hash_words
from compliance.names import PreparedName

MOST = 40
"""Names that share a key, from which on it tells too little."""
MOST_PERSONS = 1_000
"""The same for keys of persons, which say the whole name: no list has so many namesakes."""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """Keys of listed names, in rising order, and whose they are."""

    keys: Column
    names: Column

    def shared(self, names: Sequence[PreparedName], whole: int, shortest: int = 0) -> Column:
        """Pairs that share a key, in order: asked position times `whole`, plus listed position.

        Initials of fewer letters than `shortest` are left out.
        """
        pairs = (
            self._sharing(
                _list_keys(names, lambda name: _keys_of_asked(name, shortest)), whole, MOST
            ),
            self._sharing(_list_keys(names, person_keys.of_asked), whole, MOST_PERSONS),
        )
        return distinct(np.concatenate(pairs))

    def _sharing(self, keyed: tuple[Column, Column], whole: int, most: int) -> Column:
        """Pairs by keys that no more than `most` listed names have."""
        keys, asked = keyed
        first = np.searchsorted(self.keys, keys)
        number = np.searchsorted(self.keys, keys, side="right") - first
        number[number > most] = 0
        pairs: Column = np.repeat(asked, number) * whole + self.names[spread_rows(first, number)]
        return pairs


def build_keys(
    names: Sequence[PreparedName], before: int = 0, persons: Sequence[bool] | Column = ()
) -> NameKeys:
    """The keys of some names of a list that stand behind so many others.

    `persons` tells of each whether it is compared as a person's; none is where it is empty.
    """
    is_person = np.zeros(len(names), bool)
    is_person[: len(persons)] = persons
    parts = [_list_keys(names, _keys_of_listed)]
    for who, keys_of in (
        (np.flatnonzero(is_person), person_keys.of_listed),
        (np.flatnonzero(~is_person), telling_words.keys_of_listed),
    ):
        found, places = _list_keys([names[at] for at in who.tolist()], keys_of)
        parts.append((found, who[places]))
    keys, owners = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return _sort(keys, (owners + before).astype(np.int32))


def join_keys(parts: Sequence[NameKeys]) -> NameKeys:
    """The keys of all names of a list, from those of parts of it."""
    keys = np.concatenate([np.zeros(0, np.uint32), *(part.keys for part in parts)])
    owners = np.concatenate([np.zeros(0, np.int32), *(part.names for part in parts)])
    return _sort(keys, owners)


def _sort(keys: Column, owners: Column) -> NameKeys:
    order = np.lexsort((owners, keys))
    return NameKeys(keys[order], owners[order])


def _list_keys(
    names: Sequence[PreparedName], keys_of: Callable[[PreparedName], Iterator[str]]
) -> tuple[Column, Column]:
    """All keys of all names as numbers, and the positions of their names."""
    found = [[*keys_of(name)] for name in names]
    owners = np.repeat(np.arange(len(names)), [len(keys) for keys in found])
    return hash_words([key for keys in found for key in keys]), owners


def _keys_of_listed(name: PreparedName) -> Iterator[str]:
    yield from _brand(name)
    yield from (f">{initials}" for initials in sorted(name.initials))
    if len(name.tokens) == 1:
        yield f"<{name.tokens[0]}"


def _keys_of_asked(name: PreparedName, shortest: int) -> Iterator[str]:
    yield from _brand(name)
    if len(name.tokens) == 1 and len(name.tokens[0]) >= shortest:
        yield f">{name.tokens[0]}"
    if len(name.first_letters) >= shortest:
        yield f"<{name.first_letters}"
    yield from telling_words.keys_of_asked(name)


def _brand(name: PreparedName) -> Iterator[str]:
    if name.brand:
        yield f"@{name.brand}"
