"""Who is owned: named cases, and the fixed points against all that the shares can be."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compliance.model import Outcome
from compliance.ownership.graph import (
    Graph,
    Stake,
    find_reach,
    judge_outcome,
    make_graph,
    unite_stakes,
)
from compliance.ownership.shares import Share, read_share

HALF = Decimal(50)
LISTED = frozenset({"a", "b"})


def stakes(text: str) -> list[Stake]:
    """`a>x 30, b>x 25` as stakes."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        pair, _, share = part.partition(" ")
        owner, owned = pair.split(">")
        found.append(Stake(owner=owner, owned=owned, share=read_share(share)))
    return found


def outcomes(graph: Graph, listed: frozenset[str] = LISTED) -> dict[str, Outcome]:
    found = find_reach(graph, listed, set(), HALF)
    return {one: judge_outcome(graph, one, found) for one in graph.owners if one not in listed}


def of_x(text: str) -> Outcome:
    return outcomes(make_graph(stakes(text)))["x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a>x 50", Outcome.OWNED),
        ("a>x 49.99", Outcome.MINORITY),
        ("a>x 30, b>x 25", Outcome.OWNED),
        ("a>x 25, b>x 24", Outcome.MINORITY),
        ("a>x unknown", Outcome.UNKNOWN),
        ("a>x unknown, c>x 60", Outcome.MINORITY),
        ("a>x unknown, c>x 50", Outcome.UNKNOWN),
        ("a>x minority", Outcome.MINORITY),
        ("a>x minority, b>x minority", Outcome.UNKNOWN),
        ("a>x minority, b>x 0.01 %", Outcome.UNKNOWN),
        ("a>x >=50", Outcome.OWNED),
        ("a>x 45-60", Outcome.UNKNOWN),
        ("a>x 0.6", Outcome.UNKNOWN),
        ("a>x 0", Outcome.NONE),
        ("c>x 100", Outcome.NONE),
        ("a>c 60, c>x 60", Outcome.OWNED),
        ("a>c 50, c>d 50, d>x 50", Outcome.OWNED),
        ("a>c 49, c>x 100", Outcome.MINORITY),
        ("a>c unknown, c>x 60", Outcome.DOUBTFUL),
        ("a>c unknown, c>x 30", Outcome.MINORITY),
        ("a>c 60, c>x 25, b>x 25", Outcome.OWNED),
        ("c>x 60, x>c 60", Outcome.NONE),
        ("x>x 60", Outcome.NONE),
        ("a>x 30, x>x 30", Outcome.MINORITY),
        ("a>x 40, c>x 20, x>c 100", Outcome.MINORITY),
        ("a>x unknown, c>x 70, x>c 100", Outcome.MINORITY),
        ("a>c 30, d>c 30, c>d 100, a>x 1, c>x 99", Outcome.MINORITY),
        ("a>x 10, c>x 60, d>x 60, b>x unknown", Outcome.UNKNOWN),
    ],
)
def test_an_outcome(text: str, expected: Outcome) -> None:
    assert of_x(text) is expected


def test_an_owner_that_may_be_listed_makes_it_doubtful() -> None:
    graph = make_graph(stakes("n>x 60"), {"n": frozenset({"a"})})
    assert outcomes(graph) == {"x": Outcome.DOUBTFUL}


def test_of_one_pair_the_latest_counts_and_of_several_as_late_what_they_allow() -> None:
    old, new = (
        Stake(owner="a", owned="x", share=read_share(share), as_of=date, source=date)
        for share, date in (("60", "2019"), ("30", "2022"))
    )
    assert unite_stakes([new, old]) == unite_stakes([old, new]) == new
    undated = Stake(owner="a", owned="x", share=read_share("60"))
    both = unite_stakes([undated, new])
    assert (both.share.words, both.as_of) == ("at least 30 % and at most 60 %", "2022")


