"""How high a row must be for its wrapped texts, as a program finds it that does not fit rows.

Excel fits the rows itself when it opens the file (see `markup.row`). LibreOffice takes the height
it is told, and so does every printout made with it. So texts are laid out here
with the letter widths of Calibri, a little generous: a line too many costs paper, one too few
loses words. Held against LibreOffice, the heights of the bundled list's texts are about a tenth
above the lowest that cut nothing.
"""

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from compliance.reporters.xlsx.markup import Value

NORMAL_HEIGHT = 15.0
"""Points of a row that nobody changed."""
TITLE_HEIGHT = 22.0
"""Points of a row with a title in it."""
HIGHEST = 409.0
"""Points; no program shows more in one row."""
MOST_LINES = 45
"""Lines beyond which a row is as high as can be."""

_LINE = 9.6
"""Points of one line of 9-point text; LibreOffice takes 9.0."""
_TALLER = 3.6
"""Points more for a line with Chinese, Japanese or Korean in it: another font helps out."""
_EDGES = 2.4
"""Points above the first and below the last line; LibreOffice takes 1.4."""
_EM = 9.0
"""Points of the text, in which the widths below are given."""
_UNIT = 5.4
"""Points of one unit of column width; LibreOffice gives 5.5, Excel 5.25 (and fits by itself)."""
_MARGINS = 2.0
"""Points at the left and right of a cell that hold no text."""

# Advance widths of Calibri, in the size of the text, rounded up to the next group.
_GROUPS = (
    (0.25, " ',ijl"),
    (0.27, ".I:;"),
    (0.32, "()[]{}-fJ`"),
    (0.35, "rt!"),
    (0.40, '/\\sz"'),
    (0.43, "cxL"),
    (0.46, "vykFS|?"),
    (0.50, "agZTYEe_~#*+<=>^"),
    (0.53, "bdhnopquXPK0123456789$"),
    (0.58, "BCRVA"),
    (0.65, "DHGUN"),
    (0.69, "OQ&"),
    (0.90, "mw%MW@"),
)
_ADVANCES = {character: width for width, characters in _GROUPS for character in characters}
_WIDE_ADVANCE = 1.05
_OTHERS = 0.55
"""Letters with accents, Cyrillic, Greek, quotation marks."""
# Scripts whose characters are as wide as high: Hangul Jamo, CJK and the full-width forms.
_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
_IS_WIDE = re.compile(f"[{_WIDE}]")
# What stays on one line, and the spaces behind it, which may hang over the end of a line.
_PIECES = re.compile(rf"([{_WIDE}]|[^\s{_WIDE}-]+-*|-+)(\s*)")


def height(cells: Iterable[tuple[Value, float]]) -> float:
    """Points that a row needs for these (value, column width) pairs."""
    most = max(
        (_points(value, width) for value, width in cells if isinstance(value, str)), default=0
    )
    return min(HIGHEST, max(NORMAL_HEIGHT, round(most + _EDGES, 1)))


@lru_cache(maxsize=10_000)
def _points(text: str, width: float) -> float:
    count = lines(text, width)
    wide = len(_IS_WIDE.findall(text))
    taller = min(count, 1 + int(wide * _WIDE_ADVANCE / _room(width))) if wide else 0
    return _LINE * count + _TALLER * taller


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of that width (in characters of the default font)."""
    room, count = _room(width), 0
    for line in text.split("\n"):
        if len(line) > 4 * room * MOST_LINES:  # higher than any row: no need to know by how much
            count += MOST_LINES
            continue
        count, used = count + 1, 0.0
        for piece, spaces in _PIECES.findall(line):
            size = _size(piece)
            if used and used + size > room:
                count, used = count + 1, 0.0
            if size > room:  # broken wherever the line ends
                more = math.ceil(size / room) - 1
                count, size = count + more, size - more * room
            used += size + len(spaces) * _ADVANCES[" "]
    return count


def _room(width: float) -> float:
    """What a column holds, in the size of the text."""
    return max(1.0, (width * _UNIT - _MARGINS) / _EM)


@lru_cache(maxsize=10_000)
def _size(piece: str) -> float:
    if _IS_WIDE.match(piece):
        return _WIDE_ADVANCE
    return sum(_ADVANCES.get(character, _OTHERS) for character in piece)
