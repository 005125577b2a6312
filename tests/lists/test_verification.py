"""Verification finds every kind of damage, each in one line."""

import gzip
from pathlib import Path

from compliance.lists import archive, history
from compliance.lists.verification import verify_archive
from tests.lists.building import keep, version

TIME = "2026-11-01T08:00:00+00:00"


def filled(folder: Path) -> None:
    keep(folder, "csl", {"a.csv": b"one"}, TIME)
    keep(folder, "un", {"a.xml": b"two", "b.xml": b"three"}, TIME)


def sha_of(folder: Path, name: str) -> str:
    return history.read_history(folder, name).files[0].sha256


def test_an_empty_folder_and_a_whole_one(tmp_path: Path) -> None:
    assert list(verify_archive(tmp_path / "none")) == []
    filled(tmp_path)
    assert list(verify_archive(tmp_path)) == []


def test_a_content_that_changed(tmp_path: Path) -> None:
    filled(tmp_path)
    sha = sha_of(tmp_path, "csl")
    archive.find_place(tmp_path, sha).write_bytes(gzip.compress(b"other", mtime=0))
    assert list(verify_archive(tmp_path)) == [
        f"stored content {sha[:12]} differs from what was stored",
        f"list 'csl', line 1 of its history: a.csv, content {sha[:12]}, is missing or damaged",
    ]


def test_a_content_that_is_gone(tmp_path: Path) -> None:
    filled(tmp_path)
    sha = sha_of(tmp_path, "un")
    archive.find_place(tmp_path, sha).unlink()
    assert list(verify_archive(tmp_path)) == [
        f"list 'un', line 1 of its history: a.xml, content {sha[:12]}, is missing or damaged"
    ]


def test_a_broken_history_hides_no_other(tmp_path: Path) -> None:
    filled(tmp_path)
    history.find_place(tmp_path, "csl").write_text("{\n")
    archive.find_place(tmp_path, sha_of(tmp_path, "un")).unlink()
    first, second = verify_archive(tmp_path)
    assert first.startswith("the history of list 'csl' is broken in line 1")
    assert second.startswith("list 'un', line 1")


def test_lines_that_cannot_be(tmp_path: Path) -> None:
    keep(tmp_path, "csl", {"a.csv": b"one"}, TIME)
    keep(tmp_path, "csl", {}, "2026-10-01T00:00:00+00:00", entries=0)
    history.append_event(
        tmp_path, "csl", version(tmp_path, {"a.csv": b"one"}, TIME, reasons=("it is short",))
    )
    where = "list 'csl', line 2 of its history: "
    assert list(verify_archive(tmp_path)) == [
        f"{where}its time 2026-10-01T00:00:00+00:00 is before that of the line above",
        f"{where}the version has no file",
        f"{where}an accepted version without entries",
        "list 'csl', line 3 of its history: accepted against reasons, and nobody's name with it",
    ]
