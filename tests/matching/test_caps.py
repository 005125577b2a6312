"""Caps and floors: each stands in the band that it decides, and says why."""

import tomllib
from importlib import resources

import pytest

from compliance.matching.caps import Cap, Floor, lowest_cap
from compliance.matching.people import persons
from compliance.matching.people.person_tables import person_name
from compliance.matching.people.persons import PersonComparison, find_cap, find_floor
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.names import prepare_name
from tests.matching.building import figure


def compared(asked: str, listed: str) -> PersonComparison:
    one, other = (person_name(prepare_name(raw)) for raw in (asked, listed))
    return persons.compare(one, other)


QUESTIONS = {
    Cap.BRANCH,
    Cap.BODY,
    Cap.SERIES,
    Cap.OTHER_SHIP,
    Cap.FIRM,
    Cap.NAMESAKE,
    Cap.OTHER_FATHER,
    Cap.MISSPELLED,
    Cap.READING,
}


@pytest.mark.parametrize("limit", [*Cap, *Floor], ids=str)
def test_each_says_why_in_a_sentence_of_its_own(limit: Cap | Floor) -> None:
    assert limit.reason
    assert not limit.reason.endswith(".")


@pytest.mark.parametrize("cap", Cap, ids=str)
def test_a_capped_pair_is_a_question_or_somebody_else_and_never_a_hit(cap: Cap) -> None:
    assert cap.score < HIT_FROM
    assert (cap.score >= REVIEW_FROM) == (cap in QUESTIONS)


@pytest.mark.parametrize("floor", Floor, ids=str)
def test_a_floor_makes_a_question_and_no_hit(floor: Floor) -> None:
    assert REVIEW_FROM <= floor.score < HIT_FROM


def test_the_lowest_cap_holds() -> None:
    assert lowest_cap(Cap.BRANCH, None, Cap.OFFICE) is Cap.OFFICE
    assert lowest_cap(None, None) is None


def test_the_table_has_what_the_program_names_and_no_more() -> None:
    file = resources.files("compliance.matching").joinpath("data/caps.toml")
    rows = {
        f"{module}.{name}"
        for module, table in tomllib.loads(file.read_text("utf-8")).items()
        for name in table
    }
    assert rows == {*Cap, *Floor}


@pytest.mark.parametrize(
    ("asked", "listed", "cap", "most"),
    [
        ("Kruglovskoy Vladimir Trading LLC", "KRUGLOVSKOY, Vladimir", Cap.FIRM, 0.88),
        ("John Thistlewood Jr", "THISTLEWOOD, John, Sr.", Cap.NAMESAKE, 0.87),
        (
            "Vladimir Ivanovich Kruglovskoy",
            "KRUGLOVSKOY, Vladimir Sergeevich",
            Cap.OTHER_FATHER,
            0.865,
        ),
        ("Petr Zarkani", "ZALKANI, Petr", Cap.MISSPELLED, 0.855),
        ("김상호", "KIM, Sang-ho", Cap.READING, 0.895),
        ("康弘 坂本", "KANG, Hong-Mun", Cap.OTHER_READING, 0.47),
        ("Sergei Kruglovskoy", "KRUGLOVSKOY, Vladimir", Cap.SOMEBODY_ELSE, 0.45),
        ("Kruglovskai", "KRUGLOVSKOY, Vladimir", Cap.LONE, 0.49),
        ("Zdrazel Tran", "CHAN, Zdrazil", Cap.UNLIKE, 0.495),
        ("Ivan Petrovich", "Petr Petrovich", Cap.STRANGER, 0.0),
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
def test_what_two_names_score_at_most(asked: str, listed: str, cap: Cap, most: float) -> None:
    found = find_cap(compared(asked, listed))
    assert found is cap
    assert found.score == most


def test_usual_spellings_of_all_parts_are_a_question_at_least() -> None:
    assert figure(find_floor(compared("Jon Smith", "John Smith"))) == 0.6
