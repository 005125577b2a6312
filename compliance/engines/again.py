"""A run that screens only what must be: the answers of a full run, in order, for less work."""

from collections.abc import Iterable, Iterator, Mapping

from compliance import prints
from compliance.engines.base import Screen
from compliance.model import Decision, Question, RowResult, Settings
from compliance.rescreening import Shift, must_be_screened
from compliance.screening import Searcher, asked_party, unmatched


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
        """Answer every question, in order."""
        several = list(questions)
        contents = list(map(prints.content, several))
        asked = zip(contents, map(asked_party, several), strict=True)
        must = must_be_screened(asked, self._quiet, self._shift, settings.min_score)
        self.screened += sum(must)
        self.carried += len(must) - sum(must)
        some = [one for one, screened in zip(several, must, strict=True) if screened]
        answers = iter(self._inner(some, matcher, settings))
        for question, content, screened in zip(several, contents, must, strict=True):
            yield next(answers) if screened else self._carried(question, content)

    def _carried(self, question: Question, content: str) -> RowResult:
        return unmatched(question, clear=self._quiet[content] is Decision.CLEAR)
