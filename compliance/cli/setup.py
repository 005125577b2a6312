"""What every run loads once: the lists and the matcher over them; and who does the work."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from compliance.cli.choices import Stock
from compliance.cli.terminal import progress
from compliance.lists import catalog, list_files, publishers
from compliance.lists.owners import read_owner_files
from compliance.matching import Matcher
from compliance.matching.parallel import Result, Thing, Work
from compliance.model import ListInfo, Settings, Watchlist
from compliance.places import OFF, Locator, build_locator, load_rules
from compliance.policy import Policy, build_policy, load_purposes, needs_all, refuse_problems
from compliance.screening import list_cache
from compliance.screening.run_setup import Setup, widened
from compliance.selftest import refuse_silent_lists

DAY = len("2026-01-31")
"""The day at the head of a time."""
MAKING = "making the lists ready, once for this list"


def prepared(settings: Settings, time: str, stock: Stock) -> Setup:
    """Lists and matcher for the settings. Raises ListError and StoreError."""
    return loaded(settings, time, stock)[1]


def loaded(settings: Settings, time: str, stock: Stock) -> tuple[Watchlist, Setup]:
    """The lists themselves as well. Raises ListError and StoreError."""
    made = made_ready(settings, time, stock)
    return watchlist_of(made), setup_of(made, settings, time, stock)


def made_ready(
    settings: Settings, time: str, stock: Stock, processes: int | None = None
) -> list_cache.Made:
    """The lists that the settings mean, ready. Raises ListError and StoreError.

    What was not made ready before is by so many processes, else by as many as there are cores.
    """
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
        share = partial(_share_among, processes)
        made = list_cache.made_of(found, past, settings.owners, day, notify, stated, share)
        stock.seen([*found, *read_owner_files(settings.owners)], made.ready.entries)
        return replace(made, lists=catalog.note_ages(made.lists, day, stock.publishers))


def _share_among(
    processes: int | None, work: Work[Thing, Result], things: Iterable[Thing]
) -> Iterator[Result]:
    from compliance.screening.list_builders import share_among  # late: most lists are ready

    return share_among(processes or 0)(work, things)


def watchlist_of(made: list_cache.Made) -> Watchlist:
    """What the lists say."""
    return Watchlist(lists=made.lists, entries=made.ready.entries)


def setup_of(made: list_cache.Made, settings: Settings, time: str, stock: Stock) -> Setup:
    """What all files of a run share, once the lists have found a few of their own names.

    Raises ConfigurationError for a policy that cannot be, ListError for a list that is broken.
    """
    setup = unchecked_setup_of(made, settings, time, stock)
    refuse_silent_lists(setup.matcher, setup.lists)
    return setup


def unchecked_setup_of(made: list_cache.Made, settings: Settings, time: str, stock: Stock) -> Setup:
    """The same where the lists are checked otherwise. Raises ConfigurationError as above."""
    return Setup(
        matcher=Matcher(made.ready),
        lists=made.lists,
        settings=settings,
        time=time,
        locator=locator_of(settings, time),
        policy=policy_of(made.lists, settings, time, stock),
    )


def policy_of(
    lists: Sequence[ListInfo], settings: Settings, time: str, stock: Stock
) -> Policy | None:
    """What counts in another way; None where nothing does. Raises ConfigurationError, ListError.

    A policy that was recorded was checked then, among the lists that there were then.
    """
    folder = list_files.find_bundled_folder()
    if needs_all(settings) and stock.found is None:
        _refuse_policy(lists, settings, time[:DAY], stock)
    return build_policy(settings, time[:DAY], folder)


def _refuse_policy(lists: Sequence[ListInfo], settings: Settings, day: str, stock: Stock) -> None:
    """Raise ConfigurationError where purpose or policies cannot be."""
    known = {*(info.id for info in lists), *list_files.BUNDLED, *stock.shelf.ids()}
    known |= publishers.load_publishers(stock.publishers).keys() | stock.publishers.keys()
    refuse_problems(
        settings,
        day,
        programmes=load_purposes(list_files.find_bundled_folder()).rules,
        lists=known,
        is_list=lambda one: bool(publishers.find_publisher(one).title),
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
    from compliance.screening.worker_pool import (  # late: one name needs none
        FEWEST_NAMES,
        size_for,
        team,
    )

    made = made_ready(settings, time, stock, processes)
    setup = setup_of(made, settings, time, stock)
    size = processes or size_for(bytes_of(inputs))
    if size == 1:
        yield setup
        return
    fewest = 0 if processes else FEWEST_NAMES
    watchlist = watchlist_of(made)
    recall = partial(list_cache.load, made.file) if made.file else None
    asked = widened(settings, None)
    with team(watchlist, setup.matcher, asked, size, fewest=fewest, recall=recall) as screen:
        yield replace(setup, screen=screen)


def bytes_of(files: Iterable[Path]) -> int:
    """The size of those files that are there."""
    return sum(file.stat().st_size for file in files if file.is_file())
