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
from itertools import pairwise

from msgspec.structs import replace

from compliance.names import chinese
from compliance.names.clean import has_han, has_kana
from compliance.names.mojibake import repair_mojibake
from compliance.names.prepare import PreparedName, prepare_name
from compliance.names.respelling import respell_by_language
from compliance.names.transliterate import spell_ascii
from compliance.names.vocabulary import is_known_pinyin

_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])")
_LAST = (
    r"(?:incorporated|corporation|company|limited|private|pte|fze|fzco|fzc|dmcc|srl|s\.r\.l\.|sarl"
    r"|gmbh|llc|jsc|pjsc|inc|ltd|ltda|corp|plc|ooo|sac|s\.a\.|co|sa|ag)\W*$"
)
_GLUED_FORM = re.compile(rf"(?<=\w{{4}})(?={_LAST})", re.IGNORECASE)
# How such a name ends, in lower case and without the signs behind it.
_LAST_LETTERS = tuple(
    "incorporated corporation company limited private pte fze fzco fzc dmcc srl s.r.l sarl gmbh "
    "llc jsc inc ltd ltda corp plc ooo sac s.a co sa ag".split()
)
_APART = tuple(f" {form}" for form in _LAST_LETTERS)
_SIGNS = string.punctuation.replace("_", "") + string.whitespace
# The form written before the name: "OJSCSovfracht", "UABFLAVOUR LABS".
_FORM_GLUED_ON = re.compile(
    r"\b(OOO|OAO|ZAO|PAO|LLC|JSC|UAB|TOO|OYJ|KFT|OJSC|PJSC|CJSC|FSUE|FGUP|GMBH|LIMITED LIABILITY "
    r"COMPANY|JOINT STOCK COMPANY)(?=[A-Z]\w{3})|\b(AO|OY|AB)(?=[A-Z][a-z]{3})"
)
# One of them is in every form above: looked for before searching.
_FORMS_BEFORE = tuple("OOO AO LLC JSC UAB TOO OY KFT FSUE FGUP GMBH COMPANY AB".split())
# A form in full at the beginning of a name that is one word: what follows is the name.
_FORM_IN_FULL = re.compile(
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
_DIGIT_IN_WORD = re.compile(
    r"(?<=[^\W\d_]{3})[013458](?=[^\W\d_])|(?<=[^\W\d_])[013458](?=[^\W\d_]{4})"
)
_DIGITS_AS_LETTERS = tuple(str.maketrans("013458", letters) for letters in ("oieasb", "oleasb"))
# The seat behind the form, as firms of Slovenia, Croatia and Serbia write it: "SIS d.o.o. Trzin".
_SEAT = re.compile(
    r"(?<=\w )(?:d\. ?o\. ?o\.?|doo|d\. ?d\.|a\. ?d\.)(?=,? +[^\W\d_]{3,}\W*$)", re.IGNORECASE
)
# A syllable that is a linking word elsewhere: "Da Hua Technology".
_HANGUL = re.compile("[가-힣]")
_PARTICLES = frozenset("da de di la le li al el an du do".split())
_PARTICLE_SYLLABLE = re.compile(
    r"^(da|de|di|la|le|li|al|el|an|du|do) ?(?=[a-z]{2,5}\b)", re.IGNORECASE
)


def read_alternatives(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    texts = [text for text in _list_texts(raw) if text != raw]
    if not texts:
        return (prepare_name(raw),)
    found = [_read_as(text, raw) for text in dict.fromkeys((raw, *texts))]
    return tuple({name.tokens + name.legal: name for name in reversed(found)}.values())[::-1]


def _read_as(text: str, raw: str) -> PreparedName:
    """A reading; one of Korean letters in Latin ones still tells what was written."""
    name = prepare_name(text)
    return replace(name, raw=raw) if text.isascii() and _HANGUL.search(raw) else name


def _list_texts(raw: str) -> Iterator[str]:
    """The text read in other ways, many of them as it stands; searched where it can be so."""
    yield _CAMEL.sub(" ", raw)
    if _may_end_glued(raw):
        yield _GLUED_FORM.sub(" ", raw)
    if any(form in raw for form in _FORMS_BEFORE):
        yield _FORM_GLUED_ON.sub(r"\g<0> ", raw)
    yield join_syllables(raw)
    yield _FORM_IN_FULL.sub(_space_form, raw)
    if raw[:2].lower() in _PARTICLES or not raw.isascii():
        yield _PARTICLE_SYLLABLE.sub(r"\1", raw)
    if _DIGIT_IN_WORD.search(raw):
        yield from (_spell_digits(raw, letters) for letters in _DIGITS_AS_LETTERS)
    if seat := _SEAT.search(raw):
        yield raw[: seat.end()]
    yield from respell_by_language(raw)
    if not raw.isascii():
        yield from _list_native_texts(raw)


def _spell_digits(raw: str, letters: Mapping[int, int | str | None]) -> str:
    """The text with letters for the digits amid words."""
    return _DIGIT_IN_WORD.sub(lambda digit: digit.group().translate(letters), raw)


def _list_native_texts(raw: str) -> Iterator[str]:
    """Other texts of names in Chinese and Korean, and of damaged ones."""
    yield repair_mojibake(raw)
    if has_han(raw) and not has_kana(raw):
        yield from chinese.rewrite_ambiguous_words(raw)
    if _HANGUL.search(raw):
        yield spell_ascii(raw)  # the South spells sounds otherwise than the North


def _may_end_glued(raw: str) -> bool:
    """Whether the last word is longer than a form and ends like one: looked at before searching."""
    end = raw.lower().rstrip(_SIGNS)
    if not raw.isascii():
        return True
    return end.endswith(_LAST_LETTERS) and not end.endswith(_APART)


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
_SYLLABLE = re.compile(rf"(?:{_INITIAL})?(?:{_FINAL})")
_TWO = re.compile(r"\b[a-z]{2,6}[ -][a-z]{1,6}\b", re.IGNORECASE)


def join_syllables(text: str) -> str:
    """The text with known words of two to four syllables written as one."""
    if not _TWO.search(text):
        return text
    words = text.replace("-", " ").split()
    syllables = [_SYLLABLE.fullmatch(word.casefold()) is not None for word in words]
    if not any(one and other for one, other in pairwise(syllables)):
        return text
    return " ".join(_join_known(words, syllables))


def _join_known(words: list[str], syllables: list[bool]) -> list[str]:
    """The longest known word first, from the left."""
    found: list[str] = []
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(_MOST_SYLLABLES, 1, -1) if _is_known_run(words, syllables, at, n)), 1
        )
        found.append("".join(words[at : at + length]))
        at += length
    return found


def _is_known_run(words: list[str], syllables: list[bool], at: int, length: int) -> bool:
    whole = at + length <= len(words) and all(syllables[at : at + length])
    return whole and is_known_pinyin("".join(words[at : at + length]).casefold())
