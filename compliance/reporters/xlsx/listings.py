"""The Listings sheet: what each list says of the parties that matched; one line a listing."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from compliance.model import Manifest
from compliance.model.visible_text import visible
from compliance.reporters.base import NOT_ADVICE
from compliance.reporters.xlsx.cells import Looked, Pen, widths
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.lines import ListingLine
from compliance.reporters.xlsx.looks import (
    HEADER,
    LINK,
    NOTICE,
    SENTENCE,
    TEXT,
    TITLE,
    make_opening_look,
)
from compliance.reporters.xlsx.markup import blocks
from compliance.reporters.xlsx.page import set_up
from compliance.reporters.xlsx.positions import Positions
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.text_heights import TITLE_HEIGHT, height

COLUMNS: tuple[tuple[str, float], ...] = (
    ("Listed party", 16),
    ("List", 14),
    ("Why listed", 32),
    ("What it restricts", 24),
    ("Licence requirement", 12),
    ("Review policy", 15),
    ("Citation", 9),
    ("Dates", 9.5),
    ("Status", 11.5),
    ("Source", 19),
    ("Publisher", 10),
)
SIZES = tuple(size for _, size in COLUMNS)
HEADER_ROW = 3
HEADER_HEIGHT = 31.0
"""Points; the buttons of the filter leave the headings less room."""
RIGHT = get_column_letter(len(COLUMNS))
PRINTED = len(COLUMNS) - 1
"""How many columns are printed: the last leads to the publisher, which is of no use on paper."""
TITLE_START = "Listings of the parties that matched in "
_NONE = "None: no party of this file is open or was decided."


def add(
    frames: Frames, title: str, manifest: Manifest, positions: Positions, styles: Styles
) -> None:
    """Add the sheet behind those that are there."""
    sheet = frames.add(title)
    set_up(sheet, manifest, "Restricted-party screening, listings")
    widths(sheet, SIZES)
    lines = positions.listings.lines
    last = HEADER_ROW + max(1, len(lines))
    sheet.print_area = f"A1:{get_column_letter(PRINTED)}{last}"
    if lines:
        sheet.freeze_panes = f"B{HEADER_ROW + 1}"
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{RIGHT}{last}"
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    for number, line in enumerate(lines, start=HEADER_ROW + 1):
        frames.link(title, f"{RIGHT}{number}", address=line.address)
    rows = _rows(Pen(sheet, styles), manifest.input.name, lines)
    frames.fill(title, blocks(rows), f"A1:{RIGHT}{last}")


def _rows(pen: Pen, file: str, lines: Sequence[ListingLine]) -> Iterator[bytes]:
    """Title, notice, headings and a row a line; the first of a party is marked."""
    yield pen.write([(f"{TITLE_START}{file}", TITLE)], TITLE_HEIGHT)
    yield pen.write([(NOT_ADVICE, NOTICE)])
    yield pen.write([(name, HEADER) for name, _ in COLUMNS], HEADER_HEIGHT)
    if not lines:
        yield pen.write([(_NONE, SENTENCE)])
    before = ""
    for line in lines:
        texts = (
            line.party,
            line.list,
            line.reason,
            line.effect,
            line.requirement,
            line.policy,
            line.citation,
            line.dates,
            line.status,
            line.source,
        )
        publisher = ("see there", LINK) if line.address else (None, TEXT)
        cells: list[Looked] = [*((visible(text), TEXT) for text in texts), publisher]
        needed = height(zip((value for value, _ in cells), SIZES, strict=True))
        if line.party != before:
            cells = [(value, make_opening_look(look)) for value, look in cells]
        yield pen.write(cells, needed)
        before = line.party
