"""Who is owned by covered parties, computed from stakes: for certain, possibly, or in part.

A party is owned when covered parties hold the threshold or more of it together (or more than it,
where a rule says so); an owned party is
covered itself and counts whole as an owner of others. That is a least fixed point: of the least
that each share can be for what is certain, of the most for what is possible. Rounds are counted
for all parties at once, so that nothing depends on an order; parties that own each other, and
themselves, cover nobody by that alone.

The shares of one party are 100 per cent together: what some hold for certain the others cannot
hold. Where the figures come to more than that they contradict each other (two dates, a share
counted twice), and then nothing is concluded from the rest.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from compliance.model import Outcome
from compliance.ownership.shares import WHOLE, Share

_NOTHING = Decimal(0)


class Stake(Struct, frozen=True, kw_only=True):
    """What one party holds of another, by their keys."""

    owner: str
    owned: str
    share: Share
    doubtful: bool = False
    """Whether it is not even known that there is one: a company of the same group or name."""
    as_of: str = ""
    """ISO 8601, as far as known."""
    source: str = ""


Joins = Callable[[str, Set[str]], bool]
"""Whether a party joins those that were found in earlier rounds."""
Owners = Mapping[str, Stake]
"""Owner -> its stake in one party."""


class Graph(Struct, frozen=True, kw_only=True):
    """All stakes, one for each pair."""

    owners: Mapping[str, Owners]
    """Owned party -> who holds what of it; both in the order of their keys."""
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Party -> parties that it may be: its name says so, but not for certain."""


class OwnershipReach(Struct, frozen=True, kw_only=True):
    """How far a rule reaches: each party with the round in which it was found, from 0."""

    threshold: Decimal
    above: bool
    """Whether the threshold itself is too little."""
    sure: Mapping[str, int]
    possible: Mapping[str, int]
    """The certain ones among them."""
    tied: Mapping[str, int]
    """All of these, and parties of which one of them or a tied party holds something."""


# --- The graph --------------------------------------------------------------------------------


def make_graph(stakes: Iterable[Stake], alike: Mapping[str, frozenset[str]] | None = None) -> Graph:
    """The graph of these stakes: of one pair the latest; of several as late all that they allow."""
    pairs: dict[tuple[str, str], list[Stake]] = {}
    for stake in stakes:
        pairs.setdefault((stake.owned, stake.owner), []).append(stake)
    owners: dict[str, dict[str, Stake]] = {}
    for owned, owner in sorted(pairs):
        owners.setdefault(owned, {})[owner] = unite_stakes(pairs[owned, owner])
    return Graph(owners=owners, alike=alike or {})


def unite_stakes(stakes: Iterable[Stake]) -> Stake:
    """Several stakes of one pair as one. A stake without a date may be of any."""
    ordered = sorted(stakes, key=lambda one: (one.as_of, one.share.words, one.source))
    latest = ordered[-1].as_of
    kept = [one for one in ordered if one.as_of in (latest, "")]
    shares = [one.share for one in kept]
    high = max(share.high for share in shares)
    written = "; ".join(dict.fromkeys(share.written for share in shares if share.written))
    return Stake(
        owner=kept[-1].owner,
        owned=kept[-1].owned,
        share=Share(
            low=min(share.low for share in shares),
            high=high,
            below=all(share.below for share in shares if share.high == high),
            written=written,
        ),
        doubtful=all(one.doubtful for one in kept),
        as_of=latest,
        source="; ".join(dict.fromkeys(one.source for one in kept if one.source)),
    )


def key_stake(stake: Stake, list_id: str) -> Stake:
    """A stake between ids of one list as one between keys of all lists."""
    return replace(
        stake,
        owner=make_entry_key(list_id, stake.owner),
        owned=make_entry_key(list_id, stake.owned),
    )


def make_entry_key(list_id: str, entry_id: str) -> str:
    """The key of an entry."""
    return f"{list_id}:{entry_id}"


# --- The reach of a rule ----------------------------------------------------------------------


