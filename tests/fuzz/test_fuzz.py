"""A short campaign in the ordinary tests, a long one where it is asked for, and the corpus."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.campaign import FAULT, Outcome, judge, run
from tests.fuzz.kinds import KINDS, lists, reference

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_spoilt_inputs_are_answered_or_refused(kind: str, chance: Random) -> None:
    assert not judge(kind, KINDS[kind].make(chance)).startswith(FAULT)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_was_a_fault_is_none(path: Path) -> None:
    kind = path.name.partition("~")[0].replace("-", " ")
    assert not judge(kind, path.read_bytes()).startswith(FAULT)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_finds_nothing(kind: str) -> None:
    lists(), reference()
    outcome = Outcome()
    run(kind, 3, 0, 200, outcome)
    assert outcome.faults == {}
