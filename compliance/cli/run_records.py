"""Run records: `--record` writes one when a run has ended; commands check them and redo runs."""

import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from compliance.cli import options
from compliance.cli.choices import Stock, configured, engine_of, merged, stock
from compliance.cli.decision_record import baseline_path, record_path
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.outcomes import Outcome
from compliance.cli.setup import staffed
from compliance.cli.targets import refuse_missing_folder
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.decisions import load
from compliance.errors import InputError, RecordError, RunError, StoreError, UsageError
from compliance.files import claim_file, sha256_of, visible
from compliance.lists.data_folder import data_folder
from compliance.lists.list_files import ListFiles
from compliance.lists.writer_lock import find_user
from compliance.model import Decision, ListEntry, Report, Settings
from compliance.runs import (
    comparing,
    form,
    journal,
    keeping,
    program,
    retention,
    sources,
    unfinished,
)
from compliance.runs.decision_heads import SeenHead, describe_missing, group_heads
from compliance.runs.form import Answer, Head, Input, answer
from compliance.screening import run_file
from compliance.screening.run_setup import Setup

app = options.new_app()


# --- Writing ----------------------------------------------------------------------------------


NOT_KEPT = "the run record tells the lists by their hashes only, so that a replay needs the files"


@dataclass(slots=True, kw_only=True)
class Recorder:
    """What is to be known of a run for its record; filled when the lists were found."""

    path: Path
    """The file, or the folder in which one is made."""
    is_folder: bool
    started: str
    choices: Choices
    found: tuple[sources.Source, ...] = field(default=(), init=False)
    programmes: Sequence[str] = field(default=(), init=False)

    def watching(self, stock: Stock) -> Stock:
        """The stock, with this recorder looking on."""

        def seen(found: Sequence[ListFiles], entries: Sequence[ListEntry]) -> None:
            self.found, problem = sources.kept(found, stock.shelf.folder)
            self.programmes = retention.programmes_of(entries)
            if problem:
                tell(f"notice: {problem}; {NOT_KEPT}")

        return replace(stock, seen=seen)

    def write(self, outcomes: Sequence[Outcome], setup: Setup) -> str:
        """Write the record and return its hash. Raises OutputError, and RunError of the journal."""
        head = self._head(outcomes, setup)
        if not self.choices.journal:
            return self._write(head, outcomes)
        folder = data_folder(self.choices.data)
        for one in unfinished.finish_runs(folder):
            tell(f"notice: the run of {one.time} was stopped; the journal has its record now")
        with unfinished.hold_note(folder) as announce:
            return self._write(head, outcomes, announce)

    def _make_entry(self, folder: Path, path: Path, head: form.Head, sha256: str) -> journal.Entry:
        """The line of the journal."""
        places = {one.name: one for one in (record_path(self.choices), baseline_path(self.choices))}
        return journal.Entry(
            time=self.started,
            file=journal.told_place(folder, path),
            record=sha256,
            until=head.retention.until,
            decisions={
                journal.told_place(folder, places[one.file]): one.heads for one in head.decisions
            },
        )

    def _write(
        self,
        head: form.Head,
        outcomes: Sequence[Outcome],
        announce: unfinished.Announce | None = None,
    ) -> str:
        """Write the record, with a line of the journal where there is one to announce it to."""
        folder = data_folder(self.choices.data)
        path = claim_record(self.path, self.started) if self.is_folder else self.path

        def note(sha256: str) -> None:
            if announce:
                announce(self._make_entry(folder, path, head, sha256))

        try:
            sha256 = keeping.write(path, head, list_answers(outcomes), note)
        except BaseException:
            if self.is_folder:  # the empty file that held its place
                path.unlink(missing_ok=True)
            raise
        tell(f"run record: {path}")
        if announce:
            journal.append(folder, path, self._make_entry(folder, path, head, sha256))
        return sha256

    def _head(self, outcomes: Sequence[Outcome], setup: Setup) -> form.Head:
        policy, officers = setup.policy, setup.officers
        used = (officers.record, officers.baseline) if officers else ()
        counts: Counter[Decision] = Counter()
        for one in list_reports(outcomes):
            counts.update(one.manifest.counts)
        return form.Head(
            form=form.FORM,
            program=program.present(),
            run=self._time(),
            settings=setup.settings,
            lists=sources.used(setup.lists, self.found),
            reference=sources.reference(),
            inputs=tuple(map(_describe_input, outcomes)),
            counts={str(decision): counts[decision] for decision in Decision},
            retention=retention.retention(self.started, self.programmes),
            policy=(*policy.lines, *policy.warnings) if policy else (),
            decisions=tuple(filter(None, used)),
        )

    def _time(self) -> form.Time:
        who = {"user": find_user(), "host": platform.node()} if self.choices.who else {}
        return form.Time(started=self.started, ended=start_time(), **who)


