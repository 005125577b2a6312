"""OFAC's advanced XML: numbers into tables put back together, and nothing lost."""

import pytest

from compliance.errors import ListError
from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import ADVANCED_XML
from tests.lists.sources.world_files import adds_up, kinds, knows, reader

read = reader("ofac-advanced")


def test_a_person_becomes_an_entry() -> None:
    assert knows(ADVANCED_XML) == ["ofac-advanced"]
    parsed = read(ADVANCED_XML)
    entry = parsed.entries[0]
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of) == ("ofac-sdn", "2026-05-21")
    assert (entry.id, entry.kind, entry.countries) == ("ofac-2674", PartyKind.PERSON, ("IQ",))
    assert kinds(parsed) == [
        ("ABBAS, Abu", "primary"),
        ("ZAYDAN", "alias"),
        ("OLD", "former name"),
        ("ABU", "weak alias"),
        ("عباس", "native name"),
    ]
    assert entry.identifiers == (
        Identifier(kind="passport", value="040070827", country="IQ"),
        Identifier(kind="digital currency address", value="12aNKp2iDKuhEde2YfPdd4DFGenRUTKupL"),
    )
    [listing] = entry.listings
    assert (listing.programme.id, listing.effective_date) == ("us-ofac-sdn", "2001-12-04")
    assert listing.reason.startswith("Listed under SDGT (Executive Order 13224).")
    assert listing.requirement == "Block"


def test_features_links_and_comments_are_remarks() -> None:
    assert read(ADVANCED_XML).entries[0].remarks == (
        "Date of birth: 1948-12-10",
        "Nationality: Iraq",
        "Gender: Male",
        "Title: Director of PLF",
        "Digital Currency Address - XBT: 12aNKp2iDKuhEde2YfPdd4DFGenRUTKupL",
        "FeatureType 999: new",
        "Passport 040070827 (Iraq)",
        "Associate Of: AEROCARIBBEAN AIRLINES",
        "A remark.",
    )


def test_a_ship_has_its_address_and_number() -> None:
    ship = read(ADVANCED_XML).entries[1]
    assert ship.kind is PartyKind.VESSEL
    assert [(one.text, one.country) for one in ship.addresses] == [("Calle 5, Havana, Cuba", "CU")]
    assert ship.identifiers == (Identifier(kind="imo", value="8321785"),)


def test_a_party_on_no_list_is_rejected_with_a_warning() -> None:
    parsed = read(ADVANCED_XML)
    assert parsed.warnings == ("party 3: it stands on no list in this file",)


def test_a_party_without_a_primary_name_is_rejected() -> None:
    data = ADVANCED_XML.replace(
        b'AliasTypeID="1403" Primary="true" LowQuality="false">\n<DocumentedName ID="6"',
        b'AliasTypeID="1400" Primary="false" LowQuality="false">\n<DocumentedName ID="6"',
    )
    assert "party 2: no primary name" in read(data).warnings


def test_lists_other_than_sdn_make_the_consolidated_one() -> None:
    data = ADVANCED_XML.replace(b">SDN List<", b">Non-SDN CMIC List<")
    parsed = read(data)
    assert parsed.id == "ofac-cons"
    assert parsed.entries[0].listings[0].programme.id == "us-ofac-ns-cmic"


def test_a_whole_year_is_a_year_and_a_span_a_span() -> None:
    start, end = b"<Year>1948</Year><Month>12</Month><Day>10</Day></From>", b"</From>"
    year = ADVANCED_XML.replace(start, b"<Year>1948</Year><Month>1</Month><Day>1</Day>" + end)
    last = b"<To><Year>1948</Year><Month>12</Month><Day>10</Day>"
    whole = year.replace(last, b"<To><Year>1948</Year><Month>12</Month><Day>31</Day>")
    assert "Date of birth: 1948" in read(whole).entries[0].remarks
    span = year.replace(last, b"<To><Year>1950</Year><Month>2</Month><Day>3</Day>")
    assert "Date of birth: 1948-01-01 to 1950-02-03" in read(span).entries[0].remarks


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ADVANCED_XML[:-40], "is no well-formed XML"),
        (
            ADVANCED_XML.replace(b"<Sanctions V", b'<!DOCTYPE x [<!ENTITY a "b">]><Sanctions V'),
            "document type",
        ),
    ],
)
def test_a_broken_or_dangerous_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(data)
