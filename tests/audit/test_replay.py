"""Lists are kept by hash, and taken again from wherever their bytes are."""

import hashlib
from pathlib import Path

import pytest

from compliance.audit.replay import describe_lists, find_lists, keep_lists
from compliance.audit.run_record import UsedList
from compliance.lists import archive, catalog, list_files, pins
from compliance.lists.list_files import ListFiles
from compliance.lists.shelf import Shelf
from tests.lists.sources.csl_rows import csl

DATA = csl({"_id": "1", "name": "Foo"})
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def listed(tmp_path: Path) -> UsedList:
    """A list that was given as a file and is kept nowhere yet."""
    (tmp_path / "given.csv").write_bytes(DATA)
    found = list_files.read_given(tmp_path / "given.csv")
    sources, _ = keep_lists([found], tmp_path / "other")
    infos = catalog.parse_lists([found]).lists
    return describe_lists(infos, sources)[0]


def test_given_bytes_are_kept_once(tmp_path: Path, listed: UsedList) -> None:
    assert listed.files[0].sha256 == listed.sha256 == SHA256
    assert listed.kept
    again_kept, problem = keep_lists(
        [ListFiles(id="", file="x", files={"x": DATA})], tmp_path / "other"
    )
    assert (again_kept[0].kept, problem) == (True, "")
    assert list(archive.list_hashes(tmp_path / "other")) == [SHA256]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found, problem = keep_lists([ListFiles(id="", file="x", files={"x": DATA})], tmp_path / "file")
    assert not found[0].kept
    assert "cannot be stored" in problem


def test_bytes_are_taken_from_the_kept_lists(tmp_path: Path, listed: UsedList) -> None:
    (tmp_path / "given.csv").unlink()
    [found], missing = find_lists([listed], Shelf(folder=tmp_path / "other"))
    assert (found.files, found.file, missing) == ({"given.csv": DATA}, "given.csv", [])


def test_bytes_are_taken_from_where_the_list_was(tmp_path: Path, listed: UsedList) -> None:
    shelf = Shelf(folder=tmp_path / "none")
    [found], missing = find_lists([listed], shelf, [str(tmp_path / "given.csv"), "csl"])
    assert (found.files, missing) == ({"given.csv": DATA}, [])
    (tmp_path / "given.csv").write_bytes(DATA + b"\n")
    _, missing = find_lists([listed], shelf, [str(tmp_path / "given.csv")])
    assert missing == [f"list 'csl': given.csv with SHA-256 {SHA256[:12]} is not stored here"]


def test_bytes_are_taken_from_beside_a_lock_file(tmp_path: Path, listed: UsedList) -> None:
    file = pins.PinnedFile(name="list.csv", sha256=SHA256, size=len(DATA), source="")
    pin = pins.Pin(id="csl", title="", as_of="", fetched="", entries=1, file=(file,))
    lock = tmp_path / "screen.lock"
    pins.write_lock(lock, [pin])
    pins.copy_vendored(lock, pin, {"list.csv": DATA})
    shelf = Shelf(folder=tmp_path / "none", lock=pins.read_lock(lock))
    [found], missing = find_lists([listed], shelf)
    assert (found.files, missing) == ({"given.csv": DATA}, [])


def test_bundled_lists_are_taken_from_the_installation(tmp_path: Path) -> None:
    found = list_files.read_bundled("curated")
    sources, _ = keep_lists([found], tmp_path / "data")
    lists = describe_lists(catalog.parse_lists([found]).lists, sources)
    [taken], missing = find_lists(lists, Shelf(folder=tmp_path / "none"))
    assert (taken.files, taken.id, missing) == (found.files, "curated", [])
