"""Japan's End User List: headers in two languages, aliases behind bullets, no row lost."""

import io

import openpyxl
import pytest

from compliance.lists.sources import meti
from compliance.model import PartyKind
from tests.lists.sources.official_files import METI_ROWS, write_csv
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("jp-meti-eul")


def workbook(rows: list[list[str]] = METI_ROWS, above: tuple[str, ...] = ()) -> bytes:
    """The rows as METI's workbook, in its sheet, with lines above the header."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ユーザーリスト"
    for line in above:
        sheet.append([line])
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [write_csv(METI_ROWS), workbook(), workbook(above=("外国ユーザーリスト", "End User List"))],
    ids=["csv", "workbook", "lines above"],
)
def test_rows_become_entries(data: bytes) -> None:
    assert knows(data) == ["jp-meti-eul"]
    parsed = read(data)
    [count] = parsed.counts
    assert adds_up(parsed)
    assert (count.rows, count.entries, count.rejected) == (4, 3, 1)
    assert parsed.warnings == ()
    assert [one.reason for one in parsed.rejected] == [
        "neither a number nor an organisation: (注) 参考"
    ]
    assert [one.countries for one in parsed.entries] == [("AF",), ("CN",), ("KP",)]
    assert {one.kind for one in parsed.entries} == {PartyKind.ORGANISATION}


def test_names_and_concern() -> None:
    parsed = read(workbook())
    assert kinds(parsed) == [
        ("Example Trading Company", "primary"),
        ("Example Trading Co., Ltd.", "alias"),
        ("E.T.C.", "alias"),
    ]
    assert kinds(parsed, 1) == [
        ("Sample Institute of Physics (SIP)", "primary"),
        ("样本物理研究所", "native name"),
    ]
    first, second, third = (one.listings[0] for one in parsed.entries)
    assert first.programme.id == "jp-meti-eul"
    assert first.reason == "Concern: biological weapons, chemical weapons (生物、化学 B,C)"
    assert second.reason == "Concern: nuclear weapons, conventional weapons (核 N; CW)"
    assert third.reason == "Concern: missiles (ミサイル M)"


def test_a_list_of_before_october_2025_has_no_column_of_conventional_weapons() -> None:
    older = [row[:5] for row in METI_ROWS]
    assert read(workbook(older)).entries[1].listings[0].reason == "Concern: nuclear weapons (核 N)"


def test_a_missing_row_and_a_row_without_a_name_are_told() -> None:
    rows = [*METI_ROWS[:2], ["4", "中国\nPeople's Republic of China", "", "", "核\nN", ""]]
    assert read(workbook(rows)).warnings == (
        "row 3: no name of an organisation",
        "No. 4 follows No. 1: the file may lack rows",
    )


def test_a_country_that_is_not_known_is_a_remark() -> None:
    rows = [*METI_ROWS[:1], ["1", "どこか\nNowhere", "Foo Co.", "", "", ""]]
    [entry] = read(workbook(rows)).entries
    assert (entry.countries, entry.remarks) == ((), ("Country or region: どこか Nowhere",))
    assert entry.listings[0].reason == "The file names no type of weapons."


def test_other_tables_are_refused() -> None:
    assert "no sheet has the columns" in refusal("jp-meti-eul", workbook(METI_ROWS[1:]))
    assert "holds no entry" in refusal("jp-meti-eul", workbook(METI_ROWS[:1]))
    assert not meti.recognises({"a.csv": b"\xff\xfe\x00", "b.csv": b""})
