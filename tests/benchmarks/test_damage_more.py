"""Each further kind of damage does what its class says; none ever fails."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.damage import DAMAGES
from benchmarks.damage_more import MORE_DAMAGES

NAME = "Hangzhou Hikvision Digital Technology Co., Ltd."


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable on purpose


@pytest.mark.parametrize(
    ("kind", "name", "damaged"),
    [
        ("split_short", "Yitu", "Yi tu"),
        ("hyphenated", "Dahua Technology", "Dahua Tech-nology"),
        ("hyphen_joined", "Yitu Limited", "Yitu-Limited"),
        ("all_joined", NAME, "HangzhouHikvisionDigitalTechnologyCo.,Ltd."),
        ("joined_but_form", "Hik Vision GmbH", "HikVision GmbH"),
        ("no_vowels", "Yitu Technologies", "Yitu Tchnlgs"),
        ("dropfirst", "Hangzhou Hikvision Digital Technology", "Hikvision Digital Technology"),
        ("doubled", "Yitu", "Yittu"),
        ("neighbour_key", "Yitu", "Yity"),
        ("accented", "Yitu", "Yítü"),
        ("other_form", "Zenith Trading GmbH", "Zenith Trading LLC"),
        ("plural", "Yitu Technology", "Yitu Technologies"),
        ("plural", "Yitu Technologies", "Yitu Technology"),
        ("lower", NAME, "hangzhou hikvision digital technology co ltd"),
    ],
)
def test_damage(kind: str, name: str, damaged: str) -> None:
    assert damaged in {MORE_DAMAGES[kind](name, chance(n)) for n in range(60)}


@pytest.mark.parametrize("kind", ["dropfirst", "hyphen_joined", "joined_but_form", "other_form"])
def test_damage_that_does_not_apply_leaves_the_name(kind: str) -> None:
    assert MORE_DAMAGES[kind]("Yitu", chance(1)) == "Yitu"


def test_no_kind_has_two_meanings() -> None:
    assert not set(MORE_DAMAGES) & set(DAMAGES)


@given(st.text(), st.integers(min_value=0), st.sampled_from(sorted(MORE_DAMAGES)))
def test_any_name_survives_and_chance_repeats(name: str, seed: int, kind: str) -> None:
    assert MORE_DAMAGES[kind](name, chance(seed)) == MORE_DAMAGES[kind](name, chance(seed))
