"""What is known beside a name, in figures: those that docs/matching.md tells officers."""

import pytest
from msgspec.structs import replace

from compliance.matching.evidence import describe_sighting, list_circumstances, pull, score_alone
from compliance.matching.postal.addresses import AddressSighting, Likeness
from compliance.matching.scoring import band
from compliance.model import Address, Decision, Evidence, ListEntry, Party
from tests.matching.building import entry

PLACE = (Address(text="9 Elm Road, Wuhan, China"),)
FIRM = replace(entry("Kuiper Optics"), addresses=PLACE)
ITSELF = replace(entry("Address 01"), addresses=PLACE)
WHOLE, NO_UNIT, OTHER_UNIT = Likeness.WHOLE, Likeness.NO_UNIT, Likeness.OTHER_UNIT


def seen(likeness: Likeness, *, shared: bool = False) -> AddressSighting:
    return AddressSighting(likeness=likeness, listed="9 Elm Road", shared=shared)


@pytest.mark.parametrize(
    ("listed", "likeness", "score", "decision"),
    [
        (ITSELF, WHOLE, 0.95, Decision.HIT),  # the address itself is listed: who uses it is covered
        (ITSELF, NO_UNIT, 0.70, Decision.REVIEW),  # perhaps the same room
        (ITSELF, OTHER_UNIT, 0.60, Decision.REVIEW),  # a neighbour of what is listed
        (FIRM, WHOLE, 0.80, Decision.REVIEW),  # somebody else may have moved in
        (FIRM, NO_UNIT, 0.65, Decision.REVIEW),
        (FIRM, OTHER_UNIT, 0.50, Decision.CLEAR),  # a trade centre has hundreds of tenants
    ],
)
def test_what_an_address_is_worth_alone(
    listed: ListEntry, likeness: Likeness, score: float, decision: Decision
) -> None:
    assert score_alone(seen(likeness), listed) == score
    assert band(score, listed, listed.names[0], weak=False) is decision


def test_where_an_agent_registers_thousands_the_address_alone_is_no_match() -> None:
    assert score_alone(seen(WHOLE, shared=True), FIRM) == 0.5


@pytest.mark.parametrize(("likeness", "share"), [(WHOLE, 0.6), (NO_UNIT, 0.4), (OTHER_UNIT, 0.2)])
def test_how_far_an_address_moves_a_score(likeness: Likeness, share: float) -> None:
    """The less sure it is the same room, the less: by two tenths of the way to the band's edge."""
    said = describe_sighting(seen(likeness), Party(name="X", address="9 Elm Road"), FIRM)
    assert said.score == share


@pytest.mark.parametrize(
    ("town", "share"), [("Wuhan", 0.1), ("Harbin", -0.1)], ids=["in common", "another"]
)
def test_how_far_a_town_moves_a_score(town: str, share: float) -> None:
    """Hardly: a firm has more seats than its list tells."""
    party = Party(name="X", address=f"77 Oak Street, {town}, China")
    assert [one.score for one in list_circumstances(party, FIRM, None)] == [share]


@pytest.mark.parametrize(("sign", "share"), [(1, 0.8), (-1, -0.8)])
def test_all_together_leave_a_fifth_of_the_way(sign: int, share: float) -> None:
    """The name decides the band; what is known beside it never brings a score to the edge."""
    every = [Evidence(rule="r", score=sign * 0.6, asked="", listed="", note="")] * 3
    assert pull(every) == share
