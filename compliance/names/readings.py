"""Other ways to read an asked name: typed without its spaces, or Chinese with several meanings.

"ServiceCo" may be "Service Co" and "UNIVISASA" may be "UNIVISA SA"; "Hang Zhou" is Hangzhou, and
长江 may be Changjiang or Yangtze. List names are taken as published; only the question is read in
more than one way, and the best reading counts.
"""

import re
import string

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
_SYLLABLES = re.compile(r"^(da|de|di|la|le|li|al|el|an|du|do) ?(?=[a-z]{2,5}\b)", re.IGNORECASE)


def readings(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    texts = [
        raw,
        _CAMEL.sub(" ", raw),
        _GLUED_FORM.sub(" ", raw) if _may_end_glued(raw) else raw,
        _FORM_GLUED_ON.sub(r"\g<0> ", raw),
        syllables.joined(raw),
        _FORM_IN_FULL.sub(_spaced, raw),
        _SYLLABLES.sub(r"\1", raw),
    ]
    if has_han(raw) and not has_kana(raw):
        texts += chinese.other_texts(raw)
    if _HANGUL.search(raw):
        texts.append(ascii_text(raw))  # the South spells sounds otherwise than the North
    found = {text: prepare(text) for text in texts}
    if len(found) == 1:
        return (found[raw],)
    return tuple({name.tokens + name.legal: name for name in reversed(found.values())}.values())[
        ::-1
    ]


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
