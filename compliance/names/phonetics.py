"""How words sound: spellings in which the transliterations of one sound agree. The only tables.

Three, each as wide as what it is asked for: words of firms' names, parts of persons' names, and
words written without their vowels. Arabic, Persian and Hebrew leave short vowels out, so "mhndsə"
may be mohandes or muhandis: such a word ends with `MARK` and meets a Latin word by its consonants,
in classes wide enough for every usual transliteration of the letter behind them (q, gh, kh, g and k
are one class).

The functions whose names end in `_of_lines` take many words, one a line: much faster than word by
word. Words are lower-case Latin, as `prepare` leaves them.
"""

import re
from functools import lru_cache

from compliance.model.text_pattern import TextPattern

MARK = "ə"
"""A vowel that nobody wrote. Text in Latin letters never has it: it is spelled "a" there."""

Rules = tuple[tuple[TextPattern | tuple[str, ...], str], ...]
"""Letters that transliterations of one sound differ in -> how the sound is spelled, in order.

A pattern; or writings that are replaced one after the other, which takes a tenth of the time.
"""

_WORD_SOUNDS: Rules = (
    (TextPattern(r"sch|sh"), "s"),
    (TextPattern(r"dzh|dj|zh"), "j"),
    (TextPattern(r"tch|ch|ts|tz"), "c"),
    (TextPattern(r"kh|gh|ck|q|k(?!n)"), "k"),
    (("ph",), "f"),
    (("th",), "t"),
    (("x",), "ks"),
    (TextPattern(r"c(?=[aouklrt]|$)", re.MULTILINE), "k"),
    (("w",), "v"),
    (TextPattern(r"iy|yi|ii|yy|ij|ey|ei|ai|ay|y"), "i"),
    (TextPattern(r"ou|oo"), "u"),
    (("ee",), "i"),
    (TextPattern(r"(.)\1"), r"\1"),
)
_PERSON_SOUNDS: Rules = (
    (("shch", "sch", "sh"), "S"),
    (("dzh", "zh", "dj", "dg", "j"), "J"),
    (("tch", "tsch", "ch"), "C"),
    (("cz", "tz", "ts"), "c"),
    (("kh",), "h"),
    (TextPattern(r"gh|ck|q|c(?=[aouklrt]|$)"), "k"),
    (("ph",), "f"),
    (("dh",), "d"),
    (("th",), "t"),
    (("x",), "ks"),
    (("w",), "v"),
    (("ai", "ay", "e", "y"), "i"),
    (("o",), "u"),
    (TextPattern(r"(?<=.)h$"), ""),
    (TextPattern(r"(.)\1+"), r"\1"),
)
_CONSONANT_CLASSES: Rules = (
    (TextPattern(r"tch|sch|ch|sh|zh|ts|tz|ss|z|c(?=[eiy])"), "s"),
    (TextPattern(r"dzh|dj|dg|j"), "j"),
    (TextPattern(r"ck|kh|gh|q|g|c"), "k"),
    (("x",), "ks"),
    (("ph",), "f"),
    (("th",), "t"),
    (("dh",), "d"),
    (("p",), "b"),
    (TextPattern(r"(.)\1"), r"\1"),
)
# Letters that write a long vowel in such scripts, and the Latin vowels they may stand for.
_LONG_VOWELS: Rules = (
    (TextPattern(r"[ouwv]+"), "w"),
    (TextPattern(r"[eiy]+"), "y"),
    (TextPattern(r"a+"), "a"),
)
# A vowel can begin a word there only after an alif.
_SILENT_LETTER = TextPattern(r"^(?=[eiou])", re.MULTILINE)
_OPEN = TextPattern(r"(?<!^)[way]|(?<=.)h$", re.MULTILINE)
_VOWELS = TextPattern(r"[aeiouy]")


def _respell(text: str, rules: Rules) -> str:
    for letters, sound in rules:
        if isinstance(letters, TextPattern):
            text = letters.sub(sound, text)
        else:
            for writing in letters:
                text = text.replace(writing, sound)
    return text


# --- Words of firms' names --------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def spell_sound(word: str) -> str:
    """A spelling in which the usual transliterations of one sound agree."""
    return spell_sound_of_lines(word)


def spell_sound_of_lines(text: str) -> str:
    """The sound of many words, one a line."""
    return _respell(text, _WORD_SOUNDS)


@lru_cache(maxsize=1 << 14)
def find_skeleton(word: str) -> str:
    """The consonants of a word as they sound."""
    return drop_vowels(spell_sound(word))


def drop_vowels(sound: str) -> str:
    """The consonants of a word, or of many, one a line, from how they sound."""
    return _VOWELS.sub("", sound)


# --- Parts of persons' names ------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def spell_person_sound(name: str) -> str:
    """A spelling in which the usual transliterations of one sound agree; never empty."""
    return _respell(name, _PERSON_SOUNDS) or name


# --- Words written without vowels -------------------------------------------------------------


def is_vowelless(word: str) -> bool:
    """Whether short vowels were not written, so that only consonants can be compared."""
    return MARK in word


@lru_cache(maxsize=1 << 14)
def spell_broad_sound(word: str) -> str:
    """Consonants in classes of sound; vowels as the letters that would write them, if long."""
    return spell_broad_sound_of_lines(word)


@lru_cache(maxsize=1 << 14)
def find_consonants(word: str) -> str:
    """The consonants in classes of sound, after "a" for a first vowel; vowels in between go.

    The letters w, v and y are dropped too, since Arabic writes long vowels with them, and so is
    a last h, which stands for a mere ending.
    """
    return drop_long_vowels_of_lines(spell_broad_sound(word))


def spell_broad_sound_of_lines(text: str) -> str:
    """The broad sounds of many words, one a line."""
    text = _SILENT_LETTER.sub("a", text.replace(MARK, ""))
    return _respell(_respell(text, _CONSONANT_CLASSES), _LONG_VOWELS)


def find_consonants_of_lines(text: str) -> str:
    """The consonants of many words, one a line."""
    return drop_long_vowels_of_lines(spell_broad_sound_of_lines(text))


def drop_long_vowels_of_lines(sounds: str) -> str:
    """The consonants of many words, one a line, from their broad sounds."""
    return _OPEN.sub("", sounds)
