"""Keys of persons' names whose words are written together: "J.Q. Publicov", "johnpublicov".

Neither has a word in common with the listed name that the index could follow: initials without a
space are a word that means nothing, and a whole name is one word of several. So has
"Abdurrahman" with "Abd al-Rahman", and a name in two words of Arabic letters that is one in Latin
ones. Keys are exact.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, permutations

from compliance.matching.person_names import PersonName, person_name
from compliance.names import PreparedName
from compliance.names.phonetics import find_consonants, is_vowelless, spell_person_sound

_SHORTEST_WHOLE = 8
"""Letters of a word that may be a whole name: shorter ones are names of their own."""
_SHORTEST_NAME = 3
_MOST_INITIALS = 3
_FEWEST_CONSONANTS = 4
_SERVANT_OF = "abd"
_SERVANT = re.compile(r"abd[aeiou]?(?:l|([b-df-hj-np-tv-z])(?=\1))?([a-z]{3,})")
"""The article behind "abd" takes the sound of many consonants: "Abdul Rahman", "Abdurrahman"."""


def of_listed(name: PreparedName) -> Iterator[str]:
    """Keys under which the name of a listed person is found."""
    person = person_name(name)
    parts = [part.text for part in person.parts]
    wholes = {run.text for run in person.runs if len(run.text) >= _SHORTEST_WHOLE}
    yield from (f"={text}" for text in sorted(wholes))
    yield from _servants(person)
    yield from (f"-{text}" for text in _consonants(parts))
    whole = [text for text in parts if len(text) >= _SHORTEST_NAME]
    for family, other in permutations(whole, 2):
        yield f".{other[0]}.{family}"


def of_asked(name: PreparedName) -> Iterator[str]:
    """Keys of an asked name, of a firm's none."""
    if any(token.startswith(_SERVANT_OF) for token in name.tokens):
        yield from _servants(person_name(name))
    if any(map(is_vowelless, name.tokens)):
        joined = ("".join(pair) for pair in pairwise(name.tokens))
        yield from (f"-{text}" for text in _consonants(joined))
    if not _may_be_written_together(name):
        return
    person = person_name(name)
    parts = [part.text for part in person.parts]
    if person.is_firm or not parts:
        return
    if len(parts) == 1 and len(parts[0]) >= _SHORTEST_WHOLE:
        yield f"={parts[0]}"
    yield from _initials(person)


def _servants(person: PersonName) -> Iterator[str]:
    """What follows "Abdul" in a given name, with each other name, as they sound.

    "Abd al-Rahman", "Abdurrahman" and "Abdirahman" have no whole word in common.
    """
    parts = [part.text for part in person.parts]
    spans = [(text, at, at + 1) for at, text in enumerate(parts)]
    spans += [(run.text, run.start, run.end) for run in person.runs if run.end - run.start < 4]
    keys = {
        f"~{spell_person_sound(match[2])}.{spell_person_sound(other)}"
        for text, start, end in spans
        if (match := _SERVANT.fullmatch(text))
        for at, other in enumerate(parts)
        if not start <= at < end and len(other) > _SHORTEST_NAME
    }
    yield from sorted(keys)


def _consonants(names: Iterable[str]) -> Iterator[str]:
    """The consonants of names that have enough: "rafiqzai" may be written as two words."""
    found = (find_consonants(name) for name in names if len(name) >= _FEWEST_CONSONANTS)
    yield from (text for text in found if len(text) >= _FEWEST_CONSONANTS)


def _may_be_written_together(name: PreparedName) -> bool:
    """A quick look: most asked names are several words of full length."""
    tokens = name.tokens
    return len(tokens) == 1 or any(len(token) <= _MOST_INITIALS for token in tokens)


def _initials(person: PersonName) -> Iterator[str]:
    """The first initial with each name, of a name that has one name and initials only."""
    parts = [part.text for part in person.parts]
    initials = [text for text in parts if len(text) == 1]
    names = [text for text in parts if len(text) >= _SHORTEST_NAME]
    if initials and len(initials) <= _MOST_INITIALS and len(names) == 1:
        yield f".{initials[0]}.{names[0]}"
