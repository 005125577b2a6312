"""What a header says: its words, looked up in `vocabulary.toml`, the one data file read here.

A header is folded (case, accents, punctuation), split at `camelCase`, and then explained piece by
piece with the longest known phrase first. A word that is no entry may still be several glued
together (`Lieferantenname`, `收货人名称`); only a word that is explained to its end counts.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LONGEST_HEADER = 80
"""Characters; longer cells are prose or data, not headers."""
LONGEST_PHRASE = 6
"""Words in the longest phrase of the vocabulary."""
UNFOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "#": " no "}
)
CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zà-ÿ]|[A-Z]{2,3}$)")
NOT_WORD = re.compile(r"[\W_]+")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that run words together: kana, Han, Hangul."""
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of one header are."""

    roles: tuple[str, ...] = ()
    """Names of the vocabulary's tables, in the order of the words; `glue` left out."""
    unknown: int = 0
    """Words that the vocabulary does not explain."""


def fold(text: str) -> str:
    """Return the text without case, accents and punctuation: words with single spaces."""
    lower = CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).casefold().translate(UNFOLDED)
    spread = unicodedata.normalize("NFKD", lower)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()


def load() -> dict[str, dict[str, list[str]]]:
    """Return the data file: table -> language -> words."""
    with Path(__file__).with_name("vocabulary.toml").open("rb") as file:
        return tomllib.load(file)


def _phrases(table: dict[str, list[str]]) -> Iterator[str]:
    for words in table.values():
        for word in words:
            yield fold(word)
            yield fold(word.translate(UMLAUTS))


def _first_of_each(roles: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for role in roles:
        for phrase in sorted(TABLES[role]):
            found.setdefault(phrase, role)
    return found


TABLES = {role: frozenset(filter(None, _phrases(table))) for role, table in load().items()}
"""Role or word kind -> folded phrases."""
LEGAL_FORMS = TABLES.pop("legal_form")
TOTALS = TABLES.pop("total")
PHRASES = _first_of_each(sorted(TABLES, key=lambda role: role == "glue"))
"""Folded phrase -> role; the first table of the file that has a phrase wins, `glue` comes last."""


@lru_cache(maxsize=4096)
def explain(header: str) -> Words:
    """Return what each word of a header is."""
    if len(header) > LONGEST_HEADER:
        return Words(unknown=1)
    roles: list[str] = []
    unknown = 0
    words = fold(header).split()
    at = 0
    while at < len(words):
        found, used = _phrase(words, at)
        unknown += 0 if found or words[at].isdigit() else 1
        roles.extend(role for role in found if role != "glue")
        at += used
    return Words(roles=tuple(roles), unknown=unknown)


def _phrase(words: list[str], at: int) -> tuple[tuple[str, ...], int]:
    """Roles of the longest phrase that starts at a word, and how many words it takes."""
    for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        role = PHRASES.get(" ".join(words[at : at + size]))
        if role:
            return (role,), size
    return _glued(words[at]), 1


def _glued(word: str) -> tuple[str, ...]:
    """Roles of the parts of a word glued together; none unless the parts make up all of it."""
    shortest = 1 if UNSPACED.search(word) else 2
    parts: list[str] = []
    while word:
        size = next((n for n in range(len(word), shortest - 1, -1) if word[:n] in PHRASES), 0)
        if not size:
            return ()
        parts.append(PHRASES[word[:size]])
        word = word[size:]
    return tuple(parts)
