"""More names than there are: real ones, then such as are put together from the words of real ones.

A made name has the frame of one real name (its business words, legal form and their order), the
brand of another and the place of a third; a made person the given names of one and the family name
of another. A made entry has the kind and the number of names of a real one. Words are not enough:
the distinct words of real names grow as the 0.65th power of the names (53,000 words in 77,000
names of lists and registries), so one made entry in five has a new brand, joined from the halves
of two. Everything is drawn by chance from a fixed seed: a longer list begins with a shorter one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from random import Random

from compliance.model import PartyKind
from compliance.names.legal_forms import split_legal_form
from compliance.names.vocabulary import is_brand, is_place

NEW_BRAND = 5
"""One made entry in so many has a brand that no real name has."""
_MARKS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party: its kind and its names, the primary first."""

    kind: PartyKind
    names: tuple[str, ...]


def grown(real: Sequence[Named], firms: Sequence[str], seed: int) -> Iterator[Named]:
    """The real parties in any order, then firms of one name, then made ones without end."""
    chance = _chance(seed)
    yield from chance.sample(real, len(real))
    yield from (Named(kind=PartyKind.ORGANISATION, names=(firm,)) for firm in firms)
    yield from Maker(real, chance).parties()


def holding(parties: Iterable[Named], names: int) -> Iterator[Named]:
    """The first parties, with as many names as asked in all; the last may lose some of its own."""
    left = names
    for one in parties:
        kept = one.names[:left]
        left -= len(kept)
        yield Named(kind=one.kind, names=kept)
        if not left:
            return


def more_names(real: Sequence[str], seed: int) -> Iterator[str]:
    """The real names in their order, then made ones without end."""
    yield from real
    firms = [Named(kind=PartyKind.ORGANISATION, names=(name,)) for name in real]
    yield from (one.names[0] for one in Maker(firms, _chance(seed)).parties())


class Maker:
    """Makes parties from the words of real ones."""

    def __init__(self, real: Sequence[Named], chance: Random) -> None:
        self._real, self._chance = real, chance
        firms = [name for one in real if not _is_person(one) for name in one.names]
        self._brands = [brand(name) for name in firms]
        self._places = [place for name in firms for place in places(name)] or [""]
        self._persons = [one.names[0] for one in real if _is_person(one)]

    def parties(self) -> Iterator[Named]:
        """Parties without end."""
        for at in count():
            frame = self._chance.choice(self._real)
            if _is_person(frame):
                yield Named(kind=frame.kind, names=self._person(frame))
            else:
                yield Named(kind=frame.kind, names=self._firm(frame, new=at % NEW_BRAND == 0))

    def _person(self, frame: Named) -> tuple[str, ...]:
        other = self._chance.choice(self._persons)
        return tuple(crossed(name, other) for name in frame.names)

    def _firm(self, frame: Named, *, new: bool) -> tuple[str, ...]:
        its, other = self._chance.choice(self._brands), self._chance.choice(self._brands)
        place = self._chance.choice(self._places)
        chosen = blended(its, other) if new else its
        return tuple(recombined(name, chosen, place) for name in frame.names)


def _is_person(one: Named) -> bool:
    return one.kind is PartyKind.PERSON


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable on purpose; nothing secret hangs on it


# --- Words ------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 17)
def brand(name: str) -> str:
    """The first word that is a name of its own, else the first word."""
    words = name.split()
    left, _ = split_legal_form([*map(_plain, words)])  # legal forms are no brands
    own = (word for word in words if _plain(word) in left and is_brand(_plain(word)))
    return next(own, words[0] if words else "")


def places(name: str) -> list[str]:
    """The words that are places."""
    return [word for word in name.split() if is_place(_plain(word))]


def recombined(frame: str, its: str, place: str) -> str:
    """The frame with another brand in the place of its own, and another place if it has one."""
    own, words = brand(frame), frame.split()
    found = [its if word == own else place if is_place(_plain(word)) else word for word in words]
    return " ".join(filter(None, found))


def crossed(name: str, other: str) -> str:
    """The first half of a person's name with the second half of another."""
    ours, theirs = name.split(), other.split()
    return " ".join([*ours[: (len(ours) + 1) // 2], *theirs[(len(theirs) + 1) // 2 :]])


def blended(one: str, other: str) -> str:
    """A new word from the halves of two."""
    half = other[len(other) // 2 :]
    return f"{one[: (len(one) + 1) // 2]}{half.upper() if one.isupper() else half.casefold()}"


def _plain(word: str) -> str:
    return _MARKS.sub("", word).casefold()
