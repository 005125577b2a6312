"""The UN consolidated list: names taken apart, empty elements left out, every block counted."""

import pytest

from compliance.model import PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, real, refusal

PERSON = """
      <DATAID>1</DATAID>
      <FIRST_NAME>ANA </FIRST_NAME><SECOND_NAME>BAR</SECOND_NAME><FOURTH_NAME>CID</FOURTH_NAME>
      <UN_LIST_TYPE>Iran</UN_LIST_TYPE>
      <REFERENCE_NUMBER>IRi.001</REFERENCE_NUMBER>
      <LISTED_ON>2007-03-24</LISTED_ON>
      <COMMENTS1>Did
         this.</COMMENTS1>
      <NATIONALITY><VALUE>Iraq</VALUE></NATIONALITY>
      <LAST_DAY_UPDATED><VALUE>2014-12-17</VALUE><VALUE>2009-01-01</VALUE></LAST_DAY_UPDATED>
"""
EMPTY = """
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT/>
"""
read = reader("un")


def un(*persons: str, entities: str = "") -> bytes:
    blocks = "".join(f"<INDIVIDUAL>{one}</INDIVIDUAL>\n" for one in persons)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">\n'
        f"<INDIVIDUALS>\n{blocks}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


def alias(name: str, quality: str = "Good", note: str = "") -> str:
    noted = f"<NOTE>{note}</NOTE>" if note else ""
    return (
        f"<INDIVIDUAL_ALIAS><QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>{noted}"
        "</INDIVIDUAL_ALIAS>"
    )


def paper(number: str, kind: str = "Passport") -> str:
    return (
        f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>{kind}</TYPE_OF_DOCUMENT>"
        f"<NUMBER>{number}</NUMBER></INDIVIDUAL_DOCUMENT>"
    )


def test_a_block_is_an_entry_with_its_listing() -> None:
    parsed = read(un(PERSON + EMPTY))
    [entry] = parsed.entries
    [listing] = entry.listings
    assert (parsed.id, parsed.as_of) == ("un", "2026-02-27")
    assert (entry.id, entry.line, entry.kind) == ("IRi.001", 4, PartyKind.PERSON)
    assert kinds(parsed) == [("ANA BAR CID", "primary")]
    assert (entry.countries, entry.addresses, entry.identifiers) == (("IQ",), (), ())
    assert listing.programme.id == "un-sc"
    assert (listing.reason, listing.citation) == ("Did this.", "UN Iran list, IRi.001")
    assert (listing.effective_date, listing.status) == (
        "2007-03-24",
        "listed in the publisher's file",
    )
    assert listing.notes == ("Last updated in the publisher's file: 2014-12-17",)
    assert entry.remarks == ("Nationality: Iraq",)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (alias("Foo"), [("Foo", "alias")]),
        (alias("Foo", "Low"), [("Foo", "weak alias")]),
        (alias("Foo", "a.k.a."), [("Foo", "alias")]),
        (alias("Foo", "f.k.a."), [("Foo", "former name")]),
        (alias("Foo", "Good", "previously listed as"), [("Foo", "former name")]),
        (alias("Foo (formerly listed as)"), [("Foo (formerly listed as)", "former name")]),
        (alias("Foo; Bar b) Baz", "Low"), [(one, "weak alias") for one in ("Foo", "Bar", "Baz")]),
        (alias("فو (Fu; Foo)"), [("فو", "native name"), ("Fu", "alias"), ("Foo", "alias")]),
        (alias("Fu (original script: Фу)"), [("Fu", "alias"), ("Фу", "native name")]),
        (alias("Fu", note="original script: Фу"), [("Fu", "alias"), ("Фу", "native name")]),
        (alias("فو", note="Fu; Foo"), [("فو", "native name"), ("Fu", "alias"), ("Foo", "alias")]),
        (alias("Foo (FF)"), [("Foo (FF)", "alias")]),
        (alias("Foo, born 1 Jan. 1953 (passport no. 1)"), [("Foo", "alias")]),
        (alias("Foo", note="born in 1976"), [("Foo", "alias")]),
        ("<NAME_ORIGINAL_SCRIPT>فو\n  بار</NAME_ORIGINAL_SCRIPT>", [("فو بار", "native name")]),
    ],
)
def test_aliases(element: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(read(un(PERSON + element)))[1:] == expected


def test_what_stands_inside_an_alias_beside_the_name_is_a_remark() -> None:
    [entry] = read(un(PERSON + alias("Foo, born 1 Jan. 1953"))).entries
    assert "Alias note: Foo, born 1 Jan. 1953" in entry.remarks


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        ("D 0001203", "Passport", [("passport", "D 0001203")]),
        ("Libya B014995", "Número de pasaporte", [("passport", "B014995")]),
        ("CAR diplomatic passport no. D00000898", "Passport", [("passport", "D00000898")]),
        ("73-1", "National Identification Number", [("national id", "73-1")]),
        ("unknown", "Passport", []),
        ("", "Passport", []),
    ],
)
def test_documents(number: str, kind: str, expected: list[tuple[str, str]]) -> None:
    [entry] = read(un(PERSON + paper(number, kind))).entries
    assert [(one.kind, one.value) for one in entry.identifiers] == expected
    assert any(text.startswith("Document: ") for text in entry.remarks)


