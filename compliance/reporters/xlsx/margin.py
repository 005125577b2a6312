"""What stands beside a row of the user's: the decision columns.

The row's height is the user's: where it is fixed, a long text shows its first line, and Hits has
all of it. The last text is wrapped nevertheless where it is long: one that ran on to the right
would be printed, and shrink the page.
"""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from compliance.reporters.base import LABELS
from compliance.reporters.xlsx.cells import Looked, cell
from compliance.reporters.xlsx.looks import (
    MARGIN_DECISIONS,
    MARGIN_HEADER,
    QUIET,
    QUIET_DESTINATION,
    QUIET_SCORE,
    WRAPPED,
)
from compliance.reporters.xlsx.row_marks import Mark
from compliance.reporters.xlsx.stylesheet import Styles

Beside = Sequence[Looked]
"""Values and looks of cells beside the user's own."""

HEADINGS: Beside = tuple(
    (text, MARGIN_HEADER)
    for text in ("Screening decision", "Matched listed name", "List", "Score", "Destination", "Why")
)
WIDTHS = (19, 30, 30, 7, 24, 60)
PRINTED = 2
"""How many of them are printed where the user has fitted the sheet to the width of pages."""


class Margin:
    """The decision columns of one sheet, to the right of column number `last`."""

    def __init__(self, styles: Styles, last: int) -> None:
        self._styles = styles
        self._letters = [get_column_letter(last + at) for at in range(1, len(HEADINGS) + 1)]
        self._last: tuple[Mark, list[bytes]] | None = None

    def headings(self, number: int) -> bytes:
        """The cells beside the user's header."""
        return (b"%d" % number).join(self._cut_cells(HEADINGS))

    def beside(self, number: int, mark: Mark) -> bytes:
        """The cells beside a row."""
        if self._last is None or self._last[0] is not mark:  # mostly the row above has the same
            self._last = mark, self._cut_cells(beside(mark))
        return (b"%d" % number).join(self._last[1])

    def _cut_cells(self, cells: Beside) -> list[bytes]:
        """The cells, cut where the number of their row goes."""
        made = "".join(
            cell(f"{letters}\0", value, look, self._styles)
            for letters, (value, look) in zip(self._letters, cells, strict=True)
        )
        return made.encode().split(b"\0")


def beside(mark: Mark) -> Beside:
    """The decision columns of one row."""
    label = LABELS[mark.decision]
    # One line where the text surely fits, so that no program takes time to fit the row.
    fits = len(mark.why) <= WIDTHS[-1] and "\n" not in mark.why
    return (
        (f"{label}, decided" if mark.settled else label, MARGIN_DECISIONS.get(mark.shade, QUIET)),
        (mark.matched, QUIET),
        (mark.lists, QUIET),
        (mark.score, QUIET_SCORE),
        (mark.destination or None, QUIET_DESTINATION if mark.destination else QUIET),
        (mark.why, QUIET if fits else WRAPPED),
    )
