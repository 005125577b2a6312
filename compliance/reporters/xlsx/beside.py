"""What stands beside a row of the user's: the decision columns."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from compliance.reporters.base import LABELS
from compliance.reporters.xlsx.cells import FORMULA_STARTS, Looked, cell, sheet_text
from compliance.reporters.xlsx.findings import Mark
from compliance.reporters.xlsx.heights import NORMAL_HEIGHT, height
from compliance.reporters.xlsx.looks import (
    DECISIONS,
    DESTINATION,
    HEADER,
    QUIET,
    QUIET_DESTINATION,
    QUIET_SCORE,
    SCORE,
    TEXT,
    Look,
)
from compliance.reporters.xlsx.markup import Value, shared_cell
from compliance.reporters.xlsx.strings import Strings
from compliance.reporters.xlsx.styles import Styles

Beside = Sequence[Looked]
"""Values and looks of cells beside the user's own."""

HEADINGS: Beside = tuple(
    (text, HEADER)
    for text in ("Screening decision", "Matched listed name", "List", "Score", "Why", "Destination")
)
WIDTHS = (17, 30, 30, 7, 40, 24)


class Margin:
    """The decision columns of one sheet, to the right of column number `last`."""

    def __init__(self, styles: Styles, strings: Strings, last: int) -> None:
        self._styles = styles
        self._strings = strings
        self._letters = [get_column_letter(last + at) for at in range(1, len(HEADINGS) + 1)]
        self._last: tuple[Mark, list[bytes]] | None = None

    def headings(self, number: int) -> bytes:
        """The cells beside the user's header."""
        return self._cells(number, HEADINGS).encode()

    def quiet(self, number: int, mark: Mark) -> bytes | None:
        """The cells beside a row that nobody has to look at, as most are; None for another row."""
        if self._last is None or self._last[0] is not mark:  # mostly the row above has the same
            if told_whole(mark):
                return None
            self._last = mark, self._quiet(mark)
        return (b"%d" % number).join(self._last[1])

    def whole(self, number: int, mark: Mark) -> bytes:
        """The cells beside a row that somebody must look at."""
        return self._cells(number, beside(mark)).encode()

    def beside(self, number: int, mark: Mark) -> bytes:
        """The cells beside a row."""
        return self.quiet(number, mark) or self.whole(number, mark)

    def _cells(self, number: int, cells: Beside) -> str:
        return "".join(
            cell(f"{letters}{number}", value, look, self._styles)
            for letters, (value, look) in zip(self._letters, cells, strict=True)
        )

    def _quiet(self, mark: Mark) -> list[bytes]:
        """The cells of a row, cut where its number goes."""
        made = "".join(
            self._shared(f"{letters}\0", value, look)
            for letters, (value, look) in zip(self._letters, beside(mark), strict=True)
        )
        return made.encode().split(b"\0")

    def _shared(self, place: str, value: Value, look: Look) -> str:
        """A cell whose text is shared; nothing special about it, so that it can be repeated."""
        safe = sheet_text(value) if isinstance(value, str) else ""
        index = None if not safe or safe.startswith(FORMULA_STARTS) else self._strings.index(safe)
        if index is None:
            return cell(place, value, look, self._styles)
        return shared_cell(place, self._styles.of(look), index)


def needed_height(mark: Mark) -> float:
    """Points that the decision columns of a row need."""
    if not told_whole(mark):
        return NORMAL_HEIGHT
    return height((value, size) for (value, _), size in zip(beside(mark), WIDTHS, strict=True))


def beside(mark: Mark) -> Beside:
    """The decision columns of one row."""
    text, score = (TEXT, SCORE) if told_whole(mark) else (QUIET, QUIET_SCORE)
    return (
        (_label(mark), DECISIONS.get(mark.shade, text)),
        (mark.matched, text),
        (mark.lists, text),
        (mark.score, score),
        (mark.why, text),
        (mark.destination or None, _destination_look(mark, text)),
    )


def _destination_look(mark: Mark, text: Look) -> Look:
    if not mark.destination:
        return text
    return DESTINATION if told_whole(mark) else QUIET_DESTINATION


def _label(mark: Mark) -> str:
    return f"{LABELS[mark.decision]}, decided" if mark.settled else LABELS[mark.decision]


def told_whole(mark: Mark) -> bool:
    """Whether the texts are wrapped: a long one in one line runs off the page, which shrinks it."""
    return mark.shade in DECISIONS or bool(mark.matched)
