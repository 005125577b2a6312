"""The answer: what screening says of one party, and on what grounds."""

from dataclasses import dataclass
from enum import StrEnum

from compliance.model.destinations import DestinationNote
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
    """Points that it contributed; 0 for a remark."""
    asked: str
    listed: str
    note: str
    """The sentence."""


PART_OF_CELL = "part of the cell"
"""Rule of the evidence that says which part of a cell with several parties was compared."""

HELD = "held at REVIEW"
"""Rule of the evidence that says why a match is no HIT, however alike the names are."""


class Verdict(StrEnum):
    """What an officer decides of one party against one list entry."""

    FALSE_POSITIVE = "false positive"
    TRUE_MATCH = "true match"
    LICENCE_HELD = "licence held"
    ESCALATE = "escalate"
    SEEN = "seen, not reviewed"
    """No decision: the pair is in a baseline."""

    @property
    def quiets(self) -> bool:
        """Whether nobody has to look again while it stands; a true match never rests."""
        return self in (Verdict.FALSE_POSITIVE, Verdict.LICENCE_HELD)


VERDICTS = tuple(one for one in Verdict if one is not Verdict.SEEN)
"""What an officer can choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What was decided earlier of this very pair of party and entry, and whether it still holds."""

    verdict: Verdict
    reason: str
    reviewer: str
    date: str
    """When it was decided, ISO 8601."""
    expires: str
    """The last day on which it holds, ISO 8601."""
    second: str = ""
    """The second reviewer; empty when there was none."""
    record: str = ""
    """Hash of its line in the decision record."""
    reopened: tuple[str, ...] = ()
    """Why it no longer holds, a sentence each; empty while it does."""

    @property
    def is_decision(self) -> bool:
        """Whether somebody has decided; what is only in a baseline was seen."""
        return self.verdict is not Verdict.SEEN

    @property
    def settles(self) -> bool:
        """Whether nobody has to look at the pair: it holds, and it is of a kind that quiets."""
        return self.verdict.quiets and not self.reopened


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
    review: Review | None = None
    """What officers decided of it in an earlier report; None when nobody has."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look: strong enough, and not settled by a standing decision."""
        return self.band.is_open and not (self.review and self.review.settles)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """All places of the party on all lists: the matched entry's own first."""
        return tuple(listing for entry in (self.entry, *self.also) for listing in entry.listings)

    @property
    def part(self) -> str:
        """The part of the asked cell that is like the listed name; empty for the whole cell."""
        return next((one.asked for one in self.evidence if one.rule == PART_OF_CELL), "")

    @property
    def held(self) -> str:
        """Why it is no HIT, where the likeness of the names is not the reason; else empty."""
        return next((one.note for one in self.evidence if one.rule == HELD), "")

    @property
    def by_address(self) -> bool:
        """Whether the address decides and not the name: its evidence comes first then."""
        return bool(self.evidence) and self.evidence[0].rule == "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
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
    def explained(self) -> str:
        """Why this decision: what the comparison says, and why the destination is a question."""
        said = (self.compared, self.held)
        is_found = any(match.is_open for match in self.matches)
        return " ".join(filter(None, said if is_found else reversed(said)))

    @property
    def compared(self) -> str:
        """The reason, and how the name was read where it does not stand in the row as it is."""
        note = self.question.note
        return f"{self.reason} {note[0].upper()}{note[1:]}." if note else self.reason

    @property
    def held(self) -> str:
        """Why the destination is a question; empty when it is none."""
        said = " ".join(note.sentence for note in self.destination if note.is_open)
        return f"Destination: {said}" if said else ""

    @property
    def is_settled(self) -> bool:
        """Whether officers have settled every match for which somebody would have to look."""
        found = [match for match in self.matches if match.band.is_open]
        if self.has_open_destination:
            return False
        return self.decision.is_open and bool(found) and not any(one.is_open for one in found)

    @property
    def is_seen(self) -> bool:
        """Whether all that is open of it is in a baseline: seen before, and not reviewed."""
        found = [match.review for match in self.matches if match.is_open]
        seen = all(one and not one.is_decision for one in found)
        return bool(found) and seen and not self.has_open_destination

    @property
    def has_open_destination(self) -> bool:
        """Whether somebody has to look because of the destination."""
        return any(note.is_open for note in self.destination)

    @property
    def is_reopened(self) -> bool:
        """Whether a match was decided so that it was quiet, and no longer is."""
        reviews = [match.review for match in self.matches if match.review]
        return any(review.verdict.quiets and review.reopened for review in reviews)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at this party."""
        return self.decision.is_open and not self.is_settled
