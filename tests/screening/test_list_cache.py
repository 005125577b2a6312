"""Stored lists: the same answers as lists made anew, found only while nothing has changed."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import OutputError
from compliance.lists import catalog, history, list_files
from compliance.lists.history import ListCheck
from compliance.lists.shelf import Shelf
from compliance.matching import Matcher, prepared_list
from compliance.model import Address, Identifier, Party, Watchlist
from compliance.screening import list_cache
from compliance.screening.cached_entries import CachedEntries
from tests.lists.building import keep
from tests.lists.sources.csl_rows import csl

ROOT = Path(__file__).parents[2]
PARTIES = [
    Party(name="Hangzhou Hikvision Digital Technology Co Ltd"),
    Party(name="海康威视"),
    Party(name="Blue River Glass"),
    Party(name="Dahua Technology USA", country="US"),
    Party(name="", address="Room 803, Chevalier House, 45-51 Chatham Road South, Hong Kong"),
    Party(name="Nobody", identifiers=(Identifier(kind="", value="91330000733796106P"),)),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_kept_lists_give_the_same_answers(cache: Path) -> None:
    made = list_cache.prepare_named_lists(())
    assert len(files(cache)) == 1
    again = list_cache.prepare_named_lists(())
    assert (type(again.prepared.entries), again.lists) == (CachedEntries, made.lists)
    assert list(again.prepared.entries) == list(made.prepared.entries)
    assert again.prepared.weights == made.prepared.weights
    found, wanted = (
        Matcher(again.prepared).search(PARTIES),
        Matcher(made.prepared).search(PARTIES),
    )
    assert found == wanted
    assert Matcher(again.prepared).search(PARTIES) == Matcher(catalog.load()).search(PARTIES)


def test_kept_lists_are_the_same_bytes(cache: Path) -> None:
    list_cache.prepare_named_lists(())
    [first] = [path.read_bytes() for path in files(cache)]
    watchlist = catalog.load()
    prepared = prepared_list.prepare_list(watchlist)
    ready = list_cache.ReadyLists(prepared=prepared, lists=watchlist.lists)
    list_cache.write_cache_file(cache / "again", ready)
    assert (cache / "again").read_bytes() == first


@pytest.mark.parametrize(
    "damage", ["cut", "longer", "empty", "other", "head", "one byte", "an entry"]
)
def test_a_file_that_is_not_whole_is_made_again(cache: Path, damage: str) -> None:
    list_cache.prepare_named_lists(())
    [path] = files(cache)
    whole = path.read_bytes()
    broken = {"cut": whole[:-100], "longer": whole + b"x", "empty": b"", "other": b"PK" + whole}
    broken["head"] = whole.replace(b'"about"', b'"abuot"', 1)
    broken["one byte"] = flip(whole, len(whole) // 4)
    broken["an entry"] = flip(whole, -10)
    path.write_bytes(broken[damage])
    assert list_cache.read_cache_file(path) is None
    made = list_cache.prepare_named_lists(())
    assert not isinstance(made.prepared.entries, CachedEntries)
    assert path.read_bytes() == whole


def flip(whole: bytes, at: int) -> bytes:
    changed = bytearray(whole)
    changed[at] ^= 1
    return bytes(changed)


def test_another_list_is_another_file(cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for source in (ROOT / "lists/curated").glob("*.toml"):
        (folder / source.name).write_bytes(source.read_bytes())

    def place(names: Sequence[str] = ()) -> Path | None:
        return list_cache.find_cache_file(catalog.list_fingerprints(list_files.find_lists(names)))

    before = place([str(folder)])
    assert before == place([str(folder)])
    changed = next(folder.glob("*.toml"))
    changed.write_text(changed.read_text("utf-8") + "# checked\n", encoding="utf-8")
    assert place([str(folder)]) != before
    assert place() != before
    assert not cache.exists()


def test_only_the_latest_files_stay(cache: Path) -> None:
    cache.mkdir()
    for at in range(6):
        (cache / f"{at}.ready").write_bytes(b"old")
        os.utime(cache / f"{at}.ready", (at, at))
    list_cache.prepare_named_lists(())
    names = {path.name for path in files(cache)}
    assert len(names) == 4
    assert {"3.ready", "4.ready", "5.ready"} < names


def test_an_empty_variable_keeps_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, "")
    list_cache.prepare_named_lists(())
    assert not cache.exists()


def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    made = list_cache.prepare_named_lists(())
    assert len(made.prepared) > 400


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("enabled", [True, False])
def test_no_look_for_garbage_while_lists_are_made_ready(
    monkeypatch: pytest.MonkeyPatch, enabled: bool
) -> None:
    def watch(watchlist: Watchlist, **_: object) -> NoReturn:
        assert watchlist.entries
        assert not gc.isenabled()
        raise InterruptedError

    monkeypatch.setattr(prepared_list, "prepare_list", watch)
    switches = {True: gc.enable, False: gc.disable}
    switches[enabled]()
    try:
        with pytest.raises(InterruptedError):
            list_cache.prepare_named_lists(())
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


@pytest.mark.usefixtures("cache")
def test_entries_are_a_sequence() -> None:
    list_cache.prepare_named_lists(())
    made = list_cache.prepare_named_lists(())
    entries = made.prepared.entries
    assert entries[-1] == list(entries)[-1]
    assert list(entries[2:4]) == [entries[2], entries[3]]
    with pytest.raises(IndexError):
        entries[len(entries)]
    assert Address in {type(one) for entry in entries for one in entry.addresses}


def test_a_check_of_a_fetched_list_needs_no_new_file(cache: Path, tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path / "data")
    keep(shelf.folder, "csl", {"a.csv": csl({"name": "Foo"}, {"name": "Bar"})}, "2026-11-01T08:00")
    [before] = list_cache.prepare_named_lists(["csl"], shelf).lists
    [file] = files(cache)
    history.append_event(shelf.folder, "csl", ListCheck(time="2026-11-02T08:00"))
    made = list_cache.prepare_named_lists(["csl"], shelf)
    [after] = made.lists
    assert isinstance(made.prepared.entries, CachedEntries)
    assert (before.checked, after.checked) == ("2026-11-01T08:00", "2026-11-02T08:00")
    assert files(cache) == [file]


def test_a_newer_version_is_made_ready_anew(cache: Path, tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path / "data")
    keep(shelf.folder, "csl", {"a.csv": csl({"name": "Foo"}, {"name": "Bar"})}, "2026-11-01T08:00")
    list_cache.prepare_named_lists(["csl"], shelf)
    keep(shelf.folder, "csl", {"a.csv": csl({"name": "Foo"}, {"name": "Baz"})}, "2026-11-02T08:00")
    made = list_cache.prepare_named_lists(["csl"], shelf)
    assert [entry.name for entry in made.prepared.entries] == ["Foo", "Baz"]
    assert len(files(cache)) == 2


# --- A file of one's own ----------------------------------------------------------------------


def lent(names: Sequence[str] = ()) -> tuple[list_cache.ReadyLists, bytes]:
    made = list_cache.prepare_lists(list_files.find_lists(names))
    with list_cache.lend_cache_file(made) as path:
        data = path.read_bytes()
        known = list_cache.read_cache_file(path)
        assert known
        assert list(known.prepared.entries) == list(made.prepared.entries)
    assert not path.parent.exists()
    return made, data


def test_a_kept_file_is_lent_and_stays(cache: Path) -> None:
    for _ in ("made anew", "kept"):
        made, data = lent()
        assert made.file in files(cache)
        assert made.file.read_bytes() == data


@pytest.mark.usefixtures("cache")
def test_what_is_lent_stays_when_the_kept_file_goes() -> None:
    made = list_cache.prepare_lists(list_files.find_lists(()))
    assert made.file
    with list_cache.lend_cache_file(made) as path:
        made.file.unlink()
        assert list_cache.read_cache_file(path)
    _, data = lent()
    with list_cache.lend_cache_file(made) as path:
        assert path.read_bytes() == data


def test_without_a_kept_file_one_is_written(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, expected = lent()
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, "")
    made, data = lent()
    assert (made.file, data) == (None, expected)
    assert len(files(cache)) == 1


def test_a_file_that_cannot_be_lent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, "")
    made = list_cache.prepare_lists(list_files.find_lists(()))
    monkeypatch.setattr(list_cache, "write_cache_file", lambda *_: None)
    with (
        pytest.raises(OutputError, match="the ready lists cannot be written"),
        list_cache.lend_cache_file(made),
    ):
        pytest.fail("nothing is lent")


@given(st.binary(max_size=200), st.integers(0, 3), st.data())
def test_a_check_sum_is_of_all_bytes_however_they_come(
    part: bytes, rows: int, data: st.DataObject
) -> None:
    row = bytes(range(256)) * (list_cache.SUMMED_ROW // 256)
    whole = row * rows + part
    pieces = [row] * rows + [part]
    known = list_cache.sum_bytes([whole])
    assert list_cache.sum_bytes(pieces) == known
    if whole:
        at = data.draw(st.integers(0, len(whole) - 1))
        spoilt = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert list_cache.sum_bytes([spoilt]) != known
