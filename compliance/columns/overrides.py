"""`--column role=Header`: what the user says a column is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from compliance.columns.header import WINDOW, Header, find_header, read_top, squeeze, stack_header
from compliance.columns.mapping import Column, column_letters
from compliance.columns.roles import PARTY_ROLES, PERSON_PARTS, ROLES
from compliance.errors import InputError, UsageError
from compliance.model import Row
from compliance.model.text_pattern import TextPattern

LETTERS = TextPattern(r"[A-Za-z]{1,3}")
MOST_SHOWN = 30


def check_overrides(sheets: Iterable[Sequence[Row]], overrides: Sequence[tuple[str, str]]) -> None:
    """Refuse overrides that fit none of the sheets.

    Raises:
        UsageError: an unknown role.
        InputError: a header that is in none of the sheets; the message lists what is there.

    """
    _check_roles(overrides)
    if not overrides:
        return
    tops = [read_top(rows) for rows in sheets]
    found = [(top, choose_header(top, overrides, find_header(top))) for top in tops if top]
    for role, wanted in overrides:
        if not any(_positions(rows, header, wanted) for rows, header in found):
            texts = dict.fromkeys(text for _, header in found for text in header.texts if text)
            shown = ", ".join([repr(text) for text in texts][:MOST_SHOWN])
            letter = f"give a column letter instead, such as {column_letters(1)}"
            raise InputError(
                f"no column is headed {wanted!r} (asked for as {role})",
                f"there are: {shown}" if shown else f"no header was recognised; {letter}",
            )


def choose_header(
    rows: Sequence[Row], overrides: Sequence[tuple[str, str]], found: Header
) -> Header:
    """Return the header found, or the row near the top that has the headers the user names."""
    wanted = {_key(text) for _, text in overrides}
    first = next((row for row in rows if not row.is_blank), None)
    width = max((len(row.cells) for row in rows[:WINDOW]), default=0)
    places = {key for key in wanted if any(at < width for at in _parse_position(key))}

    def here(row: Row) -> int:
        keys = {_key(cell) for cell in row.cells if cell.strip()}
        return len(keys & (wanted if row is first else wanted - places))

    best = max(rows[:WINDOW], key=here, default=None)
    known = map(_key, (*found.texts, *chain.from_iterable(found.parts)))
    if best is None or here(best) <= len(wanted.intersection(known)):
        return found
    return stack_header([best])


def choose_columns(
    rows: Sequence[Row], header: Header, overrides: Sequence[tuple[str, str]]
) -> list[Column]:
    """Return the columns that the user chose and this sheet has.

    Raises:
        UsageError: an unknown role.

    """
    _check_roles(overrides)
    chosen: dict[int, Column] = {}
    for role, wanted in overrides:
        is_party = _role(role) in (*PARTY_ROLES, *PERSON_PARTS)
        for position in _positions(rows, header, wanted)[: None if is_party else 1]:
            text = header.texts[position] if position < len(header.texts) else ""
            chosen[position] = Column(position=position, role=_role(role), header=text)
    return list(chosen.values())


def _positions(rows: Sequence[Row], header: Header, wanted: str) -> list[int]:
    """Columns with this header, else the one with this letter or number."""
    key = _key(wanted)
    equal = [at for at, text in enumerate(header.texts) if text and _key(text) == key]
    equal = equal or [
        at for at, parts in enumerate(header.parts) if key in {_key(part) for part in parts}
    ]
    if equal:
        return equal
    width = max((len(row.cells) for row in rows), default=0)
    return [at for at in _parse_position(key) if at < width]


def _parse_position(key: str) -> Iterator[int]:
    """The column position that `B`, `AA` or `2` names."""
    if key.isdecimal() and 0 < int(key[:6]) <= 16384:
        yield int(key[:6]) - 1
    elif LETTERS.fullmatch(key):
        position = 0
        for letter in key.upper():
            position = position * 26 + ord(letter) - 64
        yield position - 1


def _check_roles(overrides: Sequence[tuple[str, str]]) -> None:
    for role, _ in overrides:
        if _role(role) not in ROLES:
            raise UsageError(f"unknown column role {role!r}", f"one of: {', '.join(ROLES)}")


def _role(role: str) -> str:
    return role.strip().lower().replace("-", "_").replace(" ", "_")


def _key(text: str) -> str:
    return squeeze(text).casefold()
