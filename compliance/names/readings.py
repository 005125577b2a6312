"""Other ways to read an asked name that was typed without its spaces.

"ServiceCo" may be "Service Co" and "UNIVISASA" may be "UNIVISA SA". List names are taken as
published; only the question is read in more than one way, and the best reading counts.
"""

import re

from compliance.names.prepare import PreparedName, prepare

_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])")
_GLUED_FORM = re.compile(
    r"(?<=\w{4})(?=(?:corporation|company|limited|private|pte|srl|s\.r\.l\.|sarl|gmbh|llc|jsc|pjsc|inc|ltd|ltda|corp|plc|ooo|sac|s\.a\.|co|sa|ag)\W*$)",
    re.IGNORECASE,
)


def readings(raw: str) -> tuple[PreparedName, ...]:
    """The name as written first, then other readings of it, without repeats."""
    texts = (raw, _CAMEL.sub(" ", raw), _GLUED_FORM.sub(" ", raw))
    found = {text: prepare(text) for text in texts}
    return tuple({name.tokens + name.legal: name for name in reversed(found.values())}.values())[
        ::-1
    ]
