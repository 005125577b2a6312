"""A list in brief: what it restricts in a line, and the page on which its publisher shows it."""

from collections.abc import Mapping
from functools import cache

from compliance.model import Listing, Programme
from compliance.model.program_data import read_data_tables

ADDRESS = ("https://", "http://")
SENDS_ON = ("see the publisher's page", "see the dataset's publisher")
"""How reasons end that a file does not give."""


@cache
def read_briefs() -> Mapping[str, Mapping[str, str]]:
    """Programme id -> `name`, `brief` and `page`, as far as known, from `list_briefs.toml`."""
    return read_data_tables("reporters/list_briefs.toml")


def short_name(programme: Programme) -> str:
    """The name of a list as officers say it, `SDN`; of one that is not known, its own."""
    return read_briefs().get(programme.id, {}).get("name", "") or programme.name


def find_brief(programme: Programme) -> str:
    """What a listing restricts in a line; of a list that is not known, its own first sentence."""
    brief = read_briefs().get(programme.id, {}).get("brief", "")
    return brief or programme.restricts.partition(". ")[0]


def publisher_page(listing: Listing) -> str:
    """The address at which the listing can be checked; empty where none is known.

    The page that the list itself names comes before the general one of its publisher.
    """
    if listing.source.startswith(ADDRESS):
        return listing.source.split()[0]
    return read_briefs().get(listing.programme.id, {}).get("page", "")


def reason_words(listing: Listing) -> str:
    """Why the party was listed; where that sends to the publisher's page, with its address."""
    page, reason = publisher_page(listing), listing.reason
    for words in SENDS_ON if page else ():
        reason = reason.replace(words, f"{words}, {page}")
    return reason
