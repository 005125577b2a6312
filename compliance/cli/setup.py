"""What every run loads once: the lists and the matcher over them; and who does the work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from compliance import catalog, kept
from compliance.cli.choices import Stock
from compliance.cli.terminal import progress
from compliance.engines.party import Setup
from compliance.matching import Matcher
from compliance.model import Settings, Watchlist

DAY = len("2026-01-31")
"""The day at the head of a time."""


def prepared(settings: Settings, time: str, stock: Stock) -> Setup:
    """Lists and matcher for the settings. Raises ListError and StoreError."""
    return loaded(settings, time, stock)[1]


def loaded(settings: Settings, time: str, stock: Stock) -> tuple[Watchlist, Setup]:
    """The lists themselves as well. Raises ListError and StoreError."""
    with progress() as bar:
        bar.add_task("reading the lists", total=None)
        day = (settings.as_of or time)[:DAY]
        found = catalog.find(settings.lists, stock.shelf) if stock.found is None else stock.found
        ready, read = kept.made_ready_of(found, stock.shelf.as_of, settings.owners, day)
        stock.seen([*found, *catalog.found_owners(settings.owners)], ready.entries)
        lists = catalog.aged(read, day, stock.publishers)
        setup = Setup(matcher=Matcher(ready), lists=lists, settings=settings, time=time)
    return Watchlist(lists=lists, entries=ready.entries), setup


@contextmanager
def staffed(
    settings: Settings, time: str, stock: Stock, inputs: Iterable[Path], processes: int | None
) -> Iterator[Setup]:
    """The same with as many processes as asked, else as the files are worth.

    Raises ListError and StoreError.
    """
    from compliance.engines.team import FEWEST_NAMES, size_for, team  # late: one name needs none

    watchlist, setup = loaded(settings, time, stock)
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
