"""`screen review FILE`: open matches decided one by one at a terminal.

Each is shown, a key decides, and the decision is recorded at once. So a walk can be ended at any
moment, also by a kill, and goes on where it was: the next one screens again, and what was decided
is not asked again.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import typer
from msgspec import Struct, field
from msgspec.structs import replace
from rich.console import Console

from compliance.cli import options
from compliance.cli.batch import screen_with_progress
from compliance.cli.choices import resolve_choices, settings, stock
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell_list_warnings, tell_policy
from compliance.cli.review.decision_record import load_officers, make_limits, record_path
from compliance.cli.setup import load_lists_and_setup
from compliance.cli.signing import append_signed_decisions
from compliance.cli.terminal import results
from compliance.configuration import MOST_MATCHES, Choices
from compliance.configuration.clock import start_time
from compliance.decisions.chain import Record
from compliance.decisions.filled_reports import FilledRow, identify_party
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.place_matches import make_place_match
from compliance.decisions.proposals import (
    DecisionLimits,
    ProposedDecision,
    check_row,
    find_new_decisions,
)
from compliance.decisions.review_form import ReviewField, ReviewImportError
from compliance.decisions.row_keys import RowKey, make_row_key, read_row_key
from compliance.errors import RecordError, UsageError
from compliance.model import Match, Report, RowResult, Verdict
from compliance.reporters import entry, pair
from compliance.reporters.base import (
    line,
    open_matches,
    party_words,
    round_score,
    run_id,
)
from compliance.reporters.text_lines import show_lines
from compliance.screening.run_setup import RunSetup

app = options.new_app()

EPILOG = """\b
Examples:
  screen review customers.xlsx --reviewer "A. Berg"
  screen review import customers-screened.xlsx
