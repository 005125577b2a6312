"""An outcome in a sentence that an officer can check: who holds what, by which way, and the sum."""

from collections.abc import Callable, Mapping, Sequence, Set

from msgspec import Struct

from compliance.model import Listing, Outcome
from compliance.ownership.graph import (
    Graph,
    OwnershipReach,
    Stake,
    is_contradictory,
    list_stakes,
    sum_least,
    sum_most,
)
from compliance.ownership.shares import WHOLE, Share, write_per_cent

IN_QUESTION = (Outcome.UNKNOWN, Outcome.DOUBTFUL)
"""Outcomes for which something has to be found out."""
_DEEPEST = 6
"""Steps that are told; further ones are left to the sources."""


class OwnershipStory(Struct, frozen=True, kw_only=True):
    """One rule's reach, and how its parties are called."""

    graph: Graph
    reach: OwnershipReach
    name: Callable[[str], str]
    """Key of a party -> its name."""
    listings: Callable[[str], Sequence[Listing]]
    """Key of a party -> its listings in force under the rule."""
    perhaps: Callable[[str], Sequence[Listing]]
    """Key of a party -> its listings in force of which it is not told whether they count."""


def explain_outcome(story: OwnershipStory, party: str, found: Outcome) -> str:
    """Who holds what of a party, and the sum."""
    ranks = _find_ranks(story, found)
    stakes = _find_contributing(story, party, ranks, len(ranks) + 1)
    clauses = _join_parts([_write_clause(story, stake, 1) for stake in stakes])
    odd = is_contradictory(story.graph, party)
    doubt = ". The shares given come to more than 100 %: check them" if odd else ""
    return f"{clauses}{_write_sum(story, party, found, stakes)}{doubt}"


def find_roots(story: OwnershipStory, party: str, found: Outcome) -> tuple[str, ...]:
    """The listed parties from which the outcome comes, each once, in the order of their names."""
    ranks = _find_ranks(story, found)
    seen: set[str] = set()
    todo = [party]
    while todo:
        at = todo.pop()
        alike = story.graph.alike.get(at, frozenset()) & ranks.keys()
        for owner in (
            *alike,
            *(stake.owner for stake in list_stakes(story.graph, at, ranks.keys())),
        ):
            if owner not in seen:
                seen.add(owner)
                todo.append(owner)
    return tuple(sorted(sorted(one for one in seen if story.listings(one)), key=story.name))


def find_governing(story: OwnershipStory, party: str, found: Outcome) -> str:
    """Whose licence requirement governs; empty where no owner's listing gives one."""
    owners = [
        (_rank_strictness(one), one, owner)
        for owner in find_roots(story, party, found)
        for one in story.listings(owner)
        if one.requirement or one.policy
    ]
    if not owners:
        return ""
    strictest = max(rank for rank, _, _ in owners)
    texts: dict[str, list[str]] = {}
    for rank, listing, owner in owners:
        if rank == strictest:
            text = "; ".join(filter(None, (listing.requirement, listing.policy)))
            texts.setdefault(text, []).append(story.name(owner))
    said = " or ".join(
        f"that of {', '.join(dict.fromkeys(who))} ({text})" for text, who in texts.items()
    )
    return f"The strictest requirement of its owners governs: {said}"


def describe_effects(story: OwnershipStory, party: str, found: Outcome) -> str:
    """What the lists of its owners restrict, each list once; empty where they do not say."""
    programmes = [
        listing.programme
        for owner in find_roots(story, party, found)
        for listing in story.listings(owner)
    ]
    said = {programme.name: programme.restricts for programme in programmes if programme.restricts}
    return " ".join(f"{name}: {restricts}" for name, restricts in said.items())


def _rank_strictness(listing: Listing) -> tuple[bool, int, bool]:
    """Requirements in order: all items before some, denial before a presumption before the case.

    A policy that reviews some items case by case is less strict than one that does not.
    """
    policy = listing.policy.casefold()
    ranks: Mapping[str, int] = {"policy of denial": 3, "presumption of denial": 2, "case": 1}
    worst = max((rank for words, rank in ranks.items() if words in policy), default=0)
    return "all items" in listing.requirement.casefold(), worst, "case" not in policy


# --- Clauses ----------------------------------------------------------------------------------


def _find_ranks(story: OwnershipStory, found: Outcome) -> Mapping[str, int]:
    """Who counts for an outcome, with the round in which each was found."""
    if found is Outcome.OWNED:
        return story.reach.sure
    return story.reach.possible if found in IN_QUESTION else story.reach.tied


