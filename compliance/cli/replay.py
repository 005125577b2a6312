"""`screen replay RUN.json [FILE...]`: a recorded run done again, and every difference told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from compliance.cli import options
from compliance.cli.choices import Stock, configured, engine_of, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.setup import staffed
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.engines import local
from compliance.engines.party import Setup
from compliance.errors import InputError, StoreError
from compliance.files import sha256_of, visible
from compliance.lists.list_files import ListFiles
from compliance.model import Settings
from compliance.runs import comparing, keeping, program, sources
from compliance.runs.form import Answer, Head, Input, answer

app = options.new_app()
NOT_REDONE = "the run was not wholly redone"
MOST_SHOWN = 200
"""Differences that are printed; the number of all is always told."""

EPILOG = """\b
Examples:
  screen replay run.json
  screen replay run.json archive/customers-2026-11.xlsx
  screen replay run.json --locked project/screen.lock

\b
Exit codes:
  0  identical: every party has the answer it had
  2  could not start: the record cannot be read, or was changed
  3  something differs, or a list or file that the run needs is not there
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a run needs to be done again: its lists and its settings."""

    stock: Stock
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Redone:
    """What came of one file of the record."""

    parties: int = 0
    matches: int = 0
    differences: tuple[comparing.Difference, ...] = ()
    problem: str = ""
    """Why it was not redone."""


@app.command(epilog=EPILOG)
def replay(
    record: options.RunRecord,
    paths: options.Files = None,
    data: options.Data = None,
    locked: options.Locked = None,
    processes: options.Processes = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Redo the run of a run record with exactly its lists, settings and day, and compare.

    The lists are taken by their hashes from the kept lists, from beside a lock file, or from those
    that came with the program. The screened files are not in the record: they are looked for where
    they were, or among FILE..., and must be the same to the byte.
    """
    typed = Choices(data=data, locked=locked, processes=processes)
    choices = replace(merged(typed, configured(config, ignored=no_config)), engine=None)
    engine_of(typed, choices)  # refuses numbers that are out of range
    known = keeping.read(Path(record))
    tell_programs(known.head)
    with TemporaryDirectory() as folder:
        work = pinned(stock(choices), known.head, Path(folder))
        if work is None:
            return ExitCode.INCOMPLETE
        files = found_files(known.head.inputs, paths or ())
        return told([*again(known, files, work, choices.processes)])


def tell_programs(head: Head) -> None:
    """Say first what makes differences likely: another program, other reference data."""
    for line in program.differences(head.program, program.present()):
        tell(f"notice: {line}")
    if head.reference != sources.reference():
        tell("notice: the data that lists refer to (programmes, citations) is another than then")


def pinned(lists: Stock, head: Head, folder: Path) -> Work | None:
    """Exactly the recorded lists, files of owners, settings and day; None when one is missing.

    What is missing is told. Files of owners are written into the folder, as they were.
    """
    chosen = head.settings
    shelf = replace(lists.shelf, as_of=chosen.as_of)
    found, missing = sources.again(head.lists, shelf, (*chosen.lists, *chosen.owners))
    for line in missing:
        tell(f"error: {line}")
    if missing:
        hint = "name the data folder with --data, or a lock file with its vendored lists (--locked)"
        tell(f"{NOT_REDONE}: {hint}")
        return None
    number = len(found) - len(chosen.owners)
    owners = tuple(written(one, folder) for one in found[number:])
    stock = replace(lists, shelf=shelf, found=found[:number])
    return Work(stock=stock, settings=replace(chosen, owners=owners))


def written(one: ListFiles, folder: Path) -> str:
    """A file of owners, written into a folder of its own; its path."""
    [(name, data)] = one.files.items()
    place = folder / one.id
    place.mkdir()
    (place / name).write_bytes(data)
    return str(place / name)


def found_files(inputs: Iterable[Input], paths: Sequence[str]) -> Mapping[str, Path]:
    """SHA-256 -> a file that has it: those that are named, and those where they were."""
    places = [*map(Path, paths), *(Path(one.path) for one in inputs)]
    there = [path for path in places if path.is_file()]
    return {sha256_of(path): path for path in reversed(there)}


def again(
    record: keeping.Record, files: Mapping[str, Path], work: Work, processes: int | None
) -> Iterator[Redone]:
    """Each screened file of the record, screened again. Raises ListError and StoreError."""
    head = record.head
    paths = [files[one.sha256] for one in head.inputs if one.sha256 in files]
    with staffed(work.settings, head.run.started, work.stock, paths, processes) as setup:
        if [one.sha256 for one in setup.lists] != [one.sha256 for one in head.lists]:
            raise StoreError("the lists are not those of the record", "screen lists verify")
        for at, one in enumerate(head.inputs):
            then = [answer for answer in record.answers if answer.file == at]
            yield redo(at, one, files.get(one.sha256), then, setup)


def redo(at: int, given: Input, path: Path | None, then: list[Answer], setup: Setup) -> Redone:
    """One file again, and what differs."""
    if given.problem:
        return Redone(problem=f"{given.name} was not screened then: {given.problem}")
    if path is None:
        return Redone(problem=missing(given))
    try:
        report = local.screen_file(path, setup)
    except InputError as error:
        return Redone(problem=str(error))
    most = setup.settings.max_matches
    try:
        now = (answer(result, at, most) for result in report.results)
        found = tuple(comparing.differences(then, now))
    except InputError as error:
        return Redone(problem=str(error))
    return Redone(
        parties=sum(report.manifest.counts.values()),
        matches=sum(len(answer(result, at, most).matches) for result in report.notable),
        differences=found,
    )


def missing(given: Input) -> str:
    """A file that is not there, or not as it was."""
    there = Path(given.path).is_file()
    what = "is not the file that was screened" if there else "is not where it was"
    return (
        f"{given.path} {what}: the run needs the one with SHA-256 {given.sha256[:12]}, "
        f"{given.size:,} bytes; name a copy of it: screen replay RUN.json FILE"
    )


def told(redone: Sequence[Redone]) -> ExitCode:
    """Print what came of it."""
    console = results()
    found = [difference for one in redone for difference in one.differences]
    for difference in found[:MOST_SHOWN]:
        line = f"{difference.answer.place}: {'; '.join(difference.said)}"
        console.print(visible(line), markup=False, soft_wrap=True)
    for one in redone:
        if one.problem:
            tell(f"error: {one.problem}")
    parties, matches = sum(one.parties for one in redone), sum(one.matches for one in redone)
    whole = not any(one.problem for one in redone)
    what = f"{parties:,} parties, {matches:,} matches"
    if found:
        console.print(f"{len(found):,} of {parties:,} parties differ", markup=False)
    elif whole:
        console.print(f"identical: {what}", markup=False)
    if not whole:
        console.print(f"{NOT_REDONE}; as far as it was: {what}", markup=False)
    return ExitCode.NOTHING_OPEN if whole and not found else ExitCode.INCOMPLETE
