"""Numbers in names: found, changed, and written in every other way."""

import pytest

from benchmarks.sets.numerals import find, ordinal, other, roman, written
from compliance.names import prepare_name


@pytest.mark.parametrize(
    ("name", "value", "sibling"),
    [
        ("No. 12 Research Institute", 12, "No. 13 Research Institute"),
        ("12th Research Institute", 12, "13th Research Institute"),
        ("TWELFTH BUREAU", 12, "THIRTEENTH BUREAU"),
        ("Factory 12", 12, "Factory 13"),
    ],
)
def test_a_number_is_replaced_in_its_own_way_of_writing(
    name: str, value: int, sibling: str
) -> None:
    found = find(name)
    assert found is not None
    assert found.value == value
    assert other(found, 13) == sibling


@pytest.mark.parametrize("name", ["Research Institute", "Plant 3 of 7", "13"])
def test_names_with_no_number_with_two_or_with_nothing_else_are_left_out(name: str) -> None:
    assert find(name) is None


def test_the_same_number_in_every_other_way() -> None:
    found = find("13th Institute")
    assert found is not None
    ways = set(written(found))
    assert ways == {"No. 13 Institute", "Thirteenth Institute", "13 Institute", "XIII Institute"}


@pytest.mark.parametrize("value", [3, 4, 8, 9, 12, 13, 14, 21, 39])
def test_the_program_reads_roman_numerals_and_ordinals_as_what_they_are(value: int) -> None:
    assert prepare_name(f"{ordinal(value)} Research Institute").numbers == {str(value)}
    assert prepare_name(f"{roman(value)} Research Institute").numbers == {str(value)}
