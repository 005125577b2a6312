"""A list that is published as an Excel workbook, as the rows of its first sheet that has a header.

The workbook is read by the room that reads customers' workbooks, with its guards against hostile
ones. A CSV of the same columns gives the same lines.
"""

from collections.abc import Iterator, Sequence

from compliance.errors import InputError, ListError
from compliance.lists.sources.base import Files
from compliance.lists.sources.rows import NOTHING, first_row, refuse, torn
from compliance.lists.sources.rows import Record as Row
from compliance.lists.sources.world import folded
from compliance.lists.sources.world_rows import Line, filled, headed

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
        return set(columns) <= {cell.strip() for cell in first_row(data)}
    if not any(mark in data for mark in (b"xl/workbook", b"xl/worksheets")):
        return False
    try:
        return any(set(columns) <= set(row.cells) for row in upper_rows(data, name))
    except ListError:
        return False


def upper_rows(data: bytes, name: str) -> list[Row]:
    """The first rows of every sheet of a workbook."""
    return [row for sheet in sheets(data, name) for row in sheet[:MOST_ABOVE]]


def table(data: bytes, name: str, columns: Sequence[str]) -> list[Line]:
    """The rows under the header by its columns, of a CSV or of a workbook.

    Raises ListError when a column is missing, a row is torn, or the file cannot be read.
    """
    if not is_workbook(data):
        return headed(filled(data, name, windows=True), name, columns)
    for sheet in sheets(data, name):
        for at, row in enumerate(sheet[:MOST_ABOVE]):
            if set(columns) <= set(row.cells):
                return lines(sheet[at:], name)
    raise ListError(f"{name}: no sheet has the columns {', '.join(columns)}", NOTHING)


def lines(found: Sequence[Row], name: str) -> list[Line]:
    """The rows below a header that is their first; cells to the right of it must be empty."""
    header = [cell for cell in found[0].cells if cell]
    width = len(header)
    refuse(name, (torn(row, width) for row in found[1:] if any(row.cells[width:])))
    return [
        Line(
            number=row.line,
            cells=dict(zip(header, (*row.cells, *[""] * width), strict=False)),
        )
        for row in found[1:]
        if any(row.cells)
    ]


def sheets(data: bytes, name: str) -> Iterator[list[Row]]:
    """The rows of each sheet that is not hidden. Raises ListError."""
    from compliance.readers.workbook import read_xlsx  # late: most lists are no workbooks

    try:
        contents = read_xlsx(data, name)
        for sheet in contents.sheets:
            if not sheet.hidden:
                yield [
                    Row(line=row.number, last_line=row.number, cells=[folded(c) for c in row.cells])
                    for row in sheet.rows
                ]
    except InputError as error:
        raise ListError(error.message, error.hint) from error
