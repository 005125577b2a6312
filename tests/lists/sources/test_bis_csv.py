"""BIS's own CSV files: rows of one party join it, with and without a header."""

import pytest

from tests.lists.sources.official_files import BIS_CSV, BIS_CSV_COLUMNS, BIS_CSV_ROWS, UVL_CSV
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal, table

read, read_uvl = reader("us-bis-el"), reader("us-bis-uvl")


def test_rows_of_one_party_join_it() -> None:
    assert knows(BIS_CSV) == ["us-bis-el"]
    parsed = read(BIS_CSV)
    [count] = parsed.counts
    assert adds_up(parsed)
    assert (count.rows, count.entries, count.joined, count.rejected) == (6, 2, 2, 2)
    assert kinds(parsed) == [
        ("Foo Farid", "primary"),
        ("Fu Farid", "alias"),
        ("Engineer Foo", "alias"),
    ]
    entry = parsed.entries[0]
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("Apt. 45, Kabul, Afghanistan", "AF"),
        ("City Plaza, Kabul, Afghanistan", "AF"),
    ]
    [listing] = entry.listings
    assert (listing.programme.id, listing.citation) == ("us-bis-el", "76 FR 71867")
    assert (listing.effective_date, listing.policy) == ("2011-11-21", "Presumption of denial.")
    assert listing.requirement == "For all items subject to the EAR. (See §744.11 of the EAR)."


def test_another_list_in_the_file_keeps_its_own_rule() -> None:
    second = read(BIS_CSV).entries[1]
    assert second.listings[0].programme.id == "us-bis-uvl"
    assert second.listings[0].notes == ("Lifted or waived: 2014-02-03.",)
    assert (second.addresses, second.countries) == ((), ("TR",))


def test_what_is_not_read_is_told() -> None:
    assert read(BIS_CSV).warnings == (
        "line 6: of a list that is not known here: XYZ",
        "line 7: no name",
    )


def test_the_file_may_be_windows_text() -> None:
    windows = BIS_CSV.decode().encode("cp1252")
    assert windows != BIS_CSV
    assert read(windows).entries == read(BIS_CSV).entries


def test_the_unverified_list_has_no_header() -> None:
    assert knows(UVL_CSV) == ["us-bis-uvl"]
    parsed = read_uvl(UVL_CSV)
    [count] = parsed.counts
    assert adds_up(parsed)
    assert (count.rows, count.entries, count.joined) == (4, 3, 1)
    assert [one.name for one in parsed.entries] == [
        "Foo Technology Ltd",
        "Training Academy",
        "TA2",
    ]
    assert [one.text for one in parsed.entries[0].addresses] == ["Flat A, Kowloon", "Rm 1203"]
    assert [name.text for name in parsed.entries[1].names] == ["Training Academy", "T2", "Bar Co"]
    assert parsed.entries[0].countries == ("HK",)


@pytest.mark.parametrize(
    "row",
    [
        b"Hong Kong,Foo,1 Road\n",  # a table of three columns
        b"Country,Name,Address,,,,,\n",
        b"Foo,Hong Kong,1 Road,,,,,\n",
        b"Hong Kong,Foo,1 Road,more,,,,\n",
        b"",
    ],
)
def test_tables_of_another_shape_are_not_the_unverified_list(row: bytes) -> None:
    assert knows(row) == []


def test_rows_of_the_unverified_list_that_are_none() -> None:
    parsed = read_uvl(UVL_CSV + b"Nowhere,Foo,1 Road,,,,,\nRussia,-,1 Road,,,,,\n")
    assert adds_up(parsed)
    assert [one.reason for one in parsed.rejected] == [
        "the first cell is no country: Nowhere",
        "no name",
    ]
    assert "of 8 columns" in refusal("us-bis-uvl", UVL_CSV + b"Russia,Foo\n")
    assert "holds no entry" in refusal("us-bis-el", table(BIS_CSV_COLUMNS, BIS_CSV_ROWS[4:]))
