"""The answer: what screening says of one party, and on what grounds."""

from enum import StrEnum

from msgspec import Struct

from compliance.model.destinations import DestinationNote
from compliance.model.lists import ListEntry, Listing, Name
from compliance.model.parties import Question
from compliance.model.reviews import Review


class Decision(StrEnum):
    """What screening says of one party. CLEAR means no match was found; it never means cleared."""

    HIT = "HIT"
    """A listed name is so similar that somebody must stop the order and look."""
    REVIEW = "REVIEW"
    """Similar enough that somebody should look."""
    CLEAR = "CLEAR"
    """No listed name was similar enough: no match, which is no clearance."""
    UNSCREENED = "UNSCREENED"
    """The party could not be screened; the reason says why."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: HIT or REVIEW."""
        return self in (Decision.HIT, Decision.REVIEW)


class Evidence(Struct, frozen=True, kw_only=True):
    """One reason for or against a match, in words an officer reads."""

    rule: str
    """Name of the rule in the table."""
    score: float
    """Points that it contributed; 0 for a remark."""
    asked: str
    listed: str
    note: str
    """The sentence."""


PART_OF_CELL = "part of the cell"
"""Rule of the evidence that says which part of a cell with several parties was compared."""

HELD = "held at REVIEW"
"""Rule of the evidence that says why a match is no HIT, however alike the names are."""


class Match(Struct, frozen=True, kw_only=True):
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
    review: Review | None = None
    """What officers decided of it in an earlier report; None when nobody has."""
    own_policy: str = ""
    """What the policy of the settings makes of it, in sentences; empty where it changes nothing."""
    is_counted: bool = True
    """Whether it decides on the party; False for one that a policy shows and does not count."""

    @property
    def decides(self) -> bool:
        """Whether the party's decision depends on it: strong enough, and not set aside."""
        return self.is_counted and self.band.is_open

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: it decides, and no standing decision settles it."""
        return self.decides and not (self.review and self.review.settles)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """All places of the party on all lists: the matched entry's own first."""
        return tuple(listing for entry in (self.entry, *self.also) for listing in entry.listings)

    @property
    def part(self) -> str:
        """The part of the asked cell that is like the listed name; empty for the whole cell."""
        return next((one.asked for one in self.evidence if one.rule == PART_OF_CELL), "")

    @property
    def hold_reason(self) -> str:
        """Why it is no HIT, where the likeness of the names is not the reason; else empty."""
        return next((one.note for one in self.evidence if one.rule == HELD), "")

    @property
    def is_by_address(self) -> bool:
        """Whether the address decides and not the name: its evidence comes first then."""
        return bool(self.evidence) and self.evidence[0].rule == "address"


class RowResult(Struct, frozen=True, kw_only=True):
    """The answer to one question; every question gets exactly one, in order."""

    question: Question
    decision: Decision
    """What the comparison says, at least REVIEW where the destination is a question; a standing
    decision of an officer does not change it."""
    reason: str
    """One sentence: what the comparison says, whatever the destination is."""
    matches: tuple[Match, ...] = ()
    """Best first."""
    destination: tuple[DestinationNote, ...] = ()
    """Places of the party under rules, the gravest first, then red flags."""

    @property
    def explanation(self) -> str:
        """Why this decision: what the comparison says, and why the destination is a question."""
        said = (self.comparison, self.destination_reason)
        is_found = any(match.is_open for match in self.matches)
        return " ".join(filter(None, said if is_found else reversed(said)))

    @property
    def comparison(self) -> str:
        """The reason, and how the name was read where it does not stand in the row as it is."""
        note = self.question.note
        return f"{self.reason} {note[0].upper()}{note[1:]}." if note else self.reason

    @property
    def destination_reason(self) -> str:
        """Why the destination is a question, and what was decided of it; empty when it is none."""
        said = " ".join(note.explanation for note in self.destination if note.is_question)
        return f"Destination: {said}" if said else ""

    @property
    def is_settled(self) -> bool:
        """Whether officers have settled all matches and places that are a question."""
        found = [match.is_open for match in self.matches if match.decides]
        found += [note.is_open for note in self.destination if note.is_question]
        return self.decision.is_open and bool(found) and not any(found)

    @property
    def has_question(self) -> bool:
        """Whether the destination is a question, decided or not."""
        return any(note.is_question for note in self.destination)

    @property
    def is_seen(self) -> bool:
        """Whether all that is open of it is in a baseline: seen before, and not reviewed."""
        found = [match.review for match in self.matches if match.is_open]
        found += [note.review for note in self.destination if note.is_open]
        return bool(found) and all(one and not one.is_decision for one in found)

    @property
    def has_open_destination(self) -> bool:
        """Whether somebody has to look because of the destination."""
        return any(note.is_open for note in self.destination)

    @property
    def aside(self) -> tuple[Match, ...]:
        """The matches that are shown and that a policy does not count, best first."""
        return tuple(match for match in self.matches if not match.is_counted)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """What officers decided earlier of its matches and places."""
        told = [match.review for match in self.matches]
        told += [note.review for note in self.destination]
        return tuple(review for review in told if review)

    @property
    def is_reopened(self) -> bool:
        """Whether a match or place was decided so that it was quiet, and no longer is."""
        return any(review.verdict.quiets and review.reopened for review in self.reviews)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at this party."""
        return self.decision.is_open and not self.is_settled
