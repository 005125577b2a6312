"""Ctrl-C while processes are started: it waits, so that none is left half started."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


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
