"""The simple table of OpenSanctions: several values in a cell, datasets as programmes."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model import PartyKind
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal, table

COLUMNS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
    "program_ids,dataset,first_seen,last_seen,last_change"
).split(",")
FOO = {
    "id": "NK-1",
    "schema": "Company",
    "name": "Foo Ltd",
    "dataset": "OFAC SDN;EU Sanctions",
    "first_seen": "2023-04-20T10:16:32",
    "last_seen": "2026-05-04T06:00:01",
}
read = reader("opensanctions")


def targets(*rows: Mapping[str, str]) -> bytes:
    return table(COLUMNS, rows, quote_all=True)


def test_a_row_is_an_entry_with_a_listing_for_each_dataset() -> None:
    row = {
        "aliases": 'Foo;"Foo; Bar Ltd";Фу',
        "countries": "ru;ae;suhh",
        "addresses": "1 Road, Baku",
        "identifiers": "IMO9826902;7702070139",
        "sanctions": "RUSSIA-EO14024 - Active - 2023-04-12",
        "program_ids": "US-RUSHAR",
        "emails": "a@example.org",
    }
    parsed = read(targets({**FOO, **row}))
    [entry] = parsed.entries
    assert (parsed.id, parsed.as_of) == ("opensanctions", "2026-05-04")
    assert (entry.id, entry.line, entry.kind) == ("NK-1", 2, PartyKind.ORGANISATION)
    assert kinds(parsed) == [
        ("Foo Ltd", "primary"),
        ("Foo", "alias"),
        ("Foo; Bar Ltd", "alias"),
        ("Фу", "native name"),
    ]
    assert entry.countries == ("RU", "AE")
    assert [(one.kind, one.value) for one in entry.identifiers] == [
        ("imo", "9826902"),
        ("", "7702070139"),
    ]
    assert [one.programme.name for one in entry.listings] == [
        "OFAC SDN (by OpenSanctions)",
        "EU Sanctions (by OpenSanctions)",
    ]
    assert [one.programme.id for one in entry.listings] == [
        "opensanctions-ofac-sdn",
        "opensanctions-eu-sanctions",
    ]
    assert entry.listings[0].programme.publisher == "OpenSanctions"
    assert entry.listings[0].reason == "RUSSIA-EO14024 - Active - 2023-04-12"
    assert entry.listings[0].citation == "US-RUSHAR"
    assert entry.listings[0].notes == ("First seen by OpenSanctions: 2023-04-20",)
    assert entry.remarks == ("Email: a@example.org",)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", PartyKind.PERSON),
        ("Vessel", PartyKind.VESSEL),
        ("Airplane", PartyKind.AIRCRAFT),
        ("PublicBody", PartyKind.ORGANISATION),
        ("LegalEntity", PartyKind.UNKNOWN),
        ("CryptoWallet", PartyKind.UNKNOWN),
    ],
)
def test_kinds_by_schema(schema: str, kind: PartyKind) -> None:
    [entry] = read(targets({**FOO, "schema": schema})).entries
    assert entry.kind is kind


def test_files_of_before_program_ids_are_read_too() -> None:
    columns = [column for column in COLUMNS if column != "program_ids"]
    data = table(columns, [FOO])
    assert knows(data) == ["opensanctions"]
    assert read(data).entries[0].listings[0].citation == ""


def test_a_row_without_a_name_is_rejected() -> None:
    parsed = read(targets(FOO, {**FOO, "name": ""}))
    assert [(one.line, one.reason) for one in parsed.rejected] == [(3, "no name")]
    assert adds_up(parsed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (targets(FOO) + b'"NK-2","Person"\n', "line 3: 2 of 16 columns"),
        (targets(FOO).replace(b"dataset", b"source"), "line 1 lacks the columns dataset"),
        (targets(), "the list holds no entry"),
        (targets(FOO) + b"\xff", "line 3 is not UTF-8 text"),
        (b"<html>\n<body>404</body>", "line 1 lacks the columns id"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(data: bytes, said: str) -> None:
    assert said in refusal("opensanctions", data)


@given(
    st.lists(
        st.fixed_dictionaries(
            {column: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
             for column in ("id", "schema", "name", "aliases", "identifiers", "dataset")}
        ),
        max_size=4,
    )
)  # fmt: skip
def test_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    parsed = read(targets(FOO, *rows))
    assert adds_up(parsed)
    assert all(one.listings and one.name.strip() for one in parsed.entries)
