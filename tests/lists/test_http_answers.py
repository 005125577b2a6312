"""What a server's answer may be, and where it may send on to."""

import gzip

import pytest

from compliance.errors import FetchError
from compliance.lists import http_answers


@pytest.mark.parametrize(
    "kind", ["", "text/csv", "application/octet-stream", "text/xml", "TEXT/PLAIN"]
)
def test_types_of_lists(kind: str) -> None:
    http_answers.refuse_type(kind, "a.csv")


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "image/svg+xml"])
def test_types_of_other_things(kind: str) -> None:
    with pytest.raises(FetchError, match="which is no list"):
        http_answers.refuse_type(kind, "a.csv")


@pytest.mark.parametrize("data", [b"name\n", b"<?xml version='1.0'?><list/>", b'{"results": []}'])
def test_first_bytes_of_lists(data: bytes) -> None:
    http_answers.refuse_foreign(data, "a.csv")


def test_as_much_as_allowed_and_no_more() -> None:
    packed = gzip.compress(b"x" * 100, mtime=0)
    assert http_answers.decompress(packed, "gzip", 100) == b"x" * 100
    assert http_answers.decompress(b"plain", "identity", 1) == b"plain"
    with pytest.raises(http_answers.TooMuchError):
        http_answers.decompress(packed, "gzip", 99)


START = "https://lists.example/a.csv"


def judged(
    to: str, start: str = START, hosts: tuple[str, ...] = (), *, insecure: bool = False
) -> str:
    try:
        http_answers.refuse_redirect("a.csv", start, to, hosts=hosts, insecure=insecure)
    except FetchError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("start", "to"),
    [
        (START, "https://lists.example/b.csv"),
        (START, "https://LISTS.example:443/b.csv"),
        ("http://lists.example/a.csv", "https://lists.example/a.csv"),
        ("http://lists.example/a.csv", "http://lists.example/b.csv"),
    ],
)
def test_the_same_host_is_trusted(start: str, to: str) -> None:
    assert judged(to, start) == ""


def test_from_https_to_http() -> None:
    message = judged("http://lists.example/a.csv")
    assert "redirects from https to http, where anyone may change it" in message
    assert "insecure = true" in message


def test_http_must_be_allowed_and_the_host_too() -> None:
    there = "http://other.example/a.csv"
    assert "from https to http" in judged(there, hosts=("other.example",))
    assert "another host" in judged(there, insecure=True)
    assert judged(there, hosts=("other.example",), insecure=True) == ""


@pytest.mark.parametrize(
    "to",
    [
        "https://lists.example.evil/a.csv",
        "https://evil-lists.example/a.csv",
        "https://lists.example@evil.example/a.csv",
        "https://lists.example:8443/a.csv",
        "https://sub.lists.example/a.csv",
    ],
)
def test_another_host(to: str) -> None:
    assert "redirects to another host" in judged(to)


def test_an_allowed_host_in_any_case() -> None:
    assert judged("https://CDN.example/a.csv", hosts=("cdn.EXAMPLE",)) == ""
    assert "another host" in judged("https://cdn.example.evil/a", hosts=("cdn.example",))
