"""What the programs that time things share: turns, medians with their spread, a table in a page."""

import functools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

SCREENED = {"compliance": (0, 1)}
"""Module -> exit codes of a run that went well, where that is not 0 alone."""
TOO_LONG = 124
Key = TypeVar("Key")
SMALL = f"""
import resource, subprocess, sys
seconds, most = float(sys.argv[1]) or None, int(sys.argv[2])
if most:
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
try:
    code = subprocess.run(sys.argv[3:], stdout=subprocess.DEVNULL, timeout=seconds).returncode
except subprocess.TimeoutExpired:
    code = {TOO_LONG}
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command for so many seconds and in so many bytes at most (0: any), and prints the most
memory that it or one of its own took, in KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A line of the table."""

    what: str
    value: str
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that ended."""

    seconds: float
    megabytes: float


def since(start: float) -> float:
    """Seconds since then, by `time.perf_counter`."""
    return time.perf_counter() - start


def time_in_turn(steps: Mapping[Key, Callable[[], float]], runs: int) -> dict[Key, list[float]]:
    """What each step says, in turns: noise then falls on all of them."""
    turns = [{name: step() for name, step in steps.items()} for _ in range(runs)]
    return {name: [turn[name] for turn in turns] for name in steps}


def ratios(ours: Sequence[float], others: Sequence[float]) -> list[float]:
    """How many times one is the other, turn by turn."""
    return [one / other for one, other in zip(ours, others, strict=True)]


def spread(values: Sequence[float], digits: int = 0, unit: str = "") -> str:
    """The median, and least and most where they differ: `12.0 (11.5–13.1) s`."""
    middle, *ends = (
        f"{v:,.{digits}f}" for v in (statistics.median(values), min(values), max(values))
    )
    around = f" ({'–'.join(ends)})" if ends[0] != ends[1] else ""
    return f"{middle}{around}{f' {unit}' if unit else ''}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table."""
    lines = [f"| {one.what} | {one.value} | {one.goal} |" for one in figures]
    return "\n".join(["| measure | measured | goal |", "|---|---:|---:|", *lines])


def between(page: str, start: str, text: str, end: str) -> str:
    """The page with the text between two marks. Raises SystemExit when a mark is missing."""
    before, found, rest = page.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"the page lacks the mark {(end if found else start)!r}")
    return f"{before}{start}\n{text}\n{end}{after}"


def forget() -> None:
    """Empty what the program remembers of words and names; tables that it has read stay."""
    for name, module in sorted(sys.modules.items()):
        for value in vars(module).values() if name.startswith("compliance") else ():
            if isinstance(value, functools._lru_cache_wrapper) and _is_bounded(value):
                value.cache_clear()


def _is_bounded(value: "functools._lru_cache_wrapper[object]") -> bool:
    return value.cache_parameters()["maxsize"] is not None


def start(*words: str, codes: Sequence[int] = (0,)) -> float:
    """Seconds that Python takes for these words, from its start to its end, and nothing beside.

    Raises SystemExit when it ends with another code.
    """
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    taken = since(begun)
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(words)} failed: {done.stderr.strip()}")
    return taken


def run(*words: str, seconds: float = 0, gigabytes: float = 0) -> Ran:
    """Run a module of Python's and wait for its end; 0 sets no limit of time or address space.

    It is the child of a small process: the memory of what it is forked from counts as its own.
    Raises SystemExit when it fails, or is ended because it takes longer.
    """
    limits = (str(seconds), str(int(gigabytes * 1e9)))
    command = [sys.executable, "-c", SMALL, *limits, sys.executable, "-m", *words]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = since(start)
    if done.returncode == TOO_LONG:
        raise SystemExit(f"{words[0]} took longer than {seconds:g} s")
    if done.returncode not in SCREENED.get(words[0], (0,)):
        raise SystemExit(f"{' '.join(words)} failed: {done.stderr.strip()}")
    return Ran(seconds=taken, megabytes=int(done.stdout) / 1024)
