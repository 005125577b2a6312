"""Questions are dealt out evenly, in order, and all about one name to the same one."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Party, Question
from compliance.screening import question_dealer
from compliance.screening.question_dealer import QuestionDealer
from compliance.screening.screen import REPEATS


def ask(names: Sequence[str]) -> list[Question]:
    return [
        Question(file="", sheet="", row=row, party=Party(name=name))
        for row, name in enumerate(names)
    ]


def deal(names: Sequence[str], number: int) -> list[int]:
    """Who of so many is asked about each name."""
    return [*QuestionDealer(number).deal(iter(ask(names))).owners]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(1, 4))
def test_each_question_is_dealt_once_and_stays_in_order(names: list[str], number: int) -> None:
    asked = ask(names)
    batch = QuestionDealer(number).deal(iter(asked))
    parts = [iter(part) for part in batch.parts]
    assert [next(parts[owner]) for owner in batch.owners] == asked
    assert not any([*part] for part in parts)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(1, 4))
def test_a_name_is_dealt_to_one_and_all_get_as_many_names(names: list[str], number: int) -> None:
    both = set(zip(names, deal(names, number), strict=True))
    assert len(both) == len(set(names))
    counts = [sum(owner == at for _, owner in both) for at in range(number)]
    assert max(counts) - min(counts) <= 1


def test_a_batch_ends_with_so_many_different_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 3)
    dealer, asked = QuestionDealer(2), iter(ask("aabbccddeeffgghh"))
    assert [[*map(len, dealer.deal(asked).parts)] for _ in range(3)] == [[6, 5], [2, 3], [0, 0]]


def test_a_batch_of_few_names_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 3)
    dealer, asked = QuestionDealer(2), iter(ask("a" * 100))
    assert len(dealer.deal(asked).owners) == 3 * 2 * REPEATS


def test_names_are_forgotten_beyond_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "MOST_NAMES", 2)
    assert deal("abcca", 2) == [0, 1, 0, 0, 1]
