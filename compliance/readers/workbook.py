"""Workbooks (.xlsx, .xlsm, .xls, .ods) through python-calamine, proved by their own markup.

Neither macros nor formulas are run. A vertical merge means its value for every row it covers, so
data cells below the first are filled; a merge across columns is a heading and stays as stored
(columns/ reads it as one). Rows that are hidden, filtered or grouped are read like all others.

Every sheet is looked at twice: its markup tells how far it reaches before calamine may reserve
memory for it, and which cells are filled (`stored_cells`). Where the two differ the markup stands;
a sheet of XML that calamine cannot read at all is read from the XML alone.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.archive import check_cells, open_archive, read_pieces
from compliance.readers.base import Contents, Rows, Sheet, unique_names
from compliance.readers.compound_file import BrokenFile, extract_stream, wrap_stream
from compliance.readers.file_kind import DamagedFileError, damage_error, encryption_error
from compliance.readers.ods_cells import TableReader
from compliance.readers.stored_cells import (
    MAX_CORRECTIONS,
    SheetSurvey,
    StoredCell,
    StoredRow,
    TooManyCorrections,
    Values,
    combine_rows,
    format_value,
)
from compliance.readers.xls_records import inspect_stream
from compliance.readers.xlsx_cells import StringTable, XlsxSheetReader
from compliance.readers.xlsx_parts import StoredSheet, StoredWorkbook

MANIFEST, CONTENT = "META-INF/manifest.xml", "content.xml"
"""Parts of an .ods."""
NOTHING: Mapping[int, str] = {}
UNLISTED = "the file holds a sheet that its workbook does not list ({}); it was not read"
LISTED_AGAIN = "the workbook lists one sheet {:,} times ({}); it was read once"
MOST_SHOWN = 3
"""Names of one sheet that are shown."""
SAME_NAME = "several sheets are named {!r}; one of them is called {!r} here"
PLAIN = "sheet {!r} was read from the XML of the file alone; dates in it are shown as day numbers"
WITHOUT_CELLS = (SheetTypeEnum.ChartSheet, SheetTypeEnum.DialogSheet, SheetTypeEnum.Vba)
T = TypeVar("T")


class SheetMarkup(Struct, frozen=True, kw_only=True):
    """One sheet as its file lists and stores it."""

    survey: SheetSurvey
    read_rows: Callable[[], Iterable[StoredRow]]
    """Begins to read its filled cells again, in the order of the file."""
    name: str | None = None
    """None where only calamine tells it, so that nothing can be read without calamine."""
    is_hidden: bool | None = None
    """None where only calamine tells it."""


# --- Formats ----------------------------------------------------------------------------------


def read_xlsx(data: bytes, name: str) -> Contents:
    """Read an Excel workbook (.xlsx, .xlsm).

    Raises:
        InputError: damaged, or larger than the bounds in `archive`.

    """
    with open_archive(data, name) as archive:
        package = StoredWorkbook(archive, name)
        strings = StringTable()
        if package.strings:
            strings.read(package.pieces(package.strings), name)
        is_honest = strings.is_honest

        def survey_part(part: str) -> SheetMarkup:
            reader = XlsxSheetReader(strings.texts, name)
            survey = SheetSurvey(merges=reader.merges)
            for number, cells in reader.read_rows(package.pieces(part)):
                _add_rows(survey, number, cells, name)
            survey.reach = reader.height, reader.width
            check_cells(survey.area, name)
            return SheetMarkup(survey=survey, read_rows=partial(read_part, part))

        def read_part(part: str) -> Iterator[StoredRow]:
            return XlsxSheetReader(strings.texts, name).read_rows(package.pieces(part))

        listings = package.list_sheets()

        def survey_sheet(sheet: StoredSheet) -> SheetMarkup | None:
            first, *again = listings[sheet.part]
            if sheet is not first:  # its cells are those of the first; a thousand are an attack
                return None
            found = survey_part(sheet.part)
            is_hidden = all(listed.is_hidden for listed in (first, *again))
            markup = replace(found, name=sheet.name, is_hidden=is_hidden)
            return None if sheet.is_chart and not found.survey.height else markup

        markups = [*map(survey_sheet, package.sheets)]
        rest = package.search_rest()
        unlisted = [part for part in rest.sheets if survey_part(part).survey.height]
        for part in rest.string_tables:  # calamine may take any of them for the shared strings
            other = StringTable()
            other.read(package.pieces(part), name)
            is_honest = is_honest and other.is_honest
        _check_reach(markups, name)
        contents = _read_sheets(data if is_honest else b"", name, markups)
    again = (explain_listings(same) for same in listings.values() if same[1:])
    return replace(contents, warnings=(*contents.warnings, *again, *map(UNLISTED.format, unlisted)))


def explain_listings(sheets: Sequence[StoredSheet]) -> str:
    """What to say of a sheet that is listed several times; of many names some are shown."""
    names = [*dict.fromkeys(repr(sheet.name) for sheet in sheets)]
    shown = ", ".join([*names[:MOST_SHOWN], *["..."] * (len(names) > MOST_SHOWN)])
    return LISTED_AGAIN.format(len(sheets), shown)


def read_xls(data: bytes, name: str) -> Contents:
    """Read an old Excel workbook (.xls, at most 65,536 rows by 256 columns a sheet).

    Raises:
        InputError: damaged, or larger than the bounds in `archive`.

    """
    try:
        book = inspect_stream(extract_stream(data, ("Workbook", "Book")))
        clean = wrap_stream(book.data, "Workbook")
    except BrokenFile:
        raise damage_error(name) from None
    markups = []
    for start, reach in zip(book.starts, book.reaches, strict=True):
        survey = SheetSurvey(reach=reach)
        for number, cells in book.read_rows(start):
            _add_rows(survey, number, cells, name)
        markups.append(SheetMarkup(survey=survey, read_rows=partial(book.read_rows, start)))
    _check_reach(markups, name)
    return _read_sheets(clean, name, markups)


def read_ods(data: bytes, name: str) -> Contents:
    """Read an OpenDocument spreadsheet (.ods).

    Raises:
        InputError: damaged, encrypted, or larger than the bounds in `archive`.

    """
    with open_archive(data, name) as archive:
        has_manifest = MANIFEST in archive.NameToInfo
        manifest = read_pieces(archive, MANIFEST, name) if has_manifest else iter(())
        if b"encryption-data" in b"".join(manifest):
            raise encryption_error(name)

        def read_table(wanted: int) -> Iterator[StoredRow]:
            for row in TableReader(name).read_rows(read_pieces(archive, CONTENT, name)):
                if row.table == wanted:
                    yield from row.expand()

        reader = TableReader(name)
        surveys: list[SheetSurvey] = []
        for row in reader.read_rows(read_pieces(archive, CONTENT, name)):
            surveys.extend(SheetSurvey() for _ in range(len(surveys), row.table + 1))
            _add_rows(surveys[row.table], row.first, row.cells, name, count=row.count)
        surveys.extend(SheetSurvey() for _ in range(len(surveys), len(reader.tables)))
        markups = []
        for index, (table, survey) in enumerate(zip(reader.tables, surveys, strict=True)):
            survey.merges, survey.reach = table.merges, (table.height, table.width)
            read_rows = partial(read_table, index)
            markups.append(SheetMarkup(name=table.name, survey=survey, read_rows=read_rows))
        _check_reach(markups, name)
        return _read_sheets(data, name, markups)


def _add_rows(
    survey: SheetSurvey, first: int, cells: Mapping[int, StoredCell], name: str, count: int = 1
) -> None:
    """Take in so many rows alike. Raises InputError for more cells than are read."""
    check_cells(max(survey.height, first + count - 1) * max(survey.width, max(cells) + 1), name)
    try:
        survey.add_rows(first, count, cells)
    except TooManyCorrections:
        raise _correction_error(name) from None


def _check_reach(markups: Iterable[SheetMarkup | None], name: str) -> None:
    """Raise InputError for more cells than are read, before calamine reserves memory for them."""
    surveys = [markup.survey for markup in markups if markup]
    check_cells(sum(survey.area for survey in surveys), name)
    merges = [merge for survey in surveys for merge in survey.merges]
    check_cells(sum(bottom - top for (top, _), (bottom, _) in merges), name)


# --- Sheets -----------------------------------------------------------------------------------


def _read_sheets(data: bytes, name: str, markups: Sequence[SheetMarkup | None]) -> Contents:
    """The sheets as calamine reads them and as their markup proves them.

    There is no markup for a sheet without cells (a chart). Without data calamine is left out.
    """
    book = _attempt(partial(CalamineWorkbook.from_filelike, io.BytesIO(data)), name)
    listed: Sequence[SheetMetadata | None] = book.sheets_metadata if book else ()
    if len(listed) != len(markups):
        book, listed = None, [None] * len(markups)
    written = [
        (markup.name if markup else None) or (about.name if about else "")
        for markup, about in zip(markups, listed, strict=True)
    ]
    shown = unique_names(written)
    warnings = [
        SAME_NAME.format(own, unique)
        for own, unique, markup in zip(written, shown, markups, strict=True)
        if own != unique and markup
    ]
    sheets = []
    spanned = 0
    for at, (markup, about) in enumerate(zip(markups, listed, strict=True)):
        is_chart = about and about.typ in WITHOUT_CELLS
        if not markup or (is_chart and not markup.survey.height):
            continue
        is_first = shown[at] == written[at]  # calamine finds a sheet by its name
        found = _attempt(partial(book.get_sheet_by_index, at), name) if book and is_first else None
        if found:
            spanned += found.height * found.width
            check_cells(spanned, name)
        elif markup.name is None and is_first:
            raise damage_error(name)
        else:
            warnings.append(PLAIN.format(shown[at]))
        table = _SheetTable(found, markup, name)
        is_hidden = markup.is_hidden
        if is_hidden is None:
            is_hidden = bool(about and about.visible != SheetVisibleEnum.Visible)
        rows = Rows(table.height, partial(table.read_rows, shown[at]))
        sheets.append(Sheet(name=shown[at], hidden=is_hidden, rows=rows))
    if not sheets:
        raise InputError(f"{name}: the workbook has no sheet with cells", "check the file")
    return Contents(sheets=tuple(sheets), warnings=tuple(warnings))


class _SheetTable:
    """The cells of one sheet as calamine holds them, which is half of what rows would take.

    Beside them stand the cells that the markup stores otherwise; they are few, or too many.
    """

    def __init__(self, sheet: CalamineSheet | None, markup: SheetMarkup, name: str) -> None:
        self._sheet = sheet
        self._survey = markup.survey
        self._name = name
        if not sheet or not self._survey.agrees_with(self._values()):
            rows = markup.read_rows()
            try:
                rows = rows if self._survey.is_sorted else combine_rows(rows)
                self._survey.correct(rows, self._values())
            except TooManyCorrections:
                raise _correction_error(name) from None
        self._survey.forget_digests()
        merges = self._survey.merges or (sheet.merged_cell_ranges if sheet else None) or ()
        check_cells(sum(bottom - top for (top, _), (bottom, _) in merges), name)
        self._blocks: dict[int, list[tuple[int, int]]] = {}
        """Number of the top row of a merged block one column wide -> its column and last row."""
        for (top, left), (bottom, right) in merges:
            if left == right and bottom > top:
                self._blocks.setdefault(top + 1, []).append((left, bottom + 1))
        reached = sheet.end[0] + 1 if sheet and sheet.end else 0
        self.height = max(reached, self._survey.height)

    def read_rows(self, sheet: str) -> Iterator[Row]:
        """Every row, made anew: the cells as the markup has them, up to the last filled one."""
        below: dict[int, tuple[int, str, str]] = {}
        held = self._values()
        for number in range(1, self.height + 1):
            _, left, values = next(held, (number, 0, ()))
            cells = [value if type(value) is str else format_value(value) for value in values]
            cells = [""] * left + cells if left else cells
            for at, text in self._survey.texts.get(number, NOTHING).items():
                cells.extend("" for _ in range(len(cells), at + 1))
                cells[at] = text
            while cells and not cells[-1]:
                cells.pop()
            gaps = self._survey.gaps.get(number, NOTHING)
            if self._blocks:
                gaps = self._fill_merged(number, cells, gaps, below)
            yield Row(sheet=sheet, number=number, cells=tuple(cells), unreadable=gaps)

    def _values(self) -> Iterator[Values]:
        """What calamine holds: rows from the top, columns from the first filled one."""
        if self._sheet and self._sheet.start:
            left = self._sheet.start[1]
            with _translate_errors(self._name):
                for number, values in enumerate(self._sheet.iter_rows(), 1):
                    yield number, left, values

    def _fill_merged(
        self,
        number: int,
        cells: list[str],
        gaps: Mapping[int, str],
        below: dict[int, tuple[int, str, str]],
    ) -> Mapping[int, str]:
        """Give empty cells of a merged block the block's value; return the row's gaps.

        `below` keeps column -> (last row, value, gap) of the blocks that reach this row.
        """
        for column, (bottom, text, gap) in list(below.items()):
            if number > bottom:
                del below[column]
                continue
            if gap and not _find_cell(cells, column):
                gaps = {column: gap, **gaps}
            elif text and not _find_cell(cells, column) and column not in gaps:
                cells.extend("" for _ in range(len(cells), column + 1))
                cells[column] = text
        for column, bottom in self._blocks.get(number, ()):
            below[column] = bottom, _find_cell(cells, column), gaps.get(column, "")
        return gaps


def _find_cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


# --- Errors -----------------------------------------------------------------------------------


def _attempt(read: Callable[[], T], name: str) -> T | None:
    """What calamine reads, None where it cannot. Raises InputError for an encrypted workbook."""
    try:
        with _translate_errors(name):
            return read()
    except DamagedFileError:
        return None


@contextmanager
def _translate_errors(name: str) -> Iterator[None]:
    """Raise InputError for whatever goes wrong inside calamine."""
    try:
        yield
    except PasswordError:
        raise encryption_error(name) from None
    except CalamineError:
        raise damage_error(name) from None
    except BaseException as problem:  # what panics inside calamine is no Exception
        if type(problem).__name__ == "PanicException":
            raise damage_error(name) from None
        raise


def _correction_error(name: str) -> InputError:
    """What to say of a sheet that is written too strangely to be held beside calamine's cells."""
    return InputError(
        f"{name}: more than {MAX_CORRECTIONS:,} cells of a sheet cannot be read as usual",
        "open it in Excel or LibreOffice, save it again and try again",
    )
