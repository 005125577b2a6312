"""The project's own list form: TOML files, edited by hand and reviewed in a diff.

A list is one file, or a folder of files. Exactly one of them holds the `[list]` table (id, title,
publisher, as_of); any may hold `[[entry]]` tables, and `[[source]]` and `[[programme]]` tables of
its own beside those that come with the program. docs/lists.md describes the form for the person who
edits it, lists/schema.json for a machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from compliance.errors import ListError
from compliance.lists.sources.curated_entry import Known, entry_from
from compliance.lists.sources.ownership import followed, stakes_of
from compliance.lists.sources.programmes import programme_from
from compliance.lists.sources.ranks import RANKS
from compliance.lists.sources.tables import Raw, Table, read_toml
from compliance.model import ListEntry, Programme, Rejected
from compliance.ownership.graph import Stake
from compliance.ownership.rules import OwnershipRule

HINT = "see docs/lists.md for the form of a list"
PARTS = ("list", "source", "programme", "entry")
SOURCES_FILE = "sources.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedList:
    """A whole list in the project's form: what it says of itself, and its entries."""

    id: str
    title: str
    publisher: str
    as_of: str
    """Date of the data, ISO 8601."""
    entries: tuple[ListEntry, ...]
    """In the order of the files and, inside a file, of its tables."""
    rejected: tuple[Rejected, ...]
    """`line` is that of the `[[entry]]` in the file that `reason` names first."""
    stakes: tuple[Stake, ...] = ()
    """The shares that its leads tell, by the ids of its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One `[[entry]]` table and its place."""

    file: str
    line: int
    table: Table

    def value(self, key: str) -> str:
        """A text field as it stands, unchecked; empty if there is none."""
        found = self.table.data.get(key, "")
        return found if isinstance(found, str) else ""


def parse(
    files: Mapping[str, str],
    programmes: Mapping[str, Programme],
    sources: Mapping[str, str],
    rules: Sequence[OwnershipRule] = (),
) -> CuratedList:
    """The list that these texts hold together. Nothing is read from disk.

    `files` maps file names (for messages) to their text; programmes and sources by id are what the
    list may refer to beside its own. An entry with a problem is handed back as rejected, with the
    file, the entry and the field. Leads are followed to the listed party at their end. Raises
    ListError when a file is no TOML, when not exactly one has a `[list]` table, or when a `[list]`,
    `[[source]]` or `[[programme]]` table is wrong.
    """
    documents = {file: read_toml(text, file) for file, text in files.items()}
    blocks = [block for file in files for block in blocks_of(file, files[file], documents[file])]
    meta = meta_of(documents)
    known = Known(
        list_id=meta["id"],
        programmes=joined(programmes, own_programmes(documents)),
        sources=joined(sources, own_sources(documents)),
        names={block.value("id"): block.value("name") for block in blocks},
        uses=Counter(block.value("id") for block in blocks),
    )
    read = [entry_or_rejected(block, known) for block in blocks]
    stakes = tuple(stakes_of(item for item in read if isinstance(item, ListEntry)))
    read = led_on(blocks, read, rules)
    return CuratedList(
        **meta,
        entries=tuple(item for item in read if isinstance(item, ListEntry)),
        rejected=tuple(item for item in read if isinstance(item, Rejected)),
        stakes=stakes,
    )


def parse_sources(text: str, file: str = SOURCES_FILE) -> dict[str, str]:
    """Citations by source id, in file order; raises ListError with every problem of the file."""
    return joined({}, own_sources({file: read_toml(text, file)}))


def meta_of(documents: Mapping[str, Raw]) -> dict[str, str]:
    """The fields of the one `[list]` table. Raises ListError when there is not exactly one."""
    holders = [file for file, data in documents.items() if "list" in data]
    if len(holders) != 1:
        found = ", ".join(holders) or "none"
        raise ListError(f"a list needs exactly one [list] table; found in: {found}", HINT)
    data = documents[holders[0]]["list"]
    table = Table(data if isinstance(data, dict) else {}, "list")
    meta = {key: table.text(key, required=True) for key in ("id", "title", "publisher")}
    meta["as_of"] = table.date("as_of")
    table.finish()
    refuse(holders[0], table.problems)
    return meta


def own_programmes(documents: Mapping[str, Raw]) -> list[tuple[str, Programme]]:
    """The `[[programme]]` tables of the list itself, each with its id."""
    return [(one.id, one) for one, _ in each(documents, "programme", programme_from)]


def own_sources(documents: Mapping[str, Raw]) -> list[tuple[str, str]]:
    """The `[[source]]` tables of the list itself: id and citation."""
    return list(each(documents, "source", source_from))


def joined(known: Mapping[str, T], own: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What is known and what the list adds. Raises ListError when an id is already taken."""
    found = dict(known)
    for key, value in own:
        if key in found:
            raise ListError(f"the id '{key}' is given twice", "give your own one another id")
        found[key] = value
    return found


def source_from(table: Table) -> tuple[str, str]:
    """A source's id and its citation: title, publisher, date and place.

    Its `note` (whose copy it is, what was inferred) and its `rank` are for the editor and stay in
    the file.
    """
    identifier = table.text("id", required=True)
    parts = [table.text("title", required=True), table.text("publisher")]
    parts += [table.date("date"), table.text("place")]
    table.text("note")
    table.choice("rank", dict.fromkeys(RANKS))
    table.finish()
    return identifier, ", ".join(part for part in parts if part)


def each(documents: Mapping[str, Raw], key: str, read: Callable[[Table], T]) -> Iterator[T]:
    """Every table of this name, file by file. Raises ListError with the problems of a file."""
    for file, data in documents.items():
        document = Table(data)
        found = [read(table) for table in document.tables(key)]
        refuse(file, document.problems)
        yield from found


def refuse(file: str, problems: list[str]) -> None:
    """Raises ListError when there are problems."""
    if problems:
        raise ListError(f"{file}: {'; '.join(problems)}", HINT)


def blocks_of(file: str, text: str, data: Raw) -> list[Block]:
    """The `[[entry]]` tables of a file. Raises ListError when it holds anything foreign."""
    refuse(file, [f"'{key}' is no part of a list" for key in data if key not in PARTS])
    document = Table(data)
    tables = document.tables("entry")
    refuse(file, document.problems)
    found = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[entry]]"]
    lines = found if len(found) == len(tables) else [0] * len(tables)
    return [
        Block(file=file, line=line, table=Table(table.data))
        for line, table in zip(lines, tables, strict=True)
    ]


def led_on(
    blocks: Sequence[Block],
    read: Sequence[ListEntry | Rejected],
    rules: Sequence[OwnershipRule],
) -> list[ListEntry | Rejected]:
    """The entries with their leads followed; one whose leads end nowhere is rejected.

    Where entries were rejected, leads may end at those: then only the first problem is told.
    """
    entries = [one for one in read if isinstance(one, ListEntry)]
    if len(entries) < len(read):
        return list(read)
    return [
        one if isinstance(one, ListEntry) else rejected(block, one)
        for block, one in zip(blocks, followed(entries, rules), strict=True)
    ]


def entry_or_rejected(block: Block, known: Known) -> ListEntry | Rejected:
    """The entry, or why it is none."""
    entry = entry_from(block.table, known, block.line)
    if not block.table.problems:
        return entry
    return rejected(block, "; ".join(block.table.problems))


def rejected(block: Block, problems: str) -> Rejected:
    """The refusal of an entry, with its place."""
    who = block.value("id") or "entry without an id"
    return Rejected(line=block.line, reason=f"{block.file}, line {block.line}: {who}: {problems}")
