"""Ids that stay, and sums."""

from compliance.lists.sources.base import hash_id, number_repeats
from compliance.model import ListEntry, Name


def test_ids_stay_and_are_told_apart() -> None:
    assert hash_id("el", "Foo  Ltd", "CN") == hash_id("el", "Foo Ltd", "CN") != hash_id("el", "Foo")
    entry = ListEntry(id="a", list_id="x", names=(Name(text="Foo"),))
    assert [one.id for one in number_repeats([entry, entry, entry])] == ["a", "a-2", "a-3"]
