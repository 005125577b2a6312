"""What every list source takes and hands over; the room's files import only this. All pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compliance.lists.sources.effects import EffectRule
from compliance.model import FileCount, ListEntry, Programme, Rejected
from compliance.ownership.graph import Stake
from compliance.ownership.rules import OwnershipRule

Files = Mapping[str, bytes]
"""A list as it was read: file name -> content; one file, or all list files of a folder, sorted."""

ENDINGS = (".csv", ".json", ".toml", ".tsv", ".txt", ".xml")
"""How the names of files end that some source reads; others in a folder are no part of a list."""


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
    """By what a listing reaches further than the listed party."""
    effects: tuple[EffectRule, ...] = ()
    """What a listing has for an effect by its tags, its footnotes or its day."""


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
    stakes: tuple[Stake, ...] = ()
    """Who holds what of whom, by the ids of its entries, as the list tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list format: how it is told from the others, and how it is read."""

    title: str
    """What a user calls the format."""
    recognises: Callable[[Files], bool]
    """Whether the files look like the format, from their content; never raises."""
    parse: Callable[[Files, Reference], ParsedList]
    """Reads them; raises ListError when they are broken, empty or have lost rows."""
