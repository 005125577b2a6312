"""More candidates for names of persons: listed ones that share two names by sound, in any order.

Letter triples lose a person whose names are all spelled another way and stand in another order
("Osama Alsudani", "AL-SOUDANI, Usama"). Here a listed name is kept under each two of its parts, as
their consonants sound; particles stand alone or joined to what follows.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from compliance.matching.known_names import is_particle
from compliance.matching.person_names import PersonName
from compliance.matching.person_similarity import sound

MOST = 20
"""Most candidates found this way for one asked name."""
_MOST_PARTS = 6
_CROWD = 200
_VOWELS = re.compile(r"[aiu]")
_RESONANT = re.compile(r"(.)\1+")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PersonIndex:
    """Two sounds -> the positions of the names that have both."""

    positions: Mapping[Key, Sequence[int]]

    def candidates(self, name: PersonName, most: int = MOST) -> list[int]:
        """Positions of the names that share the rarest two parts, those first."""
        known = sorted(
            (len(self.positions[key]), key) for key in keys(name) if key in self.positions
        )
        found: dict[int, None] = {}
        for size, key in known:
            if size > _CROWD or len(found) >= most:
                break
            found |= dict.fromkeys(self.positions[key])
        return list(found)[:most]


def build(names: Sequence[tuple[int, PersonName]]) -> PersonIndex:
    """Index names by position."""
    positions: dict[Key, list[int]] = defaultdict(list)
    for at, name in names:
        for key in keys(name):
            positions[key].append(at)
    return PersonIndex(positions)


def keys(name: PersonName) -> set[Key]:
    """Each two of a name's parts as they sound, in a fixed order."""
    parts = list(_parts([part.text for part in name.parts]))[:_MOST_PARTS]
    two = combinations(parts, 2)
    pairs = ((one, other) for ours, theirs in two for one in ours for other in theirs)
    return {(one, other) if one < other else (other, one) for one, other in pairs}


def _parts(words: Sequence[str]) -> Iterator[set[str]]:
    """How each name sounds: alone, and with the particles before it."""
    before = ""
    for word in words:
        if is_particle(word):
            before += word
        elif len(word) > 1:
            yield {consonants(word), consonants(before + word)}
            before = ""


def consonants(word: str) -> str:
    """The consonants of a word as they sound; the first vowel too where it begins the word."""
    heard = sound(word)
    return _RESONANT.sub(r"\1", ("a" if heard[0] in "aiu" else "") + _VOWELS.sub("", heard))
