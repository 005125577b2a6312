"""Kill the program at random moments and look for anything lost, half written or falsely accused.

    python -m benchmarks.kills 1000 [SEED]

Each kind of work that writes runs again and again in one folder of its own: `lists update`, `lists
import`, a report, a run record, a record with a journal, decisions from a report, a baseline. Every
run is killed (SIGKILL, the whole process group) at a moment drawn evenly from the time that such a
run takes; then what is on the disk is checked. Moments between two writes are the more likely to be
met the longer they last, as for a user whose computer stops.

Runs are forked from one process that has the program in memory, so that moments are spent on the
work and not on loading. POSIX only.
"""

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from compliance.audit.journal import read_journal
from compliance.audit.run_record import read_record as read_run_record
from compliance.cli.main import main as run_program
from compliance.decisions.record_file import read_record
from compliance.errors import ScreenError
from compliance.lists.history import read_history
from tests.lists.sources.csl_rows import csl

START = 1_795_420_800
"""Seconds since 1970 of the first run: 23 November 2026, 08:00 UTC."""
DAY = 86_400
WARM_UP = 3
"""Runs that are not killed, whose median time says how late a kill may come."""
LATEST = 1.1
"""Share of that time until which kills come: some runs end before."""
STOPPED = "was stopped before the journal had its record"
LISTED = ("Hangzhou Hikvision Digital Technology Co., Ltd.", "Zhejiang Dahua Technology Co., Ltd.")
CUSTOMERS = f"id,name,country\n1,{LISTED[0]!r},CN\n2,{LISTED[1]!r},CN\n3,Plum Bakery,DE\n".replace(
    "'", '"'
)


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """One run: its exit code, None when it was killed, and what it printed."""

    code: int | None
    out: str = ""


def run(words: Sequence[str], day: int, kill_after: float | None = None) -> FinishedRun:
    """Run the program with these words on a day, and kill it after so many seconds."""
    with tempfile.TemporaryFile() as stream:
        child = os.fork()
        if child == 0:
            os.setsid()
            os.environ["SOURCE_DATE_EPOCH"] = str(START + day * DAY)
            for number in (1, 2):
                os.dup2(stream.fileno(), number)
            code = run_program(words)
            sys.stdout.flush()
            os._exit(code)
        if kill_after is not None:
            time.sleep(kill_after)
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return FinishedRun(None)
            return FinishedRun(0)
        _, status = os.waitpid(child, 0)
        stream.seek(0)
        return FinishedRun(os.waitstatus_to_exitcode(status), stream.read().decode())


# --- Kinds of work ----------------------------------------------------------------------------


@dataclass(slots=True)
class WorkKind:
    """One kind of work: `words` of the run by its number, `prepare` before it, `check` after."""

    name: str
    words: Callable[[int], Sequence[str]]
    check: Callable[[int], Iterator[str]]
    prepare: Callable[[int], None] = lambda _: None
    exits: tuple[int, ...] = (0,)
    """How a whole run may end."""
    days: int = 1_000
    """Runs after which the days begin again: the day stands in what is written."""
    seen: dict[str, bytes] = field(default_factory=dict)
    """Log -> its bytes after the last kill: a log only grows."""

    def check_growth(self, path: Path) -> Iterator[str]:
        """Whether a log still begins with all that it had."""
        now = path.read_bytes() if path.exists() else b""
        if not now.startswith(self.seen.get(str(path), b"")):
            yield f"{path.name} lost lines"
        self.seen[str(path)] = now


def write_inputs() -> None:
    """The files that all kinds of work use, in the working folder."""
    Path("customers.csv").write_text(CUSTOMERS, "utf-8")
    Path("list.csv").write_bytes(make_list(0))


def make_list(number: int) -> bytes:
    """A version of the list: always as long, one name of its own."""
    names = [*LISTED, *(f"Norrsken Optik {at} AB" for at in range(60)), f"Vercanto {number} SA"]
    return csl(*({"_id": f"{at:03}", "name": name} for at, name in enumerate(names)))


def check_lists(kind: WorkKind, list_id: str) -> Iterator[str]:
    """A history that can be read, only grows, and whose versions are all whole."""
    folder = Path("data")
    try:
        history = read_history(folder, list_id)
    except ScreenError as error:
        yield error.message
        return
    yield from kind.check_growth(folder / "lists" / f"{list_id}.jsonl")
    if history.current:
        ran = run(["lists", "verify", "--data", "data"], 400)
        if ran.code != 0:
            yield f"lists verify: {ran.code}: {ran.out}"


