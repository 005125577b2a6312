"""Lists that others took out of a regulation: what the extraction left in disorder is put right."""

import json

import pytest

from compliance.errors import ListError
from compliance.lists.sources import regulation_json
from compliance.lists.sources.base import ParsedList
from compliance.model import ListEntry, NameKind, PartyKind
from tests.lists.sources.real import reference

EMPTY: dict[str, object] = {
    "aliases": [],
    "country": "China",
    "address": None,
    "status": None,
    "effective_date": None,
    "federal_register": None,
    "notes": None,
}


def data_of(list_id: str, *entities: dict[str, object], count: int | None = None) -> bytes:
    whole = [{**EMPTY, **entity} for entity in entities]
    head = {"list_id": list_id, "source_file": "a.pdf", "extracted": "2026-07-09"}
    return json.dumps({**head, "count": count or len(whole), "entities": whole}).encode()


def read(data: bytes) -> ParsedList:
    assert regulation_json.recognises({"list.json": data})
    return regulation_json.parse({"list.json": data}, reference())


def only(list_id: str, **entity: object) -> ListEntry:
    [entry] = read(data_of(list_id, entity)).entries
    return entry


def test_an_entity_of_the_entity_list() -> None:
    entry = only(
        "bis-entity-list",
        name="Foo Ltd. (f.k.a., Bar Ltd.",
        aliases=["Foo; and", "National Complex (NDC), a.k.a., the following two aliases:"],
        address="1 Road, Beijing, China; and 2 Road, Wan Chai, Hong Kong.",
        federal_register="84 FR 54004, 10/9/19.\n85 FR 44161, 7/22/20",
        notes="For all items subject to the EAR",
    )
    [listing] = entry.listings
    assert [(name.text, name.kind) for name in entry.names] == [
        ("Foo Ltd.", NameKind.PRIMARY),
        ("Bar Ltd.", NameKind.FORMER),
        ("Foo", NameKind.ALIAS),
        ("National Complex (NDC)", NameKind.ALIAS),
    ]
    assert entry.countries == ("CN", "HK")
    assert (listing.programme.id, listing.requirement) == (
        "us-bis-el",
        "For all items subject to the EAR",
    )
    assert listing.citation == "84 FR 54004, 10/9/19. 85 FR 44161, 7/22/20"
    assert "no licence review policy" in listing.notes[0]


def test_an_entity_without_an_address_is_an_entry() -> None:
    entry = only("bis-entity-list", name="54th Institute")
    assert (entry.addresses, entry.countries) == ((), ("CN",))


def test_an_address_only_entry_is_an_entry() -> None:
    entry = only("bis-entity-list", name="Address 01", address="1 Road, Hong Kong.")
    assert entry.addresses[0].country == "HK"
    assert entry.remarks == ("An address, not a party: whoever uses it is covered.",)


def test_an_institution_is_found_without_the_body_above_it() -> None:
    entry = only("bis-entity-list", name="Foo Group subordinate institution: Bar Circuits")
    assert entry.names[0].text == "Foo Group subordinate institution: Bar Circuits"
    assert [name.text for name in entry.names[1:]] == ["Bar Circuits"]


def test_the_military_end_user_list_keeps_its_notes() -> None:
    entry = only("bis-meu", name="Foo", notes="Subordinate institution of Bar")
    assert entry.listings[0].programme.id == "us-bis-meu"
    assert entry.remarks == ("Subordinate institution of Bar",)


def test_subsidiaries_that_a_notice_lists_are_found_by_name() -> None:
    entry = only(
        "dow-1260h",
        name="Foo Group",
        effective_date="2026-06-10",
        notes="Listed together with subsidiaries: Foo Air, Inc., Foo Sea Co., Ltd. and "
        "Foo Land Co., Ltd. | Foo is owned.",
    )
    assert entry.kind is PartyKind.ORGANISATION
    assert [name.text for name in entry.names] == [
        "Foo Group",
        "Foo Air, Inc",
        "Foo Sea Co., Ltd",
        "Foo Land Co., Ltd",
    ]
    assert "subsidiary" in entry.names[1].source
    assert entry.listings[0].effective_date == "2026-06-10"
    assert entry.listings[0].reason.endswith("Foo is owned.")


def test_a_subsidiary_cut_off_in_the_middle_is_no_name() -> None:
    notes = "Listed together with subsidiaries: Foo Air, Foo Sea, Foo La..."
    entry = only("dow-1260h", name="Foo Group", notes=notes)
    assert [name.text for name in entry.names] == ["Foo Group", "Foo Air", "Foo Sea"]


def test_a_category_of_equipment_is_rejected_and_told() -> None:
    parsed = read(
        data_of(
            "fcc-covered",
            {"name": "Foo Corp", "notes": "Equipment made by Foo Corp."},
            {"name": "Routers", "notes": "Category listing (not a named company). Routers."},
        )
    )
    [rejected] = parsed.rejected
    assert (rejected.line, rejected.file) == (2, "list.json")
    assert rejected.reason == "names a category of equipment, not a party"
    assert (parsed.counts[0].rows, parsed.counts[0].rejected) == (2, 1)


def test_ns_cmic_notes_give_the_credit_code_and_native_names_their_kind() -> None:
    entry = only(
        "ofac-nscmic",
        name="Foo",
        aliases=["福有限公司"],
        notes="Target Type: Public Company; USCC: 91110000100001043E (China)",
    )
    assert [(one.kind, one.value) for one in entry.identifiers] == [("uscc", "91110000100001043E")]
    assert entry.names[1].kind is NameKind.NATIVE
    assert "Target Type: Public Company" in entry.remarks


def test_the_id_is_of_name_and_country_alone() -> None:
    one = only("bis-entity-list", name="Foo", address="1 Road", federal_register="1 FR 2")
    two = only("bis-entity-list", name="Foo", address="2 Road", federal_register="3 FR 4")
    other = only("bis-entity-list", name="Foo", country="Iran")
    assert one.id == two.id != other.id


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (data_of("bis-meu", {"name": "Foo"}, count=2), "holds 1 of 2 entities"),
        (data_of("bis-meu", {"name": "Foo"}, {"name": " "}), "line 2: no name"),
        (data_of("bis-meu"), "the list holds no entry"),
        (data_of("bis-meu", {"name": "Foo"})[:-5], "line 1 is no JSON"),
    ],
)
def test_a_list_that_lost_something_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(data)


def test_two_editions_side_by_side() -> None:
    entity = {
        "name": "Foo",
        "aliases_ecfr": ["F"],
        "aliases_csl": ["F", "G"],
        "address_ecfr": "1 Road, Urumqi, China.",
        "federal_register_ecfr": "84 FR 54004, 10/9/19",
        "federal_register_csl": "84 FR 54002",
        "license_requirement": "All items",
        "license_policy": "Denial",
    }
    data = json.dumps({"source": "84 FR 54002", "entities": [entity]}).encode()
    assert regulation_json.recognises_editions({"x.json": data})
    [entry] = regulation_json.parse_editions({"x.json": data}, reference()).entries
    assert [name.text for name in entry.names] == ["Foo", "F", "G"]
    [listing] = entry.listings
    assert (listing.requirement, listing.policy, listing.notes) == ("All items", "Denial", ())
    assert entry.id == only("bis-entity-list", name="Foo").id


def test_other_json_is_not_taken_for_it() -> None:
    for data in (b"", b"[]", b'{"list_id": "unknown"}', b"\xff"):
        assert not regulation_json.recognises({"x": data})
        assert not regulation_json.recognises_editions({"x": data})
