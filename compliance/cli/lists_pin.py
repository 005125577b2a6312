"""`screen lists pin [ID...]`: a lock file that a repository commits, and copies of the lists."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from compliance import configuration
from compliance.cli import options
from compliance.cli.choices import LOCK_FILE, configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.lists import catalog, history, list_files, pins
from compliance.lists.data_folder import data_folder
from compliance.lists.list_files import ListFiles
from compliance.lists.pins import Pin, PinnedFile
from compliance.lists.shelf import Shelf
from compliance.model import ListInfo

app = options.new_app()

Vendor = Annotated[
    bool,
    typer.Option("--vendor", help="Copy the lists beside the lock file too, into lists.vendor."),
]

LockFile = Annotated[
    str | None,
    typer.Option(
        "--locked",
        metavar="FILE",
        help="The lock file to write. Default: screen.lock beside the settings file, else here.",
    ),
]

EPILOG = """\b
Examples:
  screen lists pin
  screen lists pin csl curated --vendor
"""


@app.command(epilog=EPILOG)
def lists_pin(
    ids: options.Ids = None,
    vendor: Vendor = False,
    data: options.Data = None,
    locked: LockFile = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Write screen.lock beside the settings file: a run there uses exactly these lists.

    Without an ID, the lists of the settings file are pinned, else all kept ones. Lists that are
    files of yours need no pin. Exit codes: 0 written, 2 could not.
    """
    settings = configured(config, ignored=no_config)
    choices = merged(Choices(data=data, locked=locked), settings)
    path = Path(choices.locked) if choices.locked else lock_path(config, ignored=no_config)
    shelf = Shelf(folder=data_folder(choices.data))
    found = list_files.find_lists(wanted(ids or (), choices.lists, shelf), shelf)
    watchlist = catalog.parse_lists(found)
    pinned = [pin(one, info, shelf) for one, info in zip(found, watchlist.lists, strict=True)]
    if vendor:
        for one in found:
            pins.copy_vendored(path, next(p for p in pinned if p.id == one.id), one.files)
    pins.write_lock(path, pinned)
    for one_pin in pinned:
        results().print(line(one_pin), soft_wrap=True, markup=False)
    tell(f"written: {path}" + (f" and {path.parent / pins.VENDOR}" if vendor else ""))
    return ExitCode.NOTHING_OPEN


def lock_path(config: str | None, *, ignored: bool) -> Path:
    """Beside the settings file, else in the working folder."""
    found = Path(config) if config else None if ignored else configuration.find(Path.cwd())
    return (found.parent if found else Path.cwd()) / LOCK_FILE


def wanted(ids: Sequence[str], configured: Sequence[str], shelf: Shelf) -> list[str]:
    """Which lists to pin. Raises UsageError when an id is typed that is none."""
    known = (*list_files.BUNDLED, *shelf.ids())
    for name in ids:
        if name not in known:
            problem = f"list {name!r} is neither bundled nor kept, so it cannot be pinned"
            raise UsageError(problem, f"there are {', '.join(known)}")
    if ids:
        return list(ids)
    in_use = [name for name in configured if name in known]
    if configured and not in_use:
        problem = "the lists of the settings file are files of yours, which need no pin"
        raise UsageError(problem, f"to pin another one, name it: {', '.join(known)}")
    return in_use or list(shelf.ids()) or list(list_files.BUNDLED)


def pin(found: ListFiles, info: ListInfo, shelf: Shelf) -> Pin:
    """What the lock file says of one list."""
    kept = {one.name: one.source for one in history.read_history(shelf.folder, found.id).files}
    files = tuple(
        PinnedFile(
            name=name,
            sha256=list_files.hash_files({name: data}),
            size=len(data),
            source=kept.get(name, found.origin),
        )
        for name, data in found.files.items()
    )
    return Pin(
        id=found.id,
        title=info.title,
        as_of=info.as_of,
        fetched=found.fetched,
        entries=info.entries,
        file=files,
    )


def line(one: Pin) -> str:
    """One pinned list for a person."""
    dated = f", as of {one.as_of}" if one.as_of else ""
    return f"{one.id}: {one.entries:,} entries{dated}, sha256 {one.sha256[:12]}"
