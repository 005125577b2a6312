"""Versions of stored lists: history, changes between two, a lock file, whether all is whole."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from compliance import configuration
from compliance.cli import options
from compliance.cli.choices import LOCK_FILE, resolve_choices, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.errors import StoreError, UsageError
from compliance.lists import archive, catalog, history, list_files, pins
from compliance.lists.acceptance import UpdateOutcome, UpdateResult
from compliance.lists.contents import describe_changes
from compliance.lists.data_folder import data_folder
from compliance.lists.diff import ChangedEntry, ListChanges, compare_lists
from compliance.lists.history import History, ListCheck, ListVersion
from compliance.lists.list_files import ListFiles
from compliance.lists.pins import Pin, PinnedFile
from compliance.lists.shelf import Shelf
from compliance.lists.verification import verify_archive
from compliance.model import ListEntry, ListInfo, Watchlist
from compliance.model.counts import write_count
from compliance.model.visible_text import visible

app = options.new_app()


# --- History ----------------------------------------------------------------------------------


HISTORY_EPILOG = """\b
Examples:
  screen lists history
  screen lists history csl
"""


@app.command("lists history", epilog=HISTORY_EPILOG)
def lists_history(
    ids: options.Ids = None,
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show every version of the stored lists, oldest first: accepted, refused, or nothing new.

    Without an ID, all stored lists are shown. Exit codes: 0 shown, 2 could not start.
    """
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    folder = data_folder(choices.data)
    wanted = ids or history.list_ids(folder)
    if not wanted:
        tell(f"no list is stored in {folder} yet (screen lists update csl fetches one)")
    console = results()
    for one in [refuse_unknown(history.read_history(folder, name)) for name in wanted]:
        console.print(Text(one.id, style="bold"))
        for line in tell_history(one):
            console.print(Text(visible(f"  {line}")), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def refuse_unknown(known: History) -> History:
    """The history. Raises StoreError when the list never was fetched."""
    if not known.events:
        problem = f"list {known.id!r} was never fetched"
        raise StoreError(problem, f"fetch it: screen lists update {known.id}")
    return known


def tell_history(known: History) -> Iterator[str]:
    """A line an event; checks in a row are one line."""
    checks: list[ListCheck] = []
    for event in known.events:
        if isinstance(event, ListCheck):
            checks.append(event)
            continue
        yield from tell_checks(checks)
        checks.clear()
        yield from tell_version(event, in_use=event is known.current)
    yield from tell_checks(checks)


def tell_checks(checks: Sequence[ListCheck]) -> Iterator[str]:
    """`3 checks until 2026-11-24T08:00:00+00:00: nothing new`."""
    if len(checks) == 1:
        yield f"{checks[0].time}  checked: nothing new"
    elif checks:
        yield f"{checks[-1].time}  checked {len(checks)} times until then: nothing new"


def tell_version(version: ListVersion, *, in_use: bool) -> Iterator[str]:
    """What was fetched, whether it was accepted, and why not."""
    what = "accepted" if version.accepted else "REFUSED"
    mark = ", in use" if in_use else ""
    dated = f", as of {version.as_of}" if version.as_of else ""
    counts = f"{version.entries:,} entries of {version.rows:,} rows, {version.rejected:,} rejected"
    yield f"{version.time}  {what}{mark}: {counts}{dated}, sha256 {version.sha256[:12]}"
    if version.accepted_by:
        yield f"    accepted by {version.accepted_by} in spite of this:"
    yield from (f"    {reason}" for reason in version.reasons)


# --- What changed -----------------------------------------------------------------------------


FORMATS = ("text", "json")
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]

DIFF_EPILOG = """\b
Examples:
  screen lists diff csl@2026-10-01 csl
  screen lists diff sdn_old.csv sdn_new.csv --format json
"""


