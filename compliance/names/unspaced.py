"""Korean, Japanese and Thai names to words a list in Latin letters would use.

Their firms' names are place + brand + business words + form, written together. Business words and
places are cut off and translated (`data/unspaced.toml`, whose one reader this is); what is left is
a name of its own, spelled in Latin letters: Korean as the North's own romanisation has it, since
that is what lists print, kana and Thai by rigour. Chinese characters in Japanese names that the
lexicon does not know keep their Chinese reading; there is no small free dictionary of the Japanese.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import resources

from rigour.text.translit import ascii_text

from compliance.names.segments import cut
from compliance.names.text import has_kana

_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_THAI = re.compile(r"[\u0e00-\u0e7f]+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_LONGEST = 12
_SYLLABLES = range(2, 5)
# Hangul jamo as the North romanises them: at the beginning, between voiced sounds, at the end.
_FIRST = "k kk n t tt r m p pp s ss  j jj ch k t p h".split(" ")
_VOICED = {"k": "g", "t": "d", "p": "b"}
_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_LAST = " k k k n n n t l k m l l l l l m p p t t ng t t k t p t".split(" ")
_BEFORE_VOWEL = {"k": "g", "t": "d", "p": "b", "l": "r"}
_SONORANT = frozenset("aeiounmgl")
_NASAL = {"k": "ng", "t": "n", "p": "m"}


def latin(text: str) -> str:
    """The Korean, Japanese and Thai words of `text` in Latin letters; all else as it stands."""
    if has_kana(text):
        text = _JAPANESE.sub(lambda match: _apart(match.group(), "japanese", _by_sound), text)
    text = _THAI.sub(lambda match: _apart(match.group(), "thai", _by_sound), text)
    return _HANGUL.sub(lambda match: _korean(match.group()), text)


def _by_sound(piece: str) -> str:
    return ascii_text(piece).replace(" ", "")


def _korean(text: str) -> str:
    """A Korean run in Latin letters; one without a business word may be a person."""
    pieces = list(cut(text, _lexicon("korean"), _LONGEST))
    if all(meaning is None for _, meaning in pieces):
        return f" {_person(text)} "
    last = _lexicon("korean_last").get(pieces[-1][0])
    if last:  # a lone syllable after a known word: 국가보위 + 성
        return f"{_apart(text[:-1], 'korean', romanised)}{last} "
    return _apart(text, "korean", romanised)


def _apart(text: str, language: str, spell: Callable[[str], str]) -> str:
    """The words that the lexicon knows, translated, and the rest as spelled, with spaces.

    All as spelled where the lexicon knows nothing but words for "company".
    """
    pieces = list(cut(text, _lexicon(language), _LONGEST))
    words = [spell(piece) if meaning is None else meaning for piece, meaning in pieces]
    return f" {' '.join(words) if any(words) else spell(text)} "


def _person(text: str) -> str:
    """A word of two to four syllables that begins with a family name, with it set apart."""
    families = _lexicon("korean_families")
    if len(text) in _SYLLABLES and text[0] in families:
        return f"{families[text[0]]} {' '.join(map(romanised, text[1:]))}"
    return romanised(text)


@cache
def romanised(text: str) -> str:
    """Hangul syllables in the Latin letters of the North's romanisation, run together."""
    spelled = ""
    syllables = [_jamo(char) for char in text]
    for at, (first, vowel, last) in enumerate(syllables):
        after = syllables[at + 1] if at + 1 < len(syllables) else None
        spelled += _initial(first, spelled) + vowel + _final(last, after)
    return spelled


def _jamo(char: str) -> tuple[str, str, str]:
    """First consonant, vowel and last consonant of a syllable, in Latin letters."""
    at = ord(char) - 0xAC00
    return _FIRST[at // 588], _VOWELS[at // 28 % 21], _LAST[at % 28]


def _initial(first: str, before: str) -> str:
    voiced = bool(before) and before[-1] in _SONORANT
    if first == "r" and before and before[-1] not in "aeiou":
        return "l" if before[-1] == "l" else "r"
    return _VOICED.get(first, first) if voiced else first


def _final(last: str, after: tuple[str, str, str] | None) -> str:
    if after is None or not last:
        return last
    if not after[0]:
        return _BEFORE_VOWEL.get(last, last)
    return _NASAL.get(last, last) if after[0] in ("n", "m") else last


@cache
def _lexicon(section: str) -> dict[str, str]:
    """Native word -> what it counts as in Latin letters."""
    file = resources.files("compliance.names").joinpath("data/unspaced.toml")
    return {
        unicodedata.normalize("NFKC", word): meaning
        for meaning, words in tomllib.loads(file.read_text("utf-8"))[section].items()
        for word in words.split()
    }
