"""`screen lists show ENTRY...`: entries of the lists in use, whole."""

from collections.abc import Sequence

from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.errors import ListError, UsageError
from compliance.lists import catalog
from compliance.model import ListEntry
from compliance.reporters.entry import show_entry

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists show hikvision
  screen lists show csl:18271 --list csl
"""


@app.command(epilog=EPILOG)
def lists_show(
    ids: options.Entries = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Print entries by their id, as reports show it; LIST:ENTRY where several lists have it.

    Exit codes: 0 shown, 2 no such entry, or could not start.
    """
    if not ids:
        raise UsageError("no entry is named", "for example: screen lists show hikvision")
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = merged(typed, configured(config, ignored=no_config))
    entries = catalog.load(choices.lists, stock(choices).shelf).entries
    for entry in [one for wanted in ids for one in found(wanted, entries)]:
        show_entry(entry, results())
        results().print()
    return ExitCode.NOTHING_OPEN


def found(wanted: str, entries: Sequence[ListEntry]) -> list[ListEntry]:
    """The entries of that id. Raises ListError when there is none."""
    same = [one for one in entries if wanted in (one.id, f"{one.list_id}:{one.id}")]
    if not same:
        hint = "screen lists search finds entries by words; --list names other lists"
        raise ListError(f"no list in use has an entry {wanted!r}", hint)
    return same
