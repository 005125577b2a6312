"""`--record`: what a run was, written when it has ended."""

import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from compliance.cli.choices import Stock
from compliance.cli.exits import Outcome
from compliance.cli.targets import refuse_missing_folder
from compliance.cli.terminal import tell
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.engines.party import Setup
from compliance.errors import UsageError
from compliance.lists.data_folder import data_folder
from compliance.lists.list_files import ListFiles
from compliance.lists.writer_lock import find_user
from compliance.model import Decision, ListEntry, Report
from compliance.runs import form, journal, keeping, program, retention, sources

NOT_KEPT = "the run record tells the lists by their hashes only, so that a replay needs the files"


@dataclass(slots=True, kw_only=True)
class Recorder:
    """What is to be known of a run for its record; filled when the lists were found."""

    path: Path
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
        sha256 = keeping.write(self.path, head, answers(outcomes))
        tell(f"run record: {self.path}")
        if self.choices.journal:
            folder = data_folder(self.choices.data)
            journal.append(folder, self.path, self.started, sha256, head.retention.until)
        return sha256

    def _head(self, outcomes: Sequence[Outcome], setup: Setup) -> form.Head:
        counts: Counter[Decision] = Counter()
        for one in reports(outcomes):
            counts.update(one.manifest.counts)
        return form.Head(
            form=form.FORM,
            program=program.present(),
            run=self._time(),
            settings=setup.settings,
            lists=sources.used(setup.lists, self.found),
            reference=sources.reference(),
            inputs=tuple(map(_input, outcomes)),
            counts={str(decision): counts[decision] for decision in Decision},
            retention=retention.retention(self.started, self.programmes),
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
    path = place(choices.record, time)
    refuse_missing_folder(path)
    if path.resolve() in {one.resolve() for one in others}:
        problem = f"{path} is a file of this run; the record would overwrite it"
        raise UsageError(problem, "choose another name with --record")
    return Recorder(path=path, started=time, choices=choices)


def place(text: str, time: str) -> Path:
    """The file of the record; in a folder one that is named after the time and is not there yet."""
    path = Path(text).expanduser()
    if not (path.is_dir() or text.endswith(("/", "\\"))):
        return path
    stem = "run-" + time[:19].replace(":", "").replace("-", "")
    return next(one for one in names(path, stem) if not one.exists())


def names(folder: Path, stem: str) -> Iterator[Path]:
    """`run-20261101T080000.json`, then with a number."""
    yield folder / f"{stem}.json"
    number = 1
    while True:
        number += 1
        yield folder / f"{stem}-{number}.json"


def reports(outcomes: Iterable[Outcome]) -> Iterator[Report]:
    """The reports of the files that were screened."""
    return (one.report for one in outcomes if one.report)


def answers(outcomes: Iterable[Outcome]) -> Iterator[form.Answer]:
    """All answers, one by one, with the position of their file."""
    for at, outcome in enumerate(outcomes):
        if outcome.report:
            most = outcome.report.manifest.settings.max_matches
            yield from (form.answer(result, at, most) for result in outcome.report.results)


def _input(outcome: Outcome) -> form.Input:
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
