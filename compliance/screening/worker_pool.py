"""Several processes on this machine: the same answers in the same order, sooner.

Each worker has the whole matcher and screens batches of questions; what comes back is small (see
`packing`). Workers are forked after the matcher was built, so that they share its memory and no
list is made ready twice; where a system cannot fork they start anew and map the file in which the
ready list is kept, or build their own where it is not kept.

A team is forked before this program starts a thread of its own: a lock that a thread holds would
stay held in the worker for ever. Workers ignore Ctrl-C, which this process handles, and end by
themselves when their pipe closes, however this process ended. A worker that dies ends the run: an
answer is never left out.
"""

import gc
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice, tee
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from compliance.errors import EngineError
from compliance.matching import Matcher
from compliance.matching.prepared_list import PreparedList
from compliance.model import Question, RowResult, Settings, Watchlist
from compliance.screening.packed_results import (
    Packed,
    Places,
    asked_bytes,
    asked_of,
    packed,
    places_of,
    unpacked,
)
from compliance.screening.run_report import Screen, held_back_interrupts
from compliance.screening.screen import Searcher, screen

FEWEST_NAMES = 5_000
"""Distinct names below which one process is about as fast: docs/engines.md."""
BYTES_A_WORKER = 125_000
"""Size of the files, for each worker, from which a team is worth its start: some 2,500 rows."""
BATCH = 1024
"""Questions that go to a worker at once: few enough that all have work to the end."""
FORKS = sys.platform == "linux"
AHEAD = 2
"""Batches a worker that are asked and not yet answered: one in work, one at hand."""

Answers = Future[list[Packed] | None]
Recall = Callable[[], tuple[PreparedList, object] | None]
"""Maps the file of the ready list; None when it is not there or not whole. It can be pickled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One process and this end of the pipe to it."""

    process: BaseProcess
    pipe: Connection


