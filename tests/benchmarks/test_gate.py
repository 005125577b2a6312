"""The quality gate: no name of it is lost, and no more innocent ones alert than before."""

from collections import Counter

import pytest

from benchmarks import gate
from compliance.lists import catalog
from compliance.matching import scoring
from compliance.model import Decision


@pytest.fixture(scope="module")
def answers() -> tuple[gate.Answer, ...]:
    return gate.ask_gate()


def test_quality_did_not_drop(answers: tuple[gate.Answer, ...]) -> None:
    shares, needed = gate.count_shares(answers), gate.read_shares()
    wrong = gate.name_wrong(answers)
    assert shares.found >= needed.found, wrong
    assert shares.hit >= needed.hit, wrong
    assert shares.innocent_alert <= needed.innocent_alert, wrong
    assert shares.innocent_hit <= needed.innocent_hit, wrong


def test_no_kind_of_name_is_lost_as_a_whole(answers: tuple[gate.Answer, ...]) -> None:
    """Of no kind more than a quarter: a mean over all kinds would hide that."""
    every = Counter(one.asked.group for one in answers if one.asked.listed)
    lost = Counter(
        one.asked.group for one in answers if one.asked.listed and one.decision is Decision.CLEAR
    )
    assert all(4 * lost[group] <= many for group, many in every.items()), lost


def test_a_threshold_that_is_moved_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = gate.read_shares()
    for name, value in (("REVIEW_FROM", 0.75), ("HIT_FROM", 0.97)):
        with monkeypatch.context() as patch:
            patch.setattr(scoring, name, value)
            shares = gate.count_shares(gate.ask_gate())
            assert shares.found < needed.found or shares.hit < needed.hit, name


def test_every_name_is_asked_once_and_of_a_party_that_is_listed() -> None:
    asked = gate.read_asked()
    assert len(asked) == len({one.name for one in asked}) > 300
    entries = (*catalog.load(()).entries, *gate.made_entries())
    known = {name.text for entry in entries for name in entry.names}
    assert {one.listed for one in asked if one.listed} <= known
