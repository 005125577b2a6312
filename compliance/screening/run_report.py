"""What engines share."""

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from compliance import __version__
from compliance.matching import scoring
from compliance.model import (
    Decision,
    InputFile,
    ListInfo,
    Manifest,
    Question,
    RowResult,
    Settings,
)
from compliance.screening.screen import Searcher

Screen = Callable[[Iterable[Question], Searcher, Settings], Iterator[RowResult]]
"""`screening.screen`, or what answers the same questions in another place."""


def manifest_of(
    source: InputFile,
    counts: Mapping[Decision, int],
    *,
    lists: Sequence[ListInfo],
    settings: Settings,
    time: str,
) -> Manifest:
    """What was checked; a decision that is missing from the counts was never made."""
    return Manifest(
        version=__version__,
        time=time,
        input=source,
        lists=tuple(lists),
        settings=settings,
        review_threshold=scoring.REVIEW_FROM,
        hit_threshold=scoring.HIT_FROM,
        counts={decision: counts.get(decision, 0) for decision in Decision},
    )


@contextmanager
def held_back_interrupts() -> Iterator[None]:
    """Ctrl-C waits until the block ends; a process started in it never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
