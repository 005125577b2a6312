"""Policies and listed parties for tests; TODAY is the day on which they are judged."""

from msgspec.structs import replace

from compliance.lists.curated.programmes import parse_programmes
from compliance.lists.list_files import find_bundled_folder
from compliance.matching import Matcher
from compliance.matching.prepared_list import PreparedList
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Match,
    Name,
    NameKind,
    Party,
    PolicyRow,
    Settings,
)
from compliance.policy import Policy, build_policy
from tests.matching.building import entry, watchlist

TODAY = "2026-11-29"
PROGRAMMES = parse_programmes(
    (find_bundled_folder() / "programmes.toml").read_text(encoding="utf-8")
)
BY = "policy of J. Doe, 2026-11-20: tried in July"


def row(**changes: object) -> PolicyRow:
    """A policy that somebody answers for."""
    signed = PolicyRow(reason="tried in July", author="J. Doe", date="2026-11-20")
    return replace(signed, **changes)


def listing(programme: str, **changes: object) -> Listing:
    """A place on one of the published lists, or on one that nobody describes."""
    known = PROGRAMMES.get(programme) or replace(PROGRAMMES["us-bis-el"], id=programme)
    return replace(Listing(programme=known), **changes)


def listed(name: str, *programmes: str, list_id: str = "own") -> ListEntry:
    """A party in force on these lists."""
    made = entry(name, listings=tuple(map(listing, programmes)))
    return replace(made, list_id=list_id)


def match_of(
    party: ListEntry, score: float = 0.95, band: Decision = Decision.HIT, **changes: object
) -> Match:
    """A match by the first name of an entry."""
    made = Match(entry=party, matched_name=party.names[0], score=score, band=band)
    return replace(made, **changes)


def policy_of(*rows: PolicyRow, purpose: str = "", day: str = TODAY) -> Policy:
    """The policy of settings with these rows."""
    made = build_policy(Settings(purpose=purpose, policy=rows), day, find_bundled_folder())
    assert made
    return made


def judged(policy: Policy, match: Match, country: str = "") -> Match:
    """A match as the policy has it, over a list of nothing but its entries."""
    ready = ready_of(match.entry, *match.also)
    [found] = policy.judge_over(ready, 0.0)(Party(name="asked", country=country), (match,))
    return found


def ready_of(*entries: ListEntry) -> PreparedList:
    """A list, ready to be asked."""
    return Matcher(watchlist(*entries)).ready


def weak(name: str, *full: str) -> ListEntry:
    """A party on the SDN list with a weak alias, and names that are none."""
    names = (*(Name(text=one, kind=NameKind.PRIMARY) for one in full), Name(text=name, kind=WEAK))
    return replace(listed(names[0].text, "us-ofac-sdn"), names=names)


WEAK = NameKind.WEAK_ALIAS
