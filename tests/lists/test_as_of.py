"""A list as it stood on a day: formerly, later and never listed are three things."""

import pytest
from msgspec.structs import replace

from compliance.lists import as_of, catalog
from compliance.matching import Matcher
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Name,
    Party,
    Programme,
    Standing,
    Watchlist,
)

LIST = Programme(id="l", name="L", publisher="", authority="", restricts="", source="")


def entry(effective: str = "", ended: str = "") -> ListEntry:
    listing = Listing(programme=LIST, effective_date=effective, end_date=ended)
    return ListEntry(id="a", list_id="l", names=(Name(text="Blue River"),), listings=(listing,))


@pytest.mark.parametrize(
    ("effective", "ended", "day", "standing"),
    [
        ("2019-10-09", "", "2019-10-08", Standing.LATER),
        ("2019-10-09", "", "2019-10-09", Standing.LISTED),
        ("2019-10", "", "2019-09-30", Standing.LATER),
        ("2019-10", "", "2019-10-01", Standing.LISTED),  # the day is not known: no doubt clears
        ("2019", "", "2019-01-01", Standing.LISTED),
        ("", "", "2001-01-01", Standing.LISTED),
        ("10/09/2019", "", "2001-01-01", Standing.LISTED),
        ("2016-03-08", "2017-03-29", "2017-03-28", Standing.LISTED),
        ("2016-03-08", "2017-03-29", "2017-03-29", Standing.FORMER),
        ("2016-03-08", "2017-03-29", "2016-03-07", Standing.LATER),
    ],
)
def test_a_listing_stands_from_its_first_day_to_its_last(
    effective: str, ended: str, day: str, standing: Standing
) -> None:
    [stood] = as_of.restore_entries([entry(effective, ended)], day)
    assert stood.standing is standing


def test_nothing_is_said_of_other_entries() -> None:
    related = replace(entry(), listings=(), not_restricted="Looked up and not found.")
    assert list(as_of.restore_entries([related], "2019-01-01")) == [related]


def test_an_end_that_lies_ahead_is_told() -> None:
    [stood] = as_of.restore_entries([entry("2016-03-08", "2017-03-29")], "2016-05-01")
    assert "2017-03-29" in stood.listings[0].notes[-1]


def test_who_is_listed_later_is_a_question_and_no_hit() -> None:
    entries = tuple(as_of.restore_entries([entry("2019-10-09")], "2019-05-01"))
    [[match]] = Matcher(Watchlist(lists=(), entries=entries)).search([Party(name="Blue River")])
    assert match.band is Decision.REVIEW


@pytest.mark.parametrize("day", ["2019-13-01", "last May", "2019-10", ""])
def test_a_day_that_is_none(day: str) -> None:
    assert not as_of.is_day(day)


def test_hikvision_was_under_section_889_before_it_was_on_the_entity_list() -> None:
    entries = {one.id: one for one in as_of.restore_entries(catalog.load().entries, "2019-09-01")}
    listings = {one.programme.id: one for one in entries["hikvision"].listings}
    assert listings["us-bis-el"].pending
    assert not listings["us-ndaa-889"].pending
