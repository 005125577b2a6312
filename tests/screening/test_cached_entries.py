"""Entries are read when they are asked for, and let go when nobody holds them any more."""

import msgspec
import numpy as np
import pytest

from compliance.model import ListEntry, Name
from compliance.screening import cached_entries
from compliance.screening.cached_entries import CachedEntries


def kept(count: int) -> CachedEntries:
    encoded = [
        msgspec.msgpack.encode(ListEntry(id=str(at), list_id="own", names=(Name(text=f"N{at}"),)))
        for at in range(count)
    ]
    starts = np.cumsum([0, *map(len, encoded)])
    return CachedEntries(np.frombuffer(b"".join(encoded), np.uint8), starts)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_entries, "MOST_REMEMBERED", 10)


def test_an_entry_is_read_once_while_it_is_remembered() -> None:
    known = kept(5)
    assert known[3] is known[3]


def test_what_nobody_holds_is_let_go() -> None:
    known = kept(1000)
    for at in range(1000):
        assert known[at].id == str(at)
    assert len(known.positions) <= 10


def test_what_is_held_keeps_its_place() -> None:
    known = kept(1000)
    held = [known[at] for at in range(0, 1000, 7)]
    for at in range(1000):
        assert known[at].id == str(at)
    assert [known.positions[id(one)] for one in held] == list(range(0, 1000, 7))
    assert all(known[at] is one for at, one in zip(range(0, 1000, 7), held, strict=True))


def test_places_are_those_of_living_entries_only() -> None:
    known = kept(500)
    for at in [*range(500), *range(0, 500, 3)]:
        entry = known[at]
        assert known.positions[id(entry)] == at
        assert len(known.positions) <= 21
