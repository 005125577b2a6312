import pytest

from compliance.reporters.xlsx.heights import HIGHEST, height, lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("one\ntwo\n\nfour", 10, 4),
        ("word " * 13, 10, 7),
        ("unbreakable" * 13, 10, 11),
        ("杭州海康威视数字技术股份有限公司", 10, 3),
        ("N" * 1_000_000, 10, 40),
    ],
)
def test_lines_of_a_text(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


def test_the_highest_cell_makes_the_row() -> None:
    assert height([("one line", 20), ("three\nshort\nlines", 20), (7, 1), (None, 1)]) == 39


def test_no_row_is_higher_than_a_program_shows() -> None:
    assert height([("x " * 10_000, 5)]) == HIGHEST
    assert height([]) == 15