def find_reach(
    graph: Graph, sure: Set[str], possible: Set[str], threshold: Decimal, *, above: bool = False
) -> OwnershipReach:
    """How far it reaches from covered parties; `possible` are those that may be covered.

    `above` says that more than the threshold is needed.
    """
    certain = dict.fromkeys(sorted(sure), 0)
    _grow_reach(
        graph,
        certain,
        lambda party, found: is_enough(sum_least(graph, party, found), threshold, above=above),
    )
    maybe = dict.fromkeys(sorted({*sure, *possible, *certain}), 0)
    _grow_reach(
        graph,
        maybe,
        lambda party, found: (
            may_be_covered(graph, party, found)
            or may_reach(graph, party, found, threshold, above=above)
        ),
    )
    tied = dict.fromkeys(maybe, 0)
    _grow_reach(graph, tied, lambda party, found: bool(list_stakes(graph, party, found)))
    return OwnershipReach(threshold=threshold, above=above, sure=certain, possible=maybe, tied=tied)


def _grow_reach(graph: Graph, found: dict[str, int], joins: Joins) -> None:
    """Add round after round who joins those found so far, until nobody does."""
    parties = sorted({*graph.owners, *graph.alike})
    number = 1
    while new := [party for party in parties if party not in found and joins(party, found.keys())]:
        found.update(dict.fromkeys(new, number))
        number += 1


def sum_least(graph: Graph, party: str, covered: Set[str]) -> Decimal:
    """The least that the covered hold of a party together; what it holds itself counts nothing."""
    return sum((stake.share.low for stake in list_stakes(graph, party, covered)), _NOTHING)


def sum_most(graph: Graph, party: str, covered: Set[str]) -> Decimal:
    """The most that the covered can hold of a party together."""
    shares = [stake.share for stake in list_stakes(graph, party, covered)]
    return min(sum((share.high for share in shares), _NOTHING), find_room(graph, party, covered))


def may_be_covered(graph: Graph, party: str, covered: Set[str]) -> bool:
    """Whether the party may be one of the covered itself, by its name."""
    return not graph.alike.get(party, frozenset()).isdisjoint(covered)


def is_enough(share: Decimal, threshold: Decimal, *, above: bool) -> bool:
    """Whether a share reaches the threshold, or lies above it where that is needed."""
    return share > threshold if above else share >= threshold


def may_reach(
    graph: Graph, party: str, covered: Set[str], threshold: Decimal, *, above: bool
) -> bool:
    """Whether the covered can hold enough."""
    shares = [stake.share for stake in list_stakes(graph, party, covered)]
    together = sum((share.high for share in shares), _NOTHING)
    short = together == threshold and any(share.below for share in shares)
    left = min(together, find_room(graph, party, covered))
    return is_enough(left, threshold, above=above) and not short


def find_room(graph: Graph, party: str, covered: Set[str]) -> Decimal:
    """What the others leave to the covered; all of it where the figures contradict each other."""
    everybody = graph.owners.get(party, {})
    if is_contradictory(graph, party):
        return WHOLE * len(everybody)
    others = (one.share.low for key, one in everybody.items() if key == party or key not in covered)
    return WHOLE - sum(others, _NOTHING)


def is_contradictory(graph: Graph, party: str) -> bool:
    """Whether the shares that are certain come to more than the whole."""
    everybody = graph.owners.get(party, {}).values()
    return sum((one.share.low for one in everybody), _NOTHING) > WHOLE


def list_stakes(graph: Graph, party: str, owners: Set[str]) -> list[Stake]:
    """The stakes that these owners hold of a party, itself and noughts left out."""
    everybody = graph.owners.get(party, {})
    return [
        one for key, one in everybody.items() if key in owners and key != party and one.share.high
    ]


def judge_outcome(graph: Graph, party: str, found: OwnershipReach) -> Outcome:
    """What the rule makes of a party that is not covered by a listing of its own."""
    threshold, above = found.threshold, found.above
    if is_enough(sum_least(graph, party, found.sure.keys()), threshold, above=above):
        return Outcome.OWNED
    if is_enough(sum_least(graph, party, found.possible.keys()), threshold, above=above):
        return Outcome.DOUBTFUL
    if may_reach(graph, party, found.possible.keys(), threshold, above=above):
        return Outcome.UNKNOWN
    return Outcome.MINORITY if party in found.tied else Outcome.NONE
