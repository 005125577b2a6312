"""Other ways to read an asked name: typed without its spaces, or Chinese with several meanings.

"ServiceCo" may be "Service Co" and "UNIVISASA" may be "UNIVISA SA"; "Hang Zhou" is Hangzhou, and
长江 may be Changjiang or Yangtze. List names are taken as published; only the question is read in
more than one way, and the best reading counts.
"""

import re
import string
from collections.abc import Iterator

from rigour.text.translit import ascii_text

from compliance.names import chinese, syllables
from compliance.names.prepare import PreparedName, prepare
from compliance.names.text import has_han, has_kana

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
# A syllable that is a linking word elsewhere: "Da Hua Technology".
_HANGUL = re.compile("[가-힣]")
_PARTICLES = frozenset("da de di la le li al el an du do".split())
_SYLLABLES = re.compile(r"^(da|de|di|la|le|li|al|el|an|du|do) ?(?=[a-z]{2,5}\b)", re.IGNORECASE)


def readings(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    texts = [text for text in _texts(raw) if text != raw]
    if not texts:
        return (prepare(raw),)
    found = [prepare(text) for text in dict.fromkeys((raw, *texts))]
    return tuple({name.tokens + name.legal: name for name in reversed(found)}.values())[::-1]


def _texts(raw: str) -> Iterator[str]:
    """The text read in other ways, many of them as it stands; searched where it can be so."""
    yield _CAMEL.sub(" ", raw)
    if _may_end_glued(raw):
        yield _GLUED_FORM.sub(" ", raw)
    if any(form in raw for form in _FORMS_BEFORE):
        yield _FORM_GLUED_ON.sub(r"\g<0> ", raw)
    yield syllables.joined(raw)
    yield _FORM_IN_FULL.sub(_spaced, raw)
    if raw[:2].lower() in _PARTICLES or not raw.isascii():
        yield _SYLLABLES.sub(r"\1", raw)
    if not raw.isascii():
        yield from _texts_of_scripts(raw)


def _texts_of_scripts(raw: str) -> Iterator[str]:
    """Other texts of names in Chinese and Korean."""
    if has_han(raw) and not has_kana(raw):
        yield from chinese.other_texts(raw)
    if _HANGUL.search(raw):
        yield ascii_text(raw)  # the South spells sounds otherwise than the North


def _may_end_glued(raw: str) -> bool:
    """Whether the last word is longer than a form and ends like one: looked at before searching."""
    end = raw.lower().rstrip(_SIGNS)
    if not raw.isascii():
        return True
    return end.endswith(_LAST_LETTERS) and not end.endswith(_APART)


def _spaced(match: re.Match[str]) -> str:
    """A form that was written as one word, in its words."""
    form = match.group(1).casefold()
    for joined, apart in _WORDS_OF_FORMS:
        form = form.replace(joined, apart)
    return f"{form} "
