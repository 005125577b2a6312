"""Rows of a user's file of owners: a company, an owner, and what share that owner holds.

The header is found in the first rows, by the words of `data/headers.toml` in several languages.
Every row below it that is not blank is a holding, or rejected with its reason. A share that cannot
be read is no reason to reject: it counts as unknown, which never clears.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from compliance.model import Rejected, Row
from compliance.model.program_data import read_data_tables
from compliance.ownership.shares import UNKNOWN, Share, read_share

NEEDED = ("owned", "owner")
_HEADER_WITHIN = 25
_SPLIT = re.compile(r"[^\w%]+")
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class Holding(Struct, frozen=True, kw_only=True):
    """One row: who holds what of whom, as written."""

    owned: str
    owner: str
    share: Share
    as_of: str = ""
    """ISO 8601; empty where there is no date, or none that can be read."""
    source: str = ""
    country: str = ""
    """Of the owned company, as written."""
    file: str = ""
    line: int = 0
    list_id: str = ""
    """Of the list that its file makes."""


class Holdings(Struct, frozen=True, kw_only=True):
    """What became of the rows: each is in one of the two, or blank, or above the header."""

    holdings: tuple[Holding, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def read_sheets(list_id: str, file: str, sheets: Mapping[str, Iterable[Row]]) -> Holdings:
    """The holdings of a file, all sheets together, hidden ones among them."""
    read = [read_rows(file, name, rows) for name, rows in sheets.items()]
    return Holdings(
        holdings=tuple(
            replace(holding, list_id=list_id) for each in read for holding in each.holdings
        ),
        rejected=tuple(one for each in read for one in each.rejected),
    )


def read_rows(file: str, sheet: str, rows: Iterable[Row]) -> Holdings:
    """The holdings of a sheet; one without the two columns that are needed is rejected whole."""
    filled = [row for row in rows if not row.is_blank]
    for at, row in enumerate(filled[:_HEADER_WITHIN]):
        columns = find_header(row.cells)
        if all(role in columns for role in NEEDED):
            read = [_read_holding(file, sheet, row, columns) for row in filled[at + 1 :]]
            return Holdings(
                holdings=tuple(one for one in read if isinstance(one, Holding)),
                rejected=tuple(one for one in read if isinstance(one, Rejected)),
            )
    if not filled:
        return Holdings()
    reason = f"{_name_place(sheet)}no header names a company and an owner"
    return Holdings(rejected=(Rejected(line=filled[0].number, reason=reason, file=file),))


def find_header(cells: Sequence[str]) -> Mapping[str, int]:
    """Which column holds what: the first of each."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if role := find_role(cell):
            found.setdefault(role, at)
    return found


def find_role(cell: str) -> str:
    """What a header says that its column holds; empty where it says nothing known."""
    if any(mark in _split_words(cell) for mark in _load_data()["per_cent"]):
        return "share"
    return load_vocabulary().get(fold_header(cell), "")


@cache
def load_vocabulary() -> Mapping[str, str]:
    """Folded header -> what its column holds."""
    tables = _load_data()
    return {
        fold_header(word): role
        for role, languages in tables.items()
        if isinstance(languages, dict)
        for words in languages.values()
        for word in words
    }


@cache
def _load_data() -> dict[str, Any]:
    return read_data_tables("ownership/data/headers.toml")


def fold_header(text: str) -> str:
    """A header without case, accents, punctuation and words that say nothing."""
    words = _split_words(text)
    return " ".join([word for word in words if word not in _load_data()["silent"]] or words)


def _split_words(text: str) -> list[str]:
    """The words of a header, and the sign for per cent, which is one."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("%", " % "))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return [word for word in _SPLIT.split(unicodedata.normalize("NFC", bare)) if word]


# --- Rows -------------------------------------------------------------------------------------


def _read_holding(
    file: str, sheet: str, row: Row, columns: Mapping[str, int]
) -> Holding | Rejected:
    cells = {
        role: " ".join(row.cells[at].split()) if at < len(row.cells) else ""
        for role, at in columns.items()
    }
    missing = [role for role in NEEDED if not any(char.isalnum() for char in cells[role])]
    if missing:
        what = " and ".join({"owned": "company", "owner": "owner"}[role] for role in missing)
        return Rejected(line=row.number, reason=f"{_name_place(sheet)}names no {what}", file=file)
    dated, as_of = cells.get("as_of", ""), ""
    if found := _ISO.fullmatch(dated):
        as_of = found[1]
    elif found := _DAY_FIRST.fullmatch(dated):
        with suppress(ValueError):  # no day of the calendar
            as_of = date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    undated = f"date {dated}" if dated and not as_of else ""
    # Unknown where there is no column, or its cell holds an error.
    is_error = columns.get("share", -1) in row.unreadable
    return Holding(
        owned=cells["owned"],
        owner=cells["owner"],
        share=UNKNOWN if is_error else read_share(cells.get("share", "")),
        as_of=as_of,
        source="; ".join(filter(None, (cells.get("source", ""), undated))),
        country=cells.get("country", ""),
        file=file,
        line=row.number,
    )


def _name_place(sheet: str) -> str:
    return f"sheet {sheet}: " if sheet else ""
