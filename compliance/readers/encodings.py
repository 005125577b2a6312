"""Which encoding a text file is in: strict decoding first, then what reads like writing.

A byte-order mark or valid UTF-8 settles it. Otherwise every candidate that can decode the file at
all is scored by the share of its non-ASCII characters that people really write: the everyday part
of a Chinese, Japanese or Korean character set, Cyrillic next to Cyrillic, accented letters inside
words. The choice is the same on every machine, and the user is told that it was a guess.
"""

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct

from compliance.model.text_pattern import TextPattern
from compliance.readers.base import Source

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SAMPLE = 65536
LAST_HANGUL_ROW = 0xC8
FEW_CHARACTERS, SHARED = 5, 0.9
"""So few prove no language; what a text that may be of another is worth."""
MOSTLY = 10
"""A file is UTF-8 with damage when it has this many good multi-byte characters to each bad byte."""
ESCAPED = TextPattern("[\udc80-\udcff]")
WORD = TextPattern(r"[^\W\d_]+")
LATIN_1252 = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüŒœŠšŽžŸÿ")
LATIN_1250 = frozenset(
    "ĄĆĘŁŃÓŚŹŻąćęłńóśźżÁČĎÉĚÍŇŘŠŤÚŮÝŽáčďéěíňřšťúůýžĂÂÎȘŢăâîşţŐŰőűÄÖÜäöüßÔôĽľĹĺŔŕÇç"
)
CYRILLIC = frozenset(map(chr, range(0x400, 0x500)))
LATIN_1254 = frozenset("ÇĞİÖŞÜÂÎÛçğıöşüâîû")
PUNCTUATION = frozenset("–—‘’“”„•…€£§©®°·«»ºª´№ \u00a0")
"""Signs that prove nothing for one code page against another."""


def _everyday(
    codec: str, ranges: tuple[tuple[int, int], ...], *, shared_to: int = 0
) -> Callable[[str], float]:
    """Score by the share of characters whose lead byte is in the everyday rows of a codec.

    Another language keeps to the rows up to `shared_to`: a text that does, too, scores less.
    """

    def score(sample: str) -> float:
        leads = [char.encode(codec, "replace")[0] for char in sample if ord(char) > 127]
        good = sum(any(low <= lead <= high for low, high in ranges) for lead in leads)
        is_shared = len(leads) > FEW_CHARACTERS and max(leads) <= shared_to
        return (SHARED if is_shared else 1.0) * good / len(leads) if leads else 0.0

    return score


def _letters(letters: frozenset[str], *, are_whole: bool = False) -> Callable[[str], float]:
    """Score by the share of characters that are the code page's letters in well-formed words.

    Where words `are_whole`, one counts only if it has no other letters.
    """

    def score(sample: str) -> float:
        wide = sum(ord(char) > 127 and char not in PUNCTUATION for char in sample)
        good = 0
        for word in WORD.findall(sample):
            # No writer mixes lower and upper case otherwise.
            is_even = word.islower() or word.isupper() or word[1:].islower()
            if is_even and (not are_whole or letters.issuperset(word)):
                good += sum(char in letters for char in word)
        return good / wide if wide else without_letters

    without_letters = 0.0 if are_whole else 0.5
    return score


class Guess(NamedTuple):
    """One way to read a file, and how much the result looks like writing (0..1)."""

    codec: str
    title: str
    score: float


_SIMPLIFIED = _everyday("gb2312", ((0xB0, 0xD7), (0xA1, 0xA3)), shared_to=LAST_HANGUL_ROW)
"""Of Chinese names about half the characters lie above the rows of Hangul, B0..C8."""
WESTERN = "Windows-1252 (Western European)"
CANDIDATES: tuple[tuple[str, str, Callable[[str], float]], ...] = (
    ("gb18030", "GB18030 (simplified Chinese)", _SIMPLIFIED),
    ("big5", "Big5 (traditional Chinese)", _everyday("big5", ((0xA1, 0xC6),))),
    ("cp932", "Shift-JIS (Japanese)", _everyday("cp932", ((0x81, 0x83), (0x88, 0x97)))),
    ("cp949", "EUC-KR (Korean)", _everyday("euc_kr", ((0xB0, 0xC8), (0xA1, 0xA3)))),
    ("cp1251", "Windows-1251 (Cyrillic)", _letters(CYRILLIC, are_whole=True)),
    ("cp1252", WESTERN, _letters(LATIN_1252)),
    ("cp1254", "Windows-1254 (Turkish)", _letters(LATIN_1254)),
    ("cp1250", "Windows-1250 (Central European)", _letters(LATIN_1250)),
)
"""(codec, name for the user, score of a decoded sample 0..1); of equal scores the first wins."""


class Encoding(Struct, frozen=True, kw_only=True):
    """How the bytes of a file become text, whatever they are."""

    codec: str
    errors: str = "surrogateescape"
    """What becomes of bytes that no decoding explains. With `surrogateescape` they stay in the text
    as lone surrogates U+DC80..U+DCFF, so that the cells they are in can be marked as unreadable."""
    note: str = ""
    """What was assumed; empty when there was nothing to guess."""


def recognise_encoding(source: Source) -> Encoding:
    """Return the encoding of a file; it is read block by block. Raises InputError."""
    head = source.start(SAMPLE)
    for mark, codec in BOMS:
        if head.startswith(mark):
            return Encoding(codec=codec, errors="surrogateescape" if "8" in codec else "replace")
    # UTF-16 without a mark: line ends and commas put NULs on one side of every pair only.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    is_wide = max(even, odd) * 20 >= len(head) and min(even, odd) * 10 <= max(even, odd)
    if is_wide and sum(map(len, source.blocks())) % 2 == 0:
        codec = "utf-16-le" if odd > even else "utf-16-be"
        return Encoding(codec=codec, errors="replace", note="read as UTF-16, which it does not say")
    try:
        for _ in decode_blocks(source, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        return _guess(source)
    return Encoding(codec="utf-8")


def decode_blocks(source: Source, codec: str, errors: str) -> Iterator[tuple[bytes, str]]:
    """Each block and its text. Raises UnicodeDecodeError if the errors are strict."""
    decoder = codecs.getincrementaldecoder(codec)(errors)
    for block in source.blocks():
        yield block, decoder.decode(block)
    yield b"", decoder.decode(b"", final=True)


def _guess(source: Source) -> Encoding:
    bad = extra = 0
    for block, text in decode_blocks(source, "utf-8", "surrogateescape"):
        bad += len(ESCAPED.findall(text))
        extra += len(block) - len(text)
    if extra > MOSTLY * bad:
        note = f"read as UTF-8, but {bad} bytes of it are not UTF-8"
        return Encoding(codec="utf-8", note=note)
    sample = bytearray()  # lines with anything beyond ASCII
    with source.open() as stream, io.TextIOWrapper(stream, "latin-1", newline="") as lines:
        for line in lines:
            sample += b"" if line.isascii() else line.encode("latin-1")
            if len(sample) > SAMPLE:
                break
    guesses = []
    for codec, title, score in CANDIDATES:
        with suppress(UnicodeDecodeError):
            guesses.append(Guess(codec, title, score(sample.decode(codec))))
    best = max(guesses, key=lambda guess: guess.score, default=Guess("cp1252", WESTERN, 0.0))
    return Encoding(codec=best.codec, note=f"read as {best.title}, which is a guess")
