"""Where a person reads results: the console on stdout, and a bar on stderr for long runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds before a run shows that it is at work."""
STEP = 100
"""Things that are done before a bar moves: to move it takes as long as some of them."""
Thing = TypeVar("Thing")


class ResultsConsole(Console):
    """A console that cuts no word and leaves a closed pipe to `main`; rich would exit with 1."""

    def print(self, *objects: Any, soft_wrap: bool | None = None, **options: Any) -> None:
        """Print; what is a line of its own in a pipe or a file is broken at words on a terminal."""
        super().print(*objects, soft_wrap=soft_wrap and not self.is_terminal, **options)

    def on_broken_pipe(self) -> None:
        """Pass on that nobody reads any more."""
        raise BrokenPipeError


def results() -> Console:
    """The console of results: stdout, nothing highlighted that is not said."""
    return ResultsConsole(file=sys.stdout, highlight=False)


def shows_bars() -> bool:
    """Whether a person sees them: stderr is a terminal."""
    return Console(file=sys.stderr).is_terminal


def new_progress() -> Progress:
    """A bar on stderr that goes when it ends; nothing where stderr is no terminal."""
    from rich.progress import (  # late: one name needs none
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    console = Console(file=sys.stderr, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    return Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on stderr that appears after a second, on a terminal only, and then goes."""
    bar = new_progress()
    timer = Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield bar
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def move_bar(bar: Progress, task: TaskID, done: Iterable[Thing], total: int) -> Iterator[Thing]:
    """Pass on what is done, and move the bar with it, be it shown by now or only later.

    `Progress.track` gives up on a bar that is not shown when the first thing is done.
    """
    bar.update(task, total=total)
    for number, thing in enumerate(done, start=1):
        yield thing
        if number % STEP == 0:
            bar.update(task, completed=number)
