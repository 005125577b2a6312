"""What the markup of a file itself says of its cells, beside what the reading library gave.

python-calamine drops cells in silence: a shared string with a blank around its number, CDATA, an
error value, a formula without a result. So every sheet is looked at twice. The first look, without
the library, tells how far the sheet reaches and keeps one number a row, made of the texts in it. If
the library's rows make other numbers, the second look compares cell by cell, and what the markup
says stands. Nothing that is filled may become an empty cell: it is text, or it is a gap with a
reason.
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct, field

UNSTORED = (
    "formula without a stored value; open the file in Excel or LibreOffice, save it and try again"
)
UNDECODED = "the value of the cell could not be read"
TWO_VALUES = "the file gives this cell two different values"
MAX_CORRECTIONS = 2_000_000
"""Most cells of a sheet that may be read otherwise than by the library: they are held."""
MOST_ROWS = 1 << 62
"""Beyond the last row of any sheet."""
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
"""What python-calamine returns for a cell; an empty cell is the empty text."""
EXACT_INTEGER = 1e15
"""Below this a float holds every integer of 15 digits exactly."""
Merge = tuple[tuple[int, int], tuple[int, int]]
"""((first row, first column), (last row, last column)), all from 0."""


class Gap(Struct, frozen=True):
    """A filled cell whose content cannot be read, and why."""

    reason: str


class Undecoded(Struct, frozen=True):
    """A value that the library decodes: a date, a packed number. Its text where it is known."""

    text: str = ""


StoredCell = str | float | bool | Gap | Undecoded
StoredRow = tuple[int, dict[int, StoredCell]]
"""Row number from 1, and its filled cells by column position from 0."""
EXACT = (str, bool)
"""What must be read alike; numbers are dates where a format says so, which the library knows."""
Texts = dict[int, dict[int, str]]
"""Row number from 1 -> column position from 0 -> the cell's text, or the reason of its gap."""
Values = tuple[int, int, Sequence[Value]]
"""Of one row of the library: number from 1, position of the first value, the values."""


class SheetSurvey(Struct):
    """What the markup tells of one sheet."""

    height: int = 0
    """Rows up to the last filled cell."""
    width: int = 0
    """Columns up to the last filled cell."""
    reach: tuple[int, int] = (0, 0)
    """Rows and columns up to the last cell that has any value, be it the empty text."""
    merges: list[Merge] = field(default_factory=list)
    gaps: Texts = field(default_factory=dict)
    """Why cells cannot be read."""
    texts: Texts = field(default_factory=dict)
    """Texts of cells that the library dropped or read otherwise; empty where it gave too much."""
    is_sorted: bool = True
    """Whether rows follow each other upwards in the file."""
    digests: "array[int]" = field(default_factory=lambda: array("q"))
    """One number for the texts of each row from row 1 on, 0 where there is none."""

    held: int = 0
    """Cells that are held in `gaps` and `texts`."""

    def add_rows(self, first: int, count: int, cells: Mapping[int, StoredCell]) -> None:
        """Take in so many rows with the same filled cells. Raises TooManyCorrections."""
        self.is_sorted = self.is_sorted and first > self.height
        self.height = max(self.height, first + count - 1)
        self.width = max(self.width, max(cells) + 1)
        for at, cell in cells.items():
            if isinstance(cell, Gap):
                for number in range(first, first + count):
                    self._hold(self.gaps, number, at, cell.reason)
        if self.is_sorted:
            self.digests.extend(array("q", [0]) * (first - 1 - len(self.digests)))
            self.digests.extend(array("q", [digest_cells(cells)]) * count)

    @property
    def area(self) -> int:
        """Most cells that a reader may take for filled, counted from A1."""
        return max(self.height, self.reach[0]) * max(self.width, self.reach[1])

    def agrees_with(self, rows: Iterable[Values]) -> bool:
        """Whether the library read the same texts in the same places."""
        if not self.is_sorted:
            return False
        here = 0
        for number, left, values in rows:
            if any(self.digests[here : number - 1]):
                return False
            here = number
            known = self.digests[number - 1] if number <= len(self.digests) else 0
            if digest_values(left, values) != known:
                return False
        return not any(self.digests[here:])

    def forget_digests(self) -> None:
        """Free what is not needed once the rows were compared."""
        self.digests = array("q")

    def correct(self, stored: Iterable[StoredRow], rows: Iterable[Values]) -> None:
        """Fill `texts` and `gaps` where the markup says otherwise than the library, cell by cell.

        `stored` must be sorted. Raises TooManyCorrections.
        """
        for number, cells, left, values in _side_by_side(stored, rows):
            for at, cell in cells.items():
                other = values[at - left] if left <= at < left + len(values) else ""
                self._correct_cell(number, at, cell, other)

    def _correct_cell(self, number: int, at: int, cell: StoredCell, other: Value) -> None:
        if isinstance(cell, Gap):
            self._hold(self.gaps, number, at, cell.reason)
            if other != "":
                self._hold(self.texts, number, at, "")
        elif isinstance(cell, Undecoded):
            if other == "" and cell.text:
                self._hold(self.texts, number, at, cell.text)
            elif other == "":
                self._hold(self.gaps, number, at, UNDECODED)
        elif cell != other and (type(cell) in EXACT or type(other) is str):
            self._hold(self.texts, number, at, format_value(cell))

    def _hold(self, texts: Texts, number: int, at: int, text: str) -> None:
        """Put a text into its place. Raises TooManyCorrections."""
        row = texts.setdefault(number, {})
        self.held += at not in row
        if self.held > MAX_CORRECTIONS:
            raise TooManyCorrections
        row[at] = text


