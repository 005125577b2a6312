"""Fetching from a real server that is slow, broken, lying or gone: whole, or not at all."""

import gzip
import threading
import time
import zlib
from pathlib import Path

import pytest

from compliance.errors import FetchError
from compliance.lists.download import AGENT, DownloadLimits, FetchedFile, FileRequest, fetch
from compliance.lists.http_answers import hide_secrets, read_retry_after
from tests.lists.server import Server, chunked, cut, dripping, rest, sends_on, sent, serving, slow

LIST = b"name,source\n" + b"Foo Trading,Entity List\n" * 500
PATIENCE = DownloadLimits(
    connect=0.5, read=0.3, whole=5, tries=3, pause=0.01, most_pause=0.05, most_bytes=100_000
)
ETAG = '"abc"'
DATE = "Tue, 03 Nov 2026 10:00:00 GMT"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


def got(
    server: Server, asked: FileRequest | None = None, patience: DownloadLimits = PATIENCE
) -> FetchedFile:
    return fetch(asked or wanted(server), patience, lambda *_: None)


def wanted(
    server: Server, etag: str = "", modified: str = "", hosts: tuple[str, ...] = ()
) -> FileRequest:
    return FileRequest(
        name="list.csv", address=server.address, etag=etag, modified=modified, hosts=hosts
    )


def refused(
    server: Server, asked: FileRequest | None = None, patience: DownloadLimits = PATIENCE
) -> str:
    with pytest.raises(FetchError) as caught:
        got(server, asked, patience)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_with_its_marks() -> None:
    seen: list[tuple[str, int, int]] = []
    with serving(sent(LIST, etag=ETAG, last_modified=DATE)) as server:
        found = fetch(wanted(server), PATIENCE, lambda *step: seen.append(step))
    assert found == FetchedFile(
        name="list.csv", address=server.address, data=LIST, etag=ETAG, modified=DATE
    )
    assert server.asked[0]["User-Agent"] == AGENT
    assert seen[-1] == ("list.csv", len(LIST), len(LIST))


def test_what_has_not_changed_is_not_sent_again() -> None:
    with serving(sent(b"", 304)) as server:
        found = got(server, wanted(server, ETAG, DATE))
    assert (found.data, found.etag, found.modified) == (None, ETAG, DATE)
    assert server.asked[0]["If-None-Match"] == ETAG
    assert server.asked[0]["If-Modified-Since"] == DATE


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_server_in_trouble_is_asked_again(status: int) -> None:
    with serving(sent(b"", status), sent(LIST)) as server:
        assert got(server).data == LIST
    assert len(server.asked) == 2


def test_the_pause_that_a_server_asks_for_is_kept_to_a_limit() -> None:
    patience = DownloadLimits(read=0.3, tries=2, pause=0.0, most_pause=0.05)
    with serving(sent(b"", 503, retry_after="3600"), sent(LIST)) as server:
        assert got(server, patience=patience).data == LIST


def test_a_server_that_stays_in_trouble() -> None:
    with serving(sent(b"", 500)) as server:
        message = refused(server)
    assert "list.csv" in message
    assert "500 Internal Server Error, after 3 tries (try again later; the stored list" in message
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "hint"), [(404, "the list has moved"), (410, "has moved"), (403, "key or token")]
)
def test_an_answer_that_is_final(status: int, hint: str) -> None:
    with serving(sent(b"gone", status)) as server:
        assert hint in refused(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/pdf", "image/png"])
def test_a_type_that_is_no_list(kind: str) -> None:
    with serving(sent(LIST, content_type=kind)) as server:
        assert f"the server sent {kind.partition(';')[0]}, which is no list" in refused(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"\xef\xbb\xbf\r\n <!DOCTYPE HTML><html>Log in</html>", "a web page"),
        (b"<html><body>Error</body></html>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
        (b"", "nothing"),
        (b" \n", "nothing"),
    ],
)
def test_a_page_with_status_200(body: bytes, what: str) -> None:
    with serving(sent(body, content_type="text/csv")) as server:
        assert f"the server sent {what}" in refused(server)


def test_a_server_that_falls_asleep() -> None:
    done = threading.Event()
    with serving(slow(LIST, done, 2.0)) as server:
        message = refused(server)
        done.set()
    assert "no answer in time, after 3 tries" in message


def test_a_server_that_drips_for_ever() -> None:
    patience = DownloadLimits(read=0.3, whole=0.3, tries=3, pause=0.0)
    with serving(dripping(LIST, 0.05)) as server:
        begin = time.monotonic()
        assert "is too slow" in refused(server, patience=patience)
        assert time.monotonic() - begin < 2


