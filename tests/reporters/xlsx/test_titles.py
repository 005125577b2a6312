import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reporters.xlsx.titles import LONGEST, title


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Customers", "Customers"),
        ("客户", "客户"),
        ("A/B: [x]*?\\", "A_B_ _x____"),
        ("'quoted'", "quoted"),
        ("History", "Sheet History"),
        ("", "Sheet"),
        ("  ", "Sheet"),
        ("x" * 40, "x" * 31),
        ("a\x00b", "a<U+0000>b"),
    ],
)
def test_a_name_that_excel_accepts(wanted: str, found: str) -> None:
    assert title(wanted, ()) == found


def test_names_differ_without_regard_to_case() -> None:
    assert title("Hits", ("HITS",)) == "Hits (2)"
    assert title("Hits", ("Hits", "hits (2)", "x")) == "Hits (3)"


def test_a_long_name_keeps_room_for_its_number() -> None:
    taken = title("x" * 40, ())
    assert title("x" * 40, (taken,)) == "x" * 27 + " (2)"


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=8))
def test_any_names_become_acceptable_and_unique(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(title(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name) <= LONGEST
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
