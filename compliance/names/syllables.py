"""Pinyin written syllable by syllable: "Ke Ji" and "Hang Zhou" are one word each.

Only words that the tables know are joined, business words and places; the syllables of a brand
stay apart, since the alignment joins words anyway.
"""

import re
from itertools import pairwise

from compliance.names.words import is_known_pinyin

_MOST = 4
_INITIAL = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
_FINAL = (
    "a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong"
    "|u|ua|uo|uai|ui|uan|un|uang|v|ue|ve"
)
_SYLLABLE = re.compile(rf"(?:{_INITIAL})?(?:{_FINAL})")
_TWO = re.compile(r"\b[a-z]{2,6}[ -][a-z]{1,6}\b", re.IGNORECASE)


def joined(text: str) -> str:
    """The text with known words of two to four syllables written as one."""
    if not _TWO.search(text):
        return text
    words = text.replace("-", " ").split()
    syllables = [_SYLLABLE.fullmatch(word.casefold()) is not None for word in words]
    if not any(one and other for one, other in pairwise(syllables)):
        return text
    return " ".join(_join(words, syllables))


def _join(words: list[str], syllables: list[bool]) -> list[str]:
    """The longest known word first, from the left."""
    found: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(_MOST, 1, -1) if _known(words, syllables, at, n)), 1)
        found.append("".join(words[at : at + length]))
        at += length
    return found


def _known(words: list[str], syllables: list[bool], at: int, length: int) -> bool:
    whole = at + length <= len(words) and all(syllables[at : at + length])
    return whole and is_known_pinyin("".join(words[at : at + length]).casefold())
