"""What a column is by what stands in it."""

import pytest

from compliance.columns.content import (
    are_codes,
    are_companies,
    are_countries,
    are_names,
    are_texts,
    is_value,
    may_be_party,
    sample_cells,
)
from tests.columns.building import rows


def test_cells_are_the_filled_ones() -> None:
    assert sample_cells(rows("a | 1", "", "b", " | 2"), 1) == ["1", "2"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["100017", "100018"], True),
        (["C-0042", "V1001"], True),
        (["3M", "7-Eleven Ltd", "ACME"], False),
        (["Acme", "Beta"], False),
        ([], False),
    ],
)
def test_codes(column: list[str], expected: bool) -> None:
    assert are_codes(column) is expected


@pytest.mark.parametrize(
    "name",
    [
        "Acme Ltd",
        "ACME CO., LTD.",
        "Bauer GmbH & Co. KG",
        "Łódź Sp. z o.o.",
        "Öztürk A.Ş.",
        "Завод ООО",
        "杭州海康威视数字技术股份有限公司",
        "東亜光学株式会社",
        "한빛광학 주식회사",
        "Rossi S.r.l.",
        "Praha s.r.o.",
    ],
)
def test_companies(name: str) -> None:
    assert are_companies([name, *["x"] * 9])
    assert not are_companies([name, *["x"] * 20])


@pytest.mark.parametrize("word", ["Ltd", "Apparel", "12", "", "Berlin"])
def test_no_companies(word: str) -> None:
    assert not are_companies([word])


def test_countries() -> None:
    assert are_countries(["CN", "DE", "NA", "US"])
    assert are_countries(["China", "Deutschland", "中国", "Россия"])
    assert are_countries(["Hong Kong", "TW", "Kosovo"])
    assert not are_countries(["Smith", "Jones", "CN"])
    assert not are_countries(["Berlin", "Bavaria"])
    assert not are_countries(["x", "y"])
    assert not are_countries(["1", "2"])
    assert not are_countries([])


def test_names_by_content() -> None:
    assert are_names(["Local School", "Hangzhou Hikvision Digital Technology"])
    assert are_names(["Li Wei", "3M", "Max Muster", "海康威视"])
    assert not are_names(["red", "green"])
    assert not are_names(["Germany", "China"])
    assert not are_names(["Main Street 1", "Weg 7", "Ring 3", "Hof 2"])
    assert not are_names(["North"] * 6 + ["South"] * 6)
    assert not are_names(["a@b.com", "2026-01-02", "17", "TRUE"])
    assert not are_names([])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17", True), ("1.234,50 EUR", True), ("2026-01-02", True), ("31 March 2026", True),
        ("C-0042", True), ("sales@example.com", True), ("https://example.com/a", True),
        ("TRUE", True), ("3ECO", False), ("Alpha", False), ("3M Company", False),
    ],
)  # fmt: skip
def test_values(text: str, expected: bool) -> None:
    assert is_value(text) is expected


def test_what_may_be_a_party() -> None:
    assert may_be_party("Alpha Ltd")
    assert may_be_party("Gesellschaft fuer die Entwicklung neuer Verfahren der Optik GmbH")
    assert not may_be_party("the parts of this order were sent to the customer.")
    assert not may_be_party("Germany")
    assert not may_be_party("17")
    assert not may_be_party("x" * 200)


def test_texts() -> None:
    assert are_texts(["Smith", "Jones", "Miller"])
    assert not are_texts(["foo"] * 9)
    assert not are_texts(["1", "2", "3"])
    assert not are_texts(["only one"])
