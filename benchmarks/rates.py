"""Names a second: this project in one process and in two, and others, in turns of one run.

Ordinary firms and names of the world in all scripts are asked apart: other scripts cost more. What
is slower is asked a part of the names, evenly spaced. RapidFuzz compares all pairs, with two
workers. logic-v2 is asked behind nomenklatura's own blocking index, by a Python that has it
(benchmarks/logic_v2.py), which may use both cores for its index; as companies: those it answers
soonest.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, cast

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from benchmarks.timing import Figure, forget, ratios, since, spread, time_in_turn
from compliance.matching import Matcher
from compliance.matching.cells import named_by
from compliance.model import ListEntry, Party, PartyKind, Question, Settings, Watchlist
from compliance.screening import list_cache
from compliance.screening.screen import screen_questions
from compliance.screening.worker_pool import open_worker_pool

PROGRAM = Path(__file__).parent / "logic_v2.py"
PROCESSES = {1: "one process", 2: "two processes"}
FIRMS, WORLD = "ordinary firms", "names of the world"
LEDGER = "a ledger that repeats its parties"
SEED = 20
REPEATS = 4
"""How often a party stands in a ledger on average: some once, some on every page."""
OTHERS = {
    "logic-v2": ("logic-v2 with its index", {1: "40", 2: "75"}),
    "ratio": ("`cdist` ratio with two workers", {1: "2", 2: "3.5"}),
    "WRatio": ("`cdist` WRatio with two workers", {1: "250", 2: "450"}),
}
"""What this project is compared with: in words, and how many times as fast it shall be with one
process and with two."""
OF_RATIO, OF_WRATIO = 300, 40
"""Names that the slower ones are asked."""
SCHEMAS = {
    PartyKind.ORGANISATION: "Company",
    PartyKind.PERSON: "Person",
    PartyKind.VESSEL: "Vessel",
    PartyKind.AIRCRAFT: "Airplane",
    PartyKind.UNKNOWN: "LegalEntity",
}


Rate = tuple[str, str]
"""What is asked, and of whom."""
AskNames = Callable[[str], float]
"""Asks a set of names, by its name, and says the seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """A list, the names to ask, and how they are asked."""

    folder: Path
    """Where files are written meanwhile."""
    chosen: Sequence[str]
    """Ids or paths of the lists; empty for the bundled one."""
    asked: Mapping[str, Sequence[str]]
    """Sets of names by what they are; the first also makes the ledger."""
    runs: int
    logic: Path | None = None
    """A Python that has nomenklatura."""
    of_logic: int = 400
    """Names of each set that logic-v2 is asked."""

    def list_figures(self) -> Iterator[Figure]:
        """All of it, as lines of a table."""
        list_cache.prepare_named_lists(self.chosen)
        start = time.perf_counter()
        ready = list_cache.prepare_named_lists(self.chosen).prepared
        yield Figure(what="a stored list is there after", value=f"{since(start):.2f} s")
        if not self.logic:
            yield from describe_rates(self.time_turns(ready.entries))
            return
        parts = {what: sample_names(names, self.of_logic) for what, names in self.asked.items()}
        with open_logic_v2(self.logic, self.folder, ready.entries, parts) as (version, ask):
            steps = {
                (what, "logic-v2"): lambda what=what: len(parts[what]) / ask(what) for what in parts
            }
            yield from describe_rates(self.time_turns(ready.entries, steps))
        yield Figure(what="version of nomenklatura, for logic-v2", value=version)

    def time_turns(
        self, entries: Sequence[ListEntry], more: Mapping[Rate, Callable[[], float]] | None = None
    ) -> dict[Rate, list[float]]:
        """Names a second of each, in turns."""
        listed = [name.text for entry in entries for name in named_by(entry)]
        first = next(iter(self.asked.values()))
        steps: dict[Rate, Callable[[], float]] = {}
        for what, names in (*self.asked.items(), (LEDGER, repeat_names(first))):
            for count, processes in PROCESSES.items():
                steps[what, processes] = partial(self.screen_names, names, count)
        for what, names in self.asked.items():
            for scorer, most in ((fuzz.ratio, OF_RATIO), (fuzz.WRatio, OF_WRATIO)):
                part = sample_names(names, most)
                steps[what, scorer.__name__] = partial(compare_all, part, listed, scorer)
        return time_in_turn(steps | dict(more or {}), self.runs)

    def screen_names(self, asked: Sequence[str], processes: int) -> float:
        """Names a second as the program screens them, from a list and caches that know none yet."""
        forget()
        ready = list_cache.prepare_named_lists(self.chosen)
        watchlist = Watchlist(lists=ready.lists, entries=ready.prepared.entries)
        matcher = Matcher(ready.prepared)
        questions = [
            Question(file="", sheet="", row=at, party=Party(name=text))
            for at, text in enumerate(asked, 1)
        ]
        gc.collect()
        start = time.perf_counter()
        if processes == 1:
            answered = sum(1 for _ in screen_questions(questions, matcher, Settings()))
        else:
            with open_worker_pool(watchlist, matcher, Settings(), processes) as share:
                answered = sum(1 for _ in share(questions, matcher, Settings()))
        return answered / since(start)


