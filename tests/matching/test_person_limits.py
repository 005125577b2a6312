"""Limits of persons' scores: each is told by its figure, and stands in the band it decides."""

import pytest

from compliance.matching import scoring, vessels
from compliance.matching.person_limits import person_limits
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM


def test_no_two_limits_have_one_figure() -> None:
    caps = person_limits().caps
    assert len(caps) == 10
    assert caps.keys().isdisjoint({*vessels.CAPS, scoring.SIBLING, scoring.BRANCH})


@pytest.mark.parametrize(
    "name", ["firm", "namesake", "other_father", "misspelled", "reading", "spelling"]
)
def test_a_question(name: str) -> None:
    assert REVIEW_FROM <= getattr(person_limits(), name).score < HIT_FROM


@pytest.mark.parametrize("name", ["other_reading", "somebody_else", "lone", "unlike", "stranger"])
def test_somebody_else(name: str) -> None:
    assert getattr(person_limits(), name).score < REVIEW_FROM
