"""`screen rescreen --since RUN.json FILE...`: only what changed, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from compliance.audit import compare, journal, program, replay, run_record
from compliance.audit.delta import NO_CHANGE, DeltaScreening, ListDelta, compare_lists
from compliance.audit.run_record import RecordedAnswer, record_answer
from compliance.cli import batch, options
from compliance.cli.choices import (
    choose_engine,
    resolve_choices,
    stock,
)
from compliance.cli.signing import read_run_record
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.lists.data_folder import data_folder
from compliance.lists.shelf import Shelf
from compliance.matching.prepared_list import PreparedList
from compliance.model import Change, Decision, Report, RowResult, Settings, Since
from compliance.model.generated_sequence import GeneratedSequence
from compliance.reporters.base import place
from compliance.screening import list_cache
from compliance.screening.run_setup import RunSetup

app = options.new_app()

EVERY = "every party was screened against every entry"

EPILOG = """\b
Examples:
  screen customers.xlsx --record monday.json
  screen rescreen customers.xlsx --since monday.json -o changes.xlsx --record today.json

\b
Exit codes are those of screen FILE.
"""


@app.command("rescreen", epilog=EPILOG)
def rescreen(
    paths: options.Files = None,
    since: options.Since = None,
    output: options.Output = None,
    form: options.Format = None,
    input_format: options.InputFormat = None,
    lists: options.Lists = None,
    owners: options.Owners = None,
    columns: options.Columns = None,
    sheets: options.Sheets = None,
    min_score: options.MinScore = None,
    max_matches: options.MaxMatches = None,
    places: options.Places = None,
    purpose: options.PurposeName = None,
    quiet: options.Quiet = False,
    in_full: options.Long = False,
    as_of: options.AsOf = None,
    processes: options.Processes = None,
    record: options.Record = None,
    data: options.Data = None,
    locked: options.Locked = None,
    decisions: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Screen again only what changed since a recorded run, and say what came of it.

    New and changed parties are screened against all lists, all parties against what changed on the
    lists; whatever cannot have changed is carried over. The report is that of a full run, with the
    open matches and places that are new, changed or gone told first.
    """
    if not paths or not since:
        problem = "rescreen needs a file and --since" if not since else "no file is named"
        raise UsageError(problem, "for example: screen rescreen customers.xlsx --since run.json")
    typed = options.collect_choices(locals())
    choices = replace(resolve_choices(typed, config, ignored=no_config), engine=None)
    choose_engine(typed, choices)  # refuses numbers that are out of range
    earlier = EarlierRun(record=read_run_record(Path(since), choices), choices=choices)
    return batch.screen(
        paths, choices, batch.RunVariant(setup=earlier.change_setup, report=earlier.add_changes)
    )


