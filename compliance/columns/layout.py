"""Header, content and the user's own word together: which column is what.

The user's `--column role=Header` goes first; as soon as one party column is given by hand, only
those given are screened. Then the header decides, corrected by what stands below it (a `Customer`
column of numbers is a key); where the header is silent, the content decides alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from compliance.columns import content
from compliance.columns.header import WINDOW, Header, find_header, squeeze
from compliance.columns.mapping import (
    Column,
    ColumnMapping,
    NoMapping,
    column_letters,
    group_parties,
)
from compliance.columns.meaning import OTHER, PLACES, Meaning
from compliance.columns.overrides import choose_columns, choose_header
from compliance.columns.roles import PARTY_ROLES, PERSON_PARTS
from compliance.columns.vocabulary import fold
from compliance.model import Row

NAMES = PARTY_ROLES | set(PERSON_PARTS)
"""Roles of columns with names."""
CONTINUED = re.compile(r"\b([2-4])$")
"""`Name 2`: goes on with `Name 1`."""
LEAST_CODES = 3
"""Cells from which on a party column without names beside it is believed to hold keys."""
MOST_SHOWN = 12
REMEDY = "name the column with the parties: --column name=Header"


def find_layout(
    rows: Sequence[Row], overrides: Sequence[tuple[str, str]] = ()
) -> ColumnMapping | NoMapping:
    """Return which column of a sheet is what, or why no party column was found.

    `overrides` are (role, header) pairs; one whose header this sheet does not have is left to
    the other sheets (`check_overrides` tells when none of them has it).

    Raises:
        UsageError: an override names an unknown role.

    """
    if all(row.is_blank for row in rows):
        return NoMapping(reason="the sheet is empty")
    header = choose_header(rows, overrides, find_header(rows))
    last = header.rows[-1] if header.rows else 0
    data = [row for row in rows[: last + content.SAMPLE] if row.number > last]
    chosen = choose_columns(rows, header, overrides)
    columns = _merged(chosen, list(_found(header, data)))
    if not _has_party(columns):
        columns = _by_content(header, data, columns)
    if not _has_party(columns):
        return NoMapping(reason=_reason(rows, header))
    return ColumnMapping(
        header_rows=header.rows,
        header_cells=_header_cells(rows, header),
        columns=tuple(columns),
        parties=group_parties(columns),
    )


def _has_party(columns: Sequence[Column]) -> bool:
    return any(column.role in NAMES for column in columns)


def _header_cells(rows: Sequence[Row], header: Header) -> tuple[tuple[str, ...], ...]:
    last = header.rows[-1] if header.rows else 0
    lines = (row.cells for row in rows[:last] if row.number in header.rows)
    return tuple(tuple(squeeze(cell).casefold() for cell in cells) for cells in lines)


def _found(header: Header, data: Sequence[Row]) -> Iterator[Column]:
    """Columns by their headers; party columns by a hint only if there is no sure one."""
    meanings = _surnames(header.meanings)
    sure = any(each.sure and each.role in NAMES for each in meanings)
    named = any(meaning.is_party and meaning.named for meaning in meanings)
    for position, meaning in enumerate(meanings):
        cells = content.sample_cells(data, position)
        if not meaning.named and content.are_codes(cells, 1 if named else LEAST_CODES):
            meaning = _key(meaning)
        role = _role(meaning, cells, sure=sure)
        if role:
            text = header.texts[position]
            yield Column(
                position=position,
                role=role,
                header=text,
                owner=meaning.owner,
                is_more=bool(meaning.named and CONTINUED.search(fold(text))),
            )


def _surnames(meanings: Sequence[Meaning]) -> list[Meaning]:
    """`Name` beside `First name`, where no column is the last name, is the last name."""
    roles = {meaning.role for meaning in meanings}
    if "first_name" not in roles or "last_name" in roles:
        return list(meanings)
    bare = Meaning(role="name", named=True)
    return [Meaning(role="last_name") if each == bare else each for each in meanings]


def _key(meaning: Meaning) -> Meaning:
    """A party column that holds numbers or codes is the party's key."""
    return Meaning(role="id", owner=meaning.role) if meaning.is_party else meaning


def _role(meaning: Meaning, cells: Sequence[str], *, sure: bool) -> str:
    """The role that header and content agree on; empty when the column is not used."""
    if meaning.role == OTHER:
        return ""
    if not meaning.is_party:
        misled = not meaning.sure and meaning.role in PLACES and content.are_codes(cells)
        return "" if misled else meaning.role
    if meaning.sure or (not sure and content.are_companies(cells)):
        return meaning.role
    return ""


def _merged(chosen: Sequence[Column], found: Sequence[Column]) -> list[Column]:
    """The user's columns, and of those found what they do not replace."""
    positions = {column.position for column in chosen}
    roles = {column.role for column in chosen}
    by_hand = bool(roles & NAMES)
    kept = [
        column
        for column in found
        if column.position not in positions
        and column.role not in roles
        and not (by_hand and column.role in NAMES)
    ]
    return sorted((*chosen, *kept), key=lambda column: column.position)


def _by_content(header: Header, data: Sequence[Row], columns: Sequence[Column]) -> list[Column]:
    """Columns that hold names of companies, whatever their header; a plain list of names too."""
    width = max((len(row.cells) for row in data), default=0)
    free = [at for at in range(width) if not _explained(header, at)]
    filled = {at: content.sample_cells(data, at) for at in free}
    names = [at for at in free if content.are_companies(filled[at])]
    if not names and not header.rows and sum(map(bool, filled.values())) == 1:
        names = [at for at in free if filled[at] and content.are_texts(filled[at])]
    found = [_plain(header, at, "name") for at in names]
    if found and not header.rows:
        rest = (at for at in free if at not in names and content.are_countries(filled[at]))
        found += [_plain(header, at, "country") for at in islice(rest, 1)]
    return sorted((*columns, *found), key=lambda column: column.position)


def _explained(header: Header, position: int) -> bool:
    """Whether the header says what the column is, a mere hint of a party aside."""
    if position >= len(header.meanings):
        return False
    meaning = header.meanings[position]
    return bool(meaning.role) and not meaning.is_party


def _plain(header: Header, position: int, role: str) -> Column:
    text = header.texts[position] if position < len(header.texts) else ""
    return Column(position=position, role=role, header=text)


def _reason(rows: Sequence[Row], header: Header) -> str:
    """What was seen instead; cells that may be names of parties are not repeated."""
    texts = list(dict.fromkeys(filter(None, header.texts))) or _headerlike(rows)
    if not texts:
        width = max(len(row.cells) for row in rows)
        seen = f"no header was recognised in columns A to {column_letters(width - 1)}"
        return f"no party column was found: {seen}; {REMEDY}, or a column letter: --column name=B"
    more = f" and {len(texts) - MOST_SHOWN} more" if len(texts) > MOST_SHOWN else ""
    shown = ", ".join(f"'{text[:40]}'" for text in texts[:MOST_SHOWN])
    return f"no party column was found among the headers {shown}{more}; {REMEDY}"


def _headerlike(rows: Sequence[Row]) -> list[str]:
    """The first row that may well be a header: several short texts, no numbers, no company."""
    for row in rows[:WINDOW]:
        texts = [squeeze(cell) for cell in row.cells if cell.strip()]
        if len(texts) > 1:
            plain = all(len(text) <= 40 and not content.DIGIT.search(text) for text in texts)
            return list(dict.fromkeys(texts)) if plain and not content.are_companies(texts) else []
    return []
