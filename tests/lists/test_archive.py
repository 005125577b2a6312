"""Contents by hash: kept once, the same bytes everywhere, never trusted unread."""

import gzip
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import StoreError
from compliance.lists import archive

DATA = b"name\nFoo\n" * 100
SHA = hashlib.sha256(DATA).hexdigest()


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    assert archive.write_content(tmp_path, DATA) == SHA
    assert archive.read_content(tmp_path, SHA) == DATA
    assert list(archive.list_hashes(tmp_path)) == [SHA]
    assert archive.find_place(tmp_path, SHA) == tmp_path / "objects" / SHA[:2] / f"{SHA}.gz"


@given(data=st.binary(max_size=2000))
def test_any_bytes(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    assert archive.read_content(folder, archive.write_content(folder, data)) == data


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    archive.write_content(tmp_path / "a", DATA)
    archive.write_content(tmp_path / "b", DATA)
    one, two = (archive.find_place(tmp_path / name, SHA).read_bytes() for name in "ab")
    assert one == two
    assert one[4:8] == b"\0\0\0\0"  # no time
    assert len(one) < len(DATA)


def test_it_is_kept_once(tmp_path: Path) -> None:
    archive.write_content(tmp_path, DATA)
    path = archive.find_place(tmp_path, SHA)
    os.utime(path, (1, 1))
    archive.write_content(tmp_path, DATA)
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"other", mtime=0), None])
def test_damage_is_found_and_mended(tmp_path: Path, damage: bytes | None) -> None:
    archive.write_content(tmp_path, DATA)
    path = archive.find_place(tmp_path, SHA)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with pytest.raises(StoreError, match=SHA[:12]):
        archive.read_content(tmp_path, SHA)
    assert not archive.is_whole(tmp_path, SHA)
    archive.write_content(tmp_path, DATA)
    assert archive.read_content(tmp_path, SHA) == DATA


@pytest.mark.parametrize("number", [28, 122, 30, 5])
def test_a_disk_that_takes_no_more(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write_content(tmp_path, DATA)

    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the old lists are unchanged"):
        archive.write_content(tmp_path, b"new")
    monkeypatch.undo()
    assert list(archive.list_hashes(tmp_path)) == [SHA]
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="no permission to write there"):
        archive.write_content(tmp_path, DATA)
    tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "objects").write_bytes(b"in the way")
    with pytest.raises(StoreError, match="lists cannot be stored in"):
        archive.write_content(tmp_path, DATA)
