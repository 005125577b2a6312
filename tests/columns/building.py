"""Rows for the tests of columns."""

from collections.abc import Iterable, Sequence

from compliance.columns import ColumnMapping, NoMapping, SheetLayout, ask_rows, find_layout
from compliance.model import Question, Row


def rows(*lines: Sequence[str] | str) -> list[Row]:
    """Rows from 1 on; a line may be written `a | b | c`, an empty one is blank."""
    return [
        Row(sheet="S", number=number, cells=cells(line)) for number, line in enumerate(lines, 1)
    ]


def cells(line: Sequence[str] | str) -> tuple[str, ...]:
    """The cells of a line."""
    if not isinstance(line, str):
        return tuple(line)
    return tuple(cell.strip() for cell in line.split("|")) if line else ()


def layout(table: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()) -> SheetLayout:
    """What is understood of a sheet that has parties."""
    found = find_layout(table, overrides)
    assert isinstance(found, SheetLayout), found
    return found


def mapping(table: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()) -> ColumnMapping:
    """What is understood of the only table of a sheet."""
    [found] = layout(table, overrides).tables
    return found.mapping


def refusal(table: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()) -> str:
    """Why no party column is found in a table that has none."""
    found = find_layout(table, overrides)
    assert isinstance(found, NoMapping), found
    return found.reason


def roles(table: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """(column letter, role) of every column in use."""
    return [(each.letter, each.role) for each in mapping(table, overrides).columns]


def asked(table: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()) -> list[Question]:
    """The questions of a sheet."""
    return list(ask_rows("f.csv", table, layout(table, overrides)))


def names(questions: Iterable[Question]) -> list[tuple[int, str, str]]:
    """(row, role, name) of questions."""
    return [(each.row, each.party.role, each.party.name) for each in questions]