def recorder_of(choices: Choices, time: str, others: Iterable[Path] = ()) -> Recorder | None:
    """What writes the record that the choices ask for; None where they ask for none.

    `others` are the files of the run, of which the record may take the place of none. Raises
    OutputError and UsageError before the work, not after it.
    """
    if choices.record is None:
        return None
    path = Path(choices.record).expanduser()
    if path.is_dir() or choices.record.endswith(("/", "\\")):
        refuse_missing_folder(path / "run.json")
        return Recorder(path=path, is_folder=True, started=time, choices=choices)
    refuse_missing_folder(path)
    if path.resolve() in {one.resolve() for one in others}:
        problem = f"{path} is a file of this run; the record would overwrite it"
        raise UsageError(problem, "choose another name with --record")
    return Recorder(path=path, is_folder=False, started=time, choices=choices)


def claim_record(folder: Path, time: str) -> Path:
    """A new file in the folder that is named after the time; no other run gets the same one."""
    stem = "run-" + time[:19].replace(":", "").replace("-", "")
    return claim_file(number_names(folder, stem))


def number_names(folder: Path, stem: str) -> Iterator[Path]:
    """`run-20261101T080000.json`, then with a number."""
    yield folder / f"{stem}.json"
    number = 1
    while True:
        number += 1
        yield folder / f"{stem}-{number}.json"


def list_reports(outcomes: Iterable[Outcome]) -> Iterator[Report]:
    """The reports of the files that were screened."""
    return (one.report for one in outcomes if one.report)


def list_answers(outcomes: Iterable[Outcome]) -> Iterator[form.Answer]:
    """All answers, one by one, with the position of their file."""
    for at, outcome in enumerate(outcomes):
        if outcome.report:
            most = outcome.report.manifest.settings.max_matches
            yield from (form.answer(result, at, most) for result in outcome.report.results)


def _describe_input(outcome: Outcome) -> form.Input:
    path, name = form.clean(outcome.path), form.clean(Path(outcome.path).name)
    if outcome.report is None:
        return form.Input(name=name, path=path, problem=form.clean(outcome.problem))
    manifest = outcome.report.manifest
    return form.Input(
        name=name,
        path=path,
        sha256=manifest.input.sha256,
        size=manifest.input.size,
        parties=sum(manifest.counts.values()),
        counts={str(decision): manifest.counts[decision] for decision in Decision},
    )


# --- `screen records list` --------------------------------------------------------------------


