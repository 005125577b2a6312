"""How much of one cell is asked, in figures."""

import pytest

from compliance.matching.cells import asked_parts


@pytest.mark.parametrize(("names", "left_out"), [(50, 0), (51, 1)])
def test_fifty_parties_of_a_cell_are_asked(names: int, left_out: int) -> None:
    """A cell with more is a list in a cell; docs/matching.md says so, and the row is UNSCREENED."""
    found = asked_parts("; ".join(f"Sunrise{at} Valley Ltd" for at in range(names)))
    assert (len(found.parts), found.left_out) == (names - left_out, left_out)


@pytest.mark.parametrize(("streets", "left_out"), [(199, 0), (200, 1)])
def test_two_hundred_parts_are_looked_at(streets: int, left_out: int) -> None:
    """Of those an address is no party; beyond them every part is taken for one."""
    cell = "; ".join(["Sunrise Valley Ltd", *(f"{at} Main Street" for at in range(1, streets + 1))])
    assert asked_parts(cell).left_out == left_out
