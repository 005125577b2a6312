"""Columns of a private list that no customer sheet has: reason, citation, dates, kind, remarks.

They are looked for among the columns that `columns.find_layout` has no use for; the headers
stand in `words.toml`, the one data file read here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from compliance.columns import ColumnMapping
from compliance.columns.vocabulary import fold
from compliance.errors import InputError
from compliance.model import PartyKind, Row
from compliance.model.program_data import read_data_tables

ROLES = ("reason", "citation", "valid_from", "valid_until", "kind", "remarks", "weak_alias")
KINDS = {
    kind.value: kind
    for kind in (
        PartyKind.PERSON,
        PartyKind.ORGANISATION,
        PartyKind.VESSEL,
        PartyKind.AIRCRAFT,
    )
}


@cache
def load_words() -> Mapping[str, frozenset[str]]:
    """Role or kind -> the folded words for it in every language."""
    tables = read_data_tables("lists/private/extra_columns.toml")
    return {
        role: frozenset(fold(word) for language in table.values() for word in language)
        for role, table in tables.items()
    }


def split_roles(
    wishes: Sequence[tuple[str, str]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The (role, header) pairs for `columns`, and those for this module."""
    ours = [(fold_role(role), header) for role, header in wishes if fold_role(role) in ROLES]
    return [pair for pair in wishes if fold_role(pair[0]) not in ROLES], ours


def fold_role(role: str) -> str:
    """`Valid from` as `valid_from`."""
    return role.strip().lower().replace("-", "_").replace(" ", "_")


def find_positions(
    mapping: ColumnMapping, wishes: Sequence[tuple[str, str]] = ()
) -> dict[str, tuple[int, ...]]:
    """Role -> the columns that hold it; a header that the user names goes first."""
    taken = {column.position for column in mapping.columns}
    wanted = {fold(header): role for role, header in wishes}
    found: dict[str, list[int]] = {}
    for at, header in list_headers(mapping):
        role = wanted.get(header) or ("" if at in taken else find_role(header))
        if role:
            found.setdefault(role, []).append(at)
    return {role: tuple(places) for role, places in found.items()}


def find_unread(mapping: ColumnMapping, read: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """Column -> its header, for the columns that nobody asks for; they are kept as remarks."""
    known = {column.position for column in mapping.columns}
    known |= {at for places in read.values() for at in places}
    return {
        at: header.capitalize()
        for at, header in list_headers(mapping)
        if header and at not in known
    }


def check_headers(mappings: Iterable[ColumnMapping], wishes: Sequence[tuple[str, str]]) -> None:
    """Raises InputError for a header that none of the sheets has."""
    there = {header for mapping in mappings for _, header in list_headers(mapping)}
    for role, header in wishes:
        if fold(header) not in there:
            raise InputError(
                f"no column is headed {header!r} (asked for as {role})", "check the spelling"
            )


def list_headers(mapping: ColumnMapping) -> Iterator[tuple[int, str]]:
    """Every column's position and folded header, the texts of several header rows joined."""
    width = max((len(cells) for cells in mapping.header_cells), default=0)
    for at in range(width):
        cells = dict.fromkeys(line[at] for line in mapping.header_cells if at < len(line))
        yield at, fold(" ".join(filter(None, cells)))


def find_role(header: str) -> str:
    """The role that a folded header names; empty for none."""
    return next((role for role in ROLES if header in load_words()[role]), "")


def list_texts(row: Row, at: Sequence[int]) -> list[str]:
    """What the cells of these columns say; empty ones are left out."""
    cells = (" ".join(row.cells[each].split()) for each in at if each < len(row.cells))
    return [cell for cell in cells if cell]


def find_kind(text: str) -> PartyKind:
    """The kind that a cell names; unknown for any other word."""
    told = fold(text)
    return next((KINDS[name] for name in KINDS if told in load_words()[name]), PartyKind.UNKNOWN)
