"""A person's name taken apart: its parts, and how telling each of them is.

"AL-SUDANI, Dr. Abd al-Rahman" becomes "abd al rahman al sudani": titles go, and what stands before
the comma goes to the end. Neighbouring parts are kept as one word too, because particles and given
names are joined or split at will. Pure; done once per listed name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compliance.matching import person_tables
from compliance.matching.alignment import Word
from compliance.names import PreparedName
from compliance.names.chinese import simplify
from compliance.names.clean import clean_text, has_kana
from compliance.names.transliterate import spell_ascii

_APOSTROPHE = re.compile(r"['’‘ʼ`´ʹʺʾʿ]")
_INITIALS_AND_NAME = re.compile(r"\s*(?:[A-Za-z]\.){2,3}\s*[^\W\d_]{3,}(?:[-'’][^\W\d_]+)*\s*")
"""As "A.G. Petrov": these letters are no legal form."""
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_LATIN = re.compile(r"[\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]*")
_SYLLABIC = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u00b7]+")
_LONGEST_RUN = 4
"""Neighbouring parts that may be written as one word."""
_MOST_PARTS = 12
"""Parts of a name that are compared."""
_MOST_WORDS = 7
"""Of a person's name, particles counted; a comma in more words lists things."""
INITIAL_COUNT = 0.3
"""How much of a name an initial is, or a particle without which it is another name ("Abu Ali")."""
PATRONYMIC_COUNT = 0.5
"""How much of a name a father's is: half the world leaves it out."""
_PARTICLE_COUNT = 0.1
_INITIAL = 0.1
"""How telling an initial is."""
PARTICLE, _TELLING_PARTICLE = 0.05, 0.2
"""How telling particles are: nothing tells less."""
_PATRONYMIC = 0.45
"""How telling a father's name is at most: brothers share it, and whoever has a namesake father."""
_BUSINESS = 0.5
"""How telling a word of firms is in the name of a person."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name."""

    text: str
    weight: float
    """0..1: how telling it is."""
    count: float
    """How much of a name it is: 1, less for a patronymic, an initial, a particle."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring parts written as one word."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name ready to be compared as a person's."""

    name: PreparedName
    parts: tuple[Part, ...]
    """Given names first where a comma tells; empty only for a name without letters."""
    words: tuple[Word, ...]
    """The parts as an explanation shows them."""
    runs: tuple[Run, ...]
    """The shortest first."""
    suffixes: frozenset[str]
    """"jr", "iii": what tells namesakes apart."""
    is_firm: bool
    """Whether it has a legal form or a word of firms."""
    key: tuple[str, ...]
    """The parts in a fixed order: names with one key are the same name."""
    father: tuple[str, str]
    """The first given name and that of the father, where "bin" or a patronymic tells it."""
    characters: str
    """The name as written, where it is in Chinese or Korean characters only: its parts are how
    those are read, and many names are read alike. Empty for all others."""


@lru_cache(maxsize=1 << 12)
def person_name(name: PreparedName) -> PersonName:
    """Take a prepared name apart as a person's. Never raises."""
    family, given = _tokens(name)
    front = _honorific([*given, *family])
    if front:
        given, family = given[1:], family if given else family[1:]
    tokens = (_without_titles([*given, *family]) or list(name.tokens))[:_MOST_PARTS]
    parts = tuple(_part(token) for token in tokens)
    first = len([token for token in given if token in tokens])
    runs = list(_runs(tokens[:first], tokens[first:]))
    if front:  # it is written together with all that follows, as in "seyedalimirkarimi"
        runs.append(Run(0, len(tokens), "".join([front, *tokens])))
    suffixes = frozenset(filter(person_tables.is_suffix, (*given, *family)))
    return PersonName(
        name=name,
        parts=parts,
        words=tuple(
            Word(text=part.text, spelled=part.text, origin=at, weight=part.weight)
            for at, part in enumerate(parts)
        ),
        runs=tuple(sorted(runs, key=lambda run: len(run.text))),
        suffixes=suffixes,
        # A table of legal forms may take "II" for one.
        is_firm=bool(name.legal and not suffixes and not _INITIALS_AND_NAME.fullmatch(name.raw))
        or any(map(person_tables.is_business, tokens)),
        key=tuple(sorted(part.text for part in parts)),
        father=_father(tokens),
        characters=_characters(name.raw),
    )


