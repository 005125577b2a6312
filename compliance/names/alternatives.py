"""Other ways to read an asked name: typed without its spaces, or Chinese with several meanings.

"ServiceCo" may be "Service Co" and "UNIVISASA" may be "UNIVISA SA"; "Elektronprib0r" has an O,
"SIS d.o.o. Trzin" names its seat and "DÃ¼rr" is Dürr; "Hang Zhou" is Hangzhou, and 长江 may be
Changjiang or Yangtze. List names are taken as published; only the question is read in more than
one way, and the best reading counts.

Pinyin written syllable by syllable ("Ke Ji", "Hang Zhou") is joined where the tables know the word,
a business word or a place; the syllables of a brand stay apart, since the alignment joins words
anyway.
"""

import re
import string
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from compliance.model.text_pattern import TextPattern
from compliance.names import chinese
from compliance.names.clean import has_han, has_hangul, has_kana
from compliance.names.mojibake import repair_mojibake
from compliance.names.prepare import PreparedName, prepare_name
from compliance.names.respelling import may_be_respelled, respell_by_language
from compliance.names.transliterate import LAST_LATIN, spell_ascii
from compliance.names.vocabulary import is_known_pinyin

_CAMEL = TextPattern(r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])")
_LAST = tuple(
    "incorporated corporation company limited private pte fze fzco fzc dmcc srl s.r.l. sarl gmbh "
    "llc jsc pjsc inc ltd ltda corp plc ooo sac s.a. co sa ag".split()
)
_GLUED_FORM = TextPattern(
    rf"(?<=\w{{4}})(?=(?:{'|'.join(map(re.escape, _LAST))})\W*$)", re.IGNORECASE
)
# How such a name ends, in lower case and without the signs behind it.
_LAST_LETTERS = tuple(form.rstrip(".") for form in _LAST)
_APART = tuple(f" {form}" for form in _LAST_LETTERS)
_SIGNS = string.punctuation.replace("_", "") + string.whitespace
# The form written before the name: "OJSCSovfracht", "UABFLAVOUR LABS".
_FORM_GLUED_ON = TextPattern(
    r"\b(OOO|OAO|ZAO|PAO|LLC|JSC|UAB|TOO|OYJ|KFT|OJSC|PJSC|CJSC|FSUE|FGUP|GMBH|LIMITED LIABILITY "
    r"COMPANY|JOINT STOCK COMPANY)(?=[A-Z]\w{3})|\b(AO|OY|AB)(?=[A-Z][a-z]{3})"
)
# A form in full at the beginning of a name that is one word: what follows is the name.
_FORM_IN_FULL = TextPattern(
    r"^\W*((?:(?:open|public|closed)?jointstock|limitedliability)company|aktsionernoeobsh?chestvo"
    r"|obsh?chestvosogranichenno[iy]otvetstvennost[yi]u)(?=\w{3})",
    re.IGNORECASE,
)
_WORDS_OF_FORMS = (
    ("jointstock", "joint stock "),
    ("limitedliability", "limited liability "),
    ("aktsionernoe", "aktsionernoe "),
    ("sogranichenno", " s ogranichenno"),
    ("otvetstvennost", " otvetstvennost"),
)
# A digit amid the letters of a word, as in "Elektronprib0r", and the letters that it stands for.
_DIGIT_IN_WORD = TextPattern(
    r"(?<=[^\W\d_]{3})[013458](?=[^\W\d_])|(?<=[^\W\d_])[013458](?=[^\W\d_]{4})"
)
_DIGITS_AS_LETTERS = tuple(str.maketrans("013458", letters) for letters in ("oieasb", "oleasb"))
# The seat behind the form, as firms of Slovenia, Croatia and Serbia write it: "SIS d.o.o. Trzin".
_SEAT = TextPattern(
    r"(?<=\w )(?:d\. ?o\. ?o\.?|doo|d\. ?d\.|a\. ?d\.)(?=,? +[^\W\d_]{3,}\W*$)", re.IGNORECASE
)
# What the short form of one begins with, or a part of it.
_SEAT_BEHIND = ("d.", "doo", "a.d")
# A syllable that is a linking word elsewhere: "Da Hua Technology".
_PARTICLE_SYLLABLE = TextPattern(
    r"^(da|de|di|la|le|li|al|el|an|du|do) (?=[a-z]{2,5}\b)", re.IGNORECASE
)


