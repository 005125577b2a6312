"""OFAC's delimited files: joined by the party's number, each row accounted for."""

import pytest

from compliance.errors import ListError
from compliance.lists.sources import ofac_csv
from compliance.lists.sources.base import ParsedList
from compliance.model import ListEntry, NameKind, PartyKind
from tests.lists.sources.real import reference

BLANK = "-0- "


def row(number: object, name: str, **more: str) -> str:
    """A row of the primary file; what is not named is empty."""
    cells = [more.get("kind", BLANK), more.get("programme", "SDGT"), more.get("title", BLANK)]
    cells += [more.get("call", BLANK), more.get("type", BLANK), BLANK, BLANK]
    cells += [more.get("flag", BLANK), BLANK, more.get("remarks", BLANK)]
    quoted = [cell if cell == BLANK else f'"{cell}"' for cell in [name, *cells]]
    return ",".join([str(number), *quoted])


def lines(*rows: str, end: str = "\r\n", last: bytes = b"\x1a\r\n") -> bytes:
    return (end.join(rows) + end).encode() + last


def read(**files: bytes) -> ParsedList:
    named = {f"{name.upper()}.CSV": data for name, data in sorted(files.items())}
    assert ofac_csv.recognises(named)
    return ofac_csv.parse(named, reference())


def only(primary: str, **files: bytes) -> ListEntry:
    [entry] = read(sdn=lines(primary), **files).entries
    return entry


ALT = lines('7,1,"aka","ACME TRADING",-0- ', '7,2,"fka","OLD ACME",-0- ', '7,3,"aka","AC","weak"')
ADD = lines(
    '7,1,"1 Road","Havana","Cuba",-0- ', "7,2,-0- ,-0- ,-0- ,-0- ", '7,3,-0- ,-0- ,"Iran","branch"'
)


def test_aliases_and_addresses_are_joined_by_the_number() -> None:
    parsed = read(sdn=lines(row(7, "ACME", programme="SDGT] [IRAN")), alt=ALT, add=ADD)
    [entry] = parsed.entries
    assert (entry.id, entry.line, parsed.warnings) == ("ofac-7", 1, ())
    assert [(name.text, name.kind) for name in entry.names] == [
        ("ACME", NameKind.PRIMARY),
        ("ACME TRADING", NameKind.ALIAS),
        ("OLD ACME", NameKind.FORMER),
        ("AC", NameKind.WEAK_ALIAS),
    ]
    assert [(one.text, one.country) for one in entry.addresses] == [
        ("1 Road, Havana, Cuba", "CU"),
        ("Iran", "IR"),
    ]
    assert entry.remarks == ("Address remark: branch",)
    [listing] = entry.listings
    assert listing.programme.id == "us-ofac-sdn"
    assert listing.reason.startswith("Listed under SDGT, IRAN. ")
    assert {
        one.file: (one.rows, one.entries, one.joined, one.rejected) for one in parsed.counts
    } == {
        "SDN.CSV": (1, 1, 0, 0),
        "ALT.CSV": (3, 0, 3, 0),
        "ADD.CSV": (3, 0, 3, 0),
    }


def test_a_vessel_has_its_number_and_its_columns() -> None:
    remarks = "Vessel Registration Identification IMO 7406784; Linked To: FOO LINE."
    entry = only(row(7, "EBANO", kind="vessel", type="Tug", flag="Panama", remarks=remarks))
    assert entry.kind is PartyKind.VESSEL
    assert [(one.kind, one.value) for one in entry.identifiers] == [("imo", "7406784")]
    assert entry.remarks == ("Vessel type: Tug", "Flag: Panama", "Linked To: FOO LINE")


def test_a_person_has_birth_and_papers() -> None:
    remarks = "DOB 1951; POB Umm Tuba; Passport A1 (Iran); a.k.a. 'ZAHAR, Mahmoud'."
    entry = only(row(7, "ABU TEIR, Mohammed", kind="individual", title="Minister", remarks=remarks))
    assert entry.kind is PartyKind.PERSON
    assert entry.names[1].kind is NameKind.WEAK_ALIAS
    assert entry.remarks == ("Title: Minister", "DOB 1951", "POB Umm Tuba", "Passport A1 (Iran)")


