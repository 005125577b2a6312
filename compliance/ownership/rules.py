"""A rule of ownership as dated data, and what it is on a day.

A rule has periods, each with a state, a first and perhaps a last day, and a citation. The day is
always passed in. After `verified_until` nobody has looked: whatever the state is, it must be
checked.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.model import Lead, Outcome, RuleStatement


class RuleStanding(StrEnum):
    """What a rule is on a day."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    UNVERIFIED = "unverified"
    NOT_YET = "not yet in force"


STATES = {state.value: state for state in RuleStanding if state is not RuleStanding.NOT_YET}
"""States that a period can have."""


class RulePeriod(Struct, frozen=True, kw_only=True):
    """A time in which a rule is in one state; dates are ISO 8601 days."""

    state: RuleStanding
    since: str
    until: str = ""
    """The last day; empty where none is set."""
    citation: str = ""
    verified: str = ""
    """Who verified it and when, where a user states it; empty where the program's data do."""


class OwnershipRule(Struct, frozen=True, kw_only=True):
    """A rule by which a listing reaches further than the listed party (`lists/ownership.toml`)."""

    id: str
    name: str
    flag: str
    """The short name of the question that it puts: `Red Flag 29`."""
    programmes: tuple[str, ...]
    """Ids of the lists from which it reaches further; the flag concerns owners on these."""
    tagged: tuple[str, ...] = ()
    """Lists of which only parties with one of the `tags` count."""
    tags: frozenset[str] = frozenset()
    """Programme tags, as the publisher writes them."""
    not_in: tuple[str, ...] = ()
    """ISO 3166 codes of countries whose parties it does not reach."""
    says: str
    verified_until: str
    """Last day for which its state was looked up, ISO 8601."""
    source: str
    threshold: Decimal | None = None
    """Share in per cent from which on a party is covered; None for a rule that knows no share."""
    above: bool = False
    """Whether a party is covered only above the threshold, not at it."""
    together: bool = True
    """Whether the shares of several listed parties are added up."""
    strictest: bool = False
    """Whether of several owners the strictest requirement governs."""
    sides: tuple[str, ...] = ()
    """For a rule without threshold: which leads it bears on, see `Lead.side`."""
    periods: tuple[RulePeriod, ...] = ()
    """In the order of time."""


class RuleState(Struct, frozen=True, kw_only=True):
    """What a rule is on a day, and the sentence that says it."""

    state: RuleStanding
    sentence: str


def find_state(rule: OwnershipRule, day: str = "") -> RuleState:
    """The rule's state on a day, ISO 8601; without one, on the last day that was looked up."""
    day = day or rule.verified_until
    begun = [one for one in rule.periods if one.since <= day]
    if not begun:
        return RuleState(state=RuleStanding.NOT_YET, sentence=_describe_pending(rule))
    period = begun[-1]
    if period.until and period.until < day:
        period = RulePeriod(
            state=RuleStanding.UNVERIFIED, since=period.until, citation=period.citation
        )
        return RuleState(
            state=period.state, sentence=f"Nothing is known of it after {period.since}: check it"
        )
    return RuleState(
        state=period.state, sentence=_describe_period(period) + _describe_check(rule, period, day)
    )


def state_rules(
    rules: Iterable[OwnershipRule], statements: Iterable[RuleStatement]
) -> tuple[OwnershipRule, ...]:
    """The rules as officers state that they are, each from the first day of its state on.

    Raises ListError for a statement on a rule that there is not, or that knows no state.
    """
    known = {rule.id: rule for rule in rules}
    for said in statements:
        rule = known.get(said.rule)
        if rule is None or not rule.periods:
            there = ", ".join(one.id for one in known.values() if one.periods)
            raise ListError(
                f"settings file: [rules.{said.rule}] is about no rule", f"there are {there}"
            )
        period = RulePeriod(
            state=STATES[said.state],
            since=said.since,
            citation=said.source,
            verified=f"as {said.name} verified on {said.date}",
        )
        earlier = (one for one in rule.periods if one.since < said.since)
        known[said.rule] = replace(rule, periods=(*earlier, period))
    return tuple(known.values())


