"""Two addresses side by side, and the book of all listed ones."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.cells import named_by
from compliance.matching.postal.addresses import (
    Likeness,
    address_book,
    compare_addresses,
    is_address_entry,
    is_shared,
)
from compliance.matching.postal.postal_parser import read_address
from compliance.model import Address, ListEntry
from tests.matching.building import ENDED, bundled, entry

LISTED = (
    "Room 1605, 16/F, Ho Wing Commercial Centre, 2-16 Fa Lung Street, Mong Kok, Kowloon, Hong Kong."
)
HOUSE = "No. 18 Plum Blossom Road, Pudong New Area, Shanghai 201203, China."


def at(name: str, *texts: str) -> ListEntry:
    one = entry(name)
    return ListEntry(
        id=one.id,
        list_id=one.list_id,
        names=one.names,
        listings=one.listings,
        addresses=tuple(Address(text=text) for text in texts),
    )


def likeness(asked: str, listed: str) -> Likeness | None:
    """Through the book, which must find whatever the comparison would accept."""
    compared = compare_addresses(read_address(asked), read_address(listed))
    found = address_book([at("X", listed)]).find(asked).get(0)
    assert (found.likeness if found else None) == compared
    return compared


@pytest.mark.parametrize(
    "asked",
    [
        LISTED,
        "RM1605 HO WING COMM CTR 2-16 FALUNG ST MONGKOK HK",
        "Hong Kong, Kowloon, Mong Kok, 2-16 Fa Lung Street, Ho Wing Commercial Centre, Room 1605",
        "Flat 1605, 16th Floor, 2 Fa Lung St., Mongkok",
        "1605 Ho Wing Commercial Centre, 2-16 Fa Lung Street, Kowloon",
        "Unit 1605, 2-16 Fa Lugn Street, Kowloon",
    ],
)
def test_the_same_address_in_other_words(asked: str) -> None:
    assert likeness(asked, LISTED) is Likeness.WHOLE


@pytest.mark.parametrize(
    "asked",
    [
        "18 Plum Blossom Rd, Pudong, Shanghai",
        "Plum Blossom Road 18, 201203",
        "18 PlumBlossom Lu, Shanghai",
        "上海市浦东新区 Plum Blossom 路18号",
        "Plum Blosom Road No. 18, Shanghai, China",
    ],
)
def test_a_house_in_other_words(asked: str) -> None:
    assert likeness(asked, HOUSE) is Likeness.WHOLE


@pytest.mark.parametrize(
    ("asked", "listed", "expected"),
    [
        ("Room 1606, 2-16 Fa Lung Street, Kowloon", LISTED, Likeness.OTHER_UNIT),
        ("Room 1605A, 2-16 Fa Lung Street, Kowloon", LISTED, Likeness.OTHER_UNIT),
        ("15/F, 2-16 Fa Lung Street, Kowloon", LISTED, Likeness.OTHER_UNIT),
        ("2-16 Fa Lung Street, Kowloon", LISTED, Likeness.NO_UNIT),
        ("Ho Wing Commercial Centre, 8 Fa Lung Street, Hong Kong", LISTED, Likeness.NO_UNIT),
        ("Room 3, 18 Plum Blossom Road, Shanghai", HOUSE, Likeness.NO_UNIT),
        ("Bldg 2, 9 Elm Rd, Wuhan", "Building 3, 9 Elm Road, Wuhan", Likeness.OTHER_UNIT),
        ("Room B, 7/F, 9 Elm Rd, Wuhan", "7/F, 9 Elm Road, Wuhan", Likeness.WHOLE),
        ("Unit D, 17/F, 9 Elm Rd, Wuhan", "Unit D, 16/F, 9 Elm Road, Wuhan", Likeness.OTHER_UNIT),
        ("Flat 16D, 9 Elm Rd, Wuhan", "Unit D, 16/F, 9 Elm Road, Wuhan", Likeness.WHOLE),
        ("Room 1318, 9 Elm Rd, Wuhan", "Room 1318-19, 9 Elm Road, Wuhan", Likeness.WHOLE),
        ("Room 202, Unit 2, 9 Elm Rd", "Room 205, Unit 2, 9 Elm Road, Wuhan", None),
        ("Room 5, 9 Elm Rd", "Room 5, 9 Elmwood Road, Wuhan", None),
    ],
)
def test_rooms_floors_and_blocks_are_told_apart(
    asked: str, listed: str, expected: Likeness | None
) -> None:
    assert likeness(asked, listed) is expected


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("19 Plum Blossom Road, Shanghai", HOUSE),
        ("18 Peach Blossom Road, Shanghai", HOUSE),
        ("18 Plum Blossom Road, Wuhan", HOUSE),
        ("18 Plum Blossom Road", HOUSE),
        ("Room 18, Plum Blossom Road, Shanghai", HOUSE),
        ("Pudong New Area, Shanghai, China", HOUSE),
        ("Dalian, China", "Dalian, China"),
        ("P.O. Box 97, Dubai, U.A.E.", "P.O. Box 97, Dubai, U.A.E."),
        ("High-Tech Industrial Zone, Harbin", "High-Tech Industrial Zone, Harbin"),
        ("1 Sovetskaya Street, Tver, 170100", "1 Sovetskaya Street, Tula, Tula Oblast, 300002"),
        ("12 Zagros St., Elm Square, Tehran", "No. 12, Ghasir St., Elm Square, Tehran"),
        ("House 6B, Street 40, Islamabad", "House 6B, Street 40, Islamabad"),
        ("", HOUSE),
        (HOUSE, ""),
    ],
)
def test_other_and_vague_addresses_are_nobodys(asked: str, listed: str) -> None:
    assert likeness(asked, listed) is None


def test_another_kind_of_street_leaves_a_question() -> None:
    found = address_book([at("X", HOUSE)]).find("18 Plum Blossom Avenue, Shanghai")[0]
    assert (found.likeness, found.other_kind) == (Likeness.NO_UNIT, True)


def test_entries_not_in_force_have_no_address() -> None:
    ended = ListEntry(
        id="1",
        list_id="own",
        names=entry("X").names,
        listings=(ENDED,),
        addresses=(Address(text=HOUSE),),
    )
    assert address_book([ended]).find(HOUSE) == {}


def test_others_at_the_address_are_counted() -> None:
    book = address_book([at("X", HOUSE), at("Y", HOUSE, HOUSE), at("Z", "1 Elm Road, Wuhan")])
    assert {at: one.also for at, one in book.find(HOUSE).items()} == {0: 1, 1: 1}


def test_the_better_address_of_an_entry_counts() -> None:
    book = address_book([at("X", LISTED.replace("1605", "1700"), LISTED)])
    assert book.find(LISTED)[0].likeness is Likeness.WHOLE


def test_addresses_of_registration_agents_are_known() -> None:
    assert is_shared(read_address("PO Box 309, Ugland House, Grand Cayman KY1-1104"))
    assert is_shared(read_address("1209 N. Orange St., Wilmington, DE 19801"))
    assert not is_shared(read_address(HOUSE))


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("Address 01", (HOUSE,), True),
        ("address no. 7", (HOUSE,), True),
        ("Address 01", (), False),
        ("Address 01", ("HK", "China"), False),  # nothing to find it by but its name
        ("Address 01", ("HK", HOUSE), True),
        ("Address Hotels", (HOUSE,), False),
        ("The Address 1", (HOUSE,), False),
    ],
)
def test_entries_that_are_addresses(name: str, texts: tuple[str, ...], expected: bool) -> None:
    one = at(name, *texts)
    assert is_address_entry(one) is expected
    assert named_by(one) == (() if expected else one.names)


def test_the_order_of_the_entries_changes_nothing() -> None:
    entries = [one for one in bundled().entries if one.addresses]
    mixed = random.Random(7).sample(entries, len(entries))  # noqa: S311
    book, other = address_book(entries), address_book(mixed)
    for one in entries[::9]:
        text = one.addresses[0].text
        found = {entries[at].id: seen for at, seen in book.find(text).items()}
        again = {mixed[at].id: seen for at, seen in other.find(text).items()}
        assert {key: seen.likeness for key, seen in found.items()} == {
            key: seen.likeness for key, seen in again.items()
        }


WORDS = "Room Flat 12 3/F 45-51 #5 A Bldg 2 , Elm Street Plum Road Wuhan Harbin 100080".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_the_book_finds_what_the_comparison_accepts(asked: str, listed: str) -> None:
    likeness(asked, listed)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert address_book([at("X", HOUSE, text)]).find(text) is not None
