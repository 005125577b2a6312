"""What two names of persons score at most, or at least, for a reason that an officer reads.

The table is `data/person_limits.toml`; this module is its one reader.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit."""

    score: float
    """0..1."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All limits; `spelling` is the only one that raises a score."""

    firm: Limit
    namesake: Limit
    other_father: Limit
    misspelled: Limit
    reading: Limit
    other_reading: Limit
    somebody_else: Limit
    lone: Limit
    unlike: Limit
    stranger: Limit
    spelling: Limit

    @property
    def caps(self) -> Mapping[float, str]:
        """Score -> reason of every limit that lowers a score; no two have one score."""
        limits = (getattr(self, field.name) for field in fields(self) if field.name != "spelling")
        return {limit.score: limit.reason for limit in limits}


@cache
def person_limits() -> Limits:
    """The limits that come with the program."""
    file = resources.files("compliance.matching").joinpath("data/person_limits.toml")
    return Limits(
        **{name: Limit(**row) for name, row in tomllib.loads(file.read_text("utf-8")).items()}
    )
