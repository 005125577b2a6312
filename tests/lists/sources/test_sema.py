"""The Canadian list: both names of its fields, aliases parted, no record lost."""

import pytest

from compliance.lists.common import names
from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import SEMA_OLDER, SEMA_XML
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("ca")


def test_a_person_becomes_an_entry() -> None:
    assert knows(SEMA_XML) == ["ca"]
    parsed = read(SEMA_XML)
    entry = parsed.entries[0]
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of, entry.kind, entry.line) == ("ca", "", PartyKind.PERSON, 3)
    assert kinds(parsed) == [
        ("Khazalbek Bakhtibekovich Atabekov", "primary"),
        ("Hazalbek Atabekov", "alias"),
        ("Khazal Atabekov", "alias"),
    ]
    [listing] = entry.listings
    assert listing.citation == "Belarus, Schedule 1, Part 1, item 1"
    assert listing.effective_date == "2020-09-28"
    assert entry.remarks == (
        "Date of birth: 1967-03-18",
        "Regulations: Belarus / Bélarus",
        "Novelty: new",
    )
    assert entry.countries == ()  # the regulation is no place of the party


def test_an_organisation_and_a_ship() -> None:
    parsed = read(SEMA_XML)
    assert kinds(parsed, 1) == [
        ("Aktsionerny Bank Russian Federation", "primary"),
        ("Bank Rossiya", "alias"),
        ("Foo Bank Co., Ltd.", "alias"),
        ("Bar Bank", "alias"),
    ]
    ship = parsed.entries[2]
    assert ship.kind is PartyKind.VESSEL
    assert ship.identifiers == (Identifier(kind="imo", value="7612448"),)
    assert ship.remarks[0] == "Type of ship: General Cargo"


def test_the_older_names_of_the_fields_are_read_too() -> None:
    [entry] = read(SEMA_OLDER).entries
    assert (entry.name, entry.kind) == ("Chernomorneftegaz", PartyKind.ORGANISATION)
    assert entry.listings[0].effective_date == "2014-04-12"


def test_a_record_without_a_name_is_rejected_with_its_line() -> None:
    [lost] = read(SEMA_XML).rejected
    assert (lost.line, lost.reason) == (25, "it holds no name")


def test_ids_stay_when_the_order_of_records_changes() -> None:
    first, rest = SEMA_XML.split(b"</record>", 1)
    head, record = first.split(b"<record>")
    turned = head + rest.replace(b"</data-set>", b"<record>" + record + b"</record></data-set>")
    assert {one.id for one in read(turned).entries} == {one.id for one in read(SEMA_XML).entries}


def test_a_file_that_is_cut_off_is_refused() -> None:
    assert "well-formed" in refusal("ca", SEMA_XML[:-30])


@pytest.mark.parametrize(
    ("cell", "aliases"),
    [
        ("A, B", ["A", "B"]),
        ("A Co., Ltd., B", ["A Co., Ltd.", "B"]),
        ("A, Inc.; B", ["A, Inc.", "B"]),
        ("A\nB", ["A", "B"]),
        ("A, ", ["A"]),
        ("", []),
    ],
)
def test_joined_aliases_are_parted(cell: str, aliases: list[str]) -> None:
    assert names.part_aliases(cell) == aliases
