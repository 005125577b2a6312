"""What every list source takes and hands over; the room's files import only this. All pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compliance.model import FileCount, ListEntry, Programme, Rejected

Files = Mapping[str, bytes]
"""A list as it was read: file name -> content; one file, or all list files of a folder, sorted."""

ENDINGS = (".csv", ".json", ".toml", ".tsv", ".txt", ".xml")
"""How the names of files end that some source reads; others in a folder are no part of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipRule:
    """A rule by which a listing reaches further than the listed party (`lists/ownership.toml`)."""

    id: str
    flag: str
    """The short name an officer knows it by."""
    programmes: tuple[str, ...]
    """Ids of the lists from which it reaches further."""
    sides: tuple[str, ...]
    """Which leads it bears on, see `Lead.side`."""
    says: str
    verified_until: str
    """Last day for which its state was looked up, ISO 8601."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What lists may refer to: it comes with the program, not with the list."""

    programmes: Mapping[str, Programme]
    """By id."""
    csl_sources: Mapping[str, Programme]
    """By the text in the `source` column of the Consolidated Screening List."""
    citations: Mapping[str, str]
    """Source id -> the citation a reader sees."""
    ownership: tuple[OwnershipRule, ...] = ()
    """What makes a lead to a listed party a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """A whole list: what it says of itself and what it holds. Every row is in one of the two."""

    id: str
    title: str
    publisher: str
    as_of: str
    """Date of the data, ISO 8601; empty when the list does not tell."""
    entries: tuple[ListEntry, ...]
    rejected: tuple[Rejected, ...] = ()
    """Rows that are no entries for a reason that is known of the publisher's own files."""
    warnings: tuple[str, ...] = ()
    """What is missing from the list; a run with such a list is not complete."""
    counts: tuple[FileCount, ...] = ()
    """Where the rows of each file went; empty for a list that is one row an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list format: how it is told from the others, and how it is read."""

    title: str
    """What a user calls the format."""
    recognises: Callable[[Files], bool]
    """Whether the files look like the format, from their content; never raises."""
    parse: Callable[[Files, Reference], ParsedList]
    """Reads them; raises ListError when they are broken, empty or have lost rows."""
