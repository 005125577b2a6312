"""Entries are read when they are asked for, and let go when nobody holds them any more."""

import copy
from collections.abc import Sequence

import numpy as np
import pytest

from compliance.model import ListEntry, Listing, Name, Programme
from compliance.screening import cached_entries
from compliance.screening.cached_entries import CachedEntries, encode_entries, list_programmes


def keep(entries: Sequence[ListEntry]) -> CachedEntries:
    programmes = list_programmes(entries)
    encoded = list(encode_entries(entries, programmes))
    starts = np.cumsum([0, *map(len, encoded)])
    return CachedEntries(np.frombuffer(b"".join(encoded), np.uint8), starts, programmes)


def kept(count: int) -> CachedEntries:
    return keep(
        [ListEntry(id=str(at), list_id="own", names=(Name(text=f"N{at}"),)) for at in range(count)]
    )


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached_entries, "MOST_REMEMBERED", 10)


def test_a_kept_entry_is_the_one_that_was_read_with_its_programmes_written_once() -> None:
    programmes = [
        Programme(id=name, name=name, publisher="P", authority="A", restricts=name * 999, source="")
        for name in "ab"
    ]
    entries = [
        ListEntry(
            id=str(at),
            list_id="own",
            names=(Name(text=f"N{at}"),),
            listings=tuple(Listing(programme=one, reason=f"R{at}") for one in programmes[at % 3 :]),
        )
        for at in range(100)
    ]
    known = keep(entries)
    assert list(known) == entries
    assert list(copy.copy(known)) == entries
    assert known[0].listings[1].programme is known[1].listings[0].programme
    assert sum(map(len, encode_entries(entries, programmes))) < 999 * len(entries)


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
