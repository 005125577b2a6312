"""lists/effects.toml: what a listing means by its tags, its footnotes, its names or the day.

One `[[effect]]` table a rule. A programme says what every listing restricts; an effect says what
this very one does: whether a BIS licence is needed for an SDN, whether foreign-made items are
covered. Effects are told of listings in force only. The form is described in docs/lists.md. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.curated.ranks import NOT_LOOKED_UP, RANKS
from compliance.lists.curated.toml_tables import TomlTable, list_repeated, read_toml
from compliance.model import ListEntry, Listing

FILE = "effects.toml"
_TAGS = "{tags}"
"""Where a sentence names the tags that were found."""


class EffectRule(Struct, frozen=True, kw_only=True):
    """One rule and how it is told of a listing."""

    id: str
    programmes: tuple[str, ...]
    """Ids of the lists whose listings it concerns."""
    name: str
    """What a reader calls it: `BIS licence (15 CFR 744.8)`."""
    yes: str
    """The sentence for a listing that it reaches; `{tags}` stands for the tags that make it so."""
    no: str = ""
    """For a listing with other tags; empty where nothing is said of one that is not reached."""
    untold: str = ""
    """For a listing without tags in this file."""
    tags: frozenset[str] = frozenset()
    """It reaches listings with one of these tags."""
    requirement: re.Pattern[str] | None = None
    """It reaches listings whose licence requirement holds this."""
    names: re.Pattern[str] | None = None
    """It reaches entries of which a name holds this."""
    since: str = ""
    """First day of its effect, ISO 8601; empty where the listing's own day counts."""
    citation: str
    source: str
    """Where it was looked up, and what kind of source that is."""
    looked_up: str
    """When, ISO 8601; empty for what was not looked up."""


def parse_effects(
    text: str, programmes: Mapping[str, object], file: str = FILE
) -> tuple[EffectRule, ...]:
    """Every rule of the file. Raises ListError with every problem."""
    document = TomlTable(read_toml(text, file))
    found = []
    for table in document.tables("effect"):
        rank = table.choice("rank", dict.fromkeys(RANKS), NOT_LOOKED_UP)
        source = table.text("source", required=True)
        rule = EffectRule(
            id=table.text("id", required=True),
            programmes=table.texts("programmes"),
            name=table.text("name", required=True),
            yes=table.text("yes", required=True),
            no=table.text("no"),
            untold=table.text("untold"),
            tags=frozenset(table.texts("tags")),
            requirement=_read_pattern(table, "requirement"),
            names=_read_pattern(table, "names"),
            since=table.date("from"),
            citation=table.text("citation", required=True),
            source=f"{source} ({rank})",
            looked_up=table.date("looked_up"),
        )
        if not rule.programmes:
            table.problem("programmes", "is missing")
        for unknown in (key for key in rule.programmes if key not in programmes):
            table.problem("programmes", f"names no known programme: {unknown}")
        if (rank == NOT_LOOKED_UP) is bool(rule.looked_up):
            table.problem("looked_up", "is the day on which the source was read, where it was")
        table.finish()
        found.append(rule)
    document.finish()
    faults = [*document.problems, *list_repeated(rule.id for rule in found)]
    if faults or not found:
        problems = "; ".join(faults) or "holds no effect"
        raise ListError(f"{file}: {problems}", "see docs/lists.md for the form of an effect")
    return tuple(found)


def _read_pattern(table: TomlTable, key: str) -> re.Pattern[str] | None:
    """A regular expression without regard to case; None where there is none."""
    text = table.text(key)
    try:
        return re.compile(text, re.IGNORECASE) if text else None
    except re.error as error:
        table.problem(key, f"is no regular expression: {error}")
        return None


# --- What they make of listings ---------------------------------------------------------------


def tell_effects(
    entries: Iterable[ListEntry], rules: Sequence[EffectRule], day: str = ""
) -> Iterator[ListEntry]:
    """The entries with the effects of their listings on a day, ISO 8601; in their order.

    Without a day each says from when on it holds.
    """
    concerning: dict[str, list[EffectRule]] = {}
    for rule in rules:
        for programme in rule.programmes:
            concerning.setdefault(programme, []).append(rule)
    for entry in entries:
        listings = []
        for listing in entry.listings:  # one that is not in force has no effect
            these = concerning.get(listing.programme.id, ()) if listing.is_in_force else ()
            said = (_write_sentence(rule, listing, entry, day) for rule in these)
            effects = tuple(filter(None, said))
            listings.append(replace(listing, effects=effects) if effects else listing)
        told = tuple(listings)
        yield replace(entry, listings=told) if told != entry.listings else entry


def _write_sentence(rule: EffectRule, listing: Listing, entry: ListEntry, day: str) -> str:
    """What one rule says of a listing; empty where it says nothing of it."""
    if rule.requirement and not rule.requirement.search(listing.requirement):
        return ""
    if rule.names and not any(rule.names.search(name.text) for name in entry.names):
        return ""
    reached = [tag for tag in listing.tags if tag in rule.tags]
    if reached or not rule.tags:
        said = rule.yes.replace(_TAGS, ", ".join(reached)) if reached else rule.yes
    else:
        said = rule.no.replace(_TAGS, ", ".join(listing.tags)) if listing.tags else rule.untold
    if not said:
        return ""
    begin = ""
    if rule.since > day:
        begin = f"from {rule.since} on{', not on the day asked for' if day else ''}: "
    return f"{rule.name}: {begin}{said} [{rule.citation}]"