@app.command("lists diff", epilog=DIFF_EPILOG)
def lists_diff(
    versions: options.Versions = None,
    form: Format = FORMATS[0],
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show entries that were added, removed, and changed field by field, from OLD to NEW.

    Each is a file, a stored list (csl), or a version of one by day or hash (csl@2026-10-01,
    csl@3fa94c1e). Entries are compared by their ids. Exit codes: 0 shown, 2 could not start.
    """
    if len(versions or ()) != 2:
        raise UsageError("two versions are compared", "screen lists diff OLD NEW")
    if form not in FORMATS:
        raise UsageError(f"--format {form!r} is unknown", f"choose {' or '.join(FORMATS)}")
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    shelf = stock(choices).shelf
    old, new = (
        catalog.parse_lists([list_files.find_version(version, shelf)]) for version in versions or ()
    )
    changes = compare_lists(old.entries, new.entries)
    if form == "json":
        print(json.dumps(changes_as_data(old, new, changes), ensure_ascii=False, indent=2))  # noqa: T201
        return ExitCode.NOTHING_OPEN
    for line in tell_changes(old.lists[0], new.lists[0], changes):
        results().print(Text(visible(line)), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


# --- For a person -----------------------------------------------------------------------------


def tell_changes(old: ListInfo, new: ListInfo, changes: ListChanges) -> Iterator[str]:
    """What changed, in lines."""
    yield f"old  {name_version(old)}"
    yield f"new  {name_version(new)}"
    yield (
        f"{len(changes.added):,} added, {len(changes.removed):,} removed, "
        f"{len(changes.changed):,} changed"
    )
    yield from (f"+ {name_entry(entry)}" for entry in changes.added)
    yield from (f"- {name_entry(entry)}" for entry in changes.removed)
    for one in changes.changed:
        yield from tell_changed_fields(one)


def name_version(info: ListInfo) -> str:
    """A version in one line."""
    dated = f", as of {info.as_of}" if info.as_of else ""
    entries = write_count(info.entries, "entry", "entries")
    return f"{info.file}{dated}: {entries}, sha256 {info.sha256[:12]}"


def name_entry(entry: ListEntry) -> str:
    """An entry by its id and name."""
    return f"{entry.id}  {entry.name}"


def tell_changed_fields(one: ChangedEntry) -> Iterator[str]:
    """A changed entry and its fields."""
    yield f"~ {name_entry(one.new)}"
    for field in one.fields:
        yield from (f"    {field.field} - {text}" for text in field.old)
        yield from (f"    {field.field} + {text}" for text in field.new)


# --- For a program ----------------------------------------------------------------------------


def changes_as_data(old: Watchlist, new: Watchlist, changes: ListChanges) -> dict[str, object]:
    """What changed, as plain data."""
    return {
        "old": version_as_data(old.lists[0]),
        "new": version_as_data(new.lists[0]),
        "added": entries_as_data(changes.added),
        "removed": entries_as_data(changes.removed),
        "changed": [
            {
                "id": one.new.id,
                "name": one.new.name,
                "fields": [
                    {"field": field.field, "old": list(field.old), "new": list(field.new)}
                    for field in one.fields
                ],
            }
            for one in changes.changed
        ],
    }


def version_as_data(info: ListInfo) -> dict[str, object]:
    """Which version it is."""
    return {
        "file": info.file,
        "as_of": info.as_of,
        "fetched": info.fetched,
        "sha256": info.sha256,
        "entries": info.entries,
    }


def entries_as_data(found: Sequence[ListEntry]) -> list[dict[str, object]]:
    """Entries by id, name, kind, countries and lists."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": str(one.kind),
            "countries": list(one.countries),
            "lists": [listing.programme.id for listing in one.listings],
        }
        for one in found
    ]


# --- A lock file ------------------------------------------------------------------------------


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

PIN_EPILOG = """\b
Examples:
  screen lists pin
  screen lists pin csl curated --vendor
"""


@app.command("lists pin", epilog=PIN_EPILOG)
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
    choices = resolve_choices(Choices(data=data, locked=locked), config, ignored=no_config)
    path = Path(choices.locked) if choices.locked else lock_path(config, ignored=no_config)
    shelf = Shelf(folder=data_folder(choices.data))
    found = list_files.find_lists(choose_lists(ids or (), choices.lists, shelf), shelf)
    watchlist = catalog.parse_lists(found)
    pinned = [make_pin(one, info, shelf) for one, info in zip(found, watchlist.lists, strict=True)]
    if vendor:
        for one in found:
            pins.copy_vendored(path, next(p for p in pinned if p.id == one.id), one.files)
    pins.write_lock(path, pinned)
    for one_pin in pinned:
        results().print(describe_pin(one_pin), soft_wrap=True, markup=False)
    tell(f"written: {path}" + (f" and {path.parent / pins.VENDOR}" if vendor else ""))
    return ExitCode.NOTHING_OPEN


