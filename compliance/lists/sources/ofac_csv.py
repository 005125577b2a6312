"""OFAC's lists in their delimited form: a primary file, and what other files add to its parties.

SDN.CSV (or CONS_PRIM.CSV) has twelve columns and no header; ALT has five, ADD six, SDN_COMMENTS
two, and each row of them names its party by the number in the first column (OFAC, "SDN data
specification"). `-0- ` stands for nothing, programmes are joined by `] [`, and the last line is the
byte 0x1A. Remarks too long for the primary file go on in the comments, in the middle of a word.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.common import csv_rows
from compliance.lists.common.csv_rows import CsvRecord
from compliance.lists.common.files import Files
from compliance.lists.sources import ofac_party
from compliance.lists.sources.base import ParsedList, Reference, number_repeats
from compliance.lists.sources.ofac_party import OfacParty
from compliance.model import FileCount, ListEntry, Programme, Rejected
from compliance.model.counts import write_count

PRIMARY, ALIASES, ADDRESSES, COMMENTS = 12, 5, 6, 2
ROLES = (PRIMARY, ALIASES, ADDRESSES, COMMENTS)
"""What a file is, told by the number of its columns."""
NOTHING = "-0-"
END_OF_FILE = b"\x1a"
UNKNOWN = "names a party that the primary file does not hold"
NAMELESS = "no name"
REPEATED = "its number is used by an earlier row"
ADVICE = "put the files of one list into one folder: SDN, ALT, ADD and SDN_COMMENTS"
MOST_TOLD = 5
CUT_AT = 999
"""Characters at which OFAC cuts a remark off."""


class OfacFile(Struct, frozen=True, kw_only=True):
    """A file that adds to the parties of the primary one."""

    file: str
    width: int
    """Number of its columns, which says what it adds."""
    rows: Mapping[str, list[list[str]]]
    """Number of a party -> the rows that belong to it."""
    read: int
    rejected: tuple[Rejected, ...]
    """Rows of parties that the primary file does not hold."""


# --- The files --------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether every file begins with a number and has as many columns as one of OFAC's."""
    firsts = [csv_rows.peek_header(data) for data in files.values()]
    return bool(firsts) and all(
        len(first) in ROLES and first[0].strip().isdigit() for first in firsts
    )


def parse(files: Files, reference: Reference) -> ParsedList:
    """The parties of the primary file with what the others add to them.

    A row of another file whose party is unknown is rejected with a warning. Raises ListError when
    there is no primary file or more than one, two of another kind, a file is not UTF-8, a row has
    another number of columns or no number, or there is no party.
    """
    read = {name: read_numbered(data, name) for name, data in files.items()}
    primary = find_primary({name: len(found[0].cells) for name, found in read.items()})
    named = [row for row in read[primary] if read_cell(row.cells[1])]
    known = {row.cells[0] for row in named}
    parts = [make_part(name, found, known) for name, found in read.items() if name != primary]
    lost = reject_nameless(read[primary], primary)
    consolidated = ofac_party.is_consolidated(read_cell(row.cells[3]) for row in named)
    entries = number_repeats(
        make_entries(named, parts, reference.programmes, consolidated=consolidated)
    )
    head = ofac_party.name_list(consolidated=consolidated)
    return ParsedList(
        id=head.id,
        title=head.title,
        publisher=head.publisher,
        as_of=head.as_of,
        entries=tuple(entries) or csv_rows.refuse_empty(primary),
        rejected=(*lost, *(one for part in parts for one in part.rejected)),
        warnings=tuple(write_warnings(lost, parts, named, primary)),
        counts=count_files(primary, len(read[primary]), len(lost), parts),
    )


def reject_nameless(found: list[CsvRecord], primary: str) -> tuple[Rejected, ...]:
    """The rows of the primary file that name nobody."""
    lost = (row for row in found if not read_cell(row.cells[1]))
    return tuple(Rejected(line=row.line, reason=NAMELESS, file=primary) for row in lost)


def count_files(primary: str, read: int, lost: int, parts: list[OfacFile]) -> tuple[FileCount, ...]:
    """Where the rows of each file went."""
    first = FileCount(file=primary, rows=read, entries=read - lost, joined=0, rejected=lost)
    others = (
        FileCount(
            file=part.file,
            rows=part.read,
            entries=0,
            joined=sum(len(found) for found in part.rows.values()),
            rejected=len(part.rejected),
        )
        for part in parts
    )
    return (first, *others)


