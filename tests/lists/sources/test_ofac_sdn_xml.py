"""OFAC's first XML form: the parties of the delimited files, and what only the XML tells."""

import pytest

from compliance.errors import ListError
from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import SDN_XML
from tests.lists.sources.world_files import adds_up, kinds, knows, reader

read = reader("ofac-sdn-xml")


def test_a_person_becomes_an_entry() -> None:
    assert knows(SDN_XML) == ["ofac-sdn-xml"]
    parsed = read(SDN_XML)
    entry = parsed.entries[0]
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of) == ("ofac-sdn", "2026-08-28")
    assert (entry.id, entry.kind) == ("ofac-56062", PartyKind.PERSON)
    assert kinds(parsed) == [
        ("PETRO URREGO, Gustavo Francisco", "primary"),
        ("PETRO, Gustavo", "alias"),
        ("GUS", "weak alias"),
        ("URREGO", "former name"),
    ]
    assert [one.text for one in entry.addresses] == ["1 Road, Bogota, Colombia"]
    assert entry.countries == ("CO", "IT")
    assert entry.identifiers == (Identifier(kind="cedula no.", value="208079", country="CO"),)
    [listing] = entry.listings
    assert listing.programme.id == "us-ofac-sdn"
    assert listing.reason.startswith("Listed under ILLICIT-DRUGS-EO14059, SDGT.")


def test_what_has_no_column_is_told() -> None:
    assert read(SDN_XML).entries[0].remarks == (
        "Date of birth: 19 Apr 1960",
        "Place of birth: Zipaquira, Colombia",
        "Nationality: Colombia",
        "Citizenship: Italy",
        "novelty: x y",
        "Cedula No. 208079 (Colombia) issued 2020",
        "Gender Male",
        "Member, ELN",
    )


def test_a_ship_has_its_number_and_flag() -> None:
    ship = read(SDN_XML).entries[1]
    assert ship.kind is PartyKind.VESSEL
    assert ship.identifiers == (Identifier(kind="imo", value="8321785"),)
    assert {"Call sign: CL2192", "Flag: Cuba"} <= set(ship.remarks)


def test_a_record_without_a_name_is_rejected_with_a_warning() -> None:
    parsed = read(SDN_XML)
    assert parsed.warnings == ("record 3: no name",)
    assert [one.line for one in parsed.rejected] == [3]


def test_a_file_with_fewer_records_than_it_says_warns() -> None:
    short = SDN_XML.replace(b"<Record_Count>3<", b"<Record_Count>9<")
    assert "the file says that it holds 9 records, and 3 are in it" in read(short).warnings


def test_the_consolidated_file_is_told_by_its_tags() -> None:
    data = SDN_XML.replace(b">CUBA<", b">CMIC-EO13959<").replace(b">SDGT<", b">NS-PLC<")
    parsed = read(data)
    assert parsed.id == "ofac-cons"
    assert [one.programme.id for one in parsed.entries[1].listings] == ["us-ofac-ns-cmic"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SDN_XML[:-40], "is no well-formed XML"),
        (SDN_XML.replace(b"<sdnList", b'<!DOCTYPE x [<!ENTITY a "b">]><sdnList'), "document type"),
    ],
)
def test_a_broken_or_dangerous_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(data)
