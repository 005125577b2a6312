"""The answers of a run, held small: a byte for nearly all of them, the others packed.

What holds a hundred million rows back is not the work but what is held of it. An answer without a
match is one of a few kinds, which a byte says; the others are packed as for their way between
processes (`packed_results`), many together, and compressed. Questions are held elsewhere, packed as
well, or read from the rows again; answer and question are put together whenever the results are
walked.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from compliance.model import Decision, ListEntry, Question, RowResult
from compliance.model.generated_sequence import GeneratedSequence
from compliance.screening.packed_results import (
    PackedResult,
    index_entries,
    pack_result,
    unpack_result,
)

RESULTS_TOGETHER = 256
"""Answers that are packed and compressed as one."""
PACKED_KIND = 255
"""The byte of an answer that is packed; kinds have the numbers below."""

ResultKind = tuple[Decision, str, int]
"""Decision and reason of an answer without a match, and what is known of its destination."""
NO_NOTE, WITH_NOTE, OPEN_NOTE = range(3)
"""There is no note on the destination, there is one, or one that somebody must look at."""
LocateResult = Callable[[RowResult], RowResult]
"""Puts the notes on its destination to an answer: they are found anew, and not held."""
SelectQuestions = Callable[[Iterator[bool]], Iterator[Question]]
"""Makes those questions that are wanted."""


class BufferedResults(GeneratedSequence[RowResult]):
    """Answers in the order of their questions, put together whenever they are walked."""

    def __init__(
        self,
        questions: Sequence[Question],
        select: SelectQuestions,
        buffer: "ResultBuffer",
        locate: LocateResult = lambda result: result,
    ) -> None:
        everything = partial(buffer.join_questions, questions, buffer.kinds, locate)
        super().__init__(len(buffer.kinds), everything)
        self._select = select
        self._buffer = buffer
        self._locate = locate

    def notable(self) -> Iterator[RowResult]:
        """The answers that are open, have a match or were not screened, in order."""
        clear = self._buffer.clear_kinds
        wanted = (kind not in clear for kind in self._buffer.kinds)
        kinds = (kind for kind in self._buffer.kinds if kind not in clear)
        return self._buffer.join_questions(self._select(wanted), kinds, self._locate)


class ResultBuffer:
    """Answers without their questions."""

    def __init__(self, entries: Sequence[ListEntry]) -> None:
        """`entries` are those of the watchlist: no other can be in an answer."""
        self.kinds = bytearray()
        """A byte for each answer."""
        self._numbers: dict[ResultKind, int] = {}
        self._parts: list[bytes] = []
        self._open_part: list[PackedResult] = []
        self._entries = entries
        self._positions = index_entries(entries)

    @property
    def clear_kinds(self) -> frozenset[int]:
        """The bytes of answers that say no more than that there is no match, and are not open."""
        return frozenset(
            number
            for (decision, _, destination), number in self._numbers.items()
            if decision is Decision.CLEAR and destination != OPEN_NOTE
        )

    def add(self, result: RowResult, located: RowResult | None = None) -> None:
        """Keep one more answer; `located` is the same with the notes on its destination."""
        notes = located.destination if located else ()
        noted = WITH_NOTE if notes else NO_NOTE
        if any(note.is_question for note in notes):
            noted = OPEN_NOTE
        kind = (result.decision, result.reason, noted)
        number = PACKED_KIND  # with matches, and where there are too many kinds
        if not result.matches and len(self._numbers) < PACKED_KIND:
            number = self._numbers.setdefault(kind, len(self._numbers))
        elif not result.matches:
            number = self._numbers.get(kind, PACKED_KIND)
        self.kinds.append(number)
        if number == PACKED_KIND:
            self._open_part.append(pack_result(result, self._positions))
            if len(self._open_part) == RESULTS_TOGETHER:
                part = pickle.dumps(self._open_part, pickle.HIGHEST_PROTOCOL)
                self._parts.append(zlib.compress(part))
                self._open_part = []

    def join_questions(
        self, questions: Iterable[Question], kinds: Iterable[int], locate: LocateResult
    ) -> Iterator[RowResult]:
        """The answers of those kinds to the questions; all that are packed must be among them."""
        known = list(self._numbers)
        parts = (pickle.loads(zlib.decompress(part)) for part in self._parts)  # noqa: S301 - our own
        answers = chain(chain.from_iterable(parts), self._open_part)
        for question, kind in zip(questions, kinds, strict=True):
            if kind == PACKED_KIND:
                yield locate(unpack_result(question, next(answers), self._entries))
            else:
                decision, reason, destination = known[kind]
                result = RowResult(question=question, decision=decision, reason=reason)
                yield locate(result) if destination else result
