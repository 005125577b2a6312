"""What engines share."""

from collections.abc import Callable, Iterable, Iterator

from compliance.model import Question, RowResult, Settings
from compliance.screening import Searcher

Screen = Callable[[Iterable[Question], Searcher, Settings], Iterator[RowResult]]
"""`screening.screen`, or what answers the same questions in another place."""
