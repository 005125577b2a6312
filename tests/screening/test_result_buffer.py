"""Held answers are put together as they were, however often they are walked."""

from collections.abc import Iterator
from itertools import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import (
    Decision,
    Evidence,
    Match,
    Name,
    Party,
    Question,
    Report,
    Review,
    RowResult,
    Verdict,
)
from compliance.screening import result_buffer
from compliance.screening.result_buffer import BufferedResults, ResultBuffer
from tests.reporters.factory import full_report
from tests.screening.parties import WATCHLIST

ENTRIES = WATCHLIST.entries
WORDS = st.text(max_size=12)  # lone surrogates too: workbooks may hold them
REVIEWS = st.builds(
    Review,
    verdict=st.sampled_from(Verdict),
    reason=WORDS,
    reviewer=WORDS,
    date=st.just("2026-01-02"),
    expires=st.just("2027-01-02"),
    reopened=st.lists(WORDS, max_size=2).map(tuple),
)
EVIDENCE = st.builds(
    Evidence,
    rule=WORDS,
    score=st.floats(-1, 1),
    asked=WORDS,
    listed=WORDS,
    note=WORDS,
)


@st.composite
def matches(draw: st.DrawFn, *, deep: bool = True) -> Match:
    entry = draw(st.sampled_from(ENTRIES))
    return Match(
        entry=entry,
        matched_name=draw(st.sampled_from(entry.names) | st.builds(Name, text=WORDS)),
        score=draw(st.floats(0, 1)),
        band=draw(st.sampled_from((Decision.HIT, Decision.REVIEW, Decision.CLEAR))),
        evidence=tuple(draw(st.lists(EVIDENCE, max_size=2))),
        also=tuple(draw(st.lists(st.sampled_from(ENTRIES), max_size=2))),
        folded=tuple(draw(st.lists(matches(deep=False), max_size=2))) if deep else (),
        review=draw(st.none() | REVIEWS),
    )


RESULTS = st.builds(
    RowResult,
    question=st.builds(
        Question,
        file=st.just("a.csv"),
        sheet=st.just(""),
        row=st.integers(1, 99),
        party=st.builds(Party, name=WORDS),
    ),
    decision=st.sampled_from(Decision),
    reason=st.sampled_from(["no match", "no name", "known"]) | WORDS,
    matches=st.lists(matches(), max_size=2).map(tuple),
)


def held(results: list[RowResult]) -> BufferedResults:
    questions = [one.question for one in results]

    def some(wanted: Iterator[bool]) -> Iterator[Question]:
        return compress(questions, wanted)

    kept = ResultBuffer(ENTRIES)
    for one in results:
        kept.add(one)
    return BufferedResults(questions, some, kept)


@given(st.lists(RESULTS, max_size=12))
def test_any_answer_is_put_together_as_it_was(results: list[RowResult]) -> None:
    found = held(results)
    assert len(found) == len(results)
    assert list(found) == results
    assert list(found) == results
    assert found == results


@given(st.lists(RESULTS, max_size=12))
def test_the_notable_ones_are_those_with_a_match_or_not_screened(results: list[RowResult]) -> None:
    found = Report(manifest=full_report().manifest, results=held(results))
    plain = Report(manifest=full_report().manifest, results=results)
    assert list(found.notable) == list(plain.notable)


def test_many_parts_and_many_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_buffer, "RESULTS_TOGETHER", 3)
    match = Match(
        entry=ENTRIES[0], matched_name=ENTRIES[0].names[0], score=0.5, band=Decision.REVIEW
    )
    results = [
        RowResult(
            question=Question(file="", sheet="", row=at, party=Party(name=str(at))),
            decision=Decision.REVIEW if at % 4 else Decision.UNSCREENED,
            reason=f"reason {at}",
            matches=(match,) if at % 4 else (),
        )
        for at in range(2000)
    ]
    assert list(held(results)) == results


def test_an_entry_comes_back_as_itself() -> None:
    match = Match(entry=ENTRIES[1], matched_name=ENTRIES[1].names[0], score=1, band=Decision.HIT)
    question = Question(file="", sheet="", row=1, party=Party(name="x"))
    result = RowResult(question=question, decision=Decision.HIT, reason="r", matches=(match,))
    assert held([result])[0].matches[0].entry is ENTRIES[1]
