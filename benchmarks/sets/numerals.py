"""Numbers as bodies' names write them: No. 13, 13th, XIII, thirteenth, 13. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_MOST_ROMAN = 39
_PATTERN = re.compile(
    r"\b(?:(?P<marked>(?:No\.?|Number|№)\s*(?P<after>\d{1,4}))(?!\d)"
    r"|(?P<ordinal>\d{1,4})(?:st|nd|rd|th)"
    rf"|(?P<word>{'|'.join(_ORDINALS)})"
    r"|(?P<plain>\d{1,4})(?![\d-]))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a name and the way it is written."""

    before: str
    after: str
    value: int
    way: str
    """`marked`, `ordinal`, `word` or `plain`."""
    capitals: bool


def find(name: str) -> Numeral | None:
    """The number of a name that holds exactly one, else None."""
    found = list(_PATTERN.finditer(name))
    if len(found) != 1 or not re.search(r"[^\W\d_]{3}", name):
        return None
    match = found[0]
    way = str(match.lastgroup if match.lastgroup != "after" else "marked")
    digits = match["after"] or match["ordinal"] or match["plain"]
    value = int(digits) if digits else _ORDINALS.index(match["word"].casefold()) + 1
    return Numeral(name[: match.start()], name[match.end() :], value, way, name.isupper())


def other(numeral: Numeral, value: int) -> str:
    """The name with another number written the same way; empty when that cannot be."""
    return _put(numeral, _in_way(value, numeral.way))


def written(numeral: Numeral) -> Iterator[str]:
    """The same name with the same number in every other way of writing it."""
    for way in ("marked", "ordinal", "word", "plain", "roman"):
        if way != numeral.way and (text := _put(numeral, _in_way(numeral.value, way))):
            yield text


def _put(numeral: Numeral, text: str) -> str:
    if not text:
        return ""
    text = text.upper() if numeral.capitals else text
    return f"{numeral.before}{text}{numeral.after}"


def _in_way(value: int, way: str) -> str:
    if way == "word":
        return _ORDINALS[value - 1].capitalize() if value <= len(_ORDINALS) else ""
    if way == "roman":
        return roman(value) if 2 <= value <= _MOST_ROMAN else ""
    return {"marked": f"No. {value}", "ordinal": ordinal(value), "plain": str(value)}[way]


def ordinal(value: int) -> str:
    """13 -> 13th."""
    teens = value % 100 in (11, 12, 13)
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def roman(value: int) -> str:
    """13 -> XIII."""
    text = ""
    for letters, worth in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text
