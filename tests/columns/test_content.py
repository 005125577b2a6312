"""What a column is by what stands in it."""

import pytest

from compliance.columns.content import (
    are_codes,
    are_companies,
    are_countries,
    are_texts,
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


def test_texts() -> None:
    assert are_texts(["Smith", "Jones", "Miller"])
    assert not are_texts(["foo"] * 9)
    assert not are_texts(["1", "2", "3"])
    assert not are_texts(["only one"])
