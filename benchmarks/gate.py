"""The quality gate: a small fixed set of names, asked of the curated list and a small made one.

It takes seconds, so that whoever changes the matcher learns at once that names are lost or that
innocent ones alert. It is no measure of quality (`quality.py` is): it only says "worse than
before".
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.lists import catalog
from compliance.matching import Matcher
from compliance.model import (
    Decision,
    ListEntry,
    Listing,
    Match,
    Name,
    Party,
    PartyKind,
    Programme,
    Watchlist,
)

FILE = Path(__file__).parent / "gate.toml"
_MADE = Listing(
    programme=Programme(
        id="made", name="Made List", publisher="", authority="", restricts="", source=""
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A name of the gate."""

    group: str
    name: str
    listed: str
    """A name of the party that must be found; empty for an innocent name."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the matcher says of it."""

    asked: Asked
    decision: Decision


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the names, 0..1."""

    found: float
    hit: float
    innocent_alert: float
    innocent_hit: float


def read_table() -> Mapping[str, Mapping[str, str]]:
    """The file of the gate."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(FILE.read_text("utf-8"))
    return found


def read_shares() -> Shares:
    """The thresholds: least of what is found, most of what alerts."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    least, most = table["least"], table["most"]
    return Shares(least["found"], least["hit"], most["alert"], most["hit"])


def read_asked() -> tuple[Asked, ...]:
    """All names of the gate, in the order of the file."""
    table = read_table()
    found = []
    for group, lines in table["found"].items():
        for line in lines.strip().splitlines():
            name, _, listed = line.partition(" > ")
            found.append(Asked(group, name, listed))
    for group, lines in table["innocent"].items():
        found += (Asked(group, name, "") for name in lines.strip().splitlines())
    return tuple(found)


def made_entries() -> Iterator[ListEntry]:
    """The parties of the small list."""
    for kind, lines in read_table()["listed"].items():
        for line in lines.strip().splitlines():
            names = tuple(Name(text=text) for text in line.split(" | "))
            yield ListEntry(
                id=names[0].text,
                list_id="made",
                names=names,
                kind=PartyKind(kind),
                listings=(_MADE,),
            )


def ask_gate() -> tuple[Answer, ...]:
    """Ask every name; a listed party counts as found where its own entry is."""
    known = (*catalog.load(()).entries, *made_entries())
    asked = read_asked()
    matches = Matcher(Watchlist(lists=(), entries=known)).search(
        [Party(name=one.name) for one in asked]
    )
    return tuple(
        Answer(one, _decide(one, found)) for one, found in zip(asked, matches, strict=True)
    )


def _decide(asked: Asked, matches: tuple[Match, ...]) -> Decision:
    """The gravest band of all matches, or of those of the party that is meant."""
    bands = {
        match.band
        for match in matches
        if not asked.listed or asked.listed in {name.text for name in match.entry.names}
    }
    return next((one for one in (Decision.HIT, Decision.REVIEW) if one in bands), Decision.CLEAR)


def count_shares(answers: tuple[Answer, ...]) -> Shares:
    """What of the names was found, and what of the innocent ones alerts."""
    listed = [one.decision for one in answers if one.asked.listed]
    others = [one.decision for one in answers if not one.asked.listed]
    return Shares(
        found=1 - listed.count(Decision.CLEAR) / len(listed),
        hit=listed.count(Decision.HIT) / len(listed),
        innocent_alert=1 - others.count(Decision.CLEAR) / len(others),
        innocent_hit=others.count(Decision.HIT) / len(others),
    )


def name_wrong(answers: tuple[Answer, ...]) -> str:
    """The names that were lost and the innocent ones that alert, a line each."""
    wrong = (
        f"{one.asked.group}: {one.asked.name} is {one.decision}"
        for one in answers
        if (one.decision is Decision.CLEAR) == bool(one.asked.listed)
    )
    return "\n".join(wrong)