@app.command("records list")
def records_list(
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show every run record in the journal: when, where, until when it is kept, and its hash.

    Runs write the journal where the settings file says `[record]` with `journal = true`. Exit
    codes: 0 shown, 2 could not start.
    """
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    folder = data_folder(choices.data)
    entries = journal.read(folder).entries
    if not entries:
        tell(f"no record is in the journal of {folder} ([record] with journal = true keeps one)")
    console = results()
    for one in entries:
        text = f"{one.time}  keep until {one.until}  {one.record[:12]}  {one.file}"
        console.print(visible(text), markup=False, soft_wrap=True)
    return ExitCode.NOTHING_OPEN


# --- `screen records verify` ------------------------------------------------------------------


VERIFY_EPILOG = """\b
Examples:
  screen records verify
  screen records verify run.json

\b
Exit codes:
  0  everything is what was written
  2  could not start
  3  a record or the journal was changed, or a record is missing, or a decision
     record lacks lines that a run used
"""


@app.command("records verify", epilog=VERIFY_EPILOG)
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
    named = [record_path(choices), baseline_path(choices)]
    problems = (
        [*check_records(map(Path, paths), named)]
        if paths
        else [*check_journal(folder, known), *check_decisions(folder, known)]
    )
    console = results()
    for problem in problems:
        console.print(visible(problem), markup=False, soft_wrap=True)
    if not problems:
        console.print(f"records that are what was written: {len(paths or known.entries)}")
    if known.entries and not paths:
        text = f"lines of the journal: {len(known.entries)}, the last is {known.head}"
        console.print(text, soft_wrap=True)
    return ExitCode.INCOMPLETE if problems else ExitCode.NOTHING_OPEN


def check_records(paths: Iterable[Path], decisions: Iterable[Path] = ()) -> Iterator[str]:
    """What is wrong with records, a line each; also beside the decision records that are there."""
    there = {one.name: one for one in decisions if one.is_file()}
    for path in paths:
        try:
            head = keeping.read(path).head
        except RunError as error:
            yield error.message
            continue
        for one in head.decisions:
            if one.file in there:
                seen = [SeenHead(time=head.run.started, head=each) for each in one.heads]
                yield from check_heads(there[one.file], seen)


def check_decisions(folder: Path, known: journal.Journal) -> Iterator[str]:
    """What is missing from the decision records that runs of the journal used."""
    for place, seen in group_heads(known.entries).items():
        path = journal.locate(folder, place)
        if path.is_file():
            yield from check_heads(path, seen)
        else:
            tell(f"notice: the decision record {place} is not there, and was not checked")


def check_heads(path: Path, seen: Sequence[SeenHead]) -> Iterator[str]:
    """What is wrong with a decision record beside what runs saw of it."""
    try:
        record = load(path)
    except RecordError as error:
        yield error.message
        return
    if record.faults or record.torn:
        yield f"{path.name}: the decision record does not verify; screen review verify tells all"
    yield from describe_missing(path.name, seen, {one.id for one in record.decisions})


def check_journal(folder: Path, known: journal.Journal) -> Iterator[str]:
    """What is wrong with the journal and the records that it tells of."""
    yield from known.faults
    stopped = [*unfinished.describe_unfinished(folder, known)]
    for entry, said in stopped:
        yield f"the run of {entry.time} was stopped before the journal had its record: {said}"
    written = {(entry.file, entry.record) for entry, _ in stopped}
    places = {journal.place(folder, entry) for entry in known.entries}
    hashes = {path: hash_record(path) for path in places if path.is_file()}
    for entry, problem in journal.states(folder, known, hashes):
        if (entry.file, hashes.get(journal.place(folder, entry))) in written:
            continue  # the run that was stopped put its record in the place of this one
        if problem:
            kept = f"keep until {entry.until}"
            yield f"{entry.file} of {entry.time}, record {entry.record[:12]}, {kept}: {problem}"


def hash_record(path: Path) -> str:
    """The hash of a record; empty when it is not what was written."""
    try:
        return keeping.read(path).sha256
    except RunError:
        return ""


# --- `screen replay` --------------------------------------------------------------------------


NOT_REDONE = "the run was not wholly redone"
MOST_SHOWN = 200
"""Differences that are printed; the number of all is always told."""

REPLAY_EPILOG = """\b
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


@app.command("replay", epilog=REPLAY_EPILOG)
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
        work = find_work(stock(choices), known.head, Path(folder))
        if work is None:
            return ExitCode.INCOMPLETE
        files = find_files(known.head.inputs, paths or ())
        return tell_differences([*redo_files(known, files, work, choices.processes)])


def tell_programs(head: Head) -> None:
    """Say first what makes differences likely: another program, other reference data."""
    for line in program.differences(head.program, program.present()):
        tell(f"notice: {line}")
    if head.reference != sources.reference():
        tell("notice: the data that lists refer to (programmes, citations) is another than then")


def find_work(lists: Stock, head: Head, folder: Path) -> Work | None:
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
    owners = tuple(write_owners(one, folder) for one in found[number:])
    stock = replace(lists, shelf=shelf, found=found[:number])
    return Work(stock=stock, settings=replace(chosen, owners=owners))


def write_owners(one: ListFiles, folder: Path) -> str:
    """A file of owners, written into a folder of its own; its path."""
    [(name, data)] = one.files.items()
    place = folder / one.id
    place.mkdir()
    (place / name).write_bytes(data)
    return str(place / name)


def find_files(inputs: Iterable[Input], paths: Sequence[str]) -> Mapping[str, Path]:
    """SHA-256 -> a file that has it: those that are named, and those where they were."""
    places = [*map(Path, paths), *(Path(one.path) for one in inputs)]
    there = [path for path in places if path.is_file()]
    return {sha256_of(path): path for path in reversed(there)}


def redo_files(
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
            yield redo_file(at, one, files.get(one.sha256), then, setup)


def redo_file(at: int, given: Input, path: Path | None, then: list[Answer], setup: Setup) -> Redone:
    """One file again, and what differs."""
    if given.problem:
        return Redone(problem=f"{given.name} was not screened then: {given.problem}")
    if path is None:
        return Redone(problem=describe_missing_file(given))
    try:
        report = run_file.screen_file(path, setup)
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


def describe_missing_file(given: Input) -> str:
    """A file that is not there, or not as it was."""
    there = Path(given.path).is_file()
    what = "is not the file that was screened" if there else "is not where it was"
    return (
        f"{given.path} {what}: the run needs the one with SHA-256 {given.sha256[:12]}, "
        f"{given.size:,} bytes; name a copy of it: screen replay RUN.json FILE"
    )


def tell_differences(redone: Sequence[Redone]) -> ExitCode:
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
