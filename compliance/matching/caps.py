"""The most that two names score for a reason, and the least: a figure and a sentence each.

A cap lowers what the scorecard gave ("two bodies of one kind"), a floor raises it ("the one word
that tells"). `data/caps.toml` has them; this module is its one reader.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct

from compliance.model.program_data import read_data_tables


class _Row(Struct, frozen=True):
    """What the table says of one."""

    score: float
    """0..1."""
    reason: str
    """As an officer reads it."""


class _Limit(StrEnum):
    """A figure with its reason; the value is the module that finds it, and its name."""

    @property
    def score(self) -> float:
        """The most, or the least, that such a pair scores, 0..1."""
        return _rows()[self].score

    @property
    def reason(self) -> str:
        """Why, as an officer reads it."""
        return _rows()[self].reason


class Cap(_Limit):
    """A reason why two names score no more, by the module that finds it."""

    SIBLING = "scoring.sibling"
    BRANCH = "scoring.branch"
    OFFICE = "scoring.office"
    BODY = "scoring.body"
    SERIES = "scoring.series"
    NO_SHIP = "scorers.no_ship"
    OTHER_SHIP = "scorers.other_ship"
    OTHER_TAIL = "scorers.other_tail"
    FIRM = "persons.firm"
    NAMESAKE = "persons.namesake"
    OTHER_FATHER = "persons.other_father"
    MISSPELLED = "persons.misspelled"
    READING = "persons.reading"
    OTHER_READING = "persons.other_reading"
    SOMEBODY_ELSE = "persons.somebody_else"
    LONE = "persons.lone"
    UNLIKE = "persons.unlike"
    STRANGER = "persons.stranger"


class Floor(_Limit):
    """A reason why two names score no less, by the module that finds it."""

    FAMILY = "scoring.family"
    TELLING_WORD = "scoring.telling_word"
    SLIP = "scoring.slip"
    SPELLING = "persons.spelling"


def lowest_cap(*caps: Cap | None) -> Cap | None:
    """The one that lets a pair score least; None where there is none."""
    return min(filter(None, caps), key=lambda cap: cap.score, default=None)


@cache
def _rows() -> Mapping[str, _Row]:
    return {
        f"{module}.{name}": _Row(**row)
        for module, table in read_data_tables("matching/data/caps.toml").items()
        for name, row in table.items()
    }
