"""Where a person reads: results on stdout, everything else on stderr, and a bar for long runs.

rich is loaded when something is shown with it: `--help` and a message need none of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from compliance.files import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from compliance.model import ListInfo
    from compliance.policy import Policy

PATIENCE = 1.0
"""Seconds before a run shows that it is at work."""


def results() -> Console:
    """The console of results: stdout, nothing highlighted that is not said."""
    from compliance.cli.consoles import Results

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


def tell_policy(policy: Policy | None) -> None:
    """What counts in another way, and what to mind of it: nobody may overlook it."""
    for text in policy.lines if policy else ():
        tell(f"notice: {text}")
    for text in policy.warnings if policy else ():
        tell(f"warning: {text}")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on stderr that appears after a second, on a terminal only, and then goes."""
    from compliance.cli.consoles import new_progress

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
