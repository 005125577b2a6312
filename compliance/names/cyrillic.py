"""Cyrillic to Latin letters as registries and lists spell it (BGN/PCGN), language by language.

The same letter sounds otherwise in Ukrainian (г is h, и is y) or Serbian (х is h, ц is c); letters
that only one language has tell which it is, and Russian is taken where none does.
"""

import re

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
# Letters of the other languages in Cyrillic script (Ukrainian, Kazakh, Tajik, Serbian, ...).
_RUSSIAN |= dict(zip("іїєґўәғқңөұүһ", "i yi ye g u a g k n o u u h".split(), strict=True))
_RUSSIAN |= dict(zip("ҷҳӣӯђјљњћџѓѕќ", "j h i u dj j lj nj c dz g dz k".split(), strict=True))
_UKRAINIAN = _RUSSIAN | {"г": "h", "и": "y"}
_BELARUSIAN = _RUSSIAN | {"г": "h"}
_SERBIAN = _RUSSIAN | {"х": "h", "ц": "c", "ч": "c", "ж": "z", "ш": "s"}
_BULGARIAN = _RUSSIAN | {"ъ": "a", "щ": "sht", "х": "h"}
_KAZAKH = frozenset("әғқңөұүһ")
_NOT_UKRAINIAN = frozenset("ыэё")
_YUGOSLAV = frozenset("ђјљњћџѓѕќ")
# A hard sign between consonants is a vowel in Bulgarian only.
_HARD_SIGN = re.compile(r"[бвгджзклмнпрстфхцчшщ]ъ(?![еёюяи])")


def has_cyrillic(text: str) -> bool:
    """Whether any letter is Cyrillic."""
    return bool(_CYRILLIC.search(text))


def latin(text: str) -> str:
    """The Cyrillic letters of a lower-case text in Latin ones; all else as it stands."""
    if not has_cyrillic(text):
        return text
    letters = _letters(text)
    return "".join(letters.get(char, char) for char in text)


def _letters(text: str) -> dict[str, str]:
    """The table of the language that the letters of `text` point to."""
    found = set(text)
    western = "і" in found and not found & _KAZAKH
    if "ў" in found or (western and found & _NOT_UKRAINIAN):
        return _BELARUSIAN
    if western or found & {"ї", "є", "ґ"}:
        return _UKRAINIAN
    if found & _YUGOSLAV:
        return _SERBIAN
    return _BULGARIAN if _HARD_SIGN.search(text) else _RUSSIAN
