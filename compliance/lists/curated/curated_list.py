"""The project's own list form: TOML files, edited by hand and reviewed in a diff.

A list is one file, or a folder of files. Exactly one of them holds the `[list]` table (id, title,
publisher, as_of); any may hold `[[entry]]` tables, and `[[source]]` and `[[programme]]` tables of
its own beside those that come with the program. docs/lists.md describes the form for the person who
edits it, lists/schema.json for a machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.curated.curated_entry import KnownIds, read_entry
from compliance.lists.curated.leads import follow_leads, list_stakes
from compliance.lists.curated.programmes import read_programme
from compliance.lists.curated.ranks import RANKS
from compliance.lists.curated.toml_tables import RawTable, TomlTable, read_toml
from compliance.model import ListEntry, Programme, Rejected
from compliance.ownership.graph import Stake
from compliance.ownership.rules import OwnershipRule

HINT = "see docs/lists.md for the form of a list"
PARTS = ("list", "source", "programme", "entry")
SOURCES_FILE = "sources.toml"

T = TypeVar("T")


class CuratedList(Struct, frozen=True, kw_only=True):
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


class EntryBlock(Struct, frozen=True, kw_only=True):
    """One `[[entry]]` table and its place."""

    file: str
    line: int
    table: TomlTable

    def value(self, key: str) -> str:
        """A text field as it stands, unchecked; empty if there is none."""
        found = self.table.data.get(key, "")
        return found if isinstance(found, str) else ""


def parse_list(
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
    blocks = [block for file in files for block in list_blocks(file, files[file], documents[file])]
    meta = read_head(documents)
    known = KnownIds(
        list_id=meta["id"],
        programmes=join_known(programmes, read_own_programmes(documents)),
        sources=join_known(sources, read_own_sources(documents)),
        names={block.value("id"): block.value("name") for block in blocks},
        uses=Counter(block.value("id") for block in blocks),
    )
    read = [read_block(block, known) for block in blocks]
    stakes = tuple(list_stakes(item for item in read if isinstance(item, ListEntry)))
    read = follow_all_leads(blocks, read, rules)
    return CuratedList(
        **meta,
        entries=tuple(item for item in read if isinstance(item, ListEntry)),
        rejected=tuple(item for item in read if isinstance(item, Rejected)),
        stakes=stakes,
    )


def parse_sources(text: str, file: str = SOURCES_FILE) -> dict[str, str]:
    """Citations by source id, in file order; raises ListError with every problem of the file."""
    return join_known({}, read_own_sources({file: read_toml(text, file)}))


def read_head(documents: Mapping[str, RawTable]) -> dict[str, str]:
    """The fields of the one `[list]` table. Raises ListError when there is not exactly one."""
    holders = [file for file, data in documents.items() if "list" in data]
    if len(holders) != 1:
        found = ", ".join(holders) or "none"
        raise ListError(f"a list needs exactly one [list] table; found in: {found}", HINT)
    data = documents[holders[0]]["list"]
    table = TomlTable(data if isinstance(data, dict) else {}, "list")
    meta = {key: table.text(key, required=True) for key in ("id", "title", "publisher")}
    meta["as_of"] = table.date("as_of")
    table.finish()
    refuse_problems(holders[0], table.problems)
    return meta


def read_own_programmes(documents: Mapping[str, RawTable]) -> list[tuple[str, Programme]]:
    """The `[[programme]]` tables of the list itself, each with its id."""
    return [(one.id, one) for one, _ in read_each(documents, "programme", read_programme)]


def read_own_sources(documents: Mapping[str, RawTable]) -> list[tuple[str, str]]:
    """The `[[source]]` tables of the list itself: id and citation."""
    return list(read_each(documents, "source", read_source))


def join_known(known: Mapping[str, T], own: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What is known and what the list adds. Raises ListError when an id is already taken."""
    found = dict(known)
    for key, value in own:
        if key in found:
            raise ListError(f"the id '{key}' is given twice", "give your own one another id")
        found[key] = value
    return found


def read_source(table: TomlTable) -> tuple[str, str]:
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


def read_each(
    documents: Mapping[str, RawTable], key: str, read: Callable[[TomlTable], T]
) -> Iterator[T]:
    """Every table of this name, file by file. Raises ListError with the problems of a file."""
    for file, data in documents.items():
        document = TomlTable(data)
        found = [read(table) for table in document.tables(key)]
        refuse_problems(file, document.problems)
        yield from found


def refuse_problems(file: str, problems: list[str]) -> None:
    """Raises ListError when there are problems."""
    if problems:
        raise ListError(f"{file}: {'; '.join(problems)}", HINT)


def list_blocks(file: str, text: str, data: RawTable) -> list[EntryBlock]:
    """The `[[entry]]` tables of a file. Raises ListError when it holds anything foreign."""
    refuse_problems(file, [f"'{key}' is no part of a list" for key in data if key not in PARTS])
    document = TomlTable(data)
    tables = document.tables("entry")
    refuse_problems(file, document.problems)
    found = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[entry]]"]
    lines = found if len(found) == len(tables) else [0] * len(tables)
    return [
        EntryBlock(file=file, line=line, table=TomlTable(table.data))
        for line, table in zip(lines, tables, strict=True)
    ]


def follow_all_leads(
    blocks: Sequence[EntryBlock],
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
        one if isinstance(one, ListEntry) else reject_block(block, one)
        for block, one in zip(blocks, follow_leads(entries, rules), strict=True)
    ]


def read_block(block: EntryBlock, known: KnownIds) -> ListEntry | Rejected:
    """The entry, or why it is none."""
    entry = read_entry(block.table, known, block.line)
    if not block.table.problems:
        return entry
    return reject_block(block, "; ".join(block.table.problems))


def reject_block(block: EntryBlock, problems: str) -> Rejected:
    """The refusal of an entry, with its place."""
    who = block.value("id") or "entry without an id"
    return Rejected(line=block.line, reason=f"{block.file}, line {block.line}: {who}: {problems}")
