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
from compliance.screening.run_setup import Officers, Setup, Tally, reported, widened
from compliance.screening.run_setup import answers as answered
from compliance.screening.screen import Searcher
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


OFFICERS = Officers(
    review=review,
    most=1,
    standing=1,
    record=RecordInfo(file="d.jsonl", decisions=1, heads=("a",)),
)


def screen(questions: Iterable[Question], _: Searcher, settings: Settings) -> Iterator[RowResult]:
    """As many of two matches as asked for."""
    for _question in questions:
        yield result("a", *FOUND[: settings.max_matches])


def setup(officers: Officers | None) -> Setup:
    return Setup(
        matcher=Matcher(Watchlist(lists=(), entries=(HIKVISION,))),
        lists=(),
        settings=Settings(max_matches=1),
        time="2026-03-02T00:00:00+00:00",
        screen=screen,
        officers=officers,
    )


def entries(officers: Officers | None) -> list[str]:
    question = result("a").question
    [answer] = answered([question], setup(officers))
    return [found.entry.id for found in answer.matches]


def test_a_quiet_match_takes_no_place() -> None:
    assert entries(None) == ["hikvision"]
    assert entries(OFFICERS) == ["ezviz", "hikvision"]


def test_without_decisions_the_settings_are_those_of_the_user() -> None:
    chosen = Settings(max_matches=3)
    assert widened(chosen, None) is chosen
    assert widened(chosen, OFFICERS).max_matches == 4


def test_the_manifest_counts_what_is_decided() -> None:
    found = tuple(answered([result("a").question], setup(OFFICERS)))
    source = InputFile(name="a", path="a", sha256="", size=0)
    tally = Tally()
    for one in found:
        tally.add(one)
    manifest = reported(source, found, tally, setup(OFFICERS)).manifest
    assert (manifest.open, manifest.decided, manifest.reopened) == (1, 0, 0)
    assert manifest.record == OFFICERS.record
    assert manifest.settings.max_matches == 1
