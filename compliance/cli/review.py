"""`screen review FILE`: open matches decided one by one at a terminal.

Each is shown, a key decides, and the decision is recorded at once. So a walk can be ended at any
moment, also by a kill, and goes on where it was: the next one screens again, and what was decided
is not asked again.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer
from rich.console import Console

from compliance.cli import options
from compliance.cli.batch import watched
from compliance.cli.choices import configured, merged, settings, stock
from compliance.cli.decision_record import limits_of, load_officers, record_path
from compliance.cli.exits import ExitCode
from compliance.cli.messages import tell_list_warnings
from compliance.cli.setup import loaded
from compliance.cli.terminal import results
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.decisions import Decided, Record, append
from compliance.decisions.tickets import read, ticket
from compliance.engines.party import Setup
from compliance.errors import RecordError, UsageError
from compliance.model import Match, Report, RowResult, Verdict
from compliance.reporters import entry, pair
from compliance.reporters.base import line, open_matches, party_words, run_id, shown_score
from compliance.reviewing import Filled, Limits, Problem, Refused, checked, new_ones
from compliance.reviewing.base import Field
from compliance.reviewing.checking import Proposal

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where an officer sits: what is shown where, and how keys and texts are read."""

    console: Console
    key: Callable[[], str]
    """One key, in lower case."""
    ask: Callable[[str], str]
    """A line of text; empty where nothing was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One match to decide."""

    result: RowResult
    match: Match
    run: str

    @property
    def ticket(self) -> str:
        """The pair as a report would carry it."""
        party = self.result.question.party
        name, score = party_words(party), shown_score(self.match.score)
        return ticket(party, self.match, self.run, name, score)


@dataclass(slots=True)
class Walk:
    """What became of the cases so far."""

    path: Path
    limits: Limits
    reviewer: str
    desk: Desk
    decided: int = 0
    seen: set[str] = field(default_factory=set)
    """Pairs that were decided or passed over in this walk."""

    def through(self, cases: Sequence[Case]) -> int:
        """Walk through the cases; how many are left undecided. Raises RecordError."""
        for number, case in enumerate(cases, start=1):
            if read(case.ticket).pair in self.seen:
                continue
            pair.show(number, len(cases), case.result, case.match, self.desk.console)
            verdict = self._verdict(case)
            if verdict is None:
                break
            self.seen.add(read(case.ticket).pair)
            if verdict:
                self._record(case, verdict)
        return len(cases) - self.decided

    def _verdict(self, case: Case) -> Verdict | str | None:
        """The decision, an empty text to pass the case over, or None to end."""
        while True:
            self.desk.console.print(line(ASKED, "bold"), end="")
            key = self.desk.key()
            self.desk.console.print(line(key if key.isprintable() else ""))
            if key in KEYS:
                return KEYS[key]
            if key == MORE:
                entry.show_answer(replace(case.result, matches=(case.match,)), self.desk.console)
            elif key == SKIP:
                return ""
            elif key in (QUIT, "\x04", "\x1b", ""):
                return None

    def _record(self, case: Case, verdict: Verdict | str) -> None:
        """Ask for the rest and record the decision; what is wrong with it is asked again."""
        while True:
            proposal = checked(self._filled(case, verdict), self.limits)
            if isinstance(proposal, Proposal):
                break
            if not self._again(proposal):
                return
        done = append(self.path, lambda record: find_new(proposal, record))
        for one in done.added:
            said = f"recorded: {one.decision} until {one.expires} ({one.id[:8]})"
            self.desk.console.print(line(said, "green"))
        self.decided += 1

    def _filled(self, case: Case, verdict: str) -> Filled:
        two = self.limits.two_reviewers
        texts = {
            Field.DECISION: str(verdict),
            Field.REASON: self.desk.ask("Reason: ").strip(),
            Field.REVIEWER: self.reviewer,
            Field.SECOND: self.desk.ask("Second reviewer: ").strip() if two else "",
            Field.EXPIRES: self.desk.ask(f"Expires [{self.limits.last}]: ").strip(),
        }
        places = {one: one.value for one in Field}
        return Filled(ticket=read(case.ticket), texts=texts, places=places)

    def _again(self, problems: Sequence[Problem]) -> bool:
        """Tell what is wrong; whether the officer wants to try again."""
        for problem in problems:
            self.desk.console.print(line(str(problem), "red"))
        self.desk.console.print(line("Any key to type it again, s to pass it over: "), end="")
        key = self.desk.key()
        self.desk.console.print()
        return key not in (SKIP, QUIT, "")


def find_new(proposal: Proposal, record: Record) -> Sequence[Decided]:
    """The decision, unless the record has another from the same run. Raises Refused."""
    found, problems = new_ones([proposal], record)
    if problems:
        raise Refused(problems)
    return found.decisions


def find_cases(report: Report) -> Iterator[Case]:
    """The open matches of a report, row by row; each pair once, and none that was decided."""
    run, seen = run_id(report.manifest), set()
    for result in report.notable:
        for match in open_matches(result):
            case = Case(result=result, match=match, run=run)
            key = read(case.ticket).pair
            stands = match.review and not match.review.reopened
            if not stands and key not in seen:
                seen.add(key)
                yield case


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

    Exit codes: 0 nothing is left to decide, 1 something is, 2 could not start.
    """
    if not paths or len(paths) != 1:
        raise UsageError("name one file", "for example: screen review customers.xlsx")
    refuse_without_terminal(is_terminal=sys.stdin.isatty())
    typed = Choices(
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
        decisions=decisions,
        data=data,
        locked=locked,
    )
    choices = merged(typed, configured(config, ignored=no_config))
    desk = Desk(console=results(), key=read_key, ask=read_line)
    left = walk_file(Path(paths[0]), choices, reviewer, desk)
    return ExitCode.OPEN if left else ExitCode.NOTHING_OPEN


def walk_file(path: Path, choices: Choices, reviewer: str, desk: Desk) -> int:
    """Screen the file and walk through it; how many matches are left. Raises ScreenError."""
    time = start_time()
    setup = prepare_setup(choices, time)
    cases = list(find_cases(watched(path, setup)))
    tell_list_warnings(setup.lists)
    name = ask_name(reviewer, desk) if cases else ""
    walk = Walk(
        path=record_path(choices), limits=limits_of(choices, time), reviewer=name, desk=desk
    )
    left = walk.through(cases)
    said = f"{walk.decided} decided and recorded in {walk.path}, {left} left"
    desk.console.print(line(said if cases else "no open hit is undecided", "bold"))
    return left


def prepare_setup(choices: Choices, time: str) -> Setup:
    """Lists, matcher and what was decided before. Raises ListError and RecordError."""
    _, setup = loaded(settings(choices), time, stock(choices))
    return replace(setup, officers=load_officers(choices, time))


def ask_name(reviewer: str, desk: Desk) -> str:
    """Who decides. Raises UsageError when nobody is named."""
    name = reviewer.strip() or desk.ask("Your name, for the record: ").strip()
    if not name:
        raise UsageError("the reviewer is missing", 'for example --reviewer "A. Berg"')
    return name


def read_key() -> str:
    """One key of the terminal."""
    return str(typer.getchar()).lower()


def read_line(question: str) -> str:
    """A line of the terminal; the end of the input is an empty one."""
    try:
        return input(question)
    except EOFError:
        return ""
