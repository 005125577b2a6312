"""Questions are put back as they were, and held only as far as memory allows."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.columns import collect_questions, packed_questions
from compliance.columns.packed_questions import (
    QUESTIONS_TOGETHER,
    PackedQuestions,
    decode_questions,
    encode_questions,
)
from compliance.model import Identifier, Party, Question
from tests.columns.building import layout, rows
from tests.screening.parties import questions

TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
PARTIES = st.builds(
    Party,
    name=TEXT,
    country=TEXT,
    identifiers=st.lists(st.builds(Identifier, kind=TEXT, value=TEXT), max_size=2).map(tuple),
)
QUESTIONS = st.builds(Question, file=TEXT, sheet=TEXT, row=st.integers(0, 1 << 40), party=PARTIES)


@given(st.lists(QUESTIONS, max_size=3))
def test_questions_arrive_as_they_were_sent(asked: list[Question]) -> None:
    data = encode_questions(asked)
    if data is not None:
        assert decode_questions(data) == asked


def test_letters_that_cannot_be_written_do_not_travel() -> None:
    odd = replace(questions(1)[0], sheet="half a pair: \ud800")
    assert encode_questions(questions(3)) is not None
    assert encode_questions([*questions(3), odd]) is None


def hold(asked: list[Question]) -> PackedQuestions:
    held = PackedQuestions()
    for question in asked:
        held.add(question)
    held.close_block()
    return held


@pytest.mark.parametrize("count", [0, 1, QUESTIONS_TOGETHER, QUESTIONS_TOGETHER + 1])
def test_questions_are_held_in_their_order(count: int) -> None:
    asked = questions(count)
    held = hold(asked)
    assert held.is_whole
    assert list(held) == list(held) == asked


def test_too_many_and_such_as_cannot_be_packed_are_not_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = replace(questions(1)[0], sheet="half a pair: \ud800")
    assert not hold([odd]).is_whole
    monkeypatch.setattr(packed_questions, "MOST_HELD", QUESTIONS_TOGETHER)
    assert hold(questions(QUESTIONS_TOGETHER - 1)).is_whole
    many = hold(questions(QUESTIONS_TOGETHER + 1))
    assert (many.is_whole, list(many)) == (False, [])


@pytest.mark.parametrize("blocks", [0, 1, 2, 3])
def test_a_sheet_with_more_than_are_held_loses_none(
    blocks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_questions, "MOST_HELD", blocks * QUESTIONS_TOGETHER)
    number = 3 * QUESTIONS_TOGETHER + 1
    table = rows("Name | Country", *(f"Zenquor Mill {at} | DE" for at in range(number)))
    found = collect_questions("f.csv", table, layout(table)).questions
    assert [each.row for each in found] == list(range(2, number + 2))


def test_nothing_is_held_any_more_after_one_that_cannot_be() -> None:
    odd = replace(questions(1)[0], sheet="half a pair: \ud800")
    held = hold([odd])
    held.close_block()
    assert not held.is_whole
    held.add(questions(1)[0])
    held.close_block()
    assert (held.is_whole, list(held)) == (False, [])


@pytest.mark.parametrize("most", [0, packed_questions.MOST_HELD])
def test_questions_of_a_sheet_are_the_same_held_or_not(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_questions, "MOST_HELD", most)
    table = rows("Name | Country", "Zenquor Mill | DE", "ditto | FR", "- | FR", "Half \ud800 | DE")
    found = collect_questions("f.csv", table[:4], layout(table)).questions
    assert [(each.row, each.party.name) for each in found] == [
        (2, "Zenquor Mill"),
        (3, "Zenquor Mill"),
        (4, "-"),
    ]
    wanted = iter([False, True, True, False])
    assert list(found.select_questions(wanted)) == list(islice(found, 1, 3))
    assert next(wanted) is False
    odd = collect_questions("f.csv", table, layout(table)).questions
    assert [each.party.name for each in odd][-1] == "Half \ud800"
