"""The Australian list: rows `1a`, `1b` join their party, in a workbook as in a CSV."""

import csv
import io

import openpyxl
import pytest

from compliance.lists.common import dates
from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import DFAT_CSV
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("au")


def workbook(data: bytes = DFAT_CSV) -> bytes:
    """The rows of a CSV as an Excel workbook."""
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(data.decode())):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("data", [DFAT_CSV, workbook()], ids=["csv", "xlsx"])
def test_rows_of_one_reference_are_one_party(data: bytes) -> None:
    assert knows(data) == ["au"]
    parsed = read(data)
    entry = parsed.entries[0]
    [count] = parsed.counts
    assert adds_up(parsed)
    assert (count.rows, count.entries, count.joined, count.rejected) == (6, 2, 3, 1)
    assert (entry.id, entry.kind, entry.countries) == ("au-8577", PartyKind.PERSON, ("IR",))
    assert kinds(parsed) == [
        ("Mohammad Salah JOKAR", "primary"),
        ("محمد صالح جوکار", "native name"),
        ("Mohammad Saleh JOKAR", "alias"),
        ("JOKAR", "weak alias"),
    ]
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("1 Road, Tehran, Iran", "IR"),
        ("2 Road, Qom, Iran", "IR"),
    ]
    [listing] = entry.listings
    assert (listing.programme.id, listing.effective_date) == ("au-dfat", "2026-02-02")
    assert listing.requirement == "Targeted financial sanction; Travel ban"
    assert listing.citation == "Autonomous (Iran); Amendment Instrument 2026"
    assert entry.remarks == (
        "Date of birth: 5 May 1957",
        "Place of birth: Yazd",
        "Citizenship: Iranian",
        "Additional information: General of the IRGC",
    )


def test_a_ship_and_a_row_without_a_reference() -> None:
    parsed = read(DFAT_CSV)
    ship = parsed.entries[1]
    assert ship.kind is PartyKind.VESSEL
    assert ship.identifiers == (Identifier(kind="imo", value="9271951"),)
    assert ship.listings[0].effective_date == "2025-06-18"
    assert [one.reason for one in parsed.rejected] == ["its reference is no number"]


def test_a_number_that_two_kinds_of_parties_share_is_two_parties() -> None:
    row = b"8230a,FOO CO,Entity,Alias,,,,,,,,,,,,,,,\n"
    assert [one.id for one in read(DFAT_CSV + row).entries] == ["au-8577", "au-8230", "au-8230-2"]


def test_a_new_column_is_told() -> None:
    header, _, rest = DFAT_CSV.decode().partition("\n")
    first, _, others = rest.partition("\n")
    more = "".join(f"{line},\n" for line in others.splitlines())
    parsed = read(f"{header},Novelty\n{first},new\n{more}".encode())
    assert "Novelty: new" in parsed.entries[0].remarks


def test_other_workbooks_and_torn_rows_are_refused() -> None:
    assert knows(workbook(b"name,country\nA,CN\n")) == []
    assert "columns" in refusal("au", DFAT_CSV + b"1,2\n")
    assert "list.file" in refusal("au", workbook(b"name,country\nA,CN\n"))
    assert "damaged" in refusal("au", workbook()[:200])


@pytest.mark.parametrize(
    ("text", "day"),
    [("6/18/25", "2025-06-18"), ("2025-06-18 00:00:00", "2025-06-18"), ("13/13/25", ""), ("", "")],
)
def test_days(text: str, day: str) -> None:
    assert dates.read_month_first(text) == day
