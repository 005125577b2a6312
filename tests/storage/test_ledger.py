"""The append-only log: what stands in it stays, and only one writes."""

import os
import time
from pathlib import Path

import pytest

from compliance.errors import OutputError
from compliance.storage.ledger import (
    LedgerBusyError,
    append_lines,
    describe_break,
    find_ends,
    find_user,
    hold_lock,
    read_ledger,
)


def test_no_file_is_an_empty_log(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "log") == b""
    (tmp_path / "file").write_bytes(b"x")
    assert read_ledger(tmp_path / "file" / "log") == b""


def test_a_line_never_runs_into_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "log"
    append_lines(path, b"", [b"a", b"b"])
    assert path.read_bytes() == b"a\nb\n"
    append_lines(path, b"a\nb", [b"c"])  # an editor took the last line end
    assert path.read_bytes() == b"a\nb\nc\n"


def test_a_log_that_cannot_be_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    append_lines(path, b"", [b"a"], is_private=True)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        append_lines(path, b"a\n", [b"b"])
    assert path.read_bytes() == b"a\n"
    assert [one.name for one in tmp_path.iterdir()] == ["log"]


def test_the_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    lock, holder = tmp_path / "lock", tmp_path / "holder"
    with hold_lock(lock, 0, holder):
        with pytest.raises(LedgerBusyError) as caught, hold_lock(lock, 0.05, holder):
            pass
        assert str(caught.value).startswith(f"{find_user()}, process {os.getpid()} on ")
        with pytest.raises(LedgerBusyError, match="another process"), hold_lock(lock, 0):
            pass
    assert not holder.exists()


@pytest.mark.parametrize("shift", [-10 * 365 * 86400.0, 10 * 365 * 86400.0])
def test_a_clock_that_is_set_frees_no_lock_and_holds_none(
    shift: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with hold_lock(tmp_path / "lock", 0):
        monkeypatch.setattr(time, "time", lambda: now + shift)
        os.utime(tmp_path / "lock", (now - shift, now - shift))
        begin = time.monotonic()
        with pytest.raises(LedgerBusyError), hold_lock(tmp_path / "lock", 0.1):
            pass
        assert time.monotonic() - begin < 5
    with hold_lock(tmp_path / "lock", 0):
        pass


def test_the_ends_are_what_nothing_follows() -> None:
    assert find_ends({}) == ()
    assert find_ends({"a": (), "b": ("a",), "c": ("a",)}) == ("b", "c")
    assert find_ends({"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}) == ("d",)


def test_a_line_follows_lines_above_it() -> None:
    numbers = {"a": 1, "b": 2}
    assert describe_break(2, ("a",), numbers) == ""
    assert "not there" in describe_break(2, ("x",), numbers)
    assert "moved" in describe_break(1, ("b",), numbers)
    assert "moved" in describe_break(2, ("b",), numbers)
