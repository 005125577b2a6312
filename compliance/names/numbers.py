"""Numbers in names: "No. 13", "13th", "XIII" and "thirteenth" are one number.

A number decides between sibling institutes, so it is read off before anything fuzzy happens.
"""

import re
from functools import lru_cache

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
_ONES += "fourteen fifteen sixteen seventeen eighteen nineteen".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
)
_ORDINALS += "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth".split()
_ORDINALS += ["nineteenth", "twentieth"]
_WORDS = {word: str(number) for number, word in enumerate(_ORDINALS)}
_WORDS |= {word: str(number) for number, word in enumerate(_ONES) if number > 1}
# Russian ordinals that names begin with, in the usual spellings and both genders.
_WORDS |= {
    word: str(number)
    for number, words in enumerate(
        ("pervyy pervyi pervy pervaya pervoe", "vtoroy vtoroi vtoraya", "tretiy tretii tretya"), 1
    )
    for word in words.split()
}
_ORDINAL = re.compile(r"^(?:no|nr|num)?0*(\d{1,9})(?:st|nd|rd|th|ya|y|i|oy)?$")
# II to XXXIX; "I", "V", "X" alone, "MI", "DC" and the like are too often initials or words.
_ROMAN = re.compile(r"^(x{0,3})(ix|iv|v?i{0,3})$")
# Roman numerals that are far more often a syllable or a name ("Li Xi", "Mousa Vi").
_SYLLABLES = frozenset({"vi", "xi", "vii"})
_ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_ROMAN_ONES |= {"viii": 8, "ix": 9}
MARKERS = frozenset({"no", "nr", "num", "number", "nomer"})


@lru_cache(maxsize=1 << 15)
def read_number(token: str) -> str:
    """The number a token stands for, as digits without leading zeros; empty if it is none."""
    if token in _WORDS:
        return _WORDS[token]
    if token.isalpha():  # most words
        return _read_roman(token) if len(token) > 1 else ""
    match = _ORDINAL.match(token)
    return match.group(1) if match else ""


def _read_roman(token: str) -> str:
    match = None if token.strip("xvi") else _ROMAN.match(token)
    if not match or token in _SYLLABLES:
        return ""
    return str(10 * len(match.group(1)) + _ROMAN_ONES[match.group(2)])
