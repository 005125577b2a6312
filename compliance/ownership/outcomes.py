"""Entries in, entries with their outcomes out: the rules of ownership over lists and shares.

The stakes are those that lists tell (leads with a share) and those of the user's own file of
owners. A company of that file which is on no list, and of which a party on any list holds
something or may hold it, becomes an entry of its own, of the list `owners`; a clean one does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

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
    after = list(entries)
    judged = sorted({*outcomes, *leads})
    for key in judged:
        for at in world.positions.get(key, ()):
            after[at] = _add_outcomes(after[at], outcomes.get(key, ()), leads.get(key, ()))
    bare = [key for key in judged if not world.positions.get(key)]
    made = (
        _make_entry(world, key, outcomes.get(key, ()), leads.get(key, ()), holdings) for key in bare
    )
    return OwnershipEntries(entries=tuple(after), added=tuple(_number_ids(made)))


def _add_outcomes(
    entry: ListEntry, outcomes: Sequence[Ownership], leads: Sequence[Lead]
) -> ListEntry:
    """An entry with what the rules make of it; without leads of its own with those of the file."""
    return replace(entry, ownership=tuple(outcomes), leads=entry.leads or tuple(leads))


def _make_world(
    entries: Sequence[ListEntry],
    stakes: Iterable[Stake],
    holdings: Sequence[Holding],
    rules: Sequence[OwnershipRule],
    parties: OwnershipParties,
) -> OwnershipWorld:
    keyed = [parties.key(entry.list_id, entry.id) for entry in entries]
    own = [_rename_stake(stake, parties) for stake in stakes]
    graph = make_graph(
        [*own, *(_make_stake(holding, parties) for holding in holdings)], parties.alike
    )
    involved = {*graph.owners, *(o for each in graph.owners.values() for o in each)}
    involved |= {other for others in parties.alike.values() for other in others}
    positions: dict[str, list[int]] = {}
    for at, key in enumerate(keyed):
        if key in involved:
            positions.setdefault(key, []).append(at)
    return OwnershipWorld(
        entries=entries,
        parties=parties,
        positions={key: tuple(found) for key, found in positions.items()},
        graph=graph,
        rules=rules,
        places=_find_countries(holdings, parties),
    )


def _find_countries(
    holdings: Iterable[Holding], parties: OwnershipParties
) -> Mapping[str, frozenset[str]]:
    """Key of an owned party -> codes of the countries that its rows give."""
    found: dict[str, set[str]] = {}
    for holding in holdings:
        if code := country_code(holding.country):
            found.setdefault(parties.keys[holding.owned], set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _rename_stake(stake: Stake, parties: OwnershipParties) -> Stake:
    """The stake with the keys of the parties that its entries are."""
    owner, owned = (parties.key(*key.split(":", 1)) for key in (stake.owner, stake.owned))
    return replace(stake, owner=owner, owned=owned)


def _make_stake(one: Holding, parties: OwnershipParties) -> Stake:
    return Stake(
        owner=parties.keys[one.owner],
        owned=parties.keys[one.owned],
        share=one.share,
        as_of=one.as_of,
        source=join_citations(f"{one.file}, row {one.line}", one.source),
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
            yield key, _note_outside(told, rule, state)
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
        owners = find_roots(joint, key, found)
        stories = [self._tell_story(owner) for owner in owners]
        each = [(judge_outcome(self._world.graph, key, one.reach), one) for one in stories]
        for strong in (Outcome.OWNED, Outcome.DOUBTFUL, Outcome.UNKNOWN):
            for reached, story in each:
                if reached is strong:
                    return story, key, strong
        return joint, key, Outcome.MINORITY if owners else found

    def _tell_story(self, owner: str) -> OwnershipStory:
        if owner not in self._stories:
            found = _find_reach(self._world.graph, self._rule, {owner}, frozenset())
            self._stories[owner] = _make_story(self._world, self._rule, found)
        return self._stories[owner]


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
    says = explain_outcome(story, key, found)
    flag = f" ({rule.flag})" if _is_flagged(story, key, found, rule) else ""
    return Ownership(
        rule=f"{rule.name}{flag}",
        outcome=found,
        says=says,
        state=state.state.value,
        meaning=" ".join(filter(None, _write_meaning(story, key, found, rule, state))),
        source=join_citations(
            *(one.source for one in story.graph.owners[key].values()), rule.source
        ),
        applies=found is Outcome.OWNED and state.state is RuleStanding.IN_FORCE,
        not_in=rule.not_in,
    )


def _note_outside(told: Ownership, rule: OwnershipRule, state: RuleState) -> Ownership:
    """The same of a party that the rule does not reach for its country."""
    return replace(
        told,
        rule=rule.name,
        outcome=Outcome.OUTSIDE,
        meaning=write_meaning(rule, Outcome.OUTSIDE, state),
        applies=False,
    )


def _is_flagged(story: OwnershipStory, key: str, found: Outcome, rule: OwnershipRule) -> bool:
    """Whether the question has a name of its own: an owner on the lists that it concerns."""
    return (
        found in IN_QUESTION
        and rule.flag != rule.name
        and any(
            listing.programme.id in rule.programmes
            for owner in find_roots(story, key, found)
            for listing in story.listings(owner)
        )
    )


def _write_meaning(
    story: OwnershipStory, key: str, found: Outcome, rule: OwnershipRule, state: RuleState
) -> tuple[str, ...]:
    """Whose requirement governs, what the rule says, its state, what to do, what that restricts."""
    told = write_meaning(rule, found, state)
    if found is not Outcome.OWNED:
        return (told,)
    governs = find_governing(story, key, found) if rule.strictest else ""
    return f"{governs}." if governs else "", told, describe_effects(story, key, found)


# --- Entries of their own ---------------------------------------------------------------------


def _number_ids(entries: Iterable[ListEntry]) -> list[ListEntry]:
    """The entries with an id each, sorted: two that would share one are told apart."""
    ordered = sorted(entries, key=lambda one: (one.id, one.name))
    uses: dict[str, int] = {}
    found = []
    for entry in ordered:
        number = uses[entry.id] = uses.get(entry.id, 0) + 1
        found.append(replace(entry, id=f"{entry.id}-{number}") if number > 1 else entry)
    return found


def _make_entry(
    world: OwnershipWorld,
    key: str,
    outcomes: Sequence[Ownership],
    leads: Sequence[Lead],
    holdings: Sequence[Holding],
) -> ListEntry:
    """A company of the user's file as an entry."""
    texts = world.parties.texts[key]
    rows = [holding for holding in holdings if holding.owned in texts]
    line = min(row.line for row in rows if row.list_id == rows[0].list_id)
    kinds = (NameKind.PRIMARY, *[NameKind.ALIAS] * len(texts))
    place = f"{rows[0].file}, row {line}"
    return ListEntry(
        id="-".join(key.partition(" ")[2].replace("/ ", "").split()),
        list_id=rows[0].list_id,
        names=tuple(Name(text=t, kind=k, source=place) for t, k in zip(texts, kinds, strict=False)),
        kind=PartyKind.ORGANISATION,
        countries=tuple(sorted({code for row in rows if (code := _find_code(row.country))})),
        leads=tuple(leads),
        ownership=tuple(outcomes),
        line=line,
    )


