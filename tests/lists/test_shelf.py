"""Which version a run uses."""

from pathlib import Path

import pytest

from compliance.errors import StoreError
from compliance.lists import history
from compliance.lists.history import KeptFile, ListCheck
from compliance.lists.shelf import Shelf, open_shelf
from tests.lists.building import ADDRESS, keep, version

OLD, NEW = "2026-11-01T08:00:00+00:00", "2026-11-05T08:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path, "csl", {"a.csv": b"old"}, OLD)
    keep(tmp_path, "csl", {"a.csv": b"new"}, NEW, entries=3)
    history.append_event(tmp_path, "csl", ListCheck(time="2026-11-06T08:00:00+00:00"))
    return tmp_path


def test_the_present_version(folder: Path) -> None:
    found = Shelf(folder=folder).find("csl")
    assert (found.files, found.entries, found.source) == ({"a.csv": b"new"}, 3, ADDRESS)
    assert (found.fetched, found.checked) == (NEW, "2026-11-06T08:00:00+00:00")


def test_the_version_of_a_day(folder: Path) -> None:
    found = Shelf(folder=folder, as_of="2026-11-04").find("csl")
    assert (found.files, found.fetched, found.checked) == ({"a.csv": b"old"}, OLD, OLD)


def test_a_day_before_all(folder: Path) -> None:
    shelf = Shelf(folder=folder, as_of="2026-10-31")
    found = shelf.find("csl")
    assert (found.fetched, found.is_of_day) == (OLD, False)


def test_a_list_that_is_not_kept(folder: Path) -> None:
    assert not Shelf(folder=folder).has("un")
    with pytest.raises(StoreError, match="screen lists update un"):
        Shelf(folder=folder).find("un")


def test_a_list_of_which_every_version_was_refused(tmp_path: Path) -> None:
    history.append_event(tmp_path, "csl", version(tmp_path, {"a.csv": b"x"}, OLD, accepted=False))
    assert Shelf(folder=tmp_path).ids() == ()
    with pytest.raises(StoreError, match="every version of list 'csl' that was fetched was refus"):
        Shelf(folder=tmp_path).find("csl")


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://a.example/b.csv", "https://a.example/b.csv"),
        ("/home/me/lists/b.csv", "file b.csv"),
        ("file:///home/me/a%20b.csv", "file a b.csv"),
        ("C:\\lists\\b.csv", "file b.csv"),
        ("", ""),
    ],
)
def test_folders_of_this_computer_stay_here(address: str, source: str) -> None:
    assert KeptFile(name="b.csv", sha256="", size=0, address=address).source == source


def test_a_version_by_its_hash(folder: Path) -> None:
    shelf = Shelf(folder=folder)
    old = history.read_history(folder, "csl").versions[0]
    found = shelf.replay("csl", old.sha256)
    assert (found.files, found.fetched) == ({"a.csv": b"old"}, OLD)
    assert shelf.read(old.files[0].sha256) == b"old"
    with pytest.raises(StoreError, match="no version of list 'csl' with SHA-256 000000000000"):
        shelf.replay("csl", "0" * 64)


def test_the_folder_is_named_by_a_variable(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREEN_DATA", str(folder))
    assert open_shelf().folder == folder
    assert open_shelf(str(tmp_path / "own")).folder == tmp_path / "own"
    monkeypatch.delenv("SCREEN_DATA")
    assert open_shelf().folder.name == "party-screen"
