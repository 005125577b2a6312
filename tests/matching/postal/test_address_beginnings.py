"""Where the address begins in a cell that holds a name with its address."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.postal.address_beginnings import (
    PieceKind,
    is_address,
    kind_of,
    names_before_address,
)

ADDRESSES = (
    "12 Zhongshan Road, Building 3, 200001 Shanghai, China",
    "No. 1 Zhongguancun East Rd., Haidian District, Beijing 100084",
    "P.O. Box 1187, Jebel Ali, Dubai",
    "PO Box 3456, Sharjah, United Arab Emirates",
    "Postfach 1234, 8021 Zürich",
    "B.P. 2054, Douala, Cameroun",
    "Apartado 55-0819, Panama City",
    "а/я 15, 620014 Екатеринбург",
    "ul. Lenina 15, 620014 Ekaterinburg",
    "г. Москва, ул. Тверская, д. 7",
    "Hauptstr. 4, 70173 Stuttgart",
    "Kärntner Ring 12, 1010 Wien",
    "12, rue de la Paix, 75002 Paris",
    "Via Roma 5, 20100 Milano MI, Italia",
    "Calle de Alcalá 45, 28014 Madrid",
    "Av. Paulista 1578, São Paulo - SP, 01310-200",
    "Keizersgracht 12, 1015 CX Amsterdam",
    "ul. Marszałkowska 12, 00-590 Warszawa",
    "Storgatan 12, 111 51 Stockholm",
    "Atatürk Cad. No: 5 Kat 3, Şişli, İstanbul",
    "Plot No. 45, Sector 18, Gurugram, Haryana 122015, India",
    "Unit 5, 7/F, 21 Nathan Road, Kowloon, Hong Kong",
    "Suite 1200, 350 Fifth Avenue, New York, NY 10118",
    "7th floor, Azrieli Center, Tel Aviv",
    "1-2-3 Marunouchi, Chiyoda-ku, Tokyo 100-0005",
    "Shenzhen, 18 Keji Road, Nanshan District",
    "Shanghai, China",
    "Tehran, Iran",
    "125009 Moscow, Russia",
    "Sheikh Zayed Road, Dubai, UAE",
    "Industrial Area 13, Sharjah",
    "Karl-Marx-Allee 34",
    "4 Hamilton Close\nLondon\nSW1A 1AA",
    "北京市海淀区中关村大街1号",
    "広島県福山市3-4",
    "서울특별시 강남구 테헤란로 152",
    "Address: 5 Nile St, Cairo",
    "Tel: +971 4 555 1234",
    "info@example.com",
    "geb. 18.01.1970",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("sign", [", ", "\n", "; ", " - "])
def test_a_firm_with_its_address(sign: str, address: str) -> None:
    *longer, name = names_before_address(f"Blue River Co., Ltd.{sign}{address}")
    assert name == "Blue River Co., Ltd."
    assert longer in ([], [f"Blue River Co., Ltd.{sign}{address.split(',')[0]}"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_person_with_an_address(address: str) -> None:
    assert names_before_address(f"John Smithers, {address}")[-1] == "John Smithers"


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_alone(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Blue River Ltd 12 Main Street London", ("Blue River Ltd",)),
        ("Blue River GmbH Hauptstr. 4 70173 Stuttgart", ("Blue River GmbH",)),
        ("John Smithers P.O. Box 5 Dubai", ("John Smithers",)),
        ("Blue River (12 Main Street, London)", ("Blue River",)),
        ("Blue River Co., Ltd., Shanghai", ("Blue River Co., Ltd.",)),
        ("Smith, John, 12 Main Street, London", ("Smith, John",)),
        (
            "Blue River Ltd, Jebel Ali, P.O. Box 12",
            ("Blue River Ltd, Jebel Ali", "Blue River Ltd"),
        ),
        (
            "Sichuan University, Chengdu, 29 Wangjiang Road",
            ("Sichuan University, Chengdu", "Sichuan University"),
        ),
        ("华为技术有限公司 广东省深圳市龙岗区坂田", ("华为技术有限公司",)),
        ("株式会社アルファ 東京都千代田区丸の内1-2-3", ("株式会社アルファ",)),
    ],
)
def test_the_name_before_the_address(cell: str, names: tuple[str, ...]) -> None:
    assert names_before_address(cell) == names


@pytest.mark.parametrize(
    "name",
    [
        "Blue River Ltd",
        "Blue River Co., Ltd.",
        "Blue River, Shanghai",
        "Sichuan University, Qingdao Research Institute",
        "Institute No. 13, Group 7",
        "China State Shipbuilding, 713 Research Institute",
        "Elint, S.A., Spain Night Vision, S.A., and SNV, S.A",
        "Dominguez, Carlos",
        "Smith, Victoria",
        "Li, Wei",
        "Forever 21 Street Wear Ltd",
        "Phone World Ltd",
        "Vision 2000, Paris Group",
        "吴 冬梅",
        "",
        ", ,",
    ],
)
def test_a_name_is_no_address(name: str) -> None:
    assert names_before_address(name) == ()
    assert not is_address(name)


def test_a_firm_behind_a_place_is_no_address() -> None:
    assert not is_address("Hong Kong, Blue River Ltd, 12 Nathan Road")


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("12 Main Street", PieceKind.PROOF),
        ("70173 Stuttgart", PieceKind.PROOF),
        ("70173 Oberdorf", PieceKind.POSTCODE),
        ("Shanghai", PieceKind.PLACE),
        ("United Arab Emirates", PieceKind.COUNTRY),
        ("Kärntner 12", PieceKind.NUMBERED),
        ("ul. Lenina", PieceKind.STREET),
        ("d. 5", PieceKind.NUMBER),
        ("Jebel Ali Free Zone", PieceKind.NEAR),
        ("Co., Ltd.", PieceKind.FORM),
        ("Blue River", PieceKind.NAME),
        ("21 Street Fashion Ltd", PieceKind.NAME),
    ],
)
def test_kinds_of_pieces(piece: str, kind: PieceKind) -> None:
    assert kind_of(piece) is kind


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for name in names_before_address(text):
        assert text.startswith(name)
    is_address(text)


def test_a_very_long_cell_is_read_in_no_time() -> None:
    start = time.process_time()
    names_before_address("12 Main Street, " * 20_000)
    names_before_address("1 " * 50_000)
    assert time.process_time() - start < 5
