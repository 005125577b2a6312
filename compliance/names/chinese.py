"""Chinese names to the words an English registration of the same firm would use.

A Chinese firm's name is place + brand + industry + legal form, unspaced. Place, industry and form
translate; the brand is what tells, and abroad it is written in pinyin or not at all alike. So:
traditional characters become simplified (`data/simplified.tsv`), the words that translate are
found, and the rest is kept twice, as characters and as pinyin: a misprinted character
mostly keeps its sound. A word with several translations, and a brand that is an ordinary word
(长江, Yangtze), give further readings of an asked name.

Of all ways to segment a text, the one that leaves the fewest characters unknown is taken, then the
one with the fewest pieces, then the one with the longest words: cutting from the left alone would
read 明光电器 as 明 + 光电 + 器. The lexicon is `data/chinese.toml`; this module is the one reader
of both tables.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, groupby

from msgspec import Struct

from compliance.model.program_data import read_data_columns, read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.pinyin import spell_pinyin

# --- Segmentation -----------------------------------------------------------------------------

_LONGEST = 14
_PLACE_ENDINGS = ("省", "市", "县", "区", "地区")
_FIXED = frozenset({"words", "bodies"})
BRAND = ""
"""Section of what the lexicon does not know."""
NAMES = "names"
LEGAL = "legal"


class Piece(Struct, frozen=True):
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
    words = {word: entry for word, entry in _read_lexicon().items() if entry[0] != "single"}
    places = [word for word, (section, _) in words.items() if section == "places"]
    endings = {place + ending: words[place] for place in places for ending in _PLACE_ENDINGS}
    return endings | words


@cache
def _singles() -> dict[str, tuple[str, ...]]:
    """Words of one character."""
    table = _read_lexicon().items()
    return {word: english for word, (section, english) in table if section == "single"}


@cache
def _read_lexicon() -> Lexicon:
    return {
        word: (section, tuple(part.strip() for part in english.split("|")))
        for section, words in read_data_tables("names/data/chinese.toml").items()
        for word, english in words.items()
    }


@cache
def _lengths() -> Mapping[str, Sequence[int]]:
    """Last character of a word -> how many characters such words have."""
    found: dict[str, set[int]] = {}
    for word in (*_lexicon(), *_singles()):
        if len(word) <= _LONGEST:
            found.setdefault(word[-1], set()).add(len(word))
    return {last: sorted(lengths) for last, lengths in found.items()}


@lru_cache(maxsize=1 << 10)
def segment(text: str) -> Sequence[Piece]:
    """The pieces of simplified text, in order; together they are the text.

    A lone character between two words is a word too: 物理与化学 is physics and chemistry.
    """
    pieces = _find_cheapest(text)
    fixed = [False, *(piece.section in _FIXED for piece in pieces), False]
    return [
        Piece(piece.text, "words", _singles()[piece.text])
        if piece.section == BRAND and before and behind and piece.text in _singles()
        else piece
        for before, piece, behind in zip(fixed, pieces, fixed[2:], strict=False)
    ]


Cost = tuple[int, int, int]
"""Characters not known, pieces, squared lengths of words as a debt: the least is best."""
Step = tuple[Cost, int, bool]
"""Cost up to a position, length of the last piece, whether it is unknown.

