"""The publisher's multi-valued cells, with the faults that its files of 2019 to 2026 have."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.lists.common import names as module
from compliance.lists.common.names import collect_own_names, part_name_cell, split_cell
from compliance.lists.sources.csl import (
    find_last_code,
    list_codes,
    read_addresses,
    read_identifiers,
)
from compliance.model import Address, Identifier, NameKind


def texts(name: str, alternatives: str = "") -> list[str]:
    return [one.text for one in collect_own_names(name, alternatives)]


@pytest.mark.parametrize(
    ("name", "alternatives", "expected"),
    [
        ("Foo Ltd", "Bar; Baz", ["Foo Ltd", "Bar", "Baz"]),
        (" Padded ", " ; Bar ;", ["Padded", "Bar"]),
        ("Foo", "Bar;Baz", ["Foo", "Bar", "Baz"]),
        ("Foo", "Bar Co.; Ltd.; Baz", ["Foo", "Bar Co., Ltd.", "Baz"]),
        ("Foo", "Bar; and Baz", ["Foo", "Bar", "Baz"]),
        ("Foo", "-VPK Baz", ["Foo", "VPK Baz"]),
        ("Foo", "Foo; Bar; Bar", ["Foo", "Bar"]),
        ("Foo", "Bar; (all of preceding located in Mianyang)", ["Foo", "Bar"]),
        ("Foo", "?; ??", ["Foo"]),
        ("Foo (a.k.a. Bar)", "", ["Foo", "Bar"]),
        ("Foo [aka Bar, aka Baz, Inc.]", "", ["Foo", "Bar", "Baz, Inc."]),
        ("KOW LIM- AKA- ERIC LIM", "", ["KOW LIM", "ERIC LIM"]),
        ("PEARL (A.K.A. NEI CHU) LI", "", ["PEARL LI", "NEI CHU"]),
        ("Cho Yan; a.k.a Nathan Man", "", ["Cho Yan", "Nathan Man"]),
        ("Foo Co; and any successor, sub-unit, or subsidiary thereof", "", ["Foo Co"]),
        ("AKA INTEGRAL SERVICES", "", ["AKA INTEGRAL SERVICES"]),
        ("Science & Technology; Ltd.", "", ["Science & Technology, Ltd."]),
    ],
)
def test_names(name: str, alternatives: str, expected: list[str]) -> None:
    assert texts(name, alternatives) == expected


def test_kinds_of_names() -> None:
    found = collect_own_names(
        "Foo (f.k.a., Old Foo)", 'Bar; F.K.A. Older Foo; "FOOPIE"; “Region” Works'
    )
    assert [(one.text, one.kind) for one in found] == [
        ("Foo", NameKind.PRIMARY),
        ("Old Foo", NameKind.FORMER),
        ("Bar", NameKind.ALIAS),
        ("Older Foo", NameKind.FORMER),
        ("FOOPIE", NameKind.WEAK_ALIAS),
        ("“Region” Works", NameKind.ALIAS),
    ]


@given(st.text(min_size=1).filter(lambda text: text.strip(" ;,\n")))
def test_a_name_cell_always_gives_a_name(cell: str) -> None:
    assert part_name_cell(cell)


@given(st.lists(st.text("abcdefgh ", min_size=1).filter(str.strip)))
def test_splitting_loses_no_value(values: list[str]) -> None:
    assert split_cell("; ".join(values)) == [value.strip() for value in values]


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("No. 555 Qianmo Road, Hangzhou, CN", "CN"),
        ("AF", "AF"),
        ("Xian, China", "CN"),
        ("3037 S. 69th Drive, Phoenix, AZ, 85043", ""),
        ("Dallas, TX", ""),
        ("Region: West Bank", ""),
        ("", ""),
    ],
)
def test_the_country_of_an_address(address: str, country: str) -> None:
    assert find_last_code(address) == country


def test_addresses_stay_verbatim_and_countries_come_once() -> None:
    found = read_addresses("1 Foo St, Perm, RU;  AF; 2 Foo St, Perm, RU")
    assert found[1] == Address(text="AF", country="AF")
    assert found[2].text == "2 Foo St, Perm, RU"
    assert list_codes(found, "IR; xx", "RU") == ("RU", "AF", "IR")


@pytest.mark.parametrize(
    ("cell", "kind", "value", "country"),
    [
        ("Tax ID No., 7702070139, RU", "tax id", "7702070139", "RU"),
        ("US, 80-0890696, Tax ID No.", "tax id", "80-0890696", "US"),
        ("7722515837, Tax ID No.", "tax id", "7722515837", ""),
        ("IMO 8898831, Vessel Registration Identification", "imo", "8898831", ""),
        (
            "Unified Social Credit Code (USCC), 9111000071093019X7, CN",
            "uscc",
            "9111000071093019X7",
            "CN",
        ),
        ("Legal Entity Number, 253400V1H6ART1UQ0N98, RU", "lei", "253400V1H6ART1UQ0N98", "RU"),
        ("SWIFT/BIC, RUAGRUMM", "swift", "RUAGRUMM", ""),
        ("Passport, 836238033, KP", "passport", "836238033", "KP"),
    ],
)
def test_identifiers_of_both_layouts(cell: str, kind: str, value: str, country: str) -> None:
    assert read_identifiers(cell) == ((Identifier(kind=kind, value=value, country=country),), ())


@pytest.mark.parametrize(
    "cell",
    ["Gender, Male", "Website, http://www.foo4.example", "Effective Date (CMIC), 2021-08-02", "X"],
)
def test_what_is_no_identifier_stays_as_a_remark(cell: str) -> None:
    assert read_identifiers(cell) == ((), (cell,))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Foo Ltd (formerly Bar Ltd)", ["Foo Ltd", "Bar Ltd"]),
        ("Foo 'Bar' (f.k.a., AO Baz", ["Foo 'Bar'", "AO Baz"]),
        ("Foo Company (a.k.a.", ["Foo Company"]),
        ("Foo (a.k.a. Bar; Baz)", ["Foo", "Bar", "Baz"]),
        ("Foo (aka Bar, Baz)", ["Foo", "Bar, Baz"]),
        ("Foo, a.k.a., Bar", ["Foo", "Bar"]),
        ("Foo Inc., a.k.a., the following one alias:", ["Foo Inc."]),
        ("Tanaka Ltd", ["Tanaka Ltd"]),
        ("Formerly Ltd", ["Formerly Ltd"]),
        # names that the publisher garbled stay whole as well
        ("Ann Ann a/k/a Bo Cole", ["Ann Ann", "Bo Cole", "Ann Ann Bo Cole"]),
        ("Ann) Ann (a/k/a Bo Cole", ["Ann) Ann", "Bo Cole", "Ann Ann Bo Cole"]),
        ("Cole, Ann (a/k/a Bo, Ann)", ["Cole, Ann", "Bo, Ann"]),
    ],
)
def test_names_inside_a_name_cell(cell: str, expected: list[str]) -> None:
    assert [name.text for name in collect_own_names(cell, "")] == expected


@pytest.mark.parametrize(
    ("cell", "parts"),
    [  # values of the nonproliferation and Entity Lists in the publisher's files of 2023 and 2026
        ("TABA, TABA Co., Iran Cutting Tools Co.", ["TABA", "TABA Co.", "Iran Cutting Tools Co."]),
        ("Elint, S.A., Spain Night Vision, S.A., and SNV, S.A", ["Elint, S.A.", "SNV, S.A"]),
        (
            "Corezing International Company, Corezing Pte Ltd, CT Pte Ltd and Core Zing",
            ["Core Zing"],
        ),
        ("W&M Engineering, the Wintrade Company, and the Winman Company", ["W&M Engineering"]),
        ("Foo Ltd and Bar Company or Baz Co.", ["Foo Ltd", "Bar Company", "Baz Co."]),
    ],
)
def test_a_value_that_joins_several_firms_by_commas_is_parted(cell: str, parts: list[str]) -> None:
    texts = [one.text for one in collect_own_names("Foo", cell)]
    assert set(parts) <= set(texts)
    assert cell in texts  # nothing that could be a name is thrown away


@pytest.mark.parametrize(
    "cell",
    [
        "CAS Institute of Optics, Fine Mechanics, and Physics",
        "Shenzhen Sinlikon Supply Chain Management, Co., Limited",
        "Foo Co., Ltd., Hangzhou Branch",
        "Beijing China Times Technology Co., Ltd.",
        "Massandra State Concern, National Production and Agrarian Union, OJSC",
    ],
)
def test_one_name_with_commas_stays_one(cell: str) -> None:
    assert [one.text for one in collect_own_names("Foo", cell)] == ["Foo", cell]


_WORDS = (
    "Foo Ltd; (a.k.a. Bar) a/k/a A.K.A f k a formerly Known as now the following: -aka- ) ( "
    "[fka x] and any successor, sub-unit, or subsidiary thereof Osaka nKa"
)


@given(st.lists(st.sampled_from(_WORDS.split(" ")), min_size=1, max_size=7).map(" ".join))
def test_a_name_without_a_mark_is_parted_as_one_that_is_looked_at_closely(cell: str) -> None:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(module, "MARKED", re.compile(""))
        looked_at = part_name_cell(cell)
    assert part_name_cell(cell) == looked_at
