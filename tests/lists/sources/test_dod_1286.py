"""The section 1286 list: the latest edition counts, and who is no institution is told."""

import json

from tests.lists.sources.official_files import SECTION_1286, SECTION_1286_COLUMNS
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal, table

read = reader("us-dod-1286")


def test_the_latest_edition_becomes_entries() -> None:
    data = table(SECTION_1286_COLUMNS, SECTION_1286)
    assert knows(data) == ["us-dod-1286"]
    parsed = read(data)
    assert adds_up(parsed)
    assert parsed.as_of == "2025"
    assert [one.reason for one in parsed.rejected] == [
        "of the edition of 2022; the latest one here is of 2025",
        "listed under another law: Section 889 of an act",
        "no name",
    ]
    assert kinds(parsed) == [
        ("Example Institute of Technology", "primary"),
        ("EIT", "alias"),
        ("Institute 625", "alias"),
    ]
    [listing] = parsed.entries[0].listings
    assert (listing.programme.id, listing.source) == ("us-dod-1286", "https://example.org/a.pdf")
    assert listing.notes[0] == "Edition of 2025."
    assert "by others" in listing.notes[1]
    assert parsed.entries[0].countries == ("CN",)
    assert parsed.entries[1].names[1].text == "Sample, Lab of Physics"  # one alias with a comma


def test_the_same_table_for_another_law_is_not_this_list() -> None:
    data = table(SECTION_1286_COLUMNS, SECTION_1286[3:4])
    assert knows(data) == []
    assert "holds no entry" in refusal("us-dod-1286", data)


def test_programmes_that_recruit_talents_are_no_institutions() -> None:
    note = "FY2024 Section 1286 list, Table {}: {}"
    entities = [
        {
            "name": "Foo University",
            "aliases": ["FU"],
            "notes": note.format(1, "institutions with specified characteristics"),
        },
        {
            "name": "Example Talents Plan",
            "notes": note.format(2, "foreign talent recruitment programs that pose a threat"),
        },
    ]
    found = {"list_id": "dow-1286", "extracted": "2026-07-09", "count": 2, "entities": entities}
    data = json.dumps(found).encode()
    assert knows(data) == ["extracted"]
    parsed = reader("extracted")(data)
    assert (parsed.id, kinds(parsed)) == (
        "us-dod-1286",
        [("Foo University", "primary"), ("FU", "alias")],
    )
    assert [one.reason for one in parsed.rejected] == [
        "a programme that recruits talents, not an institution"
    ]


def test_denied_persons_as_json() -> None:
    entity = {
        "name": "FOO, JR.",
        "country": "Germany",
        "address": "1 ROAD, TOWN, DE",
        "effective_date": "2026-01-02",
        "federal_register": "91 F.R. 1",
        "notes": "Type of denial: Standard; Expires: 2030-01-02",
    }
    found = {"list_id": "bis-dpl", "extracted": "2026-07-09", "count": 1, "entities": [entity]}
    parsed = reader("extracted")(json.dumps(found).encode())
    [entry] = parsed.entries
    assert (parsed.id, entry.listings[0].programme.id, entry.countries) == (
        "dpl",
        "us-bis-dpl",
        ("DE",),
    )
    assert "Expires: 2030-01-02" in " ".join(entry.remarks)
