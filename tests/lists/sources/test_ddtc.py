"""ITAR-debarred parties: by statute, and by an order that may name several."""

import pytest

from compliance.errors import ListError
from compliance.lists.sources import ddtc
from compliance.lists.sources.base import ParsedList
from compliance.model import PartyKind
from tests.lists.sources.real import reference


def read(header: tuple[str, ...], *rows: str) -> ParsedList:
    data = "\r\n".join([",".join(header), *rows, ""]).encode()
    assert ddtc.recognises({"list.csv": data})
    return ddtc.parse({"list.csv": data}, reference())


def test_a_party_debarred_by_statute() -> None:
    row = '"Foo, Bar (a.k.a. Baz; Qux)","May, 1970",83 FR 18112 ,4/25/2018,85 FR 1,7/2/2020'
    [entry] = read(ddtc.STATUTORY, row).entries
    [listing] = entry.listings
    assert [name.text for name in entry.names] == ["Foo, Bar", "Baz", "Qux"]
    assert (entry.kind, entry.remarks) == (PartyKind.PERSON, ("Date of birth: May, 1970",))
    assert (listing.programme.id, listing.citation) == ("us-state-dtc", "83 FR 18112")
    assert listing.effective_date == "2018-04-25"
    assert listing.amendments == ("Corrected by 85 FR 1 (2020-07-02)",)
    assert "statutory" in listing.reason.casefold()


def test_a_party_with_two_notices_is_two_entries_with_ids_of_their_own() -> None:
    one, two = read(
        ddtc.STATUTORY, "Foo Inc.,,1 FR 2,1/2/1994,,", "Foo Inc.,,3 FR 4,1/2/1993,,"
    ).entries
    assert one.id != two.id
    assert one.kind is PartyKind.UNKNOWN


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Foo Ltd.", ["Foo Ltd."]),
        ("Foo Systems, Ltd. and John Bar", ["Foo Systems, Ltd.", "John Bar"]),
        (
            "Bar, Carlos; Foo, S.A., Baz, S.A., and Qux, S.A",
            ["Bar, Carlos", "Foo, S.A", "Baz, S.A", "Qux, S.A"],
        ),
        ("Bar III, Henry L., and Foo, Inc.", ["Bar III, Henry L.", "Foo, Inc."]),
    ],
)
def test_the_parties_of_one_case_are_all_found(cell: str, names: list[str]) -> None:
    assert [name.text for name in ddtc.part_parties(cell)] == names


def test_an_order_keeps_what_is_said_of_its_papers() -> None:
    [entry] = read(ddtc.ADMINISTRATIVE, '"Foo, Bar",8/29/2022,"PDF, 1MB", ,87 FR 5').entries
    assert entry.remarks == ("Charging Letter: PDF, 1MB",)
    assert entry.listings[0].effective_date == "2022-08-29"


def test_a_row_without_a_name_is_rejected_with_a_warning() -> None:
    parsed = read(ddtc.STATUTORY, "Foo,,1 FR 2,1/2/1994,,", " ,,1 FR 2,1/2/1994,,")
    assert parsed.warnings == ("line 3: no name",)
    assert (parsed.counts[0].rows, parsed.counts[0].rejected) == (2, 1)


@pytest.mark.parametrize("row", ["Foo,,1 FR 2", "Foo,,1,2,3,4,5", '"Foo'])
def test_a_torn_row_refuses_the_file(row: str) -> None:
    with pytest.raises(ListError, match=r"list\.csv: .*line 2"):
        read(ddtc.STATUTORY, row)


def test_neither_file_takes_the_place_of_the_other() -> None:
    assert read(ddtc.STATUTORY, "Foo,,1 FR 2,1/2/1994,,").id == "ddtc"
    found = read(ddtc.ADMINISTRATIVE, "Bar Co,1/2/1994,,,1 FR 3")
    assert {found.id, *(one.list_id for one in found.entries)} == {"ddtc-administrative"}
