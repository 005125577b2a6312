"""A list that is published as an Excel workbook, as the rows of its first sheet that has a header.

The workbook is read by the room that reads customers' workbooks, with its guards against hostile
ones. A CSV of the same columns gives the same lines.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from compliance.errors import InputError, ListError
from compliance.lists.common.csv_rows import (
    MOST_PEEKED,
    NOTHING_SCREENED,
    HeadedRow,
    peek_header,
    read_filled,
    read_headed,
    read_records,
    refuse_problems,
    reject_torn,
)
from compliance.lists.common.csv_rows import CsvRecord as Row
from compliance.lists.common.files import Files
from compliance.lists.common.texts import fold_spaces

ARCHIVE = b"PK\x03\x04"
MOST_ABOVE = 10
"""Rows above the header that are passed over."""


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as an Excel workbook does."""
    return data.startswith(ARCHIVE)


def has_columns(files: Files, columns: Sequence[str]) -> bool:
    """Whether it is one file, CSV or workbook, with a header that has the columns; never raises."""
    if len(files) != 1:
        return False
    [(name, data)] = files.items()
    if not is_workbook(data):
        return set(columns) <= {cell.strip() for cell in peek_header(data)}
    if not any(mark in data for mark in (b"xl/workbook", b"xl/worksheets")):
        return False
    try:
        return any(set(columns) <= set(row.cells) for row in list_upper_rows(data, name))
    except ListError:
        return False


def list_upper_rows(data: bytes, name: str) -> list[Row]:
    """The first rows of every sheet of a workbook."""
    return [row for sheet in read_sheets(data, name) for row in sheet[:MOST_ABOVE]]


def read_plain_sheets(data: bytes, name: str) -> Iterator[list[Row]]:
    """The rows of each sheet of a workbook, or those of a CSV in UTF-8. Raises ListError."""
    if is_workbook(data):
        yield from read_sheets(data, name)
    else:
        yield list(read_filled(data, name))


def list_first_rows(data: bytes, name: str) -> list[Row]:
    """The first rows of every sheet, or of a CSV as far as is looked at to tell forms apart.

    Raises ListError when it is neither.
    """
    if not is_workbook(data):
        return list(islice(read_records(cut_lines(data), name, strict=False), MOST_ABOVE))
    is_excel = any(mark in data for mark in (b"xl/workbook", b"xl/worksheets"))
    return list_upper_rows(data, name) if is_excel else []


def cut_lines(data: bytes) -> bytes:
    """The first whole lines, for telling forms apart."""
    return data if len(data) <= MOST_PEEKED else data[: data.rfind(b"\n", 0, MOST_PEEKED) + 1]


def read_table(data: bytes, name: str, columns: Sequence[str]) -> list[HeadedRow]:
    """The rows under the header by its columns, of a CSV or of a workbook.

    Raises ListError when a column is missing, a row is torn, or the file cannot be read.
    """
    if not is_workbook(data):
        return read_headed(read_filled(data, name, windows=True), name, columns)
    for sheet in read_sheets(data, name):
        for at, row in enumerate(sheet[:MOST_ABOVE]):
            if set(columns) <= set(row.cells):
                return list_lines(sheet[at:], name)
    raise ListError(f"{name}: no sheet has the columns {', '.join(columns)}", NOTHING_SCREENED)


def list_lines(found: Sequence[Row], name: str) -> list[HeadedRow]:
    """The rows below a header that is their first; cells to the right of it must be empty."""
    header = [cell for cell in found[0].cells if cell]
    width = len(header)
    refuse_problems(name, (reject_torn(row, width) for row in found[1:] if any(row.cells[width:])))
    return [
        HeadedRow(
            number=row.line,
            cells=dict(zip(header, (*row.cells, *[""] * width), strict=False)),
        )
        for row in found[1:]
        if any(row.cells)
    ]


def read_sheets(data: bytes, name: str) -> Iterator[list[Row]]:
    """The rows of each sheet that is not hidden. Raises ListError."""
    from compliance.readers.workbook import read_xlsx  # late: most lists are no workbooks

    try:
        contents = read_xlsx(data, name)
        for sheet in contents.sheets:
            if not sheet.hidden:
                yield [
                    Row(
                        line=row.number,
                        last_line=row.number,
                        cells=[fold_spaces(c) for c in row.cells],
                    )
                    for row in sheet.rows
                ]
    except InputError as error:
        raise ListError(error.message, error.hint) from error
