"""The labelled cases of `cases.toml`: names as people write them, and what the program must say.

Tiers: STRONG must pass, and a test holds it; MEDIUM should; WEAK is known to be hard. The names are
made of public facts; each case names the source of the fact it stands on.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from compliance.matching import Matcher
from compliance.model import Decision, Match, Party

FILE = Path(__file__).parent / "cases.toml"
TIERS = ("STRONG", "MEDIUM", "WEAK")


@dataclass(frozen=True, slots=True)
class Case:
    """One name and what is right."""

    tier: str
    asked: str
    country: str
    expected: tuple[Decision, ...]
    """Decisions that are right; several where reasonable officers differ."""
    entry: str
    """Id of the entry that must be among the matches; empty when none is meant."""
    kind: str
    """What the case tries: `typo`, `pinyin`, `namesake`, ..."""
    source: str
    """The public fact the case stands on."""


def load(path: Path = FILE) -> tuple[Case, ...]:
    """All cases, in the order of the file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return tuple(
        Case(
            tier=table["tier"],
            asked=table["asked"],
            country=table.get("country", ""),
            expected=tuple(Decision(text) for text in table["expected"]),
            entry=table.get("entry", ""),
            kind=table["kind"],
            source=table["source"],
        )
        for table in tables
    )


def judge(case: Case, matcher: Matcher) -> str:
    """Empty when the program is right about a case, else what is wrong."""
    [matches] = matcher.search([Party(name=case.asked, country=case.country)])
    got = decision(matches)
    if got not in case.expected:
        wanted = " or ".join(case.expected)
        return f"{case.asked!r}: expected {wanted}, got {got}{best(matches)}"
    if case.entry and case.entry not in {match.entry.id for match in matches}:
        return f"{case.asked!r}: expected the entry {case.entry}{best(matches)}"
    return ""


def decision(matches: tuple[Match, ...]) -> Decision:
    """The strongest band among the matches, as screening decides."""
    bands = {match.band for match in matches}
    return next((d for d in (Decision.HIT, Decision.REVIEW) if d in bands), Decision.CLEAR)


def best(matches: tuple[Match, ...]) -> str:
    """The best match in brackets."""
    return f" ({matches[0].entry.id} {matches[0].score:.3f})" if matches else " (no match)"
