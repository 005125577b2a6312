"""Rows of a file of owners: the header in several languages, holdings, rejected rows."""

from collections.abc import Sequence

import pytest

from compliance.model import Row
from compliance.ownership.holdings import (
    Holdings,
    find_header,
    find_role,
    load_vocabulary,
    read_rows,
    read_sheets,
)
from compliance.ownership.shares import UNKNOWN


def rows(*lines: Sequence[str]) -> list[Row]:
    return [Row(sheet="", number=at, cells=tuple(line)) for at, line in enumerate(lines, start=1)]


def read(*lines: Sequence[str]) -> Holdings:
    return read_rows("owners.csv", "", rows(*lines))


@pytest.mark.parametrize(
    "header",
    [
        ("Company", "Owner", "Share %", "As of", "Source"),
        ("Gesellschaft", "Gesellschafter", "Anteil in %", "Stand", "Quelle"),
        ("Société", "Actionnaire", "Participation (%)", "Date", "Source"),
        ("Empresa", "Accionista", "Participación", "Fecha", "Fuente"),
        ("公司名称", "股东", "持股比例", "截至", "来源"),
        ("会社名", "株主名", "持株比率", "基準日", "出典"),
        ("Компания", "Акционер", "Доля, %", "Дата", "Источник"),
        ("Şirket", "Hissedar", "Pay oranı", "Tarih", "Kaynak"),
        ("Spółka", "Udziałowiec", "Udział", "Data", "Źródło"),
        ("회사명", "주주", "지분율", "기준일", "출처"),
    ],
)
def test_the_header_in_several_languages(header: Sequence[str]) -> None:
    assert find_header(header) == {"owned": 0, "owner": 1, "share": 2, "as_of": 3, "source": 4}


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("% owned", "share"),
        ("Owned (%)", "share"),
        ("Percentage of shares", "share"),
        ("Anteil in Prozent", "share"),
        ("Name of shareholder", "owner"),
        ("Company name", "owned"),
        ("PARENT COMPANY", "owner"),
        ("Owner name", "owner"),
        ("Remarks", ""),
        ("", ""),
    ],
)
def test_a_header(header: str, role: str) -> None:
    assert find_role(header) == role


def test_no_header_stands_for_two_columns() -> None:
    assert set(load_vocabulary().values()) == {
        "owned",
        "owner",
        "share",
        "as_of",
        "source",
        "country",
    }
    assert find_role("%") == "share"


def test_a_row_below_title_rows() -> None:
    found = read(
        ["Owners of our customers"],
        [],
        ["Owner", "Company", "Share", "As of", "Source", "Country"],
        [" Big  Owner Ltd", "Acme GmbH", "60 %", "2026-03-31 00:00:00", "Register", "DE"],
    )
    [one] = found.holdings
    assert (one.owned, one.owner, one.share.words) == ("Acme GmbH", "Big Owner Ltd", "60 %")
    assert (one.as_of, one.source, one.country, one.line) == ("2026-03-31", "Register", "DE", 4)
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("text", "as_of", "source"),
    [
        ("31.12.2024", "2024-12-31", "S"),
        ("2024", "2024", "S"),
        ("2024-05", "2024-05", "S"),
        ("31.02.2024", "", "S; date 31.02.2024"),
        ("autumn", "", "S; date autumn"),
        ("", "", "S"),
    ],
)
def test_a_date_that_cannot_be_read_is_kept_beside_the_source(
    text: str, as_of: str, source: str
) -> None:
    [one] = read(["Company", "Owner", "Date", "Source"], ["A", "B", text, "S"]).holdings
    assert (one.as_of, one.source) == (as_of, source)


def test_a_row_without_company_or_owner_is_rejected_with_its_line_and_reason() -> None:
    found = read(
        ["Company", "Owner", "Share"], ["A", "", "5"], ["", "B", "5"], ["--", "?", "5"], ["A", "B"]
    )
    assert [(one.line, one.reason) for one in found.rejected] == [
        (2, "names no owner"),
        (3, "names no company"),
        (4, "names no company and owner"),
    ]
    assert [one.share for one in found.holdings] == [UNKNOWN]


def test_a_share_that_cannot_be_read_is_unknown_and_no_reason_to_reject() -> None:
    [one] = read(["Company", "Owner", "Share"], ["A", "B", "most of it"]).holdings
    assert (int(one.share.low), int(one.share.high)) == (0, 100)
    assert "most of it" in one.share.words


def test_a_cell_with_an_error_is_an_unknown_share() -> None:
    lines = rows(["Company", "Owner", "Share"], ["A", "B", "60"])
    lines[1] = Row(sheet="", number=2, cells=("A", "B", "60"), unreadable={2: "#REF!"})
    assert read_rows("o.xlsx", "", lines).holdings[0].share == UNKNOWN


def test_a_sheet_without_the_two_columns_is_rejected_and_an_empty_one_is_nothing() -> None:
    found = read_sheets(
        "owners",
        "o.xlsx",
        {
            "Notes": rows(["Hello"]),
            "Empty": rows([], [""]),
            "Owners": rows(["Company", "Owner"], ["A", "B"]),
        },
    )
    [lost] = found.rejected
    assert (lost.line, lost.reason) == (1, "sheet Notes: no header names a company and an owner")
    assert [one.list_id for one in found.holdings] == ["owners"]
