"""The Consolidated Screening List: every row accounted for, and a broken file refused."""

from pathlib import Path

import pytest

from compliance.errors import ListError
from compliance.lists.as_of import restore_entries
from compliance.lists.sources.base import ParsedList, Reference
from compliance.lists.sources.csl import COLUMNS, parse, recognises
from compliance.model import ListEntry, PartyKind, Programme, Rejected, Standing
from tests.lists.sources.csl_rows import ENTITY_LIST, csl

ENTITY = Programme(
    id="us-bis-el", name="Entity List", publisher="BIS", authority="EAR", restricts="", source=""
)
REFERENCE = Reference(programmes={}, csl_sources={ENTITY_LIST: ENTITY}, citations={})
SHARED = Path(__file__).parents[4] / "shared" / "lists" / "csl"


def read(data: bytes) -> ParsedList:
    return parse({"list.csv": data}, REFERENCE)


def only(data: bytes) -> ListEntry:
    [entry] = read(data).entries
    return entry


def refused(data: bytes) -> str:
    with pytest.raises(ListError) as caught:
        read(data)
    return str(caught.value)


def test_a_row_becomes_an_entry_with_its_listing() -> None:
    entry = only(
        csl(
            {
                "_id": "abc",
                "type": "Entity",
                "name": "Foo Ltd",
                "alt_names": "Foo; FooCo",
                "addresses": "1 Foo Road, Hangzhou, CN",
                "federal_register_notice": "84 FR 54002",
                "start_date": "2019-10-09",
                "license_requirement": "For all items subject to the EAR.",
                "license_policy": "Presumption of denial.",
                "ids": "Tax ID No., 123, CN; Gender, Male",
                "remarks": "(Linked To: BAR)",
                "source_list_url": "https://example.org/list",
            }
        )
    )
    [listing] = entry.listings
    assert (entry.id, entry.list_id, entry.line) == ("abc", "csl", 2)
    assert [name.text for name in entry.names] == ["Foo Ltd", "Foo", "FooCo"]
    assert (entry.kind, entry.countries) == (PartyKind.ORGANISATION, ("CN",))
    assert [(one.kind, one.value) for one in entry.identifiers] == [("tax id", "123")]
    assert entry.remarks == ("Publisher's remark: (Linked To: BAR)", "Gender, Male")
    assert listing.programme is ENTITY
    assert listing.requirement == "For all items subject to the EAR."
    assert listing.policy == "Presumption of denial."
    assert (listing.citation, listing.effective_date) == ("84 FR 54002", "2019-10-09")
    assert listing.reason == "The publisher's file gives no reason; see the citation."
    assert listing.source == "https://example.org/list"
    assert listing.is_in_force


def test_programme_codes_are_all_the_reason_that_the_file_gives() -> None:
    [listing] = only(csl({"name": "Foo", "programs": "SDGT; IRGC"})).listings
    assert listing.reason == (
        "Listed under SDGT, IRGC. The publisher's file gives no reason; see the publisher's page."
    )


def test_an_end_date_is_a_note_because_the_file_still_lists_the_party() -> None:
    row = {"name": "Foo", "end_date": "2026-01-14", "standard_order": "y"}
    [listing] = only(csl(row)).listings
    assert listing.is_in_force
    assert listing.notes == (
        "End date in the publisher's file: 2026-01-14.",
        "Standard denial order: Y.",
    )


def test_a_list_that_nobody_described_says_so() -> None:
    row = {"name": "Foo", "source": "New List (NL) - Some Department"}
    [listing] = only(csl(row)).listings
    assert listing.programme.id == "new-list-nl-some-department"
    assert (listing.programme.name, listing.programme.publisher) == (
        "New List (NL)",
        "Some Department",
    )
    assert listing.programme.restricts.startswith("Not described in this program")


def test_ids_are_made_where_the_file_has_none_and_stay_the_same() -> None:
    data = csl({"name": "Foo"}, {"name": "Bar"}, {"name": "Foo"}, with_id=False)
    first, second, again = (entry.id for entry in read(data).entries)
    assert first != second
    assert again == f"{first}-2"
    assert [entry.id for entry in read(data).entries] == [first, second, again]


def test_the_header_line_again_is_counted_and_not_lost_in_silence() -> None:
    data = csl({"name": "Foo"})
    header, row = data.splitlines(keepends=True)
    found = read(header + header + row)
    assert [entry.line for entry in found.entries] == [3]
    assert found.rejected == (Rejected(line=2, reason="the header line again"),)
    assert found.warnings == ()


def test_a_file_that_was_cut_off_is_told_in_a_warning() -> None:
    data = csl({"name": "Foo"}, {"name": "Bar"})
    found = read(data[: data.rindex(b"Bar") + 3])
    reason = (
        "6 of 29 columns; the file ends in the middle of this row, and what followed is missing"
    )
    assert [entry.name for entry in found.entries] == ["Foo"]
    assert found.rejected == (Rejected(line=3, reason=reason),)
    assert found.warnings == (f"line 3: {reason}",)


