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

from msgspec import Struct

from compliance import MATCHER
from compliance.decisions.chain import Record
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.place_matches import PLACES_LIST
from compliance.decisions.row_keys import make_customer_key
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


class ValidityRules(Struct, frozen=True, kw_only=True):
    """What a decision must have to hold."""

    today: str
    """ISO 8601."""
    two_reviewers: bool = False
    expiry_days: int = 0
    """Days that a decision holds at most, whatever it says itself; 0 for no such limit."""
    matcher: int = MATCHER


class DecisionBook:
    """The decisions of a record, arranged so that a pair finds its own."""

    def __init__(self, record: Record, rules: ValidityRules) -> None:
        self._rules = rules
        self._by_pair = record.standing
        self._by_customer: dict[tuple[str, ...], list[RecordedDecision]] = {}
        self._by_name: dict[tuple[str, ...], list[RecordedDecision]] = {}
        self._entries: set[tuple[str, str]] = set()
        parties: Counter[PartyFingerprint] = Counter()
        for decision in (each for several in self._by_pair.values() for each in several):
            parties[decision.party_parts] += 1
            self._entries.update(decision.entries)
            for entry in decision.entries:
                self._by_name.setdefault((*entry, decision.party_parts.name), []).append(decision)
                if decision.customer:
                    self._by_customer.setdefault((*entry, decision.customer), []).append(decision)
        self.max_per_party: int = max(parties.values(), default=0)
        """Most decisions on one party: so many matches of a party can be settled."""
        self.decision_count: int = sum(map(len, self._by_pair.values()))
        """Decisions that no later one replaces."""

    def review(self, party: Party, match: Match) -> Review | None:
        """What was decided of the pair, and whether it holds; None when nobody decided it."""
        entries = (match.entry, *match.also)
        ids = [(entry.list_id, entry.id) for entry in entries]
        if self._entries.isdisjoint(ids):  # most: nothing has to be hashed
            return None
        asked, listed = fingerprint_party(party), fingerprint_entry(*entries)
        found = self._find_decisions_on(asked, ids)
        others = [
            decision
            for each in ids
            for decision in self._find_decisions_of_customer(party, asked, each)
        ]
        if not (found or others):
            return None
        decided = max(found or others, key=age_key)
        reopened = [
            *explain_contradiction(found),
            *explain_overruling(decided, others),
            *explain_reopening(decided, asked, listed, self._rules),
        ]
        if not (found or reopened):
            reopened = [f"the decision of {decided.date} is on another pair"]
        return make_review(decided, reopened)

    def _find_decisions_on(
        self, asked: PartyFingerprint, ids: Iterable[tuple[str, str]]
    ) -> Sequence[RecordedDecision]:
        """Decisions on the party as it is, against any entry of the listed party."""
        keys = [hash_pair(asked, *each) for each in ids]
        return [decision for key in keys for decision in self._by_pair.get(key, ())]

    def _find_decisions_of_customer(
        self, party: Party, asked: PartyFingerprint, entry: tuple[str, str]
    ) -> Sequence[RecordedDecision]:
        """Decisions on what seems to be the same customer as it was."""
        customer = make_customer_key(party)
        if customer and (known := self._by_customer.get((*entry, customer))):
            return known
        named = self._by_name.get((*entry, asked.name), ())
        return [decision for decision in named if not (customer and decision.customer)]


class EarlierReviews(Struct, frozen=True, kw_only=True):
    """What is known of a pair from earlier runs: an officer's decision, else that it was seen."""

    decisions: DecisionBook | None = None
    baseline: DecisionBook | None = None

    def find(self, party: Party, match: Match) -> Review | None:
        """The decision on the pair; without one whether the baseline has it as it is."""
        decision = self.decisions.review(party, match) if self.decisions else None
        if decision or not self.baseline:
            return decision
        seen = self.baseline.review(party, match)
        return seen if seen and not seen.reopened else None


def make_review(decision: RecordedDecision, reopened: Iterable[str]) -> Review:
    """The decision as a match carries it."""
    return Review(
        verdict=decision.decision,
        reason=decision.reason,
        reviewer=decision.reviewer,
        second=decision.second,
        date=decision.date,
        expires=decision.expires,
        record=decision.id,
        reopened=tuple(reopened),
    )


