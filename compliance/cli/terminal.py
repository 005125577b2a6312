"""Where a person reads results: lines or a console on stdout, a bar on stderr for long runs.

rich is loaded where it is used: what goes into a pipe needs none of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TextIO, TypeVar

from compliance.reporters.text_lines import TextLine, show_lines, write_plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds before a run shows that it is at work."""
STEP = 100
"""Things that are done before a bar moves: to move it takes as long as some of them."""
Thing = TypeVar("Thing")


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads the stream; variables overrule it as in rich (force-color.org)."""
    compatible = os.environ.get("TTY_COMPATIBLE", "")
    if compatible in ("0", "1"):
        return compatible == "1"
    forced = os.environ.get("FORCE_COLOR")
    return stream.isatty() if forced is None else forced != ""


def print_lines(lines: Iterable[TextLine]) -> None:
    """On a terminal with colours and broken at words; elsewhere each one line, and plain."""
    if is_terminal(sys.stdout):
        show_lines(lines, results())
        return
    for line in lines:  # as they come: there may be many, and the reader may go after the first
        sys.stdout.write(f"{write_plain(line)}\n")


def results() -> Console:
    """The console of results: stdout, nothing highlighted that is not said."""
    from compliance.cli.results_console import ResultsConsole  # late: rich

    return ResultsConsole(file=sys.stdout, highlight=False)


def shows_bars() -> bool:
    """Whether a person sees them: stderr is a terminal."""
    return is_terminal(sys.stderr)


def new_progress() -> Progress:
    """A bar on stderr that goes when it ends; nothing where stderr is no terminal."""
    from rich.console import Console  # late: most runs need no bar
    from rich.progress import (
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
