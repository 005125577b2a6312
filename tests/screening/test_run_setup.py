"""Decisions of officers in a run: what they quiet leaves room for what they do not."""

from collections.abc import Iterable, Iterator

from compliance.matching import Matcher
from compliance.model import (
    InputFile,
    Match,
    Party,
    Question,
    RecordInfo,
    Review,
    RowResult,
    Settings,
    Verdict,
    Watchlist,
)
from compliance.screening.run_report import AnswerTally, build_report
from compliance.screening.run_setup import OfficerDecisions, RunSetup, widen_settings
from compliance.screening.run_setup import answer_questions as answered
from compliance.screening.screen import NameSearcher
from tests.reporters.factory import EZVIZ, HIKVISION, match, result

DECIDED = Review(
    verdict=Verdict.FALSE_POSITIVE,
    reason="a bakery",
    reviewer="A. Berg",
    date="2026-03-01",
    expires="2027-03-01",
)
FOUND = (match(HIKVISION, 0.95), match(EZVIZ, 0.8))


def review(_: Party, found: Match) -> Review | None:
    return DECIDED if found.entry.id == "hikvision" else None


OFFICERS = OfficerDecisions(
    review=review,
    most=1,
    standing=1,
    record=RecordInfo(file="d.jsonl", decisions=1, heads=("a",)),
)


def screen(
    questions: Iterable[Question], _: NameSearcher, settings: Settings
) -> Iterator[RowResult]:
    """As many of two matches as asked for."""
    for _question in questions:
        yield result("a", *FOUND[: settings.max_matches])


def setup(officers: OfficerDecisions | None) -> RunSetup:
    return RunSetup(
        matcher=Matcher(Watchlist(lists=(), entries=(HIKVISION,))),
        lists=(),
        settings=Settings(max_matches=1),
        time="2026-03-02T00:00:00+00:00",
        screen=screen,
        officers=officers,
    )


def entries(officers: OfficerDecisions | None) -> list[str]:
    question = result("a").question
    [answer] = answered([question], setup(officers))
    return [found.entry.id for found in answer.matches]


def test_a_quiet_match_takes_no_place() -> None:
    assert entries(None) == ["hikvision"]
    assert entries(OFFICERS) == ["ezviz", "hikvision"]


def test_without_decisions_the_settings_are_those_of_the_user() -> None:
    chosen = Settings(max_matches=3)
    assert widen_settings(chosen, None) is chosen
    assert widen_settings(chosen, OFFICERS).max_matches == 4


def test_the_manifest_counts_what_is_decided() -> None:
    found = tuple(answered([result("a").question], setup(OFFICERS)))
    source = InputFile(name="a", path="a", sha256="", size=0)
    tally = AnswerTally()
    for one in found:
        tally.add(one)
    manifest = build_report(source, found, tally.counts, setup(OFFICERS)).manifest
    assert (manifest.open, manifest.decided, manifest.reopened) == (1, 0, 0)
    assert manifest.record == OFFICERS.record
    assert manifest.settings.max_matches == 1
