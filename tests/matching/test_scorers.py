"""Which scorer compares a name with a listed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import cells, scorers
from compliance.matching.explain import explain_pair
from compliance.matching.features import Comparison
from compliance.matching.people.persons import PersonComparison
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM, read_bundled_scorecard
from compliance.model import Decision, ListEntry, Name, PartyKind, Watchlist
from tests.matching.building import IN_FORCE, side
from tests.matching.building import listed as listed_reading


def scored(asked: str, listed: str, kind: PartyKind) -> scorers.AnyScored:
    return scored_from(asked, listed, kind, 0.0)[0]


def scored_from(asked: str, listed: str, kind: PartyKind, *least: float) -> list[scorers.AnyScored]:
    """The score of one pair by each least score that is asked for."""
    one = scorers.AskedReading(side(asked), lambda name: side(name.raw))
    ready = listed_reading(side(cells.listed_text(listed, kind)), kind)
    return [scorers.score(one, ready, read_bundled_scorecard(), enough) for enough in least]


_WORDS = st.sampled_from(
    "Ivan Ivanov Jr Li Wei Huawei Beijing Shanghai Institute No.5 No.6 Trading Acme Akme Ltd GmbH "
    "Dahua Dahuo Hikvision Mohammed Muhammad bin Ali Defence Ministry 大华 مهندس".split()
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)


@given(_TEXTS, _TEXTS, st.sampled_from(PartyKind), st.sampled_from((0.2, REVIEW_FROM, HIT_FROM)))
def test_who_asks_for_a_least_score_gets_the_same_from_there_on(
    asked: str, listed: str, kind: PartyKind, least: float
) -> None:
    whole, enough = scored_from(asked, listed, kind, 0.0, least)
    if whole.score < least:
        assert enough.score < least
    else:
        assert enough == whole


def test_a_person_is_compared_as_one() -> None:
    found = scored("Evgeny Kruglov", "KRUGLOV, Yevgeniy", PartyKind.PERSON)
    assert isinstance(found.comparison, PersonComparison)


@pytest.mark.parametrize("kind", [PartyKind.ORGANISATION, PartyKind.VESSEL, PartyKind.AIRCRAFT])
def test_all_others_are_not(kind: PartyKind) -> None:
    assert isinstance(scored("Ivan Kruglov", "Ivan Kruglov", kind).comparison, Comparison)


def test_an_unknown_kind_is_compared_both_ways() -> None:
    as_person = scored("Oleksandr Kruglov", "KRUGLOV, Aleksandr", PartyKind.PERSON)
    unknown = scored("Oleksandr Kruglov", "KRUGLOV, Aleksandr", PartyKind.UNKNOWN)
    assert unknown.score >= as_person.score


def listed(name: str, kind: PartyKind) -> Watchlist:
    entry = ListEntry(
        id="1", list_id="own", names=(Name(text=name),), kind=kind, listings=(IN_FORCE,)
    )
    return Watchlist(lists=(), entries=(entry,))


def test_a_person_is_explained_with_the_rules_for_persons() -> None:
    told = explain_pair(
        "Bill J. Thistlewood",
        "THISTLEWOOD, William",
        listed("THISTLEWOOD, William", PartyKind.PERSON),
    )
    assert told.tally is not None
    assert {"telling names", "conflict"} <= {one.rule for one in told.tally.given}
    assert ("bill", "william", "form") in {
        (part.asked, part.listed, part.how) for part in told.parts
    }


def test_a_cap_is_explained() -> None:
    name = "THISTLEWOOD, William"
    told = explain_pair("William Thistlewood Trading Ltd", name, listed(name, PartyKind.PERSON))
    assert told.band is not Decision.HIT
    assert told.shortfall


def test_a_stranger_is_explained() -> None:
    name = "THISTLEWOOD, William"
    told = explain_pair("Hangzhou Optics", name, listed(name, PartyKind.PERSON))
    assert told.score == 0
    assert "not share even one name" in told.shortfall


def test_a_ship_with_another_number_is_explained() -> None:
    told = explain_pair(
        "M/V Sunward Pelican", "SUNWARD PELICAN 3", listed("SUNWARD PELICAN 3", PartyKind.VESSEL)
    )
    assert told.band is not Decision.HIT
