"""The section 1286 list (institutions of problematic activity), as it was copied out of the PDF.

The Department of Defense (War) publishes it once a year as a PDF and in no other form. The table
read here is `section_1286.csv` as a public program keeps it for that list and describes its making
(github opensanctions/opensanctions, `datasets/us/special_leg`, SECTION_1286.md): a row an
institution and edition, aliases joined by `; `, `report-date` for the year of the edition,
`program` with the section. It is a copy by others, not the department's own file, and every
listing says so. Only the latest edition is in force: rows of earlier ones, and rows of other laws,
are rejected with that reason. Made from published rows; the JSON form of the list is read by
`regulation_json`.
"""

from compliance.lists.common import names, workbook_rows
from compliance.lists.common.countries import find_country
from compliance.lists.common.csv_rows import HeadedRow
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, take_only_file
from compliance.lists.common.names import KindedName, collect_names
from compliance.lists.common.texts import label_texts
from compliance.lists.sources.base import (
    STATUS,
    ListHead,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
    hash_id,
)
from compliance.model import ListEntry, Listing, PartyKind, Programme, Rejected

LIST_ID = "us-dod-1286"
PROGRAMME = "us-dod-1286"
NAME, ALIASES, LAW, EDITION = "name", "aliases", "program", "report-date"
COLUMNS = ("schema", NAME, ALIASES, LAW, EDITION, "end-date", "country", "source_url")
SECTION = "section 1286"
NAMELESS = "no name"
OTHER_LAW = "listed under another law: {}"
EARLIER = "of the edition of {}; the latest one here is of {}"
COPIED = "Copied out of the PDF by others: check the institution in the department's own list."


def recognises(files: Files) -> bool:
    """Whether it is one CSV or workbook with these columns that names the section in its rows."""
    if not workbook_rows.has_columns(files, COLUMNS):
        return False
    [(_, data)] = files.items()
    return workbook_rows.is_workbook(data) or SECTION.encode() in data.lower()


def parse(files: Files, reference: Reference) -> ParsedList:
    """Every institution of the latest edition an entry, every other row rejected.

    Raises ListError when the file cannot be read, lacks a column, or holds no institution.
    """
    name, data = take_only_file(files)
    rows = workbook_rows.read_table(data, name, COLUMNS)
    programme = find_programme(reference, PROGRAMME)
    mine = [row for row in rows if SECTION in row.cells[LAW].casefold()]
    latest = max((row.cells[EDITION] for row in mine), default="")
    found = [judge_row(row, latest, programme, name) for row in rows]
    head = ListHead(
        id=LIST_ID, title=programme.name, publisher=programme.publisher, as_of=read_date(latest)
    )
    return collect_list(head, name, found, len(rows))


def judge_row(row: HeadedRow, latest: str, programme: Programme, name: str) -> ListEntry | Rejected:
    """One row as an entry, or why it is none."""
    cells = row.cells
    why = ""
    if not any(map(str.isalnum, cells[NAME])):
        why = NAMELESS
    elif SECTION not in cells[LAW].casefold():
        why = OTHER_LAW.format(cells[LAW] or "none is named")
    elif cells[EDITION] != latest:
        why = EARLIER.format(cells[EDITION] or "no year", latest)
    if why:
        return Rejected(line=row.number, reason=why, file=name)
    return make_entry(row, programme)


def make_entry(row: HeadedRow, programme: Programme) -> ListEntry:
    """One institution as an entry with one listing."""
    cells = row.cells
    primary, *inside = names.part_name_cell(cells[NAME])
    others: list[KindedName] = [
        found
        for one in (*inside, *names.rejoin_legal_forms(names.split_cell(cells[ALIASES])))
        for found in names.read_alias(one)
    ]
    country = find_country(cells["country"])
    remarks = [("Ended", cells["end-date"]), ("Note of who copied it", cells.get("notes"))]
    return ListEntry(
        id=hash_id("1286", cells[NAME]),
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=PartyKind.ORGANISATION,
        countries=(country,) if country else (),
        listings=(
            Listing(
                programme=programme,
                official_name=cells[NAME],
                reason=cells.get("reason", ""),
                citation=programme.authority,
                status=STATUS,
                notes=(f"Edition of {cells[EDITION]}.", COPIED),
                source=cells["source_url"] or programme.source,
            ),
        ),
        remarks=label_texts(remarks),
        line=row.number,
    )
