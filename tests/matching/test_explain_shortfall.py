"""What kept a pair from more, in one sentence."""

import pytest

from compliance.matching import scoring
from compliance.matching.caps import Cap
from compliance.matching.explain import Given, Tally, shortfall, tally
from compliance.matching.scorers import never_a_hit
from compliance.matching.scoring import HIT_FROM, LEAD_FROM, REVIEW_FROM, read_bundled_scorecard
from compliance.model import Decision, ListEntry, Name, NameKind
from tests.matching.building import ENDED, LEAD, compared, entry

LISTED = entry("Dahua")
LEADING = entry("Dahua", listings=(), leads=(LEAD,))
NAME = Name(text="Dahua", kind=NameKind.PRIMARY)
WEAK = Name(text="Dahua", kind=NameKind.WEAK_ALIAS)


def given(sentence: str, points: float, possible: float) -> Given:
    return Given(rule=sentence, sentence=sentence, measure=0.5, points=points, possible=possible)


def told(uncapped: float = 0.3, cap: Cap | None = None, *rules: Given) -> Tally:
    limit = cap.score if cap else 0.999
    return Tally(base=-1.0, given=rules, uncapped=uncapped, limit=limit, held_by=cap, floor="")


def test_the_rule_that_costs_most_and_the_words() -> None:
    rules = given("One.", 0.5, 1.0), given("Two.", 0.2, 2.0)
    said = shortfall(Decision.CLEAR, told(0.3, None, *rules), LISTED, "", "“bakery” is alone")
    assert said == (
        f"0.50 points short of REVIEW ({REVIEW_FROM:.2f}): “bakery” is alone, and “Two” gave "
        "0.20 of 2.00 points."
    )


def test_a_review_is_held_against_hit_and_a_lead_against_its_own_threshold() -> None:
    full = given("One.", 1.0, 1.0)
    review = shortfall(Decision.REVIEW, told(0.7, None, full), LISTED, "", "")
    lead = shortfall(Decision.CLEAR, told(0.6, None, full), LEADING, "", "")
    assert f"points short of HIT ({HIT_FROM:.2f}): the listed name is too common to give" in review
    assert f"points short of REVIEW ({LEAD_FROM:.2f})" in lead


@pytest.mark.parametrize(
    ("cap", "band", "why"),
    [
        (Cap.SIBLING, Decision.CLEAR, "the names tell two bodies of one kind apart by number"),
        (Cap.BRANCH, Decision.REVIEW, "the asked name adds a place to the listed one, as a branch"),
    ],
)
def test_a_cap_is_named(cap: Cap, band: Decision, why: str) -> None:
    said = shortfall(band, told(0.97, cap), LISTED, "", "")
    assert said.startswith(f"No more than {cap.score:.2f}, where ")
    assert why in said


@pytest.mark.parametrize(
    ("uncapped", "points"), [(0.97, "be enough."), (0.52, "not be enough either.")]
)
def test_a_cap_says_what_the_points_alone_would_do(uncapped: float, points: str) -> None:
    said = shortfall(Decision.CLEAR, told(uncapped, Cap.SIBLING), LISTED, "", "")
    assert said.endswith(f"the points alone would {points}")


@pytest.mark.parametrize(
    ("listed", "name", "weak", "why"),
    [
        (LEADING, NAME, False, "The entry only leads to a listed party"),
        (entry("Dahua", listings=(ENDED,)), NAME, False, "The entry is no longer listed"),
        (LISTED, WEAK, False, "The list calls this name a weak alias"),
        (LISTED, NAME, True, "The listed name is too short or too common"),
    ],
)
def test_what_is_never_a_hit_says_why(listed: ListEntry, name: Name, weak: bool, why: str) -> None:
    never = never_a_hit(listed, name, weak=weak)
    assert never.startswith(why)
    assert scoring.band(1.0, listed, name, weak=weak) is Decision.REVIEW
    assert shortfall(Decision.REVIEW, None, listed, never, "") == never
    assert shortfall(Decision.REVIEW, told(0.7), listed, never, "") == never


def test_a_strong_name_can_be_a_hit() -> None:
    assert never_a_hit(LISTED, NAME, weak=False) == ""


def test_a_known_party_is_never_a_match() -> None:
    known = entry("Intel", listings=())
    assert "not restricted" in shortfall(Decision.CLEAR, None, known, "", "")


def test_names_that_can_only_equal_themselves() -> None:
    said = shortfall(Decision.CLEAR, None, LISTED, "", "")
    assert said.startswith("A name of nothing but legal form or linking words")


def test_a_hit_lacks_nothing() -> None:
    assert shortfall(Decision.HIT, told(0.95), LISTED, "", "") == ""


def test_the_tally_knows_its_cap() -> None:
    listed = "Hikvision Digital Technology"
    branch = tally(compared(f"{listed} Canada", listed), read_bundled_scorecard())
    assert branch.held_by is Cap.BRANCH
    assert branch.uncapped > Cap.BRANCH.score
    assert branch.cap == "the asked name adds a place to the listed one, as a branch would"


def test_a_cap_that_changes_nothing_is_not_told() -> None:
    found = tally(
        compared("Bakery Canada", "Hikvision Digital Technology"), read_bundled_scorecard()
    )
    assert found.uncapped < found.limit
    assert found.cap == ""


def test_the_listed_name_itself_loses_nothing() -> None:
    found = tally(compared("Hikvision Digital", "Hikvision Digital"), read_bundled_scorecard())
    assert all(one.loss == 0 for one in found.given)
    assert all(one.sentence.endswith(".") for one in found.given)
