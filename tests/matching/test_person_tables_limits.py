"""Limits of persons' scores: each is told by its figure, and stands in the band it decides."""

import pytest

from compliance.matching import persons, scorers, scoring
from compliance.matching.person_tables import person_limits, person_name
from compliance.matching.persons import PersonComparison, least, most
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.names import prepare_name


def compared(asked: str, listed: str) -> PersonComparison:
    one, other = (person_name(prepare_name(raw)) for raw in (asked, listed))
    return persons.compare(one, other)


def test_no_two_limits_have_one_figure() -> None:
    caps = person_limits().caps
    assert len(caps) == 10
    assert caps.keys().isdisjoint({*scorers.VESSEL_CAPS, scoring.SIBLING, scoring.BRANCH})


@pytest.mark.parametrize(
    "name", ["firm", "namesake", "other_father", "misspelled", "reading", "spelling"]
)
def test_a_question(name: str) -> None:
    assert REVIEW_FROM <= getattr(person_limits(), name).score < HIT_FROM


@pytest.mark.parametrize("name", ["other_reading", "somebody_else", "lone", "unlike", "stranger"])
def test_somebody_else(name: str) -> None:
    assert getattr(person_limits(), name).score < REVIEW_FROM


@pytest.mark.parametrize(
    ("asked", "listed", "figure"),
    [
        ("Kruglovskoy Vladimir Trading LLC", "KRUGLOVSKOY, Vladimir", 0.88),
        ("John Thistlewood Jr", "THISTLEWOOD, John, Sr.", 0.87),
        ("Vladimir Ivanovich Kruglovskoy", "KRUGLOVSKOY, Vladimir Sergeevich", 0.865),
        ("Petr Zarkani", "ZALKANI, Petr", 0.855),
        ("김상호", "KIM, Sang-ho", 0.895),
        ("康弘 坂本", "KANG, Hong-Mun", 0.47),
        ("Sergei Kruglovskoy", "KRUGLOVSKOY, Vladimir", 0.45),
        ("Kruglovskai", "KRUGLOVSKOY, Vladimir", 0.49),
        ("Zdrazel Tran", "CHAN, Zdrazil", 0.495),
        ("Ivan Petrovich", "Petr Petrovich", 0.0),
    ],
    ids=[
        "a firm is no person",
        "father and son",
        "other fathers",
        "no usual spelling of the other name",
        "a reading of characters",
        "half a reading",
        "another given name",
        "one name, misspelled",
        "forms of short family names alone",
        "a father's name alone",
    ],
)
def test_what_two_names_score_at_most(asked: str, listed: str, figure: float) -> None:
    """As docs/matching.md tells officers: a figure by which the reason is known."""
    assert most(compared(asked, listed)) == figure


def test_usual_spellings_of_all_parts_are_a_question_at_least() -> None:
    assert least(compared("Jon Smith", "John Smith")) == 0.6