The shorter last piece wins a tie: 航空电子技术 is avionics + technology."""
_NO_WAY: Step = ((1 << 40, 0, 0), 1, False)


def _find_cheapest(text: str) -> list[Piece]:
    """The cheapest way to cut, found from the left, one position at a time, and read from the end.

    `known` has the best way to each position whose last piece is a word, `unknown` the best whose
    last character is not known.
    """
    lexicon, lengths = _lexicon(), _lengths()
    known: list[Step] = [((0, 0, 0), 0, False)]
    unknown: list[Step] = [_NO_WAY]
    for end in range(1, len(text) + 1):
        steps: list[Step] = []
        for length in lengths.get(text[end - 1], ()):
            start = end - length
            if start < 0:
                break
            # One character counts as a word at the end of a name only.
            if text[start:end] in lexicon or (length == 1 and end == len(text) and start > 1):
                (lost, pieces, debt), _, _ = min(known[start], unknown[start])
                steps.append(((lost, pieces + 1, debt - length**2), length, False))
        known.append(min(steps, default=_NO_WAY))
        (lost, pieces, debt), _, _ = known[end - 1]
        begun: Step = ((lost + 1, pieces + 1, debt), 1, True)
        (lost, pieces, debt), length, _ = unknown[end - 1]
        unknown.append(min(begun, ((lost + 1, pieces, debt), length + 1, True)))
    cut: list[Piece] = []
    end, after_brand = len(text), False
    while end:
        # An unknown run is taken as long as it goes: what stands before it ends in a word.
        _, length, is_brand = known[end] if after_brand else min(known[end], unknown[end])
        word = text[end - length : end]
        entry = (BRAND, ()) if is_brand else lexicon.get(word) or ("words", _singles()[word])
        cut.append(Piece(word, *entry))
        end, after_brand = end - length, is_brand
    return cut[::-1]


# --- Names and their parts ---------------------------------------------------------------------

_MOST_ALTERNATIVES = 8
# A text: patterns of whole scripts take long to make, and are made when a name needs them.
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]+"
# 第十三, 第13; but 第一百货 is "first department store", not number 100. Three digits and more are
# a number without 第 too: 七六四厂 is plant 764.
_ORDINAL = (
    "第((?:[〇零一二两三四五六七八九十千]|百(?![货貨])){1,9}|[0-9]{1,9})"
    "|([〇零一二三四五六七八九]{3,9})"
)
_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class ChineseName(Struct, frozen=True):
    """A Chinese name taken apart."""

    words: tuple[str, ...]
    """English words and, for the brand, pinyin run together; in the order of the name."""
    brand: str
    """The characters that the lexicon does not know, run together, simplified."""
    legal: tuple[str, ...]
    """Codes of the legal forms found."""


def simplify(text: str) -> str:
    """Traditional characters as simplified ones; everything else unchanged."""
    if text.isascii():
        return text
    phrases, table = _load_simplified()
    return phrases.sub(lambda match: table[match.group()], text)


@cache
def _load_simplified() -> tuple[TextPattern, Mapping[str, str]]:
    """What is written otherwise in simplified characters, phrases before characters; and how."""
    table = dict(zip(*read_data_columns("names/data/simplified.tsv"), strict=True))
    phrases = sorted((old for old in table if len(old) > 1), key=lambda old: (-len(old), old))
    characters = "".join(old for old in table if len(old) == 1)
    return TextPattern("|".join((*phrases, f"[{characters}]"))), table


def read_ordinals(text: str) -> str:
    """第十三 and 第13 as 13, set apart by spaces; the rest of the text unchanged."""
    return re.sub(
        _ORDINAL, lambda match: f" {_parse_numeral(match.group(1) or match.group(2))} ", text
    )


def _parse_numeral(numeral: str) -> int:
    """一百零三, 一〇三 and 103 as 103."""
    if not _UNITS.keys() & set(numeral):
        return int("".join(str(_DIGITS.get(char, char)) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit


def parse_chinese_name(text: str) -> ChineseName:
    """Cut a name without spaces or punctuation, at least partly Chinese, into its parts."""
    words: list[str] = []
    brand: list[str] = []
    legal: list[str] = []
    for is_brand, pieces in groupby(segment(simplify(text)), key=lambda piece: piece.is_brand):
        if is_brand:
            brand.append("".join(piece.text for piece in pieces))
            words.append(spell_pinyin(brand[-1]))
            continue
        for piece in pieces:
            english = piece.english[0]
            if piece.section == LEGAL:
                forms, _, english = english.partition("+")
                legal += forms.split()
            words += english.split()
    return ChineseName(words=tuple(words), brand="".join(brand), legal=tuple(sorted(set(legal))))


def rewrite_ambiguous_words(raw: str) -> Iterator[str]:
    """The name with some of its words in English, where they may be meant otherwise.

    The likeliest first: one word changed before two, a brand before a business word.
    """
    text = simplify(raw)
    pieces: list[Piece] = []
    end = 0
    for match in re.finditer(_HAN, text):  # what stands between Chinese runs is left as it is
        pieces += (Piece(text[end : match.start()]), *segment(match.group()))
        end = match.end()
    pieces.append(Piece(text[end:]))
    choices = [
        (at, english)
        for at, piece in enumerate(pieces)
        for english in (piece.english if piece.section == NAMES else piece.english[1:])
    ]
    choices.sort(key=lambda choice: pieces[choice[0]].section not in ("bodies", NAMES))
    pairs = (pair for pair in combinations(choices, 2) if pair[0][0] != pair[1][0])
    every = [*((choice,) for choice in choices), *pairs]
    for changes in map(dict, every[:_MOST_ALTERNATIVES]):
        texts = (f" {changes[at]} " if at in changes else p.text for at, p in enumerate(pieces))
        yield "".join(texts)
