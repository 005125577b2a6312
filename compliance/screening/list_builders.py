"""Several processes share the work of making a list ready: the same columns, sooner.

Each takes every second part, or third, and so on, and sends back what comes of it. A process that
fails or dies costs time and nothing else: its parts are then worked on here, where a fault shows
with its place. Processes are started for one piece of work and gone with it.
"""

import gc
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from compliance.matching.parallel import Result, Share, Thing, Work
from compliance.screening.run_report import held_back_interrupts
from compliance.screening.worker_pool import FORKS, cores

FEWEST = 2
"""Parts of a list that are worth a process, and processes that are worth it at all."""


def share_among(size: int = 0, *, fork: bool = FORKS) -> Share:
    """Have so many processes share work, for 0 as many as there are cores; one works alone."""

    def share(work: Work[Thing, Result], things: Iterable[Thing]) -> Iterator[Result]:
        parts = list(things)
        many = min(size or cores(), len(parts) // FEWEST)
        if many < FEWEST:
            yield from work(parts)
            return
        crew: list[tuple[BaseProcess, Connection]] = []
        try:
            hire(crew, work, [parts[at::many] for at in range(many)], fork=fork)
            yield from _take_in_turn([pipe for _, pipe in crew], work, parts)
        finally:
            dismiss(crew)

    return share


def hire(
    crew: list[tuple[BaseProcess, Connection]],
    work: Callable[[Sequence[Thing]], Iterator[Result]],
    shares: Sequence[Sequence[Thing]],
    *,
    fork: bool,
) -> None:
    """Start a process for each share, and add it to the crew."""
    start = get_context("fork").Process if fork else get_context("spawn").Process
    gc.freeze()  # else a look for garbage would write to all the memory that is shared
    with held_back_interrupts(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # as in `team`
        for share in shares:
            ours, theirs = Pipe(duplex=False)
            inherited = [ours, *(pipe for _, pipe in crew)] if fork else []
            process = start(target=_do, args=(theirs, inherited, work, share), daemon=True)
            process.start()
            theirs.close()
            crew.append((process, ours))


def _do(
    pipe: Connection,
    inherited: Sequence[Connection],
    work: Callable[[Sequence[Thing]], Iterator[Result]],
    share: Sequence[Thing],
) -> None:
    """A process's life; what fails here is done again where it was asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
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


def dismiss(crew: Iterable[tuple[BaseProcess, Connection]]) -> None:
    """End the processes, whatever they are at."""
    for process, _ in crew:
        process.terminate()
    for process, pipe in crew:
        process.join()
        pipe.close()
