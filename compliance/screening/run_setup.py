"""What all work on this machine shares, and the screening of one party that stands in no file.

Apart from files, so that asking for one name loads nothing that reads workbooks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from compliance.configuration import MOST_MATCHES
from compliance.matching import Matcher
from compliance.model import (
    Decision,
    DestinationCount,
    DestinationRule,
    InputFile,
    ListInfo,
    Manifest,
    Party,
    Question,
    RecordInfo,
    Report,
    RowResult,
    Settings,
)
from compliance.places import Locator
from compliance.policy import Policy, least_asked, needs_all
from compliance.screening.run_report import Screen, manifest_of
from compliance.screening.screen import Reviewer, govern, screen, settle, settle_places


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """What officers decided earlier, as a run uses it."""

    review: Reviewer
    most: int
    """Most matches of one party that their decisions can settle."""
    standing: int
    """Decisions that stand."""
    record: RecordInfo | None = None
    """The decision record; None where there is only a baseline."""
    baseline: RecordInfo | None = None
    """What was seen and not reviewed; what is in none is new. None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What all files of a run share."""

    matcher: Matcher
    lists: tuple[ListInfo, ...]
    settings: Settings
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""
    screen: Screen = screen
    """How questions are answered: in this process, or by several."""
    officers: Officers | None = None
    """Decisions that are applied; None where there is no record."""
    locator: Locator | None = None
    """Finds destinations under rules; None where nothing is to be made of them."""
    policy: Policy | None = None
    """What counts in another way; None where nothing does."""

    def locate(self, result: RowResult) -> RowResult:
        """The answer with the notes on its destination, and what officers decided of these."""
        located = self.locator.locate(result) if self.locator else result
        if not (self.officers and located.has_question):
            return located
        return settle_places(located, self.officers.review)

    @property
    def asked(self) -> Settings:
        """The settings for the comparison: what is settled or set aside takes no match's place."""
        return widened(self.settings, self.officers)

    @property
    def most(self) -> int:
        """Most matches of a party that can be shown, those settled by officers among them."""
        return self.settings.max_matches + (self.officers.most if self.officers else 0)


def widened(settings: Settings, officers: Officers | None) -> Settings:
    """The settings with room for the matches that officers have settled, or a policy sets aside."""
    extra = officers.most if officers else 0
    if not needs_all(settings):
        return replace(settings, max_matches=settings.max_matches + extra) if extra else settings
    most = max(MOST_MATCHES, settings.max_matches + extra)
    return replace(settings, max_matches=most, min_score=least_asked(settings))


def answers(questions: Iterable[Question], setup: Setup) -> Iterable[RowResult]:
    """One answer a question, in order, with what officers decided on it; without destinations."""
    found = setup.screen(questions, setup.matcher, setup.asked)
    if setup.policy:
        judge = setup.policy.judge_over(setup.matcher.ready, setup.settings.min_score)
        found = govern(found, judge, setup.most)
    if not setup.officers:
        return found
    return settle(
        found,
        setup.officers.review,
        setup.settings.max_matches,
        marks_new=setup.officers.baseline is not None,
    )


def screen_party(party: Party, setup: Setup) -> Report:
    """Screen one party that stands in no file."""
    question = Question(file="", sheet="", row=0, party=party)
    results = tuple(map(setup.locate, answers([question], setup)))
    source = InputFile(name="command line", path="", sha256="", size=0)
    tally = Tally()
    for result in results:
        tally.add(result)
    return reported(source, results, tally, setup)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted of the answers as they come."""

    decisions: Counter[Decision] = field(default_factory=Counter)
    decided: int = 0
    """Those that officers have settled."""
    reopened: int = 0
    seen: int = 0
    """Open ones that are in the baseline."""
    aside: int = 0
    """Those with a match that a policy does not count."""
    noted: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Parties by place, or red flag, and its kind."""
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Of these those that somebody has to look at because of it."""
    rules: dict[tuple[str, str], tuple[DestinationRule, ...]] = field(default_factory=dict)

    def add(self, result: RowResult) -> None:
        """Count one answer."""
        self.decisions[result.decision] += 1
        if result.matches or result.has_question:
            self.decided += result.is_settled
            self.reopened += result.is_reopened
            self.seen += result.is_seen
            self.aside += bool(result.aside)
        for note in result.destination:
            key = note.place, note.kind
            self.noted[key] += 1
            self.held[key] += note.is_open
            self.rules.setdefault(key, note.rules)

    @property
    def destinations(self) -> tuple[DestinationCount, ...]:
        """The counts of places and red flags, those first that are a question."""
        found = [
            DestinationCount(
                place=place,
                kind=kind,
                parties=count,
                open=self.held[place, kind],
                rules=self.rules[place, kind],
            )
            for (place, kind), count in self.noted.items()
        ]
        return in_order(found)


def in_order(counts: Iterable[DestinationCount]) -> tuple[DestinationCount, ...]:
    """The counts, those first that are a question, then by how many parties."""
    return tuple(sorted(counts, key=lambda one: (not one.open, -one.parties, one.place)))


def reported(source: InputFile, results: Iterable[RowResult], tally: Tally, setup: Setup) -> Report:
    """The results with all that proves later what was checked."""
    manifest = manifest_of(
        source, tally.decisions, lists=setup.lists, settings=setup.settings, time=setup.time
    )
    manifest = replace(manifest, destinations=tally.destinations, aside=tally.aside)
    manifest = with_policy(manifest, setup.policy)
    if setup.officers:
        manifest = replace(
            manifest,
            decided=tally.decided,
            reopened=tally.reopened,
            record=setup.officers.record,
            seen=tally.seen,
            baseline=setup.officers.baseline,
        )
    return Report(manifest=manifest, results=results)


def with_policy(manifest: Manifest, policy: Policy | None) -> Manifest:
    """The manifest with what the policy of the run says, and what to warn of."""
    if policy is None:
        return manifest
    return replace(manifest, policy=policy.lines, policy_warnings=policy.warnings)
