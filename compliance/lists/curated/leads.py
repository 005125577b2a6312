"""Leads followed to their end, and the shares that they tell.

A lead may point to a party that only leads further ("a company of the brand EZVIZ, which is a
subsidiary of Hikvision"). Here each is followed to a party that is or was listed. What the rules of
`lists/ownership.toml` make of shares is computed over all lists, in `compliance.ownership`. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.curated.toml_tables import TomlTable, read_toml
from compliance.model import Lead, ListEntry
from compliance.ownership.graph import Stake
from compliance.ownership.rules import (
    STATES,
    OwnershipRule,
    RulePeriod,
    RuleStanding,
    flag_lead,
    join_citations,
)
from compliance.ownership.shares import read_share

FILE = "ownership.toml"
SIDES = {"under": "", "beside": "", "above": "", "past": "", "part": ""}
_CONFIDENCE = ("", "low", "medium", "high")
_WEAKEST = ("past", "above", "beside", "part", "under")
"""A way is as close as its loosest step."""
_ONWARD = ("under", "beside")
_OWNING = ("under", "beside", "above")
"""Sides that are, or may be, a share; what is sold or a part of the same body is none."""
_SWITCH = {"yes": "", "no": ""}
_NO_TAGS: Mapping[str, frozenset[str]] = {}
_DAY = len("2025-09-29")
Way = tuple[int, Lead]
"""How many steps a lead stands for, and the lead."""


def parse_rules(
    text: str,
    programmes: Mapping[str, object],
    tags: Mapping[str, frozenset[str]] = _NO_TAGS,
    file: str = FILE,
) -> tuple[OwnershipRule, ...]:
    """Every rule of the file; `tags` are those of effects, by id. Raises ListError."""
    document = TomlTable(read_toml(text, file))
    found = tuple(read_rule(table, programmes, tags) for table in document.tables("rule"))
    document.finish()
    if document.problems or not found:
        problems = "; ".join(document.problems) or "holds no rule"
        raise ListError(f"{file}: {problems}", "see docs/lists.md for the form of a rule")
    return found


def read_rule(
    table: TomlTable, programmes: Mapping[str, object], tags: Mapping[str, frozenset[str]]
) -> OwnershipRule:
    """One `[[rule]]` table; problems stay in the table."""
    effect = table.text("tags")
    found = OwnershipRule(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        flag=table.text("flag", required=True),
        programmes=table.texts("programmes"),
        tagged=table.texts("tagged"),
        tags=tags.get(effect, frozenset()),
        not_in=table.texts("not_in"),
        says=table.text("says", required=True),
        verified_until=table.date("verified_until"),
        source=table.text("source", required=True),
        threshold=read_threshold(table),
        above=table.choice("above", _SWITCH) == "yes",
        together=table.choice("together", _SWITCH, "yes") == "yes",
        strictest=table.choice("strictest", _SWITCH) == "yes",
        sides=table.texts("sides"),
        periods=tuple(read_period(one) for one in table.tables("period")),
    )
    for field, keys in (("programmes", found.programmes), ("tagged", found.tagged)):
        for unknown in (key for key in keys if key not in programmes):
            table.problem(field, f"names no known programme: {unknown}")
    if bool(found.tagged) is not bool(found.tags):
        table.problem("tags", "is the id of an effect with tags, where there are tagged lists")
    for unknown in (side for side in found.sides if side not in SIDES):
        table.problem("sides", f"must be of {', '.join(SIDES)}: {unknown}")
    for key, what in find_missing(found):
        table.problem(key, what)
    table.finish()
    return found


def find_missing(rule: OwnershipRule) -> Iterator[tuple[str, str]]:
    """What a rule needs, each as field and problem."""
    if not rule.verified_until:
        yield "verified_until", "is missing"
    if rule.threshold is None and not rule.sides:
        yield "threshold", "is missing, and there are no sides"
    if rule.threshold is not None and not rule.periods:
        yield "period", "is missing"
    for before, after in zip(rule.periods, rule.periods[1:], strict=False):
        if not before.until or before.until >= after.since:
            yield "period", f"from {after.since} begins before the one above it ends"


def read_threshold(table: TomlTable) -> Decimal | None:
    """The share in per cent from which on a party is covered; None if there is none."""
    text = table.text("threshold")
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        found = Decimal(0)
    if found is not None and not 0 < found <= 100:
        table.problem("threshold", 'must be a share in per cent, such as "50"')
    return found


def read_period(table: TomlTable) -> RulePeriod:
    """One `[[rule.period]]` table."""
    state = table.choice("state", STATES, RuleStanding.UNVERIFIED.value)
    found = RulePeriod(
        state=STATES[state],
        since=table.date("from"),
        until=table.date("until"),
        citation=table.text("citation"),
    )
    if len(found.since) != _DAY or len(found.until) not in (0, _DAY):
        table.problem("from", "and until must be days, such as 2025-09-29")
    table.finish()
    return found


# --- Shares -----------------------------------------------------------------------------------


def list_stakes(entries: Iterable[ListEntry]) -> Iterator[Stake]:
    """The shares that leads tell, one step each, by ids; an unknown share is one too."""
    for entry in entries:
        for lead in entry.leads:
            owner, owned = (lead.to_entry, entry.id)
            if lead.side == "above":
                owner, owned = owned, owner
            if lead.side in _OWNING:
                share = read_share(lead.share)
                yield Stake(
                    owner=owner,
                    owned=owned,
                    share=share,
                    doubtful=lead.side == "beside" and not lead.share,
                    as_of=lead.as_of,
                    source=lead.source,
                )


# --- Following leads --------------------------------------------------------------------------


def follow_leads(
    entries: Sequence[ListEntry], rules: Sequence[OwnershipRule]
) -> Iterator[ListEntry | str]:
    """Each entry with its leads followed, or what is wrong with them, in order."""
    known = {entry.id: entry for entry in entries}
    for entry in entries:
        found = [find_ways(lead, known, (entry.id,)) for lead in entry.leads]
        lost = [lead.to_entry for lead, ends in zip(entry.leads, found, strict=True) if not ends]
        if lost:
            yield f"lead to {', '.join(lost)} ends at no listed party"
        else:
            ways_on = [way for ends in found for way in ends]
            yield replace(entry, leads=find_best(ways_on, known, rules))


def find_best(
    found: Sequence[Way], known: Mapping[str, ListEntry], rules: Sequence[OwnershipRule]
) -> tuple[Lead, ...]:
    """The shortest way to each listed party; first those that a rule bears on."""
    shortest_last = sorted(found, key=lambda way: -way[0])
    each = {lead.to_entry: (steps, lead) for steps, lead in shortest_last}
    ranked = [
        (steps, flag_lead(lead, is_in_force(known[lead.to_entry]), rules))
        for steps, lead in each.values()
    ]
    return tuple(one for _, one in sorted(ranked, key=lambda way: (not way[1].flag, way[0])))


def is_in_force(entry: ListEntry) -> frozenset[str]:
    """Ids of the programmes that list the entry now."""
    return frozenset(listing.programme.id for listing in entry.listings if listing.is_in_force)


def find_ways(lead: Lead, known: Mapping[str, ListEntry], passed: tuple[str, ...]) -> list[Way]:
    """The lead as one to each listed party that it reaches, with its steps; none in a circle."""
    target = known.get(lead.to_entry)
    if target is None or target.id in passed:
        return []
    # A listed party leads further where it stands under or beside another: a new name, a group.
    onward = (one for one in target.leads if not target.listings or one.side in _ONWARD)
    further = [way for one in onward for way in find_ways(one, known, (*passed, target.id))]
    here: list[Way] = [(1, lead)] if target.listings else []
    return here + [(steps + 1, join_ways(lead, one)) for steps, one in further]


def join_ways(first: Lead, second: Lead) -> Lead:
    """Two steps as one lead: no surer than the weaker, with the share of the first."""
    share = f"Stake in {first.to_name}: {second.stake}." if second.stake else ""
    return replace(
        second,
        relation=f"{first.relation} {first.to_name}, {second.relation}",
        stake=first.stake,
        share=first.share,
        as_of=first.as_of or second.as_of,
        confidence=min(first.confidence, second.confidence, key=_CONFIDENCE.index),
        note=" ".join(filter(None, (first.note, share, second.note))),
        source=join_citations(first.source, second.source),
        side=min(first.side, second.side, key=_WEAKEST.index),
    )
