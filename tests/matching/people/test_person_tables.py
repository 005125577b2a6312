"""The tables of persons' names."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.people import person_tables


def test_common_names_say_little() -> None:
    few = [
        person_tables.weigh_person_word(name)
        for name in ("mohammed", "ali", "wei", "smith", "ivan")
    ]
    assert max(few) < 0.55
    assert person_tables.weigh_person_word("kruglovskaya") > 0.9


@pytest.mark.parametrize("word", ["al", "van", "bin", "abu", "de"])
def test_particles(word: str) -> None:
    assert person_tables.is_particle(word)


def test_telling_particles_are_particles() -> None:
    assert person_tables.is_telling_particle("abu")
    assert person_tables.is_particle("abdul")
    assert not person_tables.is_telling_particle("al")


@pytest.mark.parametrize("word", ["vladimirovich", "sergeevna", "mamedogly", "ivanovych"])
def test_patronymics(word: str) -> None:
    assert person_tables.is_patronymic(word)


@pytest.mark.parametrize("word", ["petrov", "ovich", "smith"])
def test_no_patronymics(word: str) -> None:
    assert not person_tables.is_patronymic(word)


def test_names_are_no_business_words() -> None:
    assert person_tables.is_business("trading")
    assert not person_tables.is_business("john")


@given(st.text())
def test_any_word_has_a_weight(word: str) -> None:
    assert 0 < person_tables.weigh_person_word(word) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bill", "william"),
        ("misha", "mikhail"),
        ("pepe", "jose"),
        ("mohd", "mohammad"),
        ("md", "muhammad"),
        ("fritz", "friedrich"),
        ("memo", "mehmet"),
    ],
)
def test_short_forms_are_the_same_name(one: str, other: str) -> None:
    assert person_tables.same_family(one, other)
    assert person_tables.form_families(one) & person_tables.form_families(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bill", "robert"), ("hasan", "husayn"), ("x", "x"), ("aaron", "al")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not person_tables.same_family(one, other)


def test_particles_are_forms_of_no_name() -> None:
    assert not person_tables.form_families("al")
    assert not person_tables.form_families("abdul")


def test_md_is_a_name_in_front_of_names_only() -> None:
    assert person_tables.is_name_in_front("md")
    assert person_tables.is_title("md")
    assert not person_tables.is_name_in_front("dr")


def test_every_line_of_forms_has_two_names_of_plain_letters_and_a_source() -> None:
    text = resources.files("compliance.matching").joinpath("data/given_name_forms.toml")
    for language, table in tomllib.loads(text.read_text("utf-8")).items():
        assert table["source"], language
        for line in table["lines"].strip().split("\n"):
            names = line.split()
            assert len(names) == len({*names}) >= 2, line
            assert all(name.isascii() and name.isalpha() and name.islower() for name in names), line
