"""The curated facts: what the rules make of them, and that they are those of the research."""

import csv
from functools import cache
from pathlib import Path

import pytest

from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import Decision, ListEntry, Outcome, Ownership, Party, Standing

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
BIS = "BIS Affiliates Rule"
IN_FORCE, SUSPENDED, UNVERIFIED = "2025-10-15", "2026-06-01", "2026-11-24"


@cache
def entries(day: str = SUSPENDED) -> dict[str, ListEntry]:
    return {entry.id: entry for entry in catalog.load(day=day).entries}


def bis(key: str, day: str = SUSPENDED) -> Ownership:
    [found] = [one for one in entries(day)[key].ownership if one.rule.startswith(BIS)]
    return found


@pytest.mark.parametrize(
    ("key", "outcome", "says"),
    [
        ("ezviz", Outcome.UNKNOWN, "holds an unknown share"),
        ("ezviz-software", Outcome.UNKNOWN, "EZVIZ Network Co., Ltd., which may itself be owned"),
        ("hikrobot", Outcome.UNKNOWN, "holds at least 45 % and at most 60 % (as of 2023)"),
        ("hikvision-automotive", Outcome.OWNED, "holds 60 %"),
        ("shijiazhuang-sensortech", Outcome.OWNED, "holds 56.1 %"),
        ("wuhu-sensortech", Outcome.MINORITY, "holds 44.4 %"),
        ("dahua-europe", Outcome.OWNED, "Dahua Technology (Entity List) holds 100 %"),
        ("prama-hikvision-india", Outcome.UNKNOWN, "may hold a share"),
        ("shenzhen-sensetime", Outcome.DOUBTFUL, "SenseTime Group Limited, which may itself"),
        ("meiya-pico-research-institute", Outcome.UNKNOWN, "may hold a share"),
    ],
)
def test_a_curated_party(key: str, outcome: Outcome, says: str) -> None:
    found = bis(key)
    assert found.outcome is outcome
    assert says in found.says
    assert ("Red Flag 29" in found.rule) is (outcome in (Outcome.UNKNOWN, Outcome.DOUBTFUL))


@pytest.mark.parametrize(
    "key",
    ["lorex-technology", "honor-device", "gong-hongjia", "fu-liquan", "zte-kangxun", "alibaba"],
)
def test_owners_former_subsidiaries_and_those_of_other_lists_are_not_owned(key: str) -> None:
    assert entries()[key].ownership == ()


def test_hikvision_is_listed_itself_and_cethik_alone_would_be_a_minority() -> None:
    assert entries()["hikvision"].ownership == ()
    [lead] = [one for one in entries()["cetc-52"].leads if one.to_entry == "hikvision"]
    assert lead.share == "38.88"


@pytest.mark.parametrize(
    ("day", "standing", "decision", "state"),
    [
        (IN_FORCE, Standing.OWNED, Decision.HIT, "in force"),
        (SUSPENDED, Standing.RELATED, Decision.REVIEW, "suspended"),
        (UNVERIFIED, Standing.RELATED, Decision.REVIEW, "unverified"),
        ("2024-01-01", Standing.RELATED, Decision.REVIEW, "not yet in force"),
    ],
)
def test_an_owned_party_is_a_hit_only_while_the_rule_is_in_force(
    day: str, standing: Standing, decision: Decision, state: str
) -> None:
    assert entries(day)["dahua-europe"].standing is standing
    assert bis("dahua-europe", day).state == state
    matcher = Matcher(catalog.load(day=day))
    [owned], [unknown] = matcher.search(
        [Party(name="Dahua Europe B.V."), Party(name="Hangzhou EZVIZ Network Co., Ltd.")],
        max_matches=1,
    )
    assert owned.band is decision
    assert unknown.band is Decision.REVIEW


def test_no_outcome_of_the_curated_list_is_without_a_source() -> None:
    for day in (IN_FORCE, SUSPENDED, UNVERIFIED):
        found = [one for entry in entries(day).values() for one in entry.ownership]
        assert len(found) > 20
        assert all(one.source and one.says and one.meaning for one in found)


FACTS = {
    "R002": ("cetc-52", "38.88"),
    "R007": ("gong-hongjia", "10.30"),
    "R009": ("xinjiang-weixun-investment", "4.82"),
    "R025": ("dahua-europe", "100"),
    "R033": ("shenzhen-sensetime", "100"),
}
"""Rows of the research with a firm share, and the entry whose first lead has it."""


def test_shares_are_those_of_the_research() -> None:
    path = SHARED / "facts" / "related.csv"
    if not path.exists():
        pytest.skip("the shared reference material is not here")
    with path.open(encoding="utf-8", newline="") as file:
        research = {row["id"]: row["stake_pct"] for row in csv.DictReader(file)}
    for row, (key, share) in FACTS.items():
        assert research[row].startswith(share), row
        assert share in {lead.share for lead in entries()[key].leads}, key
    assert research["R022"].startswith("60; 44.4; 56.1")
    assert research["R013"].startswith("45 after the planned IPO")
