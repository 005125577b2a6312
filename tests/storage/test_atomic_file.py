import errno
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from compliance.errors import OutputError
from compliance.storage.atomic_file import claim_file, remove_leftovers, replace_file


def write(path: Path, data: bytes = b"new") -> None:
    with replace_file(path) as stream:
        stream.write(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail(path: Path, error: BaseException) -> None:
    with replace_file(path) as stream:
        stream.write(b"half")
        raise error


# --- Beside and renamed -----------------------------------------------------------------------


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    write(tmp_path / "report.csv", b"all of it")
    assert (tmp_path / "report.csv").read_bytes() == b"all of it"
    assert names(tmp_path) == ["report.csv"]


def test_nothing_stands_in_the_target_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    with replace_file(target) as stream:
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


# --- Places and leftovers --------------------------------------------------------------------


def test_two_never_claim_the_same_file(tmp_path: Path) -> None:
    places = [tmp_path / f"{at}.json" for at in range(20)]
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: claim_file(places), range(20))]
    assert sorted(found) == sorted(places)
    with pytest.raises(OutputError, match="no place is free"):
        claim_file(places)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_private_file_is_its_owners(tmp_path: Path) -> None:
    with replace_file(tmp_path / "a", is_private=True) as stream:
        stream.write(b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    (tmp_path / "a").chmod(0o640)  # somebody let a group read it
    with replace_file(tmp_path / "a", is_private=True) as stream:
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


def test_a_writer_with_a_lock_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / ".log.new").write_bytes(b"half of an old one")
    with replace_file(tmp_path / "log", part=".log.new") as stream:
        stream.write(b"whole")
    assert names(tmp_path) == ["log"]
    assert (tmp_path / "log").read_bytes() == b"whole"
