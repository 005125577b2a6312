"""Texts that a hostile or broken file may hold: read in time that grows with their length."""

import time

import pytest

from compliance.sources import eu, opensanctions, uk_party, un, world

SIZE = 7_000
LONG = [
    "(" * SIZE,
    "a (" * SIZE,
    "a (b" * SIZE,
    "a" * SIZE,
    "a " * SIZE + "(",
    ", born" * SIZE,
    "(passport" * SIZE,
    "1 " * SIZE,
    "original script: " * SIZE,
    "a (b (c) " * SIZE,
    "low " * SIZE,
    '";' * SIZE,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:10])
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    un.texts(un.bare(text))
    list(un.in_note(text, ["Фу"]))
    uk_party.parts(text)
    uk_party.NUMBER.search(text)
    eu.FORMER.search(text)
    eu.WEAK.search(text)
    opensanctions.split(text)
    world.country_code(text)
    world.day(text)
    assert time.process_time() - start < 5  # hours when it grew with the square
