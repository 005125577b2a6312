"""What every list source is and what it hands over; the room's files import only this."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compliance.model import ListEntry, ListInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """One list file or folder, read whole: what it is and what it holds.

    `info.rows == len(entries) + len(info.rejected)`: no row of a list is ever unaccounted for.
    """

    info: ListInfo
    entries: tuple[ListEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list format: how it is told from the others, and how it is read."""

    title: str
    """What a user calls the format."""
    recognises: Callable[[Path], bool]
    """Whether this path (a file or a folder) looks like the format; looks inside, never raises."""
    load: Callable[[Path], LoadedList]
    """Reads it; raises ListError when it is broken, empty or has lost rows."""
