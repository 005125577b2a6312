"""A short campaign in the ordinary tests, a long one where it is asked for, and the corpus."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import guided
from tests.fuzz.campaign import FAULT, judge
from tests.fuzz.kinds import KINDS

ROOT = Path(__file__).parents[2]
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


def test_guided_fuzzing_is_left_out_where_it_does_not_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    monkeypatch.setattr(sys, "argv", ["guided"])
    assert guided.main() == 0
    assert capsys.readouterr().out == "atheris is not installed: no guided fuzzing\n"
    assert set(guided.GUIDED) <= set(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_finds_nothing(kind: str) -> None:
    """In a Python of its own: memory that other tests took would be counted here as well."""
    command = [sys.executable, "-m", "tests.fuzz", kind, "--cases", "200", "--seed", "3"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
