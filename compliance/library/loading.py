"""The lists of a program: found, made ready and held."""

import os
import warnings
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from compliance.configuration import MOST_MATCHES, PLACES
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.lists import catalog, list_files, publishers
from compliance.lists.data_folder import data_folder
from compliance.lists.shelf import Shelf
from compliance.matching import Matcher
from compliance.model import ListInfo, Settings
from compliance.policy import build_policy, load_purposes, needs_all, refuse_problems
from compliance.screening import list_cache
from compliance.screening.run_setup import RunSetup, make_locator
from compliance.selftest import refuse_silent_lists

ListName = str | os.PathLike[str]
"""The id of a list, or the path of its file or folder."""
DAY = len("2026-01-31")


class ListWarning(UserWarning):
    """A list is incomplete or old: screening against it may miss matches."""


class Lists(Struct, frozen=True, kw_only=True):
    """Lists that are loaded and prepared; they can be screened against any number of times."""

    infos: tuple[ListInfo, ...]
    """Each list with its date, its counts, its hash and its warnings."""
    settings: Settings
    """Which lists, owners and day were asked for."""
    matcher: Matcher

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is missing from the lists, and how old they are, in sentences."""
        return tuple(
            f"list {info.file}: {text}"
            for info in self.infos
            for text in (*info.warnings, *info.notices)
        )

    def __repr__(self) -> str:
        said = ", ".join(
            f"{one.id} ({one.as_of or 'no date'}, {one.entries:,})" for one in self.infos
        )
        return f"<Lists: {said}>"

    def setup(self, settings: Settings) -> RunSetup:
        """What a run over these lists shares, from now on. Raises UsageError for a bad policy."""
        time, folder = start_time(), list_files.find_bundled_folder()
        policy = None
        if needs_all(settings):
            refuse_problems(
                settings,
                time[:DAY],
                programmes=load_purposes(folder).rules,
                lists={info.id for info in self.infos},
                is_list=lambda one: bool(publishers.find_publisher(one).title),
            )
            policy = build_policy(settings, time[:DAY], folder)
        return RunSetup(
            matcher=self.matcher,
            lists=self.infos,
            settings=settings,
            time=time,
            locator=make_locator(settings, time[:DAY]),
            policy=policy,
        )


def load_lists(
    *names: ListName, owners: Sequence[ListName] = (), as_of: str = "", data: ListName | None = None
) -> Lists:
    """Load lists by id or path, as `--list` takes them; without any the bundled list.

    A list is prepared at its first use, which takes a while; later runs take it from the cache.

    Args:
        names: ids (`"csl"`) of lists that were fetched, or paths of files and folders.
        owners: files of owners and shares (docs/ownership.md).
        as_of: the lists as they stood on this day, ISO 8601; empty for today.
        data: the folder of stored lists; without one SCREEN_DATA, or the user's data folder.

    Raises:
        ListError: a list is not there, of no known form, broken, empty, given twice, or does not
            find a few of its own names.
        StoreError: a stored list was changed since.
        InputError: a file of owners cannot be read.
        UsageError: `as_of` is no date.

    Warns with ListWarning of what is missing from a list and of one that is old.

    """
    try:
        asked = date.fromisoformat(as_of).isoformat() if as_of else ""
    except ValueError as error:
        raise UsageError(f"as_of={as_of!r} is no date", 'for example as_of="2019-10-09"') from error
    chosen = Settings(
        lists=tuple(os.fspath(name) for name in names),
        owners=tuple(os.fspath(name) for name in owners),
        as_of=asked,
    )
    shelf = Shelf(folder=data_folder(os.fspath(data) if data else None), as_of=chosen.as_of)
    day = chosen.as_of or start_time()[:DAY]
    ready = list_cache.prepare_lists(
        list_files.find_lists(chosen.lists, shelf), chosen.as_of, chosen.owners, day
    )
    infos = catalog.note_ages(ready.lists, day)
    lists = Lists(infos=infos, settings=chosen, matcher=Matcher(ready.prepared))
    refuse_silent_lists(lists.matcher, infos)
    for text in lists.warnings:
        warnings.warn(text, ListWarning, stacklevel=2)
    return lists


def check_limits(min_score: float | None, max_matches: int, places: str) -> None:
    """Raise UsageError for a number out of range or an unknown way."""
    if places not in PLACES:
        raise UsageError(f"there is no places={places!r}", f"choose {', '.join(PLACES)}")
    if min_score is not None and not 0 <= min_score <= 1:
        raise UsageError("min_score must be a number from 0 to 1", "for example min_score=0.7")
    if not 1 <= max_matches <= MOST_MATCHES:
        problem = f"max_matches must be a whole number from 1 to {MOST_MATCHES}"
        raise UsageError(problem, "for example max_matches=10")
