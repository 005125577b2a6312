import errno
import hashlib
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import OutputError
from compliance.files import claim_file, remove_leftovers, replacing, sha256_of, visible


def write(path: Path, data: bytes = b"new") -> None:
    with replacing(path) as stream:
        stream.write(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail(path: Path, error: BaseException) -> None:
    with replacing(path) as stream:
        stream.write(b"half")
        raise error


# --- Beside and renamed -----------------------------------------------------------------------


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    write(tmp_path / "report.csv", b"all of it")
    assert (tmp_path / "report.csv").read_bytes() == b"all of it"
    assert names(tmp_path) == ["report.csv"]


def test_nothing_stands_in_the_target_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    with replacing(target) as stream:
        stream.write(b"new")
        stream.flush()
        assert not target.exists()
        assert len(names(tmp_path)) == 1
    assert target.exists()


@pytest.mark.parametrize("error", [ValueError("bug"), KeyboardInterrupt(), SystemExit(1)])
def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    with pytest.raises(type(error)):
        fail(target, error)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.csv"]


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    with pytest.raises(OutputError) as caught:
        fail(target, OSError(errno.ENOSPC, "No space left on device"))
    assert caught.value.message == (
        f"{target} was not written: the disk is full; the earlier file is unchanged"
    )
    assert caught.value.hint == "free some space, or choose another place with -o"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a Linux device")
def test_a_device_that_is_full_is_told() -> None:
    with pytest.raises(OutputError) as caught:
        write(Path("/dev/full"))
    assert caught.value.message == "/dev/full was not written: the disk is full"


def test_a_target_that_may_not_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a workbook that Excel has open."""
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")

    def locked(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError) as caught:
        write(target)
    assert caught.value.message == (
        f"{target} was not written: no permission; the earlier file is unchanged"
    )
    assert caught.value.hint == (
        "close it if another program has it open, or choose another place with -o"
    )
    assert names(tmp_path) == ["report.xlsx"]


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because root may write everywhere."""

    def forbidden(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "report.csv")
    assert caught.value.message == f"{tmp_path}/report.csv was not written: no permission"


def test_any_other_trouble_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        fail(tmp_path / "report.csv", OSError(errno.EIO, "Input/output error"))
    assert caught.value.message == f"{tmp_path}/report.csv was not written: Input/output error"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write(tmp_path / "out" / "report.csv")
    assert caught.value.message == (
        f"{tmp_path}/out/report.csv: the folder {tmp_path}/out does not exist"
    )
    assert caught.value.hint == "create it first, or choose another place with -o"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write(tmp_path)
    assert caught.value.message == f"{tmp_path} is a folder, not a file"


# --- What the target was ----------------------------------------------------------------------


def test_the_mode_of_an_existing_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    write(tmp_path / "report.csv")
    assert (tmp_path / "report.csv").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_symbolic_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "report.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_pipe_is_written_straight_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe)
    reader.join(timeout=5)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    write(tmp_path / ("n" * 251 + ".csv"))
    assert len(names(tmp_path)[0]) == 255


# --- Hashes and text --------------------------------------------------------------------------


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc" * 100_000)
    assert sha256_of(tmp_path / "file") == hashlib.sha256(b"abc" * 100_000).hexdigest()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "<U+001B>[31mred<U+0007>"),
        ("evil\u202egpj.exe", "evil<U+202E>gpj.exe"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("\x9b31m", "<U+009B>31m"),
        ("half \ud800", "half <U+D800>"),
        ("\U000e0041", "<U+E0041>"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("a\rb", "a<U+000D>b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("杭州海康威视 Ltd é", "杭州海康威视 Ltd é"),
    ],
)
def test_hidden_characters_are_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_printable_and_stays_the_same(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(ord(c) < 32 and c not in "\t\n" for c in shown)
    shown.encode("utf-8")


def test_two_never_claim_the_same_file(tmp_path: Path) -> None:
    places = [tmp_path / f"{at}.json" for at in range(20)]
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: claim_file(places), range(20))]
    assert sorted(found) == sorted(places)
    with pytest.raises(OutputError, match="no place is free"):
        claim_file(places)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_private_file_is_its_owners(tmp_path: Path) -> None:
    with replacing(tmp_path / "a", is_private=True) as stream:
        stream.write(b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    (tmp_path / "a").chmod(0o640)  # somebody let a group read it
    with replacing(tmp_path / "a", is_private=True) as stream:
        stream.write(b"y")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_what_a_killed_run_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".screen-0123456789ab.part", tmp_path / ".screen-0123456789ac.part"
    others = [tmp_path / ".screen-mine.part", tmp_path / "a.part"]
    for path in (old, fresh, *others):
        path.write_bytes(b"x")
    for path in (old, *others):
        os.utime(path, (1_000, 1_000))
    (tmp_path / ".screen-0123456789ad.part").mkdir()
    now = fresh.stat().st_mtime + 60
    assert remove_leftovers([tmp_path, tmp_path, tmp_path / "no"], now) == [old]
    assert not old.exists()
    assert all(path.exists() for path in (fresh, *others))
