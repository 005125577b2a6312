"""Workbooks read in a process of their own, with limits of time and memory.

What reads workbooks is native code: a forged number can make it abort, walk in a circle that no
exception ends, or ask for all the memory there is. Behind the fence that is the end of one file:
the process that reads it is ended, and the run goes on with an error of one line.

On Linux the process is forked, which takes a few milliseconds; elsewhere Python starts anew. Limits
of work and memory are those of the operating system (`setrlimit`) where it has them; on Windows
only the time is limited.
"""

import faulthandler
import gc
import json
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import IO, Protocol

from msgspec import Struct

from compliance.errors import InputError
from compliance.readers.base import Contents, Reader, Source, Whole
from compliance.readers.file_kind import SAVE_AS
from compliance.readers.handover import receive_contents, send_contents

FORKS = sys.platform == "linux"
MEGABYTE = 1 << 20
SECONDS, SECONDS_A_MEGABYTE = 8, 4
"""Seconds of work for any file, and more for each megabyte of it: ten times what is usual."""
MEMORY, MEMORY_A_BYTE = 512 * MEGABYTE, 24
"""Bytes of memory for any file, and more for each byte of it: a cell of 8 bytes takes some 100."""
PATIENCE = 3
"""How much longer than its work a process may take on a busy computer."""
FLAG = "--read-behind-fence"
"""What tells the built program (packaging/) to be such a process."""


class FenceLimits(Struct, frozen=True, kw_only=True):
    """What reading one file may take."""

    seconds: int
    """Of work."""
    memory: int
    """Bytes beyond what the process has at its start."""


def find_limits(size: int) -> FenceLimits:
    """What reading a file of so many bytes may take."""
    return FenceLimits(
        seconds=SECONDS + SECONDS_A_MEGABYTE * size // MEGABYTE,
        memory=MEMORY + MEMORY_A_BYTE * size,
    )


class Process(Protocol):
    """A process that reads."""

    def kill(self) -> None:
        """End it, whatever it is at."""

    def wait(self) -> int:
        """How it ended: an exit code, or a signal as a negative number."""


def load_reader(ending: str) -> Whole:
    """What reads such a file, behind the fence."""
    from compliance.readers import parquet, workbook  # late: text tables need no such library

    readers: Mapping[str, Whole] = {
        ".xlsx": workbook.read_xlsx,
        ".xls": workbook.read_xls,
        ".ods": workbook.read_ods,
        ".parquet": parquet.read_parquet,
    }
    return readers[ending]


def reader_behind_fence(
    ending: str, *, find: Callable[[int], FenceLimits] = find_limits, fork: bool = FORKS
) -> Reader:
    """A reader of the files of an ending; it raises InputError whatever becomes of the process."""

    def read(source: Source) -> Contents:
        data = source.data()
        limits = find(len(data))
        start = _fork if fork else _start_anew
        with start(ending, data, source.name, limits) as (process, stream):
            timer = Timer(limits.seconds * PATIENCE, process.kill)
            timer.daemon = True
            timer.start()
            try:
                contents = receive_contents(stream, source.name)
            finally:
                is_late = not timer.is_alive()
                timer.cancel()
                timer.join()  # what has a number now may be another process soon
                process.kill()
                code = process.wait()
        if contents is not None:
            return contents
        if is_late or -code == getattr(signal, "SIGXCPU", None):
            problem = f"reading it takes more than {limits.seconds} seconds"
        else:
            how = f"signal {-code}" if code < 0 else f"code {code}"
            problem = f"what reads such files broke off ({how})"
        raise InputError(f"{source.name}: {problem}; it is damaged, or made to do harm", SAVE_AS)

    return read


# --- Starting ---------------------------------------------------------------------------------


class _Fork:
    """A forked process."""

    def __init__(self, number: int) -> None:
        self._number = number

    def kill(self) -> None:
        """End it."""
        os.kill(self._number, signal.SIGKILL)

    def wait(self) -> int:
        """How it ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])


@contextmanager
def _fork(
    ending: str, data: bytes, name: str, limits: FenceLimits
) -> Iterator[tuple[Process, IO[bytes]]]:
    """A copy of this process that reads, and what it hands over."""
    read = partial(load_reader(ending), data, name)  # loaded once, for all files of the run
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns that a thread may hold a lock. The copy uses none that a thread of this
        # program takes: it reads bytes that it has, writes to its pipe, and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if not number:  # the whole life of the copy, which never comes back into the program
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            gc.disable()  # a look through all objects would copy the memory that is shared
            faulthandler.disable()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # native code complains there
            _limit(limits)
            with os.fdopen(theirs, "wb") as stream:
                send_contents(read, stream, len(data))
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        yield _Fork(number), stream


@contextmanager
def _start_anew(
    ending: str, data: bytes, name: str, limits: FenceLimits
) -> Iterator[tuple[Process, IO[bytes]]]:
    """A Python of its own that reads, and what it hands over."""
    import subprocess  # late: Linux needs none of it

    folder = str(Path(__file__).parents[2])
    code = f"import sys; sys.path.insert(0, {folder!r}); from {__name__} import serve; serve()"
    built = getattr(sys, "frozen", False)
    command = [sys.executable, FLAG] if built else [sys.executable, "-P", "-c", code]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)  # noqa: S603
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    task = {"ending": ending, "name": name, "seconds": limits.seconds, "memory": limits.memory}
    with suppress(OSError), process.stdin:  # it may have ended already
        process.stdin.write(json.dumps(task).encode() + b"\n" + data)
    with process.stdout:
        yield process, process.stdout


def serve() -> None:
    """The whole life of a Python that reads: a task on standard input, rows on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    task = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    read = partial(load_reader(task["ending"]), data, task["name"])
    _limit(FenceLimits(seconds=task["seconds"], memory=task["memory"]))
    send_contents(read, sys.stdout.buffer, len(data))


def _limit(limits: FenceLimits) -> None:
    """Have the operating system hold this process to its limits, where it can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    pages = 0  # of address space that this process has already, where that is told
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    bounds = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory),
    )
    for what, most in bounds:
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):  # macOS does not limit memory
            resource.setrlimit(what, (least, hard))
