"""One writer at a time, and a second one hears who it is."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compliance.errors import StoreError
from compliance.lists.writer_lock import lock_folder
from compliance.storage.ledger import find_user, read_holder

HOLD = """
import sys, time
from pathlib import Path
from compliance.lists.writer_lock import lock_folder
with lock_folder(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(30)
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    """Another process that writes."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_writer_waits_and_then_says_who_writes(tmp_path: Path) -> None:
    process = holding(tmp_path)
    try:
        begin = time.monotonic()
        with pytest.raises(StoreError) as caught, lock_folder(tmp_path, patience=0.2):
            pass
        assert 0.15 < time.monotonic() - begin < 5
        assert str(caught.value).startswith(
            f"lists are being written by {find_user()}, process {process.pid} on "
        )
        assert "wait until that update has ended" in str(caught.value)
    finally:
        process.kill()
        process.communicate()


def test_the_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    process = holding(tmp_path)
    process.kill()
    process.communicate()
    with lock_folder(tmp_path, patience=1):
        assert f"process {os.getpid()} on" in read_holder(tmp_path / "writing.json")


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), lock_folder(tmp_path):
        raise ValueError("x")
    with lock_folder(tmp_path, patience=0):
        pass
    assert read_holder(tmp_path / "writing.json") == "another process"


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    left = [tmp_path / "objects" / "ab" / ".screen-1.part", tmp_path / "lists" / ".screen-2.part"]
    for path in left:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")
    (tmp_path / "lists" / "csl.jsonl").write_bytes(b"")
    with lock_folder(tmp_path):
        assert not any(path.exists() for path in left)
    assert (tmp_path / "lists" / "csl.jsonl").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StoreError, match="lists cannot be stored in"),
        lock_folder(tmp_path / "file" / "x"),
    ):
        pass
