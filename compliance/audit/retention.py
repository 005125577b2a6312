"""How long a run record must be kept: rules as dated data; the one reader of retention.toml."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import msgspec
from msgspec import Struct

from compliance.model import ListEntry
from compliance.model.program_data import read_data_tables


class RetentionRule(Struct, frozen=True, kw_only=True):
    """One rule as it was in force for a time."""

    years: int
    citation: str
    about: str
    programmes: tuple[str, ...]
    """How the ids of the published lists begin that it is about; empty for every run."""
    since: str
    until: str
    source: str

    def holds(self, day: str, programmes: Iterable[str]) -> bool:
        """Whether it was in force on that day (ISO 8601) and is about one of the lists."""
        in_force = (not self.since or self.since <= day) and (not self.until or day <= self.until)
        about = not self.programmes or any(one.startswith(self.programmes) for one in programmes)
        return in_force and about


class Retention(Struct, frozen=True, kw_only=True):
    """Until when a record is kept, and why."""

    until: str
    """ISO 8601."""
    years: int
    citation: str
    about: str
    source: str


@cache
def load_rules() -> tuple[RetentionRule, ...]:
    """All rules."""
    rules = read_data_tables("audit/retention.toml")["rule"]
    return msgspec.convert(rules, tuple[RetentionRule, ...])


def list_programmes(entries: Iterable[ListEntry]) -> Sequence[str]:
    """The ids of the published lists that entries stand on, sorted."""
    return sorted({listing.programme.id for one in entries for listing in one.listings})


def find_retention(time: str, programmes: Sequence[str]) -> Retention:
    """How long the record of a run of that time (ISO 8601), with these lists, is kept."""
    found = [rule for rule in load_rules() if rule.holds(time[:10], programmes)]
    longest = max(found, key=lambda rule: rule.years)
    return Retention(
        until=add_years(time[:10], longest.years),
        years=longest.years,
        citation=longest.citation,
        about=longest.about,
        source=longest.source,
    )


def add_years(day: str, years: int) -> str:
    """The day so many years later; from 29 February on, 1 March where there is no 29th."""
    start = date.fromisoformat(day)
    try:
        return start.replace(year=start.year + years).isoformat()
    except ValueError:
        return date(start.year + years, 3, 1).isoformat()
