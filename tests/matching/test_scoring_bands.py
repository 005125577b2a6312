"""Bands: similarity, and the rules of the trade on top of it."""

import pytest
from msgspec.structs import replace

from compliance.matching.scoring import HIT_FROM, REVIEW_FROM, band, is_weak
from compliance.model import Decision, Listing, NameKind, Outcome, Ownership
from tests.matching.building import ENDED, IN_FORCE, LEAD, entry, side

HIT, REVIEW, CLEAR = Decision.HIT, Decision.REVIEW, Decision.CLEAR


@pytest.mark.parametrize(
    ("score", "decision"),
    [
        (1.0, HIT),
        (HIT_FROM, HIT),
        (HIT_FROM - 1e-9, REVIEW),
        (REVIEW_FROM, REVIEW),
        (REVIEW_FROM - 1e-9, CLEAR),
        (0.0, CLEAR),
    ],
)
def test_thresholds(score: float, decision: Decision) -> None:
    dahua = entry("Dahua")
    assert band(score, dahua, dahua.names[0], weak=False) is decision


@pytest.mark.parametrize("kind", [kind for kind in NameKind if kind is not NameKind.WEAK_ALIAS])
def test_any_other_kind_of_name_can_hit(kind: NameKind) -> None:
    dahua = entry("Dahua", kind=kind)
    assert band(1.0, dahua, dahua.names[0], weak=False) is HIT


def test_a_weak_alias_or_name_is_a_question() -> None:
    alias = entry("Dahua", kind=NameKind.WEAK_ALIAS)
    assert band(1.0, alias, alias.names[0], weak=False) is REVIEW
    strong = entry("Dahua")
    assert band(1.0, strong, strong.names[0], weak=True) is REVIEW


@pytest.mark.parametrize(
    ("listings", "lead", "decision"),
    [
        ((IN_FORCE,), False, HIT),
        ((IN_FORCE, ENDED), False, HIT),
        ((IN_FORCE,), True, HIT),
        ((ENDED,), False, REVIEW),  # formerly listed
        ((), True, REVIEW),  # leads to a listed party
        ((), False, CLEAR),  # known, not restricted
    ],
)
def test_standing(listings: tuple[Listing, ...], lead: bool, decision: Decision) -> None:
    one = entry("Dahua", listings=listings, leads=(LEAD,) if lead else ())
    assert band(1.0, one, one.names[0], weak=False) is decision


@pytest.mark.parametrize("name", ["Shenzhen Technology", "ZTE", "DJI", "China Technology", "Ltd."])
def test_short_and_common_names_are_weak(name: str) -> None:
    assert is_weak(side(name))


@pytest.mark.parametrize("name", ["Hikvision", "Megvii", "Zhejiang Dahua Technology", "Yitu"])
def test_telling_names_are_not_weak(name: str) -> None:
    assert not is_weak(side(name))


def owned(*, applies: bool) -> Ownership:
    return Ownership(
        rule="R",
        outcome=Outcome.OWNED,
        says="",
        state="",
        meaning="",
        source="",
        applies=applies,
    )


@pytest.mark.parametrize(
    ("score", "applies", "decision"),
    [
        (1.0, True, HIT),
        (1.0, False, REVIEW),
        (REVIEW_FROM, True, REVIEW),
        (REVIEW_FROM, False, CLEAR),
    ],
)
def test_owned_under_a_rule_in_force_is_as_listed(
    score: float, applies: bool, decision: Decision
) -> None:
    company = replace(entry("Acme"), listings=(), ownership=(owned(applies=applies),))
    assert band(score, company, company.names[0], weak=False) is decision
    assert band(1.0, company, company.names[0], weak=True) is REVIEW
