"""The answers of a run, held small: a byte for nearly all of them, the others packed.

What holds a hundred million rows back is not the work but what is kept of it. An answer without a
match is one of a few kinds, told by a byte; the others are packed as for their way between
processes (`packing`), many together, and compressed. Questions are not held at all: they are made
anew from the rows, and answer and question are put together again whenever the results are walked.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from compliance.model import Decision, ListEntry, Question, RowResult
from compliance.model.generated_sequence import Anew
from compliance.screening.packed_results import Packed, packed_one, places_of, unpacked

TOGETHER = 256
"""Answers that are packed and compressed as one."""
PACKED = 255
"""The byte of an answer that is packed; kinds have the numbers below."""

Kind = tuple[Decision, str, int]
"""Decision and reason of an answer without a match, and what is known of its destination."""
NOTHING, NOTED, OPEN = range(3)
"""There is no note on the destination, there is one, or one that somebody must look at."""
Locate = Callable[[RowResult], RowResult]
"""Puts the notes on its destination to an answer: they are found anew, and not held."""
Some = Callable[[Iterator[bool]], Iterator[Question]]
"""Makes those questions that are wanted."""


class Held(Anew[RowResult]):
    """Answers in the order of their questions, put together whenever they are walked."""

    def __init__(
        self,
        questions: Sequence[Question],
        some: Some,
        kept: "Kept",
        locate: Locate = lambda result: result,
    ) -> None:
        super().__init__(len(kept.kinds), self._all)
        self._questions = questions
        self._some = some
        self._kept = kept
        self._locate = locate

    def _all(self) -> Iterator[RowResult]:
        return self._kept.answered(self._questions, self._kept.kinds, self._locate)

    def notable(self) -> Iterator[RowResult]:
        """The answers that are open, have a match or were not screened, in order."""
        clear = self._kept.clear
        wanted = (kind not in clear for kind in self._kept.kinds)
        kinds = (kind for kind in self._kept.kinds if kind not in clear)
        return self._kept.answered(self._some(wanted), kinds, self._locate)


class Kept:
    """Answers without their questions."""

    def __init__(self, entries: Sequence[ListEntry]) -> None:
        """`entries` are those of the watchlist: no other can be in an answer."""
        self.kinds = bytearray()
        """A byte for each answer."""
        self._numbers: dict[Kind, int] = {}
        self._parts: list[bytes] = []
        self._last: list[Packed] = []
        self._entries = entries
        self._places = places_of(entries)

    @property
    def clear(self) -> frozenset[int]:
        """The bytes of answers that say no more than that there is no match, and are not open."""
        return frozenset(
            number
            for (decision, _, destination), number in self._numbers.items()
            if decision is Decision.CLEAR and destination != OPEN
        )

    def add(self, result: RowResult, located: RowResult | None = None) -> None:
        """Keep one more answer; `located` is the same with the notes on its destination."""
        notes = located.destination if located else ()
        destination = OPEN if any(one.is_question for one in notes) else NOTED if notes else NOTHING
        kind = (result.decision, result.reason, destination)
        number = PACKED if result.matches else self._number(kind)
        self.kinds.append(number)
        if number == PACKED:
            self._last.append(packed_one(result, self._places))
            if len(self._last) == TOGETHER:
                self._parts.append(zlib.compress(pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL)))
                self._last = []

    def _number(self, kind: Kind) -> int:
        """The byte of a kind of answer; that of a packed one where there are too many kinds."""
        if len(self._numbers) == PACKED:
            return self._numbers.get(kind, PACKED)
        return self._numbers.setdefault(kind, len(self._numbers))

    def answered(
        self, questions: Iterable[Question], kinds: Iterable[int], locate: Locate
    ) -> Iterator[RowResult]:
        """The answers of those kinds to the questions; all that are packed must be among them."""
        known = list(self._numbers)
        answers = self._unpacked()
        for question, kind in zip(questions, kinds, strict=True):
            if kind == PACKED:
                yield locate(unpacked(question, next(answers), self._entries))
            else:
                decision, reason, destination = known[kind]
                result = RowResult(question=question, decision=decision, reason=reason)
                yield locate(result) if destination else result

    def _unpacked(self) -> Iterator[Packed]:
        parts = (pickle.loads(zlib.decompress(one)) for one in self._parts)  # noqa: S301 - our own
        return chain(chain.from_iterable(parts), self._last)
