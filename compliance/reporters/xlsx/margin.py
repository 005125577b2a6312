"""What stands beside a row of the user's: the decision columns.

The row's height is the user's, so that every text stands in one line; the last one runs on over the
empty cells to its right, and the sheet of hits has all of it.
"""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from compliance.reporters.base import LABELS
from compliance.reporters.xlsx.cells import Looked, cell
from compliance.reporters.xlsx.findings import Mark
from compliance.reporters.xlsx.looks import (
    MARGIN_DECISIONS,
    MARGIN_HEADER,
    QUIET,
    QUIET_DESTINATION,
    QUIET_SCORE,
)
from compliance.reporters.xlsx.stylesheet import Styles

Beside = Sequence[Looked]
"""Values and looks of cells beside the user's own."""

HEADINGS: Beside = tuple(
    (text, MARGIN_HEADER)
    for text in ("Screening decision", "Matched listed name", "List", "Score", "Destination", "Why")
)
WIDTHS = (19, 30, 30, 7, 24, 60)


class Margin:
    """The decision columns of one sheet, to the right of column number `last`."""

    def __init__(self, styles: Styles, last: int) -> None:
        self._styles = styles
        self._letters = [get_column_letter(last + at) for at in range(1, len(HEADINGS) + 1)]
        self._last: tuple[Mark, list[bytes]] | None = None

    def headings(self, number: int) -> bytes:
        """The cells beside the user's header."""
        return (b"%d" % number).join(self._cut(HEADINGS))

    def beside(self, number: int, mark: Mark) -> bytes:
        """The cells beside a row."""
        if self._last is None or self._last[0] is not mark:  # mostly the row above has the same
            self._last = mark, self._cut(beside(mark))
        return (b"%d" % number).join(self._last[1])

    def _cut(self, cells: Beside) -> list[bytes]:
        """The cells, cut where the number of their row goes."""
        made = "".join(
            cell(f"{letters}\0", value, look, self._styles)
            for letters, (value, look) in zip(self._letters, cells, strict=True)
        )
        return made.encode().split(b"\0")


def beside(mark: Mark) -> Beside:
    """The decision columns of one row."""
    return (
        (_label(mark), MARGIN_DECISIONS.get(mark.shade, QUIET)),
        (_one_line(mark.matched), QUIET),
        (_one_line(mark.lists), QUIET),
        (mark.score, QUIET_SCORE),
        (_one_line(mark.destination) or None, QUIET_DESTINATION if mark.destination else QUIET),
        (_one_line(mark.why), QUIET),
    )


def _one_line(text: str) -> str:
    """A text that makes no program break the line, and the row higher."""
    return "; ".join(text.splitlines())


def _label(mark: Mark) -> str:
    return f"{LABELS[mark.decision]}, decided" if mark.settled else LABELS[mark.decision]
