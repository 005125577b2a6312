"""A company of the United States is no foreign entity: Supplement No. 8 to Part 744, (b)."""

import pytest

from compliance import catalog
from compliance.matching import Matcher
from compliance.model import HELD, Decision, Match, Party

IN_FORCE = "2025-10-15"
ROWS = """\
Company,Owner,Share,Country
Tarnholm Optics,hikvision,60,
Brightwell Optics,hikvision,60,United States
Kesselring Optics,hikvision,60,Germany
"""


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path = tmp_path_factory.mktemp("owners") / "owners.csv"
    path.write_text(ROWS, encoding="utf-8")
    return Matcher(catalog.load(owners=[str(path)], day=IN_FORCE))


def best(matcher: Matcher, name: str, country: str = "") -> Match:
    [[match, *_]] = matcher.search([Party(name=name, country=country)])
    return match


@pytest.mark.parametrize("country", ["US", "USA", "United States", "California", "Puerto Rico"])
def test_asked_in_the_united_states_it_is_a_question(matcher: Matcher, country: str) -> None:
    match = best(matcher, "Tarnholm Optics", country)
    assert match.band is Decision.REVIEW
    [held] = [one.note for one in match.evidence if one.rule == HELD]
    assert held.startswith("Held at REVIEW: BIS Affiliates Rule does not reach a party in ")


@pytest.mark.parametrize("country", ["", "DE", "Mexico", "Nowhere"])
def test_asked_elsewhere_it_is_a_hit(matcher: Matcher, country: str) -> None:
    assert best(matcher, "Tarnholm Optics", country).band is Decision.HIT
    assert best(matcher, "Kesselring Optics", country).band is Decision.HIT


@pytest.mark.parametrize("country", ["", "US", "DE"])
def test_listed_in_the_united_states_it_is_never_a_hit(matcher: Matcher, country: str) -> None:
    assert best(matcher, "Brightwell Optics", country).band is Decision.REVIEW
