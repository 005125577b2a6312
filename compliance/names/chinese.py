"""Chinese names to the words an English registration of the same firm would use.

A Chinese firm's name is place + brand + industry + legal form, unspaced. Place, industry and form
translate; the brand is what tells, and abroad it is written in pinyin or not at all alike. So:
traditional characters become simplified (OpenCC), `cutting` finds the words that translate, and the
rest is kept twice, as characters and as pinyin (pypinyin): a misprinted character mostly keeps its
sound. A word with several translations, and a brand that is an ordinary word (长江, Yangtze), give
further readings of an asked name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from compliance.names.cutting import LEGAL, NAMES, Piece, cut

if TYPE_CHECKING:
    from opencc import OpenCC

_MOST_READINGS = 8
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# 第十三, 第13; but 第一百货 is "first department store", not number 100. Three digits and more are
# a number without 第 too: 七六四厂 is plant 764.
_ORDINAL = re.compile(
    "第((?:[〇零一二两三四五六七八九十千]|百(?![货貨])){1,9}|[0-9]{1,9})|([〇零一二三四五六七八九]{3,9})"
)
_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class ChineseName:
    """A Chinese name taken apart."""

    words: tuple[str, ...]
    """English words and, for the brand, pinyin run together; in the order of the name."""
    brand: str
    """The characters that the lexicon does not know, run together, simplified."""
    legal: tuple[str, ...]
    """Codes of the legal forms found."""


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC  # late: most runs need no Chinese

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones; everything else unchanged."""
    return str(_converter().convert(text))


def pinyin(text: str) -> str:
    """Toneless pinyin of `text`, run together; characters without a reading are kept."""
    # Imported here: its tables take a third of a second, and most files hold no Chinese.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def read_ordinals(text: str) -> str:
    """第十三 and 第13 as 13, set apart by spaces; the rest of the text unchanged."""
    return _ORDINAL.sub(lambda match: f" {_value(match.group(1) or match.group(2))} ", text)


def _value(numeral: str) -> int:
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


def take_apart(text: str) -> ChineseName:
    """Cut a name without spaces or punctuation, at least partly Chinese, into its parts."""
    words: list[str] = []
    brand: list[str] = []
    legal: list[str] = []
    for piece in _joined_brands(cut(simplified(text))):
        if piece.is_brand:
            words.append(pinyin(piece.text))
            brand.append(piece.text)
        elif piece.section == LEGAL:
            forms, _, more = piece.english[0].partition("+")
            legal += forms.split()
            words += more.split()
        else:
            words += piece.english[0].split()
    return ChineseName(words=tuple(words), brand="".join(brand), legal=tuple(sorted(set(legal))))


def _joined_brands(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of a brand as one."""
    brand = ""
    for piece in pieces:
        if piece.is_brand:
            brand += piece.text
            continue
        if brand:
            yield Piece(brand)
        brand = ""
        yield piece
    if brand:
        yield Piece(brand)


def other_texts(raw: str) -> Iterator[str]:
    """The name with some of its words in English, where they may be meant otherwise.

    The likeliest first: one word changed before two, a brand before a business word.
    """
    pieces = list(_pieces_and_rest(simplified(raw)))
    choices = [
        (at, english)
        for at, piece in enumerate(pieces)
        for english in (piece.english if piece.section == NAMES else piece.english[1:])
    ]
    choices.sort(key=lambda choice: pieces[choice[0]].section not in ("bodies", NAMES))
    yield from (_rewritten(pieces, dict(changes)) for changes in _changes(choices))


def _changes(choices: Sequence[tuple[int, str]]) -> Iterator[tuple[tuple[int, str], ...]]:
    """One change at a time, then two of different words; a few in all."""
    pairs = (pair for pair in combinations(choices, 2) if pair[0][0] != pair[1][0])
    every = [*((choice,) for choice in choices), *pairs]
    yield from every[:_MOST_READINGS]


def _pieces_and_rest(text: str) -> Iterator[Piece]:
    """Chinese runs cut, what stands between them as it is."""
    end = 0
    for match in _HAN.finditer(text):
        yield Piece(text[end : match.start()])
        yield from cut(match.group())
        end = match.end()
    yield Piece(text[end:])


def _rewritten(pieces: Sequence[Piece], changes: dict[int, str]) -> str:
    texts = (f" {changes[at]} " if at in changes else p.text for at, p in enumerate(pieces))
    return "".join(texts)
