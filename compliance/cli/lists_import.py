"""`screen lists import FILE --id ID`: a private list out of a workbook, kept as others are."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from compliance import accepting, catalog
from compliance.accepting import Outcome, Result, Take
from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.files import visible
from compliance.importing import Imported, Wish, imported
from compliance.importing.base import RESTRICTS
from compliance.store import KeptFile, data_folder, history, publishers, writer
from compliance.store.publishers import Publisher

app = options.new_app()

Id = Annotated[str, typer.Option("--id", metavar="ID", help="What the list is called from now on.")]
Title = Annotated[str, typer.Option(metavar="TEXT", help="Its title. Default: the file's name.")]
Keeper = Annotated[
    str, typer.Option("--publisher", metavar="TEXT", help="Who keeps it. Default: you.")
]
Restricts = Annotated[
    str, typer.Option(metavar="TEXT", help="What a listing means, in a sentence for an officer.")
]
Shrunk = Annotated[
    bool, typer.Option("--accept-shrunk", help="Take it although it lost many entries.")
]
EPILOG = """\b
Examples:
  screen lists import denied.xlsx --id letters
  screen customers.xlsx --list letters --list curated
"""


@app.command(epilog=EPILOG)
def lists_import(
    paths: options.Files = None,
    name: Id = "",
    title: Title = "",
    publisher: Keeper = "",
    restricts: Restricts = RESTRICTS,
    columns: options.Columns = None,
    sheets: options.Sheets = None,
    shrunk: Shrunk = False,
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Read the parties of a workbook or CSV as a private list and keep it as a version of ID.

    Its columns are found as those of customer files are. Importing again makes a new version.
    Exit codes: 0 kept, 2 could not be read, 3 refused or rows without a party.
    """
    if len(paths or ()) != 1 or not name:
        raise UsageError("one file and an id are needed", "screen lists import FILE --id letters")
    path = Path((paths or [""])[0])
    refuse_taken(name)
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    wish = Wish(
        id=name,
        title=title,
        publisher=publisher,
        restricts=restricts,
        columns=options.pairs(columns),
        sheets=tuple(sheets or ()),
    )
    found = imported(path, wish)
    take = Take(folder=data_folder(choices.data), time=start_time(), by_hand=shrunk)
    mine = Publisher(id=name, title=title, addresses={f"{name}.toml": path.name})
    judge = publishers.changed(mine, choices.publishers.get(name, {}))
    result = kept(judge, found, take)
    for line in lines(found, result):
        results().print(Text(visible(line)), soft_wrap=True)
    whole = result.outcome is not Outcome.REFUSED and not found.rejected
    return ExitCode.NOTHING_OPEN if whole else ExitCode.INCOMPLETE


def refuse_taken(name: str) -> None:
    """Raises UsageError for the id of a published list: nobody may mistake one for the other."""
    if name in (*catalog.BUNDLED, *publishers.known()):
        raise UsageError(
            f"{name!r} is the id of a published list", "choose another, such as letters"
        )


def kept(judge: Publisher, found: Imported, take: Take) -> Result:
    """Judge the list beside the version before it, and keep it. Raises ListError, StoreError."""
    text = found.text.encode("utf-8")
    [(file, address)] = judge.addresses.items()
    reference = catalog.load_reference(catalog.bundled_folder())
    parsed = catalog.parse(file, {file: text}, reference)
    sha256 = hashlib.sha256(text).hexdigest()
    about = KeptFile(name=file, sha256=sha256, size=len(text), address=address)
    with writer(take.folder):
        old = history.read(take.folder, judge.id).current
        return accepting.take(judge, old, {file: (about, text)}, parsed, take)


def lines(found: Imported, result: Result) -> Iterator[str]:
    """What was read and what became of it."""
    for one in found.counts:
        yield (
            f"{one.file}: {one.rows:,} rows: {one.entries:,} parties, {one.joined:,} joined to "
            f"them, {one.rejected:,} rejected"
        )
    for sheet, mapping in found.mappings:
        shown = ", ".join(f"{role} = {header}" for role, header in mapping)
        yield f"{sheet}: {shown}"
    yield from (f"rejected   {row.file} row {row.line}: {row.reason}" for row in found.rejected)
    yield from (f"warning    {warning}" for warning in found.warnings)
    yield from (f"refused    {reason}" for reason in result.reasons)
    if result.outcome is Outcome.REFUSED:
        yield "the version before stays in use; --accept-shrunk takes this one"
    else:
        yield f"{result.id}: {result.outcome}; use it with --list {result.id}"
