"""Leads followed to their end: which listed party they reach, by which way, under which rule.

A lead may point to a party that only leads further ("a company of the brand EZVIZ, which is a
subsidiary of Hikvision"). Here each is followed to a party that is or was listed, and gets the
rules of `lists/ownership.toml` that make it a question. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.errors import ListError
from compliance.model import Lead, ListEntry
from compliance.sources.base import OwnershipRule
from compliance.sources.tables import Table, read_toml

FILE = "ownership.toml"
SIDES = {"under": "", "beside": "", "above": "", "past": "", "part": ""}
_CONFIDENCE = ("", "low", "medium", "high")
_WEAKEST = ("past", "above", "beside", "part", "under")
"""A way is as close as its loosest step."""
_ONWARD = ("under", "beside")
Way = tuple[int, Lead]
"""How many steps a lead stands for, and the lead."""


def parse_rules(
    text: str, programmes: Mapping[str, object], file: str = FILE
) -> tuple[OwnershipRule, ...]:
    """Every rule of the file. Raises ListError with every problem."""
    document = Table(read_toml(text, file))
    found = tuple(rule_from(table, programmes) for table in document.tables("rule"))
    document.finish()
    if document.problems or not found:
        problems = "; ".join(document.problems) or "holds no rule"
        raise ListError(f"{file}: {problems}", "see docs/lists.md for the form of a rule")
    return found


def rule_from(table: Table, programmes: Mapping[str, object]) -> OwnershipRule:
    """One `[[rule]]` table; problems stay in the table."""
    found = OwnershipRule(
        id=table.text("id", required=True),
        flag=table.text("flag", required=True),
        programmes=table.texts("programmes"),
        sides=table.texts("sides"),
        says=table.text("says", required=True),
        verified_until=table.date("verified_until"),
        source=table.text("source", required=True),
    )
    for unknown in (key for key in found.programmes if key not in programmes):
        table.problem("programmes", f"names no known programme: {unknown}")
    for unknown in (side for side in found.sides if side not in SIDES):
        table.problem("sides", f"must be of {', '.join(SIDES)}: {unknown}")
    if not found.verified_until:
        table.problem("verified_until", "is missing")
    table.finish()
    return found


# --- Following leads --------------------------------------------------------------------------


def followed(
    entries: Sequence[ListEntry], rules: Sequence[OwnershipRule]
) -> Iterator[ListEntry | str]:
    """Each entry with its leads followed, or what is wrong with them, in order."""
    known = {entry.id: entry for entry in entries}
    for entry in entries:
        found = [ways(lead, known, (entry.id,)) for lead in entry.leads]
        lost = [lead.to_entry for lead, ends in zip(entry.leads, found, strict=True) if not ends]
        if lost:
            yield f"lead to {', '.join(lost)} ends at no listed party"
        else:
            ways_on = [way for ends in found for way in ends]
            yield replace(entry, leads=best(ways_on, known, rules))


def best(
    found: Sequence[Way], known: Mapping[str, ListEntry], rules: Sequence[OwnershipRule]
) -> tuple[Lead, ...]:
    """The shortest way to each listed party; first those that a rule bears on."""
    shortest_last = sorted(found, key=lambda way: -way[0])
    each = {lead.to_entry: (steps, lead) for steps, lead in shortest_last}
    ranked = [(steps, flagged(lead, known, rules)) for steps, lead in each.values()]
    return tuple(one for _, one in sorted(ranked, key=lambda way: (not way[1].flag, way[0])))


def ways(lead: Lead, known: Mapping[str, ListEntry], passed: tuple[str, ...]) -> list[Way]:
    """The lead as one to each listed party that it reaches, with its steps; none in a circle."""
    target = known.get(lead.to_entry)
    if target is None or target.id in passed:
        return []
    # A listed party leads further where it stands under or beside another: a new name, a group.
    onward = (one for one in target.leads if not target.listings or one.side in _ONWARD)
    further = [way for one in onward for way in ways(one, known, (*passed, target.id))]
    here: list[Way] = [(1, lead)] if target.listings else []
    return here + [(steps + 1, joined(lead, one)) for steps, one in further]


def joined(first: Lead, second: Lead) -> Lead:
    """Two steps as one lead: no surer than the weaker, with the share of the first."""
    share = f"Stake in {first.to_name}: {second.stake}." if second.stake else ""
    return replace(
        second,
        relation=f"{first.relation} {first.to_name}, {second.relation}",
        stake=first.stake,
        as_of=first.as_of or second.as_of,
        confidence=min(first.confidence, second.confidence, key=_CONFIDENCE.index),
        note=" ".join(filter(None, (first.note, share, second.note))),
        source=cited(first.source, second.source),
        side=min(first.side, second.side, key=_WEAKEST.index),
    )


def flagged(lead: Lead, known: Mapping[str, ListEntry], rules: Sequence[OwnershipRule]) -> Lead:
    """The lead with the rules under which the listed party at its end reaches further."""
    lists = {one.programme.id for one in known[lead.to_entry].listings if one.in_force}
    bearing = [r for r in rules if lead.side in r.sides and not lists.isdisjoint(r.programmes)]
    if not bearing:
        return lead
    return replace(
        lead,
        flag="; ".join(rule.flag for rule in bearing),
        note=" ".join(filter(None, (lead.note, *map(sentence, bearing)))),
        source=cited(lead.source, *(rule.source for rule in bearing)),
    )


def cited(*sources: str) -> str:
    """Each citation once."""
    return "; ".join(dict.fromkeys(one for text in sources for one in text.split("; ") if one))


def sentence(rule: OwnershipRule) -> str:
    """What an officer reads of a rule, with the day until which it was looked up."""
    return f"{rule.says} (verified until {rule.verified_until}; check it after that day)."
