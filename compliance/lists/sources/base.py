"""What every reader of a list takes and hands over: files in, a ParsedList out. All pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common.csv_rows import refuse_empty
from compliance.lists.common.files import Files
from compliance.lists.curated.effects import EffectRule
from compliance.model import FileCount, ListEntry, Programme, Rejected
from compliance.ownership.graph import Stake
from compliance.ownership.rules import OwnershipRule
from compliance.storage.hashing import hash_bytes


class Reference(Struct, frozen=True, kw_only=True):
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


class ParsedList(Struct, frozen=True, kw_only=True):
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


class ListSource(Struct, frozen=True, kw_only=True):
    """One list format: how it is told from the others, and how it is read."""

    title: str
    """What a user calls the format."""
    recognises: Callable[[Files], bool]
    """Whether the files look like the format, from their content; never raises."""
    parse: Callable[[Files, Reference], ParsedList]
    """Reads them; raises ListError when they are broken, empty or have lost rows."""


STATUS = "listed in the publisher's file"


# --- Ids and sums -----------------------------------------------------------------------------


def hash_id(prefix: str, *parts: str) -> str:
    """An id from what identifies a party, for lists without one; the same in every run."""
    whole = "|".join(" ".join(part.split()) for part in parts)
    return f"{prefix}-{hash_bytes(whole.encode())[:16]}"


def number_repeats(entries: Iterable[ListEntry]) -> Iterator[ListEntry]:
    """The entries with an id each: a second use of an id gets `-2`, a third `-3`."""
    uses: dict[str, int] = {}
    for one in entries:
        uses[one.id] = many = uses.get(one.id, 0) + 1
        yield replace(one, id=f"{one.id}-{many}") if many > 1 else one


def count_rows(file: str, rows: int, entries: int, rejected: int = 0) -> tuple[FileCount]:
    """The sums of a list that is one file, a row an entry."""
    return (FileCount(file=file, rows=rows, entries=entries, joined=0, rejected=rejected),)


def find_programme(reference: Reference, key: str) -> Programme:
    """A programme that comes with the program. Raises ListError when the installation lacks it."""
    if key not in reference.programmes:
        raise ListError(f"programmes.toml does not describe {key!r}", "install the program again")
    return reference.programmes[key]


class ListHead(Struct, frozen=True, kw_only=True):
    """What a list says of itself."""

    id: str
    title: str
    publisher: str
    as_of: str


def collect_list(
    head: ListHead,
    name: str,
    found: Iterable[ListEntry | Rejected],
    rows: int,
    warn: str = "",
) -> ParsedList:
    """The list of one file, its ids made unlike and its rows counted.

    `rows` is how many the file holds; those that are neither an entry nor rejected were joined to
    an entry. `warn` is what a row is called in the warning that there is for each rejected one;
    without it there are none. Raises ListError when there is no entry.
    """
    both = list(found)
    entries = tuple(number_repeats(one for one in both if isinstance(one, ListEntry)))
    rejected = tuple(one for one in both if isinstance(one, Rejected))
    if not entries:
        refuse_empty(name)
    sums = FileCount(
        file=name,
        rows=rows,
        entries=len(entries),
        joined=rows - len(entries) - len(rejected),
        rejected=len(rejected),
    )
    lost = rejected if warn else ()
    return ParsedList(
        id=head.id,
        title=head.title,
        publisher=head.publisher,
        as_of=head.as_of,
        entries=entries,
        rejected=rejected,
        warnings=tuple(f"{warn} {row.line}: {row.reason}" for row in lost),
        counts=(sums,),
    )
