"""Ways to spoil bytes, texts, markup, archives and records, each by a source of chance."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from compliance.readers.compound_file import BrokenFile, extract_stream, wrap_stream

T = TypeVar("T")
NUMBERS = ("-1", "0", "1", "255", "65536", "1048576", "4294967295", "4294967296", "9" * 30, "1e999")
TAG = re.compile(rb"<[^<>]*>")
NUMBER = re.compile(rb"\d+")
WORDS = ("", "\0", "\x1b[2J", "\u202e", "\ud800", "=1+1", "<b>", "&amp;", "&#0;", "]]>", "--", '"')
SCRIPTS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x400, 0x4FF), (0x5D0, 0x5EA), (0x620, 0x64A),
    (0x905, 0x939), (0xE01, 0xE4E), (0x1000, 0x109F), (0x1780, 0x17DC), (0x3041, 0x30FF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x2000, 0x206F), (0xFE00, 0xFFFF), (0x1F300, 0x1F6FF),
    (0x20000, 0x2A6DF), (0xE0000, 0xE01EF), (0, 0x1F),
)  # fmt: skip
"""First and last characters of scripts and of what is none."""


def choose(chance: Random, items: Sequence[T]) -> T:
    """One of the items."""
    return items[chance.randrange(len(items))]


def some(chance: Random, most: int) -> int:
    """A number from 1, mostly small."""
    return chance.randrange(1, 1 + chance.randrange(1, most + 1))


# --- Bytes and texts --------------------------------------------------------------------------


def spoil_bytes(data: bytes, chance: Random) -> bytes:
    """A few bytes changed, taken out, repeated or put in, or the end cut off."""
    for _ in range(some(chance, 6)):
        at = chance.randrange(len(data) + 1)
        end = at + chance.randrange(min(len(data) - at, 64) + 1)
        piece = data[at:end]
        way = chance.randrange(7)
        if way == 0:
            data = data[:at] + bytes(chance.randrange(256) for _ in piece) + data[end:]
        elif way == 1:
            data = data[:at] + data[end:]
        elif way == 2:
            data = data[:end] + piece * some(chance, 50) + data[end:]
        elif way == 3:
            data = data[:at]
        elif way == 4:
            number = choose(chance, (0, 1, 0x7FFF, 0xFFFF, 0xFFFFFFFE, 0xFFFFFFFF))
            data = data[:at] + struct.pack("<I", number) + data[at + 4 :]
        elif way == 5:
            word = choose(chance, WORDS).encode("utf-8", "surrogatepass")
            data = data[:at] + word + data[end:]
        else:
            data = data[:at] + spoil_number(data[at:], chance)
    return data


def spoil_number(data: bytes, chance: Random) -> bytes:
    """The first number of digits replaced by one that nobody expects."""
    number = choose(chance, NUMBERS).encode()
    return NUMBER.sub(lambda _: number, data, count=1)


def make_text(chance: Random, most: int) -> str:
    """Characters of one script or several, now and then very many."""
    size = some(chance, most) * choose(chance, (1, 1, 1, 1, 1, 1, 1, 1, 1, 40, 400))
    low, high = choose(chance, SCRIPTS)
    is_mixed = not chance.randrange(3)
    letters = []
    for _ in range(min(size, 200)):
        if is_mixed and not chance.randrange(4):
            low, high = choose(chance, SCRIPTS)
        letters.append(chr(chance.randrange(low, high + 1)))
    text = "".join(letters)
    text = text * (1 + size // 200)
    return text + choose(chance, WORDS) if not chance.randrange(4) else text


# --- Markup -----------------------------------------------------------------------------------


def spoil_markup(data: bytes, chance: Random) -> bytes:
    """A few tags taken out, renamed, repeated, moved, nested or with another number."""
    for _ in range(some(chance, 4)):
        tags = list(TAG.finditer(data))
        if not tags:
            return spoil_bytes(data, chance)
        tag, other = choose(chance, tags), choose(chance, tags)
        if not chance.randrange(8):
            data = rename_everywhere(data, tag.group())
            continue
        ways = (
            b"",
            spoil_number(tag.group(), chance),
            tag.group() * some(chance, 2_000),
            other.group(),
            tag.group() + choose(chance, (b"<!-- -->", b"<![CDATA[x]]>", b"<c/>", b"<a>")),
            re.sub(rb"\w+", lambda found: found.group() + b"x", tag.group(), count=1),
            tag.group() + choose(chance, WORDS).encode("utf-8", "surrogatepass"),
        )
        data = data[: tag.start()] + choose(chance, ways) + data[tag.end() :]
    return data


def rename_everywhere(data: bytes, tag: bytes) -> bytes:
    """Every tag of the name of one renamed: the markup stays sound."""
    name = re.search(rb"[\w:.-]+", tag)
    if not name:
        return data
    pattern = rb"(</?)" + re.escape(name.group()) + rb"(?=[\s/>])"
    return re.sub(pattern, rb"\g<1>" + name.group() + b"q", data)


# --- Archives ---------------------------------------------------------------------------------


def spoil_archive(data: bytes, chance: Random) -> bytes:
    """A ZIP archive with a spoilt part, directory, or bytes."""
    way = chance.randrange(10)
    if way == 0:
        return spoil_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(part.filename, archive.read(part)) for part in archive.infolist()]
    at = chance.randrange(len(parts))
    name, content = parts[at]
    if way == 1:
        del parts[at]
    elif way == 2:
        parts.append((choose(chance, parts)[0], content))
    elif way == 3:
        parts[at] = (name, content + choose(chance, (b" ", b"a", b"\0", b"<c/>")) * (1 << 24))
    elif way == 4:
        parts[at] = (name + choose(chance, ("x", "/", "\\", "\0")), content)
    elif way == 5:
        parts[at] = (name, spoil_bytes(content, chance))
    else:
        parts[at] = (name, spoil_markup(content, chance))
    target = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        warnings.simplefilter("ignore", UserWarning)  # a part is there twice
        for part, text in parts:
            archive.writestr(part, text)
    made = target.getvalue()
    return made if chance.randrange(8) else spoil_directory(made, chance)


def spoil_directory(data: bytes, chance: Random) -> bytes:
    """Sizes or places in the directory of an archive forged."""
    start = data.rfind(b"PK\x01\x02", 0, max(1, chance.randrange(len(data)))) + 1
    at = start + choose(chance, (9, 15, 19, 23, 27, 29, 41))
    number = choose(chance, (0, 1, 0x7FFFFFFF, 0xFFFFFFFF))
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


# --- Records ----------------------------------------------------------------------------------


def spoil_records(data: bytes, chance: Random) -> bytes:
    """An .xls with spoilt records, or a spoilt container."""
    if not chance.randrange(3):
        return spoil_bytes(data, chance)
    try:
        stream = bytearray(extract_stream(data, ("Workbook", "Book")))
    except BrokenFile:
        return spoil_bytes(data, chance)
    places = list(record_places(stream))
    for _ in range(some(chance, 5)):
        at, size = choose(chance, places)
        where = at + choose(chance, (0, 2, 4, 4 + chance.randrange(size + 1)))
        width = choose(chance, (1, 2, 4))
        number = choose(chance, (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
        stream[where : where + width] = struct.pack("<I", number)[:width]
    if not chance.randrange(5):
        del stream[chance.randrange(len(stream)) :]
    return wrap_stream(bytes(stream), "Workbook")


def record_places(stream: bytes | bytearray) -> list[tuple[int, int]]:
    """Where each record begins, and the length of its body."""
    found, at = [], 0
    while at + 4 <= len(stream):
        size = struct.unpack_from("<H", stream, at + 2)[0]
        found.append((at, size))
        at += 4 + size
    return found


Mutation = Callable[[bytes, Random], bytes]
