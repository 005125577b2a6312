"""Chinese names to the words an English registration of the same firm would use.

A Chinese firm's name is place + brand + industry + legal form, unspaced. Place, industry and form
translate; the brand is what tells, and abroad it is written in pinyin or not at all alike. So:
traditional characters become simplified (OpenCC), the lexicon cuts off what translates, and the
rest is kept twice, as characters and as pinyin (pypinyin): a misprinted character mostly keeps its
sound. The lexicon is `data/chinese.toml`, and this module is its one reader.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

_LONGEST = 12
# 第十三, 第13; but 第一百货 is "first department store", not number 100.
_ORDINAL = re.compile("第((?:[〇零一二两三四五六七八九十千]|百(?![货貨])){1,9}|[0-9]{1,9})")
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
def _lexicon() -> dict[str, tuple[str, str]]:
    """Chinese word -> (English, section it stands in)."""
    text = resources.files("compliance.names").joinpath("data/chinese.toml").read_text("utf-8")
    sections = tomllib.loads(text)
    return {
        word: (english, section)
        for section, words in sections.items()
        for word, english in words.items()
    }


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones; everything else unchanged."""
    return str(_converter().convert(text))


def pinyin(text: str) -> str:
    """Toneless pinyin of `text`, run together; characters without a reading are kept."""
    return "".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def read_ordinals(text: str) -> str:
    """第十三 and 第13 as 13, set apart by spaces; the rest of the text unchanged."""
    return _ORDINAL.sub(lambda match: f" {_value(match.group(1))} ", text)


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
    for piece, english, section in _pieces(simplified(text)):
        if section == "legal":
            forms, _, more = english.partition("+")
            legal += forms.split()
            words += more.split()
        elif english:
            words += english.split()
        else:
            words.append(pinyin(piece))
            brand.append(piece)
    return ChineseName(words=tuple(words), brand="".join(brand), legal=tuple(sorted(set(legal))))


def _pieces(text: str) -> list[tuple[str, str, str]]:
    """Longest lexicon words from the left; what lies between them is a piece of brand."""
    pieces: list[tuple[str, str, str]] = []
    start = at = 0
    while at < len(text):
        word = _longest_word(text, at)
        if not word:
            at += 1
            continue
        if start < at:
            pieces.append((text[start:at], "", ""))
        pieces.append((word, *_lexicon()[word]))
        at += len(word)
        start = at
    if start < len(text):
        pieces.append((text[start:], "", ""))
    return pieces


def _longest_word(text: str, at: int) -> str:
    lexicon = _lexicon()
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        if text[at : at + length] in lexicon:
            return text[at : at + length]
    return ""
