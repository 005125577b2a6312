"""What rich shows: the console of results, and the bar of a long run. `terminal` loads it late."""

import sys

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn


class Results(Console):
    """A console that leaves a closed pipe to `main`; rich would exit with 1, which is a finding."""

    def on_broken_pipe(self) -> None:
        """Pass on that nobody reads any more."""
        raise BrokenPipeError


def new_progress() -> Progress:
    """A bar on stderr that goes when it ends; nothing where stderr is no terminal."""
    console = Console(file=sys.stderr, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    return Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
