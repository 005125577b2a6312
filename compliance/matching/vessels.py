"""Names of ships and aircraft: what stands before them, their numbers, and IMO numbers.

A ship's name is short, often a common word, and often borne by several ships; its IMO number is
its own for life. Pure.
"""

import re

from compliance.matching.features import Comparison, Side
from compliance.matching.identifiers import IMO_NUMBER
from compliance.matching.scoring import SIBLING, Scorecard, Scored
from compliance.matching.scoring import score as score_names

NO_SHIP = 0.51
"""Most that a firm's name scores against a ship's or aircraft's."""
OTHER_SHIP = 0.86
"""Most that names score of which one has a number and the other has none."""
OTHER_TAIL = 0.48
"""Most that a name scores against a tail number, unless every sign is the same."""
CAPS = {
    OTHER_TAIL: "the listed name is an aircraft's tail number, where every sign counts",
    NO_SHIP: "a firm is no ship or aircraft",
    OTHER_SHIP: "one name has a number that the other lacks: ships of one owner differ by it",
}
_TAIL = re.compile(r"[A-Z0-9]{1,2}-[A-Z0-9]{3,5}")
_TELLING = 0.9
_SHORT = 6
# What ships' names begin with: motor vessel, motor tanker, steamship, liquefied gas carrier, ...
_PREFIX = re.compile(
    r"^\W*(?:(?:M\W?V|M\W?T|S\W?S|M\W?S|F\W?V|R\W?V|T\W?T|M\W?Y|S\W?Y|LPG/?C?|LNG/?C?|DSV|VLCC"
    r"|MOTOR (?:VESSEL|TANKER)|OIL TANKER|TANKER|VESSEL|SHIP)\b[\s.:]+)+(?=\w{2})",
    re.IGNORECASE,
)


def bare_name(raw: str) -> str:
    """A ship's name without "M/V" and the like and without its IMO number, if anything is left."""
    bare = _PREFIX.sub("", IMO_NUMBER.sub(" ", raw)).strip()
    return bare if any(map(str.isalnum, bare)) else raw


def score(asked: Side, listed: Side, card: Scorecard) -> Scored:
    """Compare a name with a ship's or aircraft's and score the pair; pure."""
    scored = score_names(asked, listed, card)
    return Scored(scored.comparison, min(scored.score, most(scored.comparison)))


def most(c: Comparison) -> float:
    """The highest score a name has against a ship's or aircraft's."""
    tail = c.listed.name.raw
    if _TAIL.fullmatch(tail) and _signs(tail) != _signs(c.asked.name.raw):
        return OTHER_TAIL
    if c.asked.name.legal and not c.listed.name.legal:
        return NO_SHIP
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours == theirs:
        return 1.0
    return SIBLING if ours and theirs else OTHER_SHIP


def _signs(raw: str) -> str:
    return "".join(filter(str.isalnum, raw)).upper()


def is_weak(listed: Side) -> bool:
    """Whether a listed ship's name is too short or common to be a hit without its number."""
    words = [word for word in listed.words if not word.text.isdigit()]
    letters = sum(len(word.text) for word in words)
    return letters <= _SHORT or sum(word.weight for word in words) < _TELLING
