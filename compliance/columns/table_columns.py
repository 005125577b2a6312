"""Header, content and the user's own word together: which column of one table is what.

The user's `--column role=Header` goes first; as soon as one party column is given by hand, only
those given are screened. Then the header decides, corrected by what stands below it (a `Customer`
column of numbers is a key). A column that is found does not stop the search for another: every
column of text that no header explains is asked where its cells look like names, and is named as
not asked where they do not.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

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
from compliance.model.text_pattern import TextPattern

NAMES = PARTY_ROLES | set(PERSON_PARTS)
"""Roles of columns with names."""
CONTINUED = TextPattern(r"\b([2-4])$")
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
    positions = {column.position for column in chosen}
    roles = {column.role for column in chosen}
    columns = [
        column
        for column in _find_by_header(header, data)
        if column.position not in positions
        and column.role not in roles
        and not (by_hand and column.role in NAMES)
    ]
    columns += chosen
    ignored: list[IgnoredColumn] = []
    if not by_hand:
        found, ignored = _find_by_content(header, data, columns)
        columns += found
    known = sorted(columns, key=lambda column: column.position)
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


# --- By header --------------------------------------------------------------------------------


def _find_by_header(header: Header, data: Sequence[Row]) -> Iterator[Column]:
    """Columns that the header explains."""
    meanings = list(header.meanings)
    roles = {meaning.role for meaning in meanings}
    if "first_name" in roles and "last_name" not in roles:  # `Name` beside it is the last name
        bare = Meaning(role="name", named=True)
        meanings = [Meaning(role="last_name") if each == bare else each for each in meanings]
    named = any(meaning.is_party and meaning.named for meaning in meanings)
    for position, meaning in enumerate(meanings):
        cells = content.sample_cells(data, position)
        few = 1 if all(map(str.isdigit, cells)) else FEW_CODES  # one number alone is no name
        holds_keys = (
            meaning.is_party
            and not meaning.named
            and content.are_codes(cells, few if named else LEAST_CODES)
        )
        is_misled = not meaning.sure and (
            meaning.is_party or (meaning.role in PLACES and content.are_codes(cells))
        )
        role = "id" if holds_keys else meaning.role
        if role and role != OTHER and (holds_keys or not is_misled):
            text = header.texts[position]
            numbered = NUMBERED.fullmatch(fold(text).rpartition(" ")[2])
            end = numbered.group(2) if numbered else fold(text)
            yield Column(
                position=position,
                role=role,
                header=text,
                owner=meaning.role if holds_keys else meaning.owner,
                is_more=meaning.named and bool(CONTINUED.search(end)),  # `Name 2`, `NAME2`
                is_key=holds_keys,
            )


# --- By content -------------------------------------------------------------------------------


def _find_by_content(
    header: Header, data: Sequence[Row], known: Sequence[Column]
) -> tuple[list[Column], list[IgnoredColumn]]:
    """Of the columns that no header explains those that hold names, and those that do not."""
    taken = {column.position for column in known}
    free = [at for at in range(_width(header, data)) if at not in taken]
    columns = {at: content.sample_cells(data, at) for at in free}
    columns = {at: cells for at, cells in columns.items() if not all(map(content.is_value, cells))}
    has_party = any(column.role in NAMES for column in known)
    found: list[Column] = []
    ignored: list[IgnoredColumn] = []
    for at, cells in columns.items():
        meaning = header.meanings[at] if at < len(header.meanings) else Meaning()
        text = header.texts[at] if at < len(header.texts) else ""
        if meaning.role and not meaning.is_party:
            continue
        # A hint (`Entity`) over the same few names in every row says who keeps the ledger.
        is_few = len(cells) >= MANY_CELLS and len(set(cells)) < SAME_FEW * len(cells)
        is_same = meaning.is_party and has_party and is_few
        if not is_same and (content.are_companies(cells) or content.are_names(cells)):
            role = meaning.role if meaning.is_party else "name"
            found.append(Column(position=at, role=role, header=text, by_content=True))
        else:
            reason = SAME_CELLS if is_same else NOT_NAMES
            ignored.append(IgnoredColumn(position=at, header=squeeze(text), reason=reason))
    if not header.rows:
        if not (found or has_party) and len(columns) == 1:  # a plain list of names
            names = [at for at, cells in columns.items() if content.are_texts(cells)]
            found = [Column(position=at, role="name", header="") for at in names]
        rest = columns.keys() - {column.position for column in found}
        places = (at for at in sorted(rest) if found and content.are_countries(columns[at]))
        found += [Column(position=at, role="country", header="") for at in islice(places, 1)]
    used = {column.position for column in found}
    return found, [column for column in ignored if column.position not in used]


def add_header_cells(mapping: ColumnMapping, rows: Sequence[Row]) -> ColumnMapping:
    """Return the mapping with the cells of its header rows, to know a repeated one."""
    wanted = set(mapping.header_rows)
    cells = (fold_cells(row.cells) for row in rows if row.number in wanted)
    return replace(mapping, header_cells=tuple(cells))