def test_an_answer_without_a_length() -> None:
    with serving(chunked(LIST[:100], LIST[100:], b"")) as server:
        assert got(server).data == LIST


@pytest.mark.parametrize("pieces", [(LIST[:100], LIST[100:]), (LIST[:100],)])
def test_an_answer_without_a_length_that_is_cut_off(pieces: tuple[bytes, ...]) -> None:
    with serving(chunked(*pieces)) as server:
        assert "cut off in the middle" in refused(server)


def test_a_part_that_was_not_asked_for_is_not_taken_for_the_whole() -> None:
    part = sent(LIST[:100], 206, content_range=f"bytes 0-99/{len(LIST)}")
    with serving(part) as server:
        assert "went on at another place" in refused(server)


def test_a_part_that_stops_before_the_end_is_not_the_end() -> None:
    part = sent(LIST[5000:6000], 206, content_range=f"bytes 5000-5999/{len(LIST)}")
    with serving(cut(LIST, 5000, etag=ETAG), part, rest(LIST, 6000)) as server:
        assert got(server).data == LIST


def test_a_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = FileRequest(name="list.csv", address="http://lists.example/list.csv")
    with serving(sent(LIST)) as proxy:
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        assert fetch(asked, PATIENCE, lambda *_: None).data == LIST
    assert proxy.paths == ["http://lists.example/list.csv"]


def test_a_server_that_sleeps_once() -> None:
    done = threading.Event()
    with serving(slow(LIST, done, 2.0), sent(LIST)) as server:
        assert got(server).data == LIST
        done.set()


def test_a_server_that_is_not_there() -> None:
    with serving(sent(LIST)) as server:
        pass
    assert "no connection, after 3 tries" in refused(server)


def test_a_host_that_there_is_not() -> None:
    asked = FileRequest(name="list.csv", address="http://list.invalid/list.csv")
    with pytest.raises(FetchError, match=r"list\.invalid"):
        fetch(asked, PATIENCE, lambda *_: None)


# --- Cut off ----------------------------------------------------------------------------------


def test_a_truncated_body_is_no_list() -> None:
    with serving(cut(LIST, 100)) as server:
        assert "cut off" in refused(server)
    assert len(server.asked) == 3


def test_a_cut_off_download_goes_on_where_it_was() -> None:
    with serving(cut(LIST, 5000, etag=ETAG), rest(LIST, 5000, etag=ETAG)) as server:
        assert got(server).data == LIST
    assert server.asked[1]["Range"] == "bytes=5000-"
    assert server.asked[1]["If-Range"] == ETAG


def test_it_goes_on_twice() -> None:
    first, second = (
        cut(LIST, 3000, etag=ETAG),
        sent(
            LIST[3000:4000],
            206,
            etag=ETAG,
            content_range=f"bytes 3000-{len(LIST) - 1}/{len(LIST)}",
            content_length=str(len(LIST) - 3000),
        ),
    )
    with serving(first, second, rest(LIST, 4000, etag=ETAG)) as server:
        assert got(server).data == LIST
    assert [one.get("Range") for one in server.asked] == [None, "bytes=3000-", "bytes=4000-"]


def test_a_list_that_changed_meanwhile_is_sent_anew() -> None:
    other = LIST.replace(b"Foo", b"Bar")
    with serving(cut(LIST, 5000, etag=ETAG), sent(other, etag='"new"')) as server:
        found = got(server)
    assert (found.data, found.etag) == (other, '"new"')


def test_a_weak_mark_goes_on_by_date_and_none_begins_again() -> None:
    weak = cut(LIST, 5000, etag='W/"x"', last_modified=DATE)
    with serving(weak, rest(LIST, 5000)) as server:
        assert got(server).data == LIST
    assert server.asked[1]["If-Range"] == DATE
    with serving(cut(LIST, 5000), sent(LIST)) as server:
        assert got(server).data == LIST
    assert "Range" not in server.asked[1]


@pytest.mark.parametrize("status", [206, 416])
def test_a_server_that_goes_on_elsewhere_begins_again(status: int) -> None:
    wrong = sent(b"x", status, content_range="bytes 0-0/1")
    with serving(cut(LIST, 5000, etag=ETAG), wrong, sent(LIST)) as server:
        assert got(server).data == LIST


# --- Compression and size ---------------------------------------------------------------------


