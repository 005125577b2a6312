"""Japan's End User List (METI), as its Excel workbook or a CSV of the same columns.

METI publishes the list as a PDF and, on its page about the law, as a workbook (sheet
ユーザーリスト). A row is one organisation: `No.`, country, organisation, aliases, type of weapons,
and since October 2025 conventional weapons; headers and countries stand in Japanese with the
English below them in the same cell. Columns and values as two public programs read the workbook
and two the table of the PDF (github opensanctions/opensanctions `jp_meti_eul`, ammitto
`Japan::METI`); no whole file was at hand. Rows are numbered from 1 on, anew in every edition: a
number that is missing is a row that is missing, and is told.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common import names, workbook_rows
from compliance.lists.common.countries import find_country
from compliance.lists.common.csv_rows import NOTHING_SCREENED, CsvRecord
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import fold_spaces, join_texts
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import ListEntry, Listing, NameKind, PartyKind, Programme, Rejected

LIST_ID = "jp-meti-eul"
PROGRAMME = "jp-meti-eul"
TITLE = "End User List (METI, Japan)"
PUBLISHER = "Ministry of Economy, Trade and Industry (METI), Japan"
NUMBER, COUNTRY, NAME, ALIASES, WEAPONS, CONVENTIONAL = range(6)
HEADERS: Mapping[int, re.Pattern[str]] = {
    NUMBER: re.compile(r"no\.?|番号", re.IGNORECASE),
    COUNTRY: re.compile(r"国名.*|.*country or region", re.IGNORECASE),
    NAME: re.compile(r"企業名.*|.*company or organization", re.IGNORECASE),
    ALIASES: re.compile(r"別名.*|.*also known as", re.IGNORECASE),
    WEAPONS: re.compile(r"懸念区分.*|.*type of wmd", re.IGNORECASE),
    CONVENTIONAL: re.compile(r"通常兵器.*|.*conventional weapons", re.IGNORECASE),
}
"""Column -> its header; older editions have no last one."""
NEEDED = frozenset(HEADERS) - {CONVENTIONAL}
CONCERNS = {
    "B": "biological weapons",
    "C": "chemical weapons",
    "M": "missiles",
    "N": "nuclear weapons",
}
LETTER = re.compile(r"(?<![A-Za-z])[BCMN](?![A-Za-z])")
BULLET = re.compile(r"(?:^|\s)[・•]\s*")
"""What begins an alias; inside a word the same sign parts a foreign name in Japanese letters."""
BRACKETED = re.compile(r"\s*\((?P<inside>[^()]*)\)")
LATIN = re.compile(r"[A-Za-z].*")
NAMELESS = "no name of an organisation"
REMARK_ROW = "neither a number nor an organisation: {}"

Columns = Mapping[int, int]
"""Column -> where it stands in the row."""


class EndUserTable(Struct, frozen=True, kw_only=True):
    """The rows under the header, and where each column stands."""

    columns: Columns
    rows: list[CsvRecord]

    def cell(self, row: CsvRecord, column: int) -> str:
        """What stands there, in plain forms of letters; empty when there is no such column."""
        at = self.columns.get(column, len(row.cells))
        text = row.cells[at] if at < len(row.cells) else ""
        return fold_spaces(unicodedata.normalize("NFKC", text))


# --- The file ---------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether it is one CSV or workbook with the columns of this list; never raises."""
    if len(files) != 1:
        return False
    [(name, data)] = files.items()
    try:
        return any(map(find_columns, workbook_rows.list_first_rows(data, name)))
    except ListError:
        return False


