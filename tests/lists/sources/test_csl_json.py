"""The Consolidated Screening List in JSON gives the entries that its CSV gives."""

import json

import pytest
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.sources import csl
from compliance.lists.sources.base import ParsedList, Reference
from compliance.model import PartyKind, Programme
from tests.lists.sources.csl_rows import ENTITY_LIST
from tests.lists.sources.csl_rows import csl as as_csv

ENTITY = Programme(
    id="us-bis-el", name="Entity List", publisher="BIS", authority="EAR", restricts="", source=""
)
REFERENCE = Reference(programmes={}, csl_sources={ENTITY_LIST: ENTITY}, citations={})
RESULT = {
    "id": "abc",
    "source": ENTITY_LIST,
    "entity_number": 77,
    "type": "Entity",
    "programs": ["A", "B"],
    "name": "Foo Ltd",
    "title": None,
    "addresses": [
        {
            "address": "1 Foo Road; Block 2",
            "city": "Hangzhou",
            "state": None,
            "postal_code": "310000",
            "country": "CN",
        }
    ],
    "federal_register_notice": "84 FR 54002; 85 FR 1",
    "start_date": "2019-10-09",
    "license_requirement": "For all items; all of them.",
    "license_policy": "Presumption of denial.",
    "alt_names": ["Foo", "FooCo"],
    "ids": [
        {"type": "Tax ID No.", "number": "123", "country": "CN"},
        {"type": "Passport", "number": "A1", "country": "CN", "issue_date": "2001-02-03"},
    ],
    "dates_of_birth": [],
    "call_sign": None,
    "source_list_url": "https://example.org/list",
    "new_field": "kept",
}


def data_of(*results: object, **more: object) -> bytes:
    return json.dumps({**more, "results": results}).encode()


def read(*results: object, **more: object) -> ParsedList:
    return csl.parse_json({"list.json": data_of(*results, **more)}, REFERENCE)


def refused(*results: object, **more: object) -> str:
    with pytest.raises(ListError) as caught:
        read(*results, **more)
    return caught.value.message


def test_a_result_becomes_an_entry_with_its_listing() -> None:
    [entry] = read(RESULT).entries
    [listing] = entry.listings
    assert (entry.id, entry.list_id, entry.line) == ("abc", "csl", 1)
    assert [name.text for name in entry.names] == ["Foo Ltd", "Foo", "FooCo"]
    assert (entry.kind, entry.countries) == (PartyKind.ORGANISATION, ("CN",))
    assert [one.text for one in entry.addresses] == ["1 Foo Road, Block 2, Hangzhou, 310000, CN"]
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("tax id", "123"),
        ("passport", "A1"),
    ]
    remark = "Publisher's remark: Passport, A1, CN: issued 2001-02-03; new field: kept"
    assert entry.remarks == (remark,)
    assert listing.programme is ENTITY
    assert (listing.requirement, listing.policy) == (
        "For all items; all of them.",
        "Presumption of denial.",
    )
    assert (listing.citation, listing.effective_date) == ("84 FR 54002; 85 FR 1", "2019-10-09")


def test_json_and_csv_of_the_same_row_give_the_same_entry() -> None:
    row = {"_id": "x", "name": "Foo Ltd", "alt_names": "Foo; FooCo", "addresses": "1 Road, CN"}
    result = {
        "id": "x",
        "source": ENTITY_LIST,
        "name": "Foo Ltd",
        "alt_names": ["Foo", "FooCo"],
        "addresses": [{"address": "1 Road", "country": "CN"}],
    }
    [from_csv] = csl.parse({"list.csv": as_csv(row)}, REFERENCE).entries
    [from_json] = read(result).entries
    assert replace(from_csv, line=1) == from_json


def test_the_date_of_the_download_is_kept() -> None:
    assert read(RESULT, search_performed_at="2026-07-31T13:15:00+00:00").as_of == "2026-07-31"
    assert read(RESULT).as_of == ""


@pytest.mark.parametrize("broken", [{"name": ""}, {"source": None}])
def test_a_result_that_names_nobody_refuses_the_list(broken: dict[str, object]) -> None:
    assert refused(RESULT, {**RESULT, **broken}) == (
        "list.json: the list is broken: line 2: no name or no source"
    )


def test_a_page_of_a_search_is_not_the_list() -> None:
    assert refused(RESULT, total=25_000) == "list.json: holds 1 of 25000 results"


def test_an_empty_or_cut_off_file_is_refused() -> None:
    assert refused() == "list.json: the list holds no entry"
    with pytest.raises(ListError, match=r"^list\.json: line 1 is no JSON"):
        csl.parse_json({"list.json": data_of(RESULT)[:-9]}, REFERENCE)


COMPACT = {
    "entryCount": 2,
    "sourceGeneratedAt": "2026-07-31T13:15:00+00:00",
    "fieldKey": {"n": "name"},
    "tables": {
        "sources": ["Other List - Somebody", ENTITY_LIST],
        "licenceRequirements": ["For all items."],
        "licencePolicies": ["Denial."],
        "programmes": [],
        "urls": ["https://example.org"],
    },
    "entries": [
        {"n": "Foo", "a": ["F", "f.k.a. Bar"], "s": 1, "c": ["CN", "HK"], "lr": 0, "lp": 0, "u": 0},
        {"n": "Ivan", "s": 1, "e": "9", "t": "Individual", "fr": "1 FR 2", "pg": 5},
    ],
}


def compact(**changed: object) -> ParsedList:
    data = json.dumps({**COMPACT, **changed}).encode()
    assert csl.recognises_compact({"list.json": data})
    return csl.parse_compact({"list.json": data}, REFERENCE)


def test_the_compact_copy_is_looked_up_in_its_tables() -> None:
    parsed = compact()
    foo, ivan = parsed.entries
    assert parsed.as_of == "2026-07-31"
    assert [(name.text, name.kind.value) for name in foo.names] == [
        ("Foo", "primary"),
        ("F", "alias"),
        ("Bar", "former name"),
    ]
    assert (foo.countries, foo.addresses) == (("CN", "HK"), ())
    assert (foo.listings[0].requirement, foo.listings[0].policy) == ("For all items.", "Denial.")
    assert (ivan.id, ivan.kind, ivan.listings[0].citation) == ("9", PartyKind.PERSON, "1 FR 2")
    assert parsed.counts[0].rows == parsed.counts[0].entries == 2


def test_a_compact_copy_that_lost_entries_is_refused() -> None:
    with pytest.raises(ListError, match="holds 2 of 3 entries"):
        compact(entryCount=3)
    with pytest.raises(ListError, match="line 1: no name or no source"):
        compact(entries=[{"n": "Foo", "s": 7}, {"n": "Bar", "s": -1}])


@pytest.mark.parametrize("data", [b"", b"[]", b'{"results": []}', b"\xff\xfe", b'{"a": 1}'])
def test_other_json_is_not_taken_for_it(data: bytes) -> None:
    assert not csl.recognises_json({"x": data})
    assert not csl.recognises_compact({"x": data})
    assert not csl.recognises_json({"x": data, "y": data})
