"""The lock file: exact hashes, easy to review, refused when it does not hold."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from compliance.errors import StoreError
from compliance.lists import archive, pins
from compliance.lists.pins import Pin, PinnedFile
from compliance.lists.shelf import Shelf
from tests.lists.building import keep

DATA = b"name\nFoo\n"
TIME = "2026-11-01T08:00:00+00:00"


def pin(list_id: str = "csl", data: bytes = DATA, name: str = "a.csv") -> Pin:
    sha = hashlib.sha256(data).hexdigest()
    file = PinnedFile(name=name, sha256=sha, size=len(data), source="https://lists.example/a.csv")
    return Pin(
        id=list_id,
        title='The "list" ä\\',
        as_of="2026-10-31",
        fetched=TIME,
        entries=1,
        file=(file,),
    )


def shelf(folder: Path) -> Shelf:
    return Shelf(folder=folder / "data", lock=pins.read_lock(folder / "screen.lock"))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "screen.lock"
    pins.write_lock(path, [pin("un"), pin("csl")])
    assert pins.read_lock(path).pins == (pin("csl"), pin("un"))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Written by `screen lists pin`")
    assert tomllib.loads(text)["list"][0]["file"][0]["size"] == len(DATA)
    pins.write_lock(path, [pin("csl"), pin("un")])
    assert path.read_text(encoding="utf-8") == text


def test_a_pinned_list_is_taken_from_the_kept_ones(tmp_path: Path) -> None:
    keep(tmp_path / "data", "csl", {"a.csv": DATA}, TIME)
    keep(tmp_path / "data", "csl", {"a.csv": b"newer"}, "2026-11-02T08:00:00+00:00")
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    found = shelf(tmp_path).find("csl")
    assert (found.files, found.fetched, found.entries) == ({"a.csv": DATA}, TIME, 1)
    assert shelf(tmp_path).ids() == ("csl",)


def test_a_vendored_list_needs_no_kept_one(tmp_path: Path) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    pins.copy_vendored(tmp_path / "screen.lock", pin(), {"a.csv": DATA})
    assert (tmp_path / "lists.vendor/csl/a.csv").read_bytes() == DATA
    assert (tmp_path / "lists.vendor/.gitattributes").read_text() == "* -text\n"
    assert shelf(tmp_path).find("csl").files == {"a.csv": DATA}


def refused(folder: Path, name: str = "csl") -> str:
    with pytest.raises(StoreError) as caught:
        shelf(folder).find(name)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_pinned_list_that_is_missing(tmp_path: Path) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    keep(tmp_path / "data", "csl", {"a.csv": b"newer"}, TIME)
    message = refused(tmp_path)
    assert "list 'csl': a.csv with the SHA-256 that screen.lock pins" in message
    assert "neither in lists.vendor nor among the stored lists" in message
    assert "screen lists pin --vendor" in message


def test_a_vendored_list_that_differs(tmp_path: Path) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    keep(tmp_path / "data", "csl", {"a.csv": DATA}, TIME)
    pins.copy_vendored(tmp_path / "screen.lock", pin(), {"a.csv": DATA.replace(b"\n", b"\r\n")})
    assert "lists.vendor/csl/a.csv is not what screen.lock pins" in refused(tmp_path)


def test_a_kept_list_that_is_damaged(tmp_path: Path) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    sha = archive.write_content(tmp_path / "data", DATA)
    archive.find_place(tmp_path / "data", sha).write_bytes(b"x")
    assert sha[:12] in refused(tmp_path)


def test_a_list_that_is_not_pinned(tmp_path: Path) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin()])
    assert "list 'un' is not pinned in screen.lock (pinned: csl;" in refused(tmp_path, "un")


@pytest.mark.parametrize(
    "text",
    [
        "form = ",
        "form = 1\n[[list]]\nid = 'csl'",
        "form = 2",
        "list = []",
        "form = 1\nlist = 'csl'",
    ],
)
def test_a_lock_file_that_is_broken(tmp_path: Path, text: str) -> None:
    (tmp_path / "screen.lock").write_text(text)
    with pytest.raises(StoreError, match=r"lock file screen\.lock is "):
        pins.read_lock(tmp_path / "screen.lock")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "a\\b"])
def test_a_file_name_that_leads_elsewhere(tmp_path: Path, name: str) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin(name=name)])
    with pytest.raises(StoreError, match="is no file name"):
        pins.read_lock(tmp_path / "screen.lock")


@pytest.mark.parametrize("ids", [["csl", "csl"], ["../csl"]])
def test_ids_that_cannot_be(tmp_path: Path, ids: list[str]) -> None:
    pins.write_lock(tmp_path / "screen.lock", [pin(one) for one in ids])
    with pytest.raises(StoreError, match="is no id, or stands there twice"):
        pins.read_lock(tmp_path / "screen.lock")


def test_a_lock_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="write one with screen lists pin"):
        pins.read_lock(tmp_path / "none.lock")
