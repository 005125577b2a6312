"""An address taken apart: which number is a room, which a house, which a post code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching.postal.postal_parser import Street, read_address


def test_an_address_with_everything() -> None:
    read = read_address("Unit D, 16/F One Crown Place, 18 Lunar Rd, Wan Chai, Hong Kong.")
    assert (read.rooms, read.floors, read.numbers) == (
        frozenset("d"),
        frozenset(["16"]),
        frozenset(["18"]),
    )
    assert read.streets == (Street(("lunar",), "road"),)
    assert read.premises == (("one", "crown"),)
    assert read.towns == (("wan", "chai"), ("hong", "kong"))


@pytest.mark.parametrize(
    ("text", "rooms", "floors", "buildings", "numbers"),
    [
        ("Room 1605, 2 Elm Street", "1605", "", "", "2"),
        ("RM1605 2 Elm St", "1605", "", "", "2"),
        ("Flat/RM 2309, 23/F, 2 Elm Street", "2309", "23", "", "2"),
        ("Suite No. 2, 4th Fl., 9 Elm Road", "2", "4", "", "9"),
        ("#08-06, 47 Elm Road", "8-6", "", "", "47"),
        ("Office 4, Ground Floor, 9 Elm Road", "4", "g", "", "9"),
        ("Room 1318-20, 610 Elm Road", "1318 1319 1320", "", "", "610"),
        ("Building 3, No. 15 Elm Road", "", "", "3", "15"),
        ("Garnet Centre Tower 1, 89 Elm Road", "", "", "1", "89"),
        ("Chevron House 45-46 Elm Road", "", "", "", "45 46"),
        ("ул. Вязов, д. 1, корп. 3, оф. 5, г. Москва 105318", "5", "", "3", "1"),
        ("No: 52 Elm Sk., Iç Kapi No: 1, Istanbul", "1", "", "", "52"),
        ("杭州市滨江区榆树路555号A座3层301室", "301", "3", "a", "555"),
        ("12-A Elm Road", "", "", "", "12a"),
        ("1/23 Elm Road", "", "", "", "1 23"),
        ("P.O. Box 97, Abu Dhabi", "", "", "", ""),
        ("12345 Elm City", "", "", "", ""),
    ],
)
def test_what_a_number_is(text: str, rooms: str, floors: str, buildings: str, numbers: str) -> None:
    read = read_address(text)
    found = (read.rooms, read.floors, read.buildings, read.numbers)
    assert found == tuple(frozenset(part.split()) for part in (rooms, floors, buildings, numbers))


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("18 Lunar Rd", Street(("lunar",), "road")),
        ("18 Lunar Lu", Street(("lunar",), "road")),
        ("Ul. Lunarnaya 18", Street(("lunarnaya",), "street")),
        ("Lunarstr. 18", Street(("lunar",), "street")),
        ("45 Lunar Road South", Street(("lunar", "south"), "road")),
        ("45 Lunar Nan Lu", Street(("lunar", "south"), "road")),
        ("18 Lunarquay", Street(("lunarquay",), "")),
        ("海淀区月亮路18号", Street(("yueliang",), "road")),
    ],
)
def test_the_street(text: str, street: Street) -> None:
    assert read_address(text).streets == (street,)


@pytest.mark.parametrize("text", ["", " ", "...", "Unit", "No.", "Street 40", "China", "\ud800"])
def test_nothing_to_go_by(text: str) -> None:
    assert read_address(text).streets == ()


def test_regions_and_countries_are_no_towns() -> None:
    read = read_address("1 Elm Street, Tula, Tula Oblast, 300002, Russia.")
    assert (read.towns, read.postcodes) == ((("tula",),), frozenset({"300002"}))
    assert read_address("1 Elm Road, Wuhan, Hubei, CN").towns == (("wuhan",),)
    assert read_address("1 Elm Road, HK").towns == (("hong", "kong"),)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read = read_address(text)
    assert read.joined == "".join(read.words)


PARTS = st.lists(
    st.sampled_from(
        "Room Unit Floor No. Bldg Tower 12 3/F 45-51 #5 A , Elm Street ul. HK 5th 100080".split()
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(PARTS)
def test_words_of_addresses_in_any_order_can_be_read(text: str) -> None:
    read = read_address(text)
    assert not read.rooms & {"room", "unit", "floor"}
    assert all(street.words for street in read.streets)


@pytest.mark.parametrize(("text", "houses"), [("2-32 Elm Road", 16), ("2-33 Elm Road", 1)])
def test_a_range_has_thirty_numbers(text: str, houses: int) -> None:
    """A house of a row is found by its own number; "2-33" is one number as some towns write it."""
    assert len(read_address(text).numbers) == houses


@pytest.mark.parametrize(
    ("text", "street"),
    [("18 Luna", True), ("18 Lun", False), ("18 Lun Road", True), ("18 Lu Road", False)],
)
def test_letters_of_a_street(text: str, street: bool) -> None:
    """Three behind which "road" stands, four without: fewer are an abbreviation of anything."""
    assert bool(read_address(text).streets) == street
