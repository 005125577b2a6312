"""Which places an address names, and in which country it says that it is. Pure.

An address is cut into pieces at commas, line ends and numbers. A piece names a place when it is its
name ("Sevastopol"), or ends in it behind a street ("Lenin Street Sevastopol") or at the end of the
address ("Valiasr Tehran, Iran"). So "Sevastopolskaya Str.", "Tehran Street", "Hotel Moscow" and
"Minsk Mazowiecki" name none: the words beside the name are part of another.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compliance.model.text_pattern import TextPattern
from compliance.names.countries import find_territory, is_territory_code
from compliance.places.gazetteer import LONGEST, Entry, Gazetteer, word_key

_SIGNS = r",;|/()\[\]{}、，；。،؛"
_TOKEN = rf"[{_SIGNS}\n\r]|[^\s{_SIGNS}]+"
_DIGIT = TextPattern(r"\d")
_POSTCODE = r"(?<![\d-])\d{5,6}(?![\d-])"
_HOUSE = r"\d{1,3}[A-Za-z]?"
_ABBREVIATION = r"\b([^\W\d_]{1,5})\.(?=[^\W\d_]{3})"
"""A full stop behind a short word, without a space: "ul.Lenina"."""
_AT_THE_END = 3
"""Pieces at the end of an address that may be its country."""
_CODE = 3
"""Letters of the code of a country at most."""


class AddressWord(NamedTuple):
    """A word as it is written, and as phrases have it."""

    text: str
    key: str


class Mention(Struct, frozen=True, kw_only=True):
    """A place that an address names."""

    entry: Entry
    words: str
    """As they are written."""


class ReadPlaces(Struct, frozen=True, kw_only=True):
    """What an address says of places."""

    mentions: tuple[Mention, ...]
    """From the end of the address to its beginning."""
    country: str
    """Code of the country that it names at its end; empty when it names none."""
    country_words: str
    """The words that do."""
    keys: frozenset[str]
    """All words, as phrases have them."""
    postcodes: tuple[str, ...]
    """Numbers that may be postcodes."""


NOTHING = ReadPlaces(mentions=(), country="", country_words="", keys=frozenset(), postcodes=())


def read_places(text: str, gazetteer: Gazetteer) -> ReadPlaces:
    """What an address says of places. Never raises, whatever the text."""
    pieces, numbered = _split_pieces(re.sub(_ABBREVIATION, r"\1. ", text), gazetteer)
    if not pieces:
        return replace(NOTHING, postcodes=tuple(re.findall(_POSTCODE, text)))
    keys = frozenset(word.key for piece in pieces for word in piece)
    named = not keys.isdisjoint(gazetteer.lasts) or any(map(_is_han, keys))
    country, words = _country(pieces)
    mentions: list[Mention] = []
    is_end = True
    behind: set[str] = set()
    for at in range(len(pieces) - 1, -1, -1) if named else ():
        found = list(_read_piece(pieces[at], gazetteer, is_end=is_end))
        # With a house number behind it a name is a street's ("Sevastopol 24, Varna"), unless what
        # follows is the same place or nothing.
        is_street = at in numbered and at < len(pieces) - 1
        told = [one for one, _ in found if not is_street or one.entry.place in behind]
        mentions += told
        behind |= {one.entry.place for one in told}
        rest = found[-1][1] if found else len(pieces[at])
        is_code = (
            at == len(pieces) - 1 and len(pieces[at]) == 1 and len(pieces[at][0].text) <= _CODE
        )
        is_end = is_end and (rest == 0 or is_code or bool(_country([pieces[at]])[0]))
    return ReadPlaces(
        mentions=tuple(mentions),
        country=country,
        country_words=words,
        keys=keys,
        postcodes=tuple(re.findall(_POSTCODE, text)),
    )


def _split_pieces(text: str, gazetteer: Gazetteer) -> tuple[list[list[AddressWord]], set[int]]:
    """The words between commas, line ends and numbers; positions of those before a house number."""
    pieces: list[list[AddressWord]] = [[]]
    numbered = set()
    for token in re.findall(_TOKEN, text):
        key = "" if _DIGIT.search(token) else word_key(token)
        # A word with hyphens counts as several where each of them is a place: "Tehran-Iran".
        parts = [_word(part, word_key(part)) for part in token.split("-")] if "-" in token else []
        if not key and pieces[-1]:
            if re.fullmatch(_HOUSE, token):
                numbered.add(len(pieces) - 1)
            pieces.append([])
        elif parts and all(part.key in gazetteer.phrases for part in parts):
            pieces[-1] += parts
        elif key:
            if key in gazetteer.fronts and pieces[-1]:  # "Simferopol ul Lenina"
                pieces.append([])
            pieces[-1].append(_word(token, key))
    return (pieces if pieces[-1] else pieces[:-1]), numbered


def _word(token: str, key: str) -> AddressWord:
    return AddressWord(token.strip(".:'\"“”«»"), key)


def _country(pieces: Sequence[Sequence[AddressWord]]) -> tuple[str, str]:
    """The country that one of the last pieces names, and its words."""
    for piece in reversed(pieces[-_AT_THE_END:]):
        text = " ".join(word.text for word in piece)
        if text.isupper() and is_territory_code(f"US-{text}"):
            return "US", text
        code = find_territory_code(text) if len(text) > _CODE or text.isupper() else ""
        if code:
            return code.split("-")[0], text
    return "", ""


@lru_cache(maxsize=1 << 14)
def find_territory_code(text: str) -> str:
    """Code of the territory that a text names; empty for none. Addresses repeat themselves."""
    found = find_territory(text)
    return found.code if found else ""


def _read_piece(
    words: list[AddressWord], gazetteer: Gazetteer, *, is_end: bool
) -> Iterator[tuple[Mention, int]]:
    """The places at the end of a piece, the last first; and how many words stand before each."""
    first = words[0]
    if "\uac00" <= first.key[0] <= "\ud7a3" and first.key in gazetteer.phrases:
        yield Mention(entry=gazetteer.phrases[first.key], words=first.text), 0
        return  # in Hangul the largest stands first
    end = len(words)
    while end:
        found = _phrase_before(words, end, gazetteer)
        if not found:
            return
        entry, start = found
        if all(word.key in gazetteer.lead for word in words[:start]):
            start = 0  # nothing but words that stand before a town: "city of"
        before = words[start - 1].key if start else ""
        # A place can begin behind a street with its name, or where the address ends.
        may_follow = start > 1 if before in gazetteer.streets else is_end
        if start and (before in gazetteer.barred or not may_follow):
            return
        text = " ".join(word.text for word in words[start:end])
        yield Mention(entry=entry, words=text), start
        end = start


def _phrase_before(
    words: Sequence[AddressWord], end: int, gazetteer: Gazetteer
) -> tuple[Entry, int] | None:
    """The longest phrase that ends before a position, and where it begins."""
    for last in (end, *([end - 1] if end > 1 and words[end - 1].key in gazetteer.tail else [])):
        for start in range(max(0, last - LONGEST), last):
            entry = gazetteer.phrases.get(" ".join(word.key for word in words[start:last]))
            if entry:
                return entry, start
    first = words[end - 1].key
    if not _is_han(first):
        return None
    prefix = next((one for one in gazetteer.han if first.startswith(one)), "")
    if first[len(prefix) :].startswith(gazetteer.han_behind):
        return None
    return (gazetteer.phrases[prefix], end - 1) if prefix else None


def _is_han(key: str) -> bool:
    return "\u3400" <= key[0] <= "\u9fff"
