"""The UK Sanctions List in XML: the same entries as from the CSV, nothing new lost."""

from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import UK_XML
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("uk-xml")


def test_a_person_becomes_an_entry() -> None:
    assert knows(UK_XML) == ["uk-xml"]
    parsed = read(UK_XML)
    entry = parsed.entries[0]
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of) == ("uk", "2026-08-20")
    assert (entry.id, entry.kind, entry.line) == ("AFG0006", PartyKind.PERSON, 3)
    assert kinds(parsed) == [
        ("MOHAMMAD HASSAN AKHUND", "primary"),
        ("Haji Mohammad Hassan", "alias"),
        ("MULLAH MOHAMMAD", "weak alias"),
        ("محمد حسن آخوند", "native name"),
    ]
    assert [(one.text, one.country) for one in entry.addresses] == [("Kabul, Afghanistan", "AF")]
    assert entry.identifiers == (Identifier(kind="passport", value="P04581926"),)
    [listing] = entry.listings
    assert listing.effective_date == "2001-01-25"
    assert listing.requirement == "Asset freeze; Travel Ban"
    assert listing.reason == "Deputy Minister."
    assert listing.citation.endswith("Regulations 2020; UN TAi.002")


def test_what_else_is_told_stands_in_the_remarks_and_so_does_what_is_new() -> None:
    assert read(UK_XML).entries[0].remarks == (
        "Title: Mullah",
        "Title: Haji",
        "Date of birth: 1945",
        "Date of birth: 01/03/1958",
        "Nationality: Afghanistan",
        "Gender: Male",
        "Passport: P04581926",
        "Passport: Afghanistan passport",
        "Other information: A close associate.",
        "Novelty: new to us",
    )


def test_a_ship() -> None:
    ship = read(UK_XML).entries[1]
    assert (ship.id, ship.kind) == ("DPR0075", PartyKind.VESSEL)
    assert ship.identifiers == (Identifier(kind="imo", value="9562233"),)
    assert ship.remarks == ("Flag: Comoros",)


def test_a_designation_without_a_name_is_rejected_with_its_line() -> None:
    [lost] = read(UK_XML).rejected
    assert lost.reason == "no row of this party holds a name"
    assert UK_XML.splitlines()[lost.line - 1].startswith(b"<Designation><UniqueID>X")


def test_a_file_without_a_date_or_cut_off_is_refused() -> None:
    undated = UK_XML.replace(b"<DateGenerated>20/08/2026</DateGenerated>", b"")
    assert "has no DateGenerated" in refusal("uk-xml", undated)
    assert "well-formed" in refusal("uk-xml", UK_XML[:-30])
