"""Words written without their vowels: how they are marked, and what of them can be compared.

Arabic, Persian and Hebrew leave short vowels out, so "mhndsə" may be mohandes or muhandis. Such a
word ends with `MARK` and meets a Latin word by its consonants, in classes wide enough for every
usual transliteration of the letter behind them (q, gh, kh, g and k are one class).
"""

import re
from functools import lru_cache

MARK = "ə"
"""A vowel that nobody wrote. Text in Latin letters never has it: it is spelled "a" there."""

_CLASSES = (
    (re.compile(r"tch|sch|ch|sh|zh|ts|tz|ss|z|c(?=[eiy])"), "s"),
    (re.compile(r"dzh|dj|dg|j"), "j"),
    (re.compile(r"ck|kh|gh|q|g|c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"p"), "b"),
    (re.compile(r"(.)\1"), r"\1"),
)
# Letters that write a long vowel in such scripts, and the Latin vowels they may stand for.
_LONG_VOWELS = (
    (re.compile(r"[ouwv]+"), "w"),
    (re.compile(r"[eiy]+"), "y"),
    (re.compile(r"a+"), "a"),
)
_SILENT_LETTER = re.compile(
    r"^(?=[eiou])", re.MULTILINE
)  # a vowel can begin a word there only after an alif
_OPEN = re.compile(r"(?<!^)[way]|(?<=.)h$", re.MULTILINE)


def is_vowelless(word: str) -> bool:
    """Whether short vowels were not written, so that only consonants can be compared."""
    return MARK in word


@lru_cache(maxsize=1 << 14)
def sounds(word: str) -> str:
    """Consonants in classes of sound; vowels as the letters that would write them, if long."""
    return sounds_of_lines(word)


@lru_cache(maxsize=1 << 14)
def consonants(word: str) -> str:
    """The consonants in classes of sound, after "a" for a first vowel; vowels in between go.

    The letters w, v and y are dropped too, since Arabic writes long vowels with them, and so is
    a last h, which stands for a mere ending.
    """
    return consonants_of_lines(word)


def sounds_of_lines(text: str) -> str:
    """The sounds of many words, one a line: much faster than word by word."""
    text = _SILENT_LETTER.sub("a", text.replace(MARK, ""))
    for pattern, letter in (*_CLASSES, *_LONG_VOWELS):
        text = pattern.sub(letter, text)
    return text


def consonants_of_lines(text: str) -> str:
    """The consonants of many words, one a line."""
    return _OPEN.sub("", sounds_of_lines(text))
