"""Processes of this program on this machine, each at one end of a pipe: started, and ended.

Workers ignore Ctrl-C, which this process handles, and end by themselves when their pipe closes,
however this process ended.
"""

import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from msgspec import Struct

CAN_FORK = sys.platform == "linux"


class Worker(Struct, frozen=True, kw_only=True):
    """One process and this end of the pipe to it."""

    process: BaseProcess
    pipe: Connection


@contextmanager
def pause_collection() -> Iterator[None]:
    """No look for garbage until the block ends: what is made in it stays, or goes by itself."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if CAN_FORK else os.cpu_count() or 1


def start_workers(
    workers: list[Worker],
    target: Callable[..., object],
    tasks: Iterable[Sequence[Any]],
    *,
    fork: bool,
) -> None:
    """Start a process a task and add it to the workers: whoever started can be stopped.

    Each calls `target` with its end of the pipe and what its task holds.
    """
    # What lives now lives to the end. Looking through it for garbage would write to its memory and
    # so undo that parent and workers share it.
    gc.freeze()
    start = get_context("fork").Process if fork else get_context("spawn").Process
    with delay_interrupts(), warnings.catch_warnings():
        # Python 3.12 warns that some thread may hold a lock. Those there are belong to numpy's
        # libraries, which prepare for a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        for task in tasks:
            ours, theirs = Pipe()
            inherited = [ours, *(worker.pipe for worker in workers)] if fork else []
            process = start(target=_run_worker, args=(theirs, inherited, target, task), daemon=True)
            process.start()
            theirs.close()
            workers.append(Worker(process=process, pipe=ours))


def _run_worker(
    pipe: Connection,
    inherited: Sequence[Connection],
    target: Callable[..., object],
    task: Sequence[Any],
) -> None:
    """A worker's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:  # held open here they would hide that this program has ended
        other.close()
    target(pipe, *task)


def stop_workers(workers: Iterable[Worker]) -> None:
    """End the processes, whatever they are at."""
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join()


@contextmanager
def delay_interrupts() -> Iterator[None]:
    """Ctrl-C waits until the block ends; a process started in it never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
