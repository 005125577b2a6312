"""The UK Sanctions List and the older consolidated list: rows of a party joined, none lost."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import NameKind, PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, real, refusal, table

PRESENT = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Date Designated,D.O.B,Nationality(/ies),Passport number,National Identifier number,"
    "Business registration number (s),IMO number"
).split(",")
OLDER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"
    "Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,Last Updated,Group ID"
).split(",")
FOO = {
    "Unique ID": "RUS0001",
    "Name type": "Primary Name",
    "Name 6": "FOO SHIPPING",
    "Designation Type": "Entity",
    "Regime Name": "The Foo (Sanctions) Regulations 2019",
    "Date Designated": "31/07/2024",
}
BAR = {
    "Group ID": "77",
    "Name 6": "BAR",
    "Name 1": "Ana",
    "Group Type": "Individual",
    "Alias Type": "Prime Alias",
    "Regime": "Foo",
    "Listed On": "24/06/2008",
}
read, read_older = reader("uk"), reader("uk-conlist")


def present(*rows: Mapping[str, str]) -> bytes:
    return table(PRESENT, rows, above="Report Date: 08-Oct-2026\n")


def older(*rows: Mapping[str, str], end: str = "\n") -> bytes:
    return table(OLDER, rows, above=f"Last Updated,12/02/2016{end}", end=end)


def test_a_row_of_the_present_list_is_an_entry() -> None:
    row = {
        "Sanctions Imposed": "Asset freeze|Travel Ban|Asset freeze",
        "UK Statement of Reasons": " Foo  did it. ",
        "UN Reference Number": "FOe.001",
        "OFSI Group ID": "12",
        "Designation source": "UN",
        "Last Updated": "01/08/2024",
        "Address Line 1": "1 Road",
        "Address Line 6": "Baku",
        "Address Country": "Azerbaijan",
    }
    parsed = read(present({**FOO, **row}))
    [entry] = parsed.entries
    [listing] = entry.listings
    assert (parsed.id, parsed.as_of) == ("uk", "2026-10-08")
    assert (entry.id, entry.line, entry.kind) == ("RUS0001", 3, PartyKind.ORGANISATION)
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("1 Road, Baku, Azerbaijan", "AZ")
    ]
    assert entry.countries == ("AZ",)
    assert listing.programme.id == "uk-sanctions"
    assert listing.reason == "Foo did it."
    assert listing.requirement == "Asset freeze; Travel Ban"
    assert listing.citation == "The Foo (Sanctions) Regulations 2019; UN FOe.001"
    assert listing.effective_date == "2024-07-31"
    assert listing.status == "listed in the publisher's file"
    assert "Designated by: UN" in listing.notes
    assert "Last updated in the publisher's file: 2024-08-01." in listing.notes


def test_rows_of_one_unique_id_are_one_entry() -> None:
    rows = [
        {**FOO, "Name type": "Alias", "Name 6": "FS", "Alias strength": "Low quality a.k.a"},
        {**FOO, "Address Line 1": "1 Road"},
        {**FOO, "Address Line 1": "2 Road", "Name non-latin script": "Фу"},
        {**FOO, "Name type": "Primary name variation", "Name 6": "FOO SHIPING"},
        {**FOO, "Name type": "Alias", "Name 6": "FOO CO", "Alias strength": "Good quality a.k.a"},
        {**FOO, "Name type": "Primary Name", "Name 6": "FOO LINES"},
    ]
    parsed = read(present(*rows))
    [count] = parsed.counts
    assert kinds(parsed) == [
        ("FOO SHIPPING", "primary"),
        ("FS", "weak alias"),
        ("FOO SHIPING", "alias"),
        ("FOO CO", "alias"),
        ("FOO LINES", "alias"),
        ("Фу", "native name"),
    ]
    assert [place.text for place in parsed.entries[0].addresses] == ["1 Road", "2 Road"]
    assert (count.rows, count.entries, count.joined, count.rejected) == (6, 1, 5, 0)


def test_a_ship_has_its_imo_number() -> None:
    ship = {**FOO, "Designation Type": "Ship", "IMO number": "IMO9826902"}
    [entry] = read(present(ship)).entries
    assert entry.kind is PartyKind.VESSEL
    assert [(one.kind, one.value) for one in entry.identifiers] == [("imo", "9826902")]


def test_numbers_in_words_are_numbers_too() -> None:
    row = {
        "Passport number": "(1) A-333602 (Indian) issued on 4 June 1985 (2) no. D9004878",
        "National Identifier number": "54201-247561-5",
        "Business registration number (s)": "110210024|unknown",
    }
    [entry] = read(present({**FOO, **row})).entries
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("passport", "A-333602"),
        ("passport", "D9004878"),
        ("national id", "54201-247561-5"),
        ("registration number", "110210024"),
    ]
    assert "Business registration" not in entry.countries


def test_a_party_without_an_id_keeps_its_place_by_its_name() -> None:
    first = read(present({**FOO, "Unique ID": ""}, FOO))
    again = read(present(FOO, {**FOO, "Unique ID": ""}))
    assert {one.id for one in first.entries} == {one.id for one in again.entries}
    assert len(first.entries) == 2


def test_a_party_without_any_name_is_rejected_with_its_lines() -> None:
    nameless = {**FOO, "Unique ID": "RUS0002", "Name 6": ""}
    parsed = read(present(FOO, nameless, {**nameless, "Address Line 1": "1 Road"}))
    assert [(one.line, one.file) for one in parsed.rejected] == [(4, "list.file"), (5, "list.file")]
    assert adds_up(parsed)


def test_a_row_without_a_name_still_adds_to_its_party() -> None:
    parsed = read(present(FOO, {**FOO, "Name 6": "", "Address Line 1": "1 Road"}))
    assert parsed.entries[0].addresses[0].text == "1 Road"
    assert not parsed.rejected


def test_the_older_list_in_windows_1252_has_its_own_ids() -> None:
    parsed = read_older(older({**BAR, "Name 6": "BÉLA"}).decode().encode("cp1252"))
    assert (parsed.as_of, parsed.entries[0].id) == ("2016-02-12", "ofsi-77")
    assert kinds(parsed) == [("Ana BÉLA", "primary")]


def test_the_older_list_in_utf_8_with_windows_line_ends() -> None:
    assert kinds(read_older(older({**BAR, "Name 6": "BÉLA"}, end="\r\n"))) == [
        ("Ana BÉLA", "primary")
    ]


def test_a_former_name_and_a_group_without_a_primary_name() -> None:
    aka = {**BAR, "Alias Type": "AKA"}
    parsed = read_older(older(aka, {**aka, "Alias Type": "FKA", "Name 6": "OLD", "Name 1": ""}))
    assert kinds(parsed) == [("Ana BAR", "primary"), ("OLD", "former name")]


def test_the_last_layout_of_the_older_list_has_more_columns() -> None:
    columns = [
        *OLDER,
        "Alias Quality",
        "Name Non-Latin Script",
        "UK Sanctions List Date Designated",
    ]
    rows = [
        {**BAR, "Alias Type": "Primary name", "UK Sanctions List Date Designated": "31/12/2020"},
        {**BAR, "Name 6": "B", "Name 1": "", "Alias Type": "AKA", "Alias Quality": "Low"},
        {**BAR, "Alias Type": "Primary name variation", "Name 1": "Anna"},
        {**BAR, "Alias Type": "AKA", "Alias Quality": "Good", "Name Non-Latin Script": "Бар"},
    ]
    data = table(columns, rows, above="Last Updated,12/02/2022" + "," * 30 + "\n")
    parsed = read_older(data)
    assert knows(data) == ["uk-conlist"]
    assert kinds(parsed) == [
        ("Ana BAR", "primary"),
        ("B", "weak alias"),
        ("Anna BAR", "alias"),
        ("Бар", "native name"),
    ]
    assert parsed.entries[0].listings[0].effective_date == "2020-12-31"


def test_a_column_that_is_new_is_a_remark() -> None:
    rows = [{**FOO, "Ring name": "R"}]
    data = table([*PRESENT, "Ring name"], rows, above="Report Date: 1-Jan-2027\n")
    assert read(data).entries[0].remarks == ("Ring name: R",)


def test_a_group_under_two_regimes_has_two_listings() -> None:
    second = {**BAR, "Regime": "Syria", "Listed On": "24/06/2011"}
    [entry] = read_older(older(BAR, second, BAR)).entries
    assert [(one.citation, one.effective_date) for one in entry.listings] == [
        ("Foo", "2008-06-24"),
        ("Syria", "2011-06-24"),
    ]


def test_nationalities_and_births_may_be_numbered() -> None:
    row = {"Nationality": "(1) Libyan (2) Tunisian", "DOB": "00/00/1960", "Country": "Italy (old)"}
    [entry] = read_older(older({**BAR, **row})).entries
    assert entry.countries == ("IT", "LY", "TN")
    assert "Date of birth: 00/00/1960" in entry.remarks


def test_the_layouts_are_told_apart() -> None:
    assert knows(present(FOO)) == ["uk"]
    assert knows(older(BAR)) == ["uk-conlist"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (present(FOO) + b"cut,off\n", "list.file: the list is broken: line 4: 2 of 37 columns"),
        (
            present(FOO).replace(b"Report Date: 08-Oct-2026", b"Foo"),
            "line 1 does not state the date",
        ),
        (present(FOO).replace(b",Name type", b",Name kind"), "line 2 lacks the columns Name type"),
        (present(), "the list holds no entry"),
        (b"<!DOCTYPE html>\n<html><body>Service unavailable</body></html>", "does not state"),
        (present(FOO) + b"\xff\n", "line 4 is not UTF-8 text"),
        (b"", "line 1 does not state the date of the list"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("uk", data)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "Unique ID": st.sampled_from(["", "A1", "A2"]),
                "Name 6": st.sampled_from(["", "FOO", "БАР"]),
                "Name type": st.sampled_from(["", "Primary name", "Alias"]),
                "Address Country": st.sampled_from(["", "Iran", "(1) Iraq"]),
            }
        ),
        max_size=8,
    )
)
def test_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    parsed = read(present(FOO, *rows))
    filled = [row for row in rows if any(row.values())]
    assert adds_up(parsed)
    assert parsed.counts[0].rows == len(filled) + 1
    assert all(one.names[0].kind is NameKind.PRIMARY for one in parsed.entries)


def test_the_real_files() -> None:
    now = read(real("uk/UK-Sanctions-List_2026-10_*.csv"))
    assert (now.as_of, [one.id for one in now.entries]) == ("2026-10-08", ["RUS2176", "AFG0001"])
    assert now.entries[1].names[1].kind is NameKind.NATIVE
    then = read_older(real("uk/ConList_2016-02_boe.csv"))
    [count] = then.counts
    assert (count.rows, count.entries, count.joined, count.rejected) == (800, 463, 337, 0)
    assert then.as_of == "2016-02-12"
    assert adds_up(now)
    assert adds_up(then)
