"""What officers decided earlier, and whether it still holds."""

from enum import StrEnum

from msgspec import Struct


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


class Review(Struct, frozen=True, kw_only=True):
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

    @property
    def sentence(self) -> str:
        """What was decided, in one sentence."""
        by = " and ".join(filter(None, (self.reviewer, self.second)))
        return (
            f"Decided: {self.verdict} by {by} on {self.date}, until {self.expires}: "
            f"{self.reason.rstrip('.')}."
        )

    @property
    def open_sentences(self) -> tuple[str, ...]:
        """Why it is open although it was decided; nothing while it is quiet."""
        if not self.is_decision:
            by = f"baseline of {self.date} by {self.reviewer}, until {self.expires}"
            return (f"Seen and not reviewed: {by}.",)
        if not self.verdict.quiets:
            return (f"{self.sentence} It stays open.",)
        return tuple(f"Open again: {why}." for why in self.reopened)
