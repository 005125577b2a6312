"""What the user chose: the command line before the settings file before the defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from compliance import configuration
from compliance.configuration import ENGINES, Choices
from compliance.errors import UsageError
from compliance.model import ListEntry, Settings
from compliance.reporters import FORMATS

if TYPE_CHECKING:
    from compliance.lists.list_files import ListFiles
    from compliance.lists.shelf import Shelf

DEFAULTS = Settings()
LOCK_FILE = "screen.lock"
"""Beside the settings file, else in the working folder."""


def find_settings_choices(file: str | None, *, ignored: bool) -> Choices:
    """The settings file in use. Raises ConfigurationError, or UsageError when both are asked."""
    if file and ignored:
        raise UsageError("--config and --no-config exclude each other", "leave one out")
    found = Path(file) if file else None if ignored else configuration.find(Path.cwd())
    choices = configuration.load(found, formats=FORMATS) if found else Choices()
    lock = (found.parent if found else Path.cwd()) / LOCK_FILE
    if choices.locked or ignored or not lock.is_file():
        return choices
    return replace(choices, locked=str(lock))


def resolve_choices(typed: Choices, config: str | None, *, ignored: bool) -> Choices:
    """What is typed, and for the rest the settings file in use.

    Raises ConfigurationError, and UsageError for a value that is typed and cannot be.
    """
    return override_choices(find_settings_choices(config, ignored=ignored), typed)


def override_choices(configured: Choices, typed: Choices) -> Choices:
    """What is typed wins, option by option. Raises UsageError for a value that cannot be."""
    for problem, example in configuration.find_typed_problems(typed):
        raise UsageError(problem, example)
    return configuration.merge_choices(typed, configured)


def ignore_lists(found: Sequence[ListFiles], entries: Sequence[ListEntry]) -> None:
    """Nobody wants to know which lists were found."""


class Stock(Struct, frozen=True, kw_only=True):
    """Which versions of stored lists a run uses, and how old they may be."""

    shelf: Shelf
    publishers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    found: Sequence[ListFiles] | None = None
    """The lists themselves, where they are not to be looked for by name."""
    on_lists: Callable[[Sequence[ListFiles], Sequence[ListEntry]], None] = ignore_lists
    """Is told which lists were found, and their entries."""


def stock(choices: Choices) -> Stock:
    """The stored lists that the choices mean. Raises StoreError for a lock file that is broken."""
    from compliance.lists.data_folder import data_folder  # late: --help needs none of it
    from compliance.lists.shelf import Shelf

    lock = None
    if choices.locked:
        from compliance.lists import pins  # late: most runs have no lock file

        lock = pins.read_lock(Path(choices.locked))
    as_of = parse_day(choices.as_of)
    shelf = Shelf(folder=data_folder(choices.data), as_of=as_of, lock=lock)
    return Stock(shelf=shelf, publishers=choices.publishers)


def parse_day(text: str | None) -> str:
    """The day of --as-of as ISO text, empty for none. Raises UsageError when it is no day."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        problem = f"--as-of {text!r} is no date"
        raise UsageError(problem, "for example --as-of 2019-10-09") from error


def settings(choices: Choices) -> Settings:
    """What the choices mean for screening, with the defaults filled in.

    Raises UsageError for a day that is none.
    """
    return Settings(
        lists=choices.lists,
        owners=choices.owners,
        columns=choices.columns,
        sheets=choices.sheets,
        no_parties=choices.no_parties,
        min_score=choices.min_score,
        as_of=parse_day(choices.as_of),
        max_matches=choices.max_matches or DEFAULTS.max_matches,
        places=choices.places or DEFAULTS.places,
        rules=choices.rules,
        purpose=choices.purpose or DEFAULTS.purpose,
        policy=choices.policy,
    )


def choose_engine(typed: Choices, choices: Choices) -> str:
    """The engine to use; `choices` are all choices, `typed` those of the command line.

    Raises UsageError for a typed option of the other one.
    """
    engine = choices.engine or ENGINES[0]
    if typed.master and engine != "spark":
        raise UsageError("--master is for the engine spark", "add --engine spark")
    if typed.processes is not None and engine == "spark":
        raise UsageError("--processes is for the engine local", 'use --master "local[N]"')
    if choices.record is not None and engine == "spark":
        raise UsageError("--record is for the engine local", "Spark writes a record of its own")
    return engine