def test_a_compressed_transfer() -> None:
    packed = gzip.compress(LIST, mtime=0)
    with serving(sent(packed, content_encoding="gzip")) as server:
        assert got(server).data == LIST


def test_a_compressed_transfer_that_was_cut_off_goes_on() -> None:
    packed = gzip.compress(LIST, mtime=0)
    half = len(packed) // 2
    first = cut(packed, half, content_encoding="gzip", etag=ETAG)
    with serving(first, rest(packed, half, content_encoding="gzip", etag=ETAG)) as server:
        assert got(server).data == LIST


@pytest.mark.parametrize(
    "packed", [gzip.compress(LIST, mtime=0)[:-20], b"no gzip", zlib.compress(LIST)]
)
def test_a_broken_compression(packed: bytes) -> None:
    with serving(sent(packed, content_encoding="gzip")) as server:
        assert "the compressed transfer" in refused(server)


def test_a_compression_that_was_not_asked_for() -> None:
    with serving(sent(LIST, content_encoding="br")) as server:
        assert "was not asked for (br)" in refused(server)


@pytest.mark.parametrize("told", [True, False])
def test_a_file_that_is_too_large(told: bool) -> None:
    huge = b"x" * 100_001
    headers = {} if told else {"content_length": str(10**12)}
    with serving(sent(huge, **headers)) as server:
        assert "is larger than 100,000 bytes" in refused(server)
    assert len(server.asked) == 1


def test_little_that_becomes_too_much() -> None:
    bomb = gzip.compress(b"x" * 5_000_000, mtime=0)
    with serving(sent(bomb, content_encoding="gzip")) as server:
        assert "is larger than 100,000 bytes" in refused(server)


# --- Sent on ----------------------------------------------------------------------------------


def test_sent_on_within_the_host() -> None:
    with serving(sends_on("/new/list.csv"), sent(LIST)) as server:
        found = got(server)
    assert (found.data, found.address) == (LIST, server.address)
    assert server.paths == ["/list.csv", "/new/list.csv"]


def test_sent_on_to_another_host() -> None:
    with serving(sent(LIST)) as other, serving(sends_on(other.address)) as server:
        message = refused(server)
        assert f"redirects to another host, 127.0.0.1:{other.port}" in message
        assert f'hosts = ["127.0.0.1:{other.port}"]' in message
        assert other.asked == []
        allowed = wanted(server, hosts=(f"127.0.0.1:{other.port}",))
        assert got(server, allowed).data == LIST


def test_sent_on_for_ever() -> None:
    with serving(sends_on("/list.csv")) as server:
        assert "redirects too often" in refused(server)


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_sent_on_to_no_web_address(to: str) -> None:
    with serving(sends_on(to)) as server:
        assert "redirects to something that is no web address" in refused(server)


# --- Mirrors on disk --------------------------------------------------------------------------


@pytest.mark.parametrize("as_address", [True, False])
def test_a_file_on_disk(tmp_path: Path, as_address: bool) -> None:
    path = tmp_path / "a list.csv"
    path.write_bytes(LIST)
    address = path.as_uri() if as_address else str(path)
    found = fetch(FileRequest(name="list.csv", address=address), PATIENCE, lambda *_: None)
    assert (found.data, found.address) == (LIST, address)


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    asked = FileRequest(name="list.csv", address=str(tmp_path / "none.csv"))
    with pytest.raises(FetchError, match="cannot be read: No such file"):
        fetch(asked, PATIENCE, lambda *_: None)
    (tmp_path / "none.csv").write_bytes(b"x" * 100_001)
    with pytest.raises(FetchError, match="is larger than"):
        fetch(asked, PATIENCE, lambda *_: None)


def test_addresses_are_shown_without_secrets() -> None:
    assert hide_secrets("https://me:pw@host:8443/a/b?token=secret#x") == "https://host:8443/a/b"
    assert hide_secrets("/srv/lists/a.csv") == "/srv/lists/a.csv"


def test_a_password_in_an_address_is_not_told() -> None:
    with serving(sent(b"", 404)) as server:
        secret = server.address.replace("//", "//me:pw@") + "?token=secret"
        message = refused(server, FileRequest(name="list.csv", address=secret))
    assert "pw" not in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0.0), ("12", 12.0), ("soon", 0.0), ("Tue, 03 Nov 2020 10:00:00 GMT", 0.0)],
)
def test_the_pause_that_is_asked_for(text: str, seconds: float) -> None:
    assert read_retry_after(text) == seconds
