"""How much a listing restricts: of equally good matches the gravest comes first.

The classes are `data/gravity.toml`, whose one reader this is. Pure.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from compliance.model import ListEntry, Listing

_UNKNOWN = 1
"""Class of a programme that the table does not name: nobody knows what it restricts."""


def rank_gravity(entry: ListEntry) -> int:
    """The class of the gravest listing of an entry in force: 0 blocks all dealings, higher less.

    What was listed, will be, or only leads to a listed party comes behind all that is listed.
    """
    return min(map(_rank_listing, entry.listings), default=len(_classes()))


def order_listings(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """Those in force first, and of these the gravest; otherwise in the order given."""
    return tuple(sorted(listings, key=_rank_listing))


def _rank_listing(listing: Listing) -> int:
    return _classes().get(listing.programme.id, _UNKNOWN) if listing.in_force else len(_classes())


@cache
def _classes() -> Mapping[str, int]:
    """Programme id -> its class."""
    file = resources.files("compliance.matching").joinpath("data/gravity.toml")
    table = tomllib.loads(file.read_text("utf-8"))["class"]
    return {one: place for place, found in enumerate(table) for one in found["programmes"]}
