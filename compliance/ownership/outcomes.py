"""Entries in, entries with their outcomes out: the rules of ownership over lists and shares.

The stakes are those that lists tell (leads with a share) and those of the user's own file of
owners. A company of that file which is on no list, and of which a party on any list holds
something or may hold it, becomes an entry of its own, of the list `owners`; a clean one does not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from compliance.model import Lead, ListEntry, Listing, Name, NameKind, Outcome, Ownership, PartyKind
from compliance.names.countries import country_code, find_territory
from compliance.ownership.explanation import (
    IN_QUESTION,
    OwnershipStory,
    describe_effects,
    explain_outcome,
    find_governing,
    find_roots,
)
from compliance.ownership.graph import (
    Graph,
    OwnershipReach,
    Stake,
    find_reach,
    judge_outcome,
    list_stakes,
    make_graph,
)
from compliance.ownership.holdings import Holding
from compliance.ownership.parties import OwnershipParties, find_parties
from compliance.ownership.rules import (
    OwnershipRule,
    RuleStanding,
    RuleState,
    find_state,
    flag_lead,
    join_citations,
    write_meaning,
)
from compliance.ownership.shares import UNKNOWN, WHOLE

_NOBODY: Mapping[str, Sequence[int]] = {}


class OwnershipEntries(Struct, frozen=True, kw_only=True):
    """All entries after the rules."""

    entries: tuple[ListEntry, ...]
    """Those of the lists, in their order."""
    added: tuple[ListEntry, ...]
    """Companies of the user's file that listed parties own or hold in part, sorted by id."""


class OwnershipWorld(Struct, frozen=True, kw_only=True):
    """All that is known of parties and shares."""

    entries: Sequence[ListEntry]
    parties: OwnershipParties
    positions: Mapping[str, tuple[int, ...]]
    """Key of a party -> its entries."""
    graph: Graph
    rules: Sequence[OwnershipRule]
    places: Mapping[str, frozenset[str]]
    """Key of a party -> codes of its countries in the user's file."""

    def name(self, key: str) -> str:
        """What a party is called: by a listed entry, else by any, else as in the file."""
        mine = [self.entries[at] for at in self.positions.get(key, ())]
        for entry in sorted(mine, key=lambda one: not one.listings):
            return entry.name
        return next(iter(self.parties.texts.get(key, (key,))))

    def countries(self, key: str) -> frozenset[str]:
        """Codes of the countries in which a party is, as far as they are known."""
        return frozenset(
            code for at in self.positions.get(key, ()) for code in self.entries[at].countries
        ) | self.places.get(key, frozenset())

    def find_counting_listings(self, key: str, rule: OwnershipRule) -> list[Listing]:
        """The listings in force of a party for which the rule counts it."""
        tagged = self.listings(key, rule.tagged)
        return [
            *self.listings(key, rule.programmes),
            *(one for one in tagged if not rule.tags.isdisjoint(one.tags)),
        ]

    def perhaps(self, key: str, rule: OwnershipRule) -> list[Listing]:
        """The listings of which no file tells whether the rule counts them."""
        tagged = self.listings(key, rule.tagged)
        return [] if any(one.tags for one in tagged) else tagged

    def listings(self, key: str, programmes: Sequence[str] | None = None) -> list[Listing]:
        """The listings in force of a party on these lists, or on any."""
        return [
            listing
            for at in self.positions.get(key, ())
            for listing in self.entries[at].listings
            if listing.is_in_force and (programmes is None or listing.programme.id in programmes)
        ]


def apply_rules(
    entries: Sequence[ListEntry],
    stakes: Iterable[Stake],
    holdings: Sequence[Holding],
    rules: Sequence[OwnershipRule],
    day: str = "",
    like: Mapping[str, Sequence[int]] = _NOBODY,
) -> OwnershipEntries:
    """The entries with what the rules make of them on a day, and the companies that are added.

    The owners and owned parties of `stakes` are keys of entries (`graph.make_entry_key`). `like`
    says of owners of the user's file which entries, by position, their names are much like.
    """
    texts = {text for holding in holdings for text in (holding.owned, holding.owner)}
    parties = find_parties(texts, entries, like)
    world = _make_world(entries, stakes, holdings, rules, parties)
    outcomes: dict[str, list[Ownership]] = {}
    for rule in rules:
        for key, one in _find_outcomes(world, rule, find_state(rule, day)):
            outcomes.setdefault(key, []).append(one)
    told = {parties.keys[holding.owned] for holding in holdings}
    leads = {key: found for key in sorted(told) if (found := tuple(_find_leads(world, key)))}
    after, made = list(entries), []
    for key in sorted({*outcomes, *leads}):
        mine, ways = tuple(outcomes.get(key, ())), leads.get(key, ())
        for at in world.positions.get(key, ()):
            after[at] = replace(after[at], ownership=mine, leads=after[at].leads or ways)
        if not world.positions.get(key):
            made.append(_make_entry(world, key, mine, ways, holdings))
    uses: Counter[str] = Counter()
    added = []
    for entry in sorted(made, key=lambda one: (one.id, one.name)):
        uses[entry.id] += 1  # two that would share an id are told apart
        number = uses[entry.id]
        added.append(replace(entry, id=f"{entry.id}-{number}") if number > 1 else entry)
    return OwnershipEntries(entries=tuple(after), added=tuple(added))