def make_update() -> WorkKind:
    """`screen lists update`, of a new version each time."""
    Path("screen.toml").write_text(
        'data = "data"\nlist = ["csl"]\n[lists.csl]\naddresses = ["fetched.csv"]\nfewest = 2\n'
        'canaries = ["Hikvision"]\nsources = ["us-bis-el"]\n'
    )

    def prepare(number: int) -> None:
        Path("fetched.csv").write_bytes(make_list(number))

    kind = WorkKind(
        name="update",
        words=lambda _: ["lists", "update"],
        prepare=prepare,
        check=lambda _: check_lists(kind, "csl"),
    )
    return kind


def make_import() -> WorkKind:
    """`screen lists import` of a list of one's own."""

    def prepare(number: int) -> None:
        Path("own.csv").write_text(f"name,country\nLorexia {number} GmbH,DE\n{LISTED[0]},CN\n")

    kind = WorkKind(
        name="import",
        words=lambda _: ["lists", "import", "own.csv", "--id", "own", "--data", "data"],
        prepare=prepare,
        check=lambda _: check_lists(kind, "own"),
    )
    return kind


def make_report() -> WorkKind:
    """A workbook in place of the earlier one; the list's cache is made anew now and then."""
    write_inputs()
    wholes = [make_whole_report(day) for day in (0, 1)]

    def prepare(number: int) -> None:
        if number % 5 == 0:
            for path in Path(os.environ["SCREEN_CACHE"]).glob("*"):
                path.unlink()

    def check(number: int) -> Iterator[str]:
        path = Path("report.xlsx")
        if path.exists() and path.read_bytes() not in wholes:
            yield "the report is neither of the two"
        if number % 10 == 0 and make_whole_report(0) != wholes[0]:
            yield "a run after the kill answers differently"

    return WorkKind(
        name="report",
        words=lambda _: screen("-o", "report.xlsx"),
        prepare=prepare,
        check=check,
        exits=(1,),
        days=2,
    )


def make_whole_report(day: int) -> bytes:
    """The report of a run that nobody kills."""
    run(screen("-o", "whole.xlsx"), day)
    return Path("whole.xlsx").read_bytes()


def screen(*words: str) -> list[str]:
    """The words of a run over the customers."""
    return ["customers.csv", "--list", "list.csv", "-q", *words]


def make_record() -> WorkKind:
    """A run record in place of the earlier one."""
    write_inputs()

    def check(_: int) -> Iterator[str]:
        if Path("run.json").exists():
            try:
                read_run_record(Path("run.json"))
            except ScreenError as error:
                yield error.message

    return WorkKind(
        name="record",
        words=lambda _: screen("--record", "run.json"),
        check=check,
        exits=(1,),
    )


def make_journal() -> WorkKind:
    """Records in a folder and their lines in the journal: no kill may look like tampering."""
    write_inputs()
    Path("records").mkdir()
    Path("screen.toml").write_text('data = "data"\n[record]\njournal = true\n')

    def check(number: int) -> Iterator[str]:
        yield from kind.check_growth(Path("data") / "records.jsonl")
        if faults := read_journal(Path("data")).faults:
            yield f"the journal: {faults[0]}"
        ran = run(["records", "verify"], number)
        lines = [line for line in ran.out.splitlines() if not line.startswith("lines of")]
        if ran.code == 3 and (false := [line for line in lines if STOPPED not in line]):
            yield f"a false alarm: {false[0]}"
        elif ran.code not in (0, 3):
            yield f"records verify: {ran.code}: {ran.out}"
        if number % 10 == 0:  # the next whole run finishes what was stopped
            run(screen("--record", "records/"), number)
            after = run(["records", "verify"], number)
            if after.code != 0:
                yield f"not finished by the next run: {after.out}"

    kind = WorkKind(
        name="journal",
        words=lambda _: screen("--record", "records/"),
        check=check,
        exits=(1,),
    )
    return kind


