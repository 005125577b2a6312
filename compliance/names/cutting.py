"""Chinese text without spaces, cut into the words of a lexicon and what it does not know.

Of all ways to cut, the one that leaves the fewest characters unknown is taken, then the one with
the fewest pieces, then the one with the longest words: cutting from the left alone would read
明光电器 as 明 + 光电 + 器. The lexicon is `data/chinese.toml`, and this module is its one reader.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_LONGEST = 14
_PLACE_ENDINGS = ("省", "市", "县", "区", "地区")
_FIXED = frozenset({"words", "bodies"})
BRAND = ""
"""Section of what the lexicon does not know."""
NAMES = "names"
LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a name."""

    text: str
    section: str = BRAND
    """Section of the lexicon that the word stands in."""
    english: tuple[str, ...] = ()
    """What it means, the usual word first."""

    @property
    def is_brand(self) -> bool:
        """Whether it belongs to the firm's own name."""
        return self.section in (BRAND, NAMES)


Lexicon = dict[str, tuple[str, tuple[str, ...]]]
"""Chinese word -> section it stands in, English meanings."""


@cache
def _lexicon() -> Lexicon:
    """Words of two characters and more."""
    words = {word: found for word, found in _table().items() if found[0] != "single"}
    places = [word for word, (section, _) in words.items() if section == "places"]
    endings = {place + ending: words[place] for place in places for ending in _PLACE_ENDINGS}
    return endings | words


@cache
def _singles() -> dict[str, tuple[str, ...]]:
    """Words of one character."""
    table = _table().items()
    return {word: english for word, (section, english) in table if section == "single"}


@cache
def _table() -> Lexicon:
    text = resources.files("compliance.names").joinpath("data/chinese.toml").read_text("utf-8")
    return {
        word: (section, tuple(part.strip() for part in english.split("|")))
        for section, words in tomllib.loads(text).items()
        for word, english in words.items()
    }


def cut(text: str) -> list[Piece]:
    """The pieces of simplified text, in order; together they are the text."""
    pieces = _shortest(text)
    return [_read_single(pieces, at) for at in range(len(pieces))]


Cost = tuple[int, int, int]
"""Characters not known, pieces, squared lengths of words as a debt: the least is best."""
Step = tuple[Cost, int, bool]
"""Cost up to a position, length of the last piece, whether it is unknown.

The shorter last piece wins a tie: 航空电子技术 is avionics + technology."""
_NO_WAY: Step = ((1 << 40, 0, 0), 1, False)


def _shortest(text: str) -> list[Piece]:
    """The cheapest way to cut, found from the left, one position at a time."""
    known: list[Step] = [((0, 0, 0), 0, False)]
    unknown: list[Step] = [_NO_WAY]
    for end in range(1, len(text) + 1):
        known.append(_ending_in_word(text, end, known, unknown))
        unknown.append(_ending_unknown(end, known, unknown))
    return _back(text, known, unknown)


def _ending_in_word(text: str, end: int, known: list[Step], unknown: list[Step]) -> Step:
    """The best way to `end` whose last piece is a word of the lexicon."""
    steps: list[Step] = []
    for start in range(max(0, end - _LONGEST), end):
        if _is_word(text, start, end):
            (lost, pieces, debt), _, _ = min(known[start], unknown[start])
            steps.append(((lost, pieces + 1, debt - (end - start) ** 2), end - start, False))
    return min(steps, default=_NO_WAY)


def _is_word(text: str, start: int, end: int) -> bool:
    """One character counts as a word at the end of a name only."""
    word = text[start:end]
    return word in _lexicon() or (end == len(text) and start > 1 and word in _singles())


def _ending_unknown(end: int, known: list[Step], unknown: list[Step]) -> Step:
    """The best way to `end` whose last character is not known."""
    (lost, pieces, debt), _, _ = known[end - 1]
    begun: Step = ((lost + 1, pieces + 1, debt), 1, True)
    (lost, pieces, debt), length, _ = unknown[end - 1]
    return min(begun, ((lost + 1, pieces, debt), length + 1, True))


def _back(text: str, known: list[Step], unknown: list[Step]) -> list[Piece]:
    """The pieces of the best way, read from the end."""
    pieces: list[Piece] = []
    end, after_brand = len(text), False
    while end:
        # An unknown run is taken as long as it goes: what stands before it ends in a word.
        _, length, is_brand = known[end] if after_brand else min(known[end], unknown[end])
        start = end - length
        pieces.append(Piece(text[start:end]) if is_brand else _word(text[start:end]))
        end, after_brand = start, is_brand
    return pieces[::-1]


def _word(text: str) -> Piece:
    section, english = _lexicon().get(text) or ("words", _singles()[text])
    return Piece(text, section, english)


def _read_single(pieces: list[Piece], at: int) -> Piece:
    """A lone character between two words is a word too: 物理与化学 is physics and chemistry."""
    piece = pieces[at]
    between = 0 < at < len(pieces) - 1 and all(
        pieces[near].section in _FIXED for near in (at - 1, at + 1)
    )
    if piece.section == BRAND and between and piece.text in _singles():
        return Piece(piece.text, "words", _singles()[piece.text])
    return piece
