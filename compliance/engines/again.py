"""A run that screens only what must be: the answers of a full run, in order, for less work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice

from compliance import prints
from compliance.model import Decision, Question, RowResult, Settings
from compliance.model.generated_sequence import Anew
from compliance.rescreening import Shift, must_be_screened
from compliance.screening.run_report import Screen
from compliance.screening.screen import Searcher, asked_party, unmatched

_TOGETHER = 4_096
"""Questions that are looked at together."""
_MUST, _CLEAR, _UNSCREENED = range(3)
"""A question must be screened, or it is known how it is answered."""


class Again:
    """Screens those questions that must be screened and answers the others from what is known."""

    def __init__(self, inner: Screen, quiet: Mapping[str, Decision], shift: Shift) -> None:
        """`quiet`: fingerprints of parties without a match in the earlier run; CLEAR or not."""
        self._inner = inner
        self._quiet = quiet
        self._shift = shift
        self.screened = 0
        """Parties that were screened so far."""
        self.carried = 0
        """Parties whose answer was carried over so far."""

    def screen(
        self, questions: Iterable[Question], matcher: Searcher, settings: Settings
    ) -> Iterator[RowResult]:
        """Answer every question, in order. The questions are walked a few times, and not held."""
        several = questions if isinstance(questions, Sequence) else list(questions)
        ways = self._ways(iter(several), settings)
        asked = Anew(ways.count(_MUST), lambda: compress(several, map(_MUST.__eq__, ways)))
        answers = iter(self._inner(asked, matcher, settings))
        for question, way in zip(several, ways, strict=True):
            yield next(answers) if way == _MUST else unmatched(question, clear=way == _CLEAR)

    def _ways(self, questions: Iterator[Question], settings: Settings) -> bytearray:
        """For each question whether it must be screened, or how it is answered without."""
        ways = bytearray()
        while batch := list(islice(questions, _TOGETHER)):
            contents = list(map(prints.content, batch))
            asked = zip(contents, map(asked_party, batch), strict=True)
            must = must_be_screened(asked, self._quiet, self._shift, settings.min_score)
            ways += bytes(
                _MUST if screened else self._way(content)
                for content, screened in zip(contents, must, strict=True)
            )
        carried = len(ways) - ways.count(_MUST)
        self.screened += len(ways) - carried
        self.carried += carried
        return ways

    def _way(self, content: str) -> int:
        return _CLEAR if self._quiet[content] is Decision.CLEAR else _UNSCREENED