def make_review() -> WorkKind:
    """`screen review import` of a report that decides both parties, another way each time."""
    write_inputs()
    path, made_for = Path("decisions.jsonl"), -1

    def prepare(number: int) -> None:
        """A new report, once the decisions of the last one are in the record."""
        nonlocal made_for
        known = len(read_record(path).decisions)
        if known != made_for:
            made_for = known
            run(screen("-o", "filled.xlsx"), number)
            fill_report(Path("filled.xlsx"), ("fp", "true match")[known // 2 % 2])

    words = ["--decisions", "decisions.jsonl", "--list", "list.csv"]
    kind = WorkKind(
        name="review",
        words=lambda _: ["review", "import", "filled.xlsx", *words],
        prepare=prepare,
        check=lambda _: check_decisions(kind, path, 2),
        exits=(0, 1),
    )
    return kind


def fill_report(path: Path, decision: str) -> None:
    """Decide every open match of a report."""
    book = load_workbook(path)
    sheet = book["Hits"]
    at: dict[str, int] = {}
    for row in sheet.iter_rows():
        texts = {str(cell.value): cell.column for cell in row}
        if "Officer's decision" in texts:
            at = at or {name: number or 0 for name, number in texts.items()}
        elif at and sheet.cell(row[0].row or 0, at["Questions"]).value:
            values = {"Officer's decision": decision, "Reason": "seen", "Reviewer": "A. Berg"}
            for name, value in values.items():
                sheet.cell(row[0].row or 0, at[name]).value = value
    book.save(path)


def make_baseline() -> WorkKind:
    """`screen baseline`, until another day each time."""
    write_inputs()
    words = ["--decisions", "decisions.jsonl", "--list", "list.csv", "--reviewer", "A. Berg"]
    kind = WorkKind(
        name="baseline",
        words=lambda number: ["baseline", "customers.csv", *words, "--days", f"{number % 300 + 1}"],
        check=lambda _: check_decisions(kind, Path("decisions.baseline.jsonl"), 2),
    )
    return kind


def check_decisions(kind: WorkKind, path: Path, batch: int) -> Iterator[str]:
    """A record that verifies, only grows, and has whole batches."""
    record = read_record(path)
    yield from kind.check_growth(path)
    if record.faults or record.torn:
        yield f"the decision record: {record.faults or record.torn!r}"
    if len(record.decisions) % batch:
        yield f"half a batch: {len(record.decisions)} decisions"


KINDS = (
    make_update,
    make_import,
    make_report,
    make_record,
    make_journal,
    make_review,
    make_baseline,
)


# --- Killing ----------------------------------------------------------------------------------


@dataclass(slots=True)
class KillCount:
    """What came of one kind of work."""

    kills: int = 0
    ended: int = 0
    """Runs that had ended before the kill."""
    seconds: float = 0.0
    """Median time of a whole run."""
    problems: list[str] = field(default_factory=list)


def kill_runs(make_kind: Callable[[], WorkKind], kills: int, chance: random.Random) -> KillCount:
    """Kill runs of one kind in the working folder, which is empty, until so many were killed."""
    kind, count = make_kind(), KillCount()
    times = []
    for number in range(WARM_UP):
        kind.prepare(number)
        begin = time.perf_counter()
        ran = run(kind.words(number), number % kind.days)
        times.append(time.perf_counter() - begin)
        if ran.code not in kind.exits:
            count.problems.append(f"a whole run ended with {ran.code}: {ran.out}")
    count.seconds = statistics.median(times)
    number = WARM_UP
    while count.kills < kills and count.ended < 2 * kills + 10 and not count.problems:
        kind.prepare(number)
        moment = chance.uniform(0, LATEST * count.seconds)
        ran = run(kind.words(number), number % kind.days, moment)
        count.kills += ran.code is None
        count.ended += ran.code is not None
        found = [*kind.check(number)]
        count.problems += [f"run {number}, killed after {moment:.4f} s: {one}" for one in found]
        number += 1
    kind.prepare(number)
    ran = run(kind.words(number), number % kind.days)  # and all goes on
    if ran.code not in kind.exits:
        count.problems.append(f"the run after all kills ended with {ran.code}: {ran.out}")
    return count


def measure_kills(kills: int, seed: int) -> Iterator[tuple[str, KillCount]]:
    """Kill so many runs in all, the same number of every kind; what came of each kind."""
    chance = random.Random(seed)  # noqa: S311 - when to kill, not a secret
    before = Path.cwd()
    for make_kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            os.environ["SCREEN_CACHE"] = f"{folder}/cache"
            os.environ["SCREEN_DATA"] = f"{folder}/data"
            try:
                count = kill_runs(make_kind, -(-kills // len(KINDS)), chance)
            finally:
                os.chdir(before)
        yield make_kind.__name__.removeprefix("make_"), count


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of it, a row a kind of work; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description="Kill runs at random moments.")
    parser.add_argument("kills", type=int, help="how many runs are killed in all")
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args(argv)
    print("| work | seconds | kills | ended before | problems |\n|---|---|---|---|---|")
    is_wrong = False
    for name, count in measure_kills(asked.kills, asked.seed):
        row = (name, f"{count.seconds:.2f}", count.kills, count.ended, len(count.problems))
        print(f"| {' | '.join(map(str, row))} |", flush=True)
        for problem in count.problems:
            print(problem, file=sys.stderr, flush=True)
        is_wrong = is_wrong or bool(count.problems)
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