def _find_code(country: str) -> str:
    found = find_territory(country)
    return found.code if found else ""


def _find_leads(world: OwnershipWorld, key: str) -> Iterable[Lead]:
    """The shortest way to each party on any list that holds something of the company.

    Also to one that an owner may be by its name.
    """
    for way in _find_ways(world.graph, key, lambda owner: bool(_find_listed(world, owner))):
        for end in _find_listed(world, way[-1].owner)[:1]:
            lists = {listing.programme.id for listing in world.listings(end)}
            yield flag_lead(_make_lead(world, way, end), lists, world.rules)


def _find_listed(world: OwnershipWorld, owner: str) -> list[str]:
    """The owner if any list in force names it, else those of the listed that it may be."""
    alike = sorted(world.graph.alike.get(owner, frozenset()))
    return [one for one in (owner, *alike) if world.listings(one)]


def _find_ways(graph: Graph, key: str, ends: Callable[[str], bool]) -> Iterable[tuple[Stake, ...]]:
    """The shortest chain of stakes to each owner, near ones first, larger shares first.

    A chain goes no further than to an owner at which it `ends`.
    """
    seen = {key}
    chains: list[tuple[Stake, ...]] = [()]
    while chains:
        longer = []
        for chain in chains:
            at = chain[-1].owner if chain else key
            stakes = list_stakes(graph, at, graph.owners.get(at, {}).keys() - seen)
            for stake in sorted(
                stakes, key=lambda one: (-one.share.low, -one.share.high, one.owner)
            ):
                seen.add(stake.owner)
                longer.append((*chain, stake))
        yield from longer
        chains = [chain for chain in longer if not ends(chain[-1].owner)]


def _make_lead(world: OwnershipWorld, way: Sequence[Stake], end: str) -> Lead:
    """A chain of stakes as a lead to the listed party that its last owner is, or may be."""
    between = "".join(f" {world.name(one.owner)}, holding of" for one in way[:-1])
    if end != way[-1].owner:
        between += f" {world.name(way[-1].owner)}, by its name perhaps part of"
    entry = next(one for at in world.positions[end] if (one := world.entries[at]).listings)
    return Lead(
        to_entry=entry.id,
        to_name=world.name(end),
        relation=f"holding of{between}",
        stake="" if way[0].share == UNKNOWN else way[0].share.words.removesuffix(" %"),
        as_of=way[0].as_of,
        source=join_citations(*(one.source for one in way)),
    )
