"""The EU list in its older schema."""

import pytest

from compliance.model import PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, real, refusal

read = reader("eu-older")


def older(*inside: str) -> bytes:
    body = "".join(
        f'<ENTITY Id="{number}" Type="E" legal_basis="34/2012 (OJ L15)" reg_date="2012-01-17"'
        f' pdf_link="http://example.org/oj" programme="TERR" remark="(Did this)">\n{one}</ENTITY>\n'
        for number, one in enumerate(inside, start=7)
    )
    return f'<?xml version="1.0"?>\n<WHOLE Date="11/02/2016">\n{body}</WHOLE>'.encode()


def name(text: str, language: str = "") -> str:
    return (
        f"<NAME><LASTNAME/><FIRSTNAME/><WHOLENAME>{text}</WHOLENAME>"
        f"<LANGUAGE>{language}</LANGUAGE></NAME>"
    )


def test_an_entity_is_an_entry_with_its_listing() -> None:
    more = (
        "<ADDRESS><NUMBER/><STREET>1 Road</STREET><ZIPCODE/><CITY>Mosul</CITY>"
        "<COUNTRY>IRQ</COUNTRY><OTHER>PHONE[1]</OTHER></ADDRESS><ADDRESS><CITY/></ADDRESS>"
        "<CITIZEN><COUNTRY>TUN</COUNTRY></CITIZEN>"
        "<BIRTH><DATE>1963 (approximative)</DATE><PLACE>Tunis</PLACE><COUNTRY>TUN</COUNTRY></BIRTH>"
    )
    parsed = read(older(name("Foo") + more))
    [entry] = parsed.entries
    [listing] = entry.listings
    assert (parsed.as_of, entry.id, entry.line) == ("2016-02-11", "eu-7", 3)
    assert (entry.kind, entry.countries) == (PartyKind.ORGANISATION, ("IQ", "TN"))
    assert [one.text for one in entry.addresses] == ["1 Road, Mosul, IRQ"]
    assert entry.remarks == (
        "Date of birth: 1963 (approximative)",
        "Place of birth: Tunis, TUN",
        "Citizenship: TUN",
        "Address note: PHONE[1]",
    )
    assert listing.programme.id == "eu-consolidated"
    assert listing.reason == "Listed under programme TERR. (Did this)"
    assert (listing.citation, listing.effective_date) == ("34/2012 (OJ L15)", "2012-01-17")


def test_names_in_the_languages_of_the_union() -> None:
    names = (
        name("Οργάνωση", "EL") + name("Foo") + name("Фоо", "BG") + name("Foo") + name("Fû", "FR")
    )
    assert kinds(read(older(names))) == [
        ("Foo", "primary"),
        ("Οργάνωση", "native name"),
        ("Фоо", "native name"),
        ("Fû", "alias"),
    ]


def test_a_name_in_parts() -> None:
    parts = "<NAME><FIRSTNAME>Ana</FIRSTNAME><MIDDLENAME/><LASTNAME>Bar</LASTNAME></NAME>"
    assert kinds(read(older(parts))) == [("Ana Bar", "primary")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AD001095 (passport-National passport) ((passport))", [("passport", "AD001095")]),
        ("63-6 Q70 (id-National identification card) ((id))", [("national id", "63-6 Q70")]),
        ("44323", [("document", "44323")]),
        ("UNKNOWN (other-Other identification number) (issued 1993)", []),
    ],
)
def test_documents(text: str, expected: list[tuple[str, str]]) -> None:
    [entry] = read(older(f"{name('Foo')}<PASSPORT><NUMBER>{text}</NUMBER></PASSPORT>")).entries
    assert [(one.kind, one.value) for one in entry.identifiers] == expected
    assert f"Identification: {text}" in entry.remarks


def test_an_entity_without_a_name_is_rejected_with_its_line() -> None:
    parsed = read(older(name("Foo"), name("")))
    assert [(one.line, one.reason) for one in parsed.rejected] == [(5, "the ENTITY holds no name")]
    assert adds_up(parsed)


def test_a_block_of_another_name_is_rejected_not_passed_over() -> None:
    parsed = read(older(name("Foo")).replace(b"</WHOLE>", b"<SHIP/></WHOLE>"))
    assert [one.reason for one in parsed.rejected] == ["SHIP is no block that is known"]
    assert adds_up(parsed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (older(name("Foo"))[:-9], "no well-formed XML"),
        (older(name("Foo")).replace(b"Date=", b"Day="), "no WHOLE element with its Date"),
        (older(), "the list holds no entry"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("eu-older", data)


def test_the_real_file() -> None:
    data = real("eu/eu_global_2016-02_old_schema.xml")
    parsed = read(data)
    [count] = parsed.counts
    assert knows(data) == ["eu-older"]
    assert (parsed.as_of, count.rows, count.entries) == ("2016-02-11", 595, 595)
    assert adds_up(parsed)
    assert all(one.listings[0].citation and one.line for one in parsed.entries)
