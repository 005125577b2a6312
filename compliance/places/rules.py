"""Rules on destinations as dated data, and which of them are in force on a day. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from compliance.model import DestinationRule
from compliance.names.countries import list_territories

REVIEW = "review"
"""What is heeded so is a question that somebody must look at."""


class RuleKind(Struct, frozen=True, kw_only=True):
    """What sort of rule it is; kinds stand from the gravest on."""

    id: str
    name: str
    heeded: str
    """`review` or `note`."""


class Postcodes(Struct, frozen=True, kw_only=True):
    """A range of postcodes as one country's post numbers them; first and last as numbers."""

    country: str
    digits: int
    first: int
    last: int


class Region(Struct, frozen=True, kw_only=True):
    """A part of a country with rules of its own."""

    id: str
    name: str
    code: str = ""
    """The code that the table of countries has for it (`UA-CRI`), if any."""
    within: str
    """Code of the country that it is part of."""
    also: tuple[str, ...] = ()
    """Codes of countries under which people write it, too."""
    names: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    """Towns in a part that the rules do not reach."""
    unless: tuple[str, ...] = ()
    """Words beside a town of the same name elsewhere."""
    postcodes: tuple[Postcodes, ...] = ()


class PlaceRule(Struct, frozen=True, kw_only=True):
    """One rule; days are ISO 8601."""

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    restricts: str
    citation: str
    since: str
    until: str = ""
    """The last day; empty where none is set."""
    verified_until: str
    source: str

    def is_in_force(self, day: str) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (not self.until or day <= self.until)


class PlaceRules(Struct, frozen=True, kw_only=True):
    """All of `lists/places.toml`."""

    kinds: tuple[RuleKind, ...]
    regions: Mapping[str, Region]
    """By id."""
    rules: tuple[PlaceRule, ...]

    @property
    def reviewed_ids(self) -> frozenset[str]:
        """Codes and ids of the places that a rule, now or at another time, holds for review."""
        kinds = {kind.id for kind in self.kinds if kind.heeded == REVIEW}
        found = (one for one in self.rules if one.kind in kinds)
        return frozenset(place for one in found for place in (*one.countries, *one.regions))


class PlaceState(Struct, frozen=True, kw_only=True):
    """What the rules say of one place on a day."""

    place: str
    """Code of a country, or id of a region."""
    name: str
    kind: str
    """Name of the gravest kind."""
    is_held: bool
    """Whether a party there is a question that somebody must look at."""
    rules: tuple[DestinationRule, ...] = field(default=())


def states_on(day: str, data: PlaceRules) -> Mapping[str, PlaceState]:
    """What the rules say on a day, ISO 8601; places without a rule in force are left out."""
    ranks = {kind.id: rank for rank, kind in enumerate(data.kinds)}
    by_place: dict[str, list[PlaceRule]] = {}
    for rule in sorted(data.rules, key=lambda one: ranks[one.kind]):
        if rule.is_in_force(day):
            for place in (*rule.countries, *rule.regions):
                by_place.setdefault(place, []).append(rule)
    kinds = {kind.id: kind for kind in data.kinds}
    return {
        place: PlaceState(
            place=place,
            name=_name(place, data.regions),
            kind=kinds[rules[0].kind].name,
            is_held=any(kinds[one.kind].heeded == REVIEW for one in rules),
            rules=tuple(_state_rule(one, kinds[one.kind], day) for one in rules),
        )
        for place, rules in by_place.items()
    }


def _name(place: str, regions: Mapping[str, Region]) -> str:
    known = regions.get(place)
    return known.name if known else list_territories()[place].name


def _state_rule(rule: PlaceRule, kind: RuleKind, day: str) -> DestinationRule:
    until = f" to {rule.until}" if rule.until else ""
    since = "from" if rule.until else "since"
    checked = (
        f"; its state was looked up until {rule.verified_until} and must be checked"
        if day > rule.verified_until
        else ""
    )
    return DestinationRule(
        id=rule.id,
        name=rule.name,
        kind=kind.name,
        restricts=rule.restricts,
        citation=rule.citation,
        state=f"in force {since} {rule.since}{until}{checked}",
        source=rule.source,
    )


def gravest(states: Iterable[PlaceState], kinds: Sequence[RuleKind]) -> list[PlaceState]:
    """The states in the order of their kinds, the gravest first."""
    ranks = {kind.name: rank for rank, kind in enumerate(kinds)}
    return sorted(states, key=lambda one: ranks[one.kind])
