"""A whole update against a real server: whatever goes wrong, the old list stays in use."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance.errors import StoreError
from compliance.lists import archive, history
from compliance.lists.acceptance import UpdateOutcome, UpdateResult
from compliance.lists.download import DownloadLimits, ProgressWatch
from compliance.lists.history import ListCheck
from compliance.lists.publishers import Publisher
from compliance.lists.shelf import Shelf
from compliance.lists.update import UpdateOrder, update_all
from compliance.lists.verification import verify_archive
from compliance.storage.ledger import find_user
from tests.lists.server import Answer, Server, cut, rest, sent, serving
from tests.lists.sources.csl_rows import csl


def unwatched() -> AbstractContextManager[ProgressWatch]:
    return nullcontext(lambda *_: None)


ROOT = Path(__file__).parents[2]
PATIENCE = DownloadLimits(connect=0.5, read=0.3, whole=5, tries=2, pause=0.01, most_pause=0.05)
DAYS = [f"2026-11-{day:02}T08:00:00+00:00" for day in range(1, 10)]
NAMES = ["Huawei Technologies", "Hangzhou Hikvision", *(f"Foo {at} Trading" for at in range(98))]
OLD = csl(*({"_id": str(at), "name": name} for at, name in enumerate(NAMES)))
NEW = csl(*({"_id": str(at), "name": name} for at, name in enumerate([*NAMES, "Bar", "Baz"])))
SHORT = csl(*({"_id": str(at), "name": name} for at, name in enumerate(NAMES[:90])))
BLIND = csl(*({"_id": str(at), "name": name} for at, name in enumerate(NAMES[1:])))


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(sent(OLD, etag='"1"')) as found:
        yield found


def publisher(server: Server, name: str = "csl") -> Publisher:
    return Publisher(
        id=name,
        format="csl",
        addresses={"list.csv": server.address},
        canaries=("Huawei", "Hikvision"),
    )


def run(folder: Path, one: Publisher, day: int = 0, accept: tuple[str, ...] = ()) -> UpdateResult:
    order = UpdateOrder(
        folder=folder, time=DAYS[day], accept=frozenset(accept), patience=PATIENCE, wait=0.2
    )
    [result] = update_all([one], order, unwatched)
    return result


def in_use(folder: Path, name: str = "csl") -> bytes:
    return Shelf(folder=folder).find(name).files["list.csv"]


def test_a_first_list_is_kept_and_described(tmp_path: Path, server: Server) -> None:
    result = run(tmp_path, publisher(server))
    assert (result.outcome, result.old, result.reasons) == (UpdateOutcome.NEW, None, ())
    [version] = history.read_history(tmp_path, "csl").versions
    assert version == result.new
    assert (version.time, version.entries, version.rows, version.rejected) == (DAYS[0], 100, 100, 0)
    assert version.sources == {"us-bis-el": 100}
    [file] = version.files
    assert (file.address, file.etag, file.size) == (server.address, '"1"', len(OLD))
    assert in_use(tmp_path) == OLD
    assert list(verify_archive(tmp_path)) == []


def test_a_newer_list_takes_its_place_and_the_old_one_is_kept(
    tmp_path: Path, server: Server
) -> None:
    run(tmp_path, publisher(server))
    server.answers = [sent(NEW, etag='"2"')]
    result = run(tmp_path, publisher(server), 1)
    assert (result.outcome, result.new and result.new.entries) == (UpdateOutcome.NEW, 102)
    assert in_use(tmp_path) == NEW
    assert Shelf(folder=tmp_path, as_of="2026-11-01").find("csl").files["list.csv"] == OLD


@pytest.mark.parametrize("answer", [sent(b"", 304), sent(OLD, etag='"3"')])
def test_nothing_new_is_recorded_as_a_check(tmp_path: Path, server: Server, answer: Answer) -> None:
    run(tmp_path, publisher(server))
    server.answers = [answer]
    assert run(tmp_path, publisher(server), 1).outcome is UpdateOutcome.UNCHANGED
    assert server.asked[-1]["If-None-Match"] == '"1"'
    known = history.read_history(tmp_path, "csl")
    assert isinstance(known.events[-1], ListCheck)
    assert known.find_last_check() == DAYS[1]
    run(tmp_path, publisher(server), 2)
    assert server.asked[-1]["If-None-Match"] == known.files[0].etag


def test_what_is_damaged_here_is_fetched_whole(tmp_path: Path, server: Server) -> None:
    run(tmp_path, publisher(server))
    [sha] = archive.list_hashes(tmp_path)
    archive.find_place(tmp_path, sha).write_bytes(b"rotten")
    assert run(tmp_path, publisher(server), 1).outcome is UpdateOutcome.UNCHANGED
    assert "If-None-Match" not in server.asked[-1]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (sent(b"", 404), "404 Not Found"),
        (sent(b"", 500), "500 Internal Server Error"),
        (cut(NEW, 300), "cut off"),
        (sent(b"<html>Log in</html>"), "a web page"),
        (sent(NEW, content_type="text/html"), "text/html"),
        (sent(b"name,country\nFoo,CN\n"), "has not the form"),
        (sent(NEW + b"spoilt,row\n" * 3), "the list is broken"),
        (sent(NEW.splitlines(keepends=True)[0]), "holds no entry"),
        (sent(NEW[:300] + b"\xff\xfe" + NEW[300:]), "not UTF-8"),
    ],
)
def test_whatever_comes_the_old_list_stays(
    tmp_path: Path, server: Server, answer: Answer, why: str
) -> None:
    run(tmp_path, publisher(server))
    before = history.find_place(tmp_path, "csl").read_bytes()
    server.answers = [answer]
    result = run(tmp_path, publisher(server), 1)
    assert result.outcome is UpdateOutcome.FAILED
    assert why in result.reasons[0]
    assert history.find_place(tmp_path, "csl").read_bytes() == before
    assert in_use(tmp_path) == OLD


@pytest.mark.parametrize(("data", "why"), [(SHORT, "lost 10 of 100"), (BLIND, "Huawei is not in")])
def test_a_shrunk_list_is_refused_and_kept_to_be_looked_at(
    tmp_path: Path, server: Server, data: bytes, why: str
) -> None:
    run(tmp_path, publisher(server))
    server.answers = [sent(data)]
    result = run(tmp_path, publisher(server), 1)
    assert result.outcome is UpdateOutcome.REFUSED
    assert why in result.reasons[0]
    assert in_use(tmp_path) == OLD
    refused = history.read_history(tmp_path, "csl").versions[-1]
    assert (refused.accepted, refused.reasons) == (False, result.reasons)
    assert archive.read_content(tmp_path, refused.files[0].sha256) == data
    assert list(verify_archive(tmp_path)) == []


def test_a_list_of_other_parties_is_refused(tmp_path: Path, server: Server) -> None:
    run(tmp_path, publisher(server))
    others = [*NAMES[:2], *(f"Quite other {at}" for at in range(120))]
    server.answers = [sent(csl(*({"_id": str(at), "name": n} for at, n in enumerate(others))))]
    result = run(tmp_path, publisher(server), 1)
    assert result.outcome is UpdateOutcome.REFUSED
    assert result.reasons == (
        "others came, and by their names it lost 98 of 100 entries, 98.0%, and at most 5.0% may go",
    )


def test_a_version_that_cannot_be_read_again_is_judged_by_its_figures(
    tmp_path: Path, server: Server
) -> None:
    run(tmp_path, publisher(server))
    [sha] = archive.list_hashes(tmp_path)
    archive.find_place(tmp_path, sha).unlink()
    server.answers = [sent(SHORT)]
    assert "lost 10 of 100" in run(tmp_path, publisher(server), 1).reasons[0]
    server.answers = [sent(NEW)]
    assert run(tmp_path, publisher(server), 2).outcome is UpdateOutcome.NEW


def test_an_officer_accepts_a_shrunk_list_knowingly(tmp_path: Path, server: Server) -> None:
    run(tmp_path, publisher(server))
    server.answers = [sent(SHORT)]
    run(tmp_path, publisher(server), 1)
    result = run(tmp_path, publisher(server), 2, accept=("csl",))
    assert result.outcome is UpdateOutcome.NEW
    version = history.read_history(tmp_path, "csl").current
    assert version
    assert (version.accepted_by, version.time, version.entries) == (find_user(), DAYS[2], 90)
    assert "lost 10 of 100 entries" in version.reasons[0]
    assert in_use(tmp_path) == SHORT
    assert run(tmp_path, publisher(server), 3).outcome is UpdateOutcome.UNCHANGED


def test_what_was_cut_off_goes_on_at_the_next_update(tmp_path: Path, server: Server) -> None:
    server.answers = [cut(OLD, 3000, etag='"1"')]
    assert run(tmp_path, publisher(server)).outcome is UpdateOutcome.FAILED
    server.answers = [rest(OLD, 3000, etag='"1"')]
    assert run(tmp_path, publisher(server)).outcome is UpdateOutcome.NEW
    assert server.asked[-1]["Range"] == "bytes=3000-"
    assert in_use(tmp_path) == OLD
    assert list((tmp_path / "partial").iterdir()) == []


def test_what_was_cut_off_and_spoilt_begins_again(tmp_path: Path, server: Server) -> None:
    server.answers = [cut(OLD, 3000, etag='"1"')]
    run(tmp_path, publisher(server))
    [path] = [one for one in (tmp_path / "partial").iterdir() if not one.suffix]
    path.write_bytes(b"spoilt")
    server.answers = [sent(OLD)]
    assert run(tmp_path, publisher(server)).outcome is UpdateOutcome.NEW
    assert "Range" not in server.asked[-1]


def test_one_list_that_fails_stops_no_other(tmp_path: Path, server: Server) -> None:
    with serving(sent(b"", 404)) as broken:
        lists = [publisher(broken, "one"), publisher(server, "two")]
        order = UpdateOrder(folder=tmp_path, time=DAYS[0], patience=PATIENCE)
        results = list(update_all(lists, order, unwatched))
    assert [one.outcome for one in results] == [UpdateOutcome.FAILED, UpdateOutcome.NEW]
    assert history.list_ids(tmp_path) == ("two",)


def test_a_parser_that_stumbles_stops_no_other(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(*_: object) -> None:
        raise KeyError("a name from the list")

    monkeypatch.setattr("compliance.lists.catalog.parse", stumbles)
    result = run(tmp_path, publisher(server))
    assert result.outcome is UpdateOutcome.FAILED
    assert result.reasons == ("internal error: KeyError (please report it)",)


def test_a_form_that_this_version_does_not_read(tmp_path: Path, server: Server) -> None:
    result = run(tmp_path, replace(publisher(server), format="martian"))
    assert "this version reads no form 'martian'" in result.reasons[0]


def test_a_folder_as_mirror(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(OLD)
    one = Publisher(id="csl", format="csl", addresses={"list.csv": str(tmp_path / "list.csv")})
    assert run(tmp_path / "data", one).outcome is UpdateOutcome.NEW
    assert run(tmp_path / "data", one, 1).outcome is UpdateOutcome.UNCHANGED


def test_two_updates_at_once(tmp_path: Path, server: Server) -> None:
    order = UpdateOrder(folder=tmp_path, time=DAYS[0], patience=PATIENCE)
    first = update_all([publisher(server), publisher(server, "two")], order, unwatched)
    next(first)
    with pytest.raises(StoreError, match=f"being written by {find_user()}, process {os.getpid()}"):
        run(tmp_path, publisher(server))
    assert next(first).outcome is UpdateOutcome.NEW


def test_a_full_disk(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, publisher(server))
    server.answers = [sent(NEW)]

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    result = run(tmp_path, publisher(server), 1)
    assert result.outcome is UpdateOutcome.FAILED
    assert "the disk is full; the old lists are unchanged" in result.reasons[0]
    monkeypatch.undo()
    assert in_use(tmp_path) == OLD
    assert list(verify_archive(tmp_path)) == []


KILLED = """
import sys
from contextlib import nullcontext
from pathlib import Path
from compliance.lists.publishers import Publisher
from compliance.lists.update import UpdateOrder, update_all
folder, source = map(Path, sys.argv[1:])
for at in range(10_000):
    one = Publisher(id="csl", format="csl", addresses={"list.csv": str(source / f"{at % 2}.csv")})
    order = UpdateOrder(folder=folder, time=f"2026-11-01T08:00:00.{at:06}+00:00")
    list(update_all([one], order, lambda: nullcontext(lambda *_: None)))
    print(at, flush=True)
"""


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    (tmp_path / "0.csv").write_bytes(OLD)
    (tmp_path / "1.csv").write_bytes(NEW)
    data = tmp_path / "data"
    command = [sys.executable, "-c", KILLED, str(data), str(tmp_path)]
    for pause in (0, 0.002, 0.011, 0.017, 0.023):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
        )
        assert process.stdout
        assert [process.stdout.readline() for _ in range(3)] == ["0\n", "1\n", "2\n"]
        time.sleep(pause)  # somewhere in the updates that follow
        process.kill()
        process.communicate()
        assert [one for one in verify_archive(data) if "its time" not in one] == []
    assert in_use(data) in (OLD, NEW)
    assert len(history.read_history(data, "csl").versions) > 3
