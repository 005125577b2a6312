"""Raw text to clean text: what the eye would read, in one alphabet, and a note of what was hidden.

Order of steps, and why: compatibility forms first (full-width letters, ligatures), so that the later
steps see plain characters; then invisible and control characters, which carry no name but split
words; then look-alike letters inside one word, which only make sense while scripts are still apart.
"""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "invisible characters"
LOOK_ALIKE = "look-alike letters of another alphabet"

_JOINERS = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
_JOINERS |= dict.fromkeys([0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF])
# Letters drawn alike in Cyrillic or Greek and Latin (Unicode confusables, UTS #39, common subset).
_CYRILLIC = str.maketrans("авекмнорстухіјѕԁһԛԝёїӏ", "abekmhopctyxijsdhqwell")
_GREEK = str.maketrans("αβεηικμνορτυχωϲ", "abenikmvoptuxwc")
_LATIN_LETTER = re.compile(r"[a-zA-Z]")
_CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿԀ-ԯ]")
_GREEK_LETTER = re.compile(r"[Ͱ-Ͽ]")
_WORD = re.compile(r"\w+")


def clean(raw: str) -> tuple[str, frozenset[str]]:
    """Fold `raw` to lower-case readable text and say which tricks were found in it.

    Returns the text and a subset of {INVISIBLE, LOOK_ALIKE}. Never raises, whatever the text.
    """
    text = unicodedata.normalize("NFKC", raw)
    visible = text.translate(_JOINERS)
    flags = {INVISIBLE} if visible.strip() != text.strip() else set()
    visible = "".join(_plain(char) for char in visible).casefold()
    folded = _WORD.sub(lambda match: _one_script(match.group()), visible)
    if folded != visible:
        flags.add(LOOK_ALIKE)
    return " ".join(folded.split()), frozenset(flags)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """A control, surrogate or unassigned character becomes a space; others stay."""
    return " " if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") else char


def _one_script(word: str) -> str:
    """Fold Cyrillic or Greek look-alikes to Latin in a word that mixes the alphabets."""
    if word.isascii() or not _LATIN_LETTER.search(word):
        return word
    if _CYRILLIC_LETTER.search(word):
        return word.translate(_CYRILLIC)
    return word.translate(_GREEK) if _GREEK_LETTER.search(word) else word


def has_han(text: str) -> bool:
    """Whether any character is a Chinese one (CJK unified ideographs and extension A)."""
    return any("\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" for char in text)


def has_kana(text: str) -> bool:
    """Whether any character is Japanese hiragana or katakana."""
    return any("\u3040" <= char <= "\u30ff" for char in text)
