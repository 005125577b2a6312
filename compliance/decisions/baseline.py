"""A backlog that was seen and not reviewed, kept apart from decisions, so that new hits stand out.

Whoever starts to screen has hits from years that nobody has looked at. A baseline records them as
they are: a file of its own in the form of the decision record, one line a party, with the word
`seen, not reviewed`. It settles nothing: such matches stay open and count. Only what is new, or has
changed since, or has come back after the baseline's last day, is told apart. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.decisions.lines import Decided, join
from compliance.decisions.standing import Book
from compliance.model import Match, Party, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReviews:
    """What is known of a pair from earlier runs: an officer's decision, else that it was seen."""

    decisions: Book | None = None
    baseline: Book | None = None

    def find(self, party: Party, match: Match) -> Review | None:
        """The decision on the pair; without one whether the baseline has it as it is."""
        decided = self.decisions.review(party, match) if self.decisions else None
        if decided or not self.baseline:
            return decided
        seen = self.baseline.review(party, match)
        return seen if seen and not seen.reopened else None


def group_by_party(drafts: Iterable[Decided]) -> Iterator[Decided]:
    """One line a party, with all its pairs, each pair once; in the order in which they are met."""
    parties: dict[tuple[object, ...], dict[str, Decided]] = {}
    for draft in drafts:
        who = draft.customer, draft.party_parts
        parties.setdefault(who, {}).setdefault(draft.pair, draft)
    yield from (join([*pairs.values()]) for pairs in parties.values())
