"""Bodies of one kind that differ by their subject, or by the number of a series."""

import pytest

from compliance.matching import Matcher, scoring
from compliance.matching.caps import Cap
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import Party
from tests.matching.building import compared, watchlist
from tests.matching.oracle import exhaustive

DEFENCE = "Ministry of Defence of the Ruritan Federation"
CHEMISTRY = "Yastrevin Research Institute of Chemistry"


def score(asked: str, listed: str) -> float:
    """The best score, the same from the exhaustive matcher; 0 for none."""
    made = watchlist(listed)
    ours, theirs = (
        matcher.search([Party(name=asked)], min_score=0)[0]
        for matcher in (Matcher(made), exhaustive(made))
    )
    assert ours == theirs
    return ours[0].score if ours else 0.0


@pytest.mark.parametrize("subject", ["Finance", "Health", "the Interior", "Foreign Affairs"])
def test_another_ministry_is_no_match(subject: str) -> None:
    assert score(f"Ministry of {subject} of the Ruritan Federation", DEFENCE) < REVIEW_FROM


@pytest.mark.parametrize("subject", ["Optics", "Physics", "Organic Geology"])
def test_another_institute_of_the_same_house_is_a_question(subject: str) -> None:
    found = score(f"Yastrevin Research Institute of {subject}", CHEMISTRY)
    assert REVIEW_FROM <= found < HIT_FROM


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Ministry of Defense, Ruritan Federation", DEFENCE),
        ("Ruritan Ministry of Defence and Finance", DEFENCE),
        ("Yastrevin Institute of Chemistry", CHEMISTRY),
        ("Zorvex Optics Ltd", "Zorvex Chemistry Ltd"),
        ("Ministry of Oil of Ruritania", "Ministry of Petroleum of Ruritania"),
        ("Ruritan Ministry of Commerce", "Ruritan Ministry of Trade"),
        ("Ministry of Defence and Industry", "Ministry of Defence and Aviation"),
    ],
    ids=[
        "the same",
        "one subject more",
        "the same institute",
        "firms",
        "another word for it",
        "another word for trade",
        "a subject in common",
    ],
)
def test_a_subject_that_one_name_lacks_or_a_firm_has_does_not_count(
    asked: str, listed: str
) -> None:
    assert scoring.find_subject_cap(compared(asked, listed)) is None


@pytest.mark.parametrize(
    ("asked", "listed", "cap"),
    [
        ("Velmarkan Solutions", "Velmarkan Solutions II, Inc.", Cap.SERIES),
        ("Velmarkan Fund 3", "Velmarkan Fund", Cap.SERIES),
        ("Velmarkan Fund 3", "Velmarkan Fund 3", None),
        ("Velmarkan", "Velmarkan Fund 3 Global", None),
    ],
)
def test_one_more_of_a_series_is_a_question(asked: str, listed: str, cap: Cap | None) -> None:
    assert scoring.find_subject_cap(compared(asked, listed)) is cap


@pytest.mark.parametrize(
    ("asked", "listed", "cap", "most"),
    [
        ("Ministry of Finance of the Ruritan Federation", DEFENCE, Cap.OFFICE, 0.485),
        ("Yastrevin Research Institute of Optics", CHEMISTRY, Cap.BODY, 0.885),
        ("Velmarkan Fund 3", "Velmarkan Fund", Cap.SERIES, 0.875),
    ],
    ids=["a ministry is another one", "an institute may be a sister", "a fund may be a sister"],
)
def test_what_bodies_of_another_subject_score_at_most(
    asked: str, listed: str, cap: Cap, most: float
) -> None:
    """Below any question, or one and no hit: in which band the figure stands is what it decides."""
    found = scoring.find_subject_cap(compared(asked, listed))
    assert found is cap
    assert found.score == most