class TooManyCorrections(ValueError):  # noqa: N818 - not an error of the user interface
    """A sheet has more than MAX_CORRECTIONS cells that the library does not read, or cannot."""


def digest_cells(cells: Mapping[int, StoredCell]) -> int:
    """One number for the places of a row's filled cells and the texts in them."""
    items = [
        (at, cell if type(cell) in EXACT else None)
        for at, cell in cells.items()
        if type(cell) is not Gap
    ]
    items.sort()
    return hash(tuple(items)) if items else 0


def digest_values(left: int, values: Sequence[Value]) -> int:
    """The same of what the library gave."""
    items = [
        (at, value if type(value) in EXACT else None)
        for at, value in enumerate(values, left)
        if value != ""
    ]
    return hash(tuple(items)) if items else 0


def combine_rows(rows: Iterable[StoredRow]) -> list[StoredRow]:
    """Rows in order, each once; a place that the file fills twice must say the same twice.

    Raises TooManyCorrections.
    """
    found: dict[int, dict[int, StoredCell]] = {}
    held = 0
    for number, cells in rows:
        known = found.setdefault(number, {})
        for at, cell in cells.items():
            add_cell(known, at, cell)
        held += len(cells)
        if held > MAX_CORRECTIONS:
            raise TooManyCorrections
    return sorted(found.items(), key=itemgetter(0))


def add_cell(cells: dict[int, StoredCell], at: int, cell: StoredCell) -> None:
    """Put a cell into its place; two that differ are a gap."""
    cells[at] = Gap(TWO_VALUES) if cells.get(at, cell) != cell else cell


def _side_by_side(
    stored: Iterable[StoredRow], rows: Iterable[Values]
) -> Iterator[tuple[int, Mapping[int, StoredCell], int, Sequence[Value]]]:
    """Each stored row with the library's values of the same row, if it has any."""
    others = iter(rows)
    other: Values = (0, 0, ())
    for number, cells in stored:
        while other[0] < number:
            other = next(others, (MOST_ROWS, 0, ()))
        _, left, values = other if other[0] == number else (number, 0, ())
        yield number, cells, left, values


# --- Values -----------------------------------------------------------------------------------


def format_value(value: Value) -> str:
    """Return the text of a stored value: 7.0 -> `7`, dates in ISO 8601, True -> `TRUE`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < EXACT_INTEGER:
        return str(int(value))
    return format(value, ".15g")


def _moment(value: dt.datetime) -> str:
    """A date with no time of day is shown as a date."""
    if value.time() == dt.time.min:
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")