def find_columns(row: CsvRecord) -> Columns | None:
    """Where the columns stand, when this row is the header."""
    cells = [fold_spaces(unicodedata.normalize("NFKC", cell)) for cell in row.cells]
    found = {
        column: at
        for column, form in HEADERS.items()
        for at, cell in enumerate(cells)
        if form.fullmatch(cell)
    }
    return found if found.keys() >= NEEDED else None


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every row an entry, or rejected when it names nobody.

    Raises ListError when the file cannot be read, has no such columns, or holds no party.
    """
    name, data = take_only_file(files)
    table = find_table(data, name)
    instrument = find_programme(reference, PROGRAMME)
    found = [judge_row(row, table, instrument, name) for row in table.rows]
    head = ListHead(id=LIST_ID, title=TITLE, publisher=PUBLISHER, as_of="")
    whole = collect_list(head, name, found, len(found))
    lost = (f"row {r.line}: {r.reason}" for r in whole.rejected if r.reason == NAMELESS)
    return replace(whole, warnings=(*lost, *find_gaps(table)))


def find_table(data: bytes, name: str) -> EndUserTable:
    """The table of the list. Raises ListError when there is none."""
    for sheet in workbook_rows.read_plain_sheets(data, name):
        for at, row in enumerate(sheet[: workbook_rows.MOST_ABOVE]):
            if columns := find_columns(row):
                rows = [one for one in sheet[at + 1 :] if any(one.cells)]
                return EndUserTable(columns=columns, rows=rows)
    raise ListError(f"{name}: no sheet has the columns of the End User List", NOTHING_SCREENED)


def find_gaps(table: EndUserTable) -> Iterator[str]:
    """The numbers between which rows are missing: the file is not whole."""
    given = (table.cell(row, NUMBER) for row in table.rows)
    numbers = [int(float(text)) for text in given if re.fullmatch(r"\d+(?:\.0+)?", text)]
    for before, after in pairwise([0, *numbers]):
        if after != before + 1:
            yield f"No. {after} follows No. {before}: the file may lack rows"


# --- One organisation -------------------------------------------------------------------------


def judge_row(
    row: CsvRecord, table: EndUserTable, instrument: Programme, name: str
) -> ListEntry | Rejected:
    """One row as an entry, or why it is none."""
    if any(map(str.isalnum, table.cell(row, NAME))):
        return make_entry(row, table, instrument)
    said = join_texts(row.cells)
    why = NAMELESS if table.cell(row, NUMBER)[:1].isdigit() else REMARK_ROW.format(said)
    return Rejected(line=row.line, reason=why, file=name)


def make_entry(row: CsvRecord, table: EndUserTable, instrument: Programme) -> ListEntry:
    """One row as an entry with one listing."""
    cell = table.cell(row, NAME)
    (primary, _), *others = find_names(cell, table.cell(row, ALIASES))
    place = table.cell(row, COUNTRY)
    english = LATIN.search(place)
    country = find_country(english[0] if english else place) or find_country(place)
    return ListEntry(
        id=hash_id("meti", cell, country or place),
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=PartyKind.ORGANISATION,
        countries=(country,) if country else (),
        listings=(
            Listing(
                programme=instrument,
                official_name=cell,
                reason=describe_concern(table.cell(row, WEAPONS), table.cell(row, CONVENTIONAL)),
                citation=instrument.authority,
                status=STATUS,
                source=instrument.source,
            ),
        ),
        remarks=() if country or not place else (f"Country or region: {place}",),
        line=row.line,
    )


def find_names(cell: str, aliases: str) -> Iterator[KindedName]:
    """The name, what it holds in brackets in another script, and every alias."""
    native = [found["inside"] for found in BRACKETED.finditer(cell)]
    native = [text for text in native if names.is_native(text)]
    bare = BRACKETED.sub(
        lambda found: "" if names.is_native(found["inside"]) else found[0], cell
    ).strip()
    primary, *inside = names.part_name_cell(bare or cell)
    yield primary, NameKind.PRIMARY
    yield from ((text, NameKind.NATIVE) for text in native)
    for one in (*inside, *BULLET.split(aliases)):
        yield from names.read_alias(one)


def describe_concern(weapons: str, conventional: str) -> str:
    """What METI is concerned about, in words, and what stands in the cells."""
    kinds = [CONCERNS[letter] for letter in dict.fromkeys(LETTER.findall(weapons))]
    kinds += ["conventional weapons"] if conventional else []
    told = join_texts((weapons, conventional), "; ")
    if not kinds:
        return f"Type of weapons: {told}" if told else "The file names no type of weapons."
    return f"Concern: {', '.join(kinds)} ({told})"
