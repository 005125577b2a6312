"""What words mean in names of firms: one word for all that mean the same, places, towns.

"Intl", "internacional" and "mezhdunarodnyy" all count as "international". The tables are
`data/words.toml` and, for words of other languages, `data/translations.toml`. Which town a word
names says `data/towns.tsv`: "Saratov", "Saratovskiy" and "Saratow" are one, "Samara" is another; a
town tells one institute from another, so two towns never count as one misspelled word. This module
is the one reader of these tables.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

from msgspec import Struct

from compliance.model.program_data import read_data_columns, read_data_tables
from compliance.model.text_pattern import TextPattern

_SHORTEST_STEM = 5
# Endings of Russian adjectives made of towns, longest first, and what the town may end in instead:
# "Penzenskiy" of Penza, "Yaroslavskiy" of Yaroslavl, "Omskiy" of Omsk.
_CASES = "iy ii ij yy yi i y aya aia oe oye oie ogo oi oy".split()
_ADJECTIVES = tuple(
    TextPattern(f"{base}(?:{'|'.join(_CASES)})$") for base in ("ensk", "sk", "(?<=sk)", "(?<=tsk)")
)
_SHORTEST_TOWN = 3
_TOWN_ENDINGS = ("", "a", "sk", "l", "o", "y")


class _Tables(Struct, frozen=True):
    common: frozenset[str]
    """Words of `same` and `pinyin`, written and meant, and what `stems` mean."""
    stop: frozenset[str]
    places: frozenset[str]
    institutions: frozenset[str]
    same: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    beginnings: frozenset[str]
    """Of the stems, as many letters as the shortest has."""
    pinyin: dict[str, tuple[str, ...]]


@cache
def _tables() -> _Tables:
    data = read_data_tables("names/data/words.toml")
    translations = read_data_tables("names/data/translations.toml")
    same = (
        _by_meaning(translations["words"])
        | _by_meaning(translations["by_ear"])
        | _by_word(data["same"])
    )
    stems = _by_meaning(translations["stems"]) | _by_word(data["stems"])
    pinyin = _by_word(data["pinyin"])
    return _Tables(
        common=frozenset(chain(same, pinyin, *same.values(), *stems.values())),
        stop=frozenset(data["stop"]["words"].split()),
        places=frozenset(data["places"]["words"].split()),
        institutions=frozenset(data["institutions"]["words"].split()),
        same=same,
        stems=stems,
        beginnings=frozenset(stem[:_SHORTEST_STEM] for stem in stems),
        pinyin=pinyin,
    )


def _by_word(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Word -> what it means, from a table that has one word a line."""
    return {word: tuple(meaning.split()) for word, meaning in table.items()}


def _by_meaning(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Word -> what it means, from a table that has one meaning a line."""
    return {word: tuple(meaning.split()) for meaning, ws in table.items() for word in ws.split()}


def is_stop_word(token: str) -> bool:
    """Whether the word only links others ("of", "de", "und")."""
    return token in _tables().stop


def drop_stop_words(tokens: Sequence[str]) -> tuple[str, ...]:
    """The words that do not only link others."""
    stop = _tables().stop
    return tuple([token for token in tokens if token not in stop])


def is_place(token: str) -> bool:
    """Whether the word is a country, region or city that firms add to their names."""
    return token in _tables().places


def is_institution(token: str) -> bool:
    """Whether the word is a kind of body of which there is one in every place."""
    return token in _tables().institutions


@lru_cache(maxsize=1 << 15)
def is_brand(token: str) -> bool:
    """Whether the word is a name of its own: no place, institution, business word or number."""
    tables = _tables()
    known = token in tables.stop or token in tables.institutions or token in tables.places
    translated = find_meaning(token) != (token,)
    return not known and not translated and not is_common(token) and not token.isdigit()


@lru_cache(maxsize=1 << 15)
def find_meaning(token: str) -> tuple[str, ...]:
    """The word or words `token` counts as; itself when the table does not know it.

    Empty for words that only say "company" in some language.
    """
    tables = _tables()
    if token in tables.same:
        return tables.same[token]
    if token in tables.pinyin:
        return tables.pinyin[token]
    if token[:_SHORTEST_STEM] in tables.beginnings:
        for length in range(len(token), _SHORTEST_STEM - 1, -1):
            if token[:length] in tables.stems:
                return tables.stems[token[:length]]
    plural = token.endswith("s") and not is_common(token) and is_common(token[:-1])
    return (token[:-1],) if plural else (token,)


def is_known_pinyin(word: str) -> bool:
    """Whether syllables that make this word may be written as one: the tables know it."""
    tables = _tables()
    return word in tables.pinyin or word in tables.same or is_place(word)


def is_common(token: str) -> bool:
    """Whether the word is in the table, as something written or as something meant."""
    return token in _tables().common


@cache
def _towns() -> dict[str, str]:
    return dict(zip(*read_data_columns("names/data/towns.tsv"), strict=True))


@lru_cache(maxsize=1 << 15)
def find_town(word: str) -> str:
    """The town or other place that the word names; empty when it names none."""
    if word in _towns():
        return _towns()[word]
    if is_place(word):
        return word
    stems = {pattern.sub("", word) for pattern in _ADJECTIVES} - {word}
    names = (
        stem + end for stem in sorted(stems) for end in _TOWN_ENDINGS if len(stem) >= _SHORTEST_TOWN
    )
    return next((_towns()[name] for name in names if name in _towns()), "")


def are_different_towns(one: str, other: str) -> bool:
    """Whether the two words name two different towns."""
    first = find_town(one)
    return bool(first) and find_town(other) not in ("", first)
