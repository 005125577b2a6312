"""What the parts of reading back share: places and problems."""

from collections.abc import Iterable, Iterator, Sequence
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
    SCOPE = "scope"


OPTIONAL = frozenset((Field.SCOPE,))
"""Fields whose column a report may lack: older reports have none."""


MOST_PLACES = 5
"""Places that one line names."""


class Scope(StrEnum):
    """Which matches of a party a decision is on."""

    MATCH = "this match"
    PARTY = "all matches of this party"
    """This one and all others that nothing is filled in for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, and where."""

    place: str
    """File, sheet and cell; of a page its file, decision and field."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def group_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each different problem: where it is, and of many places how many more."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.what, []).append(problem.place)
    for what, found in places.items():
        more = len(found) - MOST_PLACES
        rest = f"; and {more:,} more" if more > 0 else ""
        yield f"{'; '.join(found[:MOST_PLACES])}{rest}: {what}"


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
