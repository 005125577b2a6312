"""A private list out of a workbook or CSV: rows -> parties -> a list in the project's own form.

    imported(path, Wish(id="letters"))   reads the file as `screen` reads customer files
    Imported.text                        TOML that `screen --list` reads; nothing is written here

Every row below the header that is not blank is the first of a party, joined to one, or rejected
with its sheet, row and reason.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from compliance import columns, readers
from compliance.columns import NoMapping, SheetLayout
from compliance.columns.vocabulary import fold
from compliance.errors import InputError, ListError, UsageError
from compliance.lists.curated import curated_list
from compliance.lists.private import extra_columns, parties, sheet_tables, toml_text
from compliance.lists.private.model import ImportOptions, PrivateList, PrivateParty
from compliance.lists.private.parties import ReadRow
from compliance.lists.sources.base import hash_id
from compliance.model import FileCount, Rejected
from compliance.readers import SourceFile

SheetLayouts = Mapping[str, SheetLayout]
"""Sheet -> the tables that stand on it."""
SheetRows = Mapping[str, Sequence[ReadRow | Rejected]]
"""Sheet -> what became of each of its rows below the header."""
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HIDDEN = "the sheet is hidden; name it to have it read"
HINT = "see docs/lists.md, A private list from a workbook"
BARE = "the sheet has no header, unlike others; name it to have it read"
NOT_CHOSEN = "not among the sheets that were asked for"
NOT_ASCII = re.compile(r"[^a-z0-9]+")


def import_private_list(path: Path, wish: ImportOptions) -> PrivateList:
    """The private list that a file holds.

    Raises UsageError for an id that is none or an unknown column role, InputError when the file
    cannot be read or lacks a sheet or column that the user names, ListError when no row names a
    party.
    """
    if not ID.fullmatch(wish.id):
        raise UsageError(f"{wish.id!r} is no id of a list", "lower case letters, digits, hyphens")
    source = readers.read(path)
    refuse_unknown_sheets(source, wish.sheets)
    layouts = dict(find_layouts(source, wish))
    found = {
        name_sheet(source, sheet): list(read_sheet(source, sheet, wish, layouts))
        for sheet in source.sheets
    }
    if not any(isinstance(row, ReadRow) for rows in found.values() for row in rows):
        raise ListError(explain_no_party(source, list_rejected(found)), HINT)
    return write_list(source, wish, layouts, found)


def write_list(
    source: SourceFile, wish: ImportOptions, layouts: SheetLayouts, found: SheetRows
) -> PrivateList:
    """The list that the rows make, with its text, which is read back before it is given away."""
    reads = [row for rows in found.values() for row in rows if isinstance(row, ReadRow)]
    ids = choose_ids(reads)
    whole = merge_rows(reads, ids)
    text = toml_text.write_toml(whole, wish, source.name, source.sha256)
    check_text(text, wish)
    return PrivateList(
        text=text,
        parties=whole,
        rejected=list_rejected(found),
        counts=tuple(count_rows(found, ids)),
        mappings=tuple(
            (name, mapping.shown_columns)
            for name, layout in layouts.items()
            for mapping in sheet_tables.list_mappings(layout)
        ),
        warnings=(*source.warnings, *list_others(layouts, found)),
    )


def list_others(layouts: SheetLayouts, found: SheetRows) -> Iterator[str]:
    """What the sheets that were read name beside the parties of the list."""
    for name, layout in layouts.items():
        if any(isinstance(one, ReadRow) for one in found[name]):
            yield from sheet_tables.list_others(name, layout)


def list_rejected(found: SheetRows) -> tuple[Rejected, ...]:
    """The rows that name no party."""
    return tuple(row for rows in found.values() for row in rows if isinstance(row, Rejected))


def find_layouts(source: SourceFile, wish: ImportOptions) -> list[tuple[str, SheetLayout]]:
    """Every sheet in which a party column was found, with the tables that stand on it.

    Raises InputError for a header that the user names and no sheet has.
    """
    theirs, ours = extra_columns.split_roles(wish.columns)
    columns.check_overrides([sheet.rows for sheet in source.sheets], theirs)
    found = (
        (name_sheet(source, one), columns.find_layout(one.rows, theirs)) for one in source.sheets
    )
    mapped = [
        (name, layout)
        for name, layout in found
        if isinstance(layout, SheetLayout) and layout.tables
    ]
    every = (one for _, layout in mapped for one in sheet_tables.list_mappings(layout))
    extra_columns.check_headers(every, ours)
    return mapped


# --- Sheets -----------------------------------------------------------------------------------


def read_sheet(
    source: SourceFile,
    sheet: readers.Sheet,
    wish: ImportOptions,
    layouts: SheetLayouts,
) -> Iterator[ReadRow | Rejected]:
    """Every row of a sheet that is not blank, as a party or with the reason why it is none."""
    name = name_sheet(source, sheet)
    reason = find_exclusion(sheet, name, wish, layouts)
    if not reason:
        _, ours = extra_columns.split_roles(wish.columns)
        yield from sheet_tables.read_tables(source.name, name, sheet.rows, layouts[name], ours)
        return
    for row in sheet.rows:
        if not row.is_blank:
            yield Rejected(line=row.number, reason=reason, file=name)


def name_sheet(source: SourceFile, sheet: readers.Sheet) -> str:
    """The sheet's name, or the file's where it has no sheets."""
    return sheet.name or source.name


def find_exclusion(
    sheet: readers.Sheet, name: str, wish: ImportOptions, layouts: SheetLayouts
) -> str:
    """Why a sheet is not read at all; empty when it is.

    A sheet without a header beside one that has a header is prose more often than parties.
    """
    if wish.sheets and sheet.name not in wish.sheets:
        return NOT_CHOSEN
    if sheet.hidden and not wish.sheets:
        return HIDDEN
    if name not in layouts:
        theirs, _ = extra_columns.split_roles(wish.columns)
        mapping = columns.find_layout(sheet.rows, theirs)
        return mapping.reason if isinstance(mapping, NoMapping) else ""
    is_bare = not layouts[name].header_rows
    others = any(layout.header_rows for layout in layouts.values())
    return BARE if is_bare and others and not wish.sheets else ""


def refuse_unknown_sheets(source: SourceFile, names: Sequence[str]) -> None:
    """Raises InputError for a sheet that the workbook does not have."""
    there = [sheet.name for sheet in source.sheets]
    for name in names:
        if name not in there:
            hint = f"it has {', '.join(map(repr, there))}" if any(there) else "it has no sheets"
            raise InputError(f"{source.name}: there is no sheet {name!r}", hint)


def explain_no_party(source: SourceFile, rejected: Sequence[Rejected]) -> str:
    """Why there is no list: the reason that most rows share."""
    reasons = Counter(row.reason for row in rejected).most_common(1)
    return f"{source.name}: no row names a party: {reasons[0][0] if reasons else 'it is empty'}"


# --- Ids and sums -----------------------------------------------------------------------------


def choose_ids(reads: Sequence[ReadRow]) -> list[str]:
    """The id of each row's party: by the user's own key where that is the party's alone.

    Rows with the same name and country, or the same key and name, are one party. A key that stands
    beside several names (the number of a letter) tells nobody apart and is not used.
    """
    bearers: dict[str, set[str]] = {}
    for read in reads:
        bearers.setdefault(fold(read.key), set()).add(make_name_id(read.party))
    return [
        make_key_id(read.key, read.party) if read.key and len(bearers[fold(read.key)]) == 1
        else make_name_id(read.party)
        for read in reads
    ]  # fmt: skip


def make_key_id(key: str, party: PrivateParty) -> str:
    """An id made from the user's own key; from the name where the key has no Latin letter."""
    return fold_ascii(key) or make_name_id(party)


