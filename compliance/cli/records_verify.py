"""`screen records verify [RUN.json...]`: whether records and journal are what was written."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.errors import RunError
from compliance.files import visible
from compliance.lists.data_folder import data_folder
from compliance.runs import journal, keeping

app = options.new_app()

EPILOG = """\b
Examples:
  screen records verify
  screen records verify run.json

\b
Exit codes:
  0  everything is what was written
  2  could not start
  3  a record or the journal was changed, or a record is missing
"""


@app.command(epilog=EPILOG)
def records_verify(
    paths: options.RunRecords = None,
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Check run records against their own hashes, and the journal line by line.

    Without RUN.json, every record of the journal is checked. The hash of the journal's last line is
    told: noted elsewhere, it proves later that no line was taken from the end.
    """
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    folder = data_folder(choices.data)
    known = journal.read(folder)
    problems = [*named(map(Path, paths))] if paths else [*of_journal(folder, known)]
    console = results()
    for problem in problems:
        console.print(visible(problem), markup=False, soft_wrap=True)
    if not problems:
        console.print(f"records that are what was written: {len(paths or known.entries)}")
    if known.entries and not paths:
        text = f"lines of the journal: {len(known.entries)}, the last is {known.head}"
        console.print(text, soft_wrap=True)
    return ExitCode.INCOMPLETE if problems else ExitCode.NOTHING_OPEN


def named(paths: Iterable[Path]) -> Iterator[str]:
    """What is wrong with records, a line each."""
    for path in paths:
        try:
            keeping.read(path)
        except RunError as error:
            yield error.message


def of_journal(folder: Path, known: journal.Journal) -> Iterator[str]:
    """What is wrong with the journal and the records that it tells of."""
    yield from known.faults
    places = {journal.place(folder, entry) for entry in known.entries}
    hashes = {path: whole(path) for path in places if path.is_file()}
    for entry, problem in journal.states(folder, known, hashes):
        if problem:
            kept = f"keep until {entry.until}"
            yield f"{entry.file} of {entry.time}, record {entry.record[:12]}, {kept}: {problem}"


def whole(path: Path) -> str:
    """The hash of a record; empty when it is not what was written."""
    try:
        return keeping.read(path).sha256
    except RunError:
        return ""