def _describe_pending(rule: OwnershipRule) -> str:
    first = rule.periods[0].since if rule.periods else "a day that is not known"
    return f"Not yet in force: it takes effect on {first}"


def _describe_period(period: RulePeriod) -> str:
    cited = f" ({period.citation})" if period.citation else ""
    if period.verified:
        return f"{period.state.capitalize()} since {period.since}, {period.verified}{cited}"
    if period.state is RuleStanding.UNVERIFIED:
        return f"By its terms in force from {period.since}{cited}; that is unverified"
    if period.until:
        return f"{period.state.capitalize()} from {period.since} to {period.until}{cited}"
    return f"{period.state.capitalize()} since {period.since}{cited}"


def _describe_check(rule: OwnershipRule, period: RulePeriod, day: str) -> str:
    looked_up = day <= rule.verified_until and period.state is not RuleStanding.UNVERIFIED
    if looked_up or period.verified:
        return ""
    return f": its state was looked up until {rule.verified_until} and must be checked"


# --- What it means ----------------------------------------------------------------------------

_OUTSIDE = (
    "The rule does not reach parties of this country: find out whether the goods stay with it, and "
    "which other rules count its owners"
)
_TO_DO: Mapping[tuple[Outcome, bool], str] = {
    (Outcome.OWNED, True): "Treat the party as listed",
    (Outcome.OWNED, False): "The party is covered wherever the rule is in force: check that first",
    (Outcome.UNKNOWN, True): "Find out the share, or get a licence; until then nothing is cleared",
    (
        Outcome.UNKNOWN,
        False,
    ): "Find out the share and the state of the rule before anything is cleared",
    (Outcome.DOUBTFUL, True): (
        "Find out whether that owner counts, or get a licence; until then nothing is cleared"
    ),
    (Outcome.DOUBTFUL, False): (
        "Find out whether that owner counts, and the state of the rule, before anything is cleared"
    ),
    (Outcome.OUTSIDE, True): _OUTSIDE,
    (Outcome.OUTSIDE, False): _OUTSIDE,
    (Outcome.MINORITY, True): "A red flag: find out who controls the party and what for",
    (Outcome.MINORITY, False): "A red flag: find out who controls the party and what for",
}


def write_meaning(rule: OwnershipRule, found: Outcome, state: RuleState) -> str:
    """What a rule says, its state with dates, and what to do."""
    to_do = _TO_DO[found, state.state is RuleStanding.IN_FORCE]
    return f"{rule.says}. {state.sentence}. {to_do}."


# --- Rules that know no share -----------------------------------------------------------------


def flag_lead(lead: Lead, programmes: Iterable[str], rules: Sequence[OwnershipRule]) -> Lead:
    """The lead with the rules without threshold under which the party at its end reaches further.

    `programmes` are the lists in force on which that party stands.
    """
    lists = frozenset(programmes)
    bearing = [
        rule
        for rule in rules
        if rule.threshold is None
        and lead.side in rule.sides
        and not lists.isdisjoint(rule.programmes)
    ]
    if not bearing:
        return lead
    return replace(
        lead,
        flag="; ".join(rule.flag for rule in bearing),
        note=" ".join(filter(None, (lead.note, *map(describe_rule, bearing)))),
        source=join_citations(lead.source, *(rule.source for rule in bearing)),
    )


def join_citations(*sources: str) -> str:
    """Each citation once."""
    return "; ".join(dict.fromkeys(one for text in sources for one in text.split("; ") if one))


def describe_rule(rule: OwnershipRule) -> str:
    """What an officer reads of a rule, with the day until which it was looked up."""
    return f"{rule.says} (verified until {rule.verified_until}; check it after that day)."
