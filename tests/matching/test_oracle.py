"""The index must lose nothing that the exhaustive matcher finds worth a look."""

import random
from functools import cache
from pathlib import Path

import pytest

from compliance.matching.cells import named_by
from compliance.model import Party, Settings
from compliance.screening import run_file
from tests.matching.building import bundled, bundled_matcher, watchlist
from tests.matching.oracle import exhaustive

SAMPLES = Path(__file__).parents[2] / "samples"
DAMAGED = 25
"""The brand of 152 entries of the bundled list."""


@cache
def sample_names() -> tuple[str, ...]:
    """Every party name of the samples, once."""
    files = [SAMPLES / name for name in ("customers.xlsx", "suppliers.xlsx", "suppliers.csv")]
    questions = [
        one for file in files for one in run_file.read_questions(file, Settings()).questions
    ]
    return tuple(dict.fromkeys(one.party.name for one in questions if one.party.name))


def damaged(name: str, chance: random.Random) -> str:
    """The name with a letter lost, doubled, changed, a space lost, or its words turned round."""
    at = chance.randrange(len(name))
    ways = [
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + chance.choice("aeinorst") + name[at + 1 :],
        name.replace(" ", "", 1),
        " ".join(reversed(name.split())),
        name.upper(),
    ]
    return chance.choice(ways)


def damaged_listed_names() -> list[str]:
    """Names of the bundled list, each damaged once; the same ones in every run."""
    chance = random.Random(84_54002)  # noqa: S311
    names = [name.text for entry in bundled().entries for name in named_by(entry)]
    return [damaged(name, chance) for name in chance.sample(names, DAMAGED)]


@pytest.mark.slow
def test_the_index_shows_what_the_oracle_shows() -> None:
    """Every match a report would show, best first.

    All of them: a family's names are all candidates.
    """
    parties = [Party(name=name) for name in (*sample_names(), *damaged_listed_names())]
    found = bundled_matcher().search(parties)
    wanted = exhaustive(bundled()).search(parties)
    for party, ours, theirs in zip(parties, found, wanted, strict=True):
        assert ours == theirs, party.name
    assert any(found)


@pytest.mark.parametrize("asked", ["Hikvision", "Nothing alike", "...", ""])
def test_the_oracle_compares_with_every_name(asked: str) -> None:
    entries = watchlist("Hangzhou Hikvision", "Zhejiang Dahua", "Blue River Glass")
    (matches,) = exhaustive(entries).search([Party(name=asked)], min_score=0.0)
    assert len(matches) == (3 if any(map(str.isalnum, asked)) else 0)
