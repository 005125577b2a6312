"""Pure: a list in CSV whose header need not be its first line, every row checked against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.errors import ListError
from compliance.lists.sources.rows import NOTHING, Record, decoded, records, refuse, torn
from compliance.lists.sources.world import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the file: where it begins, from 1, and its cells, white space folded."""

    number: int
    cells: Mapping[str, str]


def filled(data: bytes, name: str, *, windows: bool = False) -> Iterator[Record]:
    """Every row that is not blank; with `windows` a file that is no UTF-8 is Windows-1252.

    Raises ListError when it is neither, or no CSV.
    """
    found = records(as_utf8(data) if windows else data, name)
    return (record for record in found if any(cell.strip() for cell in record.cells))


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8; as it stands when it is that already, or Windows-1252 neither."""
    try:
        decoded(data, "")
    except ListError:
        try:
            return data.decode("cp1252").encode()
        except UnicodeDecodeError:
            return data
    return data


def headed(found: Iterator[Record], name: str, columns: Sequence[str]) -> list[Line]:
    """The rows under their header, which is the next row.

    Raises ListError when the header lacks one of the columns, and when a row has more or fewer
    cells than the header.
    """
    first = next(found, None)
    header = [cell.strip() for cell in first.cells] if first else []
    if missing := [column for column in columns if column not in header]:
        place = f"{name}: line {first.line if first else 1}"
        raise ListError(f"{place} lacks the columns {', '.join(missing)}", NOTHING)
    rows = list(found)
    refuse(name, (torn(one, len(header)) for one in rows if len(one.cells) != len(header)))
    return [
        Line(number=one.line, cells=dict(zip(header, map(folded, one.cells), strict=True)))
        for one in rows
    ]