# --- Properties -------------------------------------------------------------------------------

STEP = 25
PARTIES = "abcdx"


@st.composite
def some_stakes(draw: st.DrawFn) -> list[Stake]:
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(PARTIES), st.sampled_from("cdx")),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    points = st.integers(0, 100 // STEP)
    ends = [sorted((draw(points), draw(points))) for _ in pairs]
    return [
        Stake(
            owner=owner,
            owned=owned,
            share=Share(low=Decimal(low * STEP), high=Decimal(high * STEP)),
        )
        for (owner, owned), (low, high) in zip(pairs, ends, strict=True)
    ]


def exactly_owned(held: Mapping[tuple[str, str], int]) -> frozenset[str]:
    """Who is owned where every share is known: the definition, without bounds."""
    covered = set(LISTED)
    while True:
        more = {
            party
            for party in "cdx"
            if sum(
                share
                for (owner, owned), share in held.items()
                if owned == party and owner in covered and owner != party
            )
            >= HALF
        }
        if more <= covered:
            return frozenset(covered - LISTED)
        covered |= more


def worlds(found: Sequence[Stake]) -> Iterator[Mapping[tuple[str, str], int]]:
    """All that the shares can be, in steps, where no company has more than 100 per cent."""
    ranges = [range(int(s.share.low), int(s.share.high) + 1, STEP) for s in found]
    for shares in product(*ranges):
        held = {(s.owner, s.owned): share for s, share in zip(found, shares, strict=True)}
        if all(sum(n for (_, owned), n in held.items() if owned == p) <= 100 for p in "cdx"):
            yield held


@given(some_stakes())
@settings(max_examples=300, deadline=None)
def test_certain_in_all_worlds_and_possible_in_some(found: list[Stake]) -> None:
    each = [exactly_owned(world) for world in worlds(found)]
    assume(each)
    for party, got in outcomes(make_graph(found)).items():
        always, ever = all(party in one for one in each), any(party in one for one in each)
        possible = (Outcome.OWNED, Outcome.UNKNOWN, Outcome.DOUBTFUL)
        assert (got is Outcome.OWNED, got in possible) == (always, ever)


@given(some_stakes(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_stakes_changes_nothing(found: list[Stake], random: object) -> None:
    shuffled = found[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert make_graph(shuffled) == make_graph(found)
    assert outcomes(make_graph(shuffled)) == outcomes(make_graph(found))


GRAVITY = (
    Outcome.NONE,
    Outcome.MINORITY,
    Outcome.UNKNOWN,
    Outcome.DOUBTFUL,
    Outcome.OWNED,
)


@given(some_stakes(), st.sampled_from("ab"), st.sampled_from("cdx"))
@settings(deadline=None)
def test_more_of_a_listed_owner_never_covers_less(
    found: list[Stake], owner: str, owned: str
) -> None:
    rest = [one for one in found if (one.owner, one.owned) != (owner, owned)]
    before = outcomes(make_graph(found))
    whole = Share(low=Decimal(100), high=Decimal(100))
    after = outcomes(make_graph([*rest, Stake(owner=owner, owned=owned, share=whole)]))
    assert after[owned] is Outcome.OWNED
    for party, old in before.items():
        assert GRAVITY.index(after[party]) >= GRAVITY.index(old), party


def test_long_chains_and_many_owners_are_no_trouble() -> None:
    chain = [Stake(owner=f"n{i}", owned=f"n{i + 1}", share=read_share("51")) for i in range(300)]
    crowd = [Stake(owner=f"o{i}", owned="x", share=read_share("0.1 %")) for i in range(500)]
    graph = make_graph([*chain, *crowd])
    found = find_reach(graph, {"n0", *(f"o{i}" for i in range(500))}, set(), HALF)
    assert judge_outcome(graph, "n300", found) is Outcome.OWNED
    assert judge_outcome(graph, "x", found) is Outcome.OWNED
