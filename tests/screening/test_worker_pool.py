"""Several processes give what one gives, end cleanly, and never lose an answer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import active_children
from pathlib import Path

import pytest

from compliance.errors import EngineError, InputError
from compliance.matching import Matcher
from compliance.model import Decision, Match, Party, Question, Settings
from compliance.screening import list_cache, question_dealer, worker_pool
from compliance.screening.question_dealer import BATCH
from compliance.screening.screen import REPEATS, screen_questions
from compliance.screening.worker_pool import open_worker_pool
from tests.screening.parties import WATCHLIST, question, questions

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc")
SETTINGS = Settings()


class Recorder(Matcher):
    """A matcher that notes which processes asked it."""

    def __init__(self) -> None:
        super().__init__(WATCHLIST)
        self.asked_here = 0

    def search(
        self, parties: Sequence[Party], *, min_score: float | None = None, max_matches: int = 5
    ) -> list[tuple[Match, ...]]:
        self.asked_here += len(parties)
        return super().search(parties, min_score=min_score, max_matches=max_matches)


class Failing(Matcher):
    """A matcher with a fault."""

    def search(
        self,
        parties: Sequence[Party],  # noqa: ARG002
        *,
        min_score: float | None = None,  # noqa: ARG002
        max_matches: int = 5,  # noqa: ARG002
    ) -> list[tuple[Match, ...]]:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    """Every test ends without a process more than before."""
    yield
    assert active_children() == []


@pytest.mark.parametrize("batch", [1, 7, 64])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_answers_are_those_of_one_process(
    size: int, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", batch)
    asked, matcher = questions(200), Recorder()
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, size, fewest=0) as shared:
        found = list(shared(asked, matcher, SETTINGS))
    assert matcher.asked_here == 0
    assert found == list(screen_questions(asked, matcher, SETTINGS))


@pytest.mark.slow
@pytest.mark.parametrize("state", ["not kept", "kept", "gone"])
def test_where_a_system_cannot_fork_workers_map_the_kept_list_or_build_it(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 64)
    asked, matcher = questions(200), Recorder()
    file = tmp_path / "list.ready"
    if state == "kept":
        list_cache.write_cache_file(
            file, list_cache.ReadyLists(prepared=matcher.ready, lists=WATCHLIST.lists)
        )
    kept = None if state == "not kept" else file
    with open_worker_pool(
        WATCHLIST, matcher, SETTINGS, 2, fewest=0, fork=False, cache_file=kept
    ) as shared:
        found = list(shared(asked, matcher, SETTINGS))
    assert matcher.asked_here == (200 if state == "gone" else 0)
    assert found == list(screen_questions(asked, matcher, SETTINGS))


def test_several_files_one_after_the_other() -> None:
    matcher = Matcher(WATCHLIST)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        for number in (0, 1, 50):
            assert len(list(shared(questions(number), matcher, SETTINGS))) == number


def test_few_different_names_are_answered_here() -> None:
    matcher = Recorder()
    asked = questions(7) * 50
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=8) as shared:
        assert len(list(shared(asked, matcher, SETTINGS))) == 350
    assert matcher.asked_here == 350


@pytest.mark.parametrize("held", [True, False], ids=["sequence", "iterator"])
def test_repeated_parties_among_the_first_do_not_keep_the_workers_idle(held: bool) -> None:
    matcher = Recorder()
    asked = [question(1)] * 40 + questions(30)
    given = asked if held else iter(asked)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=9) as shared:
        found = list(shared(given, matcher, SETTINGS))
    assert matcher.asked_here == 0
    assert found == list(screen_questions(asked, matcher, SETTINGS))


def test_workers_answer_from_where_there_were_many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "LOOKED_AT", 10)
    matcher = Recorder()
    asked = [question(1)] * 25 + questions(30)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=12) as shared:
        found = list(shared(iter(asked), matcher, SETTINGS))
    assert matcher.asked_here == 30
    assert found == list(screen_questions(asked, matcher, SETTINGS))


def test_no_more_is_looked_at_than_tells_how_many_names_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_pool, "LOOKED_AT", 10)
    rest, matcher = iter([question(1)] * 1000), Matcher(WATCHLIST)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=2) as shared:
        next(iter(shared(rest, matcher, SETTINGS)))
    assert len(list(rest)) == 990


def test_reading_is_no_more_than_a_few_batches_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 10)
    matcher = Matcher(WATCHLIST)
    rest = iter(different_questions(1000))
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        next(iter(shared(rest, matcher, SETTINGS)))
        assert next(rest).row == 10 * worker_pool.BATCHES_AHEAD * 2


def test_repeats_are_read_no_more_than_a_few_batches_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 10)
    matcher, rest = Matcher(WATCHLIST), iter([question(1)] * 1000)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        next(iter(shared(rest, matcher, SETTINGS)))
        assert len(list(rest)) == 1000 - REPEATS * 10 * worker_pool.BATCHES_AHEAD * 2


def different_questions(number: int) -> list[Question]:
    """Questions about as many names."""
    return [
        Question(file="", sheet="", row=row, party=Party(name=f"Bakery {row}"))
        for row in range(number)
    ]


def test_an_answer_that_nobody_takes_does_not_disturb_the_next_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 10)
    matcher = Matcher(WATCHLIST)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        left = iter(shared(questions(1000), matcher, SETTINGS))
        next(left)
        del left
        found = list(shared(questions(70), matcher, SETTINGS))
    assert found == list(screen_questions(questions(70), matcher, SETTINGS))


@pytest.mark.parametrize("whole", [0, 3, 100], ids=["at once", "before an answer", "later"])
def test_a_file_that_breaks_off_is_an_error_and_does_not_disturb_the_next_file(
    whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 4)

    def break_off() -> Iterator[Question]:
        yield from questions(whole)
        raise InputError("broken.xlsx: the sheet ends before its last row")

    asked, matcher = questions(50), Matcher(WATCHLIST)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        with pytest.raises(InputError, match="ends before its last row"):
            list(shared(break_off(), matcher, SETTINGS))
        found = list(shared(asked, matcher, SETTINGS))
    assert found == list(screen_questions(asked, matcher, SETTINGS))


def test_a_worker_that_dies_is_an_error_and_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_dealer, "BATCH", 10)
    matcher = Matcher(WATCHLIST)

    def screened() -> None:
        with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
            for at, _ in enumerate(shared(questions(1000), matcher, SETTINGS)):
                if at == 5:
                    os.kill(active_children()[0].pid or 0, signal.SIGKILL)

    with pytest.raises(EngineError) as caught:
        screened()
    assert str(caught.value) == (
        "one of the processes that screen was killed by signal 9 "
        "(is there too little memory? --processes 1 needs the least)"
    )


def test_a_fault_in_a_worker_is_told_as_if_it_had_happened_here() -> None:
    matcher = Failing(WATCHLIST)
    with open_worker_pool(WATCHLIST, matcher, SETTINGS, 2, fewest=0) as shared:
        found = list(shared(questions(5), matcher, SETTINGS))
    assert found == list(screen_questions(questions(5), matcher, SETTINGS))
    assert {one.decision for one in found} == {Decision.UNSCREENED}
    assert all("ZeroDivisionError" in one.reason for one in found)


# --- The whole program ------------------------------------------------------------------------


def reported(folder: Path, processes: int, seed: int) -> bytes:
    """The report of more rows than a batch, by so many processes with such a seed."""
    file, out = folder / "rows.csv", folder / f"{processes}-{seed}.jsonl"
    names = ("Hik Vision", "Dahua Technology {} GmbH", "Bakery {}", "海康威视", "")
    rows = "".join(f'"{names[row % 5].format(row)}",DE\n' for row in range(BATCH + 200))
    file.write_text(f"Customer,Country\n{rows}", encoding="utf-8")
    command = [sys.executable, "-m", "compliance", str(file), "-q", "--no-config", "-o", str(out)]
    done = subprocess.run(
        [*command, "--processes", str(processes)],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return out.read_bytes()


@pytest.mark.slow
def test_neither_processes_nor_seeds_change_a_byte(tmp_path: Path) -> None:
    one = reported(tmp_path, 1, 1)
    assert one.count(b"\n") == BATCH + 200
    assert reported(tmp_path, 2, 2) == one


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`screen --processes 2` at work on more names than it can do while a test lasts."""
    file = tmp_path / "many.csv"
    rows = "".join(f"Bakery {row} Zimmermann und Söhne\n" for row in range(300_000))
    file.write_text(f"Customer\n{rows}", encoding="utf-8")
    command = [sys.executable, "-m", "compliance", str(file), "--processes", "2", "-q"]
    command += ["-o", str(tmp_path / "report.jsonl")]
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` ignores it
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        signal.signal(signal.SIGINT, heeded)
        until(lambda: len(busy(children(process.pid))) == 2)
        yield process
        if process.poll() is None:
            process.kill()


def children(parent: int) -> list[int]:
    """The processes that a process started."""
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(pid) for pid in text.split()]


def busy(processes: Sequence[int]) -> list[int]:
    """Those that have already worked for a while: a fifth of a second."""
    return [pid for pid in processes if int(stat(pid)[11]) > 20]


def stat(pid: int) -> list[str]:
    """What the system knows of a process, after its name."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds, not for ever."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@LINUX
@pytest.mark.slow
def test_ctrl_c_ends_all_processes_with_one_line(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    workers = children(started.pid)
    os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=10)
    assert (started.returncode, out) == (130, "")
    assert err == "interrupted; no report was left half written\n"
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert [path.name for path in tmp_path.iterdir()] == ["many.csv"]


@LINUX
@pytest.mark.slow
def test_workers_end_when_the_program_is_killed(started: subprocess.Popen[str]) -> None:
    workers = children(started.pid)
    started.kill()
    until(lambda: not any(alive(pid) for pid in workers))


def alive(pid: int) -> bool:
    """Whether a process is there and no mere entry of an ended one."""
    try:
        return stat(pid)[0] != "Z"
    except FileNotFoundError:
        return False
