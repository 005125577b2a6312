"""The index of a batch for people: files, open parties, what was not screened, and the lists.

Texts of files stay texts: a cell that begins like a formula is stored as text and marked so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.batches.index import BatchIndex, FileAnswers, IndexedFile, gap_lines
from compliance.model import Decision
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.readers.own_reports import COVERAGE
from compliance.reporters.base import (
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    round_score,
)
from compliance.storage.atomic_file import replace_file

LONGEST_TEXT = 32_000
"""Characters of a cell; a spreadsheet program takes 32,767 UTF-16 units."""
MOST_ROWS = 50_000
"""Open parties that are listed; the reports have all."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same index gives the same bytes."""
HEAD = PatternFill("solid", start_color="1F3864")
FILLS = {
    Decision.HIT: PatternFill("solid", start_color="F8CBAD"),
    Decision.REVIEW: PatternFill("solid", start_color="FFE699"),
}
LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)

FILE_HEADS = (
    ("File", 40),
    ("Result", 13),
    ("Open", 7),
    ("Parties", 9),
    ("HIT", 6),
    ("REVIEW", 9),
    ("UNSCREENED", 15),
    ("CLEAR (no match)", 12),
    ("What was not screened", 50),
    ("Report", 40),
    ("Screened at", 26),
    ("Seconds", 9),
    ("SHA-256 of the file", 67),
)
PARTY_HEADS = (
    ("File", 30),
    ("Sheet", 14),
    ("Row", 7),
    ("Role", 12),
    ("ID", 10),
    ("Party", 32),
    ("Decision", 10),
    ("Score", 7),
    ("Listed name", 32),
    ("Lists", 40),
    ("More entries", 13),
    ("Entry", 30),
)
LIST_HEADS = (
    ("List", 40),
    ("Publisher", 30),
    ("As of", 11),
    ("Entries", 9),
    ("Names", 9),
    ("Rejected rows", 10),
    ("Mind", 50),
    ("Fetched", 26),
    ("SHA-256", 67),
)
FILES_PRINTED, PARTIES_PRINTED, LISTS_PRINTED = 9, 10, 7
"""Columns that are printed; the rest is for the screen and for proof."""
LINE_HEIGHT = 14.5
"""Points of a line of text."""
MOST_LINES = 8
"""Lines of text that a row shows at most."""
Value = str | int | float
Column = tuple[str, int]
"""Heading, and width in characters."""