def size_for(bytes_of_files: int) -> int:
    """How many processes files of this size are worth: as many as cores, or fewer."""
    return max(1, min(cores(), bytes_of_files // BYTES_A_WORKER))


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if FORKS else os.cpu_count() or 1


@contextmanager
def team(
    watchlist: Watchlist,
    matcher: Matcher,
    settings: Settings,
    size: int,
    *,
    fewest: int = FEWEST_NAMES,
    fork: bool = FORKS,
    recall: Recall | None = None,
) -> Iterator[Screen]:
    """`screening.screen` by `size` processes; by this one where there are not `fewest` names.

    `recall` is how workers get the list where they cannot be forked. Raises EngineError when a
    worker dies.
    """
    workers: list[Worker] = []
    threads = ThreadPoolExecutor(size)
    try:
        hire(workers, (way(watchlist, matcher, recall, fork=fork), settings), size, fork=fork)
        yield Team(watchlist, workers, threads, fewest).screen
    finally:
        dismiss(workers)
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.pipe.close()


class Team:
    """Workers that have the same watchlist and settings, and this process's way to them."""

    def __init__(
        self,
        watchlist: Watchlist,
        workers: Sequence[Worker],
        threads: ThreadPoolExecutor,
        fewest: int,
    ) -> None:
        self._entries = watchlist.entries
        self._threads = threads
        self._ahead = AHEAD * len(workers)
        self._fewest = fewest
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            self._free.put(worker)

    def screen(
        self, questions: Iterable[Question], matcher: Searcher, settings: Settings
    ) -> Iterator[RowResult]:
        """Answer every question, in order, no more than a few batches ahead.

        A sequence is walked twice and not held; of others what is looked at is held.
        """
        walked = isinstance(questions, Sequence)
        ahead, asked = (questions, questions) if walked else tee(questions)
        if not has_many_names(ahead, self._fewest):
            yield from screen(asked, matcher, settings)
            return
        for batch, answers in self._in_order(iter(asked)):
            if answers is None:  # the worker failed: what it met happens here again, with its place
                yield from screen(batch, matcher, settings)
            else:
                for question, answer in zip(batch, answers, strict=True):
                    yield unpacked(question, answer, self._entries)

    def _in_order(
        self, questions: Iterator[Question]
    ) -> Iterator[tuple[list[Question], list[Packed] | None]]:
        """Each batch with its answers; the next ones are in work meanwhile."""
        asked: deque[tuple[list[Question], Answers]] = deque()
        try:
            while True:
                while len(asked) < self._ahead and (batch := list(islice(questions, BATCH))):
                    asked.append((batch, self._threads.submit(self._ask, batch)))
                if not asked:
                    return
                batch, answers = asked.popleft()
                yield batch, answers.result()
        finally:
            for _, answers in asked:
                answers.cancel()

    def _ask(self, batch: list[Question]) -> list[Packed] | None:
        """Have a free worker answer; runs in a thread. Raises EngineError when it has died."""
        asked = asked_bytes(batch)
        if asked is None:
            return None
        worker = self._free.get()
        try:
            worker.pipe.send_bytes(asked)
            answers: list[Packed] | None = worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise lost(worker) from error
        finally:
            self._free.put(worker)
        return answers


def has_many_names(questions: Iterable[Question], fewest: int) -> bool:
    """Whether there are so many different names; none is looked at beyond the last of them."""
    names: set[str] = set()
    rest = iter(questions)
    while len(names) < fewest:
        question = next(rest, None)
        if question is None:
            return False
        names.add(question.party.name)
    return True


# --- Workers ----------------------------------------------------------------------------------

Equipment = tuple[Callable[[], Matcher | None], Settings]
"""What a worker starts with: its way to the matcher, and what the user chose."""


def way(
    watchlist: Watchlist, matcher: Matcher, recall: Recall | None, *, fork: bool
) -> Callable[[], Matcher | None]:
    """How a worker gets its matcher: it is there when forked, else mapped, or built anew."""
    if fork:
        return lambda: matcher
    return partial(mapped, recall) if recall else partial(Matcher, watchlist)


def mapped(recall: Recall) -> Matcher | None:
    """The matcher over the list that is kept; None when that is gone."""
    known = recall()
    return Matcher(known[0]) if known else None


def hire(workers: list[Worker], equipment: Equipment, size: int, *, fork: bool) -> None:
    """Start processes and add them to the workers, one by one: whoever started can be dismissed."""
    # What lives now lives to the end. Looking through it for garbage would write to its memory and
    # so undo that parent and workers share it.
    gc.freeze()
    with held_back_interrupts():
        for _ in range(size):
            workers.append(started(equipment, [one.pipe for one in workers], fork=fork))


def started(equipment: Equipment, others: list[Connection], *, fork: bool) -> Worker:
    """One process that waits for questions."""
    start = get_context("fork").Process if fork else get_context("spawn").Process
    ours, theirs = Pipe()
    inherited = (ours, *others) if fork else ()
    process = start(target=work, args=(theirs, inherited, *equipment), daemon=True)
    with warnings.catch_warnings():
        # Python 3.12 warns that some thread may hold a lock. Those there are belong to numpy's
        # libraries, which prepare for a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()
    return Worker(process=process, pipe=ours)


def work(
    pipe: Connection,
    inherited: Sequence[Connection],
    prepare: Callable[[], Matcher | None],
    settings: Settings,
) -> None:
    """A worker's life: answer batch after batch until nobody asks any more.

    None for a batch says that it has to be answered where it was asked.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:  # held open here they would hide that this program has ended
        other.close()
    matcher = prepare()
    places = places_of(matcher.ready.entries) if matcher else {}
    with suppress(EOFError, OSError):
        while True:
            batch = asked_of(pipe.recv_bytes())
            pipe.send(_answers(batch, matcher, settings, places))


def _answers(
    batch: Sequence[Question], matcher: Matcher | None, settings: Settings, places: Places
) -> list[Packed] | None:
    """What comes of a batch; None without a matcher, and for a fault."""
    if matcher is None:
        return None
    try:
        return packed(screen(batch, matcher, settings), places)
    except Exception:
        return None


def lost(worker: Worker) -> EngineError:
    """What to tell of a worker that has gone."""
    worker.process.join(1)
    code = worker.process.exitcode or 0
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    hint = "is there too little memory? --processes 1 needs the least"
    return EngineError(f"one of the processes that screen {how}", hint)


def dismiss(workers: Iterable[Worker]) -> None:
    """End the processes, whatever they are at."""
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join()