def test_births_and_addresses() -> None:
    more = (
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR>"
        "</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>"
        "<FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1973</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
        "<INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Mosul</CITY><COUNTRY>Iraq</COUNTRY>"
        "<NOTE>previous address</NOTE></INDIVIDUAL_ADDRESS>"
    )
    [entry] = read(un(PERSON + more)).entries
    assert [(one.text, one.country) for one in entry.addresses] == [("1 Road, Mosul, Iraq", "IQ")]
    assert entry.remarks == (
        "Date of birth: about 1958",
        "Date of birth: 1968 to 1973",
        "Nationality: Iraq",
        "Address note: 1 Road, Mosul, Iraq (previous address)",
    )


def test_an_entity_with_two_names_in_one() -> None:
    entity = (
        "<ENTITY><FIRST_NAME>COMPAGNIE FOO (CF) ; FOO COMPANY</FIRST_NAME>"
        "<REFERENCE_NUMBER>CDe.003</REFERENCE_NUMBER></ENTITY>"
    )
    parsed = read(un(entities=entity))
    assert parsed.entries[0].kind is PartyKind.ORGANISATION
    assert kinds(parsed) == [("COMPAGNIE FOO (CF)", "primary"), ("FOO COMPANY", "alias")]
    assert "narrative summary" in parsed.entries[0].listings[0].reason


def test_a_block_without_a_name_is_rejected_with_its_line() -> None:
    parsed = read(un(PERSON, "<DATAID>2</DATAID>"))
    [rejected] = parsed.rejected
    assert (rejected.line, rejected.reason) == (15, "the block holds no name")
    assert adds_up(parsed)


def test_a_block_of_another_name_is_rejected_not_passed_over() -> None:
    ship = "<SHIP><FIRST_NAME>FOO</FIRST_NAME></SHIP>"
    end = b"</CONSOLIDATED_LIST>"
    data = un(PERSON).replace(end, f"<SHIPS>{ship}</SHIPS>".encode() + end)
    parsed = read(data)
    assert [one.reason for one in parsed.rejected] == ["SHIP is no block that is known"]
    assert adds_up(parsed)


def test_a_block_without_a_reference_has_its_data_id() -> None:
    [entry] = read(un(PERSON.replace("IRi.001", ""))).entries
    assert entry.id == "un-1"


def test_a_reference_that_is_used_twice_names_two_entries() -> None:
    assert [one.id for one in read(un(PERSON, PERSON)).entries] == ["IRi.001", "IRi.001-2"]


def test_it_is_recognised() -> None:
    assert knows(un(PERSON)) == ["un"]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (un(PERSON)[:-30], "no well-formed XML"),
        (un(PERSON).replace(b"<CONSOLIDATED", BOMB + b"<CONSOLIDATED", 1), "document type"),
        (un(PERSON).replace(b' dateGenerated="2026-02-27T00:00:09.554Z"', b""), "with its date"),
        (un(), "the list holds no entry"),
        (b"<html><body>Service unavailable</body></html>", "line 1 has no CONSOLIDATED_LIST"),
        (b"", "no well-formed XML"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("un", data)
    assert refusal("un", data).startswith("list.file: ")


@pytest.mark.parametrize(
    ("name", "date", "entries"),
    [
        ("consolidated_2025-11-18.xml", "2025-11-18", 1000),
        ("consolidated_2026-02-27.xml", "2026-02-27", 1003),
    ],
)
def test_the_real_files(name: str, date: str, entries: int) -> None:
    parsed = read(real(f"un/{name}"))
    [count] = parsed.counts
    assert (parsed.as_of, count.rows, count.entries) == (date, entries, entries)
    assert adds_up(parsed)
    assert all(one.listings[0].effective_date and one.line for one in parsed.entries)
    assert len({one.id for one in parsed.entries}) == entries


def test_ids_stay_between_two_real_versions() -> None:
    old = {one.id: one.name for one in read(real("un/consolidated_2025-11-18.xml")).entries}
    new = {one.id: one.name for one in read(real("un/consolidated_2026-02-27.xml")).entries}
    assert len(old.keys() & new.keys()) > 990
    assert all(old[key] == new[key] for key in old.keys() & new.keys())
