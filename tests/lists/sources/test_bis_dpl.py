"""The Denied Persons List, in its present CSV and its older tab-separated form."""

import pytest

from compliance.errors import ListError
from compliance.lists.sources import bis_dpl
from compliance.lists.sources.base import ParsedList
from tests.lists.sources.real import reference

HEADER = ",".join(bis_dpl.PRESENT)


def present(*rows: str) -> bytes:
    return ("\ufeff" + "\r\n".join([HEADER, *rows]) + "\r\n").encode()


def older(*rows: tuple[str, ...]) -> bytes:
    lines = ["\t".join(f'"{cell}"' for cell in row) for row in (tuple(bis_dpl.OLDER), *rows)]
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes) -> ParsedList:
    assert bis_dpl.recognises({"dpl.csv": data})
    return bis_dpl.parse({"dpl.csv": data}, reference())


ACME = '"ACME TRADING, INC., 1 ROAD, SUITE 2, TOWN, TX, US, 75081",9/10/1981,1/2/2030,46 F.R. 1,'


def test_a_row_of_the_present_form() -> None:
    [entry] = read(present(ACME + "Standard")).entries
    [listing] = entry.listings
    assert (entry.name, entry.line) == ("ACME TRADING, INC.", 2)
    assert entry.addresses[0].text == "1 ROAD, SUITE 2, TOWN, TX, US, 75081"
    assert (entry.countries, entry.addresses[0].country) == (("US",), "US")
    assert (listing.programme.id, listing.effective_date) == ("us-bis-dpl", "1981-09-10")
    assert listing.citation == "46 F.R. 1"
    assert listing.notes == ("Expires on 2030-01-02.", "Denial order: standard.")
    assert listing.is_in_force


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ACME, 1 ROAD, TOWN, , DE, ", ("ACME", "1 ROAD, TOWN, DE", "DE")),
        (
            "JOHN DOE, JR., 1 ROAD, TOWN, TX, US, 1",
            ("JOHN DOE, JR.", "1 ROAD, TOWN, TX, US, 1", "US"),
        ),
        ("A CO., LTD., 1 ROAD, TOWN, , TW, 1", ("A CO., LTD.", "1 ROAD, TOWN, TW, 1", "TW")),
        (
            "JIN, ZHONGDA, 1 ROAD, TOWN, CA, US, 1",
            ("JIN, ZHONGDA", "1 ROAD, TOWN, CA, US, 1", "US"),
        ),
        ("JOHN DOE , 1 ROAD, TOWN, AL, , 3", ("JOHN DOE", "1 ROAD, TOWN, AL, 3", "US")),
        ("JOHN DOE, 1 ROAD, TOWN, TX,  US, 7", ("JOHN DOE", "1 ROAD, TOWN, TX, US, 7", "US")),
        ("ACME", ("ACME", "", "")),
    ],
)
def test_name_and_address_in_one_cell(cell: str, expected: tuple[str, str, str]) -> None:
    assert bis_dpl.part_cell(cell) == expected


def test_an_alias_inside_the_name() -> None:
    [entry] = read(present('"FOO A/K/A BAR, 1 ROAD, TOWN, , DE, ",1/2/2003,,1 F.R. 2,')).entries
    assert [name.text for name in entry.names] == ["FOO", "BAR", "FOO BAR"]
    assert entry.listings[0].notes == ("No expiry date given.",)


def test_the_same_order_twice_is_one_entry_and_told() -> None:
    parsed = read(present(ACME + "Standard", ACME + "Standard", ACME + "Non-Standard"))
    assert [(row.line, row.reason) for row in parsed.rejected] == [(3, "the same as line 2")]
    assert (parsed.counts[0].rows, parsed.counts[0].entries, parsed.warnings) == (3, 2, ())


def test_a_row_of_the_older_form() -> None:
    row = (
        " FOO",
        "1 ROAD",
        "TOWN",
        "TX",
        "",
        "7",
        "06/19/2003",
        "",
        "Y",
        "2007-01-31",
        "ADDED",
        "68 F.R. 1",
    )
    [entry] = read(older(row)).entries
    assert (entry.name, entry.countries) == ("FOO", ("US",))
    assert entry.addresses[0].text == "1 ROAD, TOWN, TX, 7"
    assert entry.remarks == ("Last action: ADDED", "Last update: 2007-01-31")
    assert entry.listings[0].effective_date == "2003-06-19"


def test_both_forms_give_an_order_the_same_id() -> None:
    row = ("FOO", "1 ROAD", "TOWN", "", "DE", "", "06/19/2003", "", "Y", "", "", "68 F.R. 1")
    [one] = read(older(row)).entries
    [two] = read(present('"FOO, 1 ROAD, TOWN, , DE, ",6/19/2003,,68 F.R. 1,Standard')).entries
    assert one.id == two.id


def test_a_row_without_a_name_is_rejected_with_a_warning() -> None:
    parsed = read(present(ACME, '", 1 ROAD, TOWN, , DE, ",1/2/2003,,1 F.R. 2,'))
    assert parsed.warnings == ("line 3: no name",)
    assert parsed.rejected[0].line == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (present(ACME + "Standard,more"), "line 2: 6 of 5 columns"),
        (present('"FOO",1/2/2003'), "line 2: 2 of 5 columns"),
        (present(), "the list holds no entry"),
        (present('"cut off'), "line 2 is no CSV"),
        (f"{bis_dpl.CELL},{bis_dpl.CITATION}\r\nx,y\r\n".encode(), "line 1 lacks the columns"),
    ],
)
def test_a_broken_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(data)
