"""Several processes on this machine: the same answers in the same order, sooner.

Each worker has the whole matcher and screens batches of questions; what comes back is small
(`packed_results`). Workers are forked after the matcher was built, so that they share its memory
and no list is made ready twice; where a system cannot fork they map the file in which the ready
list is kept, or build their own where it is not kept.

They are forked before this program starts a thread of its own: a lock that a thread holds would
stay held in the worker for ever. A worker that dies ends the run: an answer is never left out.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice, tee
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from compliance.columns.packed_questions import decode_questions, encode_questions
from compliance.errors import EngineError
from compliance.matching import Matcher
from compliance.model import Question, RowResult, Settings, Watchlist
from compliance.screening.list_cache import read_cache_file
from compliance.screening.packed_results import (
    PackedResult,
    index_entries,
    pack_results,
    unpack_result,
)
from compliance.screening.processes import (
    CAN_FORK,
    Worker,
    count_cores,
    start_workers,
    stop_workers,
)
from compliance.screening.screen import AnswerQuestions, NameSearcher, screen_questions

FEWEST_NAMES = 2_000 if CAN_FORK else 5_000
"""Distinct names below which one process is about as fast: docs/engines.md. A forked worker is
there at once, another takes as long to start as some thousand names."""
BYTES_A_WORKER = 40_000 if CAN_FORK else 125_000
"""Size of the files, for each worker, from which a pool is worth its start: of some 800 rows."""
BATCH = 512
"""Questions that go to a worker at once: few enough that all have work to the end, and enough that
a name costs no more than in a larger batch."""
BATCHES_AHEAD = 2
"""Batches a worker that are asked and not yet answered: one in work, one at hand."""

PendingResults = Future[list[PackedResult] | None]


def count_workers(bytes_of_files: int) -> int:
    """How many processes files of this size are worth: as many as cores, or fewer."""
    return max(1, min(count_cores(), bytes_of_files // BYTES_A_WORKER))


@contextmanager
def open_worker_pool(
    watchlist: Watchlist,
    matcher: Matcher,
    settings: Settings,
    size: int,
    *,
    fewest: int = FEWEST_NAMES,
    fork: bool = CAN_FORK,
    cache_file: Path | None = None,
) -> Iterator[AnswerQuestions]:
    """`screen_questions` by `size` processes; by this one where there are not `fewest` names.

    Where workers cannot be forked they map `cache_file`, in which the ready list is kept. Raises
    EngineError when a worker dies.
    """
    workers: list[Worker] = []
    threads = ThreadPoolExecutor(size)
    try:
        source = choose_matcher_source(watchlist, matcher, cache_file, fork=fork)
        start_workers(workers, serve_questions, [(source, settings)] * size, fork=fork)
        yield WorkerPool(watchlist, workers, threads, fewest).screen
    finally:
        stop_workers(workers)
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.pipe.close()


class WorkerPool:
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
        self._ahead = BATCHES_AHEAD * len(workers)
        self._fewest = fewest
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in workers:
            self._free.put(worker)

    def screen(
        self, questions: Iterable[Question], matcher: NameSearcher, settings: Settings
    ) -> Iterator[RowResult]:
        """Answer every question, in order, no more than a few batches ahead.

        A sequence is walked twice and not held; of others what is looked at is held.
        """
        walked = isinstance(questions, Sequence)
        ahead, asked = (questions, questions) if walked else tee(questions)
        if not has_many_names(ahead, self._fewest):
            yield from screen_questions(asked, matcher, settings)
            return
        for batch, answers in self._in_order(iter(asked)):
            if answers is None:  # the worker failed: what it met happens here again, with its place
                yield from screen_questions(batch, matcher, settings)
            else:
                for question, answer in zip(batch, answers, strict=True):
                    yield unpack_result(question, answer, self._entries)

    def _in_order(
        self, questions: Iterator[Question]
    ) -> Iterator[tuple[list[Question], list[PackedResult] | None]]:
        """Each batch with its answers; the next ones are in work meanwhile."""
        asked: deque[tuple[list[Question], PendingResults]] = deque()
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

    def _ask(self, batch: list[Question]) -> list[PackedResult] | None:
        """Have a free worker answer; runs in a thread. Raises EngineError when it has died."""
        asked = encode_questions(batch)
        if asked is None:
            return None
        worker = self._free.get()
        try:
            worker.pipe.send_bytes(asked)
            answers: list[PackedResult] | None = worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise explain_lost_worker(worker) from error
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


def choose_matcher_source(
    watchlist: Watchlist, matcher: Matcher, cache_file: Path | None, *, fork: bool
) -> Callable[[], Matcher | None]:
    """How a worker gets its matcher: it is there when forked, else mapped, or built anew."""
    if fork:
        return lambda: matcher
    return partial(map_matcher, cache_file) if cache_file else partial(Matcher, watchlist)


def map_matcher(cache_file: Path) -> Matcher | None:
    """The matcher over the list that is kept; None when the file is gone, or not whole."""
    ready = read_cache_file(cache_file)
    return Matcher(ready.prepared) if ready else None


def serve_questions(
    pipe: Connection, prepare: Callable[[], Matcher | None], settings: Settings
) -> None:
    """A worker's life: answer batch after batch until nobody asks any more.

    None for a batch says that it has to be answered where it was asked.
    """
    matcher = prepare()
    positions = index_entries(matcher.ready.entries) if matcher else {}
    with suppress(EOFError, OSError):
        while True:
            batch, answers = decode_questions(pipe.recv_bytes()), None
            with suppress(Exception):
                answers = matcher and pack_results(
                    screen_questions(batch, matcher, settings), positions
                )
            pipe.send(answers)


def explain_lost_worker(worker: Worker) -> EngineError:
    """What to tell of a worker that has gone."""
    worker.process.join(1)
    code = worker.process.exitcode or 0
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    hint = "is there too little memory? --processes 1 needs the least"
    return EngineError(f"one of the processes that screen {how}", hint)
