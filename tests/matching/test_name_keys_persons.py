"""Keys of persons' names: what is written together is compared with the name it is of."""

import pytest
from msgspec.structs import replace

from compliance.matching import Matcher, name_keys
from compliance.matching.people.person_tables import person_name
from compliance.model import Party, PartyKind
from compliance.names import prepare_name
from tests.matching.building import entry, watchlist

LISTED = (
    "PUBLICOV, John Quincy",
    "AL-RAFIQZAI, Muhammad",
    "McGUINN, Thomas",
    "AL-SHARQATINI, Abd al-Rahman",
    "SHARQATINI, Sejed Ali",
)


def shared(asked: str, listed: str) -> set[str]:
    ours = name_keys.keys_of_asked_person(prepare_name(asked))
    person = person_name(prepare_name(listed))
    consonants = name_keys.spell_consonants(person.tokens)
    return {*ours} & {*name_keys.keys_of_listed_person(person, consonants)}


@pytest.mark.parametrize(
    "asked",
    ["J.Q. Publicov", "J. Publicov", "Publicov J.Q.", "johnquincypublicov", "publicovjohnquincy"],
)
def test_names_written_together_share_a_key(asked: str) -> None:
    assert shared(asked, LISTED[0])


def test_the_first_initial_may_be_that_of_a_title() -> None:
    assert shared("A.M. Khamidov", "KHAMIDOV, Amir Makhsudovich")


@pytest.mark.parametrize(
    "asked",
    ["X.Z. Publicov", "John Publicov", "quincyjohn", "J.Q. Publicov GmbH", "J.Q. Other", ""],
)
def test_other_names_share_none(asked: str) -> None:
    assert not shared(asked, LISTED[0])


@pytest.mark.parametrize(("asked", "keys"), [("abcdefgh", 1), ("abcdefg", 0)])
def test_a_whole_name_has_eight_letters(asked: str, keys: int) -> None:
    assert len([*name_keys.keys_of_asked_person(prepare_name(asked))]) == keys


@pytest.mark.parametrize(("asked", "keys"), [("J.K. Lim", 2), ("J.K. Li", 0), ("A.B.C.D. Lim", 0)])
def test_initials_are_three_at_most_beside_a_name_of_three_letters(asked: str, keys: int) -> None:
    assert len([*name_keys.keys_of_asked_person(prepare_name(asked))]) == keys


FOUND = {
    "J.Q. Publicov": LISTED[0],
    "johnquincypublicov": LISTED[0],
    "publicovjohnquincy": LISTED[0],
    "Mohd Rafiqzai": LISTED[1],
    "Md Rafiqzai": LISTED[1],
    "Tom McGuinn": LISTED[2],
    "Abdurrahman Sharqatini": LISTED[3],
    "Abdirahman al Sharqatini": LISTED[3],
    "sejedalisharqatini": LISTED[4],
}


@pytest.mark.parametrize(("asked", "listed"), FOUND.items())
@pytest.mark.parametrize("least", [None, 0.3, 0.0])
def test_persons_are_found_whatever_scores_are_asked_for(
    asked: str, listed: str, least: float | None
) -> None:
    """Decisions are the same with and without weaker matches, and as the oracle's."""
    known = watchlist(*(replace(entry(name), kind=PartyKind.PERSON) for name in LISTED))
    for matcher in (Matcher(known), Matcher(known, exhaustive=True)):
        ((best, *_),) = matcher.search([Party(name=asked)], min_score=least)
        assert (best.entry.names[0].text, best.band.name) == (listed, "HIT")


def test_a_name_in_two_words_of_arabic_letters_is_a_question() -> None:
    known = watchlist(*(replace(entry(name), kind=PartyKind.PERSON) for name in LISTED))
    for matcher in (Matcher(known), Matcher(known, exhaustive=True)):
        ((best, *_),) = matcher.search([Party(name="محمد رفیق زی")])
        assert (best.entry.names[0].text, best.band.name) == (LISTED[1], "REVIEW")
