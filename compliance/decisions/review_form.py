"""The form that officers fill in: its fields, how people write them, and what is wrong where.

How people head columns and spell decisions stands in review_words.toml. Pure but for that table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache

from msgspec import Struct

from compliance.errors import RecordError
from compliance.model import Verdict
from compliance.model.program_data import read_data_tables


class ReviewField(StrEnum):
    """What an officer fills in."""

    DECISION = "decision"
    REASON = "reason"
    REVIEWER = "reviewer"
    SECOND = "second"
    EXPIRES = "expires"
    SCOPE = "scope"


OPTIONAL_FIELDS = frozenset((ReviewField.SCOPE,))
"""Fields whose column a report may lack: older reports have none."""
HEADINGS = {
    ReviewField.DECISION: "Officer's decision",
    ReviewField.REASON: "Reason",
    ReviewField.REVIEWER: "Reviewer",
    ReviewField.SECOND: "Second reviewer",
    ReviewField.EXPIRES: "Expires",
    ReviewField.SCOPE: "Applies to",
}
"""How the report heads the columns."""
SAVED_FORM = "party-screen decisions"
"""What such a file says that it is."""
SAVED_VERSION = 1
SAVED_FIELDS = (
    ReviewField.DECISION,
    ReviewField.REASON,
    ReviewField.REVIEWER,
    ReviewField.SECOND,
    ReviewField.EXPIRES,
)
"""What is filled in on a page, in the order of its form."""
MAX_PLACES_SHOWN = 5
"""Places that one line names."""


class DecisionScope(StrEnum):
    """Which matches of a party a decision is on."""

    MATCH = "this match"
    PARTY = "all matches of this party"
    """This one and all others that nothing is filled in for."""


class ReviewProblem(Struct, frozen=True, kw_only=True):
    """What is wrong, and where."""

    place: str
    """File, sheet and cell; of a page its file, decision and field."""
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def group_problems(problems: Iterable[ReviewProblem]) -> Iterator[str]:
    """A line for each different problem: where it is, and of many places how many more."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.what, []).append(problem.place)
    for what, found_places in places.items():
        more = len(found_places) - MAX_PLACES_SHOWN
        rest = f"; and {more:,} more" if more > 0 else ""
        yield f"{'; '.join(found_places[:MAX_PLACES_SHOWN])}{rest}: {what}"


class ReviewImportError(RecordError):
    """Decisions that cannot be taken; every problem is told, and nothing was taken."""

    def __init__(self, problems: Sequence[ReviewProblem]) -> None:
        count = f"{len(problems):,} problem{'s' if len(problems) > 1 else ''}"
        hint = "correct in the report what is named, save it, and import it again"
        super().__init__(f"nothing was imported: {count}", hint)
        self.problems = tuple(problems)


def spell_column(column: int) -> str:
    """The letters of a column by its position from 0: 27 -> AB."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def describe_cell(file: str, sheet: str, row: int, column: int | None = None) -> str:
    """A cell, or a row where no column is meant."""
    where = f"{spell_column(column)}{row}" if column is not None else f"row {row}"
    return f"{file}, sheet {sheet}, {'cell ' if column is not None else ''}{where}"


# --- How people write it ------------------------------------------------------------------------

_DROPPED = re.compile(r"[.'’ʼ`´]")
_BLANKS = re.compile(r"[\s\-_‐-―]+")


def find_field(heading: str) -> ReviewField | None:
    """What a column holds by its heading; None for a column that is not the officer's."""
    name = _index_words("headings").get(_fold_text(heading))
    return ReviewField(name) if name else None


def find_verdict(text: str) -> Verdict | None:
    """The decision that a text means; None when it means none, or more than one could be meant."""
    name = _index_words("decisions").get(_fold_text(text))
    return Verdict(name) if name else None


def find_scope(text: str) -> DecisionScope | None:
    """Which matches a decision is on; an empty text means its own, and any other word None."""
    name = _index_words("scopes").get(_fold_text(text)) if text else DecisionScope.MATCH
    return DecisionScope(name) if name else None


def _fold_text(text: str) -> str:
    return _BLANKS.sub(" ", _DROPPED.sub("", text.casefold())).strip()


@cache
def _index_words(table: str) -> Mapping[str, str]:
    """Every word of a table of the data file -> what it means there."""
    tables = read_data_tables("decisions/review_words.toml")
    return {word: name for name, words in tables[table].items() for word in words}
