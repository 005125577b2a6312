"""What was understood of a sheet: its party columns, each with the columns that describe it.

    Customer no. | Customer | Country | Consignee | Consignee country | End user
    id             name       country   consignee   country             end_user

A column that names its owner (`Consignee country`, or `Country` under the group `Consignee`)
belongs to it, and to nobody if there is no such party; any other belongs to the party column it
follows, and those before the first party column to the first. A contact person shares the country
and address of the company it follows, but not its identifiers.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from compliance.columns.roles import (
    ADDRESS_ROLES,
    IDENTIFIER_ROLES,
    NAME_PARTS,
    PARTY_ROLES,
    PERSON_PARTS,
)

SECONDARY = frozenset(("contact", "alias"))
"""Party roles that go with the party before them and share what is said of it."""
WITHOUT_LOOSE = SECONDARY | {"owner"}
"""Party roles to which no loose column belongs: a country after `Parent` is the company's."""
NEAR = 3
"""Columns between the parts of one name at most (`NAME1`, `TITLE`, `NAME2`)."""
TRADING_SIDES = frozenset(("supplier", "purchaser"))
"""Owners that a header may name although the party column says only `Company`."""


class Column(Struct, frozen=True, kw_only=True):
    """One column that is used."""

    position: int
    """From 0."""
    role: str
    """A key of ROLES."""
    header: str
    """As shown; empty when the sheet has no header."""
    owner: str = ""
    """Party role that the header names as the owner."""
    is_more: bool = False
    """Whether it goes on with the name of the column before (`Name 2`)."""
    by_content: bool = False
    """Whether its cells look like names, and no header says so."""
    is_key: bool = False
    """Whether it is headed as a party column and holds keys (`Debitor`: 100017)."""

    @property
    def letter(self) -> str:
        """The column as a spreadsheet program names it."""
        return column_letters(self.position)

    @property
    def label(self) -> str:
        """The header, or the column letter where there is none."""
        return self.header or self.letter


class PartyColumns(Struct, frozen=True, kw_only=True):
    """The columns of one party in every row."""

    role: str
    names: tuple[Column, ...]
    """Their texts are joined by a space."""
    ids: tuple[Column, ...] = ()
    """The first filled one counts, so for countries."""
    countries: tuple[Column, ...] = ()
    address: tuple[Column, ...] = ()
    destinations: tuple[Column, ...] = ()
    births: tuple[Column, ...] = ()
    nationalities: tuple[Column, ...] = ()
    genders: tuple[Column, ...] = ()
    identifiers: tuple[Column, ...] = ()
    is_person: bool = False

    @property
    def label(self) -> str:
        """The header, or headers, of the name."""
        return " + ".join(column.label for column in self.names)


class IgnoredColumn(Struct, frozen=True, kw_only=True):
    """A column with texts that is not asked, and why."""

    position: int
    """From 0."""
    header: str
    """As shown; empty when it has none."""
    reason: str

    @property
    def label(self) -> str:
        """The header and the column letter."""
        letters = column_letters(self.position)
        return f"{self.header} ({letters})" if self.header else f"column {letters}"


class ColumnMapping(Struct, frozen=True, kw_only=True):
    """Which column of a table is what."""

    header_rows: tuple[int, ...]
    """Row numbers of the header; empty when there is none."""
    header_cells: tuple[tuple[str, ...], ...]
    """The cells of each header row without case, to know a repeated one."""
    columns: tuple[Column, ...]
    """Columns in use, in order."""
    parties: tuple[PartyColumns, ...]
    """At least one, in column order."""
    keys: tuple[PartyColumns, ...] = ()
    """Columns headed as party columns that hold keys: what is no key in them is asked."""
    doubtful: frozenset[int] = frozenset()
    """Columns whose header cell may be a party, and is asked, too."""
    ignored: tuple[IgnoredColumn, ...] = ()
    """Columns of text that are not asked."""
    width: int = 0
    """Columns that were looked at: up to the last filled one of the first rows."""

    @property
    def shown_columns(self) -> tuple[tuple[str, str], ...]:
        """(role, header and column letter) of every column in use: what `--show-mapping` prints."""
        return tuple((column.role, _describe_column(column)) for column in self.columns)

    def without_guesses(self) -> "ColumnMapping":
        """The mapping without the columns that only look like names, if any others hold parties."""
        columns = tuple(column for column in self.columns if not column.by_content)
        parties = group_parties(columns)
        if not parties:
            return self
        return replace(self, columns=columns, parties=parties)


class NoMapping(Struct, frozen=True, kw_only=True):
    """Why no party column was found, and what to do about it."""

    reason: str


