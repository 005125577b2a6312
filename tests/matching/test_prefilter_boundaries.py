"""Which pairs are compared: each number by pairs on either side of it."""

import pytest

from compliance.matching import prefilter, scorers
from compliance.model import PartyKind
from tests.matching.building import side


@pytest.mark.parametrize(
    ("asked", "listed", "compared"),
    [("ORBG", "Orbis Rex Blue Glass", True), ("OBG", "Orbis Blue Glass", False)],
)
def test_four_letters_may_be_the_initials_of_a_whole_name(
    asked: str, listed: str, compared: bool
) -> None:
    """Three are those of too many to be a match by themselves, whatever the scorecard gives."""
    made = prefilter.build_prefilter([scorers.read_listed(side(listed), PartyKind.ORGANISATION)])
    (kept,) = made.find_pairs([side(asked)], 0.55)
    assert bool(kept) == compared