def age_key(decision: RecordedDecision) -> tuple[str, str, str]:
    """Sorts decisions from the oldest to the newest, in one order whatever that of the lines."""
    return decision.date, decision.run.partition("-")[0], decision.id


def explain_overruling(
    decided: RecordedDecision, others: Iterable[RecordedDecision]
) -> Iterator[str]:
    """Why a decision yields to a later one on the same customer as it was at another time.

    A customer that turned out to be the listed party does not fall silent because its old address
    comes back.
    """
    later = [decision for decision in others if age_key(decision)[:2] > age_key(decided)[:2]]
    newest = max(later, key=age_key, default=decided)
    if newest is not decided and not newest.decision.quiets:
        summary = f"{newest.decision} by {newest.reviewer} on {newest.date}"
        yield f"the same customer with other details was decided later: {summary}"


def explain_contradiction(decisions: Sequence[RecordedDecision]) -> Iterator[str]:
    """Why several decisions that stand side by side, as after a merge, settle nothing."""
    if len({decision.decision for decision in decisions}) > 1:
        sides = sorted(
            f"{decision.decision} by {decision.reviewer} on {decision.date}"
            for decision in decisions
        )
        yield f"decisions contradict each other: {'; '.join(sides)}"


def explain_reopening(
    decision: RecordedDecision,
    asked: PartyFingerprint,
    listed: EntryFingerprint,
    rules: ValidityRules,
) -> Iterator[str]:
    """Why the decision does not hold for party and entry as they are; nothing when it does."""
    since = f"since the decision of {decision.date} by {decision.reviewer or 'nobody named'}"
    yield from (f"{what} {since}" for what in _explain_changes(decision, asked, listed))
    if over := _explain_end(decision, rules):
        yield over
    if decision.matcher != rules.matcher:
        versions = f"from {decision.matcher} to {rules.matcher}"
        yield f"the matcher's major version changed {versions} {since}"
    yield from (
        f"the decision of {decision.date} {what}" for what in find_missing_parts(decision, rules)
    )


def _explain_changes(
    decision: RecordedDecision, asked: PartyFingerprint, listed: EntryFingerprint
) -> Iterator[str]:
    """What of party and entry is no longer as it was."""
    for part, words in PARTY_WORDS.items():
        if getattr(decision.party_parts, part) != getattr(asked, part):
            yield f"the customer's {words} changed"
    for part in ENTRY_WORDS:
        before, now = getattr(decision.entry_parts, part), getattr(listed, part)
        if before != now and decision.list == PLACES_LIST:
            yield PLACE_WORDS[part]
        elif before != now:
            yield f"the list entry {_describe_change(part, before, now)}"


def _explain_end(decision: RecordedDecision, rules: ValidityRules) -> str:
    """Why its time is over; empty while it runs."""
    subject = f"the decision of {decision.date} by {decision.reviewer}"
    if decision.expires < decision.date:
        return (
            f"the decision was ended on {decision.date} by {decision.reviewer}: {decision.reason}"
        )
    if decision.expires < rules.today:
        return f"{subject} expired on {decision.expires}"
    if rules.expiry_days and _find_last_day(decision, rules.expiry_days) < rules.today:
        return f"{subject} is older than the {rules.expiry_days} days that the settings allow"
    return ""


def find_missing_parts(decision: RecordedDecision, rules: ValidityRules) -> Iterator[str]:
    """What a decision must have and has not."""
    if not decision.reason.strip():
        yield "gives no reason"
    if not decision.reviewer.strip():
        yield "names no reviewer"
    if rules.two_reviewers and not decision.second.strip():
        yield "lacks its second reviewer"
    elif decision.second.strip() and fold_text(decision.second) == fold_text(decision.reviewer):
        yield "names the same person twice"


def _find_last_day(decision: RecordedDecision, days: int) -> str:
    return (dt.date.fromisoformat(decision.date) + dt.timedelta(days=days)).isoformat()


def _describe_change(part: str, before: str, now: str) -> str:
    singular, plural = ENTRY_WORDS[part]
    if count_parts(now) > count_parts(before):
        return f"gained {singular}"
    return (
        f"lost {singular}" if count_parts(now) < count_parts(before) else f"changed in its {plural}"
    )
