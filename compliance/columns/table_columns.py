"""Header, content and the user's own word together: which column of one table is what.

The user's `--column role=Header` goes first; as soon as one party column is given by hand, only
those given are screened. Then the header decides, corrected by what stands below it (a `Customer`
column of numbers is a key). A column that is found does not stop the search for another: every
column of text that no header explains is asked where its cells look like names, and is named as
not asked where they do not.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from compliance.columns import content
from compliance.columns.header import Header, fold_cells, squeeze
from compliance.columns.mapping import (
    Column,
    ColumnMapping,
    IgnoredColumn,
    group_keys,
    group_parties,
)
from compliance.columns.meaning import OTHER, PLACES, Meaning
from compliance.columns.roles import PARTY_ROLES, PERSON_PARTS
from compliance.columns.vocabulary import NUMBERED, fold
from compliance.model import Row

NAMES = PARTY_ROLES | set(PERSON_PARTS)
"""Roles of columns with names."""
CONTINUED = re.compile(r"\b([2-4])$")
"""`Name 2`: goes on with `Name 1`."""
FEW_CODES = 2
"""Cells from which on a party column beside one of names is believed to hold keys: 3M is a name."""
LEAST_CODES = 3
"""Cells from which on a party column without names beside it is believed to hold keys."""
SAME_FEW = 0.1
"""Share of different cells below which a hinted column (`Entity`) says the same in every row."""
MANY_CELLS = 20
"""Cells from which that share says something."""
NOT_NAMES = "its header says nothing known, and its cells do not look like names"
SAME_CELLS = "its few different cells stand in every row; name it with --column to have it asked"


def find_columns(
    header: Header, data: Sequence[Row], chosen: Sequence[Column] = ()
) -> ColumnMapping | None:
    """Return which column of a table is what; None where none holds parties.

    `data` are the first rows below the header, `chosen` the columns that the user names.
    """
    by_hand = any(column.role in NAMES for column in chosen)
    known = _merge_chosen(chosen, list(_find_by_header(header, data)))
    ignored: list[IgnoredColumn] = []
    if not by_hand:
        found, ignored = _find_by_content(header, data, known)
        known = sorted((*known, *found), key=lambda column: column.position)
    parties = group_parties(known)
    if not any(column.role in NAMES for column in known):
        return None
    return ColumnMapping(
        header_rows=header.rows,
        header_cells=(),
        columns=tuple(known),
        parties=parties,
        keys=() if by_hand else group_keys(known),
        doubtful=frozenset() if by_hand else header.doubtful,
        ignored=tuple(ignored),
        width=_width(header, data),
    )


def _width(header: Header, data: Sequence[Row]) -> int:
    return max((len(header.texts), *(len(row.cells) for row in data)), default=0)


# --- The user's own word ----------------------------------------------------------------------


def _merge_chosen(chosen: Sequence[Column], found: Sequence[Column]) -> list[Column]:
    """The user's columns, and of those found what they do not replace."""
    positions = {column.position for column in chosen}
    roles = {column.role for column in chosen}
    by_hand = bool(roles & NAMES)
    others = [
        column
        for column in found
        if column.position not in positions
        and column.role not in roles
        and not (by_hand and column.role in NAMES)
    ]
    return sorted((*chosen, *others), key=lambda column: column.position)


# --- By header --------------------------------------------------------------------------------


def _find_by_header(header: Header, data: Sequence[Row]) -> Iterator[Column]:
    """Columns that the header explains."""
    meanings = _find_surnames(header.meanings)
    named = any(meaning.is_party and meaning.named for meaning in meanings)
    for position, meaning in enumerate(meanings):
        cells = content.sample_cells(data, position)
        holds_keys = (
            meaning.is_party
            and not meaning.named
            and content.are_codes(cells, _least_codes(cells) if named else LEAST_CODES)
        )
        role = "id" if holds_keys else _role(meaning, cells)
        if role:
            text = header.texts[position]
            yield Column(
                position=position,
                role=role,
                header=text,
                owner=meaning.role if holds_keys else meaning.owner,
                is_more=meaning.named and _continues(text),
                is_key=holds_keys,
            )


def _least_codes(cells: Sequence[str]) -> int:
    """How many keys a party column beside one of names must hold; one number alone is enough."""
    return 1 if all(map(str.isdigit, cells)) else FEW_CODES