def _find_contributing(
    story: OwnershipStory, party: str, ranks: Mapping[str, int], below: int
) -> list[Stake]:
    """The stakes that count, of owners found before the party itself; the largest first."""
    stakes = list_stakes(
        story.graph,
        party,
        {one for one in _find_owners(story, party) if _is_before(ranks, one, below)},
    )
    return sorted(stakes, key=lambda one: (-one.share.low, -one.share.high, story.name(one.owner)))


def _is_before(ranks: Mapping[str, int], party: str, below: int) -> bool:
    return party in ranks and ranks[party] < below


def _find_owners(story: OwnershipStory, party: str) -> Set[str]:
    return story.graph.owners.get(party, {}).keys()


def _write_clause(story: OwnershipStory, stake: Stake, depth: int) -> str:
    """`Acme (Entity List) holds 30 % (as of 2025)`."""
    dated = f" (as of {stake.as_of})" if stake.as_of else ""
    what = "may hold a share" if stake.doubtful else f"holds {stake.share.words}"
    return f"{_describe_owner(story, stake.owner, depth)} {what}{dated}"


def _describe_owner(story: OwnershipStory, owner: str, depth: int) -> str:
    """An owner, and why it counts: its own lists, the party that it may be, or its owners."""
    name = story.name(owner)
    if lists := story.listings(owner):
        return f"{name} ({_name_lists(lists)})"
    if owner not in story.reach.sure and (lists := story.perhaps(owner)):
        return f"{name} ({_name_lists(lists)}: whether it counts depends on its programme tags)"
    how, ranks = _describe_standing(story, owner)
    if alike := story.graph.alike.get(owner, frozenset()) & ranks.keys():
        return f"{name}, which by its name may be {story.name(min(sorted(alike), key=story.name))},"
    inner = _find_contributing(story, owner, ranks, ranks[owner])
    if depth >= _DEEPEST or not inner:
        return f"{name}, {how},"
    return (
        f"{name}, {how} ({_join_parts([_write_clause(story, one, depth + 1) for one in inner])}),"
    )


def _describe_standing(story: OwnershipStory, owner: str) -> tuple[str, Mapping[str, int]]:
    """How an owner without a listing counts, and the rounds in which that was found."""
    found = story.reach
    if owner in found.sure:
        return "itself owned", found.sure
    if owner in found.possible:
        return "which may itself be owned", found.possible
    return "itself held in part", found.tied


def _name_lists(lists: Sequence[Listing]) -> str:
    return ", ".join(dict.fromkeys(_shorten(list_.programme.name) for list_ in lists))


def _shorten(name: str) -> str:
    """`SDN` of `Specially Designated Nationals List (SDN)`."""
    return name[name.rindex("(") + 1 : -1] if name.endswith(")") else name


def _join_parts(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


# --- The sum ----------------------------------------------------------------------------------


def _write_sum(story: OwnershipStory, party: str, found: Outcome, stakes: Sequence[Stake]) -> str:
    """The sum, and how it stands to the threshold."""
    threshold = write_per_cent(story.reach.threshold)
    enough = f"more than {threshold}" if story.reach.above else f"{threshold} or more"
    short = f"not more than {threshold}" if story.reach.above else f"below {threshold}"
    verdict = {
        Outcome.OWNED: f"which is {enough}",
        Outcome.DOUBTFUL: f"which is {enough} if the rule counts them",
        Outcome.UNKNOWN: f"which may be {enough}",
    }.get(found, f"which is {short}")
    if not any(stake.owner in story.reach.possible for stake in stakes):
        return f": no owner is covered itself, so {threshold} is not reached; the tie remains"
    together = _sum_shares(story, party, found)
    if len(stakes) == 1 and together == _strip_share(stakes[0].share):
        return f", {verdict}"
    return f": together {_write_range(together)}, {verdict}"


def _sum_shares(story: OwnershipStory, party: str, found: Outcome) -> Share:
    """What covered parties hold together: the least and the most."""
    sure, possible = story.reach.sure.keys(), story.reach.possible.keys()
    covered = sure if found is Outcome.OWNED else possible
    certain = possible if found is Outcome.DOUBTFUL else sure
    low, high = (
        sum_least(story.graph, party, certain),
        min(sum_most(story.graph, party, covered), WHOLE),
    )
    below = any(stake.share.below for stake in list_stakes(story.graph, party, covered))
    return Share(low=low, high=max(low, high), below=below and high > low)


def _strip_share(share: Share) -> Share:
    return Share(low=share.low, high=share.high, below=share.below)


def _write_range(share: Share) -> str:
    if share.exact:
        return write_per_cent(share.low)
    below = "less than " if share.below else ""
    return f"{write_per_cent(share.low)} to {below}{write_per_cent(share.high)}"