def test_comments_go_on_where_the_remarks_break_off() -> None:
    comments = lines("7,\"tion Number 55 (Iran); a.k.a. 'AC'.\"")
    entry = only(row(7, "ACME", remarks="Website a.example; Registra"), comments=comments)
    assert [(one.kind, one.value) for one in entry.identifiers] == [("registration number", "55")]
    assert entry.names[1].text == "AC"


def test_a_row_of_an_unknown_party_is_rejected_with_a_warning() -> None:
    alt = lines('7,1,"aka","A",-0- ', '8,2,"aka","B",-0- ')
    parsed = read(sdn=lines(row(7, "ACME")), alt=alt, add=ADD)
    [rejected] = parsed.rejected
    assert (rejected.file, rejected.line) == ("ALT.CSV", 2)
    assert parsed.warnings == (f"ALT.CSV, line 2: {ofac_csv.UNKNOWN}",)
    assert [(one.joined, one.rejected) for one in parsed.counts if one.file == "ALT.CSV"] == [
        (1, 1)
    ]


def test_a_party_without_a_name_is_rejected_and_so_is_what_belongs_to_it() -> None:
    parsed = read(sdn=lines(row(7, BLANK), row(8, "FOO")), alt=ALT, add=ADD)
    assert [entry.name for entry in parsed.entries] == ["FOO"]
    assert (parsed.rejected[0].reason, len(parsed.rejected)) == ("no name", 7)
    assert parsed.warnings[-1] == "2 more rows were rejected"


def test_a_number_used_twice_makes_two_entries_and_a_warning() -> None:
    parsed = read(sdn=lines(row(7, "ACME"), row(7, "BOLT")), alt=ALT, add=ADD)
    assert [(entry.id, len(entry.names)) for entry in parsed.entries] == [
        ("ofac-7", 4),
        ("ofac-7-2", 1),
    ]
    assert "SDN.CSV, line 2: its number is used by an earlier row" in parsed.warnings[0]


def test_the_primary_file_alone_says_what_is_missing() -> None:
    parsed = read(sdn=lines(row(7, "ACME", remarks="x" * 1000)))
    assert [entry.name for entry in parsed.entries] == ["ACME"]
    assert len(parsed.warnings) == 3
    assert parsed.warnings[2] == "the file of comments was not given: 1 remark breaks off"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [b"\x1a", b"\x1a\r\n", b""])
def test_line_ends_and_the_last_byte_do_not_matter(end: str, last: bytes) -> None:
    data = lines(row(7, "ACME"), row(8, "BOLT"), end=end, last=last)
    assert [one.id for one in read(sdn=data).entries] == ["ofac-7", "ofac-8"]


def cons(*parties: str) -> list[list[str]]:
    parsed = read(cons_prim=lines(*parties))
    assert parsed.id == "ofac-cons"
    return [[listing.programme.id for listing in entry.listings] for entry in parsed.entries]


MENU = (
    "Executive Order 14024 Directive Information Subject to Directive 3 - All dealings are "
    "prohibited."
)


def test_the_consolidated_files_say_by_their_tags_which_list_it_is() -> None:
    assert cons(
        row(1, "A", programme="NS-PLC"),
        row(2, "B", programme="CMIC-EO13959"),
        row(3, "C", programme="UKRAINE-EO13662] [RUSSIA-EO14024"),
        row(4, "D", programme="561-Related"),
        row(5, "E", programme="FSE-IR"),
        row(6, "F", programme="RUSSIA-EO14024", remarks=MENU),
        row(7, "G", programme="UKRAINE-EO13662] [RUSSIA-EO14024", remarks=MENU),
        row(
            8,
            "H",
            programme="UKRAINE-EO13662",
            remarks="Executive Order 13662 Directive Determination - Subject to Directive 4.",
        ),
        row(9, "I", programme="BURMA-EO14014"),
    ) == [
        ["us-ofac-plc"],
        ["us-ofac-ns-cmic"],
        ["us-ofac-ssi"],
        ["us-ofac-cap"],
        ["us-ofac-fse"],
        ["us-ofac-ns-mbs"],
        ["us-ofac-ssi", "us-ofac-ns-mbs"],
        ["us-ofac-ssi"],
        ["us-ofac-ns-mbs"],
    ]


