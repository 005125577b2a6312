"""`screen lists search TEXT...`: entries of the lists in use that hold certain words."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.files import visible
from compliance.lists import catalog
from compliance.model import ListEntry
from compliance.names.clean import clean_text

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists search hikvision
  screen lists search "84 FR 54002" public security
"""


@app.command(epilog=EPILOG)
def lists_search(
    text: options.Text = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Find entries by words anywhere in them: names, addresses, numbers, citations, remarks.

    This looks for the letters as typed and is no screening: screen name finds other spellings.
    Exit codes: 0 done, whatever was found; 2 could not start.
    """
    wanted = [clean_text(one)[0] for one in text or () if one.strip()]
    if not wanted:
        raise UsageError("no word is given", "for example: screen lists search hikvision")
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = merged(typed, configured(config, ignored=no_config))
    entries = catalog.load(choices.lists, stock(choices).shelf).entries
    hits = [entry for entry in entries if all(one in whole(entry) for one in wanted)]
    for entry in hits:
        results().print(Text(visible(line(entry))), soft_wrap=True)
    tell(f"{len(hits):,} of {len(entries):,} entries hold these words")
    return ExitCode.NOTHING_OPEN


def whole(entry: ListEntry) -> str:
    """All texts of an entry, as they are searched."""
    return clean_text("\n".join(texts(entry)))[0]


def texts(entry: ListEntry) -> Iterator[str]:
    """Every text of an entry."""
    yield entry.id
    yield from (name.text for name in entry.names)
    yield from (address.text for address in entry.addresses)
    yield from (f"{one.kind} {one.value}" for one in entry.identifiers)
    for listing in entry.listings:
        yield from (listing.programme.name, listing.citation, listing.reason)
    yield from entry.remarks


def line(entry: ListEntry) -> str:
    """An entry in one line: where it is found again, its name, and the lists it stands on."""
    on = unique(listing.programme.name for listing in entry.listings) or str(entry.standing)
    return f"{entry.list_id}:{entry.id}  {entry.name}  ({on})"


def unique(names: Iterable[str]) -> str:
    """Each name once."""
    return "; ".join(dict.fromkeys(names))
