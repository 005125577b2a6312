"""What the parts of reading back share: places and problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compliance.errors import RecordError


class Field(StrEnum):
    """What an officer fills in."""

    DECISION = "decision"
    REASON = "reason"
    REVIEWER = "reviewer"
    SECOND = "second"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, and where."""

    place: str
    """File, sheet and cell; of a page its file, decision and field."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Refused(RecordError):  # noqa: N818 - it says what became of them
    """Decisions that cannot be taken; every problem is told, and nothing was taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = f"{len(problems):,} problem{'s' if len(problems) > 1 else ''}"
        hint = "correct in the report what is named, save it, and import it again"
        super().__init__(f"nothing was imported: {count}", hint)
        self.problems = tuple(problems)


def letters(column: int) -> str:
    """The letters of a column by its position from 0: 27 -> AB."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def place(file: str, sheet: str, row: int, column: int | None = None) -> str:
    """A cell, or a row where no column is meant."""
    where = f"{letters(column)}{row}" if column is not None else f"row {row}"
    return f"{file}, sheet {sheet}, {'cell ' if column is not None else ''}{where}"