def make_name_id(party: PrivateParty) -> str:
    """An id made from the name and country: the same in every run and every version."""
    name = party.names[0].text
    words = fold_ascii(name) or hash_id("name", fold(name))
    return "-".join((words, *map(str.lower, party.countries)))


def fold_ascii(text: str) -> str:
    """Lower case letters and digits with hyphens between; empty when other letters are lost."""
    folded = fold(text)
    spread = unicodedata.normalize("NFKD", folded)
    return "" if not spread.isascii() else NOT_ASCII.sub("-", folded).strip("-")


def merge_rows(reads: Sequence[ReadRow], ids: Sequence[str]) -> tuple[PrivateParty, ...]:
    """One party for each id, in the order of the file."""
    rows: dict[str, list[PrivateParty]] = {}
    for one, key in zip(reads, ids, strict=True):
        rows.setdefault(key, []).append(replace(one.party, id=key))
    return tuple(parties.merge_parties(each) for each in rows.values())


def count_rows(found: SheetRows, ids: Iterable[str]) -> Iterator[FileCount]:
    """The sums of each sheet: a party counts where its first row is."""
    seen: set[str] = set()
    each_id = iter(ids)
    for name, rows in found.items():
        mine = [next(each_id) for row in rows if isinstance(row, ReadRow)]
        new = set(mine) - seen
        seen |= new
        yield FileCount(
            file=name,
            rows=len(rows),
            entries=len(new),
            joined=len(mine) - len(new),
            rejected=len(rows) - len(mine),
        )


def check_text(text: str, wish: ImportOptions) -> None:
    """Read the list back, so that none is written that cannot be read. Raises ListError."""
    found = curated_list.parse_list({f"{wish.id}.toml": text}, {}, {})
    if found.rejected:
        raise ListError(found.rejected[0].reason, HINT)
