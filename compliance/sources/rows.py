"""Pure: a list file as rows, each with its place, and what is said of a file that is broken."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from compliance.errors import ListError
from compliance.model import Rejected

MOST_PROBLEMS_TOLD = 3
AGAIN = "download the list again"
NOTHING = "download the list again: nothing was screened"
MOST_PEEKED = 10_000
"""Bytes of a file that are looked at to tell what it is."""

Row = Mapping[str, str]
"""One row of a file by its columns; a column without a value is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a file and the lines it stands on."""

    line: int
    """First line of the row, from 1."""
    last_line: int
    cells: list[str]


# --- Text files -------------------------------------------------------------------------------


def records(
    data: bytes, name: str, *, delimiter: str = ",", strict: bool = True
) -> Iterator[Record]:
    """The rows of a CSV file. Raises ListError when it is no UTF-8 text or no CSV.

    Strict reading refuses a file that ends inside quotation marks, which was cut off.
    """
    text = io.StringIO(decoded(data, name), newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=strict)
    line = 0
    try:
        for cells in reader:
            yield Record(line=line + 1, last_line=reader.line_num, cells=cells)
            line = reader.line_num
    except csv.Error as error:
        raise ListError(f"{name}: line {line + 1} is no CSV: {error}", AGAIN) from error


def decoded(data: bytes, name: str) -> str:
    """The file as text. Raises ListError with the first line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"{name}: line {line} is not UTF-8 text"
        raise ListError(problem, f"{AGAIN}, and do not save it from Excel") from error


def first_row(data: bytes, *, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for telling formats apart; never raises."""
    head = data[:MOST_PEEKED].decode("utf-8-sig", errors="replace")
    try:
        return next(csv.reader([head.partition("\n")[0].rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def table(
    data: bytes, name: str, columns: Sequence[str], *, delimiter: str = ","
) -> list[tuple[Record, Row]]:
    """Every row under the header, empty lines left out, by its columns.

    Raises ListError when a column is missing or a row has more or fewer cells than the header.
    """
    found = records(data, name, delimiter=delimiter)
    header = next(found, None)
    names = header.cells if header else []
    if missing := [column for column in columns if column not in names]:
        raise ListError(f"{name}: line 1 lacks the columns {', '.join(missing)}", NOTHING)
    filled = [record for record in found if record.cells]
    width = len(names)
    refuse(name, (torn(record, width) for record in filled if len(record.cells) != width))
    return [(one, dict(zip(names, one.cells, strict=True))) for one in filled]


def torn(record: Record, width: int) -> Rejected:
    """A row that has too many or too few cells."""
    return Rejected(line=record.line, reason=f"{len(record.cells)} of {width} columns")


# --- JSON files -------------------------------------------------------------------------------


def document(data: bytes, name: str) -> Mapping[str, object]:
    """The JSON object that a file is. Raises ListError when it is no JSON or no object."""
    try:
        found = json.loads(decoded(data, name))
    except json.JSONDecodeError as error:
        raise ListError(f"{name}: line {error.lineno} is no JSON: {error.msg}", AGAIN) from error
    except (RecursionError, ValueError) as error:
        problem = f"{name}: the JSON is nested too deeply, or holds a number of too many digits"
        raise ListError(problem, AGAIN) from error
    if not isinstance(found, dict):
        raise ListError(f"{name}: the JSON holds no object", AGAIN)
    return found


def objects(found: Mapping[str, object], key: str, name: str) -> list[Mapping[str, object]]:
    """The array of objects under that key. Raises ListError when it is none."""
    items = found.get(key)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ListError(f"{name}: {key!r} is no array of objects", NOTHING)
    return items


def said(found: Mapping[str, object], key: str) -> str:
    """A text or number of an object, white space folded; empty when there is none."""
    value = found.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def listed(found: Mapping[str, object], key: str) -> list[str]:
    """The texts of an array, or of `; ` between them in one text; none empty."""
    value = found.get(key)
    items = value if isinstance(value, list) else said(found, key).split("; ")
    return [folded for item in items if (folded := " ".join(str(item or "").split()))]


# --- Broken files -----------------------------------------------------------------------------


def refuse(name: str, problems: Iterable[Rejected]) -> None:
    """Raises ListError with the first problems, if there is one: the list is not used at all."""
    found = list(problems)
    if found:
        raise ListError(told(found, name), NOTHING)


def told(problems: Sequence[Rejected], name: str) -> str:
    """The first problems in one line, and how many there are."""
    first = "; ".join(f"line {one.line}: {one.reason}" for one in problems[:MOST_PROBLEMS_TOLD])
    more = len(problems) - MOST_PROBLEMS_TOLD
    return f"{name}: the list is broken: {first}" + (f"; and {more} more" if more > 0 else "")


def empty(name: str) -> NoReturn:
    """Raises ListError for a file that holds no party: it would find nobody."""
    raise ListError(f"{name}: the list holds no entry", "download it again")