def is_family_first(name: PersonName) -> bool:
    """Whether a name is written as "SURNAME, Given", of no more words than persons have."""
    family, given = _tokens(name.name)
    return bool(family and given) and len(family) + len(given) <= _MOST_WORDS


def _tokens(name: PreparedName) -> tuple[list[str], list[str]]:
    """Words before the first comma and after it; all before it when there is none.

    A name in another script is taken as `prepare` spells it.
    """
    text, _ = clean_text(name.raw)
    if not _LATIN.fullmatch(text):
        return list(name.tokens), []
    head, _, tail = spell_ascii(_APOSTROPHE.sub("", text)).partition(",")
    before, after = _TOKEN.findall(head), _TOKEN.findall(tail)
    if not any(map(_is_name, after)):
        return [*before, *after], []
    return before, after


def _father(tokens: Sequence[str]) -> tuple[str, str]:
    """The first name and the father's: behind "bin", or a patronymic; empty where none is told."""
    for at, token in enumerate(tokens[1:-1], 1):
        if person_tables.is_son(token):
            return tokens[0], tokens[at + 1]
    patronymics = [token for token in tokens[1:] if person_tables.is_patronymic(token)]
    return (tokens[0], patronymics[0]) if len(patronymics) == 1 else ("", "")


def _characters(raw: str) -> str:
    """A name in nothing but Chinese or Korean characters, simplified and without spaces."""
    if raw.isascii() or has_kana(raw):
        return ""
    text = simplify("".join(raw.split()))
    return text if _SYLLABIC.fullmatch(text) else ""


def _is_name(token: str) -> bool:
    return not (person_tables.is_title(token) or person_tables.is_suffix(token))


def _honorific(tokens: Sequence[str]) -> str:
    """The honorific in front of two names and more, else nothing."""
    names = [token for token in tokens[1:] if not person_tables.is_particle(token)]
    return tokens[0] if len(names) > 1 and person_tables.is_honorific(tokens[0]) else ""


def _without_titles(tokens: Sequence[str]) -> list[str]:
    """The names without titles and the like; all words where nothing would be left."""
    front = list(tokens[:1]) if person_tables.is_name_in_front("".join(tokens[:1])) else []
    names = [token for token in tokens[len(front) :] if _is_name(token)]
    return [*front, *names] if names else list(tokens)


def _part(token: str) -> Part:
    return Part(token, *_worth(token))


def _worth(token: str) -> tuple[float, float]:
    """Weight and count of a part."""
    if len(token) == 1:
        return _INITIAL, INITIAL_COUNT
    if person_tables.is_telling_particle(token):
        return _TELLING_PARTICLE, INITIAL_COUNT
    if person_tables.is_particle(token):
        return PARTICLE, _PARTICLE_COUNT
    if person_tables.is_patronymic(token):
        return min(_PATRONYMIC, person_tables.telling(token)), PATRONYMIC_COUNT
    if person_tables.is_business(token):
        return _BUSINESS, 1.0
    return person_tables.telling(token), 1.0


def _runs(given: Sequence[str], family: Sequence[str]) -> Iterator[Run]:
    """Neighbours as one word, two to four of them, and the whole name family name first.

    So too the first given name and the family name alone, as in "ivanpetrov".
    """
    tokens = [*given, *family]
    whole = len(tokens)
    for start in range(whole):
        for end in range(start + 2, min(whole, start + _LONGEST_RUN) + 1):
            yield Run(start, end, "".join(tokens[start:end]))
    if given and family and whole <= _LONGEST_RUN:
        yield Run(0, whole, "".join([*family, *given]))
        if len(given) > 1:
            yield Run(0, whole, "".join([given[0], *family]))
            yield Run(0, whole, "".join([*family, given[0]]))
