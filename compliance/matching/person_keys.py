"""Keys of persons' names whose words are written together: "J.Q. Publicov", "johnpublicov".

Neither has a word in common with the listed name that the index could follow: initials without a
space are a word that means nothing, and a whole name is one word of several. Keys are exact.
"""

from collections.abc import Iterator
from itertools import permutations

from compliance.matching.person_names import PersonName, person_name
from compliance.names import PreparedName

_SHORTEST_WHOLE = 8
"""Letters of a word that may be a whole name: shorter ones are names of their own."""
_SHORTEST_NAME = 3
_MOST_INITIALS = 3


def of_listed(name: PreparedName) -> Iterator[str]:
    """Keys under which the name of a listed person is found."""
    person = person_name(name)
    parts = [part.text for part in person.parts]
    wholes = {run.text for run in person.runs if len(run.text) >= _SHORTEST_WHOLE}
    yield from (f"={text}" for text in sorted(wholes))
    whole = [text for text in parts if len(text) >= _SHORTEST_NAME]
    for family, other in permutations(whole, 2):
        yield f".{other[0]}.{family}"


def of_asked(name: PreparedName) -> Iterator[str]:
    """Keys of an asked name, of a firm's none."""
    if not _may_be_written_together(name):
        return
    person = person_name(name)
    parts = [part.text for part in person.parts]
    if person.is_firm or not parts:
        return
    if len(parts) == 1 and len(parts[0]) >= _SHORTEST_WHOLE:
        yield f"={parts[0]}"
    yield from _initials(person)


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
