"""Decisions with sensible defaults, and records of them in a file."""

from pathlib import Path

from msgspec.structs import replace

from compliance import MATCHER
from compliance.decisions.chain import Record
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.record_file import append_decisions
from compliance.decisions.row_keys import make_customer_key
from compliance.model import Decision, ListEntry, Match, Party, Verdict
from compliance.storage.fingerprints import fingerprint_entry, fingerprint_party, hash_pair
from tests.reporters.factory import HIKVISION, match

BAKERY = Party(name="Hik Vision Bakery", id="C-017", country="Germany", address="1 Mill Lane, Bonn")
RUN = "20260301T080000Z-0123456789ab"


def decided(
    party: Party = BAKERY,
    entry: ListEntry = HIKVISION,
    verdict: Verdict = Verdict.FALSE_POSITIVE,
    *,
    date: str = "2026-03-01",
    expires: str = "2027-03-01",
    reviewer: str = "A. Berg",
    second: str = "",
    reason: str = "A bakery in Bonn; no cameras.",
    run: str = RUN,
    matcher: int = MATCHER,
) -> RecordedDecision:
    """A decision on the pair as it is, without parents and hash."""
    parts = fingerprint_party(party)
    return RecordedDecision(
        date=date,
        decision=verdict,
        reason=reason,
        reviewer=reviewer,
        second=second,
        expires=expires,
        party=party.name,
        customer=make_customer_key(party),
        list=entry.list_id,
        entry=entry.id,
        listed=entry.name,
        score=0.9312,
        band=Decision.HIT,
        matcher=matcher,
        run=run,
        pair=hash_pair(parts, entry.list_id, entry.id),
        party_parts=parts,
        entry_parts=fingerprint_entry(entry),
    )


def written(path: Path, *decisions: RecordedDecision) -> Record:
    """The record with these decisions added."""
    return append_decisions(path, lambda _: decisions).record


def matched(entry: ListEntry = HIKVISION, band: Decision = Decision.HIT) -> Match:
    """A match with the entry."""
    return match(entry, band=band)


def another(party: Party = BAKERY, **changes: str) -> Party:
    """The party with something changed."""
    return replace(party, **changes)
