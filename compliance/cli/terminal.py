"""Where a person reads: results on stdout, everything else on stderr, and a bar for long runs."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from compliance.files import visible
from compliance.model import ListInfo

PATIENCE = 1.0
"""Seconds before a run shows that it is at work."""


class Results(Console):
    """A console that leaves a closed pipe to `main`; rich would exit with 1, which is a finding."""

    def on_broken_pipe(self) -> None:
        """Pass on that nobody reads any more."""
        raise BrokenPipeError


def results() -> Console:
    """The console of results: stdout, nothing highlighted that is not said."""
    return Results(file=sys.stdout, highlight=False)


def tell(message: str) -> None:
    """One line to stderr; control characters from file names are spelt out."""
    line = visible(message).replace("\n", " ")
    sys.stderr.write(f"{line}\n")


def tell_list_warnings(lists: Iterable[ListInfo]) -> None:
    """What is missing from the lists in use, and how old they are: nobody may overlook it."""
    for info in lists:
        for warning in info.warnings:
            tell(f"warning: list {info.file}: {warning}")
        for notice in info.notices:
            tell(f"notice: list {info.file}: {notice}")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on stderr that appears after a second, on a terminal only, and then goes."""
    console = Console(file=sys.stderr, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    bar = Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    timer = Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
