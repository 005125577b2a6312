"""Numbers in names: "No. 13", "13th", "XIII" and "thirteenth" are one number.

A number decides between sibling institutes, so it is read off before anything fuzzy happens.
"""

from collections.abc import Sequence

from compliance.model.text_pattern import TextPattern

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
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_UNITS = {word: int(number) for word, number in _WORDS.items() if 0 < int(number) < 10}
_UNITS |= {"one": 1}
_ORDINAL = TextPattern(r"^(?:no|nr|num)?0*(\d{1,9})(?:st|nd|rd|th|ya|y|i|oy)?$")
# II to XXXIX; "I", "V", "X" alone, "MI", "DC" and the like are too often initials or words.
_ROMAN = TextPattern(r"^(x{0,3})(ix|iv|v?i{0,3})$")
# Roman numerals that are far more often a syllable or a name ("Li Xi", "Mousa Vi").
_SYLLABLES = frozenset({"vi", "xi", "vii"})
_ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_ROMAN_ONES |= {"viii": 8, "ix": 9}
MARKERS = frozenset({"no", "nr", "num", "number", "nomer"})


def join_tens(words: Sequence[str]) -> list[str]:
    """The words with "forty four" and "twenty first" as digits; "forty" alone is a word."""
    if _TENS.keys().isdisjoint(words):
        return list(words)
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _TENS and word in _UNITS:
            joined[-1] = str(_TENS[joined[-1]] + _UNITS[word])
        else:
            joined.append(word)
    return joined


def may_be_number(word: str) -> bool:
    """Whether a word is a number, a part of one, or stands before one."""
    return word in _TENS or word in MARKERS or bool(read_number(word))


def read_number(token: str) -> str:
    """The number a token stands for, as digits without leading zeros; empty if it is none."""
    if token in _WORDS:
        return _WORDS[token]
    if not token.isalpha():
        match = _ORDINAL.match(token)
        return match.group(1) if match else ""
    if len(token) < 2 or token.strip("xvi") or token in _SYLLABLES:  # most words
        return ""
    roman = _ROMAN.match(token)
    return str(10 * len(roman.group(1)) + _ROMAN_ONES[roman.group(2)]) if roman else ""
