"""FollowTheMoney entities of OpenSanctions: nested ones, and ones on lines of their own."""

import json

import pytest

from compliance.model import PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

SANCTION = {
    "id": "s-1",
    "schema": "Sanction",
    "datasets": ["us_ofac_sdn"],
    "properties": {
        "entity": ["NK-1"],
        "program": ["RUSSIA-EO14024"],
        "reason": ["Did this"],
        "startDate": ["2023-04-12"],
        "endDate": ["2024-01-01"],
        "authority": ["OFAC"],
        "sourceUrl": ["https://example.org/sdn"],
    },
}
ADDRESS = {
    "id": "a-1",
    "schema": "Address",
    "caption": "1 Road, Baku",
    "properties": {"full": ["1 Road, Baku"], "country": ["az"]},
}
PASSPORT = {
    "id": "p-1",
    "schema": "Passport",
    "properties": {"holder": ["NK-1"], "passportNumber": ["D12"], "country": ["iq"]},
}
PROPERTIES: dict[str, object] = {
    "name": ["Foo Ltd", "Фу"],
    "alias": ["Foo"],
    "weakAlias": ["FL"],
    "previousName": ["Old Foo"],
    "country": ["ru"],
    "innCode": ["7702070139"],
    "topics": ["sanction"],
    "birthPlace": ["Baku"],
    "kppCode": ["770201001"],
    "address": ["2 Road"],
}
read = reader("opensanctions-ftm")


def foo(**properties: object) -> dict[str, object]:
    return {
        "id": "NK-1",
        "caption": "Foo Ltd",
        "schema": "Company",
        "target": True,
        "datasets": ["us_ofac_sdn", "eu_fsf"],
        "first_seen": "2023-04-20T10:16:32",
        "last_seen": "2026-05-04T06:00:01",
        "properties": {**PROPERTIES, **properties},
    }


def lines(*things: object) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in things).encode()


NESTED = lines(foo(sanctions=[SANCTION], addressEntity=[ADDRESS], identification=[PASSPORT]))
FLAT = lines(SANCTION, foo(addressEntity=["a-1"]), ADDRESS, PASSPORT)


def test_a_nested_target_is_an_entry() -> None:
    parsed = read(NESTED)
    [entry] = parsed.entries
    assert (parsed.id, parsed.as_of) == ("opensanctions", "2026-05-04")
    assert (entry.id, entry.kind) == ("NK-1", PartyKind.ORGANISATION)
    assert kinds(parsed) == [
        ("Foo Ltd", "primary"),
        ("Фу", "native name"),
        ("Foo", "alias"),
        ("Old Foo", "former name"),
        ("FL", "weak alias"),
    ]
    assert entry.countries == ("RU", "IQ", "AZ")
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("2 Road", ""),
        ("1 Road, Baku", "AZ"),
    ]
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("inn", "7702070139"),
        ("passport", "D12"),
    ]
    assert entry.remarks == ("Topics: sanction", "Birth place: Baku", "Kpp code: 770201001")


def test_a_sanction_is_a_listing_of_its_dataset_and_other_datasets_have_one_too() -> None:
    [entry] = read(NESTED).entries
    told, bare = entry.listings
    assert told.programme.name == "us_ofac_sdn (by OpenSanctions)"
    assert (told.reason, told.citation) == ("Did this", "RUSSIA-EO14024")
    assert (told.effective_date, told.source) == ("2023-04-12", "https://example.org/sdn")
    assert told.notes == ("Authority: OFAC", "End date in the publisher's file: 2024-01-01")
    assert told.is_in_force
    assert bare.programme.id == "opensanctions-eu_fsf"
    assert bare.notes == ("First seen by OpenSanctions: 2023-04-20",)


def test_lines_of_their_own_are_joined_to_their_party() -> None:
    flat, nested = read(FLAT), read(NESTED)
    [count] = flat.counts
    assert (count.rows, count.entries, count.joined, count.rejected) == (4, 1, 3, 0)
    [one], [other] = flat.entries, nested.entries
    assert (one.listings, one.addresses, one.identifiers) == (
        other.listings,
        other.addresses,
        other.identifiers,
    )


def test_lines_that_are_no_targets_are_rejected_with_the_reason() -> None:
    owner = {**foo(), "id": "NK-2", "target": False}
    link = {"id": "o-1", "schema": "Ownership", "properties": {"owner": ["NK-2"]}}
    orphan = {**SANCTION, "properties": {"entity": ["NK-2"]}}
    parsed = read(lines(foo(), owner, link, orphan, {**ADDRESS, "id": "a-2"}))
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (2, "Company that is not a target"),
        (3, "Ownership without a name"),
        (4, "Sanction belongs to no target of the file"),
        (5, "Address belongs to no target of the file"),
    ]
    assert adds_up(parsed)


def test_a_party_that_does_not_say_whether_it_is_a_target_is_one() -> None:
    party = foo()
    del party["target"]
    assert len(read(lines(party)).entries) == 1


def test_it_is_recognised() -> None:
    assert knows(NESTED) == knows(lines(foo())) == ["opensanctions-ftm"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lines(foo()) + NESTED[:-20], "line 2 is no FollowTheMoney entity in JSON"),
        (lines(foo(), [1]), "line 2 is no FollowTheMoney entity"),
        (lines(foo(), {"id": 1, "schema": "Person", "properties": {}}), "line 2 is no FollowThe"),
        (lines({**foo(), "datasets": "x"}), "line 1 is no FollowTheMoney entity"),
        (b'{"id":' * 100_000, "line 1 is no FollowTheMoney entity"),
        (lines(foo()) + b"\xff", "line 2 is not UTF-8 text"),
        (b"", "the list holds no entry"),
        (b"<html>502</html>", "line 1 is no FollowTheMoney entity"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("opensanctions-ftm", data)
