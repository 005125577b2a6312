"""How high a row must be for its wrapped texts.

Excel finds the height of a row by itself, LibreOffice only when it feels like it, and neither for
merged cells. So every row with wrapped text gets its height from an estimate, a little generous,
because a line too many costs paper and a line too few loses words.
"""

import re
import textwrap
from collections.abc import Iterable

from compliance.reporters.xlsx.cells import Value

LINE = 12.0
"""Points of one line of 9-point text."""
TITLE_HEIGHT = 22.0
"""Points of a row with a title in it."""
HIGHEST = 409.0
"""Points; no program shows more in one row."""

# Scripts whose characters take the place of two: from Hangul Jamo and CJK to the full-width forms.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)


def height(cells: Iterable[tuple[Value, float]]) -> float:
    """Points that a row needs for these (value, column width) pairs."""
    most = max((lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return min(HIGHEST, LINE * most + 3)


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of that width (in characters of the default font)."""
    # 9-point Calibri fits 1.4 characters to a unit of width, measured; a little is kept back.
    fitting = max(1, int(width * 1.3))
    return sum(_wrapped(line, fitting) for line in text.split("\n"))


def _wrapped(line: str, fitting: int) -> int:
    if len(line) > fitting * 40:  # higher than any row: no need to know by how much
        return 40
    wide = _WIDE.sub("xx", line)
    if len(wide) <= fitting:
        return 1
    return max(1, len(textwrap.wrap(wide, fitting)))
