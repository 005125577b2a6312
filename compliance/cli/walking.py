"""Open matches one by one: each is shown, a key decides, and the decision is recorded at once.

So a walk can be ended at any moment, also by a kill, and goes on where it was: the next one screens
again, and what was decided is not asked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from compliance.decisions import Decided, Record, append
from compliance.decisions.places import place_match
from compliance.decisions.tickets import read, ticket
from compliance.errors import RecordError
from compliance.model import Match, Report, RowResult, Verdict
from compliance.reporters import entry, pair
from compliance.reporters.base import line, open_matches, party_words, run_id, shown_score
from compliance.reviewing import Filled, Limits, Problem, Refused, checked, new_ones
from compliance.reviewing.base import Field
from compliance.reviewing.checking import Proposal

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
        done = append(self.path, lambda record: fresh(proposal, record))
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


def fresh(proposal: Proposal, record: Record) -> Sequence[Decided]:
    """The decision, unless the record has another from the same run. Raises Refused."""
    found, problems = new_ones([proposal], record)
    if problems:
        raise Refused(problems)
    return found.decisions


def cases_of(report: Report) -> Iterator[Case]:
    """The open matches and places of a report, row by row; each once, and none that was decided."""
    run, seen = run_id(report.manifest), set()
    for result in report.notable:
        places = (place_match(note) for note in result.destination if note.is_open)
        for match in (*open_matches(result), *places):
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
