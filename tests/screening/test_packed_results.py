"""What travels between processes is put back as it was."""

import pickle

from msgspec.structs import replace

from compliance.matching import Matcher
from compliance.model import Name, RowResult, Settings
from compliance.screening.packed_results import (
    index_entries,
    pack_results,
    unpack_result,
)
from compliance.screening.screen import screen_questions
from tests.screening.parties import WATCHLIST, questions


def answers() -> list[RowResult]:
    return list(screen_questions(questions(100), Matcher(WATCHLIST), Settings(min_score=0.3)))


def sent(results: list[RowResult]) -> list[RowResult]:
    """The answers after a journey."""
    arrived = pickle.loads(pickle.dumps(pack_results(results, index_entries(WATCHLIST.entries))))  # noqa: S301
    return [
        unpack_result(result.question, answer, WATCHLIST.entries)
        for result, answer in zip(results, arrived, strict=True)
    ]


def test_answers_arrive_as_they_were_sent() -> None:
    results = answers()
    assert any(len(result.matches) > 1 or result.matches for result in results)
    assert sent(results) == results


def test_entries_of_one_party_arrive_together() -> None:
    one, other, *_ = WATCHLIST.entries
    found = next(result for result in answers() if result.matches)
    inner = replace(found.matches[0], entry=other)
    outer = replace(found.matches[0], also=(one, other), folded=(inner,))
    result = replace(found, matches=(outer,))
    assert sent([result]) == [result]


def test_entries_do_not_travel() -> None:
    results = answers()
    for before, after in zip(results, sent(results), strict=True):
        for match, arrived in zip(before.matches, after.matches, strict=True):
            assert arrived.entry is match.entry


def test_a_name_that_is_none_of_the_entrys_travels_itself() -> None:
    [result] = [one for one in answers() if one.matches][:1]
    stranger = Name(text="as it was joined")
    match = replace(result.matches[0], matched_name=stranger)
    [arrived] = sent([replace(result, matches=(match,))])
    assert arrived.matches[0].matched_name == stranger


def test_an_answer_without_matches_is_small() -> None:
    clear = [one for one in answers() if not one.matches][:1] * 4096
    assert len(pickle.dumps(pack_results(clear, {}))) < 4096 * 20
