"""`screen lists import FILE`: an official list that was downloaded by hand, or a private one.

Without `--id` the file is an official list, known by its content; with it, the parties of a
workbook or CSV become a private list of that id.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import resolve_choices
from compliance.cli.exits import ExitCode
from compliance.cli.lists.versions import describe_result
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.errors import UsageError
from compliance.lists import acceptance, catalog, history, list_files, publishers
from compliance.lists.acceptance import TakeOrder, UpdateOutcome, UpdateResult
from compliance.lists.data_folder import data_folder
from compliance.lists.history import KeptFile
from compliance.lists.official_import import OfficialFiles, keep_official, read_official
from compliance.lists.private.model import RESTRICTS, ImportOptions, PrivateList
from compliance.lists.private.private_list import import_private_list
from compliance.lists.publishers import Publisher
from compliance.lists.writer_lock import lock_folder
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.storage.hashing import hash_bytes

app = options.new_app()

Id = Annotated[
    str, typer.Option("--id", metavar="ID", help="A list of your own: what it is called.")
]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="ID", help="An official list: which one, if its content does not show it."
    ),
]
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
  screen lists import sdn.xml
  screen lists import sdn_advanced.zip
  screen lists import sdn.csv alt.csv add.csv sdn_comments.csv
  screen lists import denied.xlsx --id letters
  screen customers.xlsx --list us-ofac-sdn --list letters --list curated
"""


@app.command("lists import", epilog=EPILOG)
def lists_import(
    paths: options.Files = None,
    name: Id = "",
    kept_as: As = "",
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
    """Keep an official list that was downloaded by hand, or a list of your own.

    An official file is known by its content, also in .zip or .gz, and judged as lists update judges
    what it fetches. With --id, the parties of a workbook or CSV become a private list; its columns
    are found as those of customer files are. Importing again makes a new version.
    Exit codes: 0 kept, 2 could not be read, 3 refused or rows without a party.
    """
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    take = TakeOrder(folder=data_folder(choices.data), time=start_time(), by_hand=shrunk)
    if not paths:
        raise UsageError("a file is needed", "screen lists import FILE, or FILE --id letters")
    if not name:
        return import_official([Path(one) for one in paths], kept_as, choices, take)
    if len(paths) != 1 or kept_as:
        problem = "a list of your own is made of one file, and has no --as"
        raise UsageError(problem, "screen lists import FILE --id letters")
    path = Path(paths[0])
    refuse_taken(name)
    wish = ImportOptions(
        id=name,
        title=title,
        publisher=publisher,
        restricts=restricts,
        columns=options.parse_pairs(columns or ()),
        sheets=tuple(sheets or ()),
    )
    found = import_private_list(path, wish)
    mine = Publisher(id=name, title=title, addresses={f"{name}.toml": path.name})
    judge = publishers.change_publisher(mine, choices.publishers.get(name, {}))
    result = keep_private(judge, found, take)
    for line in tell_private(found, result):
        results().print(Text(visible(line)), soft_wrap=True)
    whole = result.outcome is not UpdateOutcome.REFUSED and not found.rejected
    return ExitCode.NOTHING_OPEN if whole else ExitCode.INCOMPLETE


def import_official(paths: list[Path], kept_as: str, choices: Choices, take: TakeOrder) -> int:
    """Keep an official list and say what became of it. Raises ListError, StoreError, UsageError."""
    found = read_official(paths, kept_as, choices.publishers)
    result = keep_official(found, choices.publishers, take)
    for line in tell_official(found, result, paths):
        results().print(Text(visible(line)), soft_wrap=True)
    refused = result.outcome is UpdateOutcome.REFUSED
    return ExitCode.INCOMPLETE if refused else ExitCode.NOTHING_OPEN


def tell_official(found: OfficialFiles, result: UpdateResult, paths: list[Path]) -> Iterator[str]:
    """What was recognised, the hash of each file, and what became of the list."""
    for name, data in found.files.items():
        inside = "" if found.given[name] == name else f" in {found.given[name]}"
        yield f"{name}{inside}: {found.title}, SHA-256 {hash_bytes(data)}"
    again = " ".join(path.name for path in paths)
    way_out = f"compare it with the publisher's page; if it is right: {TAKE_IT.format(again)}"
    yield from describe_result(result, way_out)
    if result.outcome is not UpdateOutcome.REFUSED:
        yield f"imported by hand; use it with --list {result.id}"


TAKE_IT = "screen lists import {} --accept-shrunk"


def refuse_taken(name: str) -> None:
    """Raises UsageError for the id of a published list: nobody may mistake one for the other."""
    if name in (*list_files.BUNDLED, *publishers.load_publishers()) or publishers.find_keeper(name):
        hint = "choose another, such as letters; the publisher's own file needs no --id"
        raise UsageError(f"{name!r} is the id of a published list", hint)


def keep_private(judge: Publisher, found: PrivateList, take: TakeOrder) -> UpdateResult:
    """Judge the list beside the version before it, and keep it. Raises ListError, StoreError."""
    text = found.text.encode("utf-8")
    [(file, address)] = judge.addresses.items()
    reference = catalog.load_reference(list_files.find_bundled_folder())
    parsed = catalog.parse(file, {file: text}, reference)
    sha256 = hash_bytes(text)
    about = KeptFile(name=file, sha256=sha256, size=len(text), address=address)
    with lock_folder(take.folder):
        old = history.read_history(take.folder, judge.id).current
        return acceptance.keep_version(judge, old, {file: (about, text)}, parsed, take)


def tell_private(found: PrivateList, result: UpdateResult) -> Iterator[str]:
    """What was read and what became of it."""
    for count in found.counts:
        yield (
            f"{count.file}: {write_count(count.rows, 'row', 'rows')}: "
            f"{write_count(count.entries, 'party', 'parties')}, "
            f"{count.joined:,} joined to them, {count.rejected:,} rejected"
        )
    for sheet, mapping in found.mappings:
        shown = ", ".join(f"{role} = {header}" for role, header in mapping)
        yield f"{sheet}: {shown}"
    yield from (f"rejected   {row.file} row {row.line}: {row.reason}" for row in found.rejected)
    yield from (f"warning    {warning}" for warning in found.warnings)
    yield from (f"refused    {reason}" for reason in result.reasons)
    if result.outcome is UpdateOutcome.REFUSED:
        yield "the version before stays in use; --accept-shrunk takes this one"
    else:
        yield f"{result.id}: {result.outcome}; use it with --list {result.id}"
