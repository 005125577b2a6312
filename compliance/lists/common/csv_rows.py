"""Pure: a list in CSV as rows, each with its place, and what is said of a file that is broken."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NoReturn

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.common.texts import fold_spaces
from compliance.model import Rejected

MOST_PROBLEMS_TOLD = 3
DOWNLOAD_AGAIN = "download the list again"
NOTHING_SCREENED = "download the list again: nothing was screened"
MOST_PEEKED = 10_000
"""Bytes of a file that are looked at to tell what it is."""

CsvRow = Mapping[str, str]
"""One row of a file by its columns; a column without a value is empty."""


class CsvRecord(Struct, frozen=True, kw_only=True):
    """One row of a file and the lines it stands on."""

    line: int
    """First line of the row, from 1."""
    last_line: int
    cells: list[str]


# --- Text files -------------------------------------------------------------------------------


def read_records(
    data: bytes, name: str, *, delimiter: str = ",", strict: bool = True
) -> Iterator[CsvRecord]:
    """The rows of a CSV file. Raises ListError when it is no UTF-8 text or no CSV.

    Strict reading refuses a file that ends inside quotation marks, which was cut off.
    """
    text = io.StringIO(decode_text(data, name), newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=strict)
    line = 0
    try:
        for cells in reader:
            yield CsvRecord(line=line + 1, last_line=reader.line_num, cells=cells)
            line = reader.line_num
    except csv.Error as error:
        raise ListError(f"{name}: line {line + 1} is no CSV: {error}", DOWNLOAD_AGAIN) from error


def decode_text(data: bytes, name: str) -> str:
    """The file as text. Raises ListError with the first line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{name}: line {line} is not UTF-8 text"
        raise ListError(problem, f"{DOWNLOAD_AGAIN}, and do not save it from Excel") from error


def peek_header(data: bytes, *, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for telling formats apart; never raises."""
    head = data[:MOST_PEEKED].decode("utf-8-sig", errors="replace")
    try:
        return next(csv.reader([head.partition("\n")[0].rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def read_table(
    data: bytes, name: str, columns: Sequence[str], *, delimiter: str = ","
) -> list[tuple[CsvRecord, CsvRow]]:
    """Every row under the header, empty lines left out, by its columns.

    Raises ListError when a column is missing or a row has more or fewer cells than the header.
    """
    found = read_records(data, name, delimiter=delimiter)
    header = next(found, None)
    names = header.cells if header else []
    if missing := [column for column in columns if column not in names]:
        raise ListError(f"{name}: line 1 lacks the columns {', '.join(missing)}", NOTHING_SCREENED)
    filled = [record for record in found if record.cells]
    width = len(names)
    refuse_problems(
        name, (reject_torn(record, width) for record in filled if len(record.cells) != width)
    )
    return [(one, dict(zip(names, one.cells, strict=True))) for one in filled]


def reject_torn(record: CsvRecord, width: int) -> Rejected:
    """A row that has too many or too few cells."""
    return Rejected(line=record.line, reason=f"{len(record.cells)} of {width} columns")


# --- Broken files -----------------------------------------------------------------------------


def refuse_problems(name: str, problems: Iterable[Rejected]) -> None:
    """Raises ListError with the first problems, if there is one: the list is not used at all."""
    found = list(problems)
    if found:
        raise ListError(describe_problems(found, name), NOTHING_SCREENED)


def describe_problems(problems: Sequence[Rejected], name: str) -> str:
    """The first problems in one line, and how many there are."""
    first = "; ".join(
        f"line {problem.line}: {problem.reason}" for problem in problems[:MOST_PROBLEMS_TOLD]
    )
    more = len(problems) - MOST_PROBLEMS_TOLD
    return f"{name}: the list is broken: {first}" + (f"; and {more} more" if more > 0 else "")


def refuse_empty(name: str) -> NoReturn:
    """Raises ListError for a file that holds no party: it would find nobody."""
    raise ListError(f"{name}: the list holds no entry", "download it again")


class HeadedRow(Struct, frozen=True, kw_only=True):
    """One row of the file: where it begins, from 1, and its cells, white space folded."""

    number: int
    cells: Mapping[str, str]


def read_filled(data: bytes, name: str, *, windows: bool = False) -> Iterator[CsvRecord]:
    """Every row that is not blank; with `windows` a file that is no UTF-8 is Windows-1252.

    Raises ListError when it is neither, or no CSV.
    """
    found = read_records(recode_utf8(data) if windows else data, name)
    return (record for record in found if any(cell.strip() for cell in record.cells))


def recode_utf8(data: bytes) -> bytes:
    """The same text in UTF-8; as it stands when it is that already, or Windows-1252 neither."""
    try:
        decode_text(data, "")
    except ListError:
        try:
            return data.decode("cp1252").encode()
        except UnicodeDecodeError:
            return data
    return data


def read_headed(found: Iterator[CsvRecord], name: str, columns: Sequence[str]) -> list[HeadedRow]:
    """The rows under their header, which is the next row.

    Raises ListError when the header lacks one of the columns, and when a row has more or fewer
    cells than the header.
    """
    first = next(found, None)
    header = [cell.strip() for cell in first.cells] if first else []
    if missing := [column for column in columns if column not in header]:
        place = f"{name}: line {first.line if first else 1}"
        raise ListError(f"{place} lacks the columns {', '.join(missing)}", NOTHING_SCREENED)
    rows = list(found)
    refuse_problems(
        name, (reject_torn(row, len(header)) for row in rows if len(row.cells) != len(header))
    )
    return [
        HeadedRow(
            number=row.line, cells=dict(zip(header, map(fold_spaces, row.cells), strict=True))
        )
        for row in rows
    ]