def _make_world(
    entries: Sequence[ListEntry],
    stakes: Iterable[Stake],
    holdings: Sequence[Holding],
    rules: Sequence[OwnershipRule],
    parties: OwnershipParties,
) -> OwnershipWorld:
    joined = []
    for stake in stakes:
        owner, owned = (parties.key(*key.split(":", 1)) for key in (stake.owner, stake.owned))
        joined.append(replace(stake, owner=owner, owned=owned))
    places: dict[str, set[str]] = {}
    for holding in holdings:
        owned = parties.keys[holding.owned]
        stake = Stake(
            owner=parties.keys[holding.owner],
            owned=owned,
            share=holding.share,
            as_of=holding.as_of,
            source=join_citations(f"{holding.file}, row {holding.line}", holding.source),
        )
        joined.append(stake)
        if code := country_code(holding.country):
            places.setdefault(owned, set()).add(code)
    graph = make_graph(joined, parties.alike)
    involved = {*graph.owners, *(o for each in graph.owners.values() for o in each)}
    involved |= {other for others in parties.alike.values() for other in others}
    positions: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        key = parties.key(entry.list_id, entry.id)
        if key in involved:
            positions.setdefault(key, []).append(at)
    return OwnershipWorld(
        entries=entries,
        parties=parties,
        positions={key: tuple(found) for key, found in positions.items()},
        graph=graph,
        rules=rules,
        places={key: frozenset(codes) for key, codes in places.items()},
    )


# --- Outcomes ---------------------------------------------------------------------------------


def _find_outcomes(
    world: OwnershipWorld, rule: OwnershipRule, state: RuleState
) -> Iterable[tuple[str, Ownership]]:
    """What a rule makes of each party that it reaches and that it does not list itself."""
    if rule.threshold is None:
        return
    listed = {key for key in world.positions if world.find_counting_listings(key, rule)}
    perhaps = {key for key in world.positions if world.perhaps(key, rule)} - listed
    joint = _make_story(world, rule, _find_reach(world.graph, rule, listed, perhaps))
    alone = _SingleOwnerStories(world, rule)
    for key in world.graph.owners:
        found = Outcome.NONE if key in listed else judge_outcome(world.graph, key, joint.reach)
        if found is Outcome.NONE:
            continue
        if world.countries(key) and world.countries(key) <= frozenset(rule.not_in):
            told = _make_ownership(joint, key, found, rule, state)
            outside = Outcome.OUTSIDE
            means = write_meaning(rule, outside, state)
            told = replace(told, rule=rule.name, outcome=outside, meaning=means, applies=False)
            yield key, told
        elif rule.together or found is Outcome.MINORITY:
            yield key, _make_ownership(joint, key, found, rule, state)
        else:
            yield key, _make_ownership(*alone.strongest(joint, key, found), rule, state)


class _SingleOwnerStories:
    """How far a rule reaches from each listed party alone, where it adds no shares up."""

    def __init__(self, world: OwnershipWorld, rule: OwnershipRule) -> None:
        self._world = world
        self._rule = rule
        self._stories: dict[str, OwnershipStory] = {}

    def strongest(
        self, joint: OwnershipStory, key: str, found: Outcome
    ) -> tuple[OwnershipStory, str, Outcome]:
        """What one listed party alone makes of a party; `found` is what all together make of it.

        An owner that may be listed by its name or programme is looked at together with the others.
        """
        owners, graph = find_roots(joint, key, found), self._world.graph
        for owner in owners:
            if owner not in self._stories:
                reach = _find_reach(graph, self._rule, {owner}, frozenset())
                self._stories[owner] = _make_story(self._world, self._rule, reach)
        stories = [self._stories[owner] for owner in owners]
        each = [(judge_outcome(graph, key, one.reach), one) for one in stories]
        for strong in (Outcome.OWNED, Outcome.DOUBTFUL, Outcome.UNKNOWN):
            for reached, story in each:
                if reached is strong:
                    return story, key, strong
        return joint, key, Outcome.MINORITY if owners else found


