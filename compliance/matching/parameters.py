"""The numbers of matching that were set by hand: `data/parameters.toml`, whose one reader this is.

Each has a value, a meaning and a reason there. Modules take theirs once, by name, into a constant.
"""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from compliance.model.program_data import read_data_tables


class Parameter(Struct, frozen=True):
    """A number, and why it is that one."""

    value: float
    meaning: str
    reason: str
    """What it decides between."""


@cache
def read_parameters() -> Mapping[str, Parameter]:
    """All of them, by name: "scoring.hit_from"."""
    return {
        f"{module}.{name}": Parameter(**row)
        for module, table in read_data_tables("matching/data/parameters.toml").items()
        for name, row in table.items()
    }


def read_value(name: str) -> float:
    """The value of a parameter."""
    return read_parameters()[name].value


def read_count(name: str) -> int:
    """The value of a parameter that counts letters, words or years."""
    value = read_value(name)
    if not isinstance(value, int):
        raise TypeError(f"{name} is no whole number: {value}")
    return value
