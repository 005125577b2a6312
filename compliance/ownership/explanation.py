"""An outcome in a sentence that an officer can check: who holds what, by which way, and the sum."""

from collections.abc import Callable, Mapping, Sequence

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
from compliance.ownership.shares import WHOLE, write_per_cent

IN_QUESTION = (Outcome.UNKNOWN, Outcome.DOUBTFUL)
"""Outcomes for which something has to be found out."""
_POLICY_RANKS = {"policy of denial": 3, "presumption of denial": 2, "case": 1, "": 0}
"""Words of a licence review policy, the strictest first."""
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
    """Who holds what of a party, what covered ones hold together, and the threshold beside it."""
    ranks = _find_ranks(story, found)
    stakes = _find_contributing(story, party, ranks, len(ranks) + 1)
    clauses = _join_parts([_write_clause(story, stake, 1) for stake in stakes])
    odd = is_contradictory(story.graph, party)
    doubt = ". The shares given come to more than 100 %: check them" if odd else ""
    reach = story.reach
    threshold = write_per_cent(reach.threshold)
    if not any(stake.owner in reach.possible for stake in stakes):
        said = f"no owner is covered itself, so {threshold} is not reached; the tie remains"
        return f"{clauses}: {said}{doubt}"
    enough = f"more than {threshold}" if reach.above else f"{threshold} or more"
    short = f"not more than {threshold}" if reach.above else f"below {threshold}"
    verdict = {
        Outcome.OWNED: f"which is {enough}",
        Outcome.DOUBTFUL: f"which is {enough} if the rule counts them",
        Outcome.UNKNOWN: f"which may be {enough}",
    }.get(found, f"which is {short}")
    # What covered parties hold together; of a single stake it is said already.
    covered = reach.sure.keys() if found is Outcome.OWNED else reach.possible.keys()
    certain = reach.possible.keys() if found is Outcome.DOUBTFUL else reach.sure.keys()
    low = sum_least(story.graph, party, certain)
    high = max(low, min(sum_most(story.graph, party, covered), WHOLE))
    open_end = any(stake.share.below for stake in list_stakes(story.graph, party, covered))
    below = open_end and high > low
    single = stakes[0].share
    if len(stakes) == 1 and (low, high, below) == (single.low, single.high, single.below):
        return f"{clauses}, {verdict}{doubt}"
    together = write_per_cent(low)
    if low != high:
        together += f" to {'less than ' if below else ''}{write_per_cent(high)}"
    return f"{clauses}: together {together}, {verdict}{doubt}"


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
    # In order: all items before some, denial before a presumption before the case. A policy that
    # reviews some items case by case is less strict than one that does not.
    ranked: dict[tuple[bool, int, bool], dict[str, list[str]]] = {}
    for owner in find_roots(story, party, found):
        for listing in story.listings(owner):
            text = "; ".join(filter(None, (listing.requirement, listing.policy)))
            if not text:
                continue
            policy = listing.policy.casefold()
            worst = max(rank for words, rank in _POLICY_RANKS.items() if words in policy)
            is_whole = "all items" in listing.requirement.casefold()
            texts = ranked.setdefault((is_whole, worst, "case" not in policy), {})
            texts.setdefault(text, []).append(story.name(owner))
    if not ranked:
        return ""
    texts = ranked[max(ranked)]
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
    owners = story.graph.owners.get(party, {})
    earlier = {owner for owner in owners if owner in ranks and ranks[owner] < below}
    stakes = list_stakes(story.graph, party, earlier)
    return sorted(stakes, key=lambda one: (-one.share.low, -one.share.high, story.name(one.owner)))


def _write_clause(story: OwnershipStory, stake: Stake, depth: int) -> str:
    """`Acme (Entity List) holds 30 % (as of 2025)`.

    Why an owner counts stands behind its name: its own lists, the party that it may be, or its
    owners.
    """
    owner, reach = stake.owner, story.reach
    how, ranks = "itself held in part", reach.tied
    if owner in reach.sure:
        how, ranks = "itself owned", reach.sure
    elif owner in reach.possible:
        how, ranks = "which may itself be owned", reach.possible
    if lists := story.listings(owner):
        why = f" ({_name_lists(lists)})"
    elif owner not in reach.sure and (lists := story.perhaps(owner)):
        why = f" ({_name_lists(lists)}: whether it counts depends on its programme tags)"
    elif alike := story.graph.alike.get(owner, frozenset()) & ranks.keys():
        why = f", which by its name may be {story.name(min(sorted(alike), key=story.name))},"
    else:
        inner = _find_contributing(story, owner, ranks, ranks[owner]) if depth < _DEEPEST else []
        clauses = _join_parts([_write_clause(story, one, depth + 1) for one in inner])
        why = f", {how} ({clauses})," if clauses else f", {how},"
    dated = f" (as of {stake.as_of})" if stake.as_of else ""
    what = "may hold a share" if stake.doubtful else f"holds {stake.share.words}"
    return f"{story.name(owner)}{why} {what}{dated}"


def _name_lists(lists: Sequence[Listing]) -> str:
    """Each list once, as `SDN` for `Specially Designated Nationals List (SDN)`."""
    names = [list_.programme.name for list_ in lists]
    short = (name[name.rindex("(") + 1 : -1] if name.endswith(")") else name for name in names)
    return ", ".join(dict.fromkeys(short))


def _join_parts(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


# --- The sum ----------------------------------------------------------------------------------
