"""What can be no list, and what compression may hold."""

import gzip

import pytest

from compliance.errors import FetchError
from compliance.lists import content


@pytest.mark.parametrize(
    "kind", ["", "text/csv", "application/octet-stream", "text/xml", "TEXT/PLAIN"]
)
def test_types_of_lists(kind: str) -> None:
    content.refuse_type(kind, "a.csv")


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "image/svg+xml"])
def test_types_of_other_things(kind: str) -> None:
    with pytest.raises(FetchError, match="which is no list"):
        content.refuse_type(kind, "a.csv")


@pytest.mark.parametrize("data", [b"name\n", b"<?xml version='1.0'?><list/>", b'{"results": []}'])
def test_first_bytes_of_lists(data: bytes) -> None:
    content.refuse_foreign(data, "a.csv")


def test_as_much_as_allowed_and_no_more() -> None:
    packed = gzip.compress(b"x" * 100, mtime=0)
    assert content.decoded(packed, "gzip", 100) == b"x" * 100
    assert content.decoded(b"plain", "identity", 1) == b"plain"
    with pytest.raises(content.TooMuchError):
        content.decoded(packed, "gzip", 99)
