"""Names compared whatever their words say: initials, Chinese characters, one telling word, persons.

An acronym shares no word with the name it stands for. Neither has a person's name whose words are
written together ("J.Q. Publicov", "johnpublicov") a word in common with the listed name that the
index could follow: initials without a space are a word that means nothing, and a whole name is one
word of several. So has "Abdurrahman" with "Abd al-Rahman", and a name in two words of Arabic
letters that is one in Latin ones. Keys are exact; as they are kept as numbers, two may be mistaken
for one now and then, which costs a comparison and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, permutations

import numpy as np
from msgspec import Struct

from compliance.matching.arrays import Column, distinct, join_pairs, sort_pairs, spread_rows
from compliance.matching.features import Side
from compliance.matching.parameters import read_count
from compliance.matching.people.person_tables import PersonName, is_particle, person_name
from compliance.matching.scoring import (
    asked_word,
    fold_sound,
    fold_vowelless,
    list_slips,
    may_be_by_ear,
    tells,
)
from compliance.matching.term_keys import hash_keys
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName
from compliance.names.phonetics import find_consonants_of_lines, is_vowelless, spell_person_sound

# --- Persons ----------------------------------------------------------------------------------


_SHORTEST_WHOLE = read_count("name_keys.shortest_whole")
_SHORTEST_NAME = read_count("name_keys.shortest_name")
_MOST_INITIALS = read_count("name_keys.most_initials")
_FEWEST_CONSONANTS = read_count("name_keys.fewest_consonants")
_SERVANT_OF = "abd"
_SERVANT = TextPattern(r"abd[aeiou]?(?:l|([b-df-hj-np-tv-z])(?=\1))?([a-z]{3,})")
"""The article behind "abd" takes the sound of many consonants: "Abdul Rahman", "Abdurrahman"."""


def keys_of_listed_person(person: PersonName, consonants: Mapping[str, str]) -> Iterator[str]:
    """Keys under which the name of a listed person is found; `consonants` are those of its words.

    A name may be written as two words: "rafiqzai".
    """
    wholes = {run.text for run in person.runs if len(run.text) >= _SHORTEST_WHOLE}
    yield from (f"={text}" for text in wholes)
    yield from _servants(person)
    yield from (f"-{consonants[text]}" for text in person.tokens if text in consonants)
    whole = [text for text in person.tokens if len(text) >= _SHORTEST_NAME]
    for family, other in permutations(whole, 2):
        yield f".{other[0]}.{family}"


def keys_of_asked_person(name: PreparedName) -> Iterator[str]:
    """Keys of an asked name, of a firm's none.

    A name of one word may be written together; one that has one name and initials only is found by
    each initial with the name: the first may be that of a title ("Amir Makhsudovich").
    """
    tokens, text = name.tokens, name.core_text
    if _SERVANT_OF in text:
        yield from _servants(person_name(name))
    if is_vowelless(text):
        joined = ("".join(pair) for pair in pairwise(tokens))
        yield from (f"-{consonants}" for consonants in spell_consonants(joined).values())
    # A quick look: most asked names are several words of full length.
    if len(tokens) > 1 and min(map(len, tokens)) > _MOST_INITIALS:
        return
    person = person_name(name)
    if person.is_firm or not person.tokens:
        return
    if len(person.tokens) == 1 and len(person.tokens[0]) >= _SHORTEST_WHOLE:
        yield f"={person.tokens[0]}"
    initials = [text for text in person.tokens if len(text) == 1]
    names = [text for text in person.tokens if len(text) >= _SHORTEST_NAME]
    names = [text for text in names if not is_particle(text)] or names
    if initials and len(initials) <= _MOST_INITIALS and len(names) == 1:
        yield from {f".{initial}.{names[0]}" for initial in initials}


def _servants(person: PersonName) -> Iterator[str]:
    """What follows "Abdul" in a given name, with each other name, as they sound.

    "Abd al-Rahman", "Abdurrahman" and "Abdirahman" have no whole word in common.
    """
    parts = person.tokens
    if not any(_SERVANT_OF.startswith(text[: len(_SERVANT_OF)]) for text in parts):
        return  # as most names
    spans = [(text, at, at + 1) for at, text in enumerate(parts)]
    spans += [(run.text, run.start, run.end) for run in person.runs if run.end - run.start < 4]
    yield from {
        f"~{spell_person_sound(match[2])}.{spell_person_sound(other)}"
        for text, start, end in spans
        if (match := _SERVANT.fullmatch(text))
        for at, other in enumerate(parts)
        if not start <= at < end and len(other) > _SHORTEST_NAME
    }


def spell_consonants(words: Iterable[str]) -> dict[str, str]:
    """Word -> its consonants, of words that have enough, each spelled once."""
    long = [*dict.fromkeys(word for word in words if len(word) >= _FEWEST_CONSONANTS)]
    spelled = zip(long, find_consonants_of_lines("\n".join(long)).split("\n"), strict=False)
    return {word: found for word, found in spelled if len(found) >= _FEWEST_CONSONANTS}


# --- All keys of a name -----------------------------------------------------------------------


MOST = read_count("name_keys.most")
MOST_PERSONS = read_count("name_keys.most_persons")


class NameKeys(Struct, frozen=True):
    """Keys of listed names, in rising order, and whose they are."""

    keys: Column
    names: Column

    def find_freed_names(self, earlier: "NameKeys") -> Column:
        """Names with a key that too many names had in the earlier list, and that fewer have now."""
        known, counts = np.unique(earlier.keys, return_counts=True)
        crowded = known[counts > MOST]
        known, counts = np.unique(self.keys, return_counts=True)
        free = np.intersect1d(crowded, known[counts <= MOST])
        names: Column = self.names[np.isin(self.keys, free)]
        return names

    def find_shared(self, names: Sequence[PreparedName], whole: int, shortest: int = 0) -> Column:
        """Pairs that share a key, in order: asked position times `whole`, plus listed position.

        Initials of fewer letters than `shortest` are left out.
        """
        pairs = (
            self._find_sharing(
                hash_keys(names, lambda name: _keys_of_asked(name, shortest)), whole, MOST
            ),
            self._find_sharing(hash_keys(names, keys_of_asked_person), whole, MOST_PERSONS),
        )
        return distinct(np.concatenate(pairs))

    def _find_sharing(self, keyed: tuple[Column, Column], whole: int, most: int) -> Column:
        """Pairs by keys that no more than `most` listed names have."""
        keys, asked = sort_pairs(*keyed)  # neighbours are soon found behind each other
        first = np.searchsorted(self.keys, keys)
        number = np.searchsorted(self.keys, keys, side="right") - first
        number[number > most] = 0
        theirs = self.names[spread_rows(first, number)]
        pairs: Column = np.repeat(asked.astype(np.int64), number) * whole + theirs
        return pairs


def build_keys(sides: Sequence[Side], persons: Sequence[bool] | Column = ()) -> NameKeys:
    """The keys of some names of a list.

    `persons` tells of each whether it is compared as a person's; none is where it is empty.
    """
    people = {at: person_name(sides[at].name) for at in np.flatnonzero(persons).tolist()}
    consonants = spell_consonants(word for person in people.values() for word in person.tokens)

    def keys_of(at: int) -> Iterator[str]:
        name = sides[at].name
        if name.brand:
            yield f"@{name.brand}"
        yield from (f">{initials}" for initials in name.initials)
        if len(name.tokens) == 1:
            yield f"<{name.tokens[0]}"
        if at in people:
            yield from keys_of_listed_person(people[at], consonants)
        else:
            yield from keys_of_listed_word(sides[at])

    return NameKeys(*sort_pairs(*hash_keys(range(len(sides)), keys_of)))


def join_keys(parts: Sequence[NameKeys], sizes: Sequence[int]) -> NameKeys:
    """The keys of all names of a list, from those of parts of so many names."""
    return NameKeys(*join_pairs([(part.keys, part.names) for part in parts], sizes))


def _keys_of_asked(name: PreparedName, shortest: int) -> Iterator[str]:
    if name.brand:
        yield f"@{name.brand}"
    if len(name.tokens) == 1 and len(name.tokens[0]) >= shortest:
        yield f">{name.tokens[0]}"
    if len(name.tokens) >= shortest and len(letters := name.first_letters) >= shortest:
        yield f"<{letters}"
    yield from keys_of_asked_word(name)


# --- Telling words ----------------------------------------------------------------------------


def keys_of_asked_word(name: PreparedName) -> Iterator[str]:
    """What an asked name shares with the listed ones whose telling word it may be."""
    for token in filter(is_vowelless, name.tokens):
        if heard := fold_vowelless(token):
            yield from (f"%{heard}", f"%{heard}%")
    word = asked_word(name)
    if word:
        yield f"={word}"
    if word and len(name.tokens) == 1:
        yield f"!{word}"
        yield from (f"~{text}" for text in (word, *list_slips(word)))
        yield from _sound(name)


def keys_of_listed_word(side: Side) -> Iterator[str]:
    """What a listed name shares with the asked ones that may be its telling word."""
    telling = [*dict.fromkeys(word.spelled for word in side.words if tells(word))]
    alone = "%" if len(side.name.tokens) == 1 else ""  # so many names have a family's brand
    for word in telling:
        yield f"={word}"
        if heard := fold_vowelless(word):
            yield f"%{heard}{alone}"
    if alone and telling:
        # Asked with a slip: another letter, a letter more, or one of its letters left out.
        word = side.name.tokens[0]
        yield f"~{word}"
        yield from {f"!{word[:at]}{word[at + 1 :]}" for at in range(1, len(word))}
        yield from _sound(side.name)


def _sound(name: PreparedName) -> Iterator[str]:
    """How a name of one word sounds, if it is long enough to tell."""
    if may_be_by_ear(name):
        yield f"^{fold_sound(name.tokens[0])}"
