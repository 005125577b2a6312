"""The same input gives the same bytes, whatever the seed of Python's hashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "customers.xlsx"


def screened(folder: Path, seed: str) -> bytes:
    """The JSONL report of the sample, from a Python of its own."""
    out = folder / f"{seed}.jsonl"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1767322985"}
    command = [sys.executable, "-m", "compliance", str(SAMPLE), "-o", str(out)]
    run = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert run.returncode == 1, run.stderr.decode()
    return out.read_bytes()


@pytest.mark.slow
def test_two_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    one = screened(tmp_path, "1")
    assert one.count(b"\n") > 10
    assert one == screened(tmp_path, "2")