@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_an_open_quote_that_swallows_rows_is_no_cut_off_row(ending: bytes) -> None:
    data = csl({"name": "Foo"}, {"name": '"Bar"'}, {"name": "Baz"})
    broken = data.replace(b'"""Bar"""', b'"Bar').rstrip() + ending
    assert refused(broken) == (
        "list.csv: the list is broken: line 3: 6 of 29 columns "
        "(download the list again: nothing was screened)"
    )


def test_a_malformed_row_refuses_the_list_with_line_and_reason() -> None:
    data = csl({"name": "Foo"}, {"name": ""}, {"name": "Bar", "source": " "})
    assert refused(data + b"/,1\n.\n,\n") == (
        "list.csv: the list is broken: line 3: no name; line 4: no source; "
        "line 5: 2 of 29 columns; and 2 more (download the list again: nothing was screened)"
    )


def test_lines_are_those_of_the_file_not_of_the_table() -> None:
    data = csl({"name": "Foo", "remarks": "two\nlines"}, {"name": ""})
    assert "line 4: no name" in refused(data)


def test_a_missing_column_refuses_the_list() -> None:
    data = csl({"name": "Foo"}).replace(b",ids", b"", 1).replace(b",alt_names", b"", 1)
    assert refused(data) == "list.csv: line 1 lacks the columns alt_names, ids (see docs/lists.md)"


def test_an_empty_list_is_refused() -> None:
    assert refused(csl()) == "list.csv: the list holds no entry (download it again)"


def test_a_list_in_another_encoding_is_refused_with_its_line() -> None:
    data = csl({"name": "Foo"}) + "Müller".encode("cp1252")
    assert refused(data).startswith("list.csv: line 3 is not UTF-8 text")


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbf" + csl({"name": "Foo"}).replace(b"\n", b"\r\n")
    assert recognises({"list.csv": data})
    assert only(data).name == "Foo"


def test_recognised_by_its_header_only() -> None:
    assert recognises({"anything": ",".join(COLUMNS).encode()})
    assert not recognises({"a.csv": b"name,country\nFoo,CN\n"})
    assert not recognises({"a.csv": b""})
    assert not recognises({})


PUBLISHED = {
    "consolidated_2019-12_original_format_sample.csv": (115, 0),
    "consolidated_2023-11_original_format_sample.csv": (4226, 2),
    "consolidated_2025_original_format_13_rows.csv": (13, 0),
}


@pytest.mark.parametrize(("name", "counts"), PUBLISHED.items())
def test_the_publishers_own_files(name: str, counts: tuple[int, int]) -> None:
    if not SHARED.is_dir():
        pytest.skip("the publisher's files (reference material) are not here")
    found = read((SHARED / name).read_bytes())
    assert (len(found.entries), len(found.rejected)) == counts
    assert len({entry.id for entry in found.entries}) == len(found.entries)


def test_the_broken_file_is_refused() -> None:
    if not SHARED.is_dir():
        pytest.skip("the publisher's files (reference material) are not here")
    message = refused((SHARED / "consolidated_broken.csv").read_bytes())
    assert "line 2: 2 of 28 columns; line 4: 2 of 28 columns; line 5: 6 of 28 columns" in message


CMIC = Programme(
    id="us-ofac-ns-cmic", name="CMIC", publisher="OFAC", authority="", restricts="", source=""
)
IDS = "Listing Date (CMIC), 2021-06-03; Effective Date (CMIC), 2021-08-02; Website, foo.example"


def test_a_listing_whose_dates_stand_among_its_numbers_has_them() -> None:
    """As in the publisher's file of November 2023: 68 listings of NS-CMIC have no start date."""
    source = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury"
    reference = Reference(programmes={}, csl_sources={source: CMIC}, citations={})
    row = {"_id": "1", "name": "Foo", "source": source, "ids": IDS}
    parsed = parse({"list.csv": csl(row)}, reference)
    [entry] = parsed.entries
    assert entry.listings[0].effective_date == "2021-08-02"
    assert [one.standing for one in restore_entries([entry], "2021-01-01")] == [Standing.LATER]
    dated = parse({"list.csv": csl({**row, "start_date": "2020-01-01"})}, reference)
    assert dated.entries[0].listings[0].effective_date == "2020-01-01"


def test_nationality_and_citizenship_are_remarks_and_countries() -> None:
    entry = only(csl({"name": "A B", "nationalities": "IR", "citizenships": "AE"}))
    assert sorted(entry.countries) == ["AE", "IR"]
    assert {"Nationality: IR", "Citizenship: AE"} <= set(entry.remarks)
