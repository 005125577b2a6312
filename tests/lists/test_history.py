"""Histories: only added to, whole after any crash, and telling what was in use when."""

import os
from pathlib import Path

import pytest

from compliance.errors import StoreError
from compliance.lists import history
from compliance.lists.history import History, ListCheck
from tests.lists.building import version

DAYS = ("2026-11-01T08:00:00+00:00", "2026-11-03T08:00:00+00:00", "2026-11-05T08:00:00+00:00")


def filled(folder: Path) -> History:
    """Accepted, checked, refused, accepted."""
    old = version(folder, {"a.csv": b"1"}, DAYS[0])
    refused = version(folder, {"a.csv": b"x"}, DAYS[1], accepted=False, reasons=("short",))
    new = version(folder, {"a.csv": b"22"}, DAYS[2])
    for event in (old, ListCheck(time="2026-11-02T08:00:00+00:00"), refused, new):
        history.append_event(folder, "csl", event)
    return history.read_history(folder, "csl")


def test_what_was_added_is_read_again(tmp_path: Path) -> None:
    known = filled(tmp_path)
    assert [type(one).__name__ for one in known.events] == [
        "ListVersion",
        "ListCheck",
        *["ListVersion"] * 2,
    ]
    assert history.list_ids(tmp_path) == ("csl",)
    assert known.current == known.events[3]
    assert known.files == known.current.files
    lines = history.find_place(tmp_path, "csl").read_text().splitlines()
    assert len(lines) == 4
    assert lines[0].startswith('{"version":{"time":"2026-11-01')


@pytest.mark.parametrize(
    ("day", "at"),
    [
        ("2026-10-31", None),
        ("2026-11-01", 0),
        ("2026-11-04", 0),
        ("2026-11-05", 3),
        ("2027", 3),
        ("", 3),
    ],
)
def test_what_was_in_use_on_a_day(tmp_path: Path, day: str, at: int | None) -> None:
    known = filled(tmp_path)
    assert known.current_on(day) == (None if at is None else known.events[at])


def test_when_it_was_last_checked(tmp_path: Path) -> None:
    known = filled(tmp_path)
    assert known.find_last_check("2026-11-01") == DAYS[0]
    assert known.find_last_check("2026-11-04") == "2026-11-02T08:00:00+00:00"
    assert known.find_last_check() == DAYS[2]
    assert History(id="x").find_last_check() == ""


def test_the_latest_marks_of_the_same_files(tmp_path: Path) -> None:
    known = filled(tmp_path)
    assert known.current
    marked = tuple(
        type(one)(name=one.name, sha256=one.sha256, size=one.size, etag='"new"')
        for one in known.current.files
    )
    history.append_event(tmp_path, "csl", ListCheck(time="2026-11-06T08:00:00+00:00", files=marked))
    assert history.read_history(tmp_path, "csl").files == marked


def test_a_list_that_was_never_fetched(tmp_path: Path) -> None:
    assert history.read_history(tmp_path, "csl") == History(id="csl")
    assert history.list_ids(tmp_path) == ()


@pytest.mark.parametrize("name", ["", "../x", "CSL", "a b", "a--b", "a/b", "-a", "ä"])
def test_what_cannot_be_a_file_name_is_no_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be the id of a list"):
        history.read_history(tmp_path, name)


@pytest.mark.parametrize("line", [b"{", b"[]", b"{}", b'{"version":{"time":1}}', b"\xff"])
def test_a_broken_line_is_named(tmp_path: Path, line: bytes) -> None:
    filled(tmp_path)
    path = history.find_place(tmp_path, "csl")
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(StoreError, match="the history of list 'csl' is broken in line 5"):
        history.read_history(tmp_path, "csl")


def test_a_full_disk_leaves_it_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    before = history.find_place(tmp_path, "csl").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full; the old lists are unchanged"):
        history.append_event(tmp_path, "csl", ListCheck(time=DAYS[2]))
    assert history.find_place(tmp_path, "csl").read_bytes() == before
