"""OFAC's lists in their delimited form: a primary file, and what other files add to its parties.

SDN.CSV (or CONS_PRIM.CSV) has twelve columns and no header; ALT has five, ADD six, SDN_COMMENTS
two, and each row of them names its party by the number in the first column (OFAC, "SDN data
specification"). `-0- ` stands for nothing, programmes are joined by `] [`, and the last line is the
byte 0x1A. Remarks too long for the primary file go on in the comments, in the middle of a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compliance.errors import ListError
from compliance.model import FileCount, ListEntry, Programme, Rejected
from compliance.sources import ofac_party, rows
from compliance.sources.base import Files, ParsedList, Reference
from compliance.sources.ofac_party import Party
from compliance.sources.official import distinct
from compliance.sources.rows import Record

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Rows of the other files by the number of their party, and what came of each file."""

    rows: Mapping[int, Mapping[str, list[list[str]]]]
    """Number of columns -> number of the party -> its rows."""
    counts: tuple[FileCount, ...]
    rejected: tuple[Rejected, ...]


@dataclass(slots=True)
class Bucket:
    """Rows that are being joined. Filled in one place, then frozen in `Joined`."""

    rows: dict[int, dict[str, list[list[str]]]] = field(
        default_factory=lambda: {role: {} for role in ROLES}
    )
    counts: list[FileCount] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


# --- The files --------------------------------------------------------------------------------


def recognises(files: Files) -> bool:
    """Whether every file begins with a number and has as many columns as one of OFAC's."""
    firsts = [rows.first_row(data) for data in files.values()]
    return bool(firsts) and all(
        len(first) in ROLES and first[0].strip().isdigit() for first in firsts
    )


def parse(files: Files, reference: Reference) -> ParsedList:
    """The parties of the primary file with what the others add to them.

    A row of another file whose party is unknown is rejected with a warning. Raises ListError when
    there is no primary file or more than one, two of another kind, a file is not UTF-8, a row has
    another number of columns or no number, or there is no party.
    """
    read = {name: (role_of(data), numbered(data, name)) for name, data in files.items()}
    primary = only_primary({name: role for name, (role, _) in read.items()})
    main = read[primary][1]
    nameless = [row for row in main if not text(row.cells[1])]
    lost = tuple(Rejected(line=row.line, reason=NAMELESS, file=primary) for row in nameless)
    parties = [row for row in main if text(row.cells[1])]
    joined = join(read, {row.cells[0] for row in parties}, primary)
    consolidated = ofac_party.is_consolidated(text(row.cells[3]) for row in parties)
    entries = tuple(built(parties, joined, reference.programmes, consolidated=consolidated))
    counts = FileCount(
        file=primary, rows=len(main), entries=len(entries), joined=0, rejected=len(lost)
    )
    return ParsedList(
        **ofac_party.title(consolidated=consolidated),
        as_of="",
        entries=entries or rows.empty(primary),
        rejected=(*lost, *joined.rejected),
        warnings=tuple(warnings(lost, joined, parties, primary)),
        counts=(counts, *joined.counts),
    )


def role_of(data: bytes) -> int:
    """The number of columns, which says what the file is."""
    return len(rows.first_row(data))


def numbered(data: bytes, name: str) -> list[Record]:
    """The rows of one file. Raises ListError when one has another width or no number."""
    found = [row for row in rows.records(data.rstrip(b"\r\n " + END_OF_FILE), name) if row.cells]
    width = len(found[0].cells)
    rows.refuse(name, (rows.torn(row, width) for row in found if len(row.cells) != width))
    odd = [row for row in found if not row.cells[0].strip().isdigit()]
    rows.refuse(name, (Rejected(line=row.line, reason="no party number") for row in odd))
    return found


def only_primary(roles: Mapping[str, int]) -> str:
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


def join(read: Mapping[str, tuple[int, list[Record]]], known: set[str], primary: str) -> Joined:
    """The rows of the other files, each under the number of its party."""
    bucket = Bucket()
    for name, (role, found) in read.items():
        if name != primary:
            join_file(name, role, found, known, bucket)
    return Joined(rows=bucket.rows, counts=tuple(bucket.counts), rejected=tuple(bucket.rejected))


def join_file(name: str, role: int, found: list[Record], known: set[str], bucket: Bucket) -> None:
    """Put the rows of one file into the bucket; those of unknown parties are rejected."""
    strays = [row for row in found if row.cells[0] not in known]
    for row in found:
        if row.cells[0] in known:
            bucket.rows[role].setdefault(row.cells[0], []).append([text(c) for c in row.cells])
    bucket.rejected += [Rejected(line=row.line, reason=UNKNOWN, file=name) for row in strays]
    bucket.counts.append(
        FileCount(
            file=name,
            rows=len(found),
            entries=0,
            joined=len(found) - len(strays),
            rejected=len(strays),
        )
    )


def built(
    parties: list[Record],
    joined: Joined,
    programmes: Mapping[str, Programme],
    *,
    consolidated: bool,
) -> Iterator[ListEntry]:
    """Every party as an entry. What is joined by a number goes to the first that bears it."""
    seen: set[str] = set()
    entries = []
    for row in parties:
        first = row.cells[0] not in seen
        seen.add(row.cells[0])
        party = party_of(row, joined if first else Joined(rows={}, counts=(), rejected=()))
        entries.append(ofac_party.entry(party, programmes, consolidated=consolidated))
    return distinct(entries)


def party_of(row: Record, joined: Joined) -> Party:
    """One row of the primary file with what belongs to it, every cell freed of `-0- `."""
    number, name, kind, programmes, title, *vessel, remarks = (text(cell) for cell in row.cells)
    found = {role: of_party.get(number, []) for role, of_party in joined.rows.items()}
    return Party(
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


def text(cell: str) -> str:
    """A cell with white space folded, empty where OFAC writes `-0- `."""
    folded = " ".join(cell.split())
    return "" if folded == NOTHING else folded


def warnings(
    lost: tuple[Rejected, ...], joined: Joined, parties: list[Record], primary: str
) -> Iterator[str]:
    """What the list lacks: whole files, parties without a name, rows of unknown parties."""
    yield from missing_files(joined, parties)
    rejected = (*lost, *joined.rejected)
    for one in rejected[:MOST_TOLD]:
        yield f"{one.file}, line {one.line}: {one.reason}"
    if len(rejected) > MOST_TOLD:
        yield f"{len(rejected) - MOST_TOLD} more rows were rejected"
    seen: set[str] = set()
    for row in parties:
        if row.cells[0] in seen:
            yield f"{primary}, line {row.line}: {REPEATED}; aliases and addresses went to that one"
        seen.add(row.cells[0])


def missing_files(joined: Joined, parties: list[Record]) -> Iterator[str]:
    """What was not given with the primary file; comments are missed where a text breaks off."""
    if not joined.rows[ALIASES]:
        yield "the file of aliases (ALT.CSV) was not given: only weak aliases are in this list"
    if not joined.rows[ADDRESSES]:
        yield "the file of addresses (ADD.CSV) was not given: this list holds none"
    cut = [row for row in parties if len(row.cells[-1]) >= CUT_AT]
    if cut and not joined.rows[COMMENTS]:
        yield f"the file of comments was not given: {len(cut)} remarks break off"
