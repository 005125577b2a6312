"""Fields of JSON."""

import pytest

from compliance.errors import ListError
from compliance.lists.common import json_objects


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'"text"', b"[" * 100_000, b"\xff"])
def test_what_is_no_json_object_is_refused(data: bytes) -> None:
    with pytest.raises(ListError, match=r"^list\.json: "):
        json_objects.read_object(data, "list.json")


def test_values_of_an_object() -> None:
    found = {"a": " x\ny ", "n": 7, "none": None, "list": ["b", None, " c  d "], "joined": "e; f"}
    assert (json_objects.read_text(found, "a"), json_objects.read_text(found, "n")) == ("x y", "7")
    assert (json_objects.read_text(found, "none"), json_objects.read_text(found, "list")) == (
        "",
        "",
    )
    assert json_objects.list_texts(found, "list") == ["b", "c d"]
    assert json_objects.list_texts(found, "joined") == ["e", "f"]
    assert json_objects.list_texts(found, "missing") == []
    with pytest.raises(ListError, match="'list' is no array of objects"):
        json_objects.list_objects(found, "list", "list.json")