def write_workbook(index: BatchIndex, path: Path) -> None:
    """Write the index as a workbook. Raises OutputError."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "Files"
    links = {row: one.answers.report for row, one in enumerate(index.files, 3) if one.answers}
    fill_sheet(
        sheet, describe_title(index), FILE_HEADS, FILES_PRINTED, map(file_cells, index.files)
    )
    add_links(sheet, links, column=FILES_PRINTED + 1)
    parties, lists = book.create_sheet("Open parties"), book.create_sheet("Lists")
    fill_sheet(parties, "open parties", PARTY_HEADS, PARTIES_PRINTED, party_rows(index))
    fill_sheet(lists, "lists", LIST_HEADS, LISTS_PRINTED, list_rows(index))
    notes = ((text,) for text in note_lines(index))
    fill_sheet(book.create_sheet("Notes"), "notes", (("Note", 130),), 1, notes)
    time = datetime.fromisoformat(index.time).astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = f"party-screen {index.version}"
    book.properties.created = time
    with replace_file(path) as stream:
        stream.write(encode_book(book, time))


def describe_title(index: BatchIndex) -> str:
    """The title of the first sheet: how many files, how many parties got which answer."""
    counts = ", ".join(f"{index.counts[one]:,} {LABELS[one]}" for one in GRAVITY)
    failed = sum(not one.answers for one in index.files)
    missing = f", {failed:,} of them not screened" if failed else ""
    files = write_count(len(index.files), "file", "files")
    parties = write_count(sum(index.counts.values()), "party", "parties")
    return f"{files}{missing}; {parties}: {counts}"


def file_cells(file: IndexedFile) -> Sequence[Value]:
    """The line of a file."""
    known = file.answers
    if not known:
        return (file.path, "NOT SCREENED", *[""] * 6, file.problem)
    missing = "\n".join(gap_lines(known))
    return (
        file.path,
        result_words(file, known),
        known.open,
        sum(known.counts.values()),
        *(known.counts[one] for one in GRAVITY),
        missing,
        known.report,
        known.time,
        known.seconds,
        known.input.sha256,
    )


def result_words(file: IndexedFile, known: FileAnswers) -> str:
    """`open`, `nothing open` or `incomplete`, and whether it is of an earlier run."""
    incomplete = not sum(known.counts.values()) or any(gap_lines(known))
    word = "open" if known.open else "incomplete" if incomplete else "nothing open"
    return f"{word}, unchanged" if file.unchanged else word


def party_rows(index: BatchIndex) -> Iterator[Sequence[Value]]:
    """The lines of open parties; the last says how many there is no room for."""
    count = 0
    known = (
        (file.path, one)
        for file in index.files
        for one in (file.answers.open_parties if file.answers else ())
    )
    for path, one in islice(known, MOST_ROWS):
        count += 1
        place = (path, one.sheet, one.row, one.role, one.id, one.party)
        found = (one.decision, round_score(one.score, 2) or "", one.listed, one.lists)
        yield (*place, *found, one.more or "", one.entry)
    total = sum(one.open for one in index.answers)
    if count < total:
        yield (f"... and {total - count:,} more, in the reports",)


def list_rows(index: BatchIndex) -> Iterator[Sequence[Value]]:
    """The lists that were screened against."""
    for info in index.lists:
        mind = "\n".join((*info.warnings, *info.notices))
        counts = (info.entries, info.names, len(info.rejected))
        yield (info.title, info.publisher, info.as_of, *counts, mind, info.fetched, info.sha256)


def note_lines(index: BatchIndex) -> Iterator[str]:
    """What a reader must know, and what of the folders was not screened."""
    yield NOT_CLEARANCE
    yield NOT_ADVICE
    yield f"Written by party-screen {index.version}; the run started at {index.time}."
    yield from index.left_over


# --- Sheets -----------------------------------------------------------------------------------


def fill_sheet(
    sheet: Worksheet,
    title: str,
    heads: Sequence[Column],
    printed: int,
    rows: Iterable[Sequence[Value]],
) -> None:
    """Write title, headings and rows; headings stay in sight and can be filtered by.

    `printed` is how many columns go onto paper.
    """
    cell = put_value(sheet.cell(1, 1), f"{COVERAGE}this batch: {title}")
    cell.font, cell.alignment = Font(name="Calibri", bold=True, size=12), Alignment()
    for column, (head, width) in enumerate(heads, start=1):
        cell = put_value(sheet.cell(2, column), head)
        cell.font, cell.fill = Font(name="Calibri", bold=True, color="FFFFFF"), HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[2].height = 2 * LINE_HEIGHT
    last = 2
    for last, values in enumerate(rows, start=3):
        for column, value in enumerate(values, start=1):
            if value != "":
                put_value(sheet.cell(last, column), value)
        sheet.row_dimensions[last].height = LINE_HEIGHT * count_lines(values, heads)
    set_up_page(sheet, get_column_letter(len(heads)), get_column_letter(printed), last)


def count_lines(values: Sequence[Value], heads: Sequence[Column]) -> int:
    """How many lines of text a row takes."""
    texts = zip(values, heads, strict=False)
    needed = (
        sum(len(part) // (width - 3) + 1 for part in str(text).split("\n"))
        for text, (_, width) in texts
    )
    return min(max(needed, default=1), MOST_LINES)


def set_up_page(sheet: Worksheet, last_column: str, printed_column: str, last_row: int) -> None:
    """Headings stay in sight, columns can be filtered by, and the first fit on a page's width."""
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = f"A2:{last_column}{last_row}"
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"A1:{printed_column}{last_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    if (footer := sheet.oddFooter) and footer.left and footer.right:
        footer.left.text = "No match is not clearance."
        footer.right.text = "&P of &N"


def put_value(cell: Cell | MergedCell, value: Value) -> Cell | MergedCell:
    """Put a value into a cell; a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = visible(value.encode("utf-8", "replace").decode())[:LONGEST_TEXT]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cell.alignment = WRAPPED
        if isinstance(value, Decision):
            cell.fill = FILLS[value]
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top")
        if isinstance(value, float):
            cell.number_format = "0.00"
    return cell


def add_links(sheet: Worksheet, links: dict[int, str], column: int) -> None:
    """Link the reports, beside which the index lies."""
    for row, target in links.items():
        cell = sheet.cell(row, column)
        cell.hyperlink = quote(target)
        cell.font = LINK


def encode_book(book: Workbook, time: datetime) -> bytes:
    """The workbook's bytes, dated by the run and not by the clock."""
    raw, clean = BytesIO(), BytesIO()
    book.save(raw)
    now = book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(raw) as old, ZipFile(clean, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = data.replace(now, time.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
            new.writestr(ZipInfo(name, date_time=EARLIEST), data, ZIP_DEFLATED)
    return clean.getvalue()
