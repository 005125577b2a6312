"""What the lists of the UN, the UK, the EU and OpenSanctions share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.lists.common.countries import find_countries, find_country
from compliance.lists.common.dates import is_date, read_date
from compliance.lists.common.names import collect_names, is_native
from compliance.lists.common.texts import label_texts, part_numbered
from compliance.lists.common.xml import find_lines
from compliance.model import NameKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-09", "2019-10-09"),
        ("2025-11-18T23:00:09.174Z", "2025-11-18"),
        ("2026-05-04 00:00:00", "2026-05-04"),
        ("2015-04-07-04:00", "2015-04-07"),
        ("2019-10", "2019-10"),
        ("1971", "1971"),
        ("09/10/2019", "2019-10-09"),
        ("00/00/1977", "1977"),
        ("00/05/1977", "1977-05"),
        ("08-Oct-2026", "2026-10-08"),
        ("8 October 2026", "2026-10-08"),
        ("31/02/2019", ""),
        ("2019-13-01", ""),
        ("40/01/2019", ""),
        ("8-Okt-2026", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(text: str, expected: str) -> None:
    assert read_date(text) == expected


@given(st.text(max_size=30))
def test_whatever_is_called_a_date_is_one(text: str) -> None:
    assert read_date(text) == "" or is_date(read_date(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran (Islamic Republic of)", "IR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Italy (Domicile, last known address)", "IT"),
        ("IRQ", "IQ"),
        ("Tunisian", "TN"),
        ("USSR", ""),
        ("00", ""),
        ("In Syria as at June 2013", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_name_adjective_or_code(text: str, code: str) -> None:
    assert find_country(text) == code


def test_countries_are_told_once_in_order() -> None:
    assert find_countries(["Iraq", "nowhere", "Iran", "IRQ"]) == ("IQ", "IR")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("(1) Tunis (2)-(6) -", ["Tunis"]),
        ("(1)-(2) Tunisia (3) Libya", ["Tunisia", "Libya"]),
        ("Tunisian", ["Tunisian"]),
        ("", []),
    ],
)
def test_numbered_values_are_taken_apart(cell: str, values: list[str]) -> None:
    assert part_numbered(cell) == values


def test_the_primary_name_comes_first_and_no_name_twice() -> None:
    found = collect_names(
        "Foo  Ltd",
        [
            ("Foo Ltd", NameKind.WEAK_ALIAS),
            ("Foo", NameKind.WEAK_ALIAS),
            ("Foo", NameKind.ALIAS),
            ("Фу", NameKind.ALIAS),
            ("Бар", NameKind.WEAK_ALIAS),
            ("-", NameKind.ALIAS),
            ("", NameKind.ALIAS),
        ],
    )
    assert [(one.text, one.kind) for one in found] == [
        ("Foo Ltd", NameKind.PRIMARY),
        ("Foo", NameKind.ALIAS),
        ("Фу", NameKind.NATIVE),
        ("Бар", NameKind.WEAK_ALIAS),
    ]


def test_a_native_name_has_mostly_other_letters() -> None:
    assert is_native("هيئة تحرير الشام (HTS)")
    assert not is_native("Müller Ltd")
    assert not is_native("Lashkar И Jhangvi")
    assert not is_native("’…")


def test_remarks_have_their_label_and_are_told_once() -> None:
    said = label_texts([("Title", " Dr "), ("Title", "Dr"), ("Title", ""), ("Born", None)])
    assert said == ("Title: Dr",)


def test_lines_of_xml_elements() -> None:
    data = b"<r>\n<x:A b='1'>\n\n<AB/></x:A><A\n/>\n</r>"
    assert find_lines(data, "A", 2) == [2, 4]
    assert find_lines(data, "A", 3) == [0, 0, 0]
