"""Where the header of a sheet is, and what it says over each column.

A header may stand below title rows, and may be two or three rows high: a group (`Consignee`) over
its columns (`Name`, `Country`), or one header broken over lines. Every block of one to three rows
near the top is read as if it were the header and scored by what the words say; the first block
that says at least half of what the best one says is it. Titles and key-value lines above it say
less; a second table further down is not taken for the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.columns.meaning import OTHER, Meaning, read_meaning
from compliance.model import Row

WINDOW = 50
"""Rows from the top in which the header is looked for."""
HIGHEST = 3
"""Rows of the highest header."""
ROW_COST = 0.1
"""What each further row of a header must add, so that data rows are not drawn into it."""
FIRST_ENOUGH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header rows of a sheet and the text over each column."""

    rows: tuple[int, ...]
    """Row numbers; empty when the sheet has no header."""
    texts: tuple[str, ...]
    """One a column, the texts of stacked rows joined by spaces; empty where there is none."""
    parts: tuple[tuple[str, ...], ...]
    """The stacked texts of each column."""
    meanings: tuple[Meaning, ...]
    score: float = 0.0


NO_HEADER = Header(rows=(), texts=(), parts=(), meanings=())


def find_header(rows: Sequence[Row]) -> Header:
    """Return the header found near the top, NO_HEADER if no block of rows says enough."""
    top = [row for row in rows[:WINDOW] if not row.is_blank]
    width = max((_filled(row) for row in top), default=0)
    least = min(2, width)
    first = next((row.number for row in top if _filled(row) >= least), 0)
    found = [
        each for each in _blocks(top) if _is_header(each, least, is_first=each.rows == (first,))
    ]
    if not found:
        return NO_HEADER
    enough = FIRST_ENOUGH * max(header.score for header in found)
    start = next(header for header in found if header.score >= enough)
    return max((each for each in found if _competes(each, start)), key=lambda each: each.score)


def _competes(header: Header, start: Header) -> bool:
    """Whether a block may be the header instead of the first that says enough.

    It may be a higher block from the same row on, or a wider row shortly below; a row no wider may
    be a party (`Agent` under `Name`) and would be lost above the header.
    """
    below = header.rows[0] - start.rows[0]
    wider = sum(map(bool, header.texts)) > sum(map(bool, start.texts))
    return below == 0 or (0 < below < HIGHEST and wider)


def stack_header(block: Sequence[Row]) -> Header:
    """Return the header that these consecutive rows make."""
    parts = _parts(block)
    texts = tuple(" ".join(part) for part in parts)
    meanings = tuple(read_meaning(text) if text else Meaning() for text in texts)
    score = sum(map(_weight, texts, meanings)) - ROW_COST * (len(block) - 1)
    numbers = tuple(row.number for row in block)
    return Header(rows=numbers, texts=texts, parts=parts, meanings=meanings, score=score)


def squeeze(text: str) -> str:
    """Return the text with runs of white space, line ends included, as one space."""
    return " ".join(text.split())


def _blocks(top: Sequence[Row]) -> Iterator[Header]:
    """Every run of up to HIGHEST consecutive rows as a header, the earlier and the lower first."""
    for at in range(len(top)):
        for height in range(1, HIGHEST + 1):
            block = top[at : at + height]
            together = len(block) == height and block[-1].number - block[0].number == height - 1
            if together and (height == 1 or _is_stack(block)):
                yield stack_header(block)


def _is_stack(block: Sequence[Row]) -> bool:
    """Whether rows can be one header of several rows: no title on top, no party at the bottom.

    In a list of one column each row below the header is a party.
    """
    if max(map(_filled, block)) == 1:
        return False
    return not _is_title(block[0], block[1]) and not _is_data(stack_header(block[:-1]), block[-1])


def _is_title(upper: Row, lower: Row) -> bool:
    """Whether the upper row is one cell over the first of several: a title, not a group."""
    starts = [at for at, cell in enumerate(upper.cells) if cell.strip()]
    below = [at for at, cell in enumerate(lower.cells) if cell.strip()]
    return len(starts) == 1 and len(below) > 1 and starts[0] <= below[0]


def _is_data(upper: Header, lower: Row) -> bool:
    """Whether a row under a whole header is a party, not a further header row.

    `Client Earth` under `Name`, or `Germany` under `Country`, has words that no header has; taken
    for a header the row would be lost. Under other columns it proves nothing (`Amount`, `EUR`).
    """
    cells = dict(enumerate(map(squeeze, lower.cells)))
    return any(
        meaning.role not in ("", OTHER)
        and meaning.sure
        and cells.get(at)
        and not _is_plain(cells[at])
        for at, meaning in enumerate(upper.meanings)
    )


def _is_plain(text: str) -> bool:
    """Whether all words of a cell are words of headers, and none is a number."""
    meaning = read_meaning(text)
    return bool(meaning.role) and meaning.sure and not any(map(str.isdigit, text))


def _is_header(header: Header, least: int, *, is_first: bool) -> bool:
    """Whether enough cells are filled and the words name a party or several other columns.

    One such column is enough in the first row of the table.
    """
    if sum(map(bool, header.texts)) < least or header.score <= 0:
        return False
    known = sum(bool(meaning.role) and meaning.sure for meaning in header.meanings)
    return known > (0 if is_first else 1) or any(
        meaning.is_party and meaning.sure for meaning in header.meanings
    )


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _weight(text: str, meaning: Meaning) -> float:
    """What a cell speaks for its row being the header; numbers speak against."""
    if not meaning.role:
        return -1.0 if text.replace(".", "").replace("-", "").isdigit() else 0.0
    if meaning.role == OTHER:
        return 0.5
    if not meaning.is_party:
        return 1.5 if meaning.owner not in ("", "name") else 1.0
    if not meaning.sure:
        return 1.0
    return 3.0 + (0.5 if meaning.role != "name" else 0.0) + (0.25 if meaning.full else 0.0)


def _parts(block: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    """The texts stacked over each column, groups spread over their columns, repeats dropped."""
    width = max(len(row.cells) for row in block)
    lines = [
        [squeeze(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in block
    ]
    for upper, lower in pairwise(lines):
        _spread(upper, lower)
    columns = zip(*lines, strict=True)
    return tuple(tuple(dict.fromkeys(filter(None, column))) for column in columns)


def _spread(upper: list[str], lower: Sequence[str]) -> None:
    """Carry a group's text to the right, over columns that have a text below and none above."""
    group = ""
    for at, text in enumerate(upper):
        group = (text if lower[at] else "") if text else group
        if not text and lower[at]:
            upper[at] = group
