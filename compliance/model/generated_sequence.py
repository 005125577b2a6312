"""A sequence whose items are generated whenever it is walked, so that they need not be held."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar, overload

T = TypeVar("T")


class GeneratedSequence(Sequence[T]):
    """So many items, and how to begin to generate them.

    Walk them from the top; a single item far below costs as much as all above it.
    """

    def __init__(self, count: int, generate: Callable[[], Iterator[T]]) -> None:
        self._count = count
        self._generate = generate

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return self._generate()

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same items."""
        if not isinstance(other, Sequence) or len(other) != len(self):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        chosen = range(self._count)[at]
        if isinstance(chosen, int):
            return next(islice(self._generate(), chosen, None))
        last = max(chosen, default=-1)
        items = list(islice(self._generate(), last + 1))
        return [items[number] for number in chosen]
