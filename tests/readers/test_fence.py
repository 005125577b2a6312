"""Whatever becomes of the process that reads a file, this one goes on with an error of one line."""

import ctypes
import faulthandler
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers import fence, read
from compliance.readers.base import Contents, Rows, Sheet, source_of_bytes
from compliance.readers.fence import FLAG, FenceLimits, find_limits, reader_behind_fence
from compliance.readers.workbook import read_xlsx
from tests.readers.building import xlsx

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(not fence.FORKS, reason="only Linux forks and limits memory")
LITTLE = FenceLimits(seconds=1, memory=256 << 20)


def little(_: int) -> FenceLimits:
    return LITTLE


def circle(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    while True:
        pass


def sleep(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    time.sleep(60)
    raise AssertionError


def abort(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    faulthandler.disable()
    os.abort()


def leave(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    os._exit(7)


def crash(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    faulthandler.disable()
    ctypes.string_at(0)
    raise AssertionError


def swallow(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    held = []
    while True:
        held.append(bytes(1 << 24))


def fail(data: bytes, name: str) -> NoReturn:  # noqa: ARG001
    raise KeyError("a customer")


def short(data: bytes, name: str) -> Contents:  # noqa: ARG001
    rows = Rows(9, lambda: iter([Row(sheet="", number=1, cells=("a",))]))
    return Contents(sheets=(Sheet(name="", hidden=False, rows=rows),))


def amplify(data: bytes, name: str) -> Contents:  # noqa: ARG001
    cell = "a" * 32_767
    rows = Rows(9_999, lambda: (Row(sheet="", number=at, cells=(cell,)) for at in range(1, 10_000)))
    return Contents(sheets=(Sheet(name="", hidden=False, rows=rows),))


@POSIX
@pytest.mark.parametrize(
    ("break_off", "told"),
    [
        (circle, "reading it takes more than 1 seconds"),
        (sleep, "reading it takes more than 1 seconds"),
        (abort, "broke off (signal 6)"),
        (leave, "broke off (code 7)"),
        (crash, "broke off (signal 11)"),
        (swallow, "takes too much memory"),
        (fail, "reading it failed (KeyError at test_fence.py:"),
        (short, "damaged or cut short"),
        (amplify, "hold far more text than the file"),
    ],
)
def test_every_end_of_the_process_is_one_error(
    break_off: Callable[[bytes, str], Contents], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence, "load_reader", lambda _: break_off)
    with pytest.raises(InputError) as refused:
        reader_behind_fence(".xlsx", find=little, fork=True)(source_of_bytes(b"", "a.xlsx"))
    assert "a.xlsx: " in refused.value.message
    assert told in refused.value.message
    assert "\n" not in str(refused.value)
    assert "customer" not in str(refused.value)


@pytest.mark.parametrize("fork", [pytest.param(True, marks=POSIX), False])
def test_contents_are_those_that_the_reader_made(fork: bool) -> None:
    data = xlsx([["Name", "Land"], ["Müller 株式会社", "DE"], [], ["=1+1", 7]])
    found = reader_behind_fence(".xlsx", fork=fork)(source_of_bytes(data, "a.xlsx"))
    assert found == read_xlsx(data, "a.xlsx")
    rows = found.sheets[0].rows
    assert list(rows) == list(rows)
    assert rows[1].cells == ("Müller 株式会社", "DE")


@pytest.mark.parametrize("fork", [pytest.param(True, marks=POSIX), False])
def test_errors_are_those_that_the_reader_raised(fork: bool) -> None:
    with pytest.raises(InputError, match="damaged or cut short"):
        reader_behind_fence(".xls", fork=fork)(source_of_bytes(b"no workbook", "{}.xls"))


def test_a_python_of_its_own_is_ended_too() -> None:
    reader = reader_behind_fence(
        ".xlsx", find=lambda _: FenceLimits(seconds=0, memory=0), fork=False
    )
    with pytest.raises(InputError):
        reader(source_of_bytes(b"", "a.xlsx"))


def test_larger_files_may_take_more() -> None:
    small, large = find_limits(1_000), find_limits(100 << 20)
    assert (small.seconds, large.seconds) == (8, 408)
    assert small.memory < 600 << 20 < large.memory


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([["Name"], ["Bosch"]]))
    before = count_held()
    for _ in range(20):
        read(path)
    after = count_held()
    assert all(now <= then for now, then in zip(after, before, strict=True))


def count_held() -> tuple[int, int]:
    """Open files and child processes of this process; other tests may have some of their own."""
    if not fence.FORKS:
        return 0, 0
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split()
    return len(os.listdir("/proc/self/fd")), len(children)  # noqa: PTH208


def test_the_built_program_knows_what_tells_it_to_read() -> None:
    assert f'["{FLAG}"]' in (ROOT / "packaging" / "start.py").read_text("utf-8")
