"""How much a listing restricts: of equally good matches the gravest comes first.

The classes are `data/gravity.toml`, whose one reader this is. Pure.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from compliance.model import ListEntry

_UNKNOWN = 1
"""Class of a programme that the table does not name: nobody knows what it restricts."""


def rank_gravity(entry: ListEntry) -> int:
    """The class of the gravest listing of an entry: 0 blocks all dealings, higher ones less.

    What only leads to a listed party comes behind all that is listed.
    """
    classes = (_classes().get(one.programme.id, _UNKNOWN) for one in entry.listings)
    return min(classes, default=len(_classes()))


@cache
def _classes() -> Mapping[str, int]:
    """Programme id -> its class."""
    file = resources.files("compliance.matching").joinpath("data/gravity.toml")
    table = tomllib.loads(file.read_text("utf-8"))["class"]
    return {one: place for place, found in enumerate(table) for one in found["programmes"]}
