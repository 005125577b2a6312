"""Whether a part of a user's workbook can be copied as the bytes it is.

Nearly all programs write sheets in the same few ways; those are copied by cutting bytes. Whatever
is written differently is read as XML, row by row, and written anew; the result is the same.
"""

import re
from xml.parsers import expat

_DECLARED = re.compile(rb"""\A<\?xml[^>]*?encoding=["']([^"']+)["']""")
BOM = b"\xef\xbb\xbf"


class NotPlain(Exception):  # noqa: N818 # no error: it is then read in another way
    """The part is not written in one of the usual ways."""


class Check:
    """Proves, while pieces of a part pass through, that it is XML and in UTF-8."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._is_first = True

    def passed(self, piece: bytes) -> bytes:
        """The piece. Raises NotPlain."""
        if self._is_first and piece:
            _refuse_other_encodings(piece)
            self._is_first = False
        self._fed(piece, is_last=False)
        return piece

    def finish(self) -> None:
        """Prove that the last element is closed. Raises NotPlain."""
        self._fed(b"", is_last=True)

    def _fed(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError:
            raise NotPlain from None


def _refuse_other_encodings(start: bytes) -> None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:4]:
        raise NotPlain
    found = _DECLARED.match(start.removeprefix(BOM))
    if found and found.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise NotPlain
