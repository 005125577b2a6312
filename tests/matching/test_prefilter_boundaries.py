"""Which pairs are compared: each number by pairs on either side of it."""

import pytest

from tests.matching.building import filtered, side


@pytest.mark.parametrize(
    ("asked", "listed", "compared"),
    [("ORBG", "Orbis Rex Blue Glass", True), ("OBG", "Orbis Blue Glass", False)],
)
def test_four_letters_may_be_the_initials_of_a_whole_name(
    asked: str, listed: str, compared: bool
) -> None:
    """Three are those of too many to be a match by themselves, whatever the scorecard gives."""
    (kept,) = filtered(listed).find_pairs([side(asked)], 0.55)
    assert bool(kept) == compared
