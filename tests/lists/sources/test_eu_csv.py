"""The EU's CSV 1.1: rows of one party joined, and the same entries as from the XML."""

import csv
import io
from collections.abc import Mapping

from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import EU_COLUMNS, HUSSEIN, SADDAM
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("eu-csv")


def table(*rows: Mapping[str, str], more: tuple[str, ...] = ()) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*EU_COLUMNS, *more), restval="", delimiter=";")
    writer.writeheader()
    writer.writerows({**SADDAM, **row} for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


ROWS = (
    {**HUSSEIN, "BirthDate_BirthDate": "1937-04-28", "BirthDate_City": "al-Awja"},
    {
        **HUSSEIN,
        "Identification_Number": "A1",
        "Identification_TypeCode": "passport",
        "Identification_TypeDescription": "National passport",
        "Identification_CountryDescription": "IRAQ",
        "Address_City": "Baghdad",
        "Address_CountryIso2Code": "IQ",
        "Address_CountryDescription": "IRAQ",
    },
    {
        "NameAlias_WholeName": "Abu Ali",
        "NameAlias_Remark": "low quality alias",
        "Citizenship_CountryIso2Code": "IQ",
        "Citizenship_CountryDescription": "IRAQ",
    },
)


def test_rows_of_one_party_are_one_entry() -> None:
    data = table(*ROWS)
    assert knows(data) == ["eu-csv"]
    parsed = read(data)
    [entry] = parsed.entries
    [count] = parsed.counts
    assert (count.rows, count.entries, count.joined) == (3, 1, 2)
    assert (parsed.id, parsed.as_of) == ("eu", "2026-08-05")
    assert (entry.id, entry.kind, entry.countries) == ("eu-13", PartyKind.PERSON, ("IQ",))
    assert kinds(parsed) == [("Saddam Hussein Al-Tikriti", "primary"), ("Abu Ali", "weak alias")]
    assert [one.text for one in entry.addresses] == ["Baghdad, IRAQ"]
    assert entry.identifiers == (Identifier(kind="passport", value="A1", country="IQ"),)
    [listing] = entry.listings
    assert listing.citation == "commission regulation 1210/2003 (OJ L169), published 2003-07-08"
    assert listing.effective_date == "2003-07-07"
    assert listing.reason == "Listed under programme IRQ. (UNSC RESOLUTION 1483)"
    assert listing.source == "http://eur-lex.europa.eu/1210"
    assert "Date of birth: 1937-04-28" in entry.remarks


def test_several_regulations_are_several_listings() -> None:
    other = {
        **HUSSEIN,
        "Entity_Regulation_NumberTitle": "9/2010",
        "Entity_Regulation_Programme": "",
    }
    assert len(read(table(HUSSEIN, other)).entries[0].listings) == 2


def test_an_enterprise_and_a_strength_are_told_where_the_file_has_them() -> None:
    row = {
        **HUSSEIN,
        "Entity_SubjectType": "E",
        "Entity_SubjectType_ClassificationCode": "enterprise",
        "NameAlias_Strong": "false",
    }
    parsed = read(table({**HUSSEIN, "NameAlias_WholeName": "B"}, row, more=("NameAlias_Strong",)))
    assert kinds(parsed)[1] == ("Saddam Hussein Al-Tikriti", "weak alias")
    assert read(table(row, more=("NameAlias_Strong",))).entries[0].kind is PartyKind.ORGANISATION


def test_a_column_that_is_new_is_told() -> None:
    parsed = read(table({**HUSSEIN, "Novelty": "x"}, more=("Novelty",)))
    assert "Novelty: x" in parsed.entries[0].remarks


def test_a_party_without_a_name_is_rejected() -> None:
    parsed = read(table(HUSSEIN, {"Entity_LogicalId": "14", "Address_City": "X"}))
    assert adds_up(parsed)
    assert [(one.line, one.reason) for one in parsed.rejected] == [
        (3, "no row of this party holds a name")
    ]


def test_a_torn_row_and_a_file_without_a_date_are_refused() -> None:
    assert "columns" in refusal("eu-csv", table(HUSSEIN) + b"05/08/2026;13\r\n")
    assert "fileGenerationDate" in refusal("eu-csv", table({**HUSSEIN, "fileGenerationDate": ""}))
