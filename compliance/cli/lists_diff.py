"""`screen lists diff OLD NEW`: what changed between two versions of a list, or two files."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.files import visible
from compliance.lists import catalog, list_files
from compliance.lists.diff import ChangedEntry, ListChanges, compare_lists
from compliance.model import ListEntry, ListInfo, Watchlist

app = options.new_app()

FORMATS = ("text", "json")
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]

EPILOG = """\b
Examples:
  screen lists diff csl@2026-10-01 csl
  screen lists diff sdn_old.csv sdn_new.csv --format json
"""


@app.command(epilog=EPILOG)
def lists_diff(
    versions: options.Versions = None,
    form: Format = FORMATS[0],
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show entries that were added, removed, and changed field by field, from OLD to NEW.

    Each is a file, a kept list (csl), or a version of one by day or hash (csl@2026-10-01,
    csl@3fa94c1e). Entries are told apart by their ids. Exit codes: 0 shown, 2 could not start.
    """
    if len(versions or ()) != 2:
        raise UsageError("two versions are compared", "screen lists diff OLD NEW")
    if form not in FORMATS:
        raise UsageError(f"--format {form!r} is unknown", f"choose {' or '.join(FORMATS)}")
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    shelf = stock(choices).shelf
    old, new = (
        catalog.parse_lists([list_files.find_version(one, shelf)]) for one in versions or ()
    )
    changes = compare_lists(old.entries, new.entries)
    if form == "json":
        print(json.dumps(plain(old, new, changes), ensure_ascii=False, indent=2))  # noqa: T201
        return ExitCode.NOTHING_OPEN
    for line in lines(old.lists[0], new.lists[0], changes):
        results().print(Text(visible(line)), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


# --- For a person -----------------------------------------------------------------------------


def lines(old: ListInfo, new: ListInfo, changes: ListChanges) -> Iterator[str]:
    """What changed, in lines."""
    yield f"old  {about(old)}"
    yield f"new  {about(new)}"
    yield (
        f"{len(changes.added):,} added, {len(changes.removed):,} removed, "
        f"{len(changes.changed):,} changed"
    )
    yield from (f"+ {named(entry)}" for entry in changes.added)
    yield from (f"- {named(entry)}" for entry in changes.removed)
    for one in changes.changed:
        yield from changed(one)


def about(info: ListInfo) -> str:
    """A version in one line."""
    dated = f", as of {info.as_of}" if info.as_of else ""
    return f"{info.file}{dated}: {info.entries:,} entries, sha256 {info.sha256[:12]}"


def named(entry: ListEntry) -> str:
    """An entry by its id and name."""
    return f"{entry.id}  {entry.name}"


def changed(one: ChangedEntry) -> Iterator[str]:
    """A changed entry and its fields."""
    yield f"~ {named(one.new)}"
    for field in one.fields:
        yield from (f"    {field.field} - {text}" for text in field.old)
        yield from (f"    {field.field} + {text}" for text in field.new)


# --- For a program ----------------------------------------------------------------------------


def plain(old: Watchlist, new: Watchlist, changes: ListChanges) -> dict[str, object]:
    """What changed, as plain data."""
    return {
        "old": version(old.lists[0]),
        "new": version(new.lists[0]),
        "added": entries(changes.added),
        "removed": entries(changes.removed),
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


def version(info: ListInfo) -> dict[str, object]:
    """Which version it is."""
    return {
        "file": info.file,
        "as_of": info.as_of,
        "fetched": info.fetched,
        "sha256": info.sha256,
        "entries": info.entries,
    }


def entries(found: Sequence[ListEntry]) -> list[dict[str, object]]:
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
