"""Kept, pinned and dated lists, from the catalogue down."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from compliance.errors import ListError, StoreError
from compliance.lists import catalog, history, list_files, pins
from compliance.lists.pins import Pin, PinnedFile
from compliance.lists.publishers import Settings
from compliance.lists.shelf import Shelf
from compliance.model import ListInfo
from tests.lists.building import ADDRESS, keep, version
from tests.lists.sources.csl_rows import csl
from tests.lists.test_catalog import OWN_LIST, put

FIRST, SECOND = "2026-11-01T08:00:00+00:00", "2026-11-05T08:00:00+00:00"
OLD, NEW = csl({"name": "Foo"}, {"name": "Bar"}), csl({"name": "Foo"}, {"name": "Baz"})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    keep(tmp_path / "data", "csl", {"list.csv": OLD}, FIRST)
    keep(tmp_path / "data", "csl", {"list.csv": NEW}, SECOND)
    return tmp_path / "data"


def test_a_kept_list_by_its_id(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREEN_DATA", str(kept))
    [info] = catalog.load(["csl"]).lists
    assert (info.id, info.file, info.sha256) == ("csl", "list.csv", hashlib.sha256(NEW).hexdigest())
    assert (info.origin, info.fetched, info.checked) == (ADDRESS, SECOND, SECOND)
    assert info.warnings == ()


def test_a_kept_list_as_it_was_on_a_day(kept: Path) -> None:
    watchlist = catalog.load(["csl"], Shelf(folder=kept, as_of="2026-11-04"))
    assert [entry.name for entry in watchlist.entries] == ["Foo", "Bar"]
    assert watchlist.lists[0].fetched == FIRST


def test_a_list_is_called_by_the_id_it_is_kept_under(tmp_path: Path) -> None:
    keep(tmp_path, "letters", {"letters.toml": OWN_LIST.encode()}, FIRST, entries=1)
    watchlist = catalog.load(["letters"], Shelf(folder=tmp_path))
    assert watchlist.lists[0].id == "letters"
    assert {entry.list_id for entry in watchlist.entries} == {"letters"}


def test_an_id_wins_over_a_file_of_its_name(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "csl", csl({"name": "File"}))
    shelf = Shelf(folder=kept)
    assert catalog.load(["csl"], shelf).entries[0].name == "Foo"
    assert catalog.load(["./csl"], shelf).entries[0].name == "File"


def test_a_kept_list_keeps_its_id_beside_a_file_of_the_same(kept: Path, tmp_path: Path) -> None:
    file = put(tmp_path / "mine.csv", csl({"name": "Mine"}))
    watchlist = catalog.load([file, "csl"], Shelf(folder=kept))
    assert [(info.id, info.file) for info in watchlist.lists] == [
        ("csl-2", "mine.csv"),
        ("csl", "list.csv"),
    ]
    assert [entry.list_id for entry in watchlist.entries] == ["csl-2", "csl", "csl"]


def test_a_program_that_reads_less_than_was_accepted_says_so(tmp_path: Path) -> None:
    keep(tmp_path, "csl", {"list.csv": OLD}, FIRST, entries=3)
    [info] = catalog.load(["csl"], Shelf(folder=tmp_path)).lists
    assert info.warnings == (
        "2 entries are read of it, and it was accepted with 3; screen lists update judges it again",
    )


def test_ids_that_are_known_are_told(kept: Path) -> None:
    with pytest.raises(ListError) as caught:
        catalog.load(["nowhere"], Shelf(folder=kept))
    assert caught.value.hint == "bundled: curated; kept: csl"
    with pytest.raises(ListError, match="list 'un' was not fetched yet"):
        catalog.load(["un"], Shelf(folder=kept))


def test_a_list_that_was_only_ever_refused(tmp_path: Path) -> None:
    refused = version(tmp_path, {"list.csv": OLD}, FIRST, accepted=False)
    history.append_event(tmp_path, "csl", refused)
    with pytest.raises(StoreError, match="why: screen lists history csl"):
        catalog.load(["csl"], Shelf(folder=tmp_path))


def pinned(folder: Path, kept: Path, *names: str) -> Shelf:
    found = list_files.find_lists(names, Shelf(folder=kept, as_of="2026-11-04"))
    made = [
        Pin(
            id=one.id,
            title="",
            as_of="",
            fetched=one.fetched,
            entries=2,
            file=tuple(
                PinnedFile(
                    name=name, sha256=hashlib.sha256(data).hexdigest(), size=1, source="bundled"
                )
                for name, data in one.files.items()
            ),
        )
        for one in found
    ]
    pins.write_lock(folder / "screen.lock", made)
    return Shelf(folder=kept, lock=pins.read_lock(folder / "screen.lock"))


def test_pinned_lists_are_used_and_no_others(kept: Path, tmp_path: Path) -> None:
    shelf = pinned(tmp_path, kept, "csl")
    watchlist = catalog.load(["csl"], shelf)
    assert [entry.name for entry in watchlist.entries] == ["Foo", "Bar"]
    assert catalog.load((), shelf) == watchlist
    with pytest.raises(StoreError, match=r"list 'curated' is not pinned in screen\.lock"):
        catalog.load(["curated"], shelf)


def test_a_bundled_list_can_be_pinned(kept: Path, tmp_path: Path) -> None:
    shelf = pinned(tmp_path, kept, "curated")
    assert catalog.load((), shelf).entries == catalog.load().entries
    text = shelf.lock.path.read_text() if shelf.lock else ""
    sha = hashlib.sha256(
        (list_files.find_bundled_folder() / "curated/meta.toml").read_bytes()
    ).hexdigest()
    (tmp_path / "screen.lock").write_text(text.replace(sha, "0" * 64))
    changed = Shelf(folder=kept, lock=pins.read_lock(tmp_path / "screen.lock"))
    with pytest.raises(StoreError, match=r"list 'curated': .* that screen\.lock pins"):
        catalog.load((), changed)


# --- Age --------------------------------------------------------------------------------------


def said(info: ListInfo, today: str, settings: Settings | None = None) -> tuple[int, int]:
    [aged] = catalog.note_ages([info], today, settings)
    return len(aged.notices), len(aged.warnings)


def test_fetched_lists_have_limits(kept: Path) -> None:
    [info] = catalog.load(["csl"], Shelf(folder=kept)).lists
    assert said(info, "2026-11-12") == (0, 0)
    assert said(info, "2026-11-13") == (1, 0)
    assert said(info, "2026-12-06") == (0, 1)
    assert said(info, "2026-12-06", {"csl": {"stop-after-days": 90}}) == (1, 0)


def test_given_lists_have_none_unless_set(tmp_path: Path) -> None:
    [info] = catalog.load([put(tmp_path / "own.toml", OWN_LIST)]).lists
    assert said(info, "2046-01-01") == (0, 0)
    assert said(info, "2046-01-01", {info.id: {"warn-after-days": 30}}) == (1, 0)
    assert said(info, "2046-01-01", {info.id: {"stop-after-days": 30}}) == (0, 1)


def test_the_bundled_list_is_called_old_by_the_date_of_its_data() -> None:
    [info] = catalog.load(["curated"]).lists
    day = date.fromisoformat(info.as_of)
    assert said(info, (day + timedelta(days=120)).isoformat()) == (0, 0)
    late = (day + timedelta(days=121)).isoformat()
    [aged] = catalog.note_ages([info], late)
    [notice] = aged.notices
    assert notice.startswith(f"its data of {info.as_of} are 121 days old; a newer ")
    assert aged.warnings == ()  # a run with it is whole all the same
    assert said(info, late, {"curated": {"warn-after-days": 0}}) == (0, 0)
    assert said(info, late, {"curated": {"stop-after-days": 30}}) == (0, 1)