def _continues(text: str) -> bool:
    """Whether a header goes on with the one before: `Name 2`, `NAME2`."""
    words = fold(text).split()
    last = NUMBERED.fullmatch(words[-1]) if words else None
    return bool(CONTINUED.search(last.group(2) if last else fold(text)))


def _find_surnames(meanings: Sequence[Meaning]) -> list[Meaning]:
    """`Name` beside `First name`, where no column is the last name, is the last name."""
    roles = {meaning.role for meaning in meanings}
    if "first_name" not in roles or "last_name" in roles:
        return list(meanings)
    bare = Meaning(role="name", named=True)
    return [Meaning(role="last_name") if each == bare else each for each in meanings]


def _role(meaning: Meaning, cells: Sequence[str]) -> str:
    """The role that header and content agree on; empty when the content has to tell."""
    if meaning.role == OTHER:
        return ""
    if meaning.is_party:
        return meaning.role if meaning.sure else ""
    misled = not meaning.sure and meaning.role in PLACES and content.are_codes(cells)
    return "" if misled else meaning.role


# --- By content -------------------------------------------------------------------------------


def _find_by_content(
    header: Header, data: Sequence[Row], known: Sequence[Column]
) -> tuple[list[Column], list[IgnoredColumn]]:
    """Of the columns that no header explains those that hold names, and those that do not."""
    taken = {column.position for column in known}
    found: list[Column] = []
    ignored: list[IgnoredColumn] = []
    free = [at for at in range(_width(header, data)) if at not in taken]
    filled = {at: content.sample_cells(data, at) for at in free}
    filled = {at: cells for at, cells in filled.items() if _holds_text(cells)}
    has_party = any(column.role in NAMES for column in known)
    for at, cells in filled.items():
        meaning = header.meanings[at] if at < len(header.meanings) else Meaning()
        text = header.texts[at] if at < len(header.texts) else ""
        if _is_understood(meaning):
            continue
        reason = _why_not_asked(meaning, cells, has_party=has_party)
        if not reason:
            role = meaning.role if meaning.is_party else "name"
            found.append(Column(position=at, role=role, header=text, by_content=True))
        else:
            ignored.append(IgnoredColumn(position=at, header=squeeze(text), reason=reason))
    if not found and not has_party and not header.rows:
        found = _plain_list(filled)
    if found and not header.rows:
        found += _country_column(filled, {column.position for column in found})
    places = {column.position for column in found}
    return found, [column for column in ignored if column.position not in places]


def _holds_text(cells: Sequence[str]) -> bool:
    """Whether a column has cells that are no numbers, dates, keys or addresses of the web."""
    return not all(map(content.is_value, cells))


def _is_understood(meaning: Meaning) -> bool:
    """Whether the header says what the column is, a mere hint of a party aside."""
    return bool(meaning.role) and not meaning.is_party


def _why_not_asked(meaning: Meaning, cells: Sequence[str], *, has_party: bool) -> str:
    """Why a column without a sure header is not asked; empty when it is.

    A hint (`Entity`) over the same few names in every row says who keeps the ledger.
    """
    hinted = meaning.is_party
    few = len(cells) >= MANY_CELLS and len(set(cells)) < SAME_FEW * len(cells)
    if hinted and has_party and few:
        return SAME_CELLS
    if content.are_companies(cells) or content.are_names(cells):
        return ""
    return NOT_NAMES


def _plain_list(filled: dict[int, list[str]]) -> list[Column]:
    """The only column of text of a table without a header: a plain list of names."""
    if len(filled) != 1:
        return []
    [(at, cells)] = filled.items()
    return [Column(position=at, role="name", header="")] if content.are_texts(cells) else []


def _country_column(filled: dict[int, list[str]], taken: set[int]) -> list[Column]:
    """The first column of countries of a table without a header."""
    free = (at for at in filled if at not in taken)
    places = [at for at in free if content.are_countries(filled[at])]
    return [Column(position=at, role="country", header="") for at in places[:1]]


def add_header_cells(mapping: ColumnMapping, rows: Sequence[Row]) -> ColumnMapping:
    """Return the mapping with the cells of its header rows, to know a repeated one."""
    wanted = set(mapping.header_rows)
    cells = (fold_cells(row.cells) for row in rows if row.number in wanted)
    return replace(mapping, header_cells=tuple(cells))
