"""Other ways to read an asked name: typed without its spaces, or Chinese with several meanings.

"ServiceCo" may be "Service Co" and "UNIVISASA" may be "UNIVISA SA"; "Hang Zhou" is Hangzhou, and
长江 may be Changjiang or Yangtze. List names are taken as published; only the question is read in
more than one way, and the best reading counts.
"""

import re

from compliance.names import chinese, syllables
from compliance.names.prepare import PreparedName, prepare
from compliance.names.text import has_han, has_kana

_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])")
_GLUED_FORM = re.compile(
    r"(?<=\w{4})(?=(?:corporation|company|limited|private|pte|srl|s\.r\.l\.|sarl|gmbh|llc|jsc|pjsc|inc|ltd|ltda|corp|plc|ooo|sac|s\.a\.|co|sa|ag)\W*$)",
    re.IGNORECASE,
)
# The form written before the name: "OJSCSovfracht", "UABFLAVOUR LABS".
_FORM_GLUED_ON = re.compile(
    r"\b(OOO|OAO|ZAO|PAO|LLC|JSC|UAB|TOO|OYJ|KFT|OJSC|PJSC|CJSC|FSUE|FGUP|GMBH|LIMITED LIABILITY "
    r"COMPANY|JOINT STOCK COMPANY)(?=[A-Z]\w{3})|\b(AO|OY|AB)(?=[A-Z][a-z]{3})"
)
# A syllable that is a linking word elsewhere: "Da Hua Technology".
_SYLLABLES = re.compile(r"^(da|de|di|la|le|li|al|el|an|du|do) ?(?=[a-z]{2,5}\b)", re.IGNORECASE)


def readings(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    texts = [
        raw,
        _CAMEL.sub(" ", raw),
        _GLUED_FORM.sub(" ", raw),
        _FORM_GLUED_ON.sub(r"\g<0> ", raw),
        syllables.joined(raw),
        _SYLLABLES.sub(r"\1", raw),
    ]
    if has_han(raw) and not has_kana(raw):
        texts += chinese.other_texts(raw)
    found = {text: prepare(text) for text in texts}
    return tuple({name.tokens + name.legal: name for name in reversed(found.values())}.values())[
        ::-1
    ]
