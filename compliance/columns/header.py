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

from collections.abc import Iterable, Sequence
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

    @property
    def width(self) -> int:
        """How many columns have a text over them."""
        return sum(map(bool, self.texts))


NO_HEADER = Header(rows=(), texts=(), parts=(), meanings=())


def read_top(rows: Iterable[Row]) -> list[Row]:
    """Return the first filled rows: as many as are looked at to find a header and its columns."""
    return list(islice((row for row in rows if not row.is_blank), AHEAD))


def find_header(filled: Sequence[Row]) -> Header:
    """Return the header found near the top, NO_HEADER if no block of rows says enough.

    `filled` are rows that are not blank, as `read_top` gives them.
    """
    top = filled[:WINDOW]
    least = min(2, max(map(count_filled, top), default=0))
    first = next((row.number for row in top if count_filled(row) >= least), 0)
    candidates = []
    for at, row in enumerate(top):  # each row alone and with the header rows that follow it
        for end in range(at + 1, min(at + HIGHEST, len(top)) + 1):
            if end > at + 1 and not _joins(top[at : end - 1], top[end - 1]):
                break
            header = stack_header(top[at:end])
            if header.score <= 0:  # rows of data explain nothing: most are not looked at further
                continue
            header = _judge(header, top[end - 1], filled[end:])
            if _explains_enough(header, filled, least, is_first=row.number == first):
                candidates.append(header)
    if not candidates:
        return NO_HEADER
    enough = FIRST_ENOUGH * max(header.score for header in candidates)
    start = next(header for header in candidates if header.score >= enough)
    # A wider row shortly below may be the header; one no wider may be a party (`Agent` under
    # `Name`).
    rivals = [
        header
        for header in candidates
        if header.rows[0] == start.rows[0]
        or (0 < header.rows[0] - start.rows[0] <= NEAR and header.width > start.width)
    ]
    return max(rivals, key=lambda header: header.score)


def is_header_row(row: Row, *, after_gap: bool = False) -> bool:
    """Whether a row is a header by itself, beyond doubt: of another table further down.

    Every filled cell is a label, one of them names a party column, and some are what no party is
    called by and no column of roles or states holds (`Name`, `Country`), in a language of another
    cell: words of many languages are in the vocabulary, and a company is called Neve. In the midst
    of a table one is not enough.
    """
    if not all(is_label(cell) for cell in reversed(row.cells) if cell and not cell.isspace()):
        return False
    cells = [text for text in map(squeeze, row.cells) if text]
    if len(cells) < 2:
        return False
    meanings = list(map(read_meaning, cells))
    pure = sum(
        is_heading(text) and any(share_language([text, other]) for other in cells if other != text)
        for text in cells
    )
    enough = 1 if after_gap or len(cells) > LEAST_CELLS else LEAST_PURE
    return pure >= enough and any(each.is_party or each.role in PERSON_PARTS for each in meanings)


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
    """Return the header that these consecutive rows make, taken as proven.

    Their texts are stacked over each column, groups spread over their columns, repeats dropped.
    """
    width = max(len(row.cells) for row in block)
    lines = [
        [squeeze(cell) for cell in row.cells] + [""] * (width - len(row.cells)) for row in block
    ]
    for upper, lower in pairwise(lines):
        group = ""  # goes to the right, over columns that have a text below and none above
        for at, text in enumerate(upper):
            group = (text if lower[at] else "") if text else group
            if not text and lower[at]:
                upper[at] = group
    columns = zip(*lines, strict=True)
    parts = tuple(tuple(dict.fromkeys(filter(None, column))) for column in columns)
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


def _joins(block: Sequence[Row], row: Row) -> bool:
    """Whether the row that follows is one more row of the header.

    All its cells are labels or units, and in no column that is already headed as one of parties
    does it hold a word that may be a party (`Agent` under `Name`, `Company` under `Partner`).
    """
    cells = {at: text for at, text in enumerate(map(squeeze, row.cells)) if text}
    if not cells or row.number != block[-1].number + 1:
        return False
    starts = [at for at, cell in enumerate(block[0].cells) if cell.strip()]
    if len(starts) == 1 and len(cells) > 1 and starts[0] <= min(cells):  # a title, not a group
        return False
    if not all(is_label(text) or is_unit(text) for text in cells.values()):
        return False
    upper = stack_header(block)
    above = {at for at, cell in enumerate(block[-1].cells) if cell.strip()}
    for at, text in cells.items():
        if not (is_pure(text) and _is_same_language(upper, at, text)):
            # A word for a party says which column it heads below a group of several, or nothing.
            is_group = at + 1 in cells and at + 1 not in above
            if not (is_group if at in above else any(upper.texts)):
                return False
    return True


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


# --- Proof ------------------------------------------------------------------------------------


def _judge(header: Header, last: Row, below: Sequence[Row]) -> Header:
    """Return a header with what speaks against it and which cells are in doubt."""
    filled = [at for at, text in enumerate(header.texts) if text]
    repeated = fold_cells(last.cells)  # as at the top of a printed page
    data = [row for row in rows_of_table(below) if fold_cells(row.cells) != repeated]
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
    names = {at for at in filled if may_be_name(header.texts[at])}
    # Not where all are words that companies are called by as well (`Carrier | Agent`).
    is_proven = len(sure) == len(filled) > len(names)
    doubtful = () if is_proven else (at for at in filled if at not in sure or at in names)
    return Header(
        rows=header.rows,
        texts=header.texts,
        parts=header.parts,
        meanings=header.meanings,
        score=header.score + DATA * len(against),
        doubtful=frozenset(doubtful),
    )


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


# --- Decision ---------------------------------------------------------------------------------


def _explains_enough(header: Header, rows: Sequence[Row], least: int, *, is_first: bool) -> bool:
    """Whether enough cells are filled and the words name a party or several other columns.

    One such column is enough in the first row of the table. What is in doubt heads something only
    on top of it: below it are rows, and none above is as wide, which would be data.
    """
    width = header.width
    if width < least or header.score <= 0:
        return False
    above = (row for row in rows if row.number < header.rows[0])
    if header.doubtful and (
        header.rows[-1] >= rows[-1].number or any(count_filled(row) >= width for row in above)
    ):
        return False
    known = sum(bool(meaning.role) and meaning.sure for meaning in header.meanings)
    return known > (0 if is_first else 1) or any(
        meaning.is_party and meaning.sure for meaning in header.meanings
    )


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
