"""Very many spoilt inputs, each with limits of time and memory; what the program makes of them.

usage: python -m tests.fuzz [KIND ...] [--cases N] [--seconds S] [--seed S] [--keep FOLDER]

A fault is whatever is no answer and no ScreenError of one line: another exception, a process that
dies, 10 seconds of work, 1 GiB. Each is kept as a file. The same seed makes the same inputs.
"""

import argparse
import os
import resource
import signal
import struct
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from compliance.errors import ScreenError
from tests.fuzz.kinds import KINDS, lists, reference

SECONDS, MEMORY = 10.0, 1 << 30
"""What one input may take: seconds of work, bytes."""
TOGETHER = 200
"""Inputs that one process takes."""
FAULT = "FAULT"


@dataclass(slots=True)
class Outcome:
    """What became of the inputs of one kind."""

    cases: int = 0
    results: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: int = 0
    """Bytes of memory, most."""
    faults: dict[str, int] = field(default_factory=dict)
    """What each fault was, and the first input that showed it."""


def make(kind: str, number: int, seed: int) -> bytes:
    """The input of that number."""
    return KINDS[kind].make(Random(f"{seed} {kind} {number}"))  # noqa: S311 - not for secrets


def judge(kind: str, data: bytes) -> str:
    """What the program makes of an input, in a word; begins with FAULT for a fault."""
    try:
        return KINDS[kind].try_out(data)
    except ScreenError as error:
        text = str(error)
        if "\n" in text.strip() or "reading it failed" in text:
            return f"{FAULT} {text[:200]!r}"
        return "refused"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return f"{FAULT} {type(error).__name__} at {place} {str(error)[:120]!r}"


# --- Processes --------------------------------------------------------------------------------


def run(kind: str, seed: int, first: int, count: int, outcome: Outcome) -> None:
    """Take so many inputs, in processes that are ended when one takes too long."""
    number = first
    while number < first + count:
        number = _run_some(kind, seed, number, min(TOGETHER, first + count - number), outcome)


def _run_some(kind: str, seed: int, first: int, count: int, outcome: Outcome) -> int:
    """Take inputs until a process ends; returns the number of the next."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _work(kind, seed, first, count, theirs)
    os.close(theirs)
    number = first - 1
    with os.fdopen(ours, "rb") as stream:
        for number, took, peak, said in _reports(stream):
            outcome.cases += 1
            outcome.slowest = max(outcome.slowest, took)
            outcome.peak = max(outcome.peak, peak)
            problem = said if said.startswith(FAULT) else ""
            problem = problem or (f"{FAULT} {took:.0f} seconds" if took > SECONDS else "")
            problem = problem or (f"{FAULT} {peak >> 20} MiB" if peak > MEMORY else "")
            outcome.results[FAULT if problem else said] += 1
            if problem:
                outcome.faults.setdefault(problem, number)
    _, status = os.waitpid(child, 0)
    if not status and number == first + count - 1:
        return number + 1
    outcome.cases += 1
    outcome.results[FAULT] += 1
    outcome.faults.setdefault(f"{FAULT} died with {os.waitstatus_to_exitcode(status)}", number + 1)
    return number + 2


def _work(kind: str, seed: int, first: int, count: int, pipe: int) -> None:
    """The life of a process: inputs, one after the other."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        with os.fdopen(pipe, "wb", buffering=0) as stream:
            for number in range(first, first + count):
                signal.alarm(100)
                data = make(kind, number, seed)
                start = work()
                said = judge(kind, data).encode("utf-8", "replace")[:1000]
                took = work() - start
                who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
                peak = max(resource.getrusage(one).ru_maxrss for one in who) << 10
                stream.write(struct.pack(">IdQI", number, took, peak, len(said)) + said)
        code = 0
    finally:
        os._exit(code)


def work() -> float:
    """Seconds of work so far, of this process and those that it started: not what others take."""
    return sum(os.times()[:4])


def _reports(stream) -> Iterator[tuple[int, float, int, str]]:  # type: ignore[no-untyped-def]
    head = struct.Struct(">IdQI")
    while len(start := stream.read(head.size)) == head.size:
        number, took, peak, size = head.unpack(start)
        yield number, took, peak, stream.read(size).decode("utf-8", "replace")


# --- The command ------------------------------------------------------------------------------


def main() -> int:
    """Run a campaign; 1 where there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], metavar="KIND")
    parser.add_argument("--cases", type=int, default=1_000, help="inputs of each kind")
    parser.add_argument("--seconds", type=float, default=600.0, help="of the whole campaign")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--keep", type=Path, help="folder that faulty inputs are written to")
    asked = parser.parse_args()
    lists(), reference()  # ready before the processes are forked
    end = time.monotonic() + asked.seconds
    outcomes = {kind: Outcome() for kind in asked.kinds or KINDS}
    for first in range(asked.first, asked.first + asked.cases, TOGETHER):
        for kind, outcome in outcomes.items():
            if time.monotonic() < end:
                count = min(TOGETHER, asked.first + asked.cases - first)
                run(kind, asked.seed, first, count, outcome)
    tell(outcomes)
    keep(outcomes, asked.seed, asked.keep)
    return int(any(one.faults for one in outcomes.values()))


def tell(outcomes: dict[str, Outcome]) -> None:
    """A table by kind, then the faults."""
    write = sys.stdout.write
    write("| kind | inputs | refused | answered | faults | slowest, s | most memory, MiB |\n")
    write("|---|---|---|---|---|---|---|\n")
    for kind, one in outcomes.items():
        refused, faults = one.results["refused"], one.results[FAULT]
        answered = one.cases - refused - faults
        took = f"{one.slowest:.1f} | {one.peak >> 20}"
        write(f"| {kind} | {one.cases:,} | {refused:,} | {answered:,} | {faults} | {took} |\n")
    for kind, one in outcomes.items():
        for fault, number in one.faults.items():
            write(f"{kind} {number}: {fault}\n")


def keep(outcomes: dict[str, Outcome], seed: int, folder: Path | None) -> None:
    """Write the inputs that showed a fault, one a fault."""
    if not folder:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind, one in outcomes.items():
        for number in one.faults.values():
            name = f"{kind.strip('.').replace(' ', '-')}-{seed}-{number}"
            (folder / name).write_bytes(make(kind, number, seed))
