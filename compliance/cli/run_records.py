"""Run records: `--record` writes one when a run has ended; commands check them and redo runs."""

import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, field
from msgspec.structs import replace

from compliance.audit import (
    journal,
    pending_runs,
    program,
    retention,
    run_record,
)
from compliance.audit.decision_heads import (
    SeenHead,
    describe_missing,
    describe_missing_record,
    group_heads,
)
from compliance.audit.replay import (
    KeptSource,
    RedoneRun,
    describe_lists,
    find_files,
    find_lists,
    hash_reference,
    keep_lists,
    redo_file,
)
from compliance.audit.run_record import RecordHead
from compliance.cli import options
from compliance.cli.choices import (
    Stock,
    choose_engine,
    resolve_choices,
    stock,
)
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell
from compliance.cli.outcomes import Outcome
from compliance.cli.review.decision_record import baseline_path, record_path
from compliance.cli.setup import open_team_setup
from compliance.cli.signing import (
    Signing,
    read_run_record,
    signature_path,
    signers_of,
    signing_of,
)
from compliance.cli.targets import refuse_missing_folder
from compliance.cli.terminal import results
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.decisions.record_file import read_record
from compliance.errors import RecordError, RunError, StoreError, UsageError
from compliance.lists.data_folder import data_folder
from compliance.lists.list_files import ListFiles
from compliance.model import Decision, ListEntry, Settings
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.screening.run_setup import RunSetup
from compliance.storage.atomic_file import claim_file
from compliance.storage.ledger import find_user

app = options.new_app()


# --- Writing ----------------------------------------------------------------------------------


NOT_KEPT = "the run record states the lists by their hashes only, so that a replay needs the files"


class Recorder(Struct, kw_only=True):
    """What is to be known of a run for its record; filled when the lists were found."""

    path: Path
    """The file, or the folder in which one is made."""
    is_folder: bool
    started: str
    choices: Choices
    signing: Signing = field(default_factory=Signing)
    found: tuple[KeptSource, ...] = ()
    programmes: Sequence[str] = ()

    def watch_stock(self, stock: Stock) -> Stock:
        """The stock, with this recorder looking on."""

        def note_lists(found: Sequence[ListFiles], entries: Sequence[ListEntry]) -> None:
            self.found, problem = keep_lists(found, stock.shelf.folder)
            self.programmes = retention.list_programmes(entries)
            if problem:
                tell(f"notice: {problem}; {NOT_KEPT}")

        return replace(stock, on_lists=note_lists)

    def write(self, outcomes: Sequence[Outcome], setup: RunSetup) -> str:
        """Write the record and return its hash. Raises OutputError, and RunError of the journal."""
        head = self._head(outcomes, setup)
        if not self.choices.journal:
            return self._write(head, outcomes)
        folder = data_folder(self.choices.data)
        sign = self.signing.sign_line if self.signing.key else None
        for one in pending_runs.finish_runs(
            folder, sign, lambda path: not self.signing.check_record(path).problem
        ):
            tell(f"notice: the run of {one.time} was stopped; the journal has its record now")
        with pending_runs.hold_note(folder) as announce:
            return self._write(head, outcomes, announce)

    def _make_entry(
        self, folder: Path, path: Path, head: run_record.RecordHead, sha256: str
    ) -> journal.JournalEntry:
        """The line of the journal."""
        places = {one.name: one for one in (record_path(self.choices), baseline_path(self.choices))}
        return journal.JournalEntry(
            time=self.started,
            file=journal.describe_place(folder, path),
            record=sha256,
            until=head.retention.until,
            decisions={
                journal.describe_place(folder, places[one.file]): one.heads
                for one in head.decisions
            },
        )

    def _write(
        self,
        head: run_record.RecordHead,
        outcomes: Sequence[Outcome],
        announce: pending_runs.Announce | None = None,
    ) -> str:
        """Write the record, with a line of the journal where there is one to announce it to."""
        folder = data_folder(self.choices.data)
        path = claim_record(self.path, self.started) if self.is_folder else self.path

        def note(sha256: str) -> None:
            if announce:
                announce(self._make_entry(folder, path, head, sha256))

        try:
            sha256 = run_record.write_record(path, head, list_answers(outcomes), note)
        except BaseException:
            if self.is_folder:  # the empty file that held its place
                path.unlink(missing_ok=True)
            raise
        self.signing.sign_record(path)
        tell(f"run record: {path}")
        if announce:
            entry = self._make_entry(folder, path, head, sha256)
            sign = self.signing.sign_line if self.signing.key else None
            journal.append_entry(folder, path, entry, sign)
        return sha256

    def _head(self, outcomes: Sequence[Outcome], setup: RunSetup) -> run_record.RecordHead:
        policy, officers = setup.policy, setup.officers
        who = {"user": find_user(), "host": platform.node()} if self.choices.who else {}
        used = (officers.record, officers.baseline) if officers else ()
        counts: Counter[Decision] = Counter()
        inputs = []
        for one in outcomes:
            path = run_record.clean_text(one.path)
            name = run_record.clean_text(Path(one.path).name)
            if one.report is None:
                problem = run_record.clean_text(one.problem)
                inputs.append(run_record.RecordedInput(name=name, path=path, problem=problem))
                continue
            manifest = one.report.manifest
            counts.update(manifest.counts)
            given = run_record.RecordedInput(
                name=name,
                path=path,
                sha256=manifest.input.sha256,
                size=manifest.input.size,
                parties=sum(manifest.counts.values()),
                counts={str(decision): manifest.counts[decision] for decision in Decision},
            )
            inputs.append(given)
        return run_record.RecordHead(
            form=run_record.FORM,
            program=program.identify_program(),
            run=run_record.RunTime(started=self.started, ended=start_time(), **who),
            settings=setup.settings,
            lists=describe_lists(setup.lists, self.found),
            reference=hash_reference(),
            inputs=tuple(inputs),
            counts={str(decision): counts[decision] for decision in Decision},
            retention=retention.find_retention(self.started, self.programmes),
            policy=(*policy.lines, *policy.warnings) if policy else (),
            decisions=tuple(filter(None, used)),
        )