def column_letters(position: int) -> str:
    """Return the letters of a column: 0 -> A, 26 -> AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def group_parties(columns: Sequence[Column]) -> tuple[PartyColumns, ...]:
    """Return the parties of a row with their columns, in column order."""
    names = [column for column in columns if column.role in (*PARTY_ROLES, *NAME_PARTS)]
    if all(column.role == "legal_form" for column in names):
        return ()
    groups = _groups(names)
    attributes = [column for column in columns if column not in names]
    owners = {column.position: _owner(column, groups) for column in attributes}
    return tuple(
        _party(group, [column for column in attributes if at in owners[column.position]])
        for at, group in enumerate(groups)
    )


def group_keys(columns: Sequence[Column]) -> tuple[PartyColumns, ...]:
    """Return each column of keys as a party column of its own."""
    return tuple(
        PartyColumns(role=column.owner or "name", names=(column,))
        for column in columns
        if column.is_key
    )


def _groups(names: Iterable[Column]) -> list[list[Column]]:
    """Name columns that make one name together: `Name 1` + `Name 2`, first + last name."""
    groups: list[list[Column]] = []
    forms: list[Column] = []
    for column in names:
        near = bool(groups) and column.position - groups[-1][-1].position <= NEAR
        if column.role == "legal_form":
            forms.append(column)
        elif near and (column.is_more or _completes(column, groups[-1])):
            groups[-1].append(column)
        else:
            groups.append([column])
    for form in forms:
        before = [group for group in groups if group[0].position < form.position]
        (before or groups)[-1 if before else 0].append(form)
    return groups


def _completes(column: Column, group: Sequence[Column]) -> bool:
    """Whether both are parts of a person's name and the group has not all parts yet."""
    roles = {each.role for each in group}
    if column.role == "first_name" and "first_name" in roles:  # a patronymic or middle name
        return True
    return column.role in PERSON_PARTS and roles < set(PERSON_PARTS)


def _owner(column: Column, groups: Sequence[Sequence[Column]]) -> set[int]:
    """Indexes of the parties that an attribute column describes."""
    named = [at for at, group in enumerate(groups) if column.owner and _role(group) == column.owner]
    if named and column.owner != "name":
        home = _nearest(column, named, groups)
        return {home, *_find_shared(home, groups)}
    if column.role == "id":
        return set(range(len(groups)))
    if column.owner not in ("", "name", *TRADING_SIDES) and not named:
        return set()
    main = [at for at, group in enumerate(groups) if _role(group) not in WITHOUT_LOOSE]
    if not main:
        return {0}
    home = _nearest(column, named or main, groups)
    return {home, *_find_shared(home, groups)}


def _find_shared(home: int, groups: Sequence[Sequence[Column]]) -> list[int]:
    """The contacts and other names that stand between a party and the next."""
    shared = []
    for at in range(home + 1, len(groups)):
        if _role(groups[at]) not in SECONDARY:
            break
        shared.append(at)
    return shared


def _nearest(column: Column, choice: Sequence[int], groups: Sequence[Sequence[Column]]) -> int:
    """The last party of the choice that begins before the column, else the first."""
    before = [at for at in choice if groups[at][0].position < column.position]
    return before[-1] if before else choice[0]


def _role(group: Sequence[Column]) -> str:
    role = group[0].role
    return (group[0].owner or "name") if role in PERSON_PARTS else role


def _party(names: Sequence[Column], attributes: Sequence[Column]) -> PartyColumns:
    role = _role(names)

    def those(roles: Iterable[str]) -> tuple[Column, ...]:
        return tuple(column for column in attributes if column.role in roles)

    ids = sorted(those(("id",)), key=lambda column: column.owner != role)
    nationalities = those(("nationality",))
    return PartyColumns(
        role=role,
        names=_sort_names(names),
        ids=tuple(ids),
        countries=(*those(("country",)), *nationalities),
        address=those(ADDRESS_ROLES),
        destinations=those(("destination",)),
        births=those(("birth_date",)),
        nationalities=nationalities,
        genders=those(("gender",)),
        identifiers=those(IDENTIFIER_ROLES) if role != "contact" else (),
        is_person=role == "contact" or names[0].role in PERSON_PARTS,
    )


def _sort_names(names: Sequence[Column]) -> tuple[Column, ...]:
    """Given names before family names, the legal form last; all else as it stands."""
    order = {"last_name": 1, "legal_form": 2}
    return tuple(sorted(names, key=lambda column: order.get(column.role, 0)))


def _describe_column(column: Column) -> str:
    return f"{column.header} ({column.letter})" if column.header else f"column {column.letter}"
