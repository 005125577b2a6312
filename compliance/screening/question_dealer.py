"""Questions dealt out among several who answer: all about one name go to the same one. Pure.

Ledgers repeat their parties, and who has answered about a name remembers it. Each gets as many
different names as the others, so that they share the work evenly.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from compliance.model import Question
from compliance.screening.screen import REPEATS

BATCH = 512
"""Different names that are dealt to each at once: few enough that all have work to the end, and
enough that a name costs no more than in a larger batch."""
MOST_NAMES = 50_000
"""Names of which is remembered who is asked about them. No answer depends on it."""


class DealtBatch(Struct, frozen=True):
    """Questions that were dealt out."""

    owners: Sequence[int]
    """For each question, in order, the position of who is asked it."""
    parts: Sequence[list[Question]]
    """For each of those the questions in their order."""


class QuestionDealer:
    """Deals out questions among so many."""

    def __init__(self, number: int) -> None:
        self._counts = [0] * number
        """How many different names each was dealt."""
        self._owners: dict[int, int] = {}
        """Hash of a name -> who is asked about it: a name may be as long as a cell."""

    def deal(self, questions: Iterator[Question]) -> DealtBatch:
        """The next questions, about BATCH different names for each, or many of few names.

        Empty behind the last question.
        """
        owners: list[int] = []
        parts: list[list[Question]] = [[] for _ in self._counts]
        enough = sum(self._counts) + BATCH * len(parts)
        for question in islice(questions, REPEATS * BATCH * len(parts)):
            owners.append(self.choose(question.party.name))
            parts[owners[-1]].append(question)
            if sum(self._counts) >= enough:
                break
        return DealtBatch(owners, parts)

    def choose(self, name: str) -> int:
        """Who is asked about a name."""
        owner = self._owners.get(hash(name))
        if owner is None:
            if len(self._owners) >= MOST_NAMES:
                self._owners.clear()
            owner = self._owners[hash(name)] = self._counts.index(min(self._counts))
            self._counts[owner] += 1
        return owner
