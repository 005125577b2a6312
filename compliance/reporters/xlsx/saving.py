"""The same report as the same bytes, its rows streamed: no clock is read while it is written.

openpyxl stamps the time of writing into docProps/core.xml and into every entry of the zip. Here the
document carries the time of the run, and the entries the earliest date that a zip can hold.
openpyxl writes the frame of each sheet; its rows go straight into the zip.
"""

import datetime
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.packaging.extended import ExtendedProperties
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.writer.theme import theme_xml
from openpyxl.xml.constants import (
    ARC_APP,
    ARC_CORE,
    ARC_ROOT_RELS,
    ARC_SHARED_STRINGS,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    ARC_WORKBOOK_RELS,
    SHARED_STRINGS,
)
from openpyxl.xml.functions import tostring

from compliance.model import Manifest
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.cells import sheet_text

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LEVEL = 5
"""How hard rows are compressed: the usual 6 takes twice the time and saves a hundredth."""
_AHEAD = 4
"""Blocks that may wait to be compressed."""
_ROWS, _ROWS_END = b"<sheetData>", b"</sheetData>"


class _Stamped(ZipFile):
    """A zip whose entries all have the same date, whenever they are written."""

    def writestr(self, name: str, data: str | bytes) -> None:  # type: ignore[override]
        """Add text or bytes."""
        super().writestr(_entry(name), data)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=_EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined] # not in the stubs
    return entry


def save(book: Book, manifest: Manifest, stream: BinaryIO) -> None:
    """Write the workbook, dated by the manifest's time."""
    time = _utc(manifest.time)
    book.workbook.properties = DocumentProperties(
        creator=f"party-screen {manifest.version}",
        title=sheet_text(f"Restricted-party screening of {manifest.input.name}"),
        created=time,
        modified=time,
    )
    cast(Any, book.workbook).custom_doc_props = CustomPropertyList()
    with _Stamped(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        _Writer(book, archive).write_data()


class _Writer(ExcelWriter):
    """Writes the parts of a report, which are fewer than those of any workbook."""

    def __init__(self, book: Book, archive: ZipFile) -> None:
        super().__init__(book.workbook, archive)
        self._book = book
        self._zip = archive

    def write_data(self) -> None:
        """Write every part."""
        workbook = cast(Any, self._book.workbook)
        write = self._zip.writestr
        write(ARC_APP, tostring(ExtendedProperties().to_tree()))
        write(ARC_CORE, tostring(workbook.properties.to_tree()))
        write(ARC_THEME, workbook.loaded_theme or theme_xml)
        cast(Any, self)._write_worksheets()
        has_strings = self._write_strings()
        write(ARC_STYLE, tostring(write_stylesheet(workbook)))
        writer: Any = WorkbookWriter(workbook)
        write(ARC_ROOT_RELS, writer.write_root_rels())
        write(ARC_WORKBOOK, writer.write())
        if has_strings:
            writer.rels.append(_related("sharedStrings", "sharedStrings.xml"))
        write(ARC_WORKBOOK_RELS, writer.write_rels())
        cast(Any, self.manifest)._write(self._zip, workbook)

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a sheet with its rows between the two halves of its frame."""
        sheet = cast(Any, ws)
        sheet._drawing = SpreadsheetDrawing()
        area = self._book.areas.get(sheet.title, "")
        with self._zip.open(_entry(sheet.path[1:]), "w", force_zip64=True) as part:
            part.write(_frame(sheet, area)[0] + _ROWS)
            _write_beside(part, self._book.rows.get(sheet.title, ()))
            part.write(_ROWS_END + _frame(sheet, area)[1])  # what is merged is known now
        self.manifest.append(sheet)

    def _write_strings(self) -> bool:
        """Write the shared strings, if there are any."""
        parts = self._book.strings.parts()
        first = next(parts, None)
        if first is None:
            return False
        with self._zip.open(_entry(ARC_SHARED_STRINGS), "w", force_zip64=True) as target:
            target.write(first)
            for part in parts:
                target.write(part)
        self.manifest.append(_StringsPart())
        return True


def _write_beside(part: IO[bytes], blocks: Iterable[bytes]) -> None:
    """Compress and write the blocks in a thread, while the next ones are made."""
    with ThreadPoolExecutor(1) as thread:
        waiting: deque[Future[int]] = deque()
        for block in blocks:
            waiting.append(thread.submit(part.write, block))
            if len(waiting) > _AHEAD:
                waiting.popleft().result()
        for each in waiting:
            each.result()


def _related(kind: str, target: str) -> Relationship:
    return cast(Any, Relationship)(type=kind, Target=target)  # type: ignore[no-any-return]


class _StringsPart:
    """What the list of parts says of the shared strings."""

    path = f"/{ARC_SHARED_STRINGS}"
    mime_type = SHARED_STRINGS


class _Frame(WorksheetWriter):
    """Writes a sheet without its rows."""

    def __init__(self, sheet: Worksheet, area: str, out: BytesIO) -> None:
        super().__init__(sheet, out)
        self._area = area

    def write_dimensions(self) -> None:
        """Say how far the sheet reaches, if that is known."""
        if self._area:
            self.xf.send(SheetDimension(self._area).to_tree())


def _frame(sheet: Any, area: str) -> tuple[bytes, bytes]:  # openpyxl's inner names
    """What stands before and behind the rows of a sheet; cells in it only carry notes."""
    out = BytesIO()
    frame: Any = _Frame(sheet, area, out)
    frame.write()
    sheet._rels = frame._rels
    head, _, behind = out.getvalue().partition(b"<sheetData")
    return head, behind.rpartition(_ROWS_END)[2] if _ROWS_END in behind else behind[2:]


def _utc(time: str) -> datetime.datetime:
    """The manifest's time without a zone, as the document properties want it."""
    return datetime.datetime.fromisoformat(time).astimezone(datetime.UTC).replace(tzinfo=None)
