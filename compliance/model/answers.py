"""The answer: what screening says of one party, and on what grounds."""

from dataclasses import dataclass
from enum import StrEnum

from compliance.model.lists import ListEntry, Listing, Name
from compliance.model.parties import Question


class Decision(StrEnum):
    """What screening says of one party. CLEAR means no match was found; it never means cleared."""

    HIT = "HIT"
    REVIEW = "REVIEW"
    CLEAR = "CLEAR"
    UNSCREENED = "UNSCREENED"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: HIT or REVIEW."""
        return self in (Decision.HIT, Decision.REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a match, in words an officer reads."""

    rule: str
    """Name of the rule in the table."""
    score: float
    """What it contributed, -1..1; 0 for a remark."""
    asked: str
    listed: str
    note: str
    """The sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One list entry that a party may be."""

    entry: ListEntry
    matched_name: Name
    score: float
    """0..1; 1 only for the same name after normalising."""
    band: Decision
    """HIT, REVIEW, or CLEAR for a match shown only because the user asked to see weaker ones."""
    evidence: tuple[Evidence, ...] = ()
    also: tuple[ListEntry, ...] = ()
    """Other entries that are the same party on firm evidence, in the order of the lists."""
    folded: tuple["Match", ...] = ()
    """What of those the asked party may be, too, best first: shown as one with this match."""

    @property
    def listings(self) -> tuple[Listing, ...]:
        """All places of the party on all lists: the matched entry's own first."""
        return tuple(listing for entry in (self.entry, *self.also) for listing in entry.listings)

    @property
    def by_address(self) -> bool:
        """Whether the address decides and not the name: its evidence comes first then."""
        return bool(self.evidence) and self.evidence[0].rule == "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """The answer to one question; every question gets exactly one, in order."""

    question: Question
    decision: Decision
    reason: str
    """One sentence: why this decision."""
    matches: tuple[Match, ...] = ()
    """Best first."""
