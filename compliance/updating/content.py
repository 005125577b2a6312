"""Pure: whether what was sent can be a list at all, and the bytes out of their compression."""

import zlib

from compliance.errors import FetchError

_FOREIGN_TYPES = ("text/html", "application/xhtml+xml", "application/pdf", "image/", "video/")
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_FOREIGN = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_MOST_RATIO = 100
"""Bytes that may come out of one: XML, which is packed best, makes some twenty."""
_ANY_SIZE = 1 << 24
"""Bytes that may come out in any case (16 MiB)."""
_HINT = "a login or error page? open the address in a browser; the kept list stays in use"


class TooMuchError(Exception):
    """More bytes than allowed came out of few."""


def refuse_type(kind: str, name: str) -> None:
    """Raise FetchError when the server itself says that it is no list."""
    plain = kind.partition(";")[0].strip().casefold()
    if plain.startswith(_FOREIGN_TYPES):
        raise FetchError(f"{name}: the server sent {plain}, which is no list", _HINT)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise FetchError when the first bytes are those of a web page or a picture, or of nothing."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise FetchError(f"{name}: the server sent nothing", "try again later")
    if head.lower().startswith(_PAGES):
        raise FetchError(f"{name}: the server sent a web page, not a list", _HINT)
    for mark, what in _FOREIGN.items():
        if head.startswith(mark):
            raise FetchError(f"{name}: the server sent {what}, not a list", _HINT)


def decoded(data: bytes, encoding: str, most: int) -> bytes:
    """The bytes without the compression of the transfer.

    Raises ValueError when they are broken or of an unknown compression, TooMuchError when more than
    `most` bytes come out, or far more than come out of any list.
    """
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip"):
        raise ValueError(f"sent in a compression that was not asked for ({encoding})")
    most = min(most, _ANY_SIZE + _MOST_RATIO * len(data))
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError("the compressed transfer is broken") from error
    if len(plain) > most:
        raise TooMuchError
    if not reader.eof:
        raise ValueError("the compressed transfer ends in the middle")
    return plain