def read_numbered(data: bytes, name: str) -> list[CsvRecord]:
    """The rows of one file. Raises ListError when one has another width or no number."""
    found = [
        row for row in csv_rows.read_records(data.rstrip(b"\r\n " + END_OF_FILE), name) if row.cells
    ]
    if not found:
        csv_rows.refuse_empty(name)
    width = len(found[0].cells)
    csv_rows.refuse_problems(
        name, (csv_rows.reject_torn(row, width) for row in found if len(row.cells) != width)
    )
    odd = [row for row in found if not row.cells[0].strip().isdigit()]
    csv_rows.refuse_problems(
        name, (Rejected(line=row.line, reason="no party number") for row in odd)
    )
    return found


def find_primary(roles: Mapping[str, int]) -> str:
    """The name of the one primary file. Raises ListError when there is none, or two of a kind."""
    for role in ROLES:
        names = [name for name, one in roles.items() if one == role]
        if len(names) > 1:
            raise ListError(f"{' and '.join(names)} are two files of one kind", ADVICE)
    primary = [name for name, role in roles.items() if role == PRIMARY]
    if not primary:
        given = ", ".join(roles)
        raise ListError(f"{given}: the primary file (SDN.CSV or CONS_PRIM.CSV) is missing", ADVICE)
    return primary[0]


# --- Joining ----------------------------------------------------------------------------------


def make_part(name: str, found: list[CsvRecord], known: set[str]) -> OfacFile:
    """One file's rows, each under the number of its party; those of unknown parties rejected."""
    belonging: dict[str, list[list[str]]] = {}
    for row in found:
        if row.cells[0] in known:
            cells = [read_cell(cell) for cell in row.cells]
            belonging.setdefault(row.cells[0], []).append(cells)
    strays = (row for row in found if row.cells[0] not in known)
    return OfacFile(
        file=name,
        width=len(found[0].cells),
        rows=belonging,
        read=len(found),
        rejected=tuple(Rejected(line=row.line, reason=UNKNOWN, file=name) for row in strays),
    )


def make_entries(
    named: list[CsvRecord],
    parts: list[OfacFile],
    programmes: Mapping[str, Programme],
    *,
    consolidated: bool,
) -> Iterator[ListEntry]:
    """Every party as an entry. What is joined by a number goes to the first that bears it."""
    seen: set[str] = set()
    for row in named:
        party = make_party(row, [] if row.cells[0] in seen else parts)
        seen.add(row.cells[0])
        yield ofac_party.make_entry(party, programmes, consolidated=consolidated)


def make_party(row: CsvRecord, parts: list[OfacFile]) -> OfacParty:
    """One row of the primary file with what belongs to it, every cell freed of `-0- `."""
    number, name, kind, programmes, title, *vessel, remarks = (
        read_cell(cell) for cell in row.cells
    )
    found = {part.width: part.rows.get(number, []) for part in parts}
    return OfacParty(
        number=number,
        name=name,
        kind=kind,
        programmes=tuple(programmes.split("] [")) if programmes else (),
        title=title,
        vessel=tuple(vessel),
        remarks=remarks + "".join(f"{one[1]}" for one in found.get(COMMENTS, [])),
        aliases=tuple((one[2], one[3], one[4]) for one in found.get(ALIASES, [])),
        addresses=tuple(tuple(one[2:]) for one in found.get(ADDRESSES, [])),
        line=row.line,
    )


def read_cell(cell: str) -> str:
    """A cell with white space folded, empty where OFAC writes `-0- `."""
    folded = " ".join(cell.split())
    return "" if folded == NOTHING else folded


def write_warnings(
    lost: tuple[Rejected, ...], parts: list[OfacFile], named: list[CsvRecord], primary: str
) -> Iterator[str]:
    """What the list lacks: whole files, parties without a name, rows of unknown parties."""
    yield from find_missing_files(parts, named)
    rejected = [*lost, *(one for part in parts for one in part.rejected)]
    for one in rejected[:MOST_TOLD]:
        yield f"{one.file}, line {one.line}: {one.reason}"
    if len(rejected) > MOST_TOLD:
        yield f"{len(rejected) - MOST_TOLD} more rows were rejected"
    seen: set[str] = set()
    for row in named:
        if row.cells[0] in seen:
            yield f"{primary}, line {row.line}: {REPEATED}; aliases and addresses went to that one"
        seen.add(row.cells[0])


def find_missing_files(parts: list[OfacFile], named: list[CsvRecord]) -> Iterator[str]:
    """What was not given with the primary file; comments are missed where a text breaks off."""
    given = {part.width for part in parts}
    if ALIASES not in given:
        yield "the file of aliases (ALT.CSV) was not given: only weak aliases are in this list"
    if ADDRESSES not in given:
        yield "the file of addresses (ADD.CSV) was not given: this list holds none"
    cut = [row for row in named if len(row.cells[-1]) >= CUT_AT]
    if cut and COMMENTS not in given:
        what = write_count(len(cut), "remark breaks off", "remarks break off")
        yield f"the file of comments was not given: {what}"
