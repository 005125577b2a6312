from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reporters.xlsx.text_heights import HIGHEST, height, lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("one\ntwo\n\nfour", 10, 4),
        ("word " * 13, 10, 7),
        ("third-party goods", 10, 2),
        ("iiiiiiiiiiiiiiiiiiiii", 10, 1),
        ("MMMMMMMMMMMMMMMMMMMMM", 10, 4),
        ("unbreakable" * 13, 10, 12),
        ("杭州海康威视数字技术股份有限公司", 10, 4),
        ("N" * 1_000_000, 10, 45),
    ],
)
def test_lines_of_a_text(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


# What LibreOffice shows in columns of these widths, with Carlito (the widths of Calibri).
RESTRICTS = (
    "Investment: US persons may not buy or sell publicly traded securities of the company. It "
    "restricts neither exports to the company nor purchases from it, and blocks no property."
)
REASON = (
    "BIS holds that it had a part in the human rights abuses against Uyghurs, Kazakhs and other "
    "Muslim minorities in Xinjiang: repression, mass detention without cause and surveillance with "
    "high technology."
)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        (RESTRICTS, 24, 6),
        (REASON, 40, 4),
        ("Hangzhou Hikvision Digital Technology Co., Ltd.", 13, 4),
    ],
)
def test_at_least_the_lines_that_are_shown_and_at_most_one_more(
    text: str, width: float, shown: int
) -> None:
    assert shown <= lines(text, width) <= shown + 1


@given(text=st.text(max_size=300))
def test_a_wider_column_needs_no_more_lines(text: str) -> None:
    counts = [lines(text, width) for width in (3, 8, 20, 60, 200)]
    assert all(wider <= narrower for narrower, wider in pairwise(counts))


def test_the_highest_cell_makes_the_row() -> None:
    assert height([("one line", 20), ("three\nshort\nlines", 20), (7, 1), (None, 1)]) == 31.2


def test_lines_of_another_script_are_higher() -> None:
    assert height([("新疆生产建设兵团公安局", 13)]) == 28.8
    assert height([("a native name (海康威视) among words", 13)]) == 34.8


def test_no_row_is_higher_than_a_program_shows() -> None:
    assert height([("x " * 10_000, 5)]) == HIGHEST
    assert height([]) == 15
