"""Each kind of damage does what its class says, and the same chance gives the same name."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.damage import DAMAGES

NAME = "Hangzhou Hikvision Digital Technology Co., Ltd."


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - repeatable on purpose


@pytest.mark.parametrize(
    ("kind", "name", "damaged"),
    [
        ("no_legal", NAME, "Hangzhou Hikvision Digital Technology"),
        ("abbrev", "General Trading Company", "Gen Trdg Co"),
        ("droplast", "Dahua Technology Stock", "Dahua Technology"),
        ("concat", "Yitu Technologies", "YituTechnologies"),
        ("lookalike", "ao", "ао"),
        ("translit", "Zhuk", "Juk"),
    ],
)
def test_damage(kind: str, name: str, damaged: str) -> None:
    assert damaged.casefold() in {DAMAGES[kind](name, chance(n)).casefold() for n in range(20)}


@pytest.mark.parametrize("kind", ["concat", "droplast", "split"])
def test_damage_that_does_not_apply_leaves_the_name(kind: str) -> None:
    assert DAMAGES[kind]("Yitu", chance(1)) == "Yitu"


@given(st.text(min_size=1), st.integers(min_value=0), st.sampled_from(sorted(DAMAGES)))
def test_any_name_survives_and_chance_repeats(name: str, seed: int, kind: str) -> None:
    assert DAMAGES[kind](name, chance(seed)) == DAMAGES[kind](name, chance(seed))