"""


KEYS: Mapping[str, Verdict] = {
    "f": Verdict.FALSE_POSITIVE,
    "t": Verdict.TRUE_MATCH,
    "l": Verdict.LICENCE_HELD,
    "e": Verdict.ESCALATE,
}
MORE, SKIP, QUIT = "m", "s", "q"
ASKED = "[f]alse positive  [t]rue match  [l]icence held  [e]scalate    [m]ore  [s]kip  [q]uit "
ASKED_ALL = "a capital letter decides the {count} further open matches of this party as well: "


class ReviewDesk(Struct, frozen=True, kw_only=True):
    """Where an officer sits: what is shown where, and how keys and texts are read."""

    console: Console
    key: Callable[[], str]
    """One key."""
    ask: Callable[[str], str]
    """A line of text; empty where nothing was typed."""


class OpenCase(Struct, frozen=True, kw_only=True):
    """One match to decide."""

    result: RowResult
    match: Match
    row_key: RowKey
    """The pair as a report would carry it."""


class ReviewWalk(Struct):
    """What became of the cases so far."""

    choices: Choices
    """Where decisions are recorded, and whose key signs them."""
    limits: DecisionLimits
    reviewer: str
    desk: ReviewDesk
    decided: int = 0
    seen: set[str] = field(default_factory=set)
    """Pairs that were decided or passed over in this walk."""

    def decide_all(self, cases: Sequence[OpenCase]) -> int:
        """Walk through the cases; how many are left undecided. Raises RecordError."""
        for number, case in enumerate(cases, start=1):
            if case.row_key.pair in self.seen:
                continue
            pair.show(number, len(cases), case.result, case.match, self.desk.console)
            # The open matches of the same party that were not asked yet; beside a place, places.
            party = identify_party(case.row_key)
            others = [
                one
                for one in cases
                if identify_party(one.row_key) == party
                and one is not case
                and one.row_key.pair not in self.seen
            ]
            choice = self._choose(case, len(others))
            if choice is None:
                break
            verdict, whole = choice
            row_keys = [one.row_key for one in (case, *(others if whole else ()))]
            self.seen.update(row_key.pair for row_key in row_keys)
            if verdict:
                self._record_verdict(row_keys, verdict)
        return len(cases) - self.decided

    def _choose(self, case: OpenCase, others: int) -> tuple[Verdict | None, bool] | None:
        """The decision and whether it is on the whole party; None instead of it to pass, to end."""
        asked = ASKED + (f"\n{ASKED_ALL.format(count=others)}" if others else "")
        while True:
            self.desk.console.print(line(asked, "bold"), end="")
            key = self.desk.key()
            self.desk.console.print(line(key if key.isprintable() else ""))
            if key.lower() in KEYS:
                return KEYS[key.lower()], key.isupper()
            if key.lower() == MORE:
                answer = replace(case.result, matches=(case.match,))
                show_lines(entry.list_answer_lines(answer), self.desk.console)
            elif key.lower() == SKIP:
                return None, key.isupper()
            elif key.lower() in (QUIT, "\x04", "\x1b", ""):
                return None

    def _record_verdict(self, row_keys: Sequence[RowKey], verdict: Verdict) -> None:
        """Ask for the rest and record the decision; what is wrong with it is asked again."""
        two = self.limits.two_reviewers
        first, *others = row_keys
        while True:
            texts = {
                ReviewField.DECISION: str(verdict),
                ReviewField.REASON: self.desk.ask("Reason: ").strip(),
                ReviewField.REVIEWER: self.reviewer,
                ReviewField.SECOND: self.desk.ask("Second reviewer: ").strip() if two else "",
                ReviewField.EXPIRES: self.desk.ask(f"Expires [{self.limits.last}]: ").strip(),
            }
            places = {one: one.value for one in ReviewField}
            filled = FilledRow(row_key=first, texts=texts, places=places, others=tuple(others))
            proposal = check_row(filled, self.limits)
            if isinstance(proposal, ProposedDecision):
                break
            for problem in proposal:
                self.desk.console.print(line(str(problem), "red"))
            self.desk.console.print(line("Any key to type it again, s to pass it over: "), end="")
            key = self.desk.key()
            self.desk.console.print()
            if key.lower() in (SKIP, QUIT, ""):
                return
        done = append_signed_decisions(
            record_path(self.choices), lambda record: find_new(proposal, record), self.choices
        )
        for one in done.added:
            of_all = f" of {len(one.pairs)} matches" if one.others else ""
            said = f"recorded: {one.decision}{of_all} until {one.expires} ({one.id[:8]})"
            self.desk.console.print(line(said, "green"))
        self.decided += len(row_keys)


def find_new(proposal: ProposedDecision, record: Record) -> Sequence[RecordedDecision]:
    """The decision, unless the record has another from the same run. Raises ReviewImportError."""
    found, problems = find_new_decisions([proposal], record)
    if problems:
        raise ReviewImportError(problems)
    return found.decisions


def find_cases(report: Report) -> Iterator[OpenCase]:
    """The open matches and places of a report, row by row; each once, and none that was decided."""
    run, seen = run_id(report.manifest), set()
    for result in report.notable:
        places = (make_place_match(note) for note in result.destination if note.is_open)
        for match in (*open_matches(result), *places):
            case = OpenCase(result=result, match=match, row_key=make_case_key(result, match, run))
            stands = match.review and match.review.is_decision and not match.review.reopened
            if not stands and case.row_key.pair not in seen:
                seen.add(case.row_key.pair)
                yield case


def make_case_key(result: RowResult, match: Match, run: str) -> RowKey:
    """What a report would carry of the pair."""
    party = result.question.party
    return read_row_key(
        make_row_key(party, match, run, party_words(party), round_score(match.score))
    )


def refuse_without_terminal(*, is_terminal: bool) -> None:
    """Raise RecordError where nobody can press a key."""
    if not is_terminal:
        hint = "fill in a report and run: screen review import report.xlsx"
        raise RecordError("screen review FILE needs a terminal", hint)


# --- The command -------------------------------------------------------------------------------


@app.command("review", epilog=EPILOG)
def review(
    paths: options.Files = None,
    reviewer: options.ReviewerName = "",
    lists: options.Lists = None,
    owners: options.Owners = None,
    decisions: options.Decisions = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Screen FILE and walk through its open hits: a key decides, a line says why.

    Each decision is recorded at once; a walk that was ended goes on where it was. To decide in a
    workbook instead, write a report with -o and read it back with `screen review import`.
    Every open match of a party is shown; a capital letter decides all that are left of it at once.

    Exit codes: 0 nothing is left to decide, 1 something is, 2 could not start.
    """
    if not paths or len(paths) != 1:
        raise UsageError("name one file", "for example: screen review customers.xlsx")
    refuse_without_terminal(is_terminal=sys.stdin.isatty())
    typed = options.collect_choices(locals())
    choices = resolve_choices(typed, config, ignored=no_config)
    desk = ReviewDesk(console=results(), key=read_key, ask=read_line)
    left = walk_file(Path(paths[0]), choices, reviewer, desk)
    return ExitCode.OPEN if left else ExitCode.NOTHING_OPEN


def walk_file(path: Path, choices: Choices, reviewer: str, desk: ReviewDesk) -> int:
    """Screen the file and walk through it; how many matches are left. Raises ScreenError."""
    time = start_time()
    setup = prepare_setup(choices, time)
    cases = list(find_cases(screen_with_progress(path, setup)))
    tell_list_warnings(setup.lists)
    tell_policy(setup.policy)
    name = ask_name(reviewer, desk) if cases else ""
    walk = ReviewWalk(choices=choices, limits=make_limits(choices, time), reviewer=name, desk=desk)
    left = walk.decide_all(cases)
    said = f"{walk.decided} decided and recorded in {record_path(choices)}, {left} left"
    desk.console.print(line(said if cases else "no open hit is undecided", "bold"))
    return left


def prepare_setup(choices: Choices, time: str) -> RunSetup:
    """Lists, matcher and what was decided before. Raises ListError and RecordError."""
    _, setup = load_lists_and_setup(settings(choices), time, stock(choices))
    whole = replace(setup.settings, max_matches=MOST_MATCHES)
    return replace(setup, settings=whole, officers=load_officers(choices, time))


def ask_name(reviewer: str, desk: ReviewDesk) -> str:
    """Who decides. Raises UsageError when nobody is named."""
    name = reviewer.strip() or desk.ask("Your name, for the record: ").strip()
    if not name:
        raise UsageError("the reviewer is missing", 'for example --reviewer "A. Berg"')
    return name


def read_key() -> str:
    """One key of the terminal."""
    return str(typer.getchar())


def read_line(question: str) -> str:
    """A line of the terminal; the end of the input is an empty one."""
    try:
        return input(question)
    except EOFError:
        return ""
