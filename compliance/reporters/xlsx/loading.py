"""The user's own workbook, loaded for its looks, with everything that acts left out.

Kept: every sheet, row and column, stored values, number formats, fonts, fills, borders, widths,
merged cells, notes, page layout. Left out: formulas (their stored values stay), links, macros,
tables, filters, conditional formats, drop-downs, pictures, charts, pivot tables, names, protection.
A report that is filed and passed on computes nothing, fetches nothing and hides no row.

openpyxl reads styles, notes and the frame of each sheet; rows and shared strings are not loaded
but copied when the report is written (`copying`, `strings`).
"""

import re
import warnings
from collections.abc import Iterable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook.views import BookView
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import COMMENTS_NS, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from compliance.readers.archive import read_pieces
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.copying import UserSheet
from compliance.reporters.xlsx.strings import Pieces, Strings
from compliance.reporters.xlsx.styles import Styles
from compliance.reporters.xlsx.wild import Meaning

_MAIN_PART = "xl/workbook.xml"
_PARTS = {
    "macros": re.compile(r"xl/vbaProject\.bin"),
    "links to other workbooks": re.compile(r"xl/externalLinks/"),
    "pictures": re.compile(r"xl/media/"),
    "charts": re.compile(r"xl/(charts|chartsheets)/"),
    "pivot tables": re.compile(r"xl/pivotTables/"),
    "table styles": re.compile(r"xl/tables/"),
}
"""What a copy cannot keep, by the part of the package that shows that there is some."""


def is_workbook(path: Path) -> bool:
    """Whether the file is an Office Open XML workbook (.xlsx, .xlsm), whatever its ending."""
    return _MAIN_PART in _parts(path)


def left_out(path: Path) -> list[str]:
    """What the file holds that the copy does not."""
    parts = _parts(path)
    return [name for name, pattern in _PARTS.items() if any(map(pattern.match, parts))]


def _parts(path: Path) -> list[str]:
    try:
        with ZipFile(path) as archive:
            return archive.namelist()
    except (BadZipFile, OSError):
        return []


class Loaded:
    """The user's workbook without its rows, and the rows to copy by the title of their sheet."""

    def __init__(self, book: Book, sheets: dict[str, UserSheet]) -> None:
        self.book = book
        self.sheets = sheets


def load(stream: BinaryIO) -> Loaded:
    """The workbook; the stream must stay open until it is written.

    Raises whatever openpyxl and this room trip over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = _Reader(stream)
        reader.read()
    workbook = reader.wb
    workbook.defined_names.clear()
    workbook.security = None
    workbook.code_name = None
    workbook.views = [BookView()]  # theirs may be minimised, or scrolled past the first sheets
    for sheet in workbook.worksheets:
        _disarm(sheet)
    return Loaded(Book(workbook, reader.strings), reader.sheets)


class _Reader(ExcelReader):
    """openpyxl's own reading, but for rows, shared strings and what a copy leaves out."""

    wb: Workbook

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, data_only=True, keep_links=False)
        self.sheets: dict[str, UserSheet] = {}
        self.strings = Strings()
        self._open = ZipFile(stream)  # openpyxl closes its own when it has read
        self._known: Meaning | None = None

    def read_strings(self) -> None:
        """Count the shared strings."""
        part = cast(Any, self.package).find(SHARED_STRINGS)
        if part is not None:
            self.strings = Strings(self._pieces(part.PartName[1:]))

    def read_worksheets(self) -> None:
        """Read the frame and the notes of every sheet; chart sheets are left out."""
        for entry, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                sheet = self.wb.create_sheet(entry.name)
                self._read_sheet(sheet, relation.target)
                sheet.sheet_state = entry.state

    def _read_sheet(self, sheet: Worksheet, part: str) -> None:
        rows = UserSheet(self._pieces(part), self._meaning())
        frame = cast(Any, BytesIO(rows.frame))
        WorksheetReader(sheet, frame, [], data_only=True, rich_text=False).bind_all()
        sheet.legacy_drawing = None
        sheet.merged_cells = MultiCellRange([CellRange(ref) for ref in rows.merged])
        self._read_notes(sheet, cast(Any, get_rels_path)(part))
        self.sheets[sheet.title] = rows

    def _read_notes(self, sheet: Worksheet, part: str) -> None:
        relations: Iterable[Any] = (
            get_dependents(self.archive, part).find(COMMENTS_NS) if part in self.valid_files else ()
        )
        for relation in relations:
            xml = cast(Any, fromstring(self.archive.read(relation.target)))
            for place, note in cast(Any, CommentSheet.from_tree(xml)).comments:
                sheet[place].comment = note

    def _meaning(self) -> Meaning:
        if self._known is None:
            styles = Styles(self.wb)
            self._known = Meaning(
                styles=styles.count,
                strings=self.strings.count,
                formulas=self.strings.formulas,
                quoted=styles.quoted,
                epoch=self.wb.epoch,
            )
        return self._known

    def _pieces(self, part: str) -> Pieces:
        return partial(read_pieces, self._open, part, part)


def _disarm(sheet: Worksheet) -> None:
    """Take out of a sheet whatever hides; what acts was not read."""
    sheet.sheet_properties.codeName = None
    for view in sheet.views.sheetView:
        view.tabSelected = False
    sheet.sheet_format.zeroHeight = None  # would hide every row without a height of its own


def last_column(sheet: Worksheet, filled: int, from_row: int) -> int:
    """The last column with content, or merged with some, from that row down; 0 for none."""
    merged = (area.max_col for area in sheet.merged_cells.ranges if area.max_row >= from_row)
    return max(filled, max(merged, default=0))