class EarlierRun(Struct, kw_only=True):
    """The earlier run, and what this one knows of the work that it saves."""

    record: run_record.RunRecord
    choices: Choices
    again: DeltaScreening | None = None
    how: str = ""

    def change_setup(self, setup: RunSetup) -> RunSetup:
        """The setup, with answers carried over where that is certain to change nothing."""
        list_delta, self.how = self._compare_lists(setup)
        known = self.record.answers if not list_delta.whole else ()
        quiet = {one.content: Decision(one.decision) for one in known if not one.matches}
        self.again = DeltaScreening(setup.screen, quiet, list_delta)
        return replace(setup, screen=self.again.screen)

    def add_changes(self, report: Report) -> Report:
        """The report with what changed since the earlier run."""
        then = find_earlier_answers(self.record, report.manifest.input.path)
        since = Since(
            time=self.record.head.run.started,
            record=self.record.sha256,
            screened=self.again.screened if self.again else 0,
            carried=self.again.carried if self.again else 0,
            how=self.how,
            changes=tuple(find_changes(then, report)),
        )
        if self.again:
            self.again.screened = self.again.carried = 0
        return replace(report, manifest=replace(report.manifest, since=since))

    def _compare_lists(self, setup: RunSetup) -> tuple[ListDelta, str]:
        """How the lists have changed, and a sentence about it."""
        if reason := self._not_comparable(setup.settings):
            return ListDelta(whole=reason), f"{reason}: {EVERY}"
        if [one.sha256 for one in self.record.head.lists] == [one.sha256 for one in setup.lists]:
            return (
                NO_CHANGE,
                "the lists are the same: only new and changed parties, and known matches",
            )
        if self.record.head.settings.owners or setup.settings.owners:
            reason = "files of owners took part and the lists have changed"
            return ListDelta(whole=reason), f"{reason}: {EVERY}"
        shelf = replace(stock(self.choices).shelf, as_of=setup.settings.as_of)
        before = prepare_earlier_lists(self.record, shelf)
        if before is None:
            reason = "the lists of the earlier run are not stored here"
            return ListDelta(whole=reason), f"{reason}: {EVERY}"
        list_delta = compare_lists(before, setup.matcher.ready)
        how = "new and changed parties against all entries, all others against changed entries"
        return list_delta, list_delta.whole or how

    def _not_comparable(self, now: Settings) -> str:
        """Why no answer of the earlier run can be carried over; empty when they can."""
        head = self.record.head
        if self.choices.journal and not self._is_in_journal():
            return "the earlier run's record is not in the journal, so that it may be forged"
        if program.compare_programs(head.program, program.identify_program()):
            return "the earlier run was the work of another version of the program"
        if head.reference != replay.hash_reference():
            return "the data that lists refer to has changed"
        if (head.settings.min_score, head.settings.as_of) != (now.min_score, now.as_of):
            return "the earlier run had other settings (--min-score or --as-of)"
        if (head.settings.purpose, head.settings.policy) != (now.purpose, now.policy):
            return "the earlier run had another purpose or policy"
        return ""

    def _is_in_journal(self) -> bool:
        """Whether the record is one that was written here, by a journal that is whole."""
        known = journal.read_journal(data_folder(self.choices.data))
        told = {entry.record for entry in known.entries}
        return self.record.sha256 in told and not known.faults


def prepare_earlier_lists(record: run_record.RunRecord, shelf: Shelf) -> PreparedList | None:
    """The lists of the earlier run, ready to be compared; None when one is not kept."""
    named = record.head.settings.lists
    found, missing = replay.find_lists(record.head.lists, shelf, named)
    return None if missing else list_cache.prepare_lists(found, record.head.settings.as_of).prepared


def find_earlier_answers(record: run_record.RunRecord, path: str) -> Sequence[RecordedAnswer]:
    """The earlier answers of that file: by its path, else its name, else of the only one."""
    inputs = record.head.inputs
    for same in (
        [at for at, one in enumerate(inputs) if one.path == path],
        [at for at, one in enumerate(inputs) if one.name == Path(path).name],
        range(len(inputs)) if len(inputs) == 1 else (),
    ):
        if same:
            return [one for one in record.answers if one.file == same[0]]
    return ()


def find_changes(then: Sequence[RecordedAnswer], report: Report) -> Iterable[Change]:
    """What changed, with the names that this run knows. The results are walked, and not held."""
    now = GeneratedSequence(sum(report.manifest.counts.values()), lambda: _make_answers(report))
    moved = compare.find_changes(then, now)
    parties = {one.answer.party for one in moved}
    names: dict[str, RowResult] = {}
    for one, result in zip(now, report.results, strict=True) if parties else ():
        if one.party in parties:
            names.setdefault(one.party, result)
    return [_make_change(one, names) for one in moved]


def _make_answers(report: Report) -> Iterator[RecordedAnswer]:
    most = report.manifest.settings.max_matches
    return (record_answer(one, 0, most) for one in report.results)


def _make_change(one: compare.RunChange, known: Mapping[str, RowResult]) -> Change:
    result = known.get(one.answer.party)
    party = result.question.party if result else None
    return Change(
        kind=one.kind,
        where=place(result.question) if result else one.answer.place,
        party=(party.name or party.address) if party else "",
        list=one.concern.list,
        entry=one.concern.entry,
        listed=one.concern.listed,
        band=Decision(one.concern.band),
        why=one.why,
    )
