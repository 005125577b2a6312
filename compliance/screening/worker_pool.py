"""Several processes on this machine: the same answers in the same order, sooner.

Each worker has the whole matcher and screens batches of questions; what comes back is small
(`packed_results`). Workers are forked after the matcher was built, so that they share its memory
and no list is made ready twice; where a system cannot fork they map the file in which the ready
list is kept, or build their own where it is not kept. A party that comes again goes to the worker
that knows it (`question_dealer`).

They are forked before this program starts a thread of its own: a lock that a thread holds would
stay held in the worker for ever. A worker that dies ends the run: an answer is never left out.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path

from compliance.columns.packed_questions import decode_questions, encode_questions
from compliance.errors import EngineError
from compliance.matching import Matcher
from compliance.model import Question, RowResult, Settings, Watchlist
from compliance.screening.list_cache import read_cache_file
from compliance.screening.packed_results import (
    PackedResult,
    index_entries,
    pack_results,
    unpack_results,
)
from compliance.screening.process_count import CAN_FORK, FEWEST_NAMES
from compliance.screening.processes import Worker, start_workers, stop_workers
from compliance.screening.question_dealer import DealtBatch, QuestionDealer
from compliance.screening.screen import AnswerQuestions, NameSearcher, screen_questions

LOOKED_AT = 4096
"""Questions that are looked at together for how many names they are of."""
BATCHES_AHEAD = 2
"""Batches a worker that are asked and not yet answered: one in work, one at hand."""
PendingResults = Future[list[PackedResult] | None]


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
    threads = [ThreadPoolExecutor(1) for _ in range(size)]
    try:
        source = choose_matcher_source(watchlist, matcher, cache_file, fork=fork)
        start_workers(workers, serve_questions, [(source, settings)] * size, fork=fork)
        yield WorkerPool(watchlist, workers, threads, fewest).screen
    finally:
        stop_workers(workers)
        for thread in threads:
            thread.shutdown(cancel_futures=True)
        for worker in workers:
            worker.pipe.close()


class WorkerPool:
    """Workers that have the same watchlist and settings, and this process's way to them."""

    def __init__(
        self,
        watchlist: Watchlist,
        workers: Sequence[Worker],
        threads: Sequence[ThreadPoolExecutor],
        fewest: int,
    ) -> None:
        """`threads` has one of a single thread for each worker: it asks and waits."""
        self._entries = watchlist.entries
        self._workers = workers
        self._threads = threads
        self._fewest = fewest

    def screen(
        self, questions: Iterable[Question], matcher: NameSearcher, settings: Settings
    ) -> Iterator[RowResult]:
        """Answer every question, in order; they are taken no more than a few batches ahead.

        Here until there were many different names, and by the workers from then on.
        """
        asked, names = iter(questions), set[str]()
        while len(names) < self._fewest:
            some = list(islice(asked, LOOKED_AT))
            names.update(question.party.name for question in some)
            if len(names) >= self._fewest:
                asked = chain(some, asked)
            elif some:
                yield from screen_questions(some, matcher, settings)
            else:
                return
        for batch, pending in self._in_order(asked):
            found = zip(batch.parts, (answers.result() for answers in pending), strict=True)
            answers = [
                screen_questions(part, matcher, settings)  # the worker failed: here, with its place
                if packed is None
                else unpack_results(part, packed, self._entries)
                for part, packed in found
            ]
            yield from (next(answers[owner]) for owner in batch.owners)

    def _in_order(
        self, questions: Iterator[Question]
    ) -> Iterator[tuple[DealtBatch, list[PendingResults]]]:
        """Each batch with the workers' answers; the next ones are in work meanwhile."""
        asked: deque[tuple[DealtBatch, list[PendingResults]]] = deque()
        dealer = QuestionDealer(len(self._workers))
        try:
            while True:
                while len(asked) < BATCHES_AHEAD and (batch := dealer.deal(questions)).owners:
                    who = zip(self._threads, self._workers, batch.parts, strict=True)
                    pending = [
                        thread.submit(self._ask, worker, part) for thread, worker, part in who
                    ]
                    asked.append((batch, pending))
                if not asked:
                    return
                yield asked.popleft()
        finally:
            for _, pending in asked:
                for answers in pending:
                    answers.cancel()

    def _ask(self, worker: Worker, batch: list[Question]) -> list[PackedResult] | None:
        """Have a worker answer; runs in its thread. Raises EngineError when it has died."""
        asked = encode_questions(batch)
        if asked is None:
            return None
        try:
            worker.pipe.send_bytes(asked)
            answers: list[PackedResult] | None = worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise explain_lost_worker(worker) from error
        return answers


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
    matcher, met = prepare(), set[int]()
    positions = index_entries(matcher.ready.entries) if matcher else {}
    with suppress(EOFError, OSError):
        while True:
            batch, answers = decode_questions(pipe.recv_bytes()), None
            with suppress(Exception):
                answers = matcher and pack_results(
                    screen_questions(batch, matcher, settings, met), positions
                )
            pipe.send(answers)


def explain_lost_worker(worker: Worker) -> EngineError:
    """What to tell of a worker that has gone."""
    worker.process.join(1)
    code = worker.process.exitcode or 0
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    hint = "is there too little memory? --processes 1 needs the least"
    return EngineError(f"one of the processes that screen {how}", hint)
