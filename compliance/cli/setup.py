"""What every run loads once: the lists and the matcher over them; and who does the work."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace

from compliance.cli.choices import Stock
from compliance.cli.terminal import progress
from compliance.lists import catalog, list_files, publishers
from compliance.lists.owners import read_owner_files
from compliance.matching import Matcher
from compliance.matching.parallel import Result, Thing, Work
from compliance.model import ListInfo, Settings, Watchlist
from compliance.policy import Policy, build_policy, load_purposes, needs_all, refuse_problems
from compliance.screening import list_cache
from compliance.screening.process_count import FEWEST_NAMES, count_workers
from compliance.screening.run_setup import RunSetup, make_locator, widen_settings
from compliance.selftest import refuse_silent_lists

DAY = len("2026-01-31")
"""The day at the head of a time."""
MAKING = "making the lists ready, once for this list"


def prepare_setup(settings: Settings, time: str, stock: Stock) -> RunSetup:
    """Lists and matcher for the settings. Raises ListError and StoreError."""
    return load_lists_and_setup(settings, time, stock)[1]


def load_lists_and_setup(settings: Settings, time: str, stock: Stock) -> tuple[Watchlist, RunSetup]:
    """The lists themselves as well. Raises ListError and StoreError."""
    ready = prepare_lists(settings, time, stock)
    return make_watchlist(ready), make_setup(ready, settings, time, stock)


def prepare_lists(
    settings: Settings, time: str, stock: Stock, processes: int | None = None
) -> list_cache.ReadyLists:
    """The lists that the settings mean, ready. Raises ListError and StoreError.

    What was not made ready before is by so many processes, else by as many as there are cores.
    """

    def share(work: Work[Thing, Result], things: Iterable[Thing]) -> Iterator[Result]:
        from compliance.screening.list_builders import share_among  # late: most lists are ready

        return share_among(processes or 0)(work, things)

    with ExitStack() as shown:

        def notify() -> None:
            shown.enter_context(progress()).add_task(MAKING, total=None)

        day = (settings.as_of or time)[:DAY]
        found = (
            list_files.find_lists(settings.lists, stock.shelf)
            if stock.found is None
            else stock.found
        )
        past, stated = stock.shelf.as_of, settings.rules
        ready = list_cache.prepare_lists(found, past, settings.owners, day, notify, stated, share)
        stock.on_lists([*found, *read_owner_files(settings.owners)], ready.prepared.entries)
        return replace(ready, lists=catalog.note_ages(ready.lists, day, stock.publishers))


def make_watchlist(ready: list_cache.ReadyLists) -> Watchlist:
    """What the lists say."""
    return Watchlist(lists=ready.lists, entries=ready.prepared.entries)


def make_setup(
    ready: list_cache.ReadyLists, settings: Settings, time: str, stock: Stock
) -> RunSetup:
    """What all files of a run share, once the lists have found a few of their own names.

    Raises ConfigurationError for a policy that cannot be, ListError for a list that is broken.
    """
    setup = make_unchecked_setup(ready, settings, time, stock)
    refuse_silent_lists(setup.matcher, setup.lists)
    return setup


def make_unchecked_setup(
    ready: list_cache.ReadyLists, settings: Settings, time: str, stock: Stock
) -> RunSetup:
    """The same where the lists are checked otherwise. Raises ConfigurationError as above."""
    return RunSetup(
        matcher=Matcher(ready.prepared),
        lists=ready.lists,
        settings=settings,
        time=time,
        locator=make_locator(settings, time[:DAY]),
        policy=make_policy(ready.lists, settings, time, stock),
    )


def make_policy(
    lists: Sequence[ListInfo], settings: Settings, time: str, stock: Stock
) -> Policy | None:
    """What counts in another way; None where nothing does. Raises ConfigurationError, ListError.

    A policy that was recorded was checked then, among the lists that there were then.
    """
    folder = list_files.find_bundled_folder()
    if needs_all(settings) and stock.found is None:
        known = {*(info.id for info in lists), *list_files.BUNDLED, *stock.shelf.ids()}
        known |= publishers.load_publishers(stock.publishers).keys() | stock.publishers.keys()
        refuse_problems(
            settings,
            time[:DAY],
            programmes=load_purposes(folder).rules,
            lists=known,
            is_list=lambda one: bool(publishers.find_publisher(one).title),
        )
    return build_policy(settings, time[:DAY], folder)


@contextmanager
def open_team_setup(
    settings: Settings, time: str, stock: Stock, inputs: Iterable[Path], processes: int | None
) -> Iterator[RunSetup]:
    """The same with as many processes as asked, else as the files are worth.

    Raises ListError and StoreError.
    """
    ready = prepare_lists(settings, time, stock, processes)
    setup = make_setup(ready, settings, time, stock)
    size = processes or count_workers(sum_sizes(inputs))
    if size == 1:
        yield setup
        return
    from compliance.screening.worker_pool import open_worker_pool  # late: small files need none

    fewest = 0 if processes else FEWEST_NAMES
    watchlist = make_watchlist(ready)
    asked = widen_settings(settings, None)
    with open_worker_pool(
        watchlist, setup.matcher, asked, size, fewest=fewest, cache_file=ready.file
    ) as screen:
        yield replace(setup, screen=screen)


def sum_sizes(files: Iterable[Path]) -> int:
    """The size of those files that are there."""
    return sum(file.stat().st_size for file in files if file.is_file())
