"""Work on many things, which several processes may share: what it comes to is the same."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Work = Callable[[Iterable[Thing]], Iterator[Result]]
"""Makes one result of each thing, in their order; none depends on the things before it."""


class WorkSharer(Protocol):
    """Has the work done: a result of each thing, in the order of the things."""

    def __call__(self, work: Work[Thing, Result], things: Iterable[Thing]) -> Iterator[Result]:
        """The results, one by one. Work and things can be pickled."""


def work_alone(work: Work[Thing, Result], things: Iterable[Thing]) -> Iterator[Result]:
    """Do the work in this process."""
    return work(things)
