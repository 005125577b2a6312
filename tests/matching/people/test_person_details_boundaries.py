"""Which years are read as those of a birth."""

import pytest

from compliance.matching.people.person_details import read_births


@pytest.mark.parametrize(("year", "periods"), [("1850", 1), ("1849", 0), ("2100", 1), ("2101", 0)])
def test_a_year_of_birth(year: str, periods: int) -> None:
    """Earlier ones, and those to come, are numbers of something else."""
    assert len(read_births(year)) == periods