def describe_rates(rates: Mapping[Rate, Sequence[float]]) -> Iterator[Figure]:
    """What was timed, with how many times as fast this project is."""
    for what in dict.fromkeys(what for what, _ in rates):
        unit = "rows" if what == LEDGER else "names"
        for count, ours in PROCESSES.items():
            value = spread(rates[what, ours])
            yield Figure(what=f"{unit} a second, {what}, {ours}", value=value)
            for name, (words, goals) in OTHERS.items():
                if (what, name) in rates:
                    times = spread(ratios(rates[what, ours], rates[what, name]), 1)
                    than = f"that is so many times {words}"
                    yield Figure(what=than, value=times, goal=goals[count])
        for name, (words, _) in OTHERS.items():
            if (what, name) in rates:
                value = spread(rates[what, name], 1)
                yield Figure(what=f"names a second, {what}, {words}", value=value)


def repeat_names(names: Sequence[str]) -> list[str]:
    """The rows of a ledger of these parties: few of them make most rows, as in real ones."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    rows = [*names, *chance.choices(names, weights, k=(REPEATS - 1) * len(names))]
    chance.shuffle(rows)
    return rows


def compare_all(asked: Sequence[str], listed: Sequence[str], scorer: Callable[..., float]) -> float:
    """Names a second of RapidFuzz over all pairs."""
    start = time.perf_counter()
    cdist(asked, listed, scorer=scorer, workers=2, dtype="uint8")
    return len(asked) / since(start)


def sample_names(asked: Sequence[str], most: int) -> list[str]:
    """So many of the names, evenly spaced."""
    count = min(most, len(asked))
    return [asked[at * len(asked) // count] for at in range(count)]


# --- logic-v2 ---------------------------------------------------------------------------------


@contextmanager
def open_logic_v2(
    python: Path, folder: Path, entries: Iterable[ListEntry], sets: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, AskNames]]:
    """The version of nomenklatura, and what asks it a set of names and says the seconds.

    Raises SystemExit with the last line of its complaint when it does not run.
    """
    listed, errors, index = (folder / f"logic-{name}" for name in ("listed", "errors", "index"))
    asked = {what: folder / f"logic-asked-{at}" for at, what in enumerate(sets)}
    write_entities(
        listed, ((SCHEMAS[e.kind], [name.text for name in named_by(e)]) for e in entries)
    )
    for what, path in asked.items():
        write_entities(path, ((SCHEMAS[PartyKind.ORGANISATION], [name]) for name in sets[what]))
    command = [str(part) for part in (python, PROGRAM, listed, index)]
    with (
        errors.open("w", encoding="utf-8") as complaint,
        Popen(command, stdin=PIPE, stdout=PIPE, stderr=complaint, text=True) as process,
    ):
        asks, says = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        version = read_answer(says, errors, python).removeprefix("ready ")

        def ask(what: str) -> float:
            print(asked[what], file=asks, flush=True)
            return float(read_answer(says, errors, python))

        yield version, ask


def read_answer(answers: IO[str], errors: Path, python: Path) -> str:
    """The next line. Raises SystemExit when there is none."""
    line = answers.readline().strip()
    if not line:
        complaint = errors.read_text(encoding="utf-8").strip().splitlines() or ["no word"]
        advice = f"try: {python} -m pip install nomenklatura duckdb"
        raise SystemExit(f"logic-v2 does not run in {python}: {complaint[-1]}; {advice}")
    return line


def write_entities(path: Path, found: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A file of entities for logic_v2.py."""
    with path.open("w", encoding="utf-8") as file:
        for schema, names in found:
            file.write(json.dumps({"schema": schema, "names": list(names)}) + "\n")
