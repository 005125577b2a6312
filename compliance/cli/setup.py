"""What every run loads once: the lists and the matcher over them; and who does the work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from compliance import kept
from compliance.cli.choices import Stock
from compliance.cli.terminal import progress
from compliance.engines.party import Setup
from compliance.lists import catalog, list_files, owners
from compliance.matching import Matcher
from compliance.model import Settings, Watchlist
from compliance.places import OFF, Locator, build_locator, load_rules

DAY = len("2026-01-31")
"""The day at the head of a time."""
MAKING = "making the lists ready, once for this list"


def prepared(settings: Settings, time: str, stock: Stock) -> Setup:
    """Lists and matcher for the settings. Raises ListError and StoreError."""
    return loaded(settings, time, stock)[1]


def loaded(settings: Settings, time: str, stock: Stock) -> tuple[Watchlist, Setup]:
    """The lists themselves as well. Raises ListError and StoreError."""
    made = made_ready(settings, time, stock)
    return watchlist_of(made), setup_of(made, settings, time)


def made_ready(settings: Settings, time: str, stock: Stock) -> kept.Made:
    """The lists that the settings mean, ready. Raises ListError and StoreError."""
    with progress() as bar:
        task = bar.add_task("reading the lists", total=None)
        notify = partial(bar.update, task, description=MAKING)
        day = (settings.as_of or time)[:DAY]
        found = (
            list_files.find_lists(settings.lists, stock.shelf)
            if stock.found is None
            else stock.found
        )
        past, stated = stock.shelf.as_of, settings.rules
        made = kept.made_of(found, past, settings.owners, day, notify, stated)
        stock.seen([*found, *owners.read_owner_files(settings.owners)], made.ready.entries)
        return replace(made, lists=catalog.note_ages(made.lists, day, stock.publishers))


def watchlist_of(made: kept.Made) -> Watchlist:
    """What the lists say."""
    return Watchlist(lists=made.lists, entries=made.ready.entries)


def setup_of(made: kept.Made, settings: Settings, time: str) -> Setup:
    """What all files of a run share."""
    return Setup(
        matcher=Matcher(made.ready),
        lists=made.lists,
        settings=settings,
        time=time,
        locator=locator_of(settings, time),
    )


def locator_of(settings: Settings, time: str) -> Locator | None:
    """What finds destinations under rules on the day of the run. Raises ListError."""
    if settings.places == OFF:
        return None
    day = (settings.as_of or time)[:DAY]
    return build_locator(load_rules(list_files.find_bundled_folder()), day, settings.places)


@contextmanager
def staffed(
    settings: Settings, time: str, stock: Stock, inputs: Iterable[Path], processes: int | None
) -> Iterator[Setup]:
    """The same with as many processes as asked, else as the files are worth.

    Raises ListError and StoreError.
    """
    from compliance.engines.team import FEWEST_NAMES, size_for, team  # late: one name needs none

    made = made_ready(settings, time, stock)
    setup = setup_of(made, settings, time)
    size = processes or size_for(bytes_of(inputs))
    if size == 1:
        yield setup
        return
    fewest = 0 if processes else FEWEST_NAMES
    watchlist = watchlist_of(made)
    recall = partial(kept.load, made.file) if made.file else None
    with team(watchlist, setup.matcher, settings, size, fewest=fewest, recall=recall) as screen:
        yield replace(setup, screen=screen)


def bytes_of(files: Iterable[Path]) -> int:
    """The size of those files that are there."""
    return sum(file.stat().st_size for file in files if file.is_file())
