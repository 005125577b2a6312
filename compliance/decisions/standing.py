"""Pure: which decision stands for a pair of party and entry today, and what reopened it.

A decision on the pair as it is now is found by its key. If there is none, one on the same customer
(by the user's own key, or without one by name) and the same entry tells that the pair was decided
when the party was another: it does not hold, and the report says what changed. Only decisions on
the very pair ever quiet it: there is no decision on a name for all entries, and none on an entry
for all names.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compliance import MATCHER
from compliance.decisions import places
from compliance.decisions.chain import Record
from compliance.decisions.lines import Decided
from compliance.decisions.tickets import customer_key
from compliance.model import Match, Party, Review
from compliance.storage.fingerprints import (
    EntryFingerprint,
    PartyFingerprint,
    count_parts,
    fingerprint_entry,
    fingerprint_party,
    fold_text,
    hash_pair,
)

PARTY_WORDS = {
    "name": "name",
    "address": "address",
    "country": "country",
    "identifiers": "identifiers",
}
"""Part of a party -> how a report names it."""
ENTRY_WORDS = {
    "names": ("a name or alias", "names"),
    "addresses": ("an address", "addresses"),
    "identifiers": ("an identifier", "identifiers"),
    "listings": ("a listing", "listings"),
    "leads": ("a lead to a listed party", "leads or the rules of ownership"),
}
"""Part of an entry -> one of it, and all of it, in words."""


PLACE_WORDS = {
    "names": "the place is named in another cell or by other words",
    "listings": "the rules on the place changed",
}
"""Part of a place -> what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a decision must have to hold."""

    today: str
    """ISO 8601."""
    two_reviewers: bool = False
    expiry_days: int = 0
    """Days that a decision holds at most, whatever it says itself; 0 for no such limit."""
    matcher: int = MATCHER


class Book:
    """The decisions of a record, arranged so that a pair finds its own."""

    def __init__(self, record: Record, rules: Rules) -> None:
        self._rules = rules
        self._by_pair = record.standing
        self._by_customer: dict[tuple[str, ...], list[Decided]] = {}
        self._by_name: dict[tuple[str, ...], list[Decided]] = {}
        self._entries: set[tuple[str, str]] = set()
        parties: Counter[PartyFingerprint] = Counter()
        for one in (one for found in self._by_pair.values() for one in found):
            parties[one.party_parts] += 1
            self._entries.update(one.entries)
            for entry in one.entries:
                self._by_name.setdefault((*entry, one.party_parts.name), []).append(one)
                if one.customer:
                    self._by_customer.setdefault((*entry, one.customer), []).append(one)
        self.most: int = max(parties.values(), default=0)
        """Most decisions on one party: so many matches of a party can be settled."""
        self.standing: int = sum(map(len, self._by_pair.values()))
        """Decisions that no later one replaces."""

    def review(self, party: Party, match: Match) -> Review | None:
        """What was decided of the pair, and whether it holds; None when nobody decided it."""
        entries = (match.entry, *match.also)
        ids = [(entry.list_id, entry.id) for entry in entries]
        if self._entries.isdisjoint(ids):  # most: nothing has to be hashed
            return None
        asked, listed = fingerprint_party(party), fingerprint_entry(*entries)
        found = self._on(asked, ids)
        others = [one for each in ids for one in self._of_the_same(party, asked, each)]
        if not (found or others):
            return None
        decided = max(found or others, key=age)
        reopened = [
            *clashes(found),
            *overruled(decided, others),
            *reasons(decided, asked, listed, self._rules),
        ]
        if not (found or reopened):
            reopened = [f"the decision of {decided.date} is on another pair"]
        return reviewed(decided, reopened)

    def _on(self, asked: PartyFingerprint, ids: Iterable[tuple[str, str]]) -> Sequence[Decided]:
        """Decisions on the party as it is, against any entry of the listed party."""
        keys = [hash_pair(asked, *each) for each in ids]
        return [one for key in keys for one in self._by_pair.get(key, ())]

    def _of_the_same(
        self, party: Party, asked: PartyFingerprint, entry: tuple[str, str]
    ) -> Sequence[Decided]:
        """Decisions on what seems to be the same customer as it was."""
        customer = customer_key(party)
        if customer and (known := self._by_customer.get((*entry, customer))):
            return known
        named = self._by_name.get((*entry, asked.name), ())
        return [one for one in named if not (customer and one.customer)]


def reviewed(decided: Decided, reopened: Iterable[str]) -> Review:
    """The decision as a match carries it."""
    return Review(
        verdict=decided.decision,
        reason=decided.reason,
        reviewer=decided.reviewer,
        second=decided.second,
        date=decided.date,
        expires=decided.expires,
        record=decided.id,
        reopened=tuple(reopened),
    )


def age(decided: Decided) -> tuple[str, str, str]:
    """Sorts decisions from the oldest to the newest, in one order whatever that of the lines."""
    return decided.date, decided.run.partition("-")[0], decided.id


def overruled(decided: Decided, others: Iterable[Decided]) -> Iterator[str]:
    """Why a decision yields to a later one on the same customer as it was at another time.

    A customer that turned out to be the listed party does not fall silent because its old address
    comes back.
    """
    later = [one for one in others if age(one)[:2] > age(decided)[:2]]
    newest = max(later, key=age, default=decided)
    if newest is not decided and not newest.decision.quiets:
        said = f"{newest.decision} by {newest.reviewer} on {newest.date}"
        yield f"the same customer with other details was decided later: {said}"


def clashes(found: Sequence[Decided]) -> Iterator[str]:
    """Why several decisions that stand side by side, as after a merge, settle nothing."""
    if len({one.decision for one in found}) > 1:
        sides = sorted(f"{one.decision} by {one.reviewer} on {one.date}" for one in found)
        yield f"decisions contradict each other: {'; '.join(sides)}"


def reasons(
    decided: Decided, asked: PartyFingerprint, listed: EntryFingerprint, rules: Rules
) -> Iterator[str]:
    """Why the decision does not hold for party and entry as they are; nothing when it does."""
    since = f"since the decision of {decided.date} by {decided.reviewer or 'nobody named'}"
    yield from (f"{what} {since}" for what in _changes(decided, asked, listed))
    if over := _over(decided, rules):
        yield over
    if decided.matcher != rules.matcher:
        versions = f"from {decided.matcher} to {rules.matcher}"
        yield f"the matcher's major version changed {versions} {since}"
    yield from (f"the decision of {decided.date} {what}" for what in lacks(decided, rules))


def _changes(decided: Decided, asked: PartyFingerprint, listed: EntryFingerprint) -> Iterator[str]:
    """What of party and entry is no longer as it was."""
    for part, words in PARTY_WORDS.items():
        if getattr(decided.party_parts, part) != getattr(asked, part):
            yield f"the customer's {words} changed"
    for part in ENTRY_WORDS:
        before, now = getattr(decided.entry_parts, part), getattr(listed, part)
        if before != now and decided.list == places.LIST:
            yield PLACE_WORDS[part]
        elif before != now:
            yield f"the list entry {_change(part, before, now)}"


def _over(decided: Decided, rules: Rules) -> str:
    """Why its time is over; empty while it runs."""
    made = f"the decision of {decided.date} by {decided.reviewer}"
    if decided.expires < decided.date:
        return f"the decision was ended on {decided.date} by {decided.reviewer}: {decided.reason}"
    if decided.expires < rules.today:
        return f"{made} expired on {decided.expires}"
    if rules.expiry_days and _last(decided, rules.expiry_days) < rules.today:
        return f"{made} is older than the {rules.expiry_days} days that the settings allow"
    return ""


def lacks(decided: Decided, rules: Rules) -> Iterator[str]:
    """What a decision must have and has not."""
    if not decided.reason.strip():
        yield "gives no reason"
    if not decided.reviewer.strip():
        yield "names no reviewer"
    if rules.two_reviewers and not decided.second.strip():
        yield "lacks its second reviewer"
    elif decided.second.strip() and fold_text(decided.second) == fold_text(decided.reviewer):
        yield "names the same person twice"


def _last(decided: Decided, days: int) -> str:
    return (dt.date.fromisoformat(decided.date) + dt.timedelta(days=days)).isoformat()


def _change(part: str, before: str, now: str) -> str:
    one, all_of_it = ENTRY_WORDS[part]
    if count_parts(now) > count_parts(before):
        return f"gained {one}"
    return (
        f"lost {one}" if count_parts(now) < count_parts(before) else f"changed in its {all_of_it}"
    )
