"""Raw text to clean text: what the eye would read, in one alphabet, and a note of what was hidden.

Order of steps, and why: compatibility forms first (full-width letters, ligatures), so that the
later steps see plain characters; then invisible and control characters, which carry no name but
split words; then look-alike letters inside one word, which only make sense while scripts are still
apart and capitals still look like capitals; then case.
"""

import re
import string
import unicodedata
from functools import lru_cache

from compliance.model.text_pattern import TextPattern

INVISIBLE = "invisible characters"
LOOK_ALIKE = "look-alike letters of another alphabet"

# Characters without a shape of their own that are not of category Cf: fillers, variation selectors.
_FILLERS = frozenset("\u034f\u115f\u1160\u3164\uffa0") | {chr(at) for at in range(0xFE00, 0xFE10)}
# Letters drawn alike in Cyrillic or Greek and Latin (Unicode confusables, UTS #39, common subset).
_CYRILLIC_FORMS, _CYRILLIC_AS = "авекмнорстухіјѕԁһԛԝёїӏ", "abekmhopctyxijsdhqwell"
_CYRILLIC = str.maketrans(_CYRILLIC_FORMS + _CYRILLIC_FORMS.upper(), _CYRILLIC_AS * 2)
# Greek capitals and small letters look like different Latin ones: Η like H, η like n.
_GREEK = str.maketrans("αβεηικμνορτυχωϲΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abenikmvoptuxwcabezhikmnoptyx")
# The same the other way round, for a Latin letter that slipped into a Cyrillic word.
_LATIN_FORMS, _LATIN_AS = "abcehijkmopstxyABCEHIJKMOPSTXY", "авсеніјкморѕтхуАВСЕНІЈКМОРЅТХУ"
_LATIN = str.maketrans(_LATIN_FORMS, _LATIN_AS)
_LATIN_LETTER = TextPattern(r"[a-zA-Z]")
_CYRILLIC_LETTER = TextPattern(r"[Ѐ-ӿԀ-ԯ]")
_GREEK_LETTER = TextPattern(r"[Ͱ-Ͽ]")
_OTHER_LETTER = TextPattern(r"[Ͱ-ϿЀ-ԯ]")
_FIRST_HAN, _FIRST_HANGUL = "\u3400", "\uac00"
_KANA = TextPattern("[\u3040-\u30ff]")
# A character as web pages write it: "O&#039;Connor".
_ENTITY = TextPattern(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_WORD = TextPattern(r"\w+")
_GOING = "$'.^`"
_SIGNS = str.maketrans(
    {chr(sign): None if chr(sign) in _GOING else " " for sign in range(128)}
    | {sign: sign for sign in string.ascii_letters + string.digits}
)


_NO_FLAGS: frozenset[str] = frozenset()


def clean_text(raw: str) -> tuple[str, frozenset[str]]:
    """Fold `raw` to lower-case readable text and say which tricks were found in it.

    Returns the text and a subset of {INVISIBLE, LOOK_ALIKE}. Never raises, whatever the text.
    """
    if "&" in raw and _ENTITY.search(raw):
        import html  # late: its table is large, and few names have such characters

        raw = _ENTITY.sub(lambda match: html.unescape(match.group()), raw)
    if raw.isascii() and raw.isprintable():  # most names: nothing can be hidden in them
        return " ".join(raw.casefold().split()), _NO_FLAGS
    flags: set[str] = set()
    text = unicodedata.normalize("NFKC", raw)
    if not text.isprintable() or not _FILLERS.isdisjoint(text):
        plain = [_show_char(char) for char in text]
        flags |= {INVISIBLE} if "" in plain else set()
        text = "".join(plain)
    if _LATIN_LETTER.search(text) and _OTHER_LETTER.search(text):
        folded = _WORD.sub(_fold_look_alikes, text)
        flags |= {LOOK_ALIKE} if folded != text else set()
        text = folded
    return " ".join(text.casefold().split()), frozenset(flags) if flags else _NO_FLAGS


@lru_cache(maxsize=4096)
def _show_char(char: str) -> str:
    """Invisible characters go; control, surrogate and unassigned ones become a space."""
    category = unicodedata.category(char)
    if category == "Cf" or char in _FILLERS:
        return ""
    return " " if category in ("Cc", "Cs", "Cn", "Co") else char


def _fold_look_alikes(match: re.Match[str]) -> str:
    """Fold the look-alikes in a word that mixes the alphabets, mostly to Latin letters.

    A word with a letter that only Cyrillic has, and none that only Latin has, is Cyrillic.
    """
    word = match.group()
    if word.isascii() or not _LATIN_LETTER.search(word):
        return word
    if _CYRILLIC_LETTER.search(word):
        latin, cyrillic = word.translate(_CYRILLIC), word.translate(_LATIN)
        is_latin = not _CYRILLIC_LETTER.search(latin) or _LATIN_LETTER.search(cyrillic)
        return latin if is_latin else cyrillic
    return word.translate(_GREEK) if _GREEK_LETTER.search(word) else word


def split_words(text: str) -> list[str]:
    """The words of a clean text in ASCII letters: signs part words, but for a few that go.

    So "S.p.A." and "O'Neill" are one word each.
    """
    return text.translate(_SIGNS).split()


def has_han(text: str) -> bool:
    """Whether any character is a Chinese one (CJK unified ideographs and extension A)."""
    if text.isascii() or max(text) < _FIRST_HAN:  # as most other letters are
        return False
    return any(_FIRST_HAN <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" for char in text)


def has_hangul(text: str) -> bool:
    """Whether any character is a Korean syllable."""
    if text.isascii() or max(text) < _FIRST_HANGUL:
        return False
    return any(_FIRST_HANGUL <= char <= "\ud7a3" for char in text)


def has_kana(text: str) -> bool:
    """Whether any character is Japanese hiragana or katakana."""
    return not text.isascii() and _KANA.search(text) is not None