def lock_path(config: str | None, *, ignored: bool) -> Path:
    """Beside the settings file, else in the working folder."""
    found = Path(config) if config else None if ignored else configuration.find(Path.cwd())
    return (found.parent if found else Path.cwd()) / LOCK_FILE


def choose_lists(ids: Sequence[str], configured: Sequence[str], shelf: Shelf) -> list[str]:
    """Which lists to pin. Raises UsageError when an id is typed that is none."""
    known = (*list_files.BUNDLED, *shelf.ids())
    for name in ids:
        if name not in known:
            problem = f"list {name!r} is neither bundled nor stored, so it cannot be pinned"
            raise UsageError(problem, f"there are {', '.join(known)}")
    if ids:
        return list(ids)
    in_use = [name for name in configured if name in known]
    if configured and not in_use:
        problem = "the lists of the settings file are files of yours, which need no pin"
        raise UsageError(problem, f"to pin another one, name it: {', '.join(known)}")
    return in_use or list(shelf.ids()) or list(list_files.BUNDLED)


def make_pin(found: ListFiles, info: ListInfo, shelf: Shelf) -> Pin:
    """What the lock file says of one list."""
    kept = {file.name: file.source for file in history.read_history(shelf.folder, found.id).files}
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


def describe_pin(one: Pin) -> str:
    """One pinned list for a person."""
    dated = f", as of {one.as_of}" if one.as_of else ""
    return (
        f"{one.id}: {write_count(one.entries, 'entry', 'entries')}{dated}, sha256 {one.sha256[:12]}"
    )


# --- Whether all is whole ---------------------------------------------------------------------


VERIFY_EPILOG = """\b
Examples:
  screen lists verify
  screen lists verify --data lists.data
"""


@app.command("lists verify", epilog=VERIFY_EPILOG)
def lists_verify(
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Hash every kept file again and read every line of every history.

    Exit codes: 0 all is as it was, 2 could not start, 3 something is damaged or missing.
    """
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    folder = data_folder(choices.data)
    with progress() as bar:
        bar.add_task("verifying the stored lists", total=None)
        problems = list(verify_archive(folder))
    console = results()
    for problem in problems:
        console.print(Text(visible(problem)), soft_wrap=True)
    lists, contents = len(history.list_ids(folder)), sum(1 for _ in archive.list_hashes(folder))
    found = f"{len(problems):,} problems" if problems else "all as they were stored"
    where = visible(str(folder))
    console.print(Text(f"{where}: lists {lists:,}, contents {contents:,}: {found}"), soft_wrap=True)
    return ExitCode.INCOMPLETE if problems else ExitCode.NOTHING_OPEN


# --- What became of a version -----------------------------------------------------------------


def describe_result(result: UpdateResult, way_out: str) -> Iterator[str]:
    """`csl: updated, 25,921 entries (17 more than before)`, and why where it was not."""
    yield f"{result.id}: {result.outcome}{count_entries(result)}"
    if result.outcome is UpdateOutcome.NEW and result.reasons:
        yield "  accepted by you in spite of this:"
    yield from (f"  {reason}" for reason in result.reasons)
    if (
        result.old
        and result.new
        and (changes := describe_changes(result.old.contents, result.new.contents))
    ):
        yield f"  {changes}"
    yield from (f"  notice: {notice}" for notice in result.notices)
    if result.outcome is UpdateOutcome.REFUSED:
        yield f"  what to do: {way_out}"
    if result.outcome in (UpdateOutcome.REFUSED, UpdateOutcome.FAILED):
        yield f"  {name_kept(result)}"


def count_entries(result: UpdateResult) -> str:
    """The counts of the new version beside those of the old one."""
    if result.new is None:
        return ""
    dated = f", as of {result.new.as_of}" if result.new.as_of else ""
    entries = write_count(result.new.entries, "entry", "entries")
    counts = f", {entries}{dated}, {write_count(result.new.rejected, 'row', 'rows')} rejected"
    if result.old is None or result.outcome is UpdateOutcome.UNCHANGED:
        return counts
    change = result.new.entries - result.old.entries
    return f"{counts} ({change:+,} entries)"


def name_kept(result: UpdateResult) -> str:
    """What is in use after a refusal."""
    if result.old is None:
        return "no version of it is stored, so it cannot be used yet"
    return f"the version of {result.old.time} stays in use, with {result.old.entries:,} entries"
