"""A share in per cent as a text says it: the least and the most that it can be.

    60, 60 %, 38,88     that share
    >=50, at least 50   that or more        <25, up to 25    that or less
    45-60               between the two     minority         more than nothing, less than half
    majority            half or more        unknown, empty   anything

A number up to 1 without a per cent sign is either: workbooks keep 60 % as 0.6. It counts as
anything between the two. So does a text that cannot be read: it may be any share.
"""

import re
from decimal import Decimal

from msgspec import Struct

WHOLE = Decimal(100)
HALF = Decimal(50)
_NONE = Decimal(0)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,12})?"
_ALONE = re.compile(_NUMBER)
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<exact>{_NUMBER})",
        rf"(?P<low>{_NUMBER})(?:-|–|to|bis|à)+(?P<high>{_NUMBER})",
        rf"(?:>=|≥|=>|>|atleast|min\.?|mindestens|morethan|over|ab)(?P<low>{_NUMBER})",
        rf"(?:<=|≤|=<|atmost|upto|max\.?|höchstens|bis)(?P<high>{_NUMBER})",
        rf"(?:<|below|under|lessthan|unter)(?P<below>{_NUMBER})",
    )
]
"""What a share is written as; the first that fits holds."""
_WORDS = {
    "minority": "minority",
    "minderheit": "minority",
    "minoritaire": "minority",
    "majority": "majority",
    "mehrheit": "majority",
    "majoritaire": "majority",
    "wholly": "all",
    "all": "all",
}
_NOT_KNOWN = frozenset({"", "?", "-", "unknown", "unbekannt", "inconnu", "n/a", "na", "k.a."})


class Share(Struct, frozen=True, kw_only=True):
    """What one party can hold of another, in per cent of the whole."""

    low: Decimal
    high: Decimal
    below: bool = False
    """Whether `high` itself is too much: a minority is less than 50."""
    written: str = ""
    """The text, where it could not be read or can be read in two ways."""

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def words(self) -> str:
        """As a reader says it: `38.88 %`, `at least 50 %`, `an unknown share`."""
        least = f"at least {write_per_cent(self.low)}"
        most = f"{'less than' if self.below else 'at most'} {write_per_cent(self.high)}"
        if self.exact:
            said = write_per_cent(self.low)
        elif self.high == WHOLE:
            said = least if self.low else "an unknown share"
        else:
            said = f"{least} and {most}" if self.low else most
        return f"{said} (written as “{self.written}”)" if self.written else said


UNKNOWN = Share(low=_NONE, high=WHOLE)
NAMED = {
    "minority": Share(low=_NONE, high=HALF, below=True),
    "majority": Share(low=HALF, high=WHOLE),
    "all": Share(low=WHOLE, high=WHOLE),
}


def write_per_cent(number: Decimal) -> str:
    """`38.88 %`, without needless noughts."""
    text = f"{number:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def read_share(text: str) -> Share:
    """The share that a text says; what cannot be read may be any."""
    bare = "".join(text.casefold().split())
    plain = bare.replace("%", "").replace("percent", "").replace("prozent", "")
    if plain in _NOT_KNOWN:
        return UNKNOWN
    found = NAMED.get(_WORDS.get(plain, ""))
    if form := next(filter(None, (form.fullmatch(plain) for form in _FORMS)), None):
        said = {key: Decimal(number.replace(",", ".")) for key, number in form.groupdict().items()}
        low, high = said.get("low", _NONE), said.get("high", said.get("below", WHOLE))
        found = Share(
            low=said.get("exact", low), high=said.get("exact", high), below="below" in said
        )
    if found is None or not found.low <= found.high <= WHOLE:
        return Share(low=_NONE, high=WHOLE, written=text.strip())
    ambiguous = plain == bare and found.exact and _NONE < found.low <= 1
    if ambiguous:
        return Share(low=found.low, high=found.low * WHOLE, written=text.strip())
    return found


def is_plain(text: str) -> bool:
    """Whether a text is one number and nothing else, but for a per cent sign."""
    return bool(_ALONE.fullmatch("".join(text.replace("%", "").split())))
