"""A private list out of a workbook: every row accounted for, and the text reads back the same."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from compliance.errors import InputError, ListError, ScreenError, UsageError
from compliance.lists import catalog
from compliance.lists.curated import curated_list
from compliance.lists.private.model import ImportOptions, PrivateList, PrivateParty
from compliance.lists.private.private_list import import_private_list
from compliance.lists.private.toml_text import quote, write_toml
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Name,
    NameKind,
    PartyKind,
)

WISH = ImportOptions(id="letters", publisher="Example GmbH", as_of="2026-06-01")
HEADER = ["Name", "Alias", "Former name", "Country", "Address", "ID", "Reason", "Legal basis"]
HEADER += ["Valid from", "Type", "Remarks"]
FOO = ["Foo Ltd", "Foo; 富", "Old Foo", "China", "1 Road", "C-1", "Diversion", "Letter 7"]
FOO += ["2026-05-04", "Company", "Ask first."]


def csv_file(folder: Path, *rows: list[str]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path = folder / "denied.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def workbook(folder: Path, **sheets: list[list[str | None]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "denied.xlsx"
    book.save(path)
    return path


def entries_of(found: PrivateList) -> tuple[ListEntry, ...]:
    """The entries that the curated reader finds in the text."""
    parsed = curated_list.parse_list({"letters.toml": found.text}, {}, {})
    assert not parsed.rejected
    return parsed.entries


def same(party: PrivateParty, entry: ListEntry) -> None:
    """Everything that was understood is what is read back."""
    [listing] = entry.listings
    assert entry.id == party.id
    assert [(one.text, one.kind) for one in entry.names] == [
        (one.text, one.kind) for one in party.names
    ]
    assert (entry.kind, entry.countries) == (party.kind, party.countries)
    assert [(one.text, one.country) for one in entry.addresses] == [
        (one.text, one.country) for one in party.addresses
    ]
    assert (entry.identifiers, entry.remarks) == (party.identifiers, party.remarks)
    assert listing.reason == (party.reason or "The file gives no reason.")
    assert (listing.citation, listing.effective_date) == (party.citation, party.valid_from)
    assert listing.notes[-len(party.notes) :] == party.notes or not party.notes


def adds_up(found: PrivateList) -> bool:
    return all(c.rows == c.entries + c.joined + c.rejected for c in found.counts) and (
        sum(c.entries for c in found.counts),
        sum(c.rejected for c in found.counts),
    ) == (len(found.parties), len(found.rejected))


def test_a_row_becomes_a_party_with_its_listing(tmp_path: Path) -> None:
    found = import_private_list(csv_file(tmp_path, HEADER, FOO), WISH)
    [entry] = entries_of(found)
    [listing] = entry.listings
    assert entry.id == "c-1"
    assert [(one.text, one.kind.value) for one in entry.names] == [
        ("Foo Ltd", "primary"),
        ("Foo", "alias"),
        ("富", "native name"),
        ("Old Foo", "former name"),
    ]
    assert (entry.kind, entry.countries) == (PartyKind.ORGANISATION, ("CN",))
    assert [(one.text, one.country) for one in entry.addresses] == [("1 Road", "CN")]
    assert listing.programme.id == "private-letters"
    assert listing.programme.publisher == "Example GmbH"
    assert (listing.reason, listing.citation) == ("Diversion", "Letter 7")
    assert listing.effective_date == "2026-05-04"
    assert entry.remarks == ("Key in the file: C-1", "Ask first.")
    assert "denied.csv" in listing.source


def test_the_text_is_a_list_to_screen_against(tmp_path: Path) -> None:
    path = tmp_path / "letters.toml"
    path.write_text(
        import_private_list(csv_file(tmp_path, HEADER, FOO), WISH).text, encoding="utf-8"
    )
    [info] = catalog.load([str(path)]).lists
    assert (info.id, info.entries, info.as_of) == ("letters", 1, "2026-06-01")


def test_several_sheets_titles_blank_rows_and_rows_without_a_name(tmp_path: Path) -> None:
    found = import_private_list(
        workbook(
            tmp_path,
            Denied=[
                ["Parties we do not ship to", None, None],
                [None, None, None],
                ["Company name", "Country", "Reason"],
                ["Foo Ltd", "Iran", "Letter"],
                [None, None, None],
                [None, "Iraq", "Letter"],
                ["Bar Ltd", "Iraq", "Letter"],
            ],
            More=[["Name", "Country"], ["Baz", "Iran"], ["Foo Ltd", "Iran"]],
            Readme=[["Keep this file up to date"], ["Ask the legal department"]],
        ),
        WISH,
    )
    assert [one.names[0].text for one in found.parties] == ["Foo Ltd", "Bar Ltd", "Baz"]
    assert [(one.file, one.line) for one in found.rejected] == [
        ("Denied", 6),
        ("Readme", 1),
        ("Readme", 2),
    ]
    assert found.rejected[0].reason == "no name in column 'Company name'"
    assert found.rejected[1].reason == (
        "the sheet has no header, unlike others; name it to have it read"
    )
    assert [(c.file, c.rows, c.entries, c.joined, c.rejected) for c in found.counts] == [
        ("Denied", 3, 2, 0, 1),
        ("More", 2, 1, 1, 0),
        ("Readme", 2, 0, 0, 2),
    ]
    assert adds_up(found)


def test_a_plain_list_of_names_needs_no_header(tmp_path: Path) -> None:
    found = import_private_list(csv_file(tmp_path, ["Foo Trading Ltd"], ["Bar Shipping Co"]), WISH)
    assert [one.names[0].text for one in found.parties] == ["Foo Trading Ltd", "Bar Shipping Co"]


def test_a_hidden_sheet_is_read_when_it_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, Denied=[["Name"], ["Foo Ltd"]], Old=[["Name"], ["Bar Ltd"]])
    book = load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    found = import_private_list(path, WISH)
    assert "hidden" in found.rejected[0].reason
    assert adds_up(found)
    [party] = import_private_list(path, ImportOptions(id="letters", sheets=("Old",))).parties
    assert party.names[0].text == "Bar Ltd"


def test_a_sheet_without_a_party_column_is_rejected_row_by_row(tmp_path: Path) -> None:
    numbers: list[list[str | None]] = [["Amount", "Date"], ["12", "2026-01-01"]]
    path = workbook(tmp_path, Denied=[["Name"], ["Foo Ltd"]], Sums=numbers)
    found = import_private_list(path, WISH)
    assert [(one.file, one.line) for one in found.rejected] == [("Sums", 1), ("Sums", 2)]
    assert "no party column was found" in found.rejected[0].reason
    assert adds_up(found)


def test_duplicate_rows_are_one_party_with_all_that_they_say(tmp_path: Path) -> None:
    again = ["Foo, Ltd.", "", "", "China", "2 Road", "C-1", "Diversion", "Letter 9", "2025-01-01"]
    found = import_private_list(csv_file(tmp_path, HEADER, FOO, [*again, "", ""], FOO), WISH)
    [party] = found.parties
    assert [one.text for one in party.addresses] == ["1 Road", "2 Road"]
    assert "Foo, Ltd." in [one.text for one in party.names]
    assert (party.citation, party.valid_from) == ("Letter 7; Letter 9", "2025-01-01")
    assert (found.counts[0].entries, found.counts[0].joined) == (1, 2)


def test_a_key_that_several_names_share_joins_nobody(tmp_path: Path) -> None:
    rows = [["Name", "Reference", "Country"], ["Foo", "IL-7", "Iran"], ["Bar", "IL-7", "Iran"]]
    found = import_private_list(csv_file(tmp_path, *rows), WISH)
    assert [one.id for one in found.parties] == ["foo-ir", "bar-ir"]


def test_namesakes_in_two_countries_are_two_parties(tmp_path: Path) -> None:
    rows = [["Name", "Country"], ["Foo", "Iran"], ["Foo", "Iraq"], ["Foo", "Iran"]]
    found = import_private_list(csv_file(tmp_path, *rows), WISH)
    assert [one.id for one in found.parties] == ["foo-ir", "foo-iq"]


def test_ids_do_not_depend_on_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = [["Foo", "Iran"], ["北京公司", "China"], ["Бар", "Russia"]]
    forward = import_private_list(csv_file(tmp_path, ["Name", "Country"], *rows), WISH)
    back = import_private_list(csv_file(tmp_path, ["Name", "Country"], *reversed(rows)), WISH)
    assert {one.id for one in forward.parties} == {one.id for one in back.parties}
    assert len({one.id for one in forward.parties}) == 3


@pytest.mark.parametrize(
    ("text", "date", "noted"),
    [
        ("2026-05-04", "2026-05-04", False),
        ("25/12/2019", "2019-12-25", False),
        ("12/25/2019", "2019-12-25", False),
        ("4 May 2026", "2026-05-04", False),
        ("09/10/2019", "", True),
        ("soon", "", True),
        ("", "", False),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_is_a_note(
    tmp_path: Path, text: str, date: str, noted: bool
) -> None:
    rows = [["Name", "Country", "Valid from"], ["Foo", "Iran", text]]
    found = import_private_list(csv_file(tmp_path, *rows), WISH)
    [entry] = entries_of(found)
    assert entry.listings[0].effective_date == date
    assert (f"Valid from, as written: {text}" in entry.listings[0].notes) is noted
    assert bool(entry.listings[0].notes) is not bool(date)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Individual", PartyKind.PERSON),
        ("Company", PartyKind.ORGANISATION),
        ("Ship", PartyKind.VESSEL),
        ("Schiff", PartyKind.VESSEL),
        ("Aircraft", PartyKind.AIRCRAFT),
        ("thing", PartyKind.UNKNOWN),
    ],
)
def test_kinds(tmp_path: Path, word: str, kind: PartyKind) -> None:
    found = import_private_list(
        csv_file(tmp_path, ["Name", "Country", "Type"], ["Foo", "Iran", word]), WISH
    )
    assert found.parties[0].kind is kind
    assert ("Kind: thing" in found.parties[0].remarks) is (word == "thing")


def test_a_column_that_the_user_names_goes_first(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["Blocked", "Why so", "Country"], ["Foo", "Letter 7", "Iran"])
    columns = (("name", "Blocked"), ("citation", "Why so"))
    [party] = import_private_list(path, ImportOptions(id="letters", columns=columns)).parties
    assert (party.names[0].text, party.citation) == ("Foo", "Letter 7")


def test_a_column_of_no_known_role_is_kept_as_a_remark(tmp_path: Path) -> None:
    rows = [["Name", "Country", "Case handler", "Phone"], ["Foo", "Iran", "Ana", "+49 1"]]
    [party] = import_private_list(csv_file(tmp_path, *rows), WISH).parties
    assert party.remarks == ("Case handler: Ana", "Phone: +49 1")


def test_weak_aliases_have_a_column_of_their_own(tmp_path: Path) -> None:
    rows = [["Name", "Country", "Weak alias"], ["Foo Ltd", "Iran", "FL\nFoos"]]
    [party] = import_private_list(csv_file(tmp_path, *rows), WISH).parties
    assert [(one.text, one.kind) for one in party.names[1:]] == [
        ("FL", NameKind.WEAK_ALIAS),
        ("Foos", NameKind.WEAK_ALIAS),
    ]


def test_a_cell_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["Name", "Country", "Alias"], ["Foo Ltd", "Iran", "#REF!"]]
    path = workbook(tmp_path, Denied=rows)
    [party] = import_private_list(path, WISH).parties
    assert any(text.startswith("Column C cannot be read: ") for text in party.remarks)


def test_other_parties_of_a_row_are_remarks(tmp_path: Path) -> None:
    rows = [["Company name", "Owner", "Contact person"], ["Foo Ltd", "Bar Holding", "Ana Cid"]]
    [party] = import_private_list(csv_file(tmp_path, *rows), WISH).parties
    assert [one.text for one in party.names] == ["Foo Ltd"]
    assert party.remarks == ("Owner: Bar Holding", "Contact person: Ana Cid")


@pytest.mark.parametrize(
    ("wish", "error", "said"),
    [
        (ImportOptions(id="My Letters"), UsageError, "'My Letters' is no id of a list"),
        (ImportOptions(id="a", sheets=("Nope",)), InputError, "there is no sheet 'Nope'"),
        (
            ImportOptions(id="a", columns=(("name", "Nope"),)),
            InputError,
            "no column is headed 'Nope'",
        ),
        (
            ImportOptions(id="a", columns=(("reason", "Nope"),)),
            InputError,
            "no column is headed 'Nope'",
        ),
        (
            ImportOptions(id="a", columns=(("shoe", "Name"),)),
            UsageError,
            "unknown column role 'shoe'",
        ),
        (ImportOptions(id="a", as_of="soon"), ListError, "as_of must be a date"),
    ],
)
def test_a_wish_that_cannot_be_met(
    tmp_path: Path, wish: ImportOptions, error: type[ScreenError], said: str
) -> None:
    with pytest.raises(error) as caught:
        import_private_list(csv_file(tmp_path, HEADER, FOO), wish)
    assert said in str(caught.value)


def test_a_file_without_a_party_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        import_private_list(csv_file(tmp_path, ["Amount", "Date"], ["12", "2026-01-01"]), WISH)
    assert "no row names a party" in str(caught.value)


def test_the_same_file_makes_the_same_text(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, FOO, FOO)
    assert import_private_list(path, WISH).text == import_private_list(path, WISH).text


# --- Properties -------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
FOLDED = ANY.map(lambda text: " ".join(text.split()))
SAID = FOLDED.filter(lambda text: any(map(str.isalnum, text)))
KINDS = [kind for kind in NameKind if kind is not NameKind.PRIMARY]


@st.composite
def denied(draw: st.DrawFn) -> PrivateParty:
    texts = draw(st.lists(SAID, min_size=1, max_size=4, unique=True))
    primary = Name(text=texts[0], kind=NameKind.PRIMARY)
    others = tuple(Name(text=text, kind=draw(st.sampled_from(KINDS))) for text in texts[1:])
    places = draw(st.lists(st.tuples(SAID, st.sampled_from(["", "CN"])), max_size=2))
    numbers = draw(st.lists(st.tuples(SAID, SAID), max_size=2))
    return PrivateParty(
        id=draw(st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)),
        names=(primary, *others),
        kind=draw(st.sampled_from(PartyKind)),
        countries=tuple(draw(st.lists(st.sampled_from(["CN", "IR"]), unique=True))),
        addresses=tuple(Address(text=text, country=code) for text, code in places),
        identifiers=tuple(Identifier(kind=kind, value=value) for kind, value in numbers),
        reason=draw(FOLDED),
        citation=draw(FOLDED),
        valid_from=draw(st.sampled_from(["", "2026", "2026-05", "2026-05-04"])),
        notes=tuple(draw(st.lists(SAID, max_size=2))),
        remarks=tuple(draw(st.lists(SAID, max_size=2))),
    )


@given(st.lists(denied(), min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_what_is_written_is_read_back_the_same(parties: list[PrivateParty]) -> None:
    parsed = curated_list.parse_list(
        {"f.toml": write_toml(parties, WISH, 'my "list".csv', "00")}, {}, {}
    )
    assert not parsed.rejected
    for party, entry in zip(parties, parsed.entries, strict=True):
        same(party, entry)


@given(st.text())
def test_any_text_is_written_as_a_text(text: str) -> None:
    assert "\n" not in quote(text)
    assert "\x7f" not in quote(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANY, ANY, st.sampled_from(["Iran", "", "nowhere"]), ANY), max_size=5))
def test_every_row_of_any_file_is_accounted_for(
    tmp_path: Path, rows: list[tuple[str, str, str, str]]
) -> None:
    header = ["Name", "Alias", "Country", "Reason"]
    clean = [[cell.replace("\x00", "") for cell in row] for row in rows]
    path = csv_file(tmp_path, header, ["Foo Ltd", "", "Iran", "x"], *clean)
    found = import_private_list(path, ImportOptions(id="a"))
    assert adds_up(found)
    for party, entry in zip(found.parties, entries_of(found), strict=True):
        same(party, entry)
