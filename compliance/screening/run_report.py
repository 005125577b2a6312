"""What is reported of a run over one file: the answers counted, and what they were checked with."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from compliance import __version__
from compliance.matching import scoring
from compliance.model import (
    Decision,
    DestinationCount,
    DestinationRule,
    InputFile,
    ListInfo,
    Manifest,
    Report,
    RowResult,
    Settings,
)
from compliance.policy import Policy
from compliance.screening.run_setup import OfficerDecisions, RunSetup


class AnswerCounts(Struct, frozen=True, kw_only=True):
    """The answers of one file, counted."""

    decisions: Mapping[Decision, int] = field(default_factory=dict)
    """A decision that is missing was never made."""
    decided: int = 0
    """Those that officers have settled."""
    reopened: int = 0
    """Those with a match that was decided and is open again."""
    seen: int = 0
    """Open ones that are in the baseline."""
    aside: int = 0
    """Those with a match that a policy does not count."""
    destinations: tuple[DestinationCount, ...] = ()
    """Parties by place or red flag, those first that are a question."""


class AnswerTally(Struct, kw_only=True):
    """Counts answers as they come."""

    decisions: Counter[Decision] = field(default_factory=Counter)
    decided: int = 0
    reopened: int = 0
    seen: int = 0
    aside: int = 0
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
    def counts(self) -> AnswerCounts:
        """What was counted so far."""
        return AnswerCounts(
            decisions=self.decisions,
            decided=self.decided,
            reopened=self.reopened,
            seen=self.seen,
            aside=self.aside,
            destinations=sort_destinations(self._count_destinations()),
        )

    def _count_destinations(self) -> list[DestinationCount]:
        return [
            DestinationCount(
                place=place,
                kind=kind,
                parties=count,
                open=self.held[place, kind],
                rules=self.rules[place, kind],
            )
            for (place, kind), count in self.noted.items()
        ]


def sort_destinations(counts: Iterable[DestinationCount]) -> tuple[DestinationCount, ...]:
    """The counts, those first that are a question, then by how many parties."""
    return tuple(sorted(counts, key=lambda count: (not count.open, -count.parties, count.place)))


def build_report(
    source: InputFile, results: Iterable[RowResult], counts: AnswerCounts, setup: RunSetup
) -> Report:
    """The results with all that proves later what was checked."""
    manifest = build_manifest(
        source,
        counts,
        lists=setup.lists,
        settings=setup.settings,
        time=setup.time,
        policy=setup.policy,
        officers=setup.officers,
    )
    return Report(manifest=manifest, results=results)


def build_manifest(
    source: InputFile,
    counts: AnswerCounts,
    *,
    lists: Sequence[ListInfo],
    settings: Settings,
    time: str,
    policy: Policy | None = None,
    officers: OfficerDecisions | None = None,
) -> Manifest:
    """What was checked, and with what; `time` is the start of the run, ISO 8601."""
    manifest = Manifest(
        version=__version__,
        time=time,
        input=source,
        lists=tuple(lists),
        settings=settings,
        review_threshold=scoring.REVIEW_FROM,
        hit_threshold=scoring.HIT_FROM,
        counts={decision: counts.decisions.get(decision, 0) for decision in Decision},
        destinations=counts.destinations,
        aside=counts.aside,
        policy=policy.lines if policy else (),
        policy_warnings=policy.warnings if policy else (),
    )
    if not officers:
        return manifest
    return replace(
        manifest,
        decided=counts.decided,
        reopened=counts.reopened,
        record=officers.record,
        seen=counts.seen,
        baseline=officers.baseline,
    )
