"""Names that are compared whatever their letters say: they share a telling word, or initials.

Letter triples find what is spelled alike; a long translated name that shares one rare word, or an
acronym, shares few of them. Keys are exact, so each is one look-up.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from compliance.names import PreparedName
from compliance.names.vowelless import consonants
from compliance.names.words import is_common, is_place

_TELLING_CONSONANTS = 4
_MOST = 40
"""Names that share a word or its consonants, from which on it tells too little."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Key -> the positions of the list names that have it."""

    names: Mapping[str, Sequence[int]]

    def shared(self, name: PreparedName) -> list[int]:
        """The list names that share a key with the asked name, without repeats."""
        return list(dict.fromkeys(at for key in _asked(name) for at in self.names.get(key, ())))


def build(names: Sequence[PreparedName], families: Set[str]) -> Keys:
    """The keys of a list; those of `families` are kept however many names share them."""
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        for key in _listed(name):
            found.setdefault(key, []).append(at)
    kept = {f"={family}" for family in families}
    return Keys({key: ats for key, ats in found.items() if len(ats) <= _MOST or key in kept})


def _words(name: PreparedName) -> Iterator[str]:
    telling = (t for t in name.tokens if not (t.isdigit() or is_common(t) or is_place(t)))
    for token in dict.fromkeys(telling):
        yield f"={token}"
        sound = consonants(token)
        if len(sound) >= _TELLING_CONSONANTS:
            yield f"~{sound}"
    if name.brand:
        yield f"@{name.brand}"


def _listed(name: PreparedName) -> Iterator[str]:
    yield from _words(name)
    yield from (f">{initials}" for initials in sorted(name.initials))
    if len(name.tokens) == 1:
        yield f"<{name.tokens[0]}"


def _asked(name: PreparedName) -> Iterator[str]:
    yield from _words(name)
    if len(name.tokens) == 1:
        yield f">{name.tokens[0]}"
    yield "<" + "".join(token[0] for token in name.tokens)
