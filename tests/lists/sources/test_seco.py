"""The Swiss list: only what stands in a target itself, and no party that was taken off."""

from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import SECO_XML
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("ch")


def test_a_person_becomes_an_entry() -> None:
    assert knows(SECO_XML) == ["ch"]
    parsed = read(SECO_XML)
    entry = parsed.entries[0]
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of) == ("ch", "2026-08-27")
    assert (entry.id, entry.kind) == ("ch-1900", PartyKind.PERSON)
    assert kinds(parsed) == [
        ("Lukashenka Dzmitry", "primary"),
        ("Lukashenko Dzmitry", "alias"),
        ("Лукашенко Дмитрий", "native name"),
        ("Dima", "weak alias"),
        ("Old Name", "former name"),
        ("Ali Foo", "alias"),
    ]
    assert entry.countries == ("BY", "IQ")
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("Sports Club, ul. Foo, 4, 220029, Minsk, Belarus", "BY")
    ]
    assert entry.identifiers == (Identifier(kind="passport", value="75 1234567", country="BY"),)
    [listing] = entry.listings
    assert (listing.programme.id, listing.effective_date) == ("ch-seco", "2021-01-01")
    assert listing.citation == "Ordinance on measures against Belarus; article 12"
    assert listing.reason == "Businessman."
    assert entry.remarks == (
        "Title: Colonel",
        "Date of birth: 1980-03-23",
        "Place of birth: Minsk, Belarus",
        "Nationality: Iraq",
        "Gender: male",
        "Document: passport, 75 1234567, Belarus, expires 2030-12-31",
        "Other information: Travel ban.",
        "Associated with: Belagroprombank",
        "Generic thing: new, kind x",
    )


def test_numbers_in_the_free_texts_are_identifiers() -> None:
    _, bank, ship = read(SECO_XML).entries
    assert bank.identifiers == (
        Identifier(kind="registration number", value="100693551"),
        Identifier(kind="swift", value="BAPBBY2X"),
    )
    assert ship.kind is PartyKind.VESSEL
    assert ship.identifiers == (Identifier(kind="imo", value="8405270"),)


def test_copies_inside_the_history_are_no_parties_and_those_taken_off_are_rejected() -> None:
    parsed = read(SECO_XML)
    assert parsed.counts[0].rows == 5
    assert [one.reason for one in parsed.rejected] == [
        "taken off the list on 2016-03-01",
        "it holds no name",
    ]


def test_a_party_that_was_listed_again_is_on_the_list() -> None:
    again = b'<modification modification-type="listed" effective-date="2022-01-01"/></target>'
    data = SECO_XML.replace(b"</modification></target>", b"</modification>" + again)
    assert "ch-5142" in [one.id for one in read(data).entries]


def test_part_of_the_list_and_a_list_without_a_date_are_refused() -> None:
    part = SECO_XML.replace(b'list-type="whole-list"', b'list-type="delta"')
    assert "no whole list (delta)" in refusal("ch", part)
    assert "it has no date" in refusal("ch", SECO_XML.replace(b'date="2026-08-27"', b""))
    assert "well-formed" in refusal("ch", SECO_XML[:-30])
