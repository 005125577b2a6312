"""Whom a policy reaches, and whose word counts where several reach the same match.

A policy that asks for less, a higher threshold or no weak aliases, reaches a match only where it
reaches every place of the party on every list: what another list says of it still counts. One that
asks for more reaches it by one of them. Of several thresholds the lowest holds.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compliance.model import ListEntry, PolicyRow
from compliance.names.countries import whole_country_code


class Place(NamedTuple):
    """One place of a party on a list."""

    list: str
    """Id of the list file."""
    programme: str
    """Id of the published list; empty for a party that is on none."""


class PolicyCase(NamedTuple):
    """What of a party and the entries that it may be decides which policies reach it."""

    country: str
    """ISO 3166 code of the country that it was asked with; empty for none."""
    places: tuple[Place, ...]


class Threshold(NamedTuple):
    """The least score of a band, and whose policy it is."""

    least: float
    row: PolicyRow | None


def list_places(entries: Sequence[ListEntry]) -> tuple[Place, ...]:
    """All places of a party that is several entries."""
    return tuple(
        Place(entry.list_id, programme)
        for entry in entries
        for programme in (*(listing.programme.id for listing in entry.listings),) or ("",)
    )


def find_case(country: str, entries: Sequence[ListEntry]) -> PolicyCase:
    """The case of a party that was asked with a country, however spelt."""
    return PolicyCase(whole_country_code(country) if country else "", list_places(entries))


def reaches_place(row: PolicyRow, country: str, place: Place) -> bool:
    """Whether a policy reaches one place of a party on a list."""
    return (
        (not row.countries or country in row.countries)
        and (not row.lists or place.list in row.lists)
        and (not row.programmes or place.programme in row.programmes)
    )


def reaches_all(row: PolicyRow, case: PolicyCase) -> bool:
    """Whether it reaches the party wherever it is listed."""
    return all(reaches_place(row, case.country, place) for place in case.places)


def reaches_some(row: PolicyRow, case: PolicyCase) -> bool:
    """Whether it reaches the party on one list at least."""
    return any(reaches_place(row, case.country, place) for place in case.places)


def find_threshold(
    band: str, usual: float, rows: Sequence[PolicyRow], case: PolicyCase
) -> Threshold:
    """The least score of a `hit` or `review`: the lowest of those that reach the case."""
    known = [(value, row) for row in rows if (value := getattr(row, band)) is not None]
    found = [
        Threshold(value, row)
        for value, row in known
        if (reaches_some if value < usual else reaches_all)(row, case)
    ]
    return min(found, key=lambda one: one.least, default=Threshold(usual, None))


def find_switch(rows: Sequence[PolicyRow], case: PolicyCase) -> PolicyRow | None:
    """The policy that switches weak aliases off for the case; None where they count."""
    return next((row for row in rows if not row.weak_aliases and reaches_all(row, case)), None)


def list_counted(rows: Sequence[PolicyRow], country: str, place: Place) -> Iterator[PolicyRow]:
    """The policies that say whether a place counts; one that says that it does comes first."""
    found = [row for row in rows if row.counted is not None]
    for row in sorted(found, key=lambda one: not one.counted):
        if reaches_place(row, country, place):
            yield row
