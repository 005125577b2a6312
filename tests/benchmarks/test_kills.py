"""A few kills of each kind of work; `python -m benchmarks.kills 1000` makes more."""

import os

import pytest

from benchmarks.kills import KINDS, measure_kills


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked")
def test_a_kill_leaves_nothing_half_and_raises_no_false_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SCREEN_CACHE", "SCREEN_DATA"):
        monkeypatch.setenv(name, "")
    found = dict(measure_kills(2 * len(KINDS), 7))
    assert [one.problems for one in found.values()] == [[]] * len(KINDS)
    assert sum(one.kills for one in found.values()) >= len(KINDS)
