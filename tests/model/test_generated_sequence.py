"""Sequences made anew whenever they are walked."""

from collections.abc import Iterator

import pytest

from compliance.model.generated_sequence import GeneratedSequence


def test_items_are_made_whenever_they_are_walked() -> None:
    made: list[int] = []

    def start() -> Iterator[int]:
        for number in range(4):
            made.append(number)
            yield number

    items = GeneratedSequence(4, start)
    assert (len(items), made) == (4, [])
    assert (list(items), list(items)) == ([0, 1, 2, 3], [0, 1, 2, 3])
    assert made == [0, 1, 2, 3] * 2


def test_they_are_a_sequence() -> None:
    items = GeneratedSequence(4, lambda: iter("abcd"))
    assert (items[1], items[-1], items[1:3], items[::-2]) == ("b", "d", ["b", "c"], ["d", "b"])
    assert items == ["a", "b", "c", "d"] == items
    assert items != ["a"]
    assert items != 4
    with pytest.raises(IndexError):
        items[4]
