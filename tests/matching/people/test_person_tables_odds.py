"""How likely a listed name is a person's: what speaks for it, and what rules it out."""

import pytest

from compliance.matching.people.person_tables import (
    looks_like_person,
    person_name,
    person_probability,
)
from compliance.names import prepare_name


def probability(raw: str) -> float:
    return person_probability(person_name(prepare_name(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        "Ivan Petrov",
        "CHEN, Wei",
        "Maria del Carmen Lopez",
        "GACANIN, Edin",  # no name is known, the comma tells
        "Muhammad Durrani",  # one of two is known
        "Muhammad Zimam Durrani",  # one of three
        "Zorvexin Sergeevich",  # a father's name
    ],
)
def test_looks_like_a_person(raw: str) -> None:
    assert looks_like_person(person_name(prepare_name(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        "Petrov",  # one word
        "Hikvision",
        "Ivan Petrov GmbH",
        "Petrov Trading",
        "Plant 407",
        "Zorvexin Malvory",  # no name is known
        "Focus Middle East",  # places
        "",
    ],
)
def test_does_not_look_like_a_person(raw: str) -> None:
    assert not looks_like_person(person_name(prepare_name(raw)))


@pytest.mark.parametrize("raw", ["Ivan Petrov GmbH", "Petrov Trading", "Plant 407", ""])
def test_a_number_or_a_word_of_firms_rules_it_out(raw: str) -> None:
    assert probability(raw) == 0


def test_what_is_known_of_a_name_adds_up() -> None:
    unknown, known = probability("Zorvexin Malvory"), probability("Ivan Petrov")
    assert 0.25 < unknown < 0.35
    assert 0.97 < known < 0.99
    assert unknown < probability("Ivan Malvory Zorvexin") < probability("Ivan Malvory")
    assert probability("Ivan Malvory") < probability("Ivan Petrov Malvory") < known
    assert probability("MALVORY, Zorvexin") > known
    assert probability("Moscow Ivan Petrov") < probability("Zorvexin Ivan Petrov")
