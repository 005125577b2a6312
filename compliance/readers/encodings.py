"""Which encoding a text file is in: strict decoding first, then what reads like writing.

A byte-order mark or valid UTF-8 settles it. Otherwise every candidate that can decode the file at
all is scored by the share of its non-ASCII characters that people really write: the everyday part
of a Chinese, Japanese or Korean character set, Cyrillic next to Cyrillic, accented letters inside
words. The choice is the same on every machine, and the user is told that it was a guess.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

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
MOSTLY = 10
"""A file is UTF-8 with damage when it has this many good multi-byte characters to each bad byte."""
ESCAPED = re.compile("[\udc80-\udcff]")
WORD = re.compile(r"[^\W\d_]+")
LATIN_1252 = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüŒœŠšŽžŸÿ")
LATIN_1250 = frozenset(
    "ĄĆĘŁŃÓŚŹŻąćęłńóśźżÁČĎÉĚÍŇŘŠŤÚŮÝŽáčďéěíňřšťúůýžĂÂÎȘŢăâîşţŐŰőűÄÖÜäöüßÔôĽľĹĺŔŕÇç"
)
LATIN_1254 = frozenset("ÇĞİÖŞÜÂÎÛçğıöşüâîû")
PUNCTUATION = frozenset("–—‘’“”„•…€£§©®°·«»ºª´№ \u00a0")
"""Signs that prove nothing for one code page against another."""


def _everyday(codec: str, ranges: tuple[tuple[int, int], ...]) -> Callable[[str], float]:
    """Score by the share of characters whose lead byte is in the everyday rows of a codec."""

    def score(sample: str) -> float:
        wide = [char for char in sample if ord(char) > 127]
        leads = (char.encode(codec, "replace")[0] for char in wide)
        good = sum(any(low <= lead <= high for low, high in ranges) for lead in leads)
        return good / len(wide) if wide else 0.0

    return score


def _score_simplified(sample: str) -> float:
    """Score as everyday Chinese; the same bytes may be Korean, which keeps to lower rows.

    Hangul syllables lie in rows B0..C8; of Chinese names about half the characters lie above.
    """
    score = _everyday("gb2312", ((0xB0, 0xD7), (0xA1, 0xA3)))(sample)
    leads = [char.encode("gb2312", "replace")[0] for char in sample if ord(char) > 127]
    return score * 0.9 if len(leads) > 5 and max(leads) <= LAST_HANGUL_ROW else score


def _letters(letters: frozenset[str]) -> Callable[[str], float]:
    """Score by the share of characters that are the code page's letters in well-formed words."""

    def score(sample: str) -> float:
        wide = sum(ord(char) > 127 and char not in PUNCTUATION for char in sample)
        good = sum(_count(word, letters) for word in WORD.findall(sample))
        return good / wide if wide else 0.5

    return score


def _count(word: str, letters: frozenset[str]) -> int:
    """Good letters of a word; none if lower and upper case are mixed as no writer mixes them."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return 0
    return sum(char in letters for char in word)


def _cyrillic(sample: str) -> float:
    """Score by the share of Cyrillic letters in wholly Cyrillic, evenly written words."""
    wide = sum(ord(char) > 127 and char not in PUNCTUATION for char in sample)
    good = 0
    for word in WORD.findall(sample):
        whole = all("Ѐ" <= char <= "ӿ" for char in word)
        even = word.islower() or word.isupper() or word[1:].islower()
        good += len(word) if whole and even else 0
    return good / wide if wide else 0.0


class Guess(NamedTuple):
    """One way to read a file, and how much the result looks like writing (0..1)."""

    codec: str
    title: str
    score: float


WESTERN = "Windows-1252 (Western European)"
CANDIDATES: tuple[tuple[str, str, Callable[[str], float]], ...] = (
    ("gb18030", "GB18030 (simplified Chinese)", _score_simplified),
    ("big5", "Big5 (traditional Chinese)", _everyday("big5", ((0xA1, 0xC6),))),
    ("cp932", "Shift-JIS (Japanese)", _everyday("cp932", ((0x81, 0x83), (0x88, 0x97)))),
    ("cp949", "EUC-KR (Korean)", _everyday("euc_kr", ((0xB0, 0xC8), (0xA1, 0xA3)))),
    ("cp1251", "Windows-1251 (Cyrillic)", _cyrillic),
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
    if wide := _detect_utf16(head, source):
        return Encoding(codec=wide, errors="replace", note="read as UTF-16, which it does not say")
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


def _detect_utf16(sample: bytes, source: Source) -> str:
    """UTF-16 without a mark: line ends and commas put NULs on one side of every pair only."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return ""
    if sum(map(len, source.blocks())) % 2:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(source: Source) -> Encoding:
    bad = extra = 0
    for block, text in decode_blocks(source, "utf-8", "surrogateescape"):
        bad += len(ESCAPED.findall(text))
        extra += len(block) - len(text)
    if extra > MOSTLY * bad:
        note = f"read as UTF-8, but {bad} bytes of it are not UTF-8"
        return Encoding(codec="utf-8", note=note)
    sample = _sample_lines(_lines(source))
    codec, title = max(
        _decodable(sample), key=lambda found: found.score, default=Guess("cp1252", WESTERN, 0.0)
    )[:2]
    note = f"read as {title}, which is a guess"
    return Encoding(codec=codec, note=note)


def _decodable(sample: bytes) -> list[Guess]:
    """Every candidate that can decode the sample, with its score."""
    found = []
    for codec, title, score in CANDIDATES:
        try:
            found.append(Guess(codec, title, score(sample.decode(codec))))
        except UnicodeDecodeError:
            continue
    return found


def _sample_lines(lines: Iterable[bytes]) -> bytes:
    """Lines with anything beyond ASCII, up to SAMPLE bytes."""
    found: list[bytes] = []
    size = 0
    for line in lines:
        if not line.isascii():
            found.append(line)
            size += len(line)
            if size > SAMPLE:
                break
    return b"".join(found)


def _lines(source: Source) -> Iterator[bytes]:
    """The lines of a file with their ends, which may be CR, LF or both."""
    rest: list[bytes] = []
    for block in source.blocks():
        *lines, last = block.splitlines(keepends=True)
        if lines:
            yield b"".join((*rest, lines[0]))
            yield from lines[1:]
            rest = []
        rest.append(last)
    yield b"".join(rest)
