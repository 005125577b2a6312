"""Where the header of a table is: candidates, proof, decision.

**Candidates.** Each row near the top is read as the first row of a header. Further rows join it as
long as they are proven to be header rows: groups (`Consignee` over `Name | Country`), one header
broken over lines, units (`EUR`, `kg`).

**Proof.** A row is a header row beyond doubt when every filled cell of it is a label: words that
only head columns (`labels.is_label`), or that stand over numbers alone. A cell that comes again
below, is a country over countries, or ends with a legal form is data and speaks against its row.

**Decision.** The words say how much a candidate explains; the first that says at least half of what
the best one says is the header. A row that explains the columns without being proven is used as the
header *and* asked as a party (`Header.doubtful`): that costs one more answer, and losing a listed
party in it would cost all.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from compliance.columns import content
from compliance.columns.labels import (
    is_heading,
    is_label,
    is_pure,
    is_unit,
    may_be_name,
    share_language,
)
from compliance.columns.meaning import OTHER, Meaning, read_meaning
from compliance.columns.roles import PERSON_PARTS
from compliance.model import Row

WINDOW = 50
"""Rows from the top in which the header is looked for."""
AHEAD = WINDOW + content.SAMPLE
"""Rows that are looked at where a table begins."""
HIGHEST = 4
"""Rows of the highest header."""
ROW_COST = 0.1
"""What each further row of a header must add, so that equal explanations prefer fewer rows."""
FIRST_ENOUGH = 0.5
"""Share of the best score from which on the first candidate is the header."""
NEAR = 2
"""Rows below the first candidate in which a wider and better one may still be the header."""
LEAST_PURE = 2
"""Labels that nobody is called by in a header row that stands in the midst of a table."""
LEAST_CELLS = 2
"""Filled cells above which one such label is enough."""
HALF_LABELS, ALL_LABELS = 0.5, 0.9
"""Share of words of headers in a column from which on it is one of roles: with a cell beside it in
the first row that is no such word, and without."""
DATA = -8.0
"""Score of a cell that is data: more than one good header word weighs."""
YEARS = range(1900, 2101)


class Header(Struct, frozen=True, kw_only=True):
    """The header rows of a table and the text over each column."""

    rows: tuple[int, ...]
    """Row numbers; empty when there is no header."""
    texts: tuple[str, ...]
    """One a column, the texts of stacked rows joined by spaces; empty where there is none."""
    parts: tuple[tuple[str, ...], ...]
    """The stacked texts of each column."""
    meanings: tuple[Meaning, ...]
    score: float = 0.0
    doubtful: frozenset[int] = frozenset()
    """Columns whose header cell may be a party and not a header."""


NO_HEADER = Header(rows=(), texts=(), parts=(), meanings=())


def read_top(rows: Iterable[Row]) -> list[Row]:
    """Return the first filled rows: as many as are looked at to find a header and its columns."""
    return list(islice((row for row in rows if not row.is_blank), AHEAD))


def find_header(filled: Sequence[Row]) -> Header:
    """Return the header found near the top, NO_HEADER if no block of rows says enough.

    `filled` are rows that are not blank, as `read_top` gives them.
    """
    top = filled[:WINDOW]
    width = max((count_filled(row) for row in top), default=0)
    least = min(2, width)
    first = next((row.number for row in top if count_filled(row) >= least), 0)
    candidates = [
        header
        for header in _candidates(top, filled)
        if _explains_enough(
            header,
            least,
            is_first=header.rows[0] == first,
            is_on_top=_is_on_top(header, filled),
        )
    ]
    if not candidates:
        return NO_HEADER
    enough = FIRST_ENOUGH * max(header.score for header in candidates)
    start = next(header for header in candidates if header.score >= enough)
    rivals = [header for header in candidates if _competes(header, start)]
    return max(rivals, key=lambda header: header.score)


def is_header_row(row: Row, *, after_gap: bool = False) -> bool:
    """Whether a row is a header by itself, beyond doubt: of another table further down.

    Every filled cell is a label, one of them names a party column, and some are what no party is
    called by and no column of roles or states holds (`Name`, `Country`), in a language of another
    cell: words of many languages are in the vocabulary. In the midst of a table one is not enough.
    """
    if not all(is_label(cell) for cell in reversed(row.cells) if cell and not cell.isspace()):
        return False
    cells = [text for text in map(squeeze, row.cells) if text]
    if len(cells) < 2:
        return False
    meanings = list(map(read_meaning, cells))
    pure = sum(is_heading(text) and _goes_with_others(text, cells) for text in cells)
    enough = 1 if after_gap or len(cells) > LEAST_CELLS else LEAST_PURE
    return pure >= enough and any(each.is_party or each.role in PERSON_PARTS for each in meanings)


def _goes_with_others(text: str, cells: Sequence[str]) -> bool:
    """Whether a label is of a language of another one in its row: a company is called Neve."""
    return any(share_language([text, other]) for other in cells if other != text)


def rows_of_table(rows: Sequence[Row]) -> list[Row]:
    """Return the filled rows up to the header of another table."""
    found: list[Row] = []
    for row in rows:
        after_gap = bool(found) and row.number != found[-1].number + 1
        if is_header_row(row, after_gap=after_gap) or (after_gap and has_heading(row)):
            break
        found.append(row)
    return found


def stack_header(block: Sequence[Row]) -> Header:
    """Return the header that these consecutive rows make, taken as proven."""
    parts = _parts(block)
    texts = tuple(" ".join(part) for part in parts)
    meanings = tuple(read_meaning(text) if text else Meaning() for text in texts)
    score = sum(map(_weight, texts, meanings)) - ROW_COST * (len(block) - 1)
    numbers = tuple(row.number for row in block)
    return Header(rows=numbers, texts=texts, parts=parts, meanings=meanings, score=score)


def squeeze(text: str) -> str:
    """Return the text with runs of white space, line ends included, as one space."""
    return " ".join(text.split())


def fold_cells(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells without case and extra spaces, and without the empty ones at the end."""
    folded = [squeeze(cell).casefold() for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


def count_filled(row: Row) -> int:
    """Return how many cells of a row are filled."""
    return sum(bool(cell.strip()) for cell in row.cells)


# --- Candidates -------------------------------------------------------------------------------


def _candidates(top: Sequence[Row], rows: Sequence[Row]) -> Iterator[Header]:
    """Each row alone and with the header rows that follow it, and what speaks against them."""
    for at in range(len(top)):
        for end in range(at + 1, min(at + HIGHEST, len(top)) + 1):
            if end > at + 1 and not _joins(top[at : end - 1], top[end - 1]):
                break
            header = stack_header(top[at:end])
            if header.score > 0:  # rows of data explain nothing: most are not looked at further
                yield _judge(header, top[end - 1], rows[end:])


def _joins(block: Sequence[Row], row: Row) -> bool:
    """Whether the row that follows is one more row of the header.

    All its cells are labels or units, and in no column that is already headed as one of parties
    does it hold a word that may be a party (`Agent` under `Name`, `Company` under `Partner`).
    """
    if row.number != block[-1].number + 1:
        return False
    if _is_title(block[0], row) or not any(map(str.strip, row.cells)):
        return False
    cells = {at: text for at, text in enumerate(map(squeeze, row.cells)) if text}
    if not all(is_label(text) or is_unit(text) for text in cells.values()):
        return False
    upper = stack_header(block)
    return all(
        (is_pure(text) and _is_same_language(upper, at, text))
        or _under_group(upper, block[-1], row, at)
        for at, text in cells.items()
    )


def _is_same_language(upper: Header, at: int, text: str) -> bool:
    """Whether a label goes on with the one above it, in a language of it.

    A company is called Neve (`name` in Hungarian), `NO` under `Country` is a country, and nobody
    says `name` twice, unless the same cell is merged over both rows.
    """
    above = upper.texts[at] if at < len(upper.texts) else ""
    if not above or is_unit(text) or text == above:
        return True
    meaning = upper.meanings[at]
    if meaning.named and read_meaning(text).named:
        return False
    is_place = meaning.role == "country" and content.is_country(text)
    return not is_place and share_language([above, text])


def has_heading(row: Row) -> bool:
    """Whether a cell of a row can be nothing but part of a header (`Name`, `Country`)."""
    return any(is_heading(text) for text in map(squeeze, row.cells) if is_label(text))


def _under_group(upper: Header, last: Row, row: Row, at: int) -> bool:
    """Whether a party word stands below a group of several columns, or below nothing.

    Then it says which column of the group it heads.
    """
    texts = [squeeze(cell) for cell in last.cells]
    above = texts[at] if at < len(texts) else ""
    if not above:
        return any(upper.texts)
    spread = at + 1 < len(row.cells) and squeeze(row.cells[at + 1]) != ""
    return spread and not (texts[at + 1] if at + 1 < len(texts) else "")


def _is_title(upper: Row, lower: Row) -> bool:
    """Whether the upper row is one cell over the first of several: a title, not a group."""
    starts = [at for at, cell in enumerate(upper.cells) if cell.strip()]
    below = [at for at, cell in enumerate(lower.cells) if cell.strip()]
    return len(starts) == 1 and len(below) > 1 and starts[0] <= below[0]


# --- Proof ------------------------------------------------------------------------------------


def _judge(header: Header, last: Row, below: Sequence[Row]) -> Header:
    """Return a header with what speaks against it and which cells are in doubt."""
    filled = [at for at, text in enumerate(header.texts) if text]
    data = [row for row in rows_of_table(below) if not _repeats(row, last)]
    columns = {at: content.sample_cells(data, at) for at in filled}
    pure = [
        text
        for at, text in enumerate(map(squeeze, last.cells))
        if is_heading(text) and text not in columns.get(at, ())
    ]
    is_all_labels = all(is_label(part) for at in filled for part in header.parts[at])
    against = {
        at
        for at in filled
        if _is_data(header.parts[at], columns[at], pure, is_all_labels=is_all_labels)
    }
    sure = {at for at in filled if at not in against and _is_proven(header, at, columns[at])}
    is_proven = len(sure) == len(filled) and not _may_be_row_of_parties(header, filled)
    doubtful = () if is_proven else (at for at in filled if _is_doubtful(header, at, sure))
    return Header(
        rows=header.rows,
        texts=header.texts,
        parts=header.parts,
        meanings=header.meanings,
        score=header.score + DATA * len(against),
        doubtful=frozenset(doubtful),
    )


def _repeats(row: Row, header: Row) -> bool:
    """Whether a row below is the header once more, as at the top of a printed page."""
    return fold_cells(row.cells) == fold_cells(header.cells)


def _is_proven(header: Header, at: int, column: Sequence[str]) -> bool:
    """Whether a header cell is one beyond doubt: labels, or a text or year over numbers alone."""
    if all(map(is_label, header.parts[at])):
        return True
    text = header.texts[at]
    is_year = text.isdigit() and int(text) in YEARS
    if content.is_value(text) and not is_year:
        return False
    return (
        bool(column)
        and all(map(content.is_value, column))
        and not (is_year and all(cell.isdigit() and int(cell) in YEARS for cell in column))
    )


def _is_data(
    parts: Sequence[str], column: Sequence[str], pure: Sequence[str], *, is_all_labels: bool
) -> bool:
    """Whether a header cell is data like what stands below it.

    A word of headers that comes again (`active`), and one for a role over such words (`Supplier`
    over `Bank`), is data, unless another cell of its row, `pure`, says in the same language that
    the row is a header (`Name`, `Country`).
    """
    text = parts[-1]
    if content.is_country(text) and content.are_countries(column):
        return True
    if all(map(is_label, parts)):
        if text in pure or any(share_language([text, other]) for other in pure):
            return False
        labels = sum(map(is_label, column))
        if text in column:
            return 2 * labels >= len(column)
        meaning = read_meaning(text)
        enough = ALL_LABELS if is_all_labels else HALF_LABELS
        is_role = meaning.is_party and not meaning.named
        return is_role and len(column) > is_all_labels and labels >= enough * len(column)
    if text in column:
        return True
    return content.has_legal_form(text)


def _may_be_row_of_parties(header: Header, filled: Sequence[int]) -> bool:
    """Whether all cells are words that companies are called by as well (`Carrier | Agent`)."""
    return all(may_be_name(header.texts[at]) for at in filled)


def _is_doubtful(header: Header, at: int, sure: set[int]) -> bool:
    return at not in sure or may_be_name(header.texts[at])


# --- Decision ---------------------------------------------------------------------------------


def _is_on_top(header: Header, rows: Sequence[Row]) -> bool:
    """Whether there are rows below a header, and none above that is as wide: those are data."""
    width = sum(map(bool, header.texts))
    above = (row for row in rows if row.number < header.rows[0])
    return header.rows[-1] < rows[-1].number and all(count_filled(row) < width for row in above)


def _explains_enough(header: Header, least: int, *, is_first: bool, is_on_top: bool) -> bool:
    """Whether enough cells are filled and the words name a party or several other columns.

    One such column is enough in the first row of the table. What is in doubt heads something only
    on top of it.
    """
    if sum(map(bool, header.texts)) < least or header.score <= 0:
        return False
    if header.doubtful and not is_on_top:
        return False
    known = sum(bool(meaning.role) and meaning.sure for meaning in header.meanings)
    return known > (0 if is_first else 1) or any(
        meaning.is_party and meaning.sure for meaning in header.meanings
    )


def _competes(header: Header, start: Header) -> bool:
    """Whether a candidate may be the header instead of the first that says enough.

    A wider row shortly below may; a row no wider may be a party (`Agent` under `Name`).
    """
    below = header.rows[0] - start.rows[0]
    wider = sum(map(bool, header.texts)) > sum(map(bool, start.texts))
    return below == 0 or (0 < below <= NEAR and wider)


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


# --- Stacked rows -----------------------------------------------------------------------------


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
