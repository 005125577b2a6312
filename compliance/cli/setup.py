"""What every run loads once: the lists and the matcher over them; and who does the work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from compliance import kept
from compliance.cli.terminal import progress
from compliance.engines.party import Setup
from compliance.matching import Matcher
from compliance.model import Settings, Watchlist

DAY = len("2026-01-31")
"""The day at the head of a time."""


def prepared(settings: Settings, time: str) -> Setup:
    """Lists and matcher for the settings. Raises ListError."""
    return loaded(settings, time)[1]


def loaded(settings: Settings, time: str) -> tuple[Watchlist, Setup]:
    """The lists themselves as well. Raises ListError."""
    with progress() as bar:
        bar.add_task("reading the lists", total=None)
        ready, lists = kept.made_ready(settings.lists, settings.owners, time[:DAY])
        setup = Setup(matcher=Matcher(ready), lists=lists, settings=settings, time=time)
    return Watchlist(lists=lists, entries=ready.entries), setup


@contextmanager
def staffed(
    settings: Settings, time: str, inputs: Iterable[Path], processes: int | None
) -> Iterator[Setup]:
    """The same with as many processes as asked, else as the files are worth. Raises ListError."""
    from compliance.engines.team import FEWEST_NAMES, size_for, team  # late: one name needs none

    watchlist, setup = loaded(settings, time)
    size = processes or size_for(bytes_of(inputs))
    if size == 1:
        yield setup
        return
    fewest = 0 if processes else FEWEST_NAMES
    with team(watchlist, setup.matcher, settings, size, fewest=fewest) as screen:
        yield replace(setup, screen=screen)


def bytes_of(files: Iterable[Path]) -> int:
    """The size of those files that are there."""
    return sum(file.stat().st_size for file in files if file.is_file())
