"""Names a second: this project in one process and in two, and others, in turns of one run.

RapidFuzz compares all pairs, with two workers. logic-v2 is asked behind nomenklatura's own blocking
index, by a Python that has it (benchmarks/logic_v2.py), which may use both cores for its index. It
is asked a part of the names, evenly spaced, as companies: those it answers soonest.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, cast

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from benchmarks.timing import Figure, forget, in_turn, ratios, since, spread
from compliance.matching import Matcher
from compliance.matching.cells import named_by
from compliance.model import ListEntry, Party, PartyKind, Question, Settings, Watchlist
from compliance.screening import list_cache
from compliance.screening.screen import screen_questions
from compliance.screening.worker_pool import open_worker_pool

PROGRAM = Path(__file__).parent / "logic_v2.py"
PROCESSES = {1: "one process", 2: "two processes"}
LEDGER = "a ledger that repeats its parties, {}"
SEED = 20
REPEATS = 4
"""How often a party stands in a ledger on average: some once, some on every page."""
OTHERS = {
    "logic-v2": ("logic-v2 with its index", "100"),
    "ratio": ("`cdist` ratio with two workers", "8"),
    "WRatio": ("`cdist` WRatio with two workers", "1,000"),
}
"""What this project is compared with: in words, and how many times as fast it shall be."""
OF_RATIO, OF_WRATIO = 300, 40
"""Names that the slower ones are asked."""
SCHEMAS = {
    PartyKind.ORGANISATION: "Company",
    PartyKind.PERSON: "Person",
    PartyKind.VESSEL: "Vessel",
    PartyKind.AIRCRAFT: "Airplane",
    PartyKind.UNKNOWN: "LegalEntity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """A list, the names to ask, and how they are asked."""

    folder: Path
    """Where files are written meanwhile."""
    chosen: Sequence[str]
    """Ids or paths of the lists; empty for the bundled one."""
    asked: Sequence[str]
    runs: int
    logic: Path | None = None
    """A Python that has nomenklatura."""
    of_logic: int = 400
    """Names that logic-v2 is asked."""

    def figures(self) -> Iterator[Figure]:
        """All of it, as lines of a table."""
        list_cache.prepare_named_lists(self.chosen)
        start = time.perf_counter()
        ready = list_cache.prepare_named_lists(self.chosen).prepared
        yield Figure(what="a stored list is there after", value=f"{since(start):.2f} s")
        if not self.logic:
            yield from told(self.timed(ready.entries, {}))
            return
        part = sampled(self.asked, self.of_logic)
        with asking(self.logic, self.folder, ready.entries, part) as (version, seconds):
            steps = {"logic-v2": lambda: len(part) / seconds()}
            yield from told(self.timed(ready.entries, steps))
        yield Figure(what="version of nomenklatura, for logic-v2", value=version)

    def timed(
        self, entries: Sequence[ListEntry], more: dict[str, Callable[[], float]]
    ) -> dict[str, list[float]]:
        """Names a second of each, in turns."""
        listed = [name.text for entry in entries for name in named_by(entry)]
        rows = repeated(self.asked)
        steps = {
            PROCESSES[1]: lambda: self.screened(self.asked, 1),
            PROCESSES[2]: lambda: self.screened(self.asked, 2),
            LEDGER.format(PROCESSES[1]): lambda: self.screened(rows, 1),
            LEDGER.format(PROCESSES[2]): lambda: self.screened(rows, 2),
            "ratio": lambda: all_pairs(self.asked[:OF_RATIO], listed, fuzz.ratio),
            "WRatio": lambda: all_pairs(self.asked[:OF_WRATIO], listed, fuzz.WRatio),
        }
        return in_turn(steps | more, self.runs)

    def screened(self, asked: Sequence[str], processes: int) -> float:
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


def told(rates: dict[str, list[float]]) -> Iterator[Figure]:
    """What was timed, with how many times as fast this project is."""
    for ours in PROCESSES.values():
        what = f"names a second, {ours}, full scoring"
        yield Figure(what=what, value=spread(rates[ours]))
        for name, (words, goal) in OTHERS.items():
            if name in rates:
                value = spread(ratios(rates[ours], rates[name]), 1)
                yield Figure(what=f"that is so many times {words}", value=value, goal=goal)
        ledger = LEDGER.format(ours)
        if ledger in rates:
            yield Figure(what=f"rows a second, {ledger}", value=spread(rates[ledger]))
    for name, (words, _) in OTHERS.items():
        if name in rates:
            yield Figure(what=f"names a second, {words}", value=spread(rates[name], 1))


def repeated(names: Sequence[str]) -> list[str]:
    """The rows of a ledger of these parties: few of them make most rows, as in real ones."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    rows = [*names, *chance.choices(names, weights, k=(REPEATS - 1) * len(names))]
    chance.shuffle(rows)
    return rows


def all_pairs(asked: Sequence[str], listed: Sequence[str], scorer: Callable[..., float]) -> float:
    """Names a second of RapidFuzz over all pairs."""
    start = time.perf_counter()
    cdist(asked, listed, scorer=scorer, workers=2, dtype="uint8")
    return len(asked) / since(start)


def sampled(asked: Sequence[str], most: int) -> list[str]:
    """So many of the names, evenly spaced."""
    count = min(most, len(asked))
    return [asked[at * len(asked) // count] for at in range(count)]


# --- logic-v2 ---------------------------------------------------------------------------------


@contextmanager
def asking(
    python: Path, folder: Path, entries: Iterable[ListEntry], asked: Iterable[str]
) -> Iterator[tuple[str, Callable[[], float]]]:
    """The version of nomenklatura, and what asks it all the names and says the seconds.

    Raises SystemExit with the last line of its complaint when it does not run.
    """
    listed, questions, errors = (folder / f"logic-{name}" for name in ("listed", "asked", "errors"))
    entities(listed, ((SCHEMAS[e.kind], [name.text for name in named_by(e)]) for e in entries))
    entities(questions, ((SCHEMAS[PartyKind.ORGANISATION], [name]) for name in asked))
    command = [str(part) for part in (python, PROGRAM, listed, questions, folder / "logic-index")]
    with (
        errors.open("w", encoding="utf-8") as complaint,
        Popen(command, stdin=PIPE, stdout=PIPE, stderr=complaint, text=True) as process,
    ):
        asks, says = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        version = said(says, errors, python).removeprefix("ready ")

        def seconds() -> float:
            print("again", file=asks, flush=True)
            return float(said(says, errors, python))

        yield version, seconds


def said(answers: IO[str], errors: Path, python: Path) -> str:
    """The next line. Raises SystemExit when there is none."""
    line = answers.readline().strip()
    if not line:
        complaint = errors.read_text(encoding="utf-8").strip().splitlines() or ["no word"]
        advice = f"try: {python} -m pip install nomenklatura duckdb"
        raise SystemExit(f"logic-v2 does not run in {python}: {complaint[-1]}; {advice}")
    return line


def entities(path: Path, found: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A file of entities for logic_v2.py."""
    with path.open("w", encoding="utf-8") as file:
        for schema, names in found:
            file.write(json.dumps({"schema": schema, "names": list(names)}) + "\n")
