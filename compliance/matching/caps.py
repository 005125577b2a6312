"""What holds a score below a band, whatever the points say, in sentences an officer reads.

Every cap is told by its figure: no two share one. Pure.
"""

from collections.abc import Mapping
from functools import cache

from compliance.matching import subjects, vessels
from compliance.matching.person_tables import person_limits
from compliance.matching.scoring import BRANCH, HIT_FROM, SIBLING
from compliance.model import ListEntry, Name, NameKind, Standing

_CAPS = vessels.CAPS | {
    SIBLING: "the names tell two bodies of one kind apart by number or place",
    BRANCH: "the asked name adds a place to the listed one, as a branch would",
}

OTHER_BIRTH = "Held at REVIEW: the dates of birth contradict each other."
"""Why a match is no HIT that its names would make one."""


@cache
def list_caps() -> Mapping[float, str]:
    """Score -> reason of every cap, of firms, ships and persons."""
    return {**_CAPS, **subjects.list_caps(), **person_limits().caps}


def held_reason(score: float, entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why a match in the REVIEW band is no HIT, where the likeness of the names is not the reason.

    `score` is that of the names, before what is known beside them; empty where only points lack.
    """
    if score >= HIT_FROM:
        return never_a_hit(entry, name, weak=weak)
    cap = list_caps().get(score, "")
    return f"Held at REVIEW: {cap}." if cap else ""


def never_a_hit(entry: ListEntry, name: Name, *, weak: bool) -> str:
    """Why no score makes this listed name a HIT, as `scoring` rules; empty when one can."""
    if entry.standing is Standing.RELATED:
        return "The entry only leads to a listed party: that is a question, never a HIT."
    if entry.standing is Standing.FORMER:
        return "The entry is no longer listed: that is a question, never a HIT."
    if entry.standing is Standing.LATER:
        return "The entry was listed only later: that is a question, never a HIT."
    if name.kind is NameKind.WEAK_ALIAS:
        return "The list calls this name a weak alias: it is never a HIT on the name alone."
    if weak:
        return "The listed name is too short or too common to be a HIT on the name alone."
    return ""