def make_recorder(choices: Choices, time: str, others: Iterable[Path] = ()) -> Recorder | None:
    """What writes the record that the choices ask for; None where they ask for none.

    `others` are the files of the run, of which the record may take the place of none. Raises
    OutputError and UsageError before the work, not after it.
    """
    if choices.record is None:
        return None
    path, signing = Path(choices.record).expanduser(), signing_of(choices)
    if path.is_dir() or choices.record.endswith(("/", "\\")):
        refuse_missing_folder(path / "run.json")
        return Recorder(path=path, is_folder=True, started=time, choices=choices, signing=signing)
    refuse_missing_folder(path)
    if path.resolve() in {one.resolve() for one in others}:
        problem = f"{path} is a file of this run; the record would overwrite it"
        raise UsageError(problem, "choose another name with --record")
    return Recorder(path=path, is_folder=False, started=time, choices=choices, signing=signing)


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


def list_answers(outcomes: Iterable[Outcome]) -> Iterator[run_record.RecordedAnswer]:
    """All answers, one by one, with the position of their file."""
    for at, outcome in enumerate(outcomes):
        if outcome.report:
            most = outcome.report.manifest.settings.max_matches
            yield from (
                run_record.record_answer(result, at, most) for result in outcome.report.results
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
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    folder = data_folder(choices.data)
    entries = journal.read_journal(folder).entries
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
     record is missing or lacks lines that a run used, or a signature is missing
     or of others
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
    printed: noted elsewhere, it proves later that no line was taken from the end. Where the
    settings name `signers`, records, journal and decisions must be signed by one of them.
    """
    choices = resolve_choices(Choices(data=data), config, ignored=no_config)
    folder = data_folder(choices.data)
    known = journal.read_journal(folder)
    named = [record_path(choices), baseline_path(choices)]
    signing = signers_of(choices)
    problems = (
        [*check_records(map(Path, paths), named, signing)]
        if paths
        else [*check_journal(folder, known, signing), *check_decisions(folder, known, signing)]
    )
    console = results()
    for problem in problems:
        console.print(visible(problem), markup=False, soft_wrap=True)
    if not problems:
        console.print(f"records that are what was written: {len(paths or known.entries)}")
        for text in describe_signatories([Path(one) for one in paths or ()], known, signing):
            console.print(visible(text), markup=False, soft_wrap=True)
    if known.entries and not paths:
        text = f"lines of the journal: {len(known.entries)}, the last is {known.head}"
        console.print(text, soft_wrap=True)
    return ExitCode.INCOMPLETE if problems else ExitCode.NOTHING_OPEN


def describe_signatories(
    paths: Sequence[Path], known: journal.Journal, signing: Signing
) -> Iterator[str]:
    """Who signed what was named, or all that the journal has; and what nobody checked."""
    names = (signing.check_record(path).name for path in paths)
    told = names if paths else signing.list_signatories(known)
    yield from (f"signed by {name}: {number}" for name, number in Counter(told).items() if name)
    is_signed = any(signature_path(path).exists() for path in paths)
    if signing.signers is None and (is_signed or any(one.signature for one in known.entries)):
        yield "signatures were not checked: [signing] of the settings names no signers"


def check_records(
    paths: Iterable[Path], decisions: Iterable[Path], signing: Signing
) -> Iterator[str]:
    """What is wrong with records, a line each; also beside the decision records that runs used."""
    places = {one.name: one for one in decisions}
    for path in paths:
        try:
            head = run_record.read_record(path).head
        except RunError as error:
            yield error.message
            continue
        if problem := signing.check_record(path).problem:
            yield f"{path.name} {problem}"
        for one in head.decisions:
            seen = [SeenHead(time=head.run.started, head=each) for each in one.heads]
            place = places.get(one.file)
            if place and place.is_file():
                yield from check_heads(place, seen, signing)
            else:
                yield from describe_missing_record(str(place or one.file), seen)


def check_decisions(folder: Path, known: journal.Journal, signing: Signing) -> Iterator[str]:
    """What is missing from the decision records that runs of the journal used."""
    for place, seen in group_heads(known.entries).items():
        path = journal.locate_file(folder, place)
        if path.is_file():
            yield from check_heads(path, seen, signing)
        else:
            yield from describe_missing_record(place, seen)


def check_heads(path: Path, seen: Sequence[SeenHead], signing: Signing) -> Iterator[str]:
    """What is wrong with a decision record beside what runs saw of it."""
    try:
        record = read_record(path)
    except RecordError as error:
        yield error.message
        return
    if record.faults or record.torn:
        yield f"{path.name}: the decision record does not verify; screen review verify shows all"
    yield from (f"{path.name}: {one}" for one in signing.describe_decisions(record.decisions))
    yield from describe_missing(path.name, seen, {one.id for one in record.decisions})


def check_journal(folder: Path, known: journal.Journal, signing: Signing) -> Iterator[str]:
    """What is wrong with the journal and the records that it tells of."""
    yield from known.faults
    yield from signing.describe_journal(known)
    stopped = [*pending_runs.describe_unfinished(folder, known)]
    for entry, said in stopped:
        yield f"the run of {entry.time} was stopped before the journal had its record: {said}"
    written = {(entry.file, entry.record) for entry, _ in stopped}
    places = {journal.locate_record(folder, entry) for entry in known.entries}
    hashes = {path: hash_record(path) for path in places if path.is_file()}
    for entry, problem in journal.check_entries(folder, known, hashes):
        if (entry.file, hashes.get(journal.locate_record(folder, entry))) in written:
            continue  # the run that was stopped put its record in the place of this one
        if problem:
            kept = f"keep until {entry.until}"
            yield f"{entry.file} of {entry.time}, record {entry.record[:12]}, {kept}: {problem}"
            continue
        path = journal.locate_record(folder, entry)
        is_signed = entry.signature and hashes.get(path) == entry.record
        if is_signed and (unsigned := signing.check_record(path).problem):
            yield f"{entry.file} {unsigned}"


def hash_record(path: Path) -> str:
    """The hash of a record; empty when it is not what was written."""
    try:
        return run_record.read_record(path).sha256
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


class ReplayWork(Struct, frozen=True, kw_only=True):
    """What a run needs to be done again: its lists and its settings."""

    stock: Stock
    settings: Settings


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

    The lists are found by their hashes: stored lists, those beside a lock file, or those
    that came with the program. The screened files are not in the record: they are looked for where
    they were, or among FILE..., and must be the same to the byte.
    """
    typed = Choices(data=data, locked=locked, processes=processes)
    choices = replace(resolve_choices(typed, config, ignored=no_config), engine=None)
    choose_engine(typed, choices)  # refuses numbers that are out of range
    known = read_run_record(Path(record), choices)
    tell_programs(known.head)
    with TemporaryDirectory() as folder:
        work = find_work(stock(choices), known.head, Path(folder))
        if work is None:
            return ExitCode.INCOMPLETE
        files = find_files(known.head.inputs, paths or ())
        return tell_differences([*redo_files(known, files, work, choices.processes)])


def tell_programs(head: RecordHead) -> None:
    """Say first what makes differences likely: another program, other reference data."""
    for line in program.compare_programs(head.program, program.identify_program()):
        tell(f"notice: {line}")
    if head.reference != hash_reference():
        tell("notice: the data that lists refer to (programmes, citations) is another than then")


def find_work(lists: Stock, head: RecordHead, folder: Path) -> ReplayWork | None:
    """Exactly the recorded lists, files of owners, settings and day; None when one is missing.

    What is missing is told. Files of owners are written into the folder, as they were.
    """
    chosen = head.settings
    shelf = replace(lists.shelf, as_of=chosen.as_of)
    found, missing = find_lists(head.lists, shelf, (*chosen.lists, *chosen.owners))
    for line in missing:
        tell(f"error: {line}")
    if missing:
        hint = "name the data folder with --data, or a lock file with its vendored lists (--locked)"
        tell(f"{NOT_REDONE}: {hint}")
        return None
    number = len(found) - len(chosen.owners)
    owners = tuple(write_owners(one, folder) for one in found[number:])
    stock = replace(lists, shelf=shelf, found=found[:number])
    return ReplayWork(stock=stock, settings=replace(chosen, owners=owners))


def write_owners(one: ListFiles, folder: Path) -> str:
    """A file of owners, written into a folder of its own; its path."""
    [(name, data)] = one.files.items()
    place = folder / one.id
    place.mkdir()
    (place / name).write_bytes(data)
    return str(place / name)


def redo_files(
    record: run_record.RunRecord, files: Mapping[str, Path], work: ReplayWork, processes: int | None
) -> Iterator[RedoneRun]:
    """Each screened file of the record, screened again. Raises ListError and StoreError."""
    head = record.head
    paths = [files[one.sha256] for one in head.inputs if one.sha256 in files]
    with open_team_setup(work.settings, head.run.started, work.stock, paths, processes) as setup:
        if [one.sha256 for one in setup.lists] != [one.sha256 for one in head.lists]:
            raise StoreError("the lists are not those of the record", "screen lists verify")
        for at, one in enumerate(head.inputs):
            then = [answer for answer in record.answers if answer.file == at]
            yield redo_file(at, one, files.get(one.sha256), then, setup)


def tell_differences(redone: Sequence[RedoneRun]) -> ExitCode:
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
    what = f"{write_count(parties, 'party', 'parties')}, {write_count(matches, 'match', 'matches')}"
    if found:
        console.print(f"{len(found):,} of {parties:,} parties differ", markup=False)
    elif whole:
        console.print(f"identical: {what}", markup=False)
    if not whole:
        console.print(f"{NOT_REDONE}; as far as it was: {what}", markup=False)
    return ExitCode.NOTHING_OPEN if whole and not found else ExitCode.INCOMPLETE