def _find_reach(
    graph: Graph, rule: OwnershipRule, sure: Set[str], possible: Set[str]
) -> OwnershipReach:
    threshold = rule.threshold or WHOLE
    return find_reach(graph, sure, possible, threshold, above=rule.above)


def _make_story(
    world: OwnershipWorld, rule: OwnershipRule, found: OwnershipReach
) -> OwnershipStory:
    return OwnershipStory(
        graph=world.graph,
        reach=found,
        name=world.name,
        listings=lambda key: world.find_counting_listings(key, rule),
        perhaps=lambda key: world.perhaps(key, rule),
    )


def _make_ownership(
    story: OwnershipStory, key: str, found: Outcome, rule: OwnershipRule, state: RuleState
) -> Ownership:
    # The question has a name of its own where an owner is on the lists that it concerns.
    is_flagged = (
        found in IN_QUESTION
        and rule.flag != rule.name
        and any(
            listing.programme.id in rule.programmes
            for owner in find_roots(story, key, found)
            for listing in story.listings(owner)
        )
    )
    meaning = write_meaning(rule, found, state)
    if found is Outcome.OWNED:
        governs = find_governing(story, key, found) if rule.strictest else ""
        restricts = describe_effects(story, key, found)
        meaning = " ".join(filter(None, (governs and f"{governs}.", meaning, restricts)))
    stakes = story.graph.owners[key].values()
    return Ownership(
        rule=f"{rule.name} ({rule.flag})" if is_flagged else rule.name,
        outcome=found,
        says=explain_outcome(story, key, found),
        state=state.state.value,
        meaning=meaning,
        source=join_citations(*(one.source for one in stakes), rule.source),
        applies=found is Outcome.OWNED and state.state is RuleStanding.IN_FORCE,
        not_in=rule.not_in,
    )


# --- Entries of their own ---------------------------------------------------------------------


def _make_entry(
    world: OwnershipWorld,
    key: str,
    outcomes: tuple[Ownership, ...],
    leads: tuple[Lead, ...],
    holdings: Sequence[Holding],
) -> ListEntry:
    """A company of the user's file as an entry."""
    texts = world.parties.texts[key]
    rows = [holding for holding in holdings if holding.owned in texts]
    line = min(row.line for row in rows if row.list_id == rows[0].list_id)
    kinds = (NameKind.PRIMARY, *[NameKind.ALIAS] * len(texts))
    place = f"{rows[0].file}, row {line}"
    territories = [territory for row in rows if (territory := find_territory(row.country))]
    return ListEntry(
        id="-".join(key.partition(" ")[2].replace("/ ", "").split()),
        list_id=rows[0].list_id,
        names=tuple(Name(text=t, kind=k, source=place) for t, k in zip(texts, kinds, strict=False)),
        kind=PartyKind.ORGANISATION,
        countries=tuple(sorted({territory.code for territory in territories if territory.code})),
        leads=leads,
        ownership=outcomes,
        line=line,
    )


def _find_leads(world: OwnershipWorld, key: str) -> Iterable[Lead]:
    """The shortest way to each party on any list that holds something of the company.

    Also to one that an owner may be by its name. Near ones come first, then larger shares; no way
    goes on behind such a party.
    """
    seen = {key}
    ways: list[tuple[Stake, ...]] = [()]
    while ways:
        longer = []
        for way in ways:
            at = way[-1].owner if way else key
            stakes = list_stakes(world.graph, at, world.graph.owners.get(at, {}).keys() - seen)
            for stake in sorted(
                stakes, key=lambda one: (-one.share.low, -one.share.high, one.owner)
            ):
                seen.add(stake.owner)
                longer.append((*way, stake))
        ways = []
        for way in longer:
            owner = way[-1].owner
            alike = sorted(world.graph.alike.get(owner, frozenset()))
            end = next((one for one in (owner, *alike) if world.listings(one)), "")
            if not end:
                ways.append(way)
                continue
            between = "".join(f" {world.name(one.owner)}, holding of" for one in way[:-1])
            if end != owner:
                between += f" {world.name(owner)}, by its name perhaps part of"
            entry = next(one for at in world.positions[end] if (one := world.entries[at]).listings)
            lead = Lead(
                to_entry=entry.id,
                to_name=world.name(end),
                relation=f"holding of{between}",
                stake="" if way[0].share == UNKNOWN else way[0].share.words.removesuffix(" %"),
                as_of=way[0].as_of,
                source=join_citations(*(one.source for one in way)),
            )
            yield flag_lead(lead, {one.programme.id for one in world.listings(end)}, world.rules)
