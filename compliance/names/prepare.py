"""The one normaliser: list names and asked names go through the same steps, in this order.

1. `clean.clean_text`: compatibility forms, invisible characters, look-alike letters, case.
2. Legal forms in other scripts are spelled in Latin letters by `legal_forms`; Chinese (and only
   Chinese) names are taken apart by `chinese`; other scripts are spelled by `transliterate`.
3. Punctuation goes ("S.p.A." is one word); the legal form is cut off and kept apart.
4. Numbers are read ("No. 13", "13th", "XIII"); linking words go.
5. Each word gets the word it counts as ("Intl" -> "international").

Nothing is cut when nothing would be left: "Ltd." keeps its literal text and can only equal itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from compliance.model.text_pattern import TextPattern
from compliance.names import chinese, vocabulary
from compliance.names.bounds import cut_text
from compliance.names.clean import clean_text, has_han, has_kana, split_words
from compliance.names.legal_forms import may_be_form, spell_native_forms, split_legal_form
from compliance.names.numbers import MARKERS, join_tens, may_be_number, read_number
from compliance.names.transliterate import transliterate

# "AT&T" and "A and B" are one word; "7 & 8" are two numbers.
_SHORT_AMPERSAND = TextPattern(
    r"\b([^\W\d]{1,2})\.?&\.?([^\W\d]{1,2})\b|\b([^\W\d])(?:[. ]*&[. ]*|\.? and )([^\W\d])\b"
)
_FULL_STOP = TextPattern(r"\.(?=\w)(?:(?<=\w{3}\.)|(?<=\d\.)(?=[a-z])|(?<=\w\.)(?=\w{3}))")
_AMPERSAND = TextPattern(r"\s*[&+]\s*")
_APOSTROPHE = TextPattern(r"['’ʼ`ʹʺ]")
_SYLLABLES = 3
_SYLLABLE = 4
_FEWEST_INITIALS = 3
_COMPANY = frozenset({"co", "company", "corp", "corporation"})
_LINKS = frozenset({"and", "for", "of", "the", "und", "von"})
# A text: patterns of whole scripts take long to make, and are made when a name needs them.
_NOT_LATIN = r"[Ͱ-ᴀ⺀-퟿豈-﫿ﭐ-﷿]"
_NOT_WORD = TextPattern(r"[\W_]+")
# The city: "Xi" would be read as eleven and "an" would go as a linking word.
_XI_AN = TextPattern(r"\bxi an\b")
# What parts names in a cell for certain: initials are never taken over it.
_BETWEEN_NAMES = TextPattern(r"[;|\n；｜]|\s/\s")
_LETTERS_AND_DIGITS = TextPattern(r"^([a-z]{3,})(\d{2,})$|^(\d{2,})([a-z]{3,})$")


class PreparedName(Struct, frozen=True):
    """A name ready to be compared."""

    raw: str
    tokens: tuple[str, ...]
    """Words of the core name as spelled, in Latin letters, without legal form; never empty
    unless the text has no letter or digit at all."""
    meanings: tuple[tuple[str, ...], ...]
    """For each token the word or words it counts as; empty for "company" in some language."""
    legal: tuple[str, ...]
    """Codes of legal forms, sorted."""
    numbers: frozenset[str]
    """Numbers in the core name, as digits."""
    brand: str
    """The telling Chinese characters, simplified; empty for other scripts."""
    literal: bool
    """True when the name is nothing but legal form or linking words: it may only equal itself."""
    spelled: tuple[str, ...]
    """All words, legal form included, in Latin letters and digits."""
    flags: frozenset[str]
    """Tricks found in the writing, see `text`."""

    @property
    def foreign(self) -> bool:
        """Whether it was written in letters that are not Latin, so that spellings say little."""
        return not self.raw.isascii() and bool(re.search(_NOT_LATIN, self.raw))

    @property
    def full_text(self) -> str:
        """Everything, legal form included, without spaces."""
        return "".join(self.spelled)

    @property
    def initials(self) -> frozenset[str]:
        """What it may be shortened to: first letters of its words, and of those of its form."""
        core = () if self.literal else self.tokens
        short = "".join([word[0] for word in core])
        whole = "".join([word[0] for word in vocabulary.drop_stop_words(self.spelled)])
        company = short if _COMPANY.isdisjoint(self.spelled) else short + "c"
        found = {text for text in (short, company, whole) if len(text) >= _FEWEST_INITIALS}
        if len(core) > _FEWEST_INITIALS:
            bare = "".join([word[0] for word in core if not vocabulary.is_place(word)])
            found |= {bare} if len(bare) > _FEWEST_INITIALS else set()
        return frozenset(found)

    @property
    def first_letters(self) -> str:
        """The first letters of its words; empty where a sign parts them, as of two names."""
        return "" if _BETWEEN_NAMES.search(self.raw) else "".join(word[0] for word in self.tokens)

    @property
    def core_text(self) -> str:
        """The core name without spaces."""
        return "".join(self.tokens)


@lru_cache(maxsize=1 << 13)
def prepare_name(raw: str) -> PreparedName:
    """Prepare as much of any text as is compared; without letters or digits it gets no tokens."""
    text, flags = clean_text(cut_text(raw))
    text = text if text.isascii() else spell_native_forms(text)
    parts = (
        _parse_chinese(text) if has_han(text) and not has_kana(text) else _parse_alphabetic(text)
    )
    core = parts.words
    if parts.traits & _LINK:
        # All stay where each is a syllable ("Ke Da Xun Fei"), else those that only link others go.
        several = len(core) >= _SYLLABLES and _LINKS.isdisjoint(core)
        are_syllables = several and max(map(len, core)) <= _SYLLABLE
        core = core if are_syllables else vocabulary.drop_stop_words(core)
    # A name that is nothing but legal form stands as it is: "GmbH" is not "Ltd.".
    tokens = core or parts.words or tuple(split_words(transliterate(text)[0]))
    known, find = parts.meanings, vocabulary.find_meaning
    return PreparedName(
        raw=raw,
        tokens=tokens,
        meanings=tuple([tuple(known[w].split()) if w in known else find(w) for w in tokens])
        if known
        else tuple(map(find, tokens)),
        legal=parts.legal,
        numbers=frozenset(filter(None, map(read_number, core)))
        if parts.traits & _NUMBER
        else _NO_NUMBERS,
        brand=parts.brand,
        literal=not core,
        spelled=tuple(parts.spelled),
        flags=flags,
    )


_NO_NUMBERS: frozenset[str] = frozenset()


class _Parts(NamedTuple):
    """A name taken apart."""

    words: tuple[str, ...]
    """Words without the legal form."""
    legal: tuple[str, ...]
    """Codes of legal forms, sorted."""
    spelled: Sequence[str]
    """All words, form included."""
    meanings: Mapping[str, str]
    """What words of other scripts mean."""
    traits: int
    """What any of the words asks for."""
    brand: str = ""
    """Telling Chinese characters."""


def _parse_alphabetic(text: str) -> _Parts:
    """The parts of a name in every script but Chinese; it has no brand in characters.

    Each pattern is tried only where its sign stands: most names have none.
    """
    if "'" in text or "`" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
    if "&" in text or " and " in text:
        text = _SHORT_AMPERSAND.sub(_join_ampersand, text)
    text = _FULL_STOP.sub(" ", text) if "." in text else text
    latin, meanings = transliterate(text)
    latin = _AMPERSAND.sub(" and ", latin) if "&" in latin or "+" in latin else latin
    words = split_words(latin)
    traits = _find_traits(words)
    if traits & _XI:
        words = _XI_AN.sub("xian", " ".join(words)).split()
        traits = _find_traits(words)
    rest, forms = words, _NO_FORMS
    if traits & _FORM:
        rest, forms = split_legal_form(words)
        traits = _find_traits(rest)  # a broken word of a form was put right, or stays
    if traits & _NUMBER:
        rest = _drop_markers([part for word in join_tens(rest) for part in _read_word(word)])
        traits = _find_traits(rest) | _NUMBER
    return _Parts(tuple(rest), forms, words, meanings, traits)


_NO_FORMS: tuple[str, ...] = ()


_FORM, _NUMBER, _LINK, _XI = (1 << bit for bit in range(4))
"""What a word asks for, a bit each; most words ask for nothing."""


@lru_cache(maxsize=1 << 15)
def _traits_of(word: str) -> int:
    """What is told of a word once."""
    number = may_be_number(word) or _read_word(word) != (word,)
    link = word in _LINKS or vocabulary.is_stop_word(word)
    return _FORM * may_be_form(word) | _NUMBER * number | _LINK * link | _XI * (word == "xi")


def _find_traits(words: Iterable[str]) -> int:
    """What any of the words asks for."""
    found = 0
    for traits in map(_traits_of, words):
        found |= traits
    return found


def _join_ampersand(match: re.Match[str]) -> str:
    """One word for "AT&T", but "A&B" stays apart: joined it would be a legal form (AB)."""
    parts = [part for part in match.groups() if part]
    joined = "".join(parts)
    return " ".join(parts) if split_legal_form([joined])[1] else joined


def _parse_chinese(text: str) -> _Parts:
    """The parts of a name with Chinese characters, Latin parts included."""
    tokens: list[str] = []
    forms: set[str] = set()
    meanings: dict[str, str] = {}
    brand = ""
    for piece in _NOT_WORD.sub(" ", chinese.read_ordinals(text)).split():
        for part in re.findall(r"[\x00-ɏ]+|[^\x00-ɏ]+", piece):
            if has_han(part):
                name = chinese.parse_chinese_name(part)
                tokens += name.words
                forms |= set(name.legal)
                brand += name.brand
            else:
                more = _parse_alphabetic(part)
                tokens += more.words
                forms |= set(more.legal)
                meanings |= more.meanings
    read = _drop_markers([read_number(token) or token for token in tokens])
    traits = _find_traits(read) | _NUMBER
    return _Parts(tuple(read), tuple(sorted(forms)), tokens, meanings, traits, brand)


def _read_word(word: str) -> tuple[str, ...]:
    """Letters and digits apart, as in "plant407"; ordinals and Roman numerals as digits."""
    number = read_number(word)
    match = None if number or word.isalpha() else _LETTERS_AND_DIGITS.match(word)
    if not match:
        return (number or word,)
    return tuple(read_number(part) or part for part in match.groups() if part)


def _drop_markers(read: list[str]) -> list[str]:
    """The words without "no" before a number."""
    if MARKERS.isdisjoint(read):
        return read
    return [
        token
        for at, token in enumerate(read)
        if not (token in MARKERS and at + 1 < len(read) and read[at + 1].isdigit())
    ]
