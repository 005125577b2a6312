"""Chinese characters as toneless pinyin: 重庆 as chongqing, though 重 alone is zhong.

A text is cut into phrases, from the left the longest that is known, and what is left into
characters. The tables are `data/pinyin.tsv` and `data/pinyin_phrases.tsv`, made from those of
pypinyin (MIT) by `benchmarks/pinyin_table.py`; what they say is what pypinyin says. This module is
the one reader of both, and reads them when the first Chinese text is met.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from compliance.model.program_data import read_data_text

CHARACTERS = "pinyin.tsv"
PHRASES = "pinyin_phrases.tsv"
_HAN = "[\u3007\ue815-\ue864\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+"
"""Blocks of Chinese characters: a phrase ends where one ends."""


class Phrases(Struct, frozen=True):
    """Phrases that are known, each of two characters and more."""

    texts: Sequence[str]
    """All, sorted."""
    known: frozenset[str]
    readings: Mapping[str, str]
    """Of those that are not read character by character."""
    longest: int
    """Characters."""

    def is_beginning(self, text: str) -> bool:
        """Whether a phrase begins so."""
        at = bisect_left(self.texts, text)
        return at < len(self.texts) and self.texts[at].startswith(text)


def spell_pinyin(text: str) -> str:
    """Toneless pinyin of `text`, run together; characters without a reading are kept."""
    return re.sub(_HAN, lambda match: "".join(_spell_run(match.group())), text)


def _spell_run(text: str) -> Iterator[str]:
    """The readings of phrases and characters, in order."""
    phrases = _phrases()
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + phrases.longest), start + 1, -1)
        piece = next((text[start:end] for end in ends if text[start:end] in phrases.known), "")
        if not piece:  # a phrase that breaks off at the end hides those within: as pypinyin has it
            piece = text[start:] if phrases.is_beginning(text[start:]) else text[start]
        yield phrases.readings.get(piece) or "".join(map(_read_character, piece))
        start += len(piece)


@cache
def _read_character(char: str) -> str:
    """The reading of a character, found in the text of the table: few of its 40,000 are asked."""
    table = _characters()
    at = table.find(char)
    line = table.rfind("\n", 0, at) + 1
    return table[line : table.index("\t", line)] if at >= 0 else char


@cache
def _characters() -> str:
    return "\n".join(_read_lines(CHARACTERS))


@cache
def _phrases() -> Phrases:
    lines = _read_lines(PHRASES)
    texts = [line.partition("\t")[0] for line in lines]
    rows = (line.split("\t") for line in lines if "\t" in line)
    readings: dict[str, str] = {text: reading for text, reading in rows}  # noqa: C416 - as typed
    return Phrases(texts, frozenset(texts), readings, max(map(len, texts)))


def _read_lines(file: str) -> list[str]:
    """The lines of a table behind its head."""
    text = read_data_text(f"names/data/{file}")
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    return lines[first:]
