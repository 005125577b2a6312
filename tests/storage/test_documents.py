"""Whatever a document holds, it is a value or MalformedDocument with one short line."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.storage.documents import (
    LONGEST_REASON,
    MalformedDocument,
    convert_table,
    read_json,
    read_toml,
    read_typed_json,
)


class Named(msgspec.Struct):
    name: str
    items: list[object] = []


DEEP = "[" * 100_000
DIGITS = "9" * 5_000


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (f"x = {DEEP}".encode(), "it is nested too deeply"),
        (f"x = {DIGITS}".encode(), "it holds a number of too many digits"),
        (b"x = '\xff'", "it is no UTF-8 text"),
        (b"x = ", "Invalid value (at end of document)"),
    ],
)
def test_toml_is_refused_in_one_line(document: bytes, reason: str) -> None:
    with pytest.raises(MalformedDocument) as refused:
        read_toml(document)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (DEEP.encode(), "it is nested too deeply"),
        (DIGITS.encode(), "it holds a number of too many digits"),
        (b'"\xff"', "it is no UTF-8 text"),
    ],
)
def test_json_is_refused_in_one_line(document: bytes, reason: str) -> None:
    with pytest.raises(MalformedDocument) as refused:
        read_json(document)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "document",
    [
        b'{"name": "a", "items": ' + DEEP.encode(),
        b'{"name": 1}',
        b"[]",
        b"",
        b'{"name": "\xff"}',
        b'{"name": "\\ud800"}',
    ],
)
def test_typed_json_is_refused(document: bytes) -> None:
    with pytest.raises(MalformedDocument):
        read_typed_json(document, Named)


def test_a_table_of_another_form_is_refused() -> None:
    with pytest.raises(MalformedDocument):
        convert_table({"name": ["a"]}, Named)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_toml(b"\xef\xbb\xbfx = 1") == {"x": 1}


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_nothing_else_is_raised(document: bytes | str) -> None:
    for read in (read_toml, read_json):
        reason = ""
        try:
            read(document)
        except MalformedDocument as error:
            reason = str(error)
        assert "\n" not in reason
        assert len(reason) <= LONGEST_REASON
