"""`screen rescreen --since RUN.json FILE...`: only what changed, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compliance.cli import batch, options
from compliance.cli.choices import configured, engine_of, merged, stock
from compliance.configuration import Choices
from compliance.engines.again import Again
from compliance.errors import UsageError
from compliance.lists.data_folder import data_folder
from compliance.lists.shelf import Shelf
from compliance.matching.prepared_list import PreparedList
from compliance.model import Change, Decision, Report, RowResult, Settings, Since
from compliance.model.generated_sequence import Anew
from compliance.reporters.base import place
from compliance.rescreening import SAME, Shift, shift_between
from compliance.runs import comparing, journal, keeping, program, sources
from compliance.runs.form import Answer, answer
from compliance.screening import list_cache
from compliance.screening.run_setup import Setup

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
    typed = Choices(
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
        columns=options.pairs(columns),
        sheets=tuple(sheets or ()),
        outputs=tuple(output or ()),
        format=form,
        input_format=input_format,
        min_score=min_score,
        max_matches=max_matches,
        places=places,
        purpose=purpose,
        quiet=quiet,
        long=in_full,
        as_of=as_of,
        processes=processes,
        data=data,
        locked=locked,
        decisions=decisions,
        record=record,
    )
    choices = replace(merged(typed, configured(config, ignored=no_config)), engine=None)
    engine_of(typed, choices)  # refuses numbers that are out of range
    earlier = Earlier(record=keeping.read(Path(since)), choices=choices)
    return batch.screen(paths, choices, batch.Way(setup=earlier.setup, report=earlier.report))


@dataclass(slots=True, kw_only=True)
class Earlier:
    """The earlier run, and what this one knows of the work that it saves."""

    record: keeping.Record
    choices: Choices
    again: Again | None = None
    how: str = ""

    def setup(self, setup: Setup) -> Setup:
        """The setup, with answers carried over where that is certain to change nothing."""
        shift, self.how = self._shift(setup)
        known = self.record.answers if not shift.whole else ()
        quiet = {one.content: Decision(one.decision) for one in known if not one.matches}
        self.again = Again(setup.screen, quiet, shift)
        return replace(setup, screen=self.again.screen)

    def report(self, report: Report) -> Report:
        """The report with what changed since the earlier run."""
        then = earlier_answers(self.record, report.manifest.input.path)
        since = Since(
            time=self.record.head.run.started,
            record=self.record.sha256,
            screened=self.again.screened if self.again else 0,
            carried=self.again.carried if self.again else 0,
            how=self.how,
            changes=tuple(changes(then, report)),
        )
        if self.again:
            self.again.screened = self.again.carried = 0
        return replace(report, manifest=replace(report.manifest, since=since))

    def _shift(self, setup: Setup) -> tuple[Shift, str]:
        """How the lists have changed, and a sentence about it."""
        if reason := self._not_comparable(setup.settings):
            return Shift(whole=reason), f"{reason}: {EVERY}"
        if [one.sha256 for one in self.record.head.lists] == [one.sha256 for one in setup.lists]:
            return SAME, "the lists are the same: only new and changed parties, and known matches"
        if self.record.head.settings.owners or setup.settings.owners:
            reason = "files of owners took part and the lists have changed"
            return Shift(whole=reason), f"{reason}: {EVERY}"
        shelf = replace(stock(self.choices).shelf, as_of=setup.settings.as_of)
        before = earlier_lists(self.record, shelf)
        if before is None:
            reason = "the lists of the earlier run are not kept here"
            return Shift(whole=reason), f"{reason}: {EVERY}"
        shift = shift_between(before, setup.matcher.ready)
        how = "new and changed parties against all entries, all others against changed entries"
        return shift, shift.whole or how

    def _not_comparable(self, now: Settings) -> str:
        """Why no answer of the earlier run can be carried over; empty when they can."""
        head = self.record.head
        if self.choices.journal and not self._is_in_journal():
            return "the earlier run's record is not in the journal, so that it may be forged"
        if program.differences(head.program, program.present()):
            return "the earlier run was the work of another version of the program"
        if head.reference != sources.reference():
            return "the data that lists refer to has changed"
        if (head.settings.min_score, head.settings.as_of) != (now.min_score, now.as_of):
            return "the earlier run had other settings (--min-score or --as-of)"
        if (head.settings.purpose, head.settings.policy) != (now.purpose, now.policy):
            return "the earlier run had another purpose or policy"
        return ""

    def _is_in_journal(self) -> bool:
        """Whether the record is one that was written here, by a journal that is whole."""
        known = journal.read(data_folder(self.choices.data))
        told = {entry.record for entry in known.entries}
        return self.record.sha256 in told and not known.faults


def earlier_lists(record: keeping.Record, shelf: Shelf) -> PreparedList | None:
    """The lists of the earlier run, ready to be compared; None when one is not kept."""
    named = record.head.settings.lists
    found, missing = sources.again(record.head.lists, shelf, named)
    return None if missing else list_cache.made_ready_of(found, record.head.settings.as_of)[0]


def earlier_answers(record: keeping.Record, path: str) -> Sequence[Answer]:
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


def changes(then: Sequence[Answer], report: Report) -> Iterable[Change]:
    """What changed, with the names that this run knows. The results are walked, and not held."""
    now = Anew(sum(report.manifest.counts.values()), lambda: _answers(report))
    moved = comparing.moved(then, now)
    parties = {one.answer.party for one in moved}
    names: dict[str, RowResult] = {}
    for one, result in zip(now, report.results, strict=True) if parties else ():
        if one.party in parties:
            names.setdefault(one.party, result)
    return [_told(one, names) for one in moved]


def _answers(report: Report) -> Iterator[Answer]:
    most = report.manifest.settings.max_matches
    return (answer(one, 0, most) for one in report.results)


def _told(one: comparing.Moved, known: Mapping[str, RowResult]) -> Change:
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
