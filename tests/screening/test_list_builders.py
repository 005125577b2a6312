"""A crew's work comes to what one process makes of it, whoever fails on the way."""

import gc
import os
from collections.abc import Iterable, Iterator
from functools import partial

import pytest

from compliance.matching import prepared_list
from compliance.model import Watchlist
from compliance.screening.list_builders import share_among
from compliance.screening.processes import CAN_FORK
from tests.matching.building import bundled
from tests.matching.test_name_table_builder import same


def squares(things: Iterable[int]) -> Iterator[tuple[int, int]]:
    for thing in things:
        yield thing * thing, os.getpid()


def collections(things: Iterable[int]) -> Iterator[bool]:
    for _ in things:
        yield gc.isenabled()


def fails_elsewhere(home: int, things: Iterable[int]) -> Iterator[int]:
    for thing in things:
        if thing == 3 and os.getpid() != home:
            os._exit(9)
        if thing == 4 and os.getpid() != home:
            raise ValueError(thing)
        yield -thing


@pytest.mark.parametrize("fork", [False, *[True] * CAN_FORK])
@pytest.mark.parametrize(
    ("things", "size", "processes"), [(9, 2, 2), (9, 4, 4), (3, 4, 1), (0, 2, 0)]
)
def test_results_come_in_order_from_as_many_processes_as_are_worth_it(
    fork: bool, things: int, size: int, processes: int
) -> None:
    found = [*share_among(size, fork=fork)(squares, range(things))]
    assert [square for square, _ in found] == [one * one for one in range(things)]
    assert len({who for _, who in found}) == processes
    assert (os.getpid() in {who for _, who in found}) == (processes == 1)


@pytest.mark.parametrize("fork", [False, *[True] * CAN_FORK])
def test_a_process_that_ends_with_its_work_looks_for_no_garbage(fork: bool) -> None:
    assert {*share_among(2, fork=fork)(collections, range(6))} == {False}
    assert gc.isenabled()


def test_what_a_process_leaves_undone_is_done_here() -> None:
    work = partial(fails_elsewhere, os.getpid())
    assert [*share_among(2)(work, range(8))] == [-one for one in range(8)]


def test_a_list_made_ready_by_several_is_the_list_made_ready_by_one() -> None:
    listed = Watchlist(lists=(), entries=bundled().entries[:150])
    alone = prepared_list.prepare_list(listed, together=20)
    shared = prepared_list.prepare_list(listed, together=20, share=share_among(2))
    assert same(shared.columns, alone.columns)
    assert shared.weights == alone.weights
