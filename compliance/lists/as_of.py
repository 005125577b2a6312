"""Lists as they stood on a day, by the effective dates that stand in them. Pure.

A party whose listing ended before that day was formerly listed; one that was listed after it was
listed later; both differ from one that was never listed. What has no date, or one that is known
only by month or year and may lie before the day, counts as in force: a doubt never clears.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from compliance.model import ListEntry, Listing

_WHOLE_DATE = len("2019-10-09")


def is_day(text: str) -> bool:
    """Whether it is a day as ISO 8601 writes it: `2019-10-09`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def restore_entries(entries: Iterable[ListEntry], day: str) -> Iterator[ListEntry]:
    """The entries as they stood on a day (ISO), in their order."""
    for entry in entries:
        listings = tuple(_restore_listing(listing, day) for listing in entry.listings)
        yield replace(entry, listings=listings) if listings != entry.listings else entry


def _restore_listing(listing: Listing, day: str) -> Listing:
    if is_after(listing.effective_date, day):
        return replace(listing, pending=True)
    if listing.end_date and is_after(listing.end_date, day):
        note = f"The listing ended on {listing.end_date}, after the day that was asked for."
        return replace(listing, end_date="", notes=(*listing.notes, note))
    return listing


def is_after(known: str, day: str) -> bool:
    """Whether an ISO date, as far as it is known, certainly lies after a day."""
    return bool(known) and known[:4].isdigit() and known[:_WHOLE_DATE] > day[: len(known)]
