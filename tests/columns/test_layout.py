"""Header and content together, on tables as companies keep them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.columns import NoMapping, SheetLayout, ask_rows, find_layout, summarise_sheet
from compliance.errors import InputError
from compliance.readers import read
from tests.columns.building import asked, mapping, names, refusal, roles, rows

SHARED = Path(__file__).parents[3] / "shared" / "spreadsheets"
ROOT = Path(__file__).parents[2]


def test_numbers_under_a_party_word_are_its_key() -> None:
    table = rows("Debitor | Name 1 | Land", "100017 | Alpha GmbH | DE", "100018 | Beta AG | CH")
    assert roles(table) == [("A", "id"), ("B", "name"), ("C", "country")]
    codes = rows("Vendor | Vendor name", "V-1001 | Alpha", "V-1002 | Beta")
    assert roles(codes) == [("A", "id"), ("B", "supplier")]


def test_a_hint_counts_only_where_nothing_better_is() -> None:
    ledger = rows("Entity | Vendor Name | Amount", "City Rail Ltd | Alpha Ltd | 3", "X Ltd | B | 4")
    assert roles(ledger) == [("A", "name"), ("B", "supplier")]
    keeper = rows("Entity | Vendor Name", *[f"City Rail Ltd | Vendor {at} Ltd" for at in range(30)])
    assert roles(keeper) == [("B", "supplier")]
    [column] = mapping(keeper).ignored
    assert column.label == "Entity (A)"
    assert "few different cells" in column.reason
    alone = rows("Entity | Amount", "City Rail Ltd | 3", "Beta GmbH | 4")
    assert roles(alone) == [("A", "name")]
    assert "no party column" in refusal(rows("Entity | Amount", "north | 3", "south | 4"))


def test_names_by_content_where_the_header_is_silent() -> None:
    table = rows("Foo | Country", "Alpha Ltd | DE", "Beta GmbH | FR")
    assert roles(table) == [("A", "name"), ("B", "country")]


def test_names_by_content_where_there_is_no_header() -> None:
    table = rows("7 | Alpha Ltd | DE", "8 | Beta GmbH | FR", "9 | 杭州海康威视有限公司 | CN")
    assert roles(table) == [("B", "name"), ("C", "country")]
    assert names(asked(table))[0] == (1, "name", "Alpha Ltd")


def test_a_plain_list_of_names() -> None:
    assert names(asked(rows("Hikvision", "John Smith"))) == [
        (1, "name", "Hikvision"),
        (2, "name", "John Smith"),
    ]


def test_two_name_columns_are_both_asked() -> None:
    table = rows("Name | Name (Chinese) | DOB", "Alpha | 海康 | 1970")
    assert names(asked(table)) == [(2, "name", "Alpha"), (2, "name", "海康")]


def test_columns_that_are_numbers_are_no_places() -> None:
    table = rows("Company | Place of safety patients", "Alpha | 12", "Beta | 7")
    assert roles(table) == [("A", "name")]


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Kd.-Nr.;Firma;Straße;PLZ;Ort;Land", "7;Müller;Weg 1;07743;Jena;DE"),
        ("N° client;Raison sociale;Adresse;Code postal;Ville;Pays", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Código;Razón social;Dirección;Código postal;Ciudad;País", "7;Müller;W 1;07743;Jena;DE"),
        ("Codice;Ragione sociale;Indirizzo;CAP;Città;Paese", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Código;Nome do cliente;Morada;CEP;Cidade;País", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Klantnr;Klantnaam;Adres;Postcode;Plaats;Land", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Lp.;Nazwa kontrahenta;Adres;Kod pocztowy;Miasto;Kraj", "7;Müller;W 1;07743;Jena;DE"),
        ("Sıra No;Müşteri Adı;Adres;Posta Kodu;Şehir;Ülke", "7;Müller;Weg 1;07743;Jena;DE"),
        ("№ п/п;Наименование;Адрес;Индекс;Город;Страна", "7;Müller;Weg 1;07743;Jena;DE"),
        ("编号;客户名称;地址;邮编;城市;国家", "7;Müller;Weg 1;07743;Jena;DE"),
        ("編號;客戶名稱;地址;郵編;城市;國家", "7;Müller;Weg 1;07743;Jena;DE"),
        ("番号;会社名;住所;郵便番号;市区町村;国名", "7;Müller;Weg 1;07743;Jena;DE"),
        ("번호;거래처명;주소;우편번호;도시;국가", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Číslo;Název firmy;Adresa;PSČ;Město;Země", "7;Müller;Weg 1;07743;Jena;DE"),
        ("Kundnummer;Företag;Adress;Postnummer;Ort;Land", "7;Müller;Weg 1;07743;Jena;DE"),
    ],
)
def test_a_customer_list_in_each_language(header: str, line: str) -> None:
    table = rows(header.split(";"), line.split(";"))
    assert [role for _, role in roles(table)] == [
        "id", "name", "address", "postcode", "city", "country",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "the sheet is empty"),
        (("", " | "), "the sheet is empty"),
        (
            ("date | temperature | place", "2011-01-01 | 7 | Galway"),
            (
                "no party column was found among the headers 'date', 'temperature', 'place';"
                " name the column with the parties: --column name=Header"
            ),
        ),
        (
            ("1 | 2", "3 | 4"),
            (
                "no party column was found: no header was recognised in columns A to B;"
                " name the column with the parties: --column name=Header, or a column letter:"
                " --column name=B"
            ),
        ),
    ],
)
def test_no_party_column(lines: tuple[str, ...], reason: str) -> None:
    assert refusal(rows(*lines)) == reason


def test_a_refusal_repeats_no_names() -> None:
    prose = "the parts of this order were sent to hikvision."
    assert "hikvision" not in refusal(rows(f"1 | {prose}", "2 | 17", "3 | 4"))


def test_only_a_header() -> None:
    table = rows("Name | Country")
    found = find_layout(table)
    assert isinstance(found, SheetLayout)
    assert list(ask_rows("f", table, found)) == []


def test_the_sample_workbooks() -> None:
    found = {
        (file, sheet.name): roles(sheet.rows)
        for file in ("customers.xlsx", "suppliers.xlsx", "suppliers.csv")
        for sheet in read(ROOT / "samples" / file).sheets
        if not sheet.hidden
    }
    assert [role for _, role in found["customers.xlsx", "Customers"]] == [
        "id", "name", "address", "city", "country", "consignee", "country", "end_user", "country",
        "forwarder",
    ]  # fmt: skip
    assert [role for _, role in found["customers.xlsx", "Open projects"]] == [
        "purchaser", "country", "intermediate_consignee", "country", "end_user", "country",
    ]  # fmt: skip
    assert [role for _, role in found["suppliers.xlsx", "Kreditoren"]] == [
        "id", "supplier", "address", "postcode", "city", "country", "manufacturer", "tax_id",
    ]  # fmt: skip
    assert [role for _, role in found["suppliers.csv", ""]] == ["id", "supplier", "country"]


@given(st.lists(st.lists(st.text(max_size=15), max_size=5), max_size=10))
def test_any_table_is_understood_or_not(table: list[list[str]]) -> None:
    found = find_layout(rows(*table), ())
    assert isinstance(found, SheetLayout | NoMapping)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not here")
def test_reference_spreadsheets_lose_no_row() -> None:
    for file in sorted(SHARED.iterdir()):
        try:
            sheets = read(file).sheets
        except InputError:
            continue
        for sheet in sheets:
            found = summarise_sheet(
                sheet.name, sheet.rows, find_layout(sheet.rows), hidden=sheet.hidden
            )
            assert found.closes, (file, found.sums)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not here")
def test_a_real_ledger_is_read_by_its_vendors_in_seconds() -> None:
    began = time.perf_counter()
    [sheet] = read(SHARED / "ukspend_tfl_clean_2021-P10.csv").sheets
    assert roles(sheet.rows) == [("B", "supplier")]
    assert len(asked(sheet.rows)) == 8673
    assert time.perf_counter() - began < 5
