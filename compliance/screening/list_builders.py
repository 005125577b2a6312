"""Several processes share the work of making a list ready: the same columns, sooner.

Each takes every second part, or third, and so on, and sends back what comes of it. A process that
fails or dies costs time and nothing else: its parts are then worked on here, where a fault shows
with its place. Processes are started for one piece of work and gone with it.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from compliance.matching.parallel import Result, Thing, Work, WorkSharer
from compliance.screening.processes import (
    CAN_FORK,
    Worker,
    count_cores,
    start_workers,
    stop_workers,
)

FEWEST = 2
"""Parts of a list that are worth a process, and processes that are worth it at all."""


def share_among(size: int = 0, *, fork: bool = CAN_FORK) -> WorkSharer:
    """Have so many processes share work, for 0 as many as there are cores; one works alone."""

    def share(work: Work[Thing, Result], things: Iterable[Thing]) -> Iterator[Result]:
        parts = list(things)
        many = min(size or count_cores(), len(parts) // FEWEST)
        if many < FEWEST:
            yield from work(parts)
            return
        builders: list[Worker] = []
        tasks = [(work, parts[at::many]) for at in range(many)]
        try:
            start_workers(builders, _build_share, tasks, fork=fork)
            yield from _take_in_turn([builder.pipe for builder in builders], work, parts)
        finally:
            stop_workers(builders)
            for builder in builders:
                builder.pipe.close()

    return share


def _build_share(
    pipe: Connection, work: Callable[[Sequence[Thing]], Iterator[Result]], share: Sequence[Thing]
) -> None:
    """A builder's life; what fails here is done again where it was asked."""
    gc.disable()  # what it makes goes by itself, and a look through all of it takes a tenth longer
    with suppress(Exception):
        for result in work(share):
            pipe.send(result)
    pipe.close()


def _take_in_turn(
    pipes: Sequence[Connection], work: Work[Thing, Result], parts: Sequence[Thing]
) -> Iterator[Result]:
    """What came of each part; of those that a process left undone, made here."""
    lost: set[int] = set()
    for at, part in enumerate(parts):
        who = at % len(pipes)
        if who not in lost:
            try:
                yield pipes[who].recv()
                continue
            except (EOFError, OSError):
                lost.add(who)
        yield from work([part])