def test_a_directive_is_the_requirement_and_its_dates_are_those_of_the_listing() -> None:
    remarks = f"{MENU[:-1]}; Effective Date (EO 14024 Directive 3): 26 Mar 2022."
    party = row(7, "BANK", programme="UKRAINE-EO13662", remarks=remarks)
    parsed = read(cons_prim=lines(row(1, "A", programme="NS-PLC"), party))
    ssi, menu = parsed.entries[1].listings
    assert "Subject to Directive 3" in menu.requirement
    assert (ssi.effective_date, menu.effective_date) == ("", "2022-03-26")


def test_an_sdn_is_blocked_and_under_no_directive() -> None:
    """64 SDNs of May 2024 bear a directive of the SSI list in their remarks: E.O. 13662."""
    remarks = "Executive Order 13662 Directive Determination - Subject to Directive 1."
    parsed = read(sdn=lines(row(7, "BANK", programme="UKRAINE-EO13662", remarks=remarks)))
    [listing] = parsed.entries[0].listings
    assert (listing.programme.id, listing.requirement) == ("us-ofac-sdn", "")
    assert listing.tags == ("UKRAINE-EO13662",)
    assert remarks[:-1] in parsed.entries[0].remarks


def test_each_of_two_lists_has_its_own_directives() -> None:
    both = f"Executive Order 13662 Directive Determination - Subject to Directive 2; {MENU}"
    party = row(7, "BANK", programme="UKRAINE-EO13662", remarks=both)
    parsed = read(cons_prim=lines(row(1, "A", programme="NS-PLC"), party))
    ssi, menu = parsed.entries[1].listings
    assert ("13662" in ssi.requirement, "14024" in ssi.requirement) == (True, False)
    assert ("13662" in menu.requirement, "14024" in menu.requirement) == (False, True)


def test_a_few_parties_on_both_make_no_consolidated_list() -> None:
    parties = [row(n, f"P{n}") for n in range(40)]
    parsed = read(sdn=lines(*parties, row(99, "X", programme="SDGT] [NS-PLC")))
    assert parsed.id == "ofac-sdn"
    assert {one.programme.id for entry in parsed.entries for one in entry.listings} == {
        "us-ofac-sdn"
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"alt": ALT}, r"ALT\.CSV: the primary file .* is missing"),
        ({"sdn": lines(row(7, "A")), "old": lines(row(7, "A"))}, "two files of one kind"),
        ({"sdn": lines(row(7, "A"), "8,short")}, "line 2: 2 of 12 columns"),
        ({"sdn": lines(row(7, "A"), row("x", "B"))}, "line 2: no party number"),
        ({"sdn": lines(row(7, "A")), "alt": ALT[:-12] + b"\r\n8,1\r\n"}, r"ALT\.CSV: "),
        ({"sdn": lines(row(7, "A", remarks="cut off"))[:-7]}, "line 1 is no CSV"),
        ({"sdn": lines(row(7, "A\xff")).decode().encode("latin-1")}, "line 1 is not UTF-8"),
        ({"sdn": lines(row(7, BLANK))}, "holds no entry"),
    ],
)
def test_a_broken_set_of_files_is_refused(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(**files)


def test_other_files_are_not_taken_for_it() -> None:
    assert not ofac_csv.recognises({})
    assert not ofac_csv.recognises({"a.csv": b"name,country\nx,y\n"})
    assert not ofac_csv.recognises({"a.csv": lines(row(7, "A")), "b.csv": b"1,2,3\n"})
