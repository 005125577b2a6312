"""The attributes of a user's row that a copy keeps: its look, height and outline.

Left out: `hidden`, since a report hides no row; `spans`, which ours would exceed; and names that
only some programs know. ECMA-376 part 1, 18.3.1.73.
"""

import re
from typing import NamedTuple

from compliance.reporters.xlsx.plain import Cut

_ATTRIBUTE = re.compile(rb'\s([A-Za-z]+)="([^"]*)"')
_KEPT = (b"s", b"customFormat", b"outlineLevel", b"collapsed", b"thickTop", b"thickBot")
_HEIGHTS = (b"ht", b"customHeight")
MOST_KNOWN = 10_000


class RowLook(NamedTuple):
    """How a row looks."""

    kept: bytes
    """Its attributes but for the height."""
    high: bytes
    """The attributes of its height."""
    height: float | None
    """Points; None when the file does not tell."""


class RowLooks:
    """The looks of the rows of a workbook; most rows share a few."""

    def __init__(self, styles: int) -> None:
        self._styles = styles
        self._known: dict[bytes, RowLook] = {}

    def of(self, cut: Cut) -> RowLook:
        """How the row looks."""
        if cut.rest not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[cut.rest] = self._read(cut.rest)
        return self._known[cut.rest]

    def opening(self, cut: Cut) -> bytes:
        """The tag that begins the row."""
        look = self._known.get(cut.rest) or self.of(cut)
        return b'<row r="%d"%b%b>' % (cut.number, look.kept, look.high)

    def _read(self, rest: bytes) -> RowLook:
        found = dict(_ATTRIBUTE.findall(rest))
        style = found.get(b"s", b"")
        if style and not (style.isdigit() and int(style) < self._styles):
            found.pop(b"s")
            found.pop(b"customFormat", None)
        points = _points(found.get(b"ht", b""))
        high = b"".join(_shown(found, name) for name in _HEIGHTS) if points is not None else b""
        kept = b"".join(_shown(found, name) for name in _KEPT)
        return RowLook(kept, high, points)


def heightened(number: int, look: RowLook, points: float) -> bytes:
    """The tag of a row that was made as high as its texts need; Excel may fit it again."""
    return b'<row r="%d"%b ht="%b">' % (number, look.kept, f"{points:g}".encode())


def _shown(found: dict[bytes, bytes], name: bytes) -> bytes:
    return b' %b="%b"' % (name, found[name]) if name in found else b""


def _points(text: bytes) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