def read_alternatives(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    if _is_read_one_way(raw):
        return (prepare_name(raw),)
    texts = [text for text in _list_texts(raw) if text != raw]
    names = [prepare_name(raw)]
    for text in dict.fromkeys(texts):
        name = prepare_name(text)
        # A reading of Korean letters in Latin ones still says what was written.
        names.append(replace(name, raw=raw) if text.isascii() and has_hangul(raw) else name)
    return tuple({name.tokens + name.legal: name for name in reversed(names)}.values())[::-1]


_ONE_WAY, _IN_A_ROW, _OTHERWISE = range(3)
"""How a word may be read: as it stands, with a neighbour of its kind as one word, or otherwise."""


def _is_read_one_way(raw: str) -> bool:
    """Whether nothing in a text gives it another reading: mostly none of its words does."""
    ways = [*map(_find_way, raw.split())]
    if _OTHERWISE in ways or not raw.isprintable() or _PARTICLE_SYLLABLE.match(raw):
        return False
    return not any(ways) or not any(one and other for one, other in pairwise(ways))


@lru_cache(maxsize=1 << 15)
def _find_way(word: str) -> int:
    """How a word may be read, told once a word: whatever `_list_texts` changes stands in one."""
    lower, is_letters = word.casefold(), word.rstrip(".,").isalpha()
    is_plain = is_letters and lower[1:] == word[1:]  # "Alpha", "beta,"
    if (
        (not word.isascii() and (max(word) > LAST_LATIN or repair_mojibake(word) != word))
        or (not is_plain and _CAMEL.search(word))
        # "Company" is glued on behind "joint stock" and the like only.
        or (not is_plain and _FORM_GLUED_ON.search(f"JOINT STOCK {word}"))
        or (_ends_in_form(word) and _GLUED_FORM.search(word))
        or _FORM_IN_FULL.match(word)
        or (not is_letters and _DIGIT_IN_WORD.search(word))
        or lower.startswith(_SEAT_BEHIND)
        or may_be_respelled(lower)
        or ("-" in word and any(map(_SYLLABLE.fullmatch, lower.split("-"))))
    ):
        return _OTHERWISE
    return _IN_A_ROW if len(word) <= _LONGEST_SYLLABLE and _SYLLABLE.fullmatch(lower) else _ONE_WAY


def _ends_in_form(raw: str) -> bool:
    """Whether a text may end in a form that is glued to the word before."""
    end = raw.lower().rstrip(_SIGNS)
    if not raw.isascii():
        return end[-1:].isascii() or not end[-1:].isalnum()
    return end.endswith(_LAST_LETTERS) and not end.endswith(_APART)


def _list_texts(raw: str) -> Iterator[str]:
    """The text read in other ways, many of them as it stands; searched where it can be so."""
    yield _CAMEL.sub(" ", raw)
    if _ends_in_form(raw):
        yield _GLUED_FORM.sub(" ", raw)
    yield _FORM_GLUED_ON.sub(r"\g<0> ", raw)
    yield join_syllables(raw)
    yield _FORM_IN_FULL.sub(_space_form, raw)
    yield _PARTICLE_SYLLABLE.sub(r"\1", raw)
    if _DIGIT_IN_WORD.search(raw):
        yield from (_spell_digits(raw, letters) for letters in _DIGITS_AS_LETTERS)
    if seat := _SEAT.search(raw):
        yield raw[: seat.end()]
    yield from respell_by_language(raw)
    yield repair_mojibake(raw)
    if has_han(raw) and not has_kana(raw):
        yield from chinese.rewrite_ambiguous_words(raw)
    if has_hangul(raw):
        yield spell_ascii(raw)  # the South spells sounds otherwise than the North


def _spell_digits(raw: str, letters: Mapping[int, int | str | None]) -> str:
    """The text with letters for the digits amid words."""
    return _DIGIT_IN_WORD.sub(lambda digit: digit.group().translate(letters), raw)


def _space_form(match: re.Match[str]) -> str:
    """A form that was written as one word, in its words."""
    form = match.group(1).casefold()
    for joined, apart in _WORDS_OF_FORMS:
        form = form.replace(joined, apart)
    return f"{form} "


# --- Pinyin in syllables ----------------------------------------------------------------------

_MOST_SYLLABLES = 4
_INITIAL = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
_FINAL = (
    "a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong"
    "|u|ua|uo|uai|ui|uan|un|uang|v|ue|ve"
)
_SYLLABLE = TextPattern(rf"(?:{_INITIAL})?(?:{_FINAL})")
_LONGEST_SYLLABLE = 6
"""As in "zhuang"."""
_TWO = TextPattern(r"\b[a-z]{2,6}[ -][a-z]{1,6}\b", re.IGNORECASE)


def join_syllables(text: str) -> str:
    """The text with known words of two to four syllables written as one, the longest first."""
    if not _TWO.search(text):
        return text
    words = text.replace("-", " ").split()
    syllables = [_SYLLABLE.fullmatch(word.casefold()) is not None for word in words]
    if not any(first and second for first, second in pairwise(syllables)):
        return text
    joined: list[str] = []
    at = 0
    while at < len(words):
        lengths = range(min(_MOST_SYLLABLES, len(words) - at), 1, -1)
        runs = {n: "".join(words[at : at + n]) for n in lengths if all(syllables[at : at + n])}
        known = (n for n, run in runs.items() if is_known_pinyin(run.casefold()))
        length = next(known, 1)
        joined.append("".join(words[at : at + length]))
        at += length
    return " ".join(joined)
