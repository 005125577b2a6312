"""A company of the United States is no foreign entity: Supplement No. 8 to Part 744, (b)."""

import pytest

from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import (
    HELD,
    Address,
    Decision,
    Identifier,
    ListEntry,
    Match,
    Name,
    Party,
    Watchlist,
)
from tests.matching import building

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


COMMON = "LIMITED LIABILITY COMPANY QUANTUM"


def listed_in_russia(name: str) -> Matcher:
    entry = ListEntry(
        id="l1",
        list_id="test",
        names=(Name(text=name),),
        countries=("RU",),
        addresses=(Address(text="Lenina 12, 620014 Ekaterinburg", country="RU"),),
        identifiers=(Identifier(kind="inn", value="7707083893"),),
        listings=(building.IN_FORCE,),
    )
    return Matcher(Watchlist(lists=(), entries=(entry,)))


@pytest.mark.parametrize(
    ("listed", "asked", "country", "band"),
    [
        (COMMON, "Quantum Corporation", "US", Decision.REVIEW),
        (COMMON, "Quantum LLC", "RU", Decision.HIT),
        (COMMON, "Quantum LLC", "", Decision.HIT),
        ("Zorvexin LLC", "Zorvexin LLC", "US", Decision.HIT),
        ("Huawei Technologies Ltd", "Huawei Technologies Ltd", "US", Decision.HIT),
        ("Quantum Orion Atlas LLC", "Quantum Orion Atlas LLC", "US", Decision.HIT),
    ],
    ids=["another country", "the same", "not stated", "telling name", "one group's", "three words"],
)
def test_a_common_name_in_another_country_is_a_question(
    listed: str, asked: str, country: str, band: Decision
) -> None:
    match = best(listed_in_russia(listed), asked, country)
    assert match.band is band
    assert match.hold_reason.startswith("Held at REVIEW: ordinary firms") == (
        band is Decision.REVIEW
    )


def test_a_number_or_an_address_outweighs_the_country() -> None:
    matcher = listed_in_russia(COMMON)
    number = (Identifier(kind="inn", value="7707083893"),)
    numbered = Party(name="Quantum LLC", country="US", identifiers=number)
    placed = Party(name="Quantum LLC", country="US", address="Lenina 12, 620014 Ekaterinburg")
    for party in (numbered, placed):
        [[match, *_]] = matcher.search([party])
        assert match.band is Decision.HIT
